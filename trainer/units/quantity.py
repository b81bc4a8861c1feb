"""Numbers with units: reads what people type, writes what people read, converts and compares.

Values are plain floats in a stated unit. A unit is spelled as in ``USD/token``, ``GB``,
``token/s``, ``USD/GPU/hour`` or ``1`` for a pure number. Pint is imported by the first conversion
between different units, not by reading or writing in the same one.
"""

from __future__ import annotations

from typing import NamedTuple

from trainer.errors import BadInput
from trainer.units.grammar import Understood, amounts
from trainer.units.interval import interval_ends
from trainer.units.lexer import lexemes
from trainer.units.matching import Match, choose, dimensions, factor, match
from trainer.units.refusals import (
    ANY_EXAMPLE,
    AmbiguousQuantity,
    UnknownUnit,
    UnreadableQuantity,
    WrongDimension,
    quoted,
)
from trainer.units.words import CANONICAL, Powers, powers, spelled
from trainer.units.writing import show_quantity

__all__ = [
    "AmbiguousQuantity",
    "Reading",
    "UnknownUnit",
    "UnreadableQuantity",
    "WrongDimension",
    "base_units",
    "convert",
    "read_interval",
    "read_quantity",
    "same_dimension",
    "show_quantity",
]


_TYPICAL = 150
"""The number of an example."""


class Reading(NamedTuple):
    """What was read: ``value`` in ``unit``. ``typed_unit`` is the unit typed, "" for none."""

    value: float
    unit: str
    typed_unit: str
    text: str


def read_quantity(text: str, unit: str, *, positive: bool = False) -> Reading:
    """Read what somebody typed as a quantity in ``unit``.

    A bare number is taken in ``unit``; a part of the unit may be left out ($0.0012 for USD/token).
    A month is 30 days, a year 365. With ``positive``, zero and less are refused.

    Raises UnreadableQuantity for what is not one clear number (AmbiguousQuantity where it could be
    two), WrongDimension for a quantity of another kind, UnknownUnit if ``unit`` is none of ours.
    """
    asked = powers(unit)
    found = lexemes(text)
    try:
        understood = amounts(found)
        matches = [one for amount in understood.amounts if (one := match(amount, asked))]
        if not matches:
            raise _mismatch(text, understood, asked)
        best = choose(matches)
    except UnreadableQuantity as refusal:
        raise _told(text, refusal, unit) from refusal
    return _reading(text, unit, best, positive=positive)


def _reading(text: str, unit: str, best: Match, *, positive: bool) -> Reading:
    if positive and best.value <= 0:
        raise UnreadableQuantity(
            f"{quoted(text)} is not above zero", remedy="give a number greater than zero"
        )
    typed = best.amount.powers
    return Reading(best.value, unit, spelled(typed) if typed else "", text)


def _told(text: str, refusal: UnreadableQuantity, unit: str) -> UnreadableQuantity:
    """Return ``refusal`` with the text it is about, and an example in the unit that is wanted."""
    reason = refusal.what.removesuffix(f", not {quoted(text)}")
    general = refusal.remedy == ANY_EXAMPLE
    remedy = f"write it like {show_quantity(_TYPICAL, unit)}" if general else refusal.remedy
    return type(refusal)(f"{quoted(text)} cannot be read: {reason}", remedy=remedy)


def _mismatch(text: str, understood: Understood, asked: Powers) -> BadInput:
    """Return why nothing that ``text`` can mean is in the asked unit."""
    for refusal in understood.refusals:
        if isinstance(refusal, AmbiguousQuantity):
            return refusal
    amount = understood.amounts[0]
    typed = f"in {spelled(amount.powers)}" if amount.powers else "a pure number"
    wanted = f"a quantity in {spelled(asked)}" if asked else "a pure number"
    return WrongDimension(
        f"{quoted(text)} is {typed}, but {wanted} is wanted",
        remedy="give it in that unit or without a unit" if asked else "leave out the unit",
    )


def read_interval(text: str, unit: str, about: str = "") -> tuple[float, float]:
    """Read two ends of an interval in ``unit``: "100-120 ms", "$150k to $200k", "180k ± 20 %".

    What one end leaves unsaid is taken from the other; what both do, from the quantity ``about``
    which they are given ("10 to 20" about "13.5 TB" is in TB), which ``read_quantity`` could read.
    Returns the lower end first.
    Raises UnreadableQuantity, WrongDimension and UnknownUnit like ``read_quantity``.
    """
    asked = powers(unit)
    found = lexemes(text)
    try:
        return interval_ends(found, asked, lexemes(about))
    except UnreadableQuantity as refusal:
        raise _told(text, refusal, unit) from refusal


def convert(value: float, unit: str, to: str) -> float:
    """Return ``value`` given in ``unit`` in the unit ``to``.

    Raises WrongDimension where the two are of different kinds, and UnknownUnit.
    """
    if unit == to:
        return value
    if not same_dimension(unit, to):
        raise WrongDimension(
            f"{unit} cannot be turned into {to}", remedy="use units of the same kind"
        )
    return value * factor(powers(unit)) / factor(powers(to))


def base_units(unit: str) -> frozenset[str]:
    """Return the names of the units in ``unit``, without prefixes and exponents.

    USD/Mtoken has USD and token, GB/s has byte and s. Raises UnknownUnit.
    """
    return frozenset(CANONICAL[name][1] for name, _ in powers(unit))


def same_dimension(unit: str, other: str) -> bool:
    """Tell whether values in the two units measure the same kind of thing. Raises UnknownUnit."""
    return dimensions(powers(unit)) == dimensions(powers(other))
