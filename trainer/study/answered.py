"""From an answer on screen to a row of the log, and from rows to what a sitting came to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from trainer.domain.deck import Drill
from trainer.domain.ids import DrillId, ReviewId
from trainer.domain.memory import Progress, Rating, Seen
from trainer.domain.review import Review
from trainer.scheduling.marks import Adjustment, Mark
from trainer.study.history import Step
from trainer.study.sitting import Judged, Moved, Question, SessionSummary


class ReviewStore(Protocol):
    """What a session needs of the store."""

    device: str

    def drill(self, drill_id: DrillId) -> Drill:
        """Return one drill."""
        ...

    def progress(self, drill_id: DrillId) -> Progress:
        """Return one drill's progress as it is stored now."""
        ...

    def reviews_of(self, drill_id: DrillId) -> tuple[Review, ...]:
        """Return one drill's reviews that count, oldest first."""
        ...

    def record(self, review: Review, after: Seen) -> None:
        """Write the review and the new state in one durable transaction."""
        ...

    def retract(self, review_id: ReviewId, at: dt.datetime) -> Review:
        """Take a review back and restore what was before it."""
        ...

    def mark(self, drill_id: DrillId) -> Mark:
        """Return one drill's marks."""
        ...

    def put_mark(self, drill_id: DrillId, mark: Mark, at: dt.datetime | None = None) -> Mark:
        """Give a drill marks and return those it had."""
        ...

    def adjust(self, adjustment: Adjustment) -> None:
        """Reset a drill or set its due day."""
        ...

    def withdraw(self, adjustment_id: ReviewId, at: dt.datetime) -> Adjustment:
        """Take an adjustment back and restore what was before it."""
        ...


def as_review(
    question: Question,
    judged: Judged,
    rating: Rating,
    review_id: ReviewId,
    at: dt.datetime,
    device: str,
) -> Review:
    """Return the answer as the log keeps it."""
    posed, estimated = question.posed, judged.assessment.estimated
    interval = estimated.interval if estimated else None
    return Review(
        id=review_id,
        device=device,
        drill_id=posed.drill.id,
        kind=posed.kind.name,
        seed=posed.seed,
        content_hash=posed.drill.content_hash,
        answer=posed.describe(judged.answer),
        suggested=judged.assessment.suggested,
        rating=rating,
        duration_ms=judged.duration_ms,
        at=at,
        study_day=judged.day,
        before=question.progress,
        value=estimated.value if estimated else None,
        expected=estimated.expected if estimated else None,
        unit=estimated.unit if estimated else None,
        log10_error=estimated.log10_error if estimated else None,
        interval_low=interval[0] if interval else None,
        interval_high=interval[1] if interval else None,
    )


def is_computed_anew(before: Progress, now: Progress) -> bool:
    """Return whether the same answers stand behind both, but other parameters behind ``now``."""
    if not (isinstance(before, Seen) and isinstance(now, Seen)):
        return False
    return now != before == now._replace(memory=before.memory)


def summed_up(steps: Sequence[Step]) -> SessionSummary:
    """Return what the rated answers among ``steps`` came to."""
    rated = [(step, step.rating, step.judged) for step in steps if step.rating and step.judged]
    first: dict[DrillId, tuple[Step, Rating]] = {}
    ratings = dict.fromkeys(Rating, 0)
    for step, rating, _ in rated:
        first.setdefault(step.entry.id, (step, rating))
        ratings[rating] += 1
    seen = [rating for step, rating in first.values() if isinstance(step.question.progress, Seen)]
    failed = [step.entry.id for step, rating, _ in rated if rating is Rating.AGAIN]
    return SessionSummary(
        answered=len(rated),
        ratings=ratings,
        seen_before=len(seen),
        remembered=sum(rating is not Rating.AGAIN for rating in seen),
        new=len(first) - len(seen),
        minutes=sum(judged.duration_ms for _, _, judged in rated) / 60_000,
        weakest=tuple(dict.fromkeys(failed)),
        moved=_moved(steps),
    )


def _moved(steps: Sequence[Step]) -> tuple[Moved, ...]:
    """Return what each drill's memory was before its first answer and is after its last."""
    first: dict[DrillId, float | None] = {}
    last: dict[DrillId, float] = {}
    for step in steps:
        if step.after is not None:
            before = step.question.progress
            seen = before.memory.stability_days if isinstance(before, Seen) else None
            first.setdefault(step.entry.id, seen)
            last[step.entry.id] = step.after.memory.stability_days
    moved = [Moved(drill, first[drill], after) for drill, after in last.items()]
    return tuple(sorted(moved, key=lambda each: -abs(each.change)))
