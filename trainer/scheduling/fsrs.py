"""How a rating changes what is remembered, and when the drill is due again: FSRS-6.

The algorithm is the Free Spaced Repetition Scheduler, version 6, of the open-spaced-repetition
project, computed by its own library; only this file and ``fitting`` import it. What the library
leaves to its caller is done here: whole days, the longest interval, fuzz, and refusing values for
which it would return nonsense (it accepts a desired retention of 1.5 and a stability of zero).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import fsrs_rs_python as library

from trainer.domain.memory import Curve, MemoryState, Progress, Rating, Seen, Unseen
from trainer.errors import BadInput
from trainer.scheduling.intervals import day_span, even_chance, whole_days
from trainer.scheduling.steps import Minutes, is_learning, wait_minutes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from trainer.domain.review import Review

DEFAULT_PARAMETERS: Final[tuple[float, ...]] = tuple(library.DEFAULT_PARAMETERS)
"""The 21 weights of FSRS-6 fitted to many learners' histories; the library's values."""

LOWEST_RETENTION: Final = 0.7
HIGHEST_RETENTION: Final = 0.99
LONGEST_INTERVAL_DAYS: Final = 36_500

_UNSEEN: Final = Unseen()


class BadSchedule(BadInput):
    """A scheduler was asked for with settings outside their range."""


REBUILD: Final = "rebuild the memory states from the review log"
"""What helps where a state cannot be."""


class ImpossibleMemory(BadInput):
    """A stored memory state that no history of ratings leads to."""


@dataclass(frozen=True)
class Scheduler:
    """FSRS with one set of settings. Immutable and pure: no clock, no chance of its own.

    ``parameters`` are FSRS weights (21, or 17 or 19 of an older version, which are filled up).
    ``desired_retention`` is the probability of recall at which a drill falls due.
    ``fuzz`` spreads intervals by up to some per cent, decided by the seed passed to ``next``.
    ``learning_minutes`` and ``relearning_minutes`` are the steps within a day (see ``steps``).
    Raises BadSchedule for values outside their ranges.
    """

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    desired_retention: float = 0.9
    maximum_interval_days: int = 365
    fuzz: bool = True
    learning_minutes: Minutes = ()
    relearning_minutes: Minutes = ()

    def __post_init__(self) -> None:
        """Check the ranges, which the library does not."""
        # Written so that nan fails, too.
        if not LOWEST_RETENTION <= self.desired_retention <= HIGHEST_RETENTION:
            raise BadSchedule(
                f"a desired retention of {self.desired_retention} cannot be scheduled",
                remedy=f"choose one between {LOWEST_RETENTION} and {HIGHEST_RETENTION}",
            )
        if not 1 <= self.maximum_interval_days <= LONGEST_INTERVAL_DAYS:
            raise BadSchedule(
                f"a longest interval of {self.maximum_interval_days} days cannot be scheduled",
                remedy=f"choose one between 1 and {LONGEST_INTERVAL_DAYS} days",
            )
        if any(minutes < 0 for minutes in (*self.learning_minutes, *self.relearning_minutes)):
            raise BadSchedule(
                "a step of less than no time cannot be scheduled", remedy="choose minutes"
            )
        object.__setattr__(self, "parameters", _checked_parameters(self.parameters))

    def next(
        self,
        progress: Progress,
        rating: Rating,
        day: dt.date,
        *,
        seed: int,
        today: Sequence[Rating] = (),
    ) -> Seen:
        """Return what ``progress`` becomes when ``rating`` is given on study day ``day``.

        ``today`` are the ratings the drill already got on that day; only steps ask for them.
        ``preview`` with the same seed shows exactly this. Raises ImpossibleMemory.
        """
        return self._led_to(progress, (rating,), day, seed, today)[rating]

    def _led_to(
        self,
        progress: Progress,
        ratings: Iterable[Rating],
        day: dt.date,
        seed: int,
        today: Sequence[Rating],
    ) -> dict[Rating, Seen]:
        states = self._states(progress, day)
        memories = (states.again, states.hard, states.good, states.easy)
        days = self._days(states, seed)
        found = {}
        for rating in ratings:
            stays = self.wait_minutes(progress, rating, today) is not None
            memory, away = memories[rating - 1].memory, 0 if stays else days[rating - 1]
            found[rating] = _seen(progress, rating, memory, day, away)
        return found

    @cached_property
    def exact(self) -> Scheduler:
        """The same without fuzz."""
        return replace(self, fuzz=False)

    def wait_minutes(
        self, progress: Progress, rating: Rating, today: Sequence[Rating] = ()
    ) -> int | None:
        """Return after how many minutes the drill comes back the same day; None: it does not."""
        learning = is_learning(progress, today)
        steps = self.learning_minutes if learning else self.relearning_minutes
        return wait_minutes(steps, today, rating, learning=learning)

    @property
    def has_steps(self) -> bool:
        """Whether what a rating leads to depends on the day's earlier ratings."""
        return bool(self.learning_minutes or self.relearning_minutes)

    def preview(
        self, progress: Progress, day: dt.date, *, seed: int, today: Sequence[Rating] = ()
    ) -> dict[Rating, Seen]:
        """Return what each rating would make of ``progress`` on study day ``day``.

        Again is due the same day, and so is what stays in its steps. The other intervals are
        whole days, at least 1, and never shorter for a better rating. A day before the last
        review (a clock set back) counts as no time elapsed. Raises ImpossibleMemory for a state
        no history leads to.
        """
        return self._led_to(progress, Rating, day, seed, today)

    def _states(self, progress: Progress, day: dt.date) -> library.NextStates:
        return _engine(self.parameters).next_states(
            _library_memory(progress), self.desired_retention, _elapsed_days(progress, day)
        )

    def _days(self, states: library.NextStates, seed: int) -> tuple[int, int, int, int]:
        chance = even_chance(seed) if self.fuzz else None
        longest = self.maximum_interval_days
        hard = whole_days(states.hard.interval, longest, chance)
        good = max(hard, whole_days(states.good.interval, longest, chance))
        return 0, hard, good, max(good, whole_days(states.easy.interval, longest, chance))

    def retrievability(self, seen: Seen, day: dt.date) -> float:
        """Return the predicted probability of recall on ``day``, from 0 to 1.

        The forgetting curve of FSRS-6: (1 + f·t/S)^-w20 with f = 0.9^(-1/w20) - 1, where t is in
        days and S the stability, so that it is 0.9 after S days. Raises ImpossibleMemory.
        """
        memory = _possible(seen.memory)
        factor, decay = self.curve
        elapsed = _elapsed_days(seen, day)
        return math.pow(1.0 + factor * elapsed / memory.stability_days, -decay)

    @cached_property
    def curve(self) -> Curve:
        """How memories fade by these parameters."""
        decay = _decay(self.parameters)
        return Curve(math.pow(0.9, -1.0 / decay) - 1.0, decay)

    def memories(self, histories: Sequence[Sequence[tuple[int, int]]]) -> list[MemoryState]:
        """Return the memory state to which each history of study days and ratings leads.

        Days are whole numbers in any counting; each history has at least one answer. The same as
        ``replay`` of each, at once and without its days due.
        """
        items = [library.FSRSItem(_library_reviews(history)) for history in histories]
        found = _engine(self.parameters).memory_state_batch(items, [None] * len(items))
        return [MemoryState(each.stability, each.difficulty) for each in found]

    def replay(self, reviews: Iterable[Review], progress: Progress = _UNSEEN) -> Progress:
        """Return the progress to which one drill's ``reviews``, in their order, lead.

        They begin from ``progress``, by default that of a drill never seen.
        """
        today: list[Rating] = []
        for review in reviews:
            if isinstance(progress, Seen) and progress.last_day != review.study_day:
                today.clear()
            progress = self.next(
                progress, review.rating, review.study_day, seed=review.seed, today=today
            )
            today.append(review.rating)
        return progress


