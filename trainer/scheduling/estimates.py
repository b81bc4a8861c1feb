"""What rating an estimate's error suggests. Pure.

A right answer is Good, or Easy when it came quickly; one that is off but of the right size is
Hard; beyond that it is Again. FSRS counts Hard as remembered, so that the factor up to which an
estimate is Hard decides what "remembered" means. The default of 2 was held against plain pass and
fail on simulated learners (``tests/scheduling/test_estimates.py``, docs/scheduling.md).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from trainer.domain.memory import Rating

HARD_FACTOR = 2.0
EASY_SECONDS = 20.0
_ROUNDING = 1e-9


class EstimateRating(NamedTuple):
    """From an estimate's error to a rating.

    ``hard_factor`` (1 or more) is the factor within which an answer outside the tolerance is Hard;
    1 makes it pass or fail. ``easy_s`` are the seconds within which a right one is Easy, 0 never;
    an answer that took no time was not timed (a clock set back).
    """

    hard_factor: float = HARD_FACTOR
    easy_s: float = EASY_SECONDS

    def rating(self, log10_error: float, seconds: float, *, is_right: bool) -> Rating:
        """Return the rating; ``is_right`` says that the answer is within its drill's tolerance."""
        if is_right:
            return Rating.EASY if 0 < seconds <= self.easy_s else Rating.GOOD
        if abs(log10_error) <= math.log10(self.hard_factor) + _ROUNDING and self.hard_factor > 1:
            return Rating.HARD
        return Rating.AGAIN
