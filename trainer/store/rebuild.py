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


_ENDS = """
    select
        (select coalesce(max(seq), 0) from review),
        (select coalesce(max(seq), 0) from retraction),
        (select coalesce(max(seq), 0) from adjustment),
        (select coalesce(max(seq), 0) from withdrawal)
"""
_TOUCHED = """
    select drill_id from review where seq > ?
    union
    select r.drill_id from retraction t join review r on r.id = t.review_id where t.seq > ?
    union
    select drill_id from adjustment where seq > ?
    union
    select a.drill_id from withdrawal w join adjustment a on a.id = w.adjustment_id where w.seq > ?
"""


def rebuild(
    connection: sqlite3.Connection,
    scheduler: Scheduler,
    *,
    reschedule: bool,
    states_only: bool = False,
) -> int:
    """Replace all drill states by what the log gives; index the drills and sum the days anew.

    A drill stays due when its last review said, unless ``reschedule``: settings and load may have
    been others then. ``states_only`` leaves the index and the sums as they are. Returns how many
    drills' states changed. Reviews of drills that are not stored are left out.
    """
    # The log is replayed before the transaction: with a million answers that takes a minute, in
    # which others must be able to write. What they wrote is replayed inside, drill by drill.
    ends = connection.execute(_ENDS).fetchone()
    after = dict(_replayed(connection, scheduler, reschedule=reschedule))
    with transaction(connection):
        for (name,) in connection.execute(_TOUCHED, ends).fetchall():
            after.pop(name, None)
            after.update(_replayed(connection, scheduler, reschedule=reschedule, drill_id=name))
        if not states_only:
            words.rebuild(connection)
            statistics.rebuild(connection)
        return _put(connection, after)


def _put(connection: sqlite3.Connection, after: dict[DrillId, Seen]) -> int:
    before = _states(connection)
    changed = 0
    for name, key in connection.execute("select id, key from drill").fetchall():
        state = after.get(name)
        if before.get(name) == state:
            continue
        changed += 1
        if state is None:
            connection.execute("delete from drill_state where drill_key = ?", (key,))
        else:
            put_state(connection, key, state)
    return changed


def _states(connection: sqlite3.Connection) -> dict[DrillId, object]:
    rows = connection.execute(
        "select d.id, s.stability_days, s.difficulty, s.due_day, s.last_day, s.reviews, s.lapses"
        " from drill_state s join drill d on d.key = s.drill_key"
    )
    return {row[0]: row_progress(row[1:]) for row in rows}


def _replayed(
    connection: sqlite3.Connection,
    scheduler: Scheduler,
    *,
    reschedule: bool,
    drill_id: DrillId | None = None,
) -> Iterator[tuple[DrillId, Seen]]:
    """Yield what the log gives for every drill, or for one."""
    one = () if drill_id is None else (drill_id,)
    adjustments: dict[DrillId, list[tuple[int, Adjustment]]] = {}
    chosen = f"{ADJUSTMENTS} and a.drill_id = ?" if one else ADJUSTMENTS
    for row in connection.execute(f"{chosen} order by a.seq", one):
        adjustments.setdefault(row[2], []).append((row[0], row_adjustment(row)))
    chosen = f"{COUNTED_BY_DRILL} and r.drill_id = ?" if one else COUNTED_BY_DRILL
    rows = connection.execute(f"{chosen} order by r.drill_id, r.seq", one)
    for name, group in groupby(rows, key=_drill_id):
        events = [(row[-1], row_logged(row[:-1])) for row in group]
        progress = _progress(events, adjustments.get(name, []), scheduler, reschedule=reschedule)
        if isinstance(progress, Seen):
            yield name, progress


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
