"""One sitting: what comes next, what an answer was worth, what a rating changes."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from trainer.clock import Clock, study_day
from trainer.domain.assessment import Assessment
from trainer.domain.deck import Drill, QueueEntry
from trainer.domain.ids import DrillId, ReviewId, Seed
from trainer.domain.memory import Progress, Rating, Seen
from trainer.domain.review import Review
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.queue import put_back
from trainer.study.exercises import Posed, pose

SEED_BITS = 53
"""Seeds fit a JSON number and an SQLite integer."""


class ReviewStore(Protocol):
    """What a session needs of the store."""

    device: str

    def drill(self, drill_id: DrillId) -> Drill:
        """Return one drill."""
        ...

    def progress(self, drill_id: DrillId) -> Progress:
        """Return one drill's progress as it is stored now."""
        ...

    def record(self, review: Review, after: Seen) -> None:
        """Write the review and the new state in one durable transaction."""
        ...

    def retract(self, review_id: ReviewId, at: dt.datetime) -> Review:
        """Take a review back and restore what was before it."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """An exercise on screen: when it was shown and where the sitting stands."""

    posed: Posed
    progress: Progress
    shown_at: dt.datetime
    done: int
    total: int
    is_repeat: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer, its assessment, and what each rating would lead to."""

    answer: Any
    assessment: Assessment
    intervals: Mapping[Rating, Seen]
    day: dt.date
    """The study day it counts for, even if 04:00 passes before it is rated."""
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Change:
    """What rating or undoing changed; screens that show any of it reload."""

    drill_id: DrillId
    rating: Rating | None
    """The rating given; None when one was taken back."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What undo needs of one rated answer."""

    review_id: ReviewId
    question: Question
    queue: tuple[QueueEntry, ...]
    entry: QueueEntry
    finished: frozenset[DrillId]
    judged: Judged
    rating: Rating


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What a sitting came to. ``remembered`` counts drills seen before that were not failed."""

    answered: int
    ratings: Mapping[Rating, int]
    seen_before: int
    remembered: int
    new: int
    minutes: float
    weakest: tuple[DrillId, ...]


@dataclass
class Session:
    """One sitting over a queue of drills.

    ``question`` is what is on screen (None when the queue is done), ``judged`` its assessment once
    answered. Nothing here writes but ``rate`` and ``undo``, each with one store call.
    """

    store: ReviewStore
    clock: Clock
    scheduler: Scheduler
    rng: random.Random
    new_id: Callable[[dt.datetime], ReviewId]
    queue: tuple[QueueEntry, ...]
    question: Question | None = None
    judged: Judged | None = None
    _entry: QueueEntry | None = None
    _finished: frozenset[DrillId] = frozenset()
    _history: list[_Done] = field(default_factory=list)

    def next(self) -> Question | None:
        """Pose the next drill of the queue and return it; None when nothing is left.

        Raises the store's errors; then the same drill is next when asked again. Raises BadInput for
        a drill that this version cannot pose; then it is left out of the sitting.
        """
        self.judged = None
        if not self.queue:
            self.question, self._entry = None, None
            return None
        entry = self.queue[0]
        drill, progress = self.store.drill(entry.id), self.store.progress(entry.id)
        self.queue = self.queue[1:]
        posed = pose(drill, Seed(self.rng.getrandbits(SEED_BITS)))
        return self._show(entry, posed, progress)

    def _show(self, entry: QueueEntry, posed: Posed, progress: Progress) -> Question:
        self._entry = entry
        self.question = Question(
            posed=posed,
            progress=progress,
            shown_at=self.clock.now(),
            done=len(self._finished),
            total=len(self._finished | {each.id for each in self.queue} | {entry.id}),
            is_repeat=any(each.entry.id == entry.id for each in self._history),
        )
        return self.question

    def assess(self, answer: Any) -> Judged:
        """Judge ``answer`` and say what each rating would lead to. Writes nothing.

        Raises BadInput for what is no answer; then the question stays open.
        """
        question = self._open_question()
        now = self.clock.now()
        assessment = question.posed.assess(answer)
        day = study_day(self.clock, now)
        intervals = self.scheduler.preview(question.progress, day, seed=question.posed.seed)
        duration_ms = max(0, round((now - question.shown_at).total_seconds() * 1000))
        self.judged = Judged(answer, assessment, intervals, day, duration_ms)
        return self.judged

    def _open_question(self) -> Question:
        if self.question is None:
            raise RuntimeError("there is no question to answer")
        return self.question

    def rate(self, rating: Rating) -> Change:
        """Record the answer with ``rating``, durably, before anything else happens.

        A drill rated Again comes back later in the sitting. Raises the store's errors; then
        nothing is written and the same rating can be given again.
        """
        question, judged, entry = self._open_question(), self.judged, self._entry
        if judged is None or entry is None:
            raise RuntimeError("the question is not answered yet")
        review = self._review(question, judged, rating)
        after = judged.intervals[rating]
        self.store.record(review, after)
        self._history.append(
            _Done(review.id, question, self.queue, entry, self._finished, judged, rating)
        )
        self.judged = None  # one answer, one review
        if rating is Rating.AGAIN:
            self.queue = put_back(self.queue, entry)
        else:
            self._finished |= {entry.id}
        return Change(entry.id, rating)

    def _review(self, question: Question, judged: Judged, rating: Rating) -> Review:
        now = self.clock.now()
        posed, estimated = question.posed, judged.assessment.estimated
        interval = estimated.interval if estimated else None
        return Review(
            id=self.new_id(now),
            device=self.store.device,
            drill_id=posed.drill.id,
            kind=posed.kind.name,
            seed=posed.seed,
            content_hash=posed.drill.content_hash,
            answer=posed.kind.describe_answer(judged.answer),
            suggested=judged.assessment.suggested,
            rating=rating,
            duration_ms=judged.duration_ms,
            at=now,
            study_day=judged.day,
            before=question.progress,
            value=estimated.value if estimated else None,
            expected=estimated.expected if estimated else None,
            unit=estimated.unit if estimated else None,
            log10_error=estimated.log10_error if estimated else None,
            interval_low=interval[0] if interval else None,
            interval_high=interval[1] if interval else None,
        )

    @property
    def can_undo(self) -> bool:
        """Whether this sitting has an answer to take back."""
        return bool(self._history)

    def undo(self) -> Change:
        """Take back the last rating of this sitting and put its question on screen again.

        The same numbers are posed; the answer is given anew. Raises the store's errors.
        """
        if not self._history:
            raise RuntimeError("there is nothing to take back")
        last = self._history[-1]
        posed = pose(self.store.drill(last.entry.id), last.question.posed.seed)
        self.store.retract(last.review_id, self.clock.now())
        self._history.pop()
        self.queue, self._finished = last.queue, last.finished
        self.judged = None
        self._show(last.entry, posed, last.question.progress)
        return Change(last.entry.id, None)

    def summary(self) -> SessionSummary:
        """Return what the sitting came to so far."""
        first = _first_of_each(self._history)
        seen = [done for done in first if isinstance(done.question.progress, Seen)]
        ratings = dict.fromkeys(Rating, 0)
        for done in self._history:
            ratings[done.rating] += 1
        failed = [done.entry.id for done in self._history if done.rating is Rating.AGAIN]
        return SessionSummary(
            answered=len(self._history),
            ratings=ratings,
            seen_before=len(seen),
            remembered=sum(done.rating is not Rating.AGAIN for done in seen),
            new=len(first) - len(seen),
            minutes=sum(done.judged.duration_ms for done in self._history) / 60_000,
            weakest=tuple(dict.fromkeys(failed)),
        )


def _first_of_each(history: Sequence[_Done]) -> list[_Done]:
    first: dict[DrillId, _Done] = {}
    for done in history:
        first.setdefault(done.entry.id, done)
    return list(first.values())
