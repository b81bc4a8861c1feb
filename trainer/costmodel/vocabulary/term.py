"""One word of the cost model's vocabulary."""

from __future__ import annotations

import math
from typing import NamedTuple


class Term(NamedTuple):
    """A quantity with one meaning and one unit. Values of it are bare floats in that unit.

    ``low`` and ``high`` are what is plausible today: an answer outside is worth a second look.
    ``least`` and ``most`` are what is possible at all: a given outside is refused.
    """

    name: str
    label: str
    unit: str
    symbol: str
    meaning: str
    low: float
    high: float
    least: float = 0.0
    most: float = math.inf
    whole: bool = False
    """Counted, not measured: the model answers with the smallest or largest count that will do."""
    better: str = ""
    """``less`` or ``more``: how a target in this term is met (latency by less, rate by more)."""
    default: float | None = None
    """What the model assumes, and says so, when the givens do not settle the term."""
    convention: bool = False
    """Whether the default is an agreement (a month is 30 days) that is never worked out."""
    calendar: bool = False
    """Whether a question with this term counts in years or rented hours: a month is 365/12 days."""

    def shown(self, value: float, digits: int = 4) -> str:
        """Return ``value`` with its unit as people write it, to so many significant digits."""
        from trainer.units.quantity import show_quantity

        return show_quantity(value, self.unit, digits)
