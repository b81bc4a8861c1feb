"""Reads both ends of an interval: 100–120 ms · $150k to $200k a month · 180k ± 20 %."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from trainer.units.grammar import Amount, amounts
from trainer.units.lexer import NUMBER, Lexeme
from trainer.units.matching import choose, match
from trainer.units.refusals import AmbiguousQuantity, UnreadableQuantity, WrongDimension
from trainer.units.words import Powers, spelled, unit_word

_BETWEEN = frozenset(("-", "..", ",", ";", "to", "and", "until"))
_OPENERS = frozenset(("between", "from", "[", "("))
_CLOSERS = frozenset(("]", ")"))
_REMEDY = "write it like 100-120 ms, $150k to $200k, or 180k ± 20k"
_PERCENT: Powers = (("percent", 1),)

Readings = list[Amount]


def interval_ends(found: Sequence[Lexeme], asked: Powers) -> tuple[float, float]:
    """Return the lower and the upper end in the unit ``asked``.

    Raises UnreadableQuantity and WrongDimension.
    """
    found = _without_brackets(found)
    for place, lexeme in enumerate(found):
        if lexeme.text == "±":
            return _around(_readings(found[:place]), _readings(found[place + 1 :]), asked)
    for place in range(1, len(found)):
        if _separates(found, place):
            return _from_to(_readings(found[:place]), _readings(found[place + 1 :]), asked)
    raise UnreadableQuantity("an interval has a lower and an upper end", remedy=_REMEDY)


def _readings(found: Sequence[Lexeme]) -> Readings:
    return amounts(found).amounts


def _without_brackets(found: Sequence[Lexeme]) -> Sequence[Lexeme]:
    if found and found[0].text.lower() in _OPENERS:
        closed = found[-1].text in _CLOSERS
        return found[1:-1] if closed else found[1:]
    return found


def _separates(found: Sequence[Lexeme], place: int) -> bool:
    if found[place].text.lower() not in _BETWEEN or found[place - 1].text == "^":
        return False
    following = found[place + 1] if place + 1 < len(found) else None
    if following is None or found[place].text != "-":
        return following is not None
    money = unit_word(following.text) == (("USD", 1),)
    return following.kind == NUMBER or money or following.text in "+-~"


def _from_to(lows: Readings, highs: Readings, asked: Powers) -> tuple[float, float]:
    if _shares_magnitude(lows, highs):
        raise AmbiguousQuantity(
            "it is not certain that both ends have the same magnitude",
            remedy="write it at both ends: 150k-200k",
        )
    ends = _in_unit(lows, highs, asked), _in_unit(highs, lows, asked)
    return min(ends), max(ends)


def _shares_magnitude(lows: Readings, highs: Readings) -> bool:
    """Tell whether the magnitude of the upper end could be meant for both: 150-200k."""
    if any(low.magnitude != 1 or low.number == 0 for low in lows):
        return False
    return any(1 < high.magnitude <= high.number / lows[0].number for high in highs)


def _around(centres: Readings, halves: Readings, asked: Powers) -> tuple[float, float]:
    relative = halves[0].powers == _PERCENT and centres[0].powers != _PERCENT
    if relative and asked in ((), _PERCENT):
        raise AmbiguousQuantity(
            "the per cent could be a part of the number or points of it", remedy=_REMEDY
        )
    if relative:
        centre = _in_unit(centres, centres, asked)
        half = abs(centre * halves[0].number) / 100
    else:
        centre, half = _in_unit(centres, halves, asked), abs(_in_unit(halves, centres, asked))
    return centre - half, centre + half


def _in_unit(ends: Readings, others: Readings, asked: Powers) -> float:
    """Return one end in the asked unit; what it leaves unsaid, the other end may say."""
    read = [_completed(end, other) for end, other in itertools.product(ends, others)]
    matches = [found for amount in read if (found := match(amount, asked))]
    if not matches:
        raise WrongDimension(
            f"an interval in {spelled(read[0].powers)} is no interval in {spelled(asked)}",
            remedy=f"give both ends in {spelled(asked)}",
        )
    return choose(matches).value


def _completed(end: Amount, other: Amount) -> Amount:
    """Return ``end`` with the unit that only the other end names: 100–120 ms, $1–$2 per day."""
    own, foreign = set(end.powers), set(other.powers)
    if own < foreign or (own == foreign and end.per == 1):
        return replace(end, units=other.units, per=other.per, counted=other.counted,
                       ratio=other.ratio)  # fmt: skip
    if {_side(own), _side(foreign)} == {"above", "below"}:
        return replace(end, units={**end.units, **other.units}, per=end.per * other.per)
    return end


def _side(unit: set[tuple[str, int]]) -> str:
    """Return whether all of a unit stands above or below "per", "" for neither."""
    exponents = [exponent for _, exponent in unit]
    if not exponents or min(exponents) < 0 < max(exponents):
        return ""
    return "above" if exponents[0] > 0 else "below"
