"""What stands behind a number: units of time, money per thing, counts per period, shares."""

from __future__ import annotations

from dataclasses import replace

from trainer.claims.kinds import Kind, Unit
from trainer.claims.money import read_money
from trainer.claims.per import SECONDS, adjectives, read_per
from trainer.claims.reading import Reading

_AT_ONCE = (("at", "once"), ("in", "parallel"), ("at", "the", "same"), ("concurrently",))


def read_unit(reading: Reading, position: int, currency: tuple[str, float] | None) -> Unit:
    """Return the unit at ``position``; ``currency`` is one that stood before the number."""
    after = reading.past_hyphen(position)
    money = reading.at("money", after)
    if currency is not None or money is not None:
        return read_money(reading, position, after, currency)
    for role, reader in _READERS:
        found = reading.at(role, after)
        if found is not None:
            return reader(reading, found[0], found[1])
    counted = _count(reading, after)
    if counted is not None:
        return counted
    per = read_per(reading, position)
    if per is not None and per.period:
        return Unit(per.end, Kind.AMOUNT, scale=1 / per.factor, period=per.period)
    return Unit(position, Kind.BARE)


def _time(reading: Reading, end: int, name: str) -> Unit:
    scale = reading.lexicon.time[name]
    per = read_per(reading, end)
    if per is None or not per.thing:
        return Unit(end, Kind.TIME, name, scale)
    subject = "TPOT" if per.thing == "token" else ""
    return Unit(per.end, Kind.TIME, name, scale / per.factor, (per.thing,), subject=subject)


def _percent(_reading: Reading, end: int, _: str) -> Unit:
    return Unit(end, Kind.PERCENT, "1", 0.01)


def _points(_reading: Reading, end: int, _: str) -> Unit:
    return Unit(end, Kind.POINTS)


def _times(reading: Reading, end: int, _: str) -> Unit:
    if reading.key(end) == "out":
        return Unit(end, Kind.BARE)
    denied = reading.at("no_multiple.after", reading.past_hyphen(end))
    if denied is not None or reading.number(end) is not None:
        return Unit(end, Kind.POINTS)
    return Unit(end, Kind.MULTIPLE, "x")


def _nines(_reading: Reading, end: int, _: str) -> Unit:
    return Unit(end, Kind.NINES, "1")


def _rate_word(reading: Reading, end: int, word: str) -> Unit:
    unit, scale = reading.lexicon.rate[word]
    thing, _, period = unit.partition("/")
    if period != "s":
        return Unit(end, Kind.VOLUME, unit, scale, (thing,), period)
    subject, end = beneficiary(reading, end)
    return Unit(end, Kind.RATE, unit, scale, (thing,), "second", subject)


_READERS = (
    ("points", _points),
    ("percent", _percent),
    ("rate", _rate_word),
    ("time", _time),
    ("times", _times),
    ("nines", _nines),
)


def _count(reading: Reading, position: int) -> Unit | None:
    """Read a count: ``tokens a day``, ``output tokens/s per GPU``, ``daily active users``."""
    subject, after, period = "", position, ""
    for _ in range(4):
        adjective, periodic = reading.at("adjective", after), reading.at("periodic", after)
        if reading.at("thing", after) is not None or not (adjective or periodic):
            break
        period = periodic[1] if periodic is not None else period
        subject = adjective[1] if adjective is not None and adjective[1] else subject
        after = reading.past_hyphen((periodic or adjective or (after, ""))[0])
    thing = reading.at("thing", after)
    score = reading.at("metric", after)
    if thing is None or (score is not None and score[0] > thing[0] and _is_quality(reading, score)):
        return None
    name, scale = reading.lexicon.thing[thing[1]]
    concurrent = reading.first("portion.concurrent", position, after) is not None
    unit = Unit(thing[0], Kind.COUNT, name, scale, (name,), period, subject)
    return _frequency(reading, unit, concurrent=concurrent)


def _is_quality(reading: Reading, metric: tuple[int, str]) -> bool:
    """Whether a metric is a score, and no count of what its name begins with: ``token F1``."""
    return reading.lexicon.metrics[metric[1]].dimension == "quality"


def _frequency(reading: Reading, unit: Unit, *, concurrent: bool) -> Unit:
    name, end = unit.name, unit.end
    _, past = adjectives(reading, end)
    per = read_per(reading, end) or (read_per(reading, past) if past > end else None)
    periodic = reading.at("periodic", reading.past_hyphen(end))
    if per is not None and per.period in SECONDS:
        subject, end = beneficiary(reading, per.end)
        scale = unit.scale / SECONDS[per.period]
        return Unit(end, Kind.RATE, f"{name}/s", scale, (name,), "second", subject or unit.subject)
    if per is not None and per.period:
        end, period = per.end, per.period
    elif periodic is not None:
        end, period = periodic[0], periodic[1]
    else:
        period = unit.period
    if period:
        scale = unit.scale / (per.factor if per is not None else 1.0)
        return replace(unit, end=end, kind=Kind.VOLUME, name=f"{name}/{period}", period=period)
    together = any(tuple(reading.tokens.keys[end : end + len(w)]) == w for w in _AT_ONCE)
    if not (concurrent or together):
        return replace(unit, kind=Kind.COUNT)
    subject, end = beneficiary(reading, end)
    return replace(unit, end=end, kind=Kind.VOLUME, subject=subject or unit.subject)


def beneficiary(reading: Reading, position: int) -> tuple[str, int]:
    """Read ``per GPU``, ``/user``, ``for each replica`` behind a rate."""
    opener = reading.key(position)
    start = position + 1
    if opener == "for" and reading.key(start) in {"each", "every"}:
        start += 1
    elif opener not in {"per", "/", "each"}:
        return "", position
    found = reading.at("thing", start)
    if found is None:
        word = reading.key(start)
        return (f"per {word}", start + 1) if word in _BENEFICIARIES else ("", position)
    word = reading.tokens.slice(found[0] - 1, found[0]).removesuffix("s")
    name = found[1] if word.lower() in _ALIKE or found[1] == "user" else word
    return f"per {name}", found[0]


_ALIKE = frozenset({"gpu", "accelerator", "card", "chip"})
_BENEFICIARIES = frozenset({"stream", "tenant", "worker", "region", "slot", "shard", "sequence"})
