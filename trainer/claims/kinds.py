"""What sorts of numbers there are, and the unit that one is told in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What sort of thing a number is of."""

    TIME = "time"
    MONEY = "money"
    PERCENT = "percent"
    RATE = "rate"
    VOLUME = "volume"
    COUNT = "count"
    MULTIPLE = "multiple"
    NINES = "nines"
    RATIO = "ratio"
    RATING = "rating"
    AMOUNT = "amount"
    """A number per period without a currency: 180k a month."""
    POINTS = "points"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read up to token ``end``; a number times ``scale`` is in ``name``.

    ``things`` and ``period`` are what money is paid per, or what is counted per, ``lot`` how many
    of them one price buys; ``subject`` is what the phrase itself says about the subject (input,
    per GPU, TPOT). ``more`` is added to the number: the fifty cents of ``a dollar fifty``.
    """

    end: int
    kind: Kind
    name: str = ""
    scale: float = 1.0
    things: tuple[str, ...] = ()
    period: str = ""
    subject: str = ""
    lot: float = 1.0
    more: float = 0.0
