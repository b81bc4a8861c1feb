"""Replaying the log: what reviews and adjustments, in their order, lead to.

The order is that of the stamps all devices agree on; what has none yet was added here since and
comes last, as it was written.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from trainer.domain.ids import DrillId
from trainer.domain.memory import Progress, Seen, Unseen
from trainer.domain.stamps import HIGHEST
from trainer.store.marks import ADJUSTMENTS_PLACED, row_adjustment
from trainer.store.review_rows import COUNTED_BY_DRILL, Logged, row_logged

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from trainer.scheduling.fsrs import Scheduler
    from trainer.scheduling.marks import Adjustment

Place = tuple[int, int, str]
"""A stamp and an identity; or, without a stamp, a place in the order of writing."""

Happened = tuple[Place, "Logged | Adjustment"]


def replayed(
    connection: sqlite3.Connection,
    scheduler: Scheduler,
    *,
    reschedule: bool,
    drill_id: DrillId | None = None,
) -> Iterator[tuple[DrillId, Seen]]:
    """Yield what the log gives for every drill that it shows as seen, or for one."""
    one = () if drill_id is None else (drill_id,)
    adjustments: dict[DrillId, list[Happened]] = {}
    chosen = f"{ADJUSTMENTS_PLACED} and a.drill_id = ?" if one else ADJUSTMENTS_PLACED
    for row in connection.execute(f"{chosen} order by a.seq", one):
        place = _place(row[-1], 2 * row[0] + 1, row[1])
        adjustments.setdefault(row[2], []).append((place, row_adjustment(row[:-1])))
    chosen = f"{COUNTED_BY_DRILL} and r.drill_id = ?" if one else COUNTED_BY_DRILL
    rows = connection.execute(f"{chosen} order by r.drill_id, r.seq", one)
    for name, group in groupby(rows, key=_drill_id):
        happened: list[Happened] = [
            (_place(row[-1], 2 * row[-2], row[0]), row_logged(row[:-2])) for row in group
        ]
        happened += adjustments.get(name, [])
        happened.sort(key=_first)
        progress = _progress(happened, scheduler, reschedule=reschedule)
        if isinstance(progress, Seen):
            yield name, progress


def _place(stamp: int | None, written: int, identity: str) -> Place:
    return (HIGHEST, written, "") if stamp is None else (stamp, 0, identity)


def _first(happened: Happened) -> Place:
    return happened[0]


def _progress(happened: list[Happened], scheduler: Scheduler, *, reschedule: bool) -> Progress:
    progress: Progress = Unseen()
    stretch: list[Logged] = []
    for _, each in happened:
        if isinstance(each, Logged):
            stretch.append(each)
        else:
            progress = _continued(progress, stretch, scheduler, reschedule=reschedule)
            progress, stretch = each.applied(progress), []
    return _continued(progress, stretch, scheduler, reschedule=reschedule)


def _continued(
    progress: Progress,
    stretch: list[Logged],
    scheduler: Scheduler,
    *,
    reschedule: bool,
) -> Progress:
    progress = scheduler.replay((item.review for item in stretch), progress)
    if stretch and isinstance(progress, Seen) and not reschedule:
        return progress._replace(due=stretch[-1].due)
    return progress


def _drill_id(row: tuple[Any, ...]) -> DrillId:
    return DrillId(row[2])
