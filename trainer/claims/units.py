"""What stands behind a number: units of time, money per thing, counts per period, shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from trainer.claims.reading import Reading
from trainer.claims.tokens import HYPHEN

_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}
_LOTS = frozenset({10.0, 100.0, 1e3, 1e4, 1e5, 1e6})
_ENDS_PHRASE = frozenset({"", ",", ".", ";", ")", "/", "|", "and", "\n", ":", "—", "–", "but", "+"})
_AT_ONCE = (("at", "once"), ("in", "parallel"), ("at", "the", "same"), ("concurrently",))


class Kind(Enum):
    """What sort of thing a number is of."""

    TIME = "time"
    MONEY = "money"
    PERCENT = "percent"
    RATE = "rate"
    VOLUME = "volume"
    COUNT = "count"
    MULTIPLE = "multiple"
    NINES = "nines"
    RATIO = "ratio"
    RATING = "rating"
    AMOUNT = "amount"
    """A number per period without a currency: 180k a month."""
    POINTS = "points"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit read up to token ``end``; a number times ``scale`` is in ``name``.

    ``things`` and ``period`` are what money is paid per, or what is counted per; ``subject`` is
    what the phrase itself says about the subject (input, per GPU, TPOT).
    """

    end: int
    kind: Kind
    name: str = ""
    scale: float = 1.0
    things: tuple[str, ...] = ()
    period: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Per:
    """A denominator: ``per 1M input tokens``, ``a month``, ``/GPU``."""

    end: int
    factor: float
    thing: str = ""
    period: str = ""
    subject: str = ""


def read_unit(reading: Reading, position: int, currency: tuple[str, float] | None) -> Unit:
    """Return the unit at ``position``; ``currency`` is one that stood before the number."""
    after = reading.past_hyphen(position)
    money = reading.at("money", after)
    if currency is not None or money is not None:
        return _money(reading, position, after, currency)
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


def read_per(reading: Reading, position: int) -> Per | None:
    """Return the denominator that begins at ``position``."""
    if reading.key(position) not in {"per", "/", "each", "every", "a", "an"}:
        return None
    return _denominator(reading, position + 1)


def _denominator(reading: Reading, position: int) -> Per | None:
    period = reading.at("period", reading.past_hyphen(position))
    if period is not None:
        return Per(period[0], 1.0, period=period[1])
    factor, after = 1.0, position
    number = reading.number(position)
    if number is not None and number.value > 0:
        factor, after = number.value, number.end
    elif reading.key(position) in reading.lexicon.scales:
        factor, after = reading.lexicon.scales[reading.key(position)], position + 1
    subject, after = _adjectives(reading, reading.past_hyphen(after))
    thing = reading.at("thing", after) or (reading.at("thing", position) if factor == 1.0 else None)
    if thing is not None:
        name, scale = reading.lexicon.thing[thing[1]]
        return Per(thing[0], factor * scale, name, subject=subject)
    return Per(after, factor, "token", subject=subject) if factor >= 1000 else None


def _bought(reading: Reading, position: int) -> Per | None:
    """Read what an amount of money buys: ``for 1,000 requests``, ``for each answer``."""
    if reading.key(position) != "for":
        return None
    number = reading.number(position + 1)
    if number is not None and number.value in _LOTS:
        return _denominator(reading, position + 1)
    if reading.key(position + 1) in {"each", "every", "a", "an", "one"}:
        per = _denominator(reading, position + 2)
        return per if per is not None and per.factor == 1.0 and per.thing else None
    return None


def _adjectives(reading: Reading, position: int) -> tuple[str, int]:
    """Return the subject that the adjectives at ``position`` name, and where they end."""
    subject = ""
    for _ in range(3):
        found = reading.at("adjective", position)
        if found is None:
            break
        subject = found[1] or subject
        position = reading.past_hyphen(found[0])
    return subject, position


def _money(reading: Reading, position: int, after: int, currency: tuple[str, float] | None) -> Unit:
    end = position
    found = reading.at("money", after)
    behind = reading.lexicon.money[found[1]] if found is not None else None
    if found is not None and currency in {None, behind}:
        end = found[0]
    name, scale = currency or behind or ("", 1.0)
    unit = Unit(end, Kind.MONEY, name, scale)
    for _ in range(3):
        per = (
            read_per(reading, unit.end)
            or _bought(reading, unit.end)
            or _second_period(reading, unit)
        )
        if per is None:
            break
        unit = replace(
            unit,
            end=per.end,
            scale=unit.scale / per.factor,
            things=unit.things + ((per.thing,) if per.thing else ()),
            period=per.period or unit.period,
            subject=per.subject or unit.subject,
        )
    return _trailing(reading, unit)


def _second_period(reading: Reading, unit: Unit) -> Per | None:
    """Read the hour of ``GPU-hour`` and the month of ``per seat and month``."""
    if not unit.things or unit.period:
        return None
    position = unit.end + (reading.key(unit.end) in {HYPHEN, "and"})
    found = reading.at("period", position)
    return Per(found[0], 1.0, period=found[1]) if found is not None else None


def _trailing(reading: Reading, unit: Unit) -> Unit:
    """Read ``monthly`` or ``in``/``out`` behind an amount of money."""
    periodic = reading.at("periodic", unit.end)
    if periodic is not None and not unit.period and not unit.things:
        return replace(unit, end=periodic[0], period=periodic[1])
    side = reading.at("adjective", unit.end)
    if side is not None and side[1] and reading.key(side[0]) in _ENDS_PHRASE:
        return replace(unit, end=side[0], subject=side[1])
    return unit


def _time(reading: Reading, end: int, name: str) -> Unit:
    scale = reading.lexicon.time[name]
    per = read_per(reading, end)
    if per is None or not per.thing:
        return Unit(end, Kind.TIME, name, scale)
    subject = "TPOT" if per.thing == "token" else ""
    return Unit(per.end, Kind.TIME, name, scale / per.factor, (per.thing,), subject=subject)


def _percent(reading: Reading, end: int, _: str) -> Unit:
    points = reading.at("points", reading.past_hyphen(end))
    if points is not None:
        return Unit(points[0], Kind.POINTS)
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
    subject, end = _beneficiary(reading, end)
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
    if thing is None:
        return None
    name, scale = reading.lexicon.thing[thing[1]]
    concurrent = reading.first("portion.concurrent", position, after) is not None
    unit = Unit(thing[0], Kind.COUNT, name, scale, (name,), period, subject)
    return _frequency(reading, unit, concurrent=concurrent)


def _frequency(reading: Reading, unit: Unit, *, concurrent: bool) -> Unit:
    name, end = unit.name, unit.end
    _, past = _adjectives(reading, end)
    per = read_per(reading, end) or (read_per(reading, past) if past > end else None)
    periodic = reading.at("periodic", reading.past_hyphen(end))
    if per is not None and per.period in _SECONDS:
        subject, end = _beneficiary(reading, per.end)
        scale = unit.scale / _SECONDS[per.period]
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
    return replace(unit, kind=Kind.VOLUME if concurrent or together else Kind.COUNT)


def _beneficiary(reading: Reading, position: int) -> tuple[str, int]:
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
    name = found[1] if found[1] in {"GPU", "user"} else reading.key(found[0] - 1).removesuffix("s")
    return f"per {name}", found[0]


_BENEFICIARIES = frozenset({"stream", "tenant", "worker", "region", "slot", "shard", "sequence"})
