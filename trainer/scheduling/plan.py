"""Working back from the day of an interview: what to learn each day, what will be known. Pure.

Planned anew each day from what is remembered then; nothing of a plan is stored.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DrillId
from trainer.domain.memory import Progress, Rating, Seen, Unseen
from trainer.scheduling.fsrs import Scheduler
from trainer.units.writing import percent

CONSOLIDATION_DAYS = 3
"""On the last days before the interview nothing new: what was seen once is soon forgotten."""

READY_RECALL = 0.8
"""A drill counts as ready when it will be recalled with at least this probability."""

_ENOUGH = 2000
_MOST_ROUNDS = 20
_REPORT_EVERY = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """What today's state and the days left lead to.

    ``new_per_day`` brings in all unseen drills in time, at most ``most_per_day`` of them;
    ``left_out`` drills will not have been seen at all. ``expected_recall`` is the mean predicted
    probability of recall on the day over all drills (an unseen one counts 0), ``not_ready`` the
    seen or planned ones that stay below 0.8, the worst first. ``reviews_per_day`` is what that
    asks for on an average day, new drills included.
    """

    today: dt.date
    interview: dt.date
    drills: int
    unseen: int
    new_per_day: int
    most_per_day: int
    left_out: int
    expected_recall: float
    not_ready: tuple[DrillId, ...]
    reviews_per_day: float
    minutes_per_day: float = 0.0
    """What those answers take; 0 where nobody said how long one takes."""

    @property
    def days_left(self) -> int:
        """How many study days there are before the interview, today included."""
        return max(0, (self.interview - self.today).days)

    @property
    def can_be_met(self) -> bool:
        """Whether every drill will have been seen in time."""
        return self.left_out == 0

    @property
    def sentence(self) -> str:
        """One honest sentence for the user."""
        if not self.drills:
            return "There are no drills to plan for."
        known = f"about {percent(self.expected_recall)} will be recalled on the day"
        if self.interview < self.today:
            return "The day of the interview is past: choose the next one, or take the tick away."
        if self.days_left == 0:
            known = f"about {percent(self.expected_recall)} will be recalled"
            return f"The day has come: {known}, {self._weak}."
        if self.can_be_met:
            new = _many(self.new_per_day, "new drill") if self.new_per_day else "No new drills"
            return f"{new} a day for {_many(self.days_left, 'day')}: {known}, {self._weak}."
        return (
            f"It cannot be met: even {_many(self.most_per_day, 'new drill')} a day would leave"
            f" {self.left_out:,} of {self.drills:,} unseen; {known}."
        )

    @property
    def _weak(self) -> str:
        """How many drills are not ready, those that were never seen among them."""
        weak = len(self.not_ready) + self.left_out
        if self.days_left:
            return f"{_many(weak, 'drill')} will not be ready" if weak else "all will be ready"
        if weak:
            return f"{_many(weak, 'drill')} {'is' if weak == 1 else 'are'} not ready"
        return "all are ready"


def plan(
    entries: Iterable[QueueEntry],
    today: dt.date,
    interview: dt.date,
    scheduler: Scheduler,
    *,
    most_per_day: int,
    introduced: int = 0,
    seed: int = 0,
    step: Callable[[float, str], None] = lambda *_: None,
) -> Plan:
    """Return the plan for ``interview`` over ``entries``, new drills in their order.

    Every drill is followed to the day: it is reviewed when due and recalled or not as FSRS
    predicts, by chance that ``seed`` decides. Small collections are followed several times.
    ``introduced`` new ones were already seen today. ``step`` hears of progress and may raise.
    """
    every = tuple(entries)
    unseen = [entry for entry in every if isinstance(entry.progress, Unseen)]
    days = max(0, (interview - today).days)
    new_per_day = planned_new(len(unseen) + introduced, days, most_per_day)
    coming = unseen[: max(0, new_per_day * _new_days(days) - introduced)]
    begins = {
        entry.id: today + dt.timedelta(days=(place + introduced) // new_per_day)
        for place, entry in enumerate(coming)
    }
    rounds = min(_MOST_ROUNDS, max(1, _ENOUGH // max(1, len(every))))
    course = _Course(interview, scheduler, random.Random(seed))  # noqa: S311 (no secret)
    followed = [entry for entry in every if isinstance(entry.progress, Seen)] + coming
    recalls = {}
    for place, entry in enumerate(followed):
        if place % _REPORT_EVERY == 0:
            step(place / len(followed), f"following {len(followed):,} drills to the day")
        begin = begins.get(entry.id, today)
        recalls[entry.id] = course.follow(entry.progress, begin, rounds)
    weak = sorted((recall, name) for name, recall in recalls.items() if recall < READY_RECALL)
    return Plan(
        today=today,
        interview=interview,
        drills=len(every),
        unseen=len(unseen),
        new_per_day=new_per_day,
        most_per_day=most_per_day,
        left_out=len(unseen) - len(coming),
        expected_recall=sum(recalls.values()) / len(every) if every else 0.0,
        not_ready=tuple(name for _, name in weak),
        reviews_per_day=course.reviews / rounds / days if days else 0.0,
    )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def planned_new(left: int, days: int, most_per_day: int) -> int:
    """Return how many new drills a day bring in ``left`` of them within ``days``, as far as may be.

    None on the last days before the interview, unless those are all there are.
    """
    new_days = _new_days(days)
    return min(most_per_day, math.ceil(left / new_days)) if new_days else 0


def _new_days(days: int) -> int:
    return max(1, days - CONSOLIDATION_DAYS) if days else 0


class _Course:
    """Follows drills to the day of the interview and counts the reviews on the way."""

    def __init__(self, interview: dt.date, scheduler: Scheduler, chance: random.Random) -> None:
        self.interview = interview
        self.scheduler = scheduler
        self.chance = chance
        self.reviews = 0

    def follow(self, progress: Progress, begin: dt.date, rounds: int) -> float:
        """Return the mean probability of recall on the day over ``rounds`` courses."""
        return sum(self._once(progress, begin) for _ in range(rounds)) / rounds

    def _once(self, progress: Progress, begin: dt.date) -> float:
        # What is new begins before the day: the plan leaves out what would not.
        seen = self._review(progress, begin) if isinstance(progress, Unseen) else progress
        day = max(begin, seen.due)
        while day < self.interview:
            seen = self._review(seen, day)
            day = seen.due
        return self.scheduler.retrievability(seen, self.interview)

    def _review(self, progress: Progress, day: dt.date) -> Seen:
        self.reviews += 1
        seed = self.chance.getrandbits(32)
        if isinstance(progress, Seen):
            recall = self.scheduler.retrievability(progress, day)
            if self.chance.random() >= recall:
                # Asked again the same day until it is known.
                self.reviews += 1
                progress = self.scheduler.next(progress, Rating.AGAIN, day, seed=seed)
        return self.scheduler.next(progress, Rating.GOOD, day, seed=seed, today=_DONE)


_DONE: Sequence[Rating] = (Rating.EASY,)
"""As the day's earlier ratings: past all steps, so that the drill leaves for days."""
