"""What is known of how well a drill is remembered."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import NamedTuple


class Rating(enum.IntEnum):
    """The user's judgement of one answer, in the order FSRS counts them."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4

    @property
    def label(self) -> str:
        """Return the word shown to the user."""
        return self.name.capitalize()


class MemoryState(NamedTuple):
    """FSRS's two numbers: stability in days, difficulty from 1 (easy) to 10 (hard)."""

    stability_days: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class Unseen:
    """A drill that was never rated: it has no stability to read."""


class Seen(NamedTuple):
    """A drill that was rated at least once.

    ``due`` and ``last_day`` are study days. ``lapses`` counts ratings of Again on a
    later day than the review before.
    """

    memory: MemoryState
    due: dt.date
    last_day: dt.date
    reviews: int
    lapses: int


class Curve(NamedTuple):
    """How memories fade: recall after t days at stability S is (1 + factor · t/S)^-decay."""

    factor: float
    decay: float


Progress = Unseen | Seen
"""A drill's place in the user's memory."""
