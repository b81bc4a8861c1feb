"""Answers drills for ever and says which answers were acknowledged: to be killed by its test."""

from __future__ import annotations

import datetime as dt
import random
import sys
from pathlib import Path

from trainer.domain.ids import Seed
from trainer.domain.memory import Rating
from trainer.domain.review import Review
from trainer.scheduling.fsrs import Scheduler
from trainer.store.database import Store
from trainer.store.identity import ReviewIds

path, seed = Path(sys.argv[1]), int(sys.argv[2])
now = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC) + dt.timedelta(days=seed)
chance = random.Random(seed)
ids = ReviewIds(chance)
scheduler = Scheduler()
with Store.open(path, device="child", at=now) as store:
    drills = store.drills()
    while True:
        drill = chance.choice(drills)
        review = Review(
            id=ids.next(now),
            device=store.device,
            drill_id=drill.id,
            kind=drill.kind,
            seed=Seed(chance.getrandbits(32)),
            content_hash=drill.content_hash,
            answer="x" * chance.randint(0, 5000),
            suggested=Rating.GOOD,
            rating=Rating(chance.randint(1, 4)),
            duration_ms=1000,
            at=now,
            study_day=now.date(),
            before=store.progress(drill.id),
        )
        after = scheduler.next(review.before, review.rating, review.study_day, seed=review.seed)
        store.record(review, after)
        print(review.id, flush=True)  # noqa: T201
