"""One sitting: what comes next, what an answer was worth, what a rating changes."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from trainer.clock import Clock, study_day
from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DrillId, ReviewId, Seed
from trainer.domain.memory import Progress, Rating, Seen
from trainer.scheduling.queue import place_back
from trainer.store.errors import StaleAnswer
from trainer.study.acting import Acting
from trainer.study.answered import ReviewStore, as_review, is_computed_anew, summed_up
from trainer.study.exercises import Posed, pose
from trainer.study.history import History, Inverse, Step
from trainer.study.sitting import Change, Judged, Question, SessionSummary
from trainer.study.terms import Terms
from trainer.study.waiting import Waiting
from trainer.study.why import why

__all__ = [
    "Change",
    "Judged",
    "Question",
    "ReviewStore",
    "Session",
    "SessionSummary",
    "StaleAnswer",
]

SEED_BITS = 53
"""Seeds fit a JSON number and an SQLite integer."""

TAKEN_BACK = "taken back"


@dataclass(eq=False, repr=False)
class Session(Acting):
    """One sitting over a queue of drills.

    ``question`` is what is on screen (None when the queue is done), ``judged`` its assessment once
    answered. Each action (``rate``, ``suspend`` …), ``undo`` and ``redo`` make one store call;
    nothing else writes. ``terms`` say what a rating leads to. Where not ``recorded``, the store
    it was given keeps no answers, and screens say so. ``not_before`` holds when drills that are in
    their steps within the day are ready again.
    """

    store: ReviewStore
    clock: Clock
    terms: Terms
    rng: random.Random
    new_id: Callable[[dt.datetime], ReviewId]
    queue: Waiting
    recorded: bool = True
    not_before: dict[DrillId, dt.datetime] = field(default_factory=dict)
    question: Question | None = None
    judged: Judged | None = None
    _entry: QueueEntry | None = None
    _finished: int = 0
    _history: History = field(default_factory=History)

    def next(self) -> Question | None:
        """Pose the next drill of the queue and return it; None when nothing is left.

        A drill whose step within the day is not over yet comes when only such are left. Raises the
        store's errors; then the same drill is next when asked again. Raises BadInput for a drill
        that this version cannot pose; then it is left out of the sitting.
        """
        self.judged = None
        if not self.queue:
            self.question, self._entry = None, None
            return None
        place = self._next_place()
        entry = self.queue[place]
        drill, progress = self.store.drill(entry.id), self.store.progress(entry.id)
        self.queue = self.queue.without(place)
        posed = pose(drill, self._seed(entry))
        return self._show(entry, posed, progress)

    def _next_place(self) -> int:
        now, soonest = self.clock.now(), (dt.datetime.max.replace(tzinfo=dt.UTC), 0)
        for place, entry in enumerate(self.queue):
            ready_at = self.not_before.get(entry.id, now)
            if ready_at <= now:
                return place
            soonest = min(soonest, (ready_at, place))
        return soonest[1]

    def _seed(self, entry: QueueEntry) -> Seed:
        """Return what to draw from: for what was taken back, the same numbers again."""
        undone = self._history.undone
        if undone and undone[-1].entry.id == entry.id:
            return undone[-1].question.posed.seed
        return Seed(self.rng.getrandbits(SEED_BITS))

    def _show(self, entry: QueueEntry, posed: Posed, progress: Progress) -> Question:
        self._entry = entry
        self.question = Question(
            posed=posed,
            progress=progress,
            shown_at=self.clock.now(),
            done=self._finished,
            total=self._finished + len(self.queue) + 1,
            is_repeat=self._history.ratings[entry.id] > 0,
            recorded=self.recorded,
        )
        return self.question

    def assess(self, answer: Any) -> Judged:
        """Judge ``answer`` (GaveUp is one) and say what each rating would lead to. Writes nothing.

        Raises BadInput for what is no answer; then the question stays open.
        """
        question, entry = self._open()
        now = self.clock.now()
        seconds = max(0.0, (now - question.shown_at).total_seconds())
        day, before = study_day(self.clock, now), question.progress
        met = question.is_repeat or (isinstance(before, Seen) and before.last_day == day)
        assessed = question.posed.assess(answer)
        assessment = self.terms.suggesting(assessed, seconds, met_today=met)
        intervals = self._intervals(entry, question, day)
        duration_ms = round(seconds * 1000)
        self.judged = Judged(answer, assessment, intervals, day, duration_ms)
        return self.judged

    def _intervals(self, entry: QueueEntry, question: Question, day: dt.date) -> dict[Rating, Seen]:
        return self.terms.leads_to(
            entry,
            question.progress,
            day,
            seed=question.posed.seed,
            today=self._today(entry, question, day),
        )

    def _today(self, entry: QueueEntry, question: Question, day: dt.date) -> list[Rating]:
        """Return the ratings the drill got on ``day`` since it was last reset."""
        progress = question.progress
        if not self.terms.scheduler_of(entry).has_steps or not isinstance(progress, Seen):
            return []
        reviews = self.store.reviews_of(entry.id)[-progress.reviews :]
        return [review.rating for review in reviews if review.study_day == day]

    def _open(self) -> tuple[Question, QueueEntry]:
        if self.question is None or self._entry is None:
            raise RuntimeError("there is no question to answer")
        return self.question, self._entry

    # -- actions ---------------------------------------------------------------------------

    def rate(self, rating: Rating) -> Change:
        """Record the answer with ``rating``, durably, before anything else happens.

        A drill rated Again, or still in its steps, comes back later in the sitting. Raises the
        store's errors; then nothing is written and the same rating can be given again. After
        StaleAnswer it cannot: ``renew`` puts the drill as it is now.
        """
        try:
            return self._rate(rating)
        except StaleAnswer:
            if not self._is_computed_anew():
                raise
            return self._rate(rating)

    def _rate(self, rating: Rating) -> Change:
        (question, entry), judged = self._open(), self.judged
        if judged is None:
            raise RuntimeError("the question is not answered yet")
        today = self._today(entry, question, judged.day)
        step = self._step("rated", partial(self._record, question, judged, rating))._replace(
            judged=judged,
            rating=rating,
            after=judged.intervals[rating],
            wait_minutes=self.terms.scheduler_of(entry).wait_minutes(
                question.progress, rating, today
            ),
        )
        return self._carry_out(step)

    def _is_computed_anew(self) -> bool:
        """Take over a memory state that other parameters gave the same answers, if that is all."""
        (question, entry), judged = self._open(), self.judged
        now = self.store.progress(entry.id)
        if judged is None or not is_computed_anew(question.progress, now):
            return False
        self.question = question._replace(progress=now)
        intervals = self._intervals(entry, self.question, judged.day)
        self.judged = judged._replace(intervals=intervals)
        return True

    def renew(self) -> Question | None:
        """Pose the drill on screen as it is stored now, or the next one if it is no more.

        For a drill that was edited, removed or answered elsewhere while it was on screen. Raises
        the store's errors, and BadInput for what this version cannot pose.
        """
        question, entry = self._open()
        drill, progress = self.store.drill(entry.id), self.store.progress(entry.id)
        is_same = drill.content_hash == question.posed.drill.content_hash
        if is_same and progress == question.progress:
            return self.next()
        self.judged = None
        return self._show(entry, pose(drill, question.posed.seed), progress)

    def _record(self, question: Question, judged: Judged, rating: Rating) -> Inverse:
        now, after = self.clock.now(), judged.intervals[rating]
        review = as_review(question, judged, rating, self.new_id(now), now, self.store.device)
        self.store.record(review, after)
        self.terms.note(after.due, 1)

        def take_back() -> None:
            self.store.retract(review.id, self.clock.now())
            self.terms.note(after.due, -1)

        return take_back

    def why(self) -> str:
        """Return in a few sentences why the drill on screen is asked now."""
        question, entry = self._open()
        return why(question, study_day(self.clock), self.terms.scheduler_of(entry))

    def _step(self, what: str, do: Callable[[], Inverse]) -> Step:
        question, entry = self._open()
        return Step(what, entry, question, self.queue, self._finished, do)

    def _carry_out(self, step: Step) -> Change:
        self._history.carry_out(step)
        return self._done(step)

    def _done(self, step: Step) -> Change:
        """Put the sitting where it stands after ``step``."""
        if not step.leaves:
            about = step.other or step.entry.id
            self.queue = self.queue.without_drill(step.other)
            return Change(about, None, step.what, leaves=False)
        self.judged = None  # One answer, one review.
        self.queue, self._finished = step.queue, step.finished
        if step.rating is None:
            self.queue = step.queue.without_drill(step.entry.id)
            return Change(step.entry.id, None, step.what)
        if step.wait_minutes is None:
            self._finished = step.finished + 1
        else:
            wait = dt.timedelta(minutes=step.wait_minutes)
            self.not_before[step.entry.id] = self.clock.now() + wait
            place = place_back(step.queue, step.entry)
            self.queue = step.queue.with_at(place, step.entry)
        leech = step.leech_lapses(self.terms.leech_lapses)
        return Change(step.entry.id, step.rating, leech_lapses=leech)

    # -- backwards and forwards ------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether this sitting has an action to take back."""
        return bool(self._history.done)

    @property
    def can_redo(self) -> bool:
        """Whether an action was taken back and nothing else done since."""
        return bool(self._history.undone)

    def undo(self) -> Change:
        """Take back the last action of this sitting and put its question on screen again.

        The same numbers are posed; an answer is given anew. Raises the store's errors.
        """
        if not self.can_undo:
            raise RuntimeError("there is nothing to take back")
        last = self._history.done[-1][0]
        posed = pose(self.store.drill(last.entry.id), last.question.posed.seed)
        self._history.take_back()
        self.queue, self._finished = last.queue, last.finished
        if last.leaves or self.question is not last.question:
            self.judged = None
            self._show(last.entry, posed, last.question.progress)
        was = last.rating.label if last.rating else last.what
        return Change(last.entry.id, None, TAKEN_BACK, leaves=False, was=was)

    def redo(self) -> Change:
        """Do the action last taken back again, with the answer given then.

        The sitting then stands where it stood after it: ``next`` follows unless the change says
        otherwise. Raises the store's errors; then it can be tried again.
        """
        if not self.can_redo:
            raise RuntimeError("there is nothing to do again")
        step = self._history.do_again()
        self.question, self._entry = step.question, step.entry
        return self._done(step)

    def summary(self) -> SessionSummary:
        """Return what the sitting came to so far."""
        found = summed_up(self._history.steps)._replace(recorded=self.recorded)
        return found if self.recorded else found._replace(moved=())
