"""Computing every memory state anew from the log, which is the truth."""

from __future__ import annotations

import dataclasses
from itertools import groupby
from typing import TYPE_CHECKING, cast

from trainer.domain.memory import Seen
from trainer.store.columns import row_progress
from trainer.store.connection import transaction
from trainer.store.review_rows import COUNTED, Logged, row_logged
from trainer.store.reviews import put_state

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from trainer.domain.ids import DrillId
    from trainer.scheduling.fsrs import Scheduler


def rebuild(connection: sqlite3.Connection, scheduler: Scheduler, *, reschedule: bool) -> int:
    """Replace all drill states by what the log gives, in one transaction.

    A drill stays due when its last review said, unless ``reschedule``: settings and load may have
    been others then. Returns how many drills' states changed. Reviews of drills that are not
    stored are left out.
    """
    with transaction(connection):
        before = _states(connection)
        after = dict(_replayed(connection, scheduler, reschedule=reschedule))
        keys: dict[DrillId, int] = dict(connection.execute("select id, key from drill"))
        connection.execute("delete from drill_state")
        for drill_id, state in after.items():
            if drill_id in keys:
                put_state(connection, keys[drill_id], state)
        return sum(before.get(name) != after.get(name) for name in keys)


def _states(connection: sqlite3.Connection) -> dict[DrillId, object]:
    rows = connection.execute(
        "select d.id, s.stability_days, s.difficulty, s.due_day, s.last_day, s.reviews, s.lapses"
        " from drill_state s join drill d on d.key = s.drill_key"
    )
    return {row[0]: row_progress(row[1:]) for row in rows}


def _replayed(
    connection: sqlite3.Connection, scheduler: Scheduler, *, reschedule: bool
) -> Iterator[tuple[DrillId, Seen]]:
    rows = connection.execute(f"{COUNTED} order by r.drill_id, r.seq")
    for drill_id, group in groupby(map(row_logged, rows), key=_drill_id):
        logged = list(group)
        # A group holds at least one review, so the drill was seen.
        state = cast("Seen", scheduler.replay([item.review for item in logged]))
        due = state.due if reschedule else logged[-1].due
        yield drill_id, dataclasses.replace(state, due=due)


def _drill_id(logged: Logged) -> DrillId:
    return logged.review.drill_id