@lru_cache(maxsize=16)
def _engine(parameters: tuple[float, ...]) -> library.FSRS:
    return library.FSRS(list(parameters))


@lru_cache(maxsize=16)
def _decay(parameters: tuple[float, ...]) -> float:
    # The library clips its weights to the published bounds before it uses them.
    return min(max(parameters[20], 0.1), 0.8)


def _checked_parameters(parameters: Sequence[float]) -> tuple[float, ...]:
    if not parameters or not all(math.isfinite(value) for value in parameters):
        raise BadSchedule(
            "the FSRS parameters are empty or not all numbers", remedy="use the default ones"
        )
    try:
        return tuple(library.check_and_fill_parameters(list(parameters)))
    except ValueError as error:
        raise BadSchedule(
            f"{len(parameters)} FSRS parameters cannot be used",
            remedy="FSRS-6 has 21, older versions 19 or 17",
        ) from error


def _elapsed_days(progress: Progress, day: dt.date) -> int:
    """Return whole days since the last review; a clock set back gives 0, never less."""
    if isinstance(progress, Unseen):
        return 0
    return max(0, (day - progress.last_day).days)


def _library_reviews(history: Sequence[tuple[int, int]]) -> list[library.FSRSReview]:
    last = history[0][0]
    found = []
    for day, rating in history:
        found.append(library.FSRSReview(rating, max(0, day - last)))
        last = day
    return found


def _library_memory(progress: Progress) -> library.MemoryState | None:
    if isinstance(progress, Unseen):
        return None
    memory = _possible(progress.memory)
    return library.MemoryState(memory.stability_days, memory.difficulty)


def _possible(memory: MemoryState) -> MemoryState:
    # Written so that nan fails, too.
    if 0.0 < memory.stability_days < math.inf and 1.0 <= memory.difficulty <= 10.0:
        return memory
    raise ImpossibleMemory(
        f"a stability of {memory.stability_days} days with difficulty {memory.difficulty} "
        "cannot have come from any ratings",
        remedy=REBUILD,
    )


def _seen(
    before: Progress, rating: Rating, memory: library.MemoryState, day: dt.date, days: int
) -> Seen:
    reviews = lapses = 0
    if isinstance(before, Seen):
        reviews, lapses = before.reviews, before.lapses
        # Failing again on the day of a failure is the same lapse, still being mended.
        if rating is Rating.AGAIN and _elapsed_days(before, day) > 0:
            lapses += 1
    return Seen(
        memory=MemoryState(memory.stability, memory.difficulty),
        due=day_span(day, days),
        last_day=day,
        reviews=reviews + 1,
        lapses=lapses,
    )
