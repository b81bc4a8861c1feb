"""Computing anew what is derived: memory states from the log, the words' index from drills."""

from __future__ import annotations

import dataclasses
from itertools import groupby
from typing import TYPE_CHECKING, Any

from trainer.domain.ids import DrillId
from trainer.domain.memory import Progress, Seen, Unseen
from trainer.store import statistics, words
from trainer.store.columns import row_progress
from trainer.store.connection import transaction
from trainer.store.marks import ADJUSTMENTS, row_adjustment
from trainer.store.review_rows import COUNTED_BY_DRILL, row_logged
from trainer.store.states import put_state

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from trainer.scheduling.fsrs import Scheduler
    from trainer.scheduling.marks import Adjustment
    from trainer.store.review_rows import Logged


def rebuild(connection: sqlite3.Connection, scheduler: Scheduler, *, reschedule: bool) -> int:
    """Replace all drill states by what the log gives, in one transaction; index the drills anew.

    A drill stays due when its last review said, unless ``reschedule``: settings and load may have
    been others then. Returns how many drills' states changed. Reviews of drills that are not
    stored are left out.
    """
    with transaction(connection):
        before = _states(connection)
        after = dict(_replayed(connection, scheduler, reschedule=reschedule))
        keys: dict[DrillId, int] = dict(connection.execute("select id, key from drill"))
        words.rebuild(connection)
        statistics.rebuild(connection)
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
    adjustments: dict[DrillId, list[tuple[int, Adjustment]]] = {}
    for row in connection.execute(f"{ADJUSTMENTS} order by a.seq"):
        adjustments.setdefault(row[2], []).append((row[0], row_adjustment(row)))
    rows = connection.execute(f"{COUNTED_BY_DRILL} order by r.drill_id, r.seq")
    for drill_id, group in groupby(rows, key=_drill_id):
        events = [(row[-1], row_logged(row[:-1])) for row in group]
        progress = _progress(
            events, adjustments.get(drill_id, []), scheduler, reschedule=reschedule
        )
        if isinstance(progress, Seen):
            yield drill_id, progress


def _progress(
    logged: list[tuple[int, Logged]],
    adjustments: list[tuple[int, Adjustment]],
    scheduler: Scheduler,
    *,
    reschedule: bool,
) -> Progress:
    """Return what reviews and adjustments, in the order they were made, lead to."""
    progress: Progress = Unseen()
    stretch: list[Logged] = []
    waiting = list(adjustments)
    for seq, item in logged:
        while waiting and waiting[0][0] < seq:
            progress = _continued(progress, stretch, scheduler, reschedule=reschedule)
            progress, stretch = waiting.pop(0)[1].applied(progress), []
        stretch.append(item)
    progress = _continued(progress, stretch, scheduler, reschedule=reschedule)
    for _, adjustment in waiting:
        progress = adjustment.applied(progress)
    return progress


def _continued(
    progress: Progress,
    stretch: list[Logged],
    scheduler: Scheduler,
    *,
    reschedule: bool,
) -> Progress:
    progress = scheduler.replay((item.review for item in stretch), progress)
    if stretch and isinstance(progress, Seen) and not reschedule:
        return dataclasses.replace(progress, due=stretch[-1].due)
    return progress


def _drill_id(row: tuple[Any, ...]) -> DrillId:
    return DrillId(row[2])
