"""Numbers of an estimate: how an author states them, and how a seed draws them.

A given is a fixed value, a choice (``one_of``) or a range (``between``). Drawing uses nothing but
``Random.random()`` and decimal arithmetic, so that a seed means the same on every machine.
"""

from __future__ import annotations

import decimal
import functools
import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from trainer.errors import BadInput
from trainer.units.quantity import read_quantity

DEFAULT_DIGITS = 2
_FIELDS = {"between", "digits", "one_of"}
_EXACT = decimal.Context(prec=30, rounding=decimal.ROUND_HALF_EVEN)


class BadGiven(BadInput):
    """A given that cannot be drawn. ``path`` leads from the given down to what is wrong."""

    def __init__(self, what: str, *path: str | int) -> None:
        self.path = path
        super().__init__(what)


class Choice(NamedTuple):
    """One of several values, or just one: a fixed given."""

    values: tuple[float, ...]

    @property
    def varies(self) -> bool:
        """Tell whether two seeds can draw different values."""
        return len(self.values) > 1

    def draw(self, rng: random.Random) -> float:
        """Return one of the values; a fixed one costs no random number."""
        return self.values[int(rng.random() * len(self.values))] if self.varies else self.values[0]


class Range(NamedTuple):
    """Any value between two, evenly on a log scale, rounded to ``digits`` significant figures."""

    low: float
    high: float
    digits: int = DEFAULT_DIGITS

    @property
    def varies(self) -> bool:
        """Tell whether two seeds can draw different values."""
        return True

    def draw(self, rng: random.Random) -> float:
        """Return a round number within the range."""
        low, high = (decimal.Decimal(repr(end)) for end in (self.low, self.high))
        with decimal.localcontext(_EXACT):
            share = decimal.Decimal(rng.random())
            drawn = (low.ln() + (high.ln() - low.ln()) * share).exp()
        rounded = float(f"{drawn:.{self.digits - 1}e}")
        return min(max(rounded, self.low), self.high)


Draw = Choice | Range


def read_draw(given: object, unit: str) -> Draw:
    """Return how a given, as the deck states it, is drawn in ``unit``. Raises BadGiven."""
    if not isinstance(given, Mapping):
        return Choice((_number(given, unit),))
    strange = [str(key) for key in given if key not in _FIELDS]
    if strange:
        raise BadGiven(
            f"a given has no field '{strange[0]}'; write between: [a, b] or one_of: [a, b, c]",
            strange[0],
        )
    if ("between" in given) == ("one_of" in given):
        raise BadGiven("a given has either between: [a, b] or one_of: [a, b, c]")
    if "one_of" in given:
        return _read_choice(given, unit)
    return _read_range(given, unit)


def _read_choice(given: Mapping[str, object], unit: str) -> Choice:
    if "digits" in given:
        raise BadGiven("'digits' rounds a range; a choice is not rounded", "digits")
    values = _items(given["one_of"], "one_of", least=2, most=None)
    return Choice(tuple(_number(item, unit, "one_of", at) for at, item in enumerate(values)))


def _read_range(given: Mapping[str, object], unit: str) -> Range:
    ends = _items(given["between"], "between", least=2, most=2)
    low, high = (_number(item, unit, "between", at) for at, item in enumerate(ends))
    if not 0 < low < high:
        raise BadGiven("a range goes from a smaller to a larger number above zero", "between")
    digits = given.get("digits", DEFAULT_DIGITS)
    if digits not in (1, 2) or isinstance(digits, bool):
        raise BadGiven("'digits' is 1 or 2: drawn numbers are round", "digits")
    return Range(low, high, int(str(digits)))


def _items(value: object, name: str, *, least: int, most: int | None) -> Sequence[object]:
    if not isinstance(value, list | tuple) or len(value) < least or len(value) > (most or 1000):
        raise BadGiven(f"'{name}' is a list of {least}{'' if most else ' or more'} values", name)
    return value


def _number(value: object, unit: str, *path: str | int) -> float:
    """Return one stated value in ``unit``: a number as YAML knows it, or text as people write."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadGiven("a given is a number with or without its unit", *path)
    try:
        return _value(value if isinstance(value, str) else repr(value), unit)
    except BadInput as refusal:
        raise BadGiven(refusal.advice, *path) from refusal


@functools.lru_cache(maxsize=1024)
def _value(text: str, unit: str) -> float:
    # A check poses each question twenty times, from the same few texts.
    return read_quantity(text, unit).value
