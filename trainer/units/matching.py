"""Holds what was typed against the unit that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from trainer.units.grammar import Amount
from trainer.units.refusals import AmbiguousQuantity
from trainer.units.registry import scale
from trainer.units.words import CANONICAL, Powers, prefix_factor

_COUNTABLE = frozenset(("token", "request", "user", "byte", "FLOP", "GPU"))
_CLOSE = 1e-9


class Match(NamedTuple):
    """An amount in the asked unit. ``missing`` is the part of that unit that was implied."""

    value: float
    amount: Amount
    missing: Powers


def match(amount: Amount, asked: Powers) -> Match | None:
    """Return ``amount`` in the unit ``asked``, or None where its dimension is another one.

    A part of the unit may be missing and is then implied: $0.0012 where USD/token was asked.
    """
    missing = _missing(amount.powers, asked)
    if missing is None or (amount.ratio and dimensions(asked)):
        return None
    if amount.ratio:
        missing = ()  # "12x" says itself that it has no unit
    value = amount.number / amount.per * _factor(amount.powers, asked, missing)
    if amount.counted:
        counted = [name for name, exponent in missing if exponent == -1]
        if len(counted) != 1 or CANONICAL[counted[0]][1] not in _COUNTABLE:
            return None
        value *= prefix_factor(counted[0])
    return Match(value, amount, missing)


def _factor(typed: Powers, asked: Powers, missing: Powers) -> float:
    """Return what turns a value in ``typed`` into ``asked`` without its missing part.

    Identical units are left alone (no digit is lost), prefixes need no pint.
    """
    above = set(typed) - set(asked)
    below = set(asked) - set(typed) - set(missing)
    if _bases(above) == _bases(below):
        return _worth(above, prefix_factor) / _worth(below, prefix_factor)
    return factor(above) / factor(below)


def _worth(unit: Iterable[tuple[str, int]], of: Callable[[str], float]) -> float:
    product = 1.0
    for name, exponent in unit:
        product *= of(name) ** exponent
    return product


def _bases(unit: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the base units of ``unit`` with their exponents, without those that cancel out."""
    return _summed((CANONICAL[name][1], exponent) for name, exponent in unit)


def _summed(powers: Iterable[tuple[str, int]]) -> dict[str, int]:
    result: dict[str, int] = {}
    for name, exponent in powers:
        result[name] = result.get(name, 0) + exponent
    return {name: exponent for name, exponent in result.items() if exponent}


def choose(matches: list[Match]) -> Match:
    """Return the one meaning of several. Raises AmbiguousQuantity if two meanings differ.

    The whole unit beats a part of it; a bare number against a unit is never decided by guessing.
    """
    whole = [found for found in matches if not found.missing or not found.amount.powers]
    best = (whole or matches)[0]
    bare = not best.amount.powers
    rivals = matches if bare else whole or matches
    if any(abs(other.value - best.value) > _CLOSE * abs(best.value) for other in rivals):
        raise AmbiguousQuantity(
            "this can be read in two ways that differ", remedy="write the unit out: bytes, billion"
        )
    magnified = best.amount.magnitude > 1
    if magnified and any(prefix_factor(name) > 1 for name, power in best.missing if power > 0):
        raise AmbiguousQuantity(
            "the magnitude could come on top of the unit's own", remedy="write the unit out"
        )
    return best


def _missing(typed: Powers, asked: Powers) -> Powers | None:
    """Return the part of ``asked`` that was not typed, None if the dimensions disagree."""
    wanted, given = _bases(asked), _bases(typed)
    if (given or not typed) and given.items() <= wanted.items():
        return tuple(power for power in asked if CANONICAL[power[0]][1] not in given)
    asked_dimensions, typed_dimensions = dimensions(asked), dimensions(typed)
    if typed_dimensions == asked_dimensions:
        return ()
    if not typed_dimensions or not typed_dimensions.items() <= asked_dimensions.items():
        return None
    return tuple(power for power in asked if scale(power[0]).dimension not in typed_dimensions)


def factor(unit: Iterable[tuple[str, int]]) -> float:
    """Return what one of ``unit`` is worth in base units."""
    return _worth(unit, lambda name: scale(name).factor)


def dimensions(unit: Powers) -> dict[str, int]:
    """Return the dimensions of ``unit`` by pint's names, without those that cancel out."""
    return _summed(
        (dimension, exponent) for name, exponent in unit if (dimension := scale(name).dimension)
    )
