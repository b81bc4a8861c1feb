"""Reads both ends of an interval: 100–120 ms · $150k to $200k a month · 180k ± 20 %."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

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


def interval_ends(
    found: Sequence[Lexeme], asked: Powers, about: Sequence[Lexeme] = ()
) -> tuple[float, float]:
    """Return the lower and the upper end in the unit ``asked``.

    What neither end says of its unit is taken from the quantity ``about`` which they are given.
    Raises UnreadableQuantity and WrongDimension.
    """
    ends = _Ends(asked, _unit_of(about, asked))
    found = _without_brackets(found)
    for place, lexeme in enumerate(found):
        if lexeme.text == "±":
            return ends.around(_readings(found[:place]), _readings(found[place + 1 :]))
    for place in range(1, len(found)):
        if _separates(found, place):
            return ends.from_to(_readings(found[:place]), _readings(found[place + 1 :]))
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


@dataclass(frozen=True)
class _Ends:
    """Puts two ends together, in the unit ``asked``; ``about`` names a unit for bare ones."""

    asked: Powers
    about: Amount | None

    def from_to(self, lows: Readings, highs: Readings) -> tuple[float, float]:
        """Return the ends of "100 to 120", the lower one first."""
        if _shares_magnitude(lows, highs):
            raise AmbiguousQuantity(
                "it is not certain that both ends have the same magnitude",
                remedy="write it at both ends: 150k-200k",
            )
        ends = self._in_unit(lows, highs), self._in_unit(highs, lows)
        return min(ends), max(ends)

    def around(self, centres: Readings, halves: Readings) -> tuple[float, float]:
        """Return the ends of "180k ± 20 %"."""
        relative = halves[0].powers == _PERCENT and centres[0].powers != _PERCENT
        if relative and self.asked in ((), _PERCENT):
            raise AmbiguousQuantity(
                "the per cent could be a part of the number or points of it", remedy=_REMEDY
            )
        if relative:
            centre = self._in_unit(centres, centres)
            half = abs(centre * halves[0].number) / 100
        else:
            centre, half = self._in_unit(centres, halves), abs(self._in_unit(halves, centres))
        return centre - half, centre + half

    def _in_unit(self, ends: Readings, others: Readings) -> float:
        """Return one end in the asked unit; what it leaves unsaid, the other end may say."""
        read = [_completed(end, other) for end, other in itertools.product(ends, others)]
        read = [_like(amount, self.about) for amount in read]
        matches = [found for amount in read if (found := match(amount, self.asked))]
        if not matches:
            asked = spelled(self.asked)
            raise WrongDimension(
                f"an interval in {spelled(read[0].powers)} is no interval in {asked}",
                remedy=f"give both ends in {asked}",
            )
        return choose(matches).value


def _unit_of(about: Sequence[Lexeme], asked: Powers) -> Amount | None:
    """Return what the quantity ``about`` was read as, None where there is none."""
    if not about:
        return None
    return choose([found for each in _readings(about) if (found := match(each, asked))]).amount


def _like(end: Amount, about: Amount | None) -> Amount:
    """Return ``end`` with the unit of ``about`` where it names none, or only a part of it."""
    if about is None or not set(end.powers) < set(about.powers):
        return end
    return replace(end, units=about.units, per=about.per, counted=about.counted,
                   ratio=about.ratio)  # fmt: skip


def _shares_magnitude(lows: Readings, highs: Readings) -> bool:
    """Tell whether the magnitude of the upper end could be meant for both: 150-200k."""
    if any(low.magnitude != 1 or low.number == 0 for low in lows):
        return False
    return any(1 < high.magnitude <= high.number / lows[0].number for high in highs)


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
