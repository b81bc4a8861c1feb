"""The same histories through three hands: our scheduler, the Rust library's replay, py-fsrs."""

from __future__ import annotations

import datetime as dt
import math
import random

import fsrs as pyfsrs
import fsrs_rs_python as library
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from trainer.domain.memory import Progress, Rating, Unseen
from trainer.scheduling.fsrs import DEFAULT_PARAMETERS, Scheduler

DAY = dt.date(2026, 2, 27)
State = tuple[float, float]
"""Stability in days and difficulty."""
History = list[tuple[int, Rating]]
"""Whole days since the review before, and the rating."""

_GAPS = (0, 0, 1, 1, 2, 3, 5, 8, 20, 55, 90, 365, 700)


def random_history(chance: random.Random) -> History:
    """Return up to 20 ratings, some on the same day, some after years."""
    many = chance.randint(1, 20)
    return [(chance.choice(_GAPS), Rating(chance.randint(1, 4))) for _ in range(many)]


def random_parameters(chance: random.Random) -> tuple[float, ...]:
    """Return the usual weights, each moved by up to a tenth within py-fsrs's bounds."""
    bounds = zip(DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    moved = (min(max(weight * chance.uniform(0.9, 1.1), low), high) for weight, low, high in bounds)
    return Scheduler(parameters=tuple(moved)).parameters


def ours(parameters: tuple[float, ...], history: History) -> list[State]:
    """Return the states our scheduler goes through."""
    scheduler = Scheduler(parameters=parameters, fuzz=False)
    progress: Progress = Unseen()
    day, states = DAY, []
    for gap, rating in history:
        day += dt.timedelta(days=gap)
        progress = scheduler.next(progress, rating, day, seed=7)
        states.append((progress.memory.stability_days, progress.memory.difficulty))
    return states


def replayed(parameters: tuple[float, ...], history: History) -> State:
    """Return the state to which the Rust library's own replay of the history leads."""
    items = [
        library.FSRSReview(int(rating), gap if place else 0)
        for place, (gap, rating) in enumerate(history)
    ]
    found = library.FSRS(list(parameters)).memory_state(library.FSRSItem(items))
    return found.stability, found.difficulty


class Aligned(pyfsrs.Scheduler):
    """py-fsrs with the Rust library's reading of the two points in which they differ.

    The difficulty reverts towards that of an Easy start before it is clamped to 1, and a Hard on
    the same day does not lower the stability.
    """

    _reverting = False

    def _next_difficulty(self, difficulty: float, rating: pyfsrs.Rating) -> float:
        self._reverting = True
        try:
            return super()._next_difficulty(difficulty, rating)
        finally:
            self._reverting = False

    def _initial_difficulty(self, rating: pyfsrs.Rating) -> float:
        if not self._reverting:
            return super()._initial_difficulty(rating)
        return self.parameters[4] - math.exp(self.parameters[5] * (rating - 1)) + 1

    def _short_term_stability(self, stability: float, rating: pyfsrs.Rating) -> float:
        found = super()._short_term_stability(stability, rating)
        return max(found, stability) if rating is pyfsrs.Rating.Hard else found


def theirs(
    parameters: tuple[float, ...],
    history: History,
    kind: type[pyfsrs.Scheduler] = pyfsrs.Scheduler,
) -> list[State]:
    """Return the states py-fsrs goes through."""
    scheduler = kind(
        parameters=parameters, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    card, day, states = pyfsrs.Card(card_id=1), DAY, []
    for gap, rating in history:
        day += dt.timedelta(days=gap)
        at = dt.datetime.combine(day, dt.time(12), dt.UTC)
        card, _ = scheduler.review_card(card, pyfsrs.Rating(int(rating)), at)
        assert card.stability is not None
        assert card.difficulty is not None
        states.append((card.stability, card.difficulty))
    return states


def furthest(one: list[State], other: list[State]) -> float:
    """Return the largest relative difference of any number of any state."""
    return max(
        abs(a - b) / abs(b)
        for state, expected in zip(one, other, strict=True)
        for a, b in zip(state, expected, strict=True)
    )
