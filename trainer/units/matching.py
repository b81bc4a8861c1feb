"""Holds what was typed against the unit that was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.units.grammar import Amount
from trainer.units.refusals import UnreadableQuantity
from trainer.units.registry import scale
from trainer.units.words import CANONICAL, Powers, prefix_factor

_COUNTABLE = frozenset(("token", "request", "user", "byte", "FLOP", "GPU"))
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Match:
    """An amount in the asked unit. ``missing`` is the part of that unit that was implied."""

    value: float
    amount: Amount
    missing: Powers


def match(amount: Amount, asked: Powers) -> Match | None:
    """Return ``amount`` in the unit ``asked``, or None where its dimension is another one.

    A part of the unit may be missing and is then implied: $0.0012 where USD/token was asked.
    """
    typed = dict(amount.powers)
    missing = _missing(typed, asked)
    if missing is None or (amount.ratio and dimensions(asked)):
        return None
    if amount.ratio:
        missing = ()  # "12x" says itself that it has no unit
    value = amount.number / amount.per
    for name, exponent in asked:
        if typed.get(name) == exponent:
            del typed[name]  # identical units need no conversion, and no pint
        elif (name, exponent) not in missing:
            value /= scale(name).factor ** exponent
    for name, exponent in typed.items():
        value *= scale(name).factor ** exponent
    if amount.counted:
        counted = [name for name, exponent in missing if exponent == -1]
        if len(counted) != 1 or CANONICAL[counted[0]][1] not in _COUNTABLE:
            return None
        value *= prefix_factor(counted[0])
    return Match(value, amount, missing)


def choose(matches: list[Match]) -> Match:
    """Return the one meaning of several. Raises UnreadableQuantity if two meanings differ.

    The whole unit beats a part of it; a bare number against a unit is never decided by guessing.
    """
    whole = [found for found in matches if not found.missing or not found.amount.powers]
    best = (whole or matches)[0]
    bare = not best.amount.powers
    rivals = matches if bare else whole or matches
    if any(abs(other.value - best.value) > _CLOSE * abs(best.value) for other in rivals):
        raise UnreadableQuantity(
            "this can be read in two ways that differ", remedy="write the unit out: bytes, billion"
        )
    magnified = best.amount.magnitude > 1
    if magnified and any(prefix_factor(name) > 1 for name, power in best.missing if power > 0):
        raise UnreadableQuantity(
            "the magnitude could come on top of the unit's own", remedy="write the unit out"
        )
    return best


def _missing(typed: dict[str, int], asked: Powers) -> Powers | None:
    """Return the part of ``asked`` that was not typed, None if the dimensions disagree."""
    names = dict(asked)
    if all(names.get(name) == exponent for name, exponent in typed.items()):
        return tuple(power for power in asked if power[0] not in typed)
    asked_dimensions = dimensions(asked)
    typed_dimensions = dimensions(tuple(typed.items()))
    if typed_dimensions == asked_dimensions:
        return ()
    for dimension, exponent in typed_dimensions.items():
        if asked_dimensions.get(dimension, 0) != exponent:
            return None
    return tuple(
        power for power in asked if scale(power[0]).dimension not in {*typed_dimensions, ""}
    )


def factor(unit: Powers) -> float:
    """Return what one of ``unit`` is worth in base units."""
    product = 1.0
    for name, exponent in unit:
        product *= scale(name).factor ** exponent
    return product


def dimensions(unit: Powers) -> dict[str, int]:
    """Return the dimensions of ``unit`` by pint's names, without those that cancel out."""
    result: dict[str, int] = {}
    for name, exponent in unit:
        dimension = scale(name).dimension
        if dimension:
            result[dimension] = result.get(dimension, 0) + exponent
    return {dimension: exponent for dimension, exponent in result.items() if exponent}
