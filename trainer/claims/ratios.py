"""Ratios and ratings: ``nine out of ten``, ``1 in 1,000``, ``4.2/5``."""

from __future__ import annotations

from trainer.claims.kinds import Kind, Unit
from trainer.claims.numbers import Number
from trainer.claims.quantity import Quantity, neat
from trainer.claims.reading import Reading
from trainer.claims.units import read_unit

_RATED = 8
_CASES = 100
_WHOLES = frozenset({10.0, 20.0, 100.0, 1000.0})
"""What a share is a share of without ``out``; a set is counted otherwise."""

_RATING_TOPS = frozenset({4.0, 5.0, 7.0, 10.0, 100.0})


def read_ratio(reading: Reading, start: int, number: Number, position: int) -> Quantity | None:
    """Read ``nine out of ten``, ``1 in 1,000``, ``4.2/5``, ``one failure per thousand``."""
    failed = reading.at("metric", position)
    thing = reading.at("thing", failed[0]) if failed is not None else None
    past = thing or failed
    if past is not None and reading.key(past[0]) in {"per", "in"}:
        top = reading.number(past[0] + 1)
        if top is not None and top.value >= _CASES:
            return _share(reading, start, number.value, top, ("out", "of"))
    for words in (
        ("times", "out", "of"),
        ("out", "of"),
        ("of", "every"),
        ("in", "every"),
        ("in",),
        ("/",),
        ("of",),
    ):
        end = position + len(words)
        if tuple(reading.tokens.keys[position:end]) != words:
            continue
        top = reading.number(end)
        if words == ("of",) and not (top is not None and _is_whole(reading, top)):
            return None
        if top is None or top.value < number.value or top.value <= 1:
            return None
        return _share(reading, start, number.value, top, words)
    return None


def _is_whole(reading: Reading, top: Number) -> bool:
    """Whether a number is what shares are told of: ``nineteen of twenty requests``."""
    return top.value in _WHOLES and reading.at("portion.shares", top.end) is not None


def _share(
    reading: Reading, start: int, part: float, top: Number, words: tuple[str, ...]
) -> Quantity | None:
    unit = read_unit(reading, top.end, None)
    counted = unit.kind is Kind.COUNT or reading.at("portion.shares", top.end) is not None
    rating = top.value in _RATING_TOPS and not counted
    tops = {5.0, 7.0, 10.0} if _is_rated(reading, start) else {5.0, 7.0}
    if words == ("/",) and (not rating or unit.kind is not Kind.BARE):
        return None
    if rating and (words == ("/",) or ("out" in words and top.value in tops)):
        return Quantity(start, top.end, Unit(top.end, Kind.RATING, "score"), part)
    if words == ("in",) and unit.kind is not Kind.COUNT and part != 1.0:
        return None
    return Quantity(start, top.end, Unit(top.end, Kind.RATIO, "1"), neat(part / top.value))


def _is_rated(reading: Reading, start: int) -> bool:
    """Whether what stands in front speaks of a rating and not of cases: ``rated 8 out of 10``."""
    floor = max(0, start - _RATED)
    return reading.last("rated", floor, start) is not None and reading.key(start - 1) != "in"
