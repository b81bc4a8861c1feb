"""Percentiles and averages, also as ``95 % of requests``, and which claim they belong to."""

from __future__ import annotations

from trainer.claims.candidates import Candidate
from trainer.claims.kinds import Kind
from trainer.claims.quantity import Quantity
from trainer.claims.reading import Reading

_PERCENTILES = {0.5: "p50", 0.9: "p90", 0.95: "p95", 0.99: "p99", 0.999: "p99.9"}
_AVERAGED = frozenset({"latency", "cost", "quality", "throughput"})
_DETERMINERS = frozenset({"of", "all", "the", "our", "your", "in", "its", "these", "their"})
_WINDOW = 25
_TOUCHING = 3


def mark_portions(reading: Reading, quantities: list[Quantity]) -> list[Quantity]:
    """Turn ``95 % of requests`` into a percentile where a time stands in the same sentence.

    Returns the quantities that are left.
    """
    quantities = [quantity for quantity in quantities if not _is_inside(reading, quantity)]
    kept = []
    portioned = False
    for number, quantity in enumerate(quantities):
        end = _portion_end(reading, quantity)
        if end is None and portioned and _is_next(quantities, number):
            end = quantity.end
        if end is None or not _beside_time(reading, quantities, number):
            kept.append(quantity)
            continue
        portioned = True
        name = _PERCENTILES.get(quantity.value)
        if name is not None:
            reading.marks.at.setdefault("statistic", {})[quantity.start] = (end, name)
            reading.marks.until.setdefault("statistic", {})[end] = (quantity.start, name)
    return kept


def _is_next(quantities: list[Quantity], number: int) -> bool:
    """Whether a second share goes on: ``90 % of queries in 400 ms and 99 % in under 1 s``."""
    share, following = quantities[number], quantities[number + 1 : number + 2]
    near = bool(following) and following[0].start - share.end <= _TOUCHING
    return near and following[0].kind is Kind.TIME and share.kind is Kind.PERCENT


def _beside_time(reading: Reading, quantities: list[Quantity], number: int) -> bool:
    """Whether a time stands next to a share, with no comma between them."""
    quantity = quantities[number]
    following = quantities[number + 1 : number + 3]
    if following and following[0].kind is Kind.COUNT:
        following = following[1:]
    for other in (*following[:1], *quantities[max(0, number - 1) : number]):
        if other.kind is not Kind.TIME:
            continue
        gap = (
            (quantity.end, other.start)
            if other.start > quantity.start
            else (other.end, quantity.start)
        )
        reading.steps.add(gap[1] - gap[0])
        if gap[1] - gap[0] < _WINDOW and "," not in reading.tokens.keys[gap[0] : gap[1]]:
            return True
    return False


def _is_inside(reading: Reading, quantity: Quantity) -> bool:
    """Whether the number belongs to a percentile: ``the slowest 1 %``."""
    found = reading.until("statistic", quantity.end)
    return found is not None and found[0] < quantity.start


def _portion_end(reading: Reading, quantity: Quantity) -> int | None:
    """Return where a share of the requests ends, None if ``quantity`` is no such share."""
    if quantity.kind not in {Kind.PERCENT, Kind.RATIO}:
        return None
    if quantity.value >= 0.5 and reading.first("portion.shares", quantity.start, quantity.end):
        return quantity.end
    index = quantity.end
    while reading.key(index) in _DETERMINERS:
        index += 1
    found = reading.at("portion.shares", index)
    if found is None and index > quantity.end and reading.key(index).isalpha():
        found = reading.at("portion.shares", index + 1)
    return found[0] if found is not None and quantity.value >= 0.5 else None


def statistic(reading: Reading, candidate: Candidate, dimension: str) -> str | None:
    """Return the percentile or average that qualifies ``candidate``."""
    quantity = candidate.quantity
    right = reading.first("statistic", quantity.end, min(candidate.near, quantity.end + _WINDOW))
    if right is not None and _is_of_load(reading, right):
        right = None
    left = reading.last("statistic", max(candidate.left, quantity.start - _WINDOW), quantity.start)
    named = left is not None and quantity.start - left[1] <= _TOUCHING
    if named and right is not None and reading.tokens.numeric[right[0]]:
        right = None
    if right is not None and right[0] - candidate.behind <= _TOUCHING:
        name = _fitting(right[2], dimension)
        if name is not None:
            return name
    for found in (left, right):
        name = _fitting(found[2], dimension) if found is not None else None
        if name is not None:
            return name
    return _past_comma(reading, candidate, dimension)


def _is_of_load(reading: Reading, found: tuple[int, int, str]) -> bool:
    """Whether an average is the load's: ``250 ms at twice the average traffic``."""
    word = reading.at("circumstance", found[1])
    return word is not None and found[2] == "mean" and word[1] in {"firm", "sized"}


def _past_comma(reading: Reading, candidate: Candidate, dimension: str) -> str | None:
    """Read ``≤ 2 s, p90`` where nothing follows that the percentile could belong to."""
    index = candidate.near + 1
    opened = reading.key(index - 1) in {",", "("}
    index += reading.key(index) in {"at", "@"}
    found = reading.at("statistic", index) if opened else None
    if found is None or found[0] > candidate.far + 1 or reading.key(found[0]) not in _ENDS:
        return None
    return _fitting(found[1], dimension)


_ENDS = frozenset({"", ",", ".", ";", ")", "|", "\n", "and"})


def _fitting(name: str, dimension: str) -> str | None:
    if name == "peak":
        return "max" if dimension == "throughput" else None
    if dimension == "latency":
        return name
    return name if name in {"mean", "max", "min"} and dimension in _AVERAGED else None
