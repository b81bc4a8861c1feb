"""Which quantities may be claims, and which numbers merely look like it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trainer.claims.kinds import Kind, Unit
from trainer.claims.quantity import Quantity
from trainer.claims.reading import Reading
from trainer.claims.sentences import Sentence

_USERS = frozenset({"users", "user", "customers", "subscribers"})
_SMALL = frozenset({"ms", "us", "ns"})
_LINKS = frozenset({"of", "is", "at", ":", "a", "the", "=", "to", "about", "was", "are"})
_CUTS = frozenset({",", ";", ":", "(", ")", "|", "and", "but"})
_SEEN = 8
_PERIOD_WITHIN = 6
_JOINED = 2
_HALVED = frozenset({"cost", "latency", "throughput", "capacity"})
_CROWD = 100
"""From how many users on a count of users is a volume and not a team."""


@dataclass(slots=True)
class Candidate:
    """A quantity that may be a claim, with its share of the sentence.

    ``left`` is where its words begin before it, ``floor`` where the quantity before it ends;
    ``behind`` is where a comparator behind it ends, ``bounded`` whether one stands on either side;
    ``near`` ends what follows it directly, ``far`` is where the next quantity's words begin.
    """

    quantity: Quantity
    floor: int = 0
    left: int = 0
    behind: int = 0
    bounded: bool = False
    near: int = 0
    far: int = 0


def is_metric(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Return whether ``quantity`` is not one of the numbers that only look like a metric."""
    denial = _DENIALS.get(quantity.kind)
    reading.steps.add(12)
    return denial is None or not denial(reading, sentence, quantity)


def _no_time(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    start, after = quantity.start, reading.past_hyphen(quantity.end)
    if reading.at("no_time.after", after) is not None:
        return True
    near = _timed_before(reading, sentence, start)
    if near is not None or quantity.unit.name in _SMALL:
        return near is True
    loose = reading.until("no_time.loose", start)
    if reading.at("metric", quantity.end) is not None:
        return False
    if loose is None or reading.until("change.aim", loose[0]) is not None:
        return False
    floor = max(sentence.start, start - _SEEN)
    seen = any(reading.last(role, floor, start) is not None for role in ("metric", "statistic"))
    return not (reading.key(loose[0]) == "after" and seen)


def _timed_before(reading: Reading, sentence: Sentence, start: int) -> bool | None:
    """Return whether the words before a time name an interval, or a metric; None if neither."""
    bound = reading.until("before", start)
    start = start if bound is None else bound[0]
    for index in range(start, max(sentence.start, start - 3), -1):
        if reading.until("metric", index) is not None:
            return False
        if reading.until("no_time.before", index) is not None:
            return True
        if reading.key(index - 1) in _CUTS - {":"}:
            break
    return None


def _no_share(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    start = quantity.start
    if reading.at("no_share.after", reading.past_hyphen(quantity.end)) is not None:
        return True
    if start - 1 > sentence.start and reading.key(start - 1) in _LINKS:
        start = start if reading.until("no_share.before", start) is not None else start - 1
    return reading.until("no_share.before", start) is not None


def _no_money(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    if quantity.unit.things:
        return False
    left = max(sentence.start, quantity.start - 6)
    right = min(sentence.end, quantity.end + 4)
    for index in range(quantity.start - 1, left - 1, -1):
        if reading.key(index) in _CUTS:
            left = index + 1
            break
    for index in range(quantity.end, right):
        if reading.key(index) in _CUTS:
            right = index
            break
    return (
        reading.first("no_money", left, quantity.start) is not None
        or reading.first("no_money", quantity.end, right) is not None
        or (
            reading.key(quantity.start - 1) == "by" and reading.at("before", quantity.start) is None
        )
    )


def _no_multiple(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    start, end = quantity.start, quantity.end
    if reading.until("no_multiple.before", start) is not None:
        return True
    if reading.at("fold", start) is None:
        return False
    left, right = max(sentence.start, start - 4), min(sentence.end, end + 4)
    if reading.key(end - 1) == "the":
        what = reading.at("scale", end)
        return what is None or what[1] not in _HALVED
    if reading.until("change", start) is not None and reading.key(start).endswith("fold"):
        return False
    return (
        reading.first("scale", end, right) is None and reading.first("scale", left, start) is None
    )


def _no_volume(reading: Reading, _: Sentence, quantity: Quantity) -> bool:
    if quantity.unit.things in {("GPU",), ("node",)}:
        return True
    return reading.until("act", quantity.start) is not None


def _no_rate(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    left = max(sentence.start, quantity.start - _SEEN)
    return reading.first("no_rate", left, quantity.start) is not None


def _never(_: Reading, __: Sentence, ___: Quantity) -> bool:
    return True


_DENIALS = {
    Kind.TIME: _no_time,
    Kind.PERCENT: _no_share,
    Kind.MONEY: _no_money,
    Kind.MULTIPLE: _no_multiple,
    Kind.VOLUME: _no_volume,
    Kind.RATE: _no_rate,
    Kind.POINTS: _never,
}


def _period_behind(reading: Reading, sentence: Sentence, quantity: Quantity) -> str:
    """Return the period told a few words behind a count: ``12k users log in each day``."""
    end = min(sentence.end, quantity.end + _PERIOD_WITHIN)
    reading.steps.add(_PERIOD_WITHIN)
    for index in range(quantity.end, end):
        if reading.key(index) in _CUTS or reading.tokens.numeric[index]:
            break
        periodic = reading.at("periodic", index)
        if periodic is not None:
            return periodic[1]
        told = reading.at("period", index + 1)
        if told is not None and reading.key(index) in {"per", "each", "every", "a"}:
            return told[1] if told[1] not in {"second", "minute", "hour"} else ""
    return ""


def counted_volume(
    reading: Reading, sentence: Sentence, quantity: Quantity, following: list[Quantity]
) -> Quantity | None:
    """Return a bare count as a volume where its surroundings say so, else None.

    ``daily volume of 12 million tokens``, ``10 million users``, ``2M tokens in and 1M tokens out
    a day``; ``following`` is the next quantity, if any.
    """
    left = max(sentence.start, quantity.start - 6)
    reading.steps.add(6)
    head = reading.last("metric", left, quantity.start)
    period = _period_behind(reading, sentence, quantity)
    for other in following:
        joined = other.start - quantity.end <= _JOINED and reading.key(quantity.end) in _CUTS
        if joined and other.kind is Kind.VOLUME and other.unit.things == quantity.unit.things:
            period = period or other.unit.period
    if period and quantity.value >= _CROWD:
        pass
    elif head is not None and reading.lexicon.metrics[head[2]].dimension == "volume":
        periodic = reading.first("periodic", left, quantity.start)
        period = periodic[2] if periodic is not None else ""
    elif reading.key(quantity.end - 1) in _USERS and quantity.value >= _CROWD:
        period = ""
    else:
        return None
    name = f"{quantity.unit.name}/{period}" if period else quantity.unit.name
    unit: Unit = replace(quantity.unit, kind=Kind.VOLUME, name=name, period=period)
    return replace(quantity, unit=unit)
