"""Amounts of money with what they buy: ``$3 per million tokens``, ``a dollar fifty each``."""

from __future__ import annotations

from dataclasses import replace

from trainer.claims.kinds import Kind, Unit
from trainer.claims.lexicon import COIN
from trainer.claims.per import Per, denominator, read_open, read_per
from trainer.claims.reading import Reading
from trainer.claims.tokens import HYPHEN

_LOTS = frozenset({10.0, 100.0, 1e3, 1e4, 1e5, 1e6})

_COINS = 100

_DETERMINERS = frozenset({"the", "our", "your", "a", "their", "that", "this"})

_ENDS_PHRASE = frozenset({"", ",", ".", ";", ")", "/", "|", "and", "\n", ":", "—", "–", "but", "+"})


def read_money(
    reading: Reading, position: int, after: int, currency: tuple[str, float] | None
) -> Unit:
    """Return money, and what it is paid for: ``USD per 1M input tokens``."""
    end = position
    found = reading.at("money", after)
    behind = reading.lexicon.money[found[1]] if found is not None else None
    if found is not None and currency in {None, behind}:
        end = found[0]
    name, scale = currency or behind or ("", 1.0)
    end, more = _coins(reading, end) if currency is None else (end, 0.0)
    unit = Unit(end, Kind.MONEY, name, scale, more=more)
    for _ in range(3):
        per = (
            read_per(reading, unit.end)
            or _past_bound(reading, unit.end)
            or (_bought(reading, unit.end) if not unit.things else None)
            or _second_period(reading, unit)
            or _bracketed(reading, unit.end)
            or read_open(reading, unit.end)
        )
        if per is None:
            break
        unit = replace(
            unit,
            end=per.end,
            scale=unit.scale / per.factor,
            lot=unit.lot * per.factor,
            things=unit.things + ((per.thing,) if per.thing else ()),
            period=per.period or unit.period,
            subject=per.subject or unit.subject,
        )
    if not unit.things and not unit.period:
        unit = replace(unit, period=_share_of(reading, unit.end))
    return _trailing(reading, unit)


def _past_bound(reading: Reading, position: int) -> Per | None:
    """Read the denominator behind a comparator: ``$5.50 or less per million tokens``."""
    bound = reading.at("after", position) if reading.key(position) == "or" else None
    return read_per(reading, bound[0]) if bound is not None else None


def _share_of(reading: Reading, position: int) -> str:
    """Return the period that an amount has from its whole: ``$48k of the $60k a month``."""
    start = position + 1 + (reading.key(position + 1) in _DETERMINERS)
    if reading.key(position) != "of" or reading.at("money", start) is None:
        return ""
    number = reading.number(start + 1)
    per = read_per(reading, number.end) if number is not None else None
    periodic = reading.at("periodic", number.end) if number is not None else None
    if per is not None and not per.thing:
        return per.period
    return periodic[1] if periodic is not None else ""


def _bought(reading: Reading, position: int) -> Per | None:
    """Read what an amount of money buys: ``for 1,000 requests``, ``for each answer``."""
    if reading.key(position) != "for":
        return None
    number = reading.number(position + 1)
    if number is not None and number.value in _LOTS:
        return denominator(reading, position + 1)
    if reading.key(position + 1) in {"each", "every", "a", "an", "one"}:
        per = denominator(reading, position + 2)
        return per if per is not None and per.factor == 1.0 and per.thing else None
    return None


def _coins(reading: Reading, position: int) -> tuple[int, float]:
    """Return where the coins behind a spoken currency end, and their worth in it.

    ``a dollar fifty``, ``two euros and 30 cents``.
    """
    start = position + (reading.key(position) == "and")
    number = reading.number(start)
    if number is None or not 1 <= number.value < _COINS or not number.value.is_integer():
        return position, 0.0
    coin = reading.at("money", number.end)
    if coin is not None:
        return (coin[0], number.value / _COINS) if coin[1].endswith(COIN) else (position, 0.0)
    told = reading.key(number.end) in _ENDS_PHRASE | {"per", "a", "for", "each"}
    spoken = not reading.tokens.numeric[start] and start == position
    return (number.end, number.value / _COINS) if told and spoken else (position, 0.0)


def _bracketed(reading: Reading, position: int) -> Per | None:
    """Read ``(per request)`` behind an amount of money."""
    per = read_per(reading, position + 1) if reading.key(position) == "(" else None
    closed = per is not None and reading.key(per.end) == ")"
    return replace(per, end=per.end + 1) if per is not None and closed else None


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
