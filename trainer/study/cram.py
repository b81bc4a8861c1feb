"""Practising without a trace: nothing is written, so that what is scheduled stays as it is."""

from __future__ import annotations

import datetime as dt

from trainer.domain.deck import Drill
from trainer.domain.ids import DrillId, ReviewId
from trainer.domain.memory import Progress, Seen
from trainer.domain.review import Review
from trainer.scheduling.marks import Adjustment, Mark
from trainer.store.database import Store


class Unrecorded:
    """Stands between a session and the store: reads pass, reviews go nowhere.

    Marks and adjustments are the user's word about the drill, not about this sitting, and are
    written as ever.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._given: dict[ReviewId, Review] = {}
        self.device = store.device

    def drill(self, drill_id: DrillId) -> Drill:
        """Return one drill."""
        return self._store.drill(drill_id)

    def progress(self, drill_id: DrillId) -> Progress:
        """Return one drill's progress, which this sitting does not change."""
        return self._store.progress(drill_id)

    def reviews_of(self, drill_id: DrillId) -> tuple[Review, ...]:
        """Return one drill's stored reviews."""
        return self._store.reviews_of(drill_id)

    def record(self, review: Review, after: Seen) -> None:  # noqa: ARG002 (nothing comes of it)
        """Keep the review in mind until the sitting is over."""
        self._given[review.id] = review

    def retract(self, review_id: ReviewId, at: dt.datetime) -> Review:  # noqa: ARG002
        """Forget a review of this sitting."""
        return self._given.pop(review_id)

    def mark(self, drill_id: DrillId) -> Mark:
        """Return one drill's marks."""
        return self._store.mark(drill_id)

    def put_mark(self, drill_id: DrillId, mark: Mark, at: dt.datetime | None = None) -> Mark:
        """Give a drill marks and return those it had."""
        return self._store.put_mark(drill_id, mark, at)

    def adjust(self, adjustment: Adjustment) -> None:
        """Reset a drill or set its due day."""
        self._store.adjust(adjustment)

    def withdraw(self, adjustment_id: ReviewId, at: dt.datetime) -> Adjustment:
        """Take an adjustment back."""
        return self._store.withdraw(adjustment_id, at)
