"""The values that go into a store, and a learner who answers."""

from __future__ import annotations

import datetime as dt
import random

from trainer.domain.deck import Deck, Drill, Source
from trainer.domain.ids import DeckId, DrillId, Seed
from trainer.domain.memory import Progress, Rating, Seen
from trainer.domain.review import Review
from trainer.scheduling.fsrs import Scheduler
from trainer.store.database import Store
from trainer.store.identity import ReviewIds

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
DAY = NOON.date()
DECK = Deck(DeckId("metrics"), "Metrics", aim="State numbers", licence="MIT", tags=("llm",))


def make_drill(number: int, **changes: object) -> Drill:
    kind = ("recall", "contrast", "estimate")[number % 3]
    drill = Drill(
        id=DrillId(f"metrics/d{number}"),
        deck_id=DECK.id,
        kind=kind,
        fields={"front": f"What is TTFT {number}?", "points": [1, 2.5, {"a": None}]},
        content_hash=f"hash{number}",
        position=number,
        tags=("latency", f"t{number % 2}"),
        sources=(Source("Own words", "2026-01"),),
        level=1 + number % 3,
    )
    return drill._replace(**changes)  # type: ignore[arg-type]


class Learner:
    """Answers drills of a store, as the study does: reads, rates, records."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids = ReviewIds(random.Random(5))
        self.scheduler = Scheduler()

    def review(
        self, number: int, rating: Rating = Rating.GOOD, days: int = 0, **changes: object
    ) -> Review:
        drill = self.store.drill(DrillId(f"metrics/d{number}"))
        at = NOON + dt.timedelta(days=days)
        review = Review(
            id=self.ids.next(at),
            device=self.store.device,
            drill_id=drill.id,
            kind=drill.kind,
            seed=Seed(1000 + number),
            content_hash=drill.content_hash,
            answer="180k",
            suggested=Rating.HARD,
            rating=rating,
            duration_ms=4200,
            at=at + dt.timedelta(microseconds=17),
            study_day=at.date(),
            before=self.store.progress(drill.id),
        )
        return review._replace(**changes)  # type: ignore[arg-type]

    def after(self, review: Review) -> Seen:
        return self.scheduler.next(review.before, review.rating, review.study_day, seed=review.seed)

    def answer(
        self, number: int, rating: Rating = Rating.GOOD, days: int = 0, **changes: object
    ) -> Review:
        review = self.review(number, rating, days, **changes)
        self.store.record(review, self.after(review))
        return review

    def progress(self, number: int) -> Progress:
        return self.store.progress(DrillId(f"metrics/d{number}"))
