"""How near an estimate is: its error in decades, the verdict on it, an interval's score."""

from __future__ import annotations

import math
from typing import NamedTuple

from trainer.domain.assessment import Verdict
from trainer.domain.memory import Rating
from trainer.errors import BadInput

CLOSE_FACTOR = 2.0
"""An answer within this factor of the truth is close: right in size, not in number."""

QUICK_SECONDS = 20.0
"""A right answer given within this time suggests Easy instead of Good."""

MISS_FRACTION = 0.2
"""The chance that an 80 % interval misses; a miss costs 2 / this per decade (interval score)."""

_LARGEST_TOLERANCE = 100.0
_ROUNDING = 1e-9


class BadTolerance(BadInput):
    """A tolerance that is neither a per cent figure nor a factor."""


def read_tolerance(text: str) -> float:
    """Return the tolerance ``5%`` or ``factor 2`` as the factor (above 1) it allows.

    Raises BadTolerance.
    """
    words = text.strip().lower()
    per_cent = words.removesuffix("%")
    factor = words.removeprefix("factor ")
    try:
        if per_cent != words:
            value = 1 + float(per_cent) / 100
        elif factor != words:
            value = float(factor)
        else:
            value = math.nan
    except ValueError:
        value = math.nan
    if not 1 < value <= _LARGEST_TOLERANCE:
        raise BadTolerance(
            f"'{text}' is no tolerance", remedy="write a per cent figure (5%) or 'factor 2'"
        )
    return value


class Target(NamedTuple):
    """What an answer is held against: a number (``low`` = ``high``) or a band, in the asked unit.

    ``factor`` (above 1) is how far outside still counts as right.
    """

    low: float
    high: float
    factor: float

    @property
    def is_band(self) -> bool:
        """Tell whether more than one number is right."""
        return self.low < self.high

    @property
    def middle(self) -> float:
        """Return the number itself, or the middle of the band on a log scale."""
        return math.sqrt(self.low) * math.sqrt(self.high) if self.is_band else self.low

    def off_by(self, value: float) -> float:
        """Return the factor between ``value`` and the target: 1 inside, above 1 too high."""
        if value > self.high:
            return value / self.high
        return min(value / self.low, 1.0)

    def verdict(self, value: float) -> Verdict:
        """Return whether ``value`` is right, close or wrong."""
        decades = abs(math.log10(self.off_by(value)))
        if decades <= math.log10(self.factor) + _ROUNDING:
            return Verdict.CORRECT
        close = decades <= math.log10(CLOSE_FACTOR) + _ROUNDING
        return Verdict.CLOSE if close else Verdict.WRONG


def suggestion(verdict: Verdict, seconds: float | None) -> Rating:
    """Return the rating a verdict suggests; ``seconds`` is None when nobody took the time."""
    if verdict is Verdict.CORRECT:
        quick = seconds is not None and seconds <= QUICK_SECONDS
        return Rating.EASY if quick else Rating.GOOD
    return Rating.HARD if verdict is Verdict.CLOSE else Rating.AGAIN


def interval_score(low: float, high: float, truth: float) -> float:
    """Return the interval score of an 80 % interval, in decades: its width and 10 × the miss.

    Lower is better; honesty pays, neither width nor daring does. Formula: Gneiting and Raftery,
    Strictly Proper Scoring Rules, 2007, section 6.2, on log10. All three must be above zero.
    """
    ends = math.log10(low), math.log10(high)
    place = math.log10(truth)
    miss = max(ends[0] - place, 0.0) + max(place - ends[1], 0.0)
    return ends[1] - ends[0] + 2 / MISS_FRACTION * miss
