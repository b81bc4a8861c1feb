"""Bringing single drills into a coming day's queue, by the scheduler's own means."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from trainer.clock import Clock
from trainer.domain.ids import DrillId, ReviewId
from trainer.domain.memory import Seen
from trainer.scheduling.marks import Adjustment
from trainer.store.database import Store
from trainer.store.identity import ReviewIds


@dataclass(frozen=True)
class Wished:
    """Which drills were brought in, and how to take that back."""

    drills: tuple[DrillId, ...]
    moved: tuple[ReviewId, ...] = field(default=())
    new: tuple[DrillId, ...] = field(default=())

    def take_back(self, store: Store, clock: Clock) -> None:
        """Let all be as before. Raises NotLatestReview for what was answered since."""
        store.withdraw_all(self.moved, clock.now())
        store.unwish(self.new)


def wish(
    store: Store, clock: Clock, rng: random.Random, drills: Iterable[DrillId], day: dt.date
) -> Wished:
    """Bring ``drills`` into the queue of ``day``.

    What was answered before gets that due day, if it has a later one; what is new is asked before
    other new drills. Raises the store's errors, and NoSuchDrill.
    """
    wanted, now, ids = tuple(drills), clock.now(), ReviewIds(rng)
    known = {drill_id: store.progress(drill_id) for drill_id in wanted}
    new = tuple(drill_id for drill_id, each in known.items() if not isinstance(each, Seen))
    moves = [
        Adjustment(ids.next(now), drill_id, day, now, each)
        for drill_id, each in known.items()
        if isinstance(each, Seen) and each.due > day
    ]
    store.adjust_all(moves)
    store.wish(new, day)
    return Wished(wanted, tuple(each.id for each in moves), new)
