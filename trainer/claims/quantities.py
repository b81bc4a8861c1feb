"""Numbers with their units, ranges included, wherever they stand in a text."""

from __future__ import annotations

import math
from dataclasses import replace

from trainer.claims.heads import CUTOFFS
from trainer.claims.kinds import Kind, Unit
from trainer.claims.lexicon import COIN
from trainer.claims.numbers import Number, past_half
from trainer.claims.quantity import Quantity, neat
from trainer.claims.ratios import read_ratio
from trainer.claims.reading import Reading
from trainer.claims.tokens import HYPHEN
from trainer.claims.units import read_unit

MOST = 2000
"""No more quantities than this are read in one text: a longer list is no statement."""
_RANGE_SIGNS = frozenset({HYPHEN, "–", "—", "to", "..", "...", "~"})
_MOST_NINES = 9
_STARS = frozenset({"star", "stars"})
_SPOKEN = frozenset({"dollar", "euro", "pound", "buck"})
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_PLUS_MINUS = frozenset({"±", "+/-"})


def find_quantities(reading: Reading) -> list[Quantity]:
    """Return all quantities of a text in order, at most MOST."""
    found: list[Quantity] = []
    tokens, lexicon = reading.tokens, reading.lexicon
    money = reading.marks.at.get("money", {})
    fold = reading.marks.at.get("fold", {})
    between = reading.marks.at.get("list", {})
    before = reading.marks.at.get("before", {})
    position, count = 0, len(tokens)
    while position < count and len(found) < MOST:
        key = tokens.keys[position]
        quantity = None
        if position in before and not tokens.numeric[position]:
            position = before[position][0]
            quantity = _implied(reading, position)
            if quantity is not None:
                found.append(quantity)
                position = quantity.end
            continue
        if position in fold and _is_phrase(reading, *fold[position]):
            quantity = _fold(reading, position, *fold[position])
        elif tokens.numeric[position] or key in lexicon.openers or position in money:
            quantity = _quantity(reading, position)
        elif position in between:
            quantity = _between(reading, position, between[position][0])
        elif position in fold and " " not in fold[position][1]:
            quantity = _fold(reading, position, *fold[position])
        elif key == "[" and position + 4 < count:
            quantity = _interval(reading, position)
        if quantity is not None:
            found.append(quantity)
        position = quantity.end if quantity is not None else position + 1
    reading.steps.add(count + 8 * len(found))
    return found


def _quantity(reading: Reading, start: int) -> Quantity | None:
    """Read ``$100``, ``100–150 ms``, ``80 ms to 90 ms``, ``150 ± 10 ms``."""
    amount = _amount(reading, start) if not _is_name(reading, start) else None
    if amount is None:
        return None
    number, currency = amount
    joined = _joined(reading, start, number, currency, number.end)
    if joined is not None:
        return joined
    if _is_plus(reading, number.end):
        unit = read_unit(reading, number.end + 1, currency)
        if unit.kind is not Kind.BARE:
            return replace(_single(reading, start, number, unit), least=True)
    unit = read_unit(reading, number.end, currency)
    if unit.kind in {Kind.TIME, Kind.MONEY, Kind.PERCENT}:
        spelled = _spelled_out(reading, start, number, unit)
        if spelled is not None:
            return spelled
    return _single(reading, start, number, unit)


def _is_plus(reading: Reading, index: int) -> bool:
    """Whether ``1M+`` is written, and no sum."""
    return reading.key(index) == "+" and reading.tokens.glued(index)


def _implied(reading: Reading, position: int) -> Quantity | None:
    """Read the one second of ``sub-second``."""
    time = reading.at("time", position + 1)
    if reading.key(position - 1) != "sub" or reading.key(position) != HYPHEN or time is None:
        return None
    scale = reading.lexicon.time[time[1]]
    return Quantity(position + 1, time[0], Unit(time[0], Kind.TIME, time[1], scale), scale)


def _single(reading: Reading, start: int, number: Number, unit: Unit) -> Quantity:
    """Return one number in its unit; nines become the share they stand for."""
    value = (number.value + unit.more) * unit.scale
    if reading.key(number.end) in _STARS:
        rating = read_ratio(reading, start, number, number.end + 1)
        if rating is not None:
            return rating
    if unit.kind is Kind.COUNT:
        ratio = read_ratio(reading, start, number, unit.end)
        if ratio is not None:
            return ratio
    if unit.kind is Kind.BARE:
        return read_ratio(reading, start, number, number.end) or Quantity(
            start, number.end, unit, number.value
        )
    if unit.kind is Kind.TIME:
        return _compound(reading, start, unit, value)
    if unit.kind is Kind.NINES:
        value = _nines(number.value)
    return Quantity(start, unit.end, unit, neat(value))


def _nines(count: float) -> float:
    """Return the share that a number of nines stands for; a half one is a five: 99.95 %."""
    whole = math.floor(min(count, _MOST_NINES))
    return 1 - 10.0**-whole * (0.5 if count > whole else 1.0)


def _amount(reading: Reading, start: int) -> tuple[Number, tuple[str, float] | None] | None:
    """Read a number, or a currency sign and a number, or ``a`` dollar."""
    money = reading.at("money", start)
    if money is not None and not money[1].endswith(COIN):
        number = reading.number(money[0])
        currency = reading.lexicon.money[money[1]]
        return (number, currency) if number is not None else None
    number = reading.number(start)
    if number is None and reading.key(start) in {"a", "an"}:
        money = reading.at("money", start + 1)
        spoken = reading.key(start + 1) in _SPOKEN
        coin = money is not None and (spoken or reading.number(money[0]) is None)
        return (Number(start + 1, 1.0), None) if coin or _is_beat(reading, start) else None
    return (number, None) if number is not None else None


def _is_beat(reading: Reading, start: int) -> bool:
    """Whether ``a second`` is a number: bounded, or ``a second and a half``."""
    time = reading.at("time", start + 1)
    if time is None:
        return False
    bound = reading.until("before", start) or reading.at("after", time[0])
    return bound is not None or past_half(reading.tokens, time[0]) > time[0]


def _is_name(reading: Reading, start: int) -> bool:
    """Whether the number is none: ``GPT-4``, ``pass@1``, ``95th``; not that of ``sub-100 ms``."""
    tokens = reading.tokens
    if reading.key(start + 1) in _ORDINALS:
        return True
    before = reading.key(start - 1)
    metric = reading.until("metric", start - 1) if before == "@" else None
    if metric is not None:
        return reading.lexicon.metrics[metric[1]].at
    spoken = reading.until("metric", start - 1) if before == "at" else None
    if spoken is not None and reading.key(start) in CUTOFFS:
        return reading.lexicon.metrics[spoken[1]].at
    if before != HYPHEN or not (tokens.glued(start) and tokens.glued(start - 1)):
        return False
    known = (reading.until(role, start - 1) for role in ("before", "metric", "statistic"))
    return not any(known) and not tokens.numeric[start - 2]


def _joined(
    reading: Reading, start: int, low: Number, currency: tuple[str, float] | None, position: int
) -> Quantity | None:
    """Read the rest of a range whose unit stands only behind its second number."""
    sign = reading.key(position)
    spread = sign in _PLUS_MINUS
    if not spread and sign not in _RANGE_SIGNS:
        return None
    amount = _amount(reading, position + 1)
    if amount is None:
        return None
    high, second_currency = amount
    unit = read_unit(reading, high.end, currency or second_currency)
    if unit.kind in {Kind.POINTS, Kind.NINES}:
        return None
    if spread:
        values = (low.value - high.value, low.value + high.value)
    else:
        values = (_carried(low, high), high.value)
    values = (values[0] * unit.scale, values[1] * unit.scale)
    return _range((start, position + 1), unit, values, sign)


def _carried(low: Number, high: Number) -> float:
    """Return the lower number, with the upper one's suffix if it has none: ``100-150k``."""
    alike = low.factor == 1.0 and high.factor > 1.0 and low.value < high.value / high.factor
    return low.value * high.factor if alike else low.value


def _range(starts: tuple[int, int], unit: Unit, values: tuple[float, float], sign: str) -> Quantity:
    low, high = neat(values[0]), neat(values[1])
    return Quantity(starts[0], unit.end, unit, low, high, starts[1], moved=sign == "to")


def _spelled_out(reading: Reading, start: int, low: Number, unit: Unit) -> Quantity | None:
    """Read the rest of a range with a unit behind both numbers: ``80 ms to 0.1 s``."""
    sign = reading.key(unit.end)
    if sign not in _RANGE_SIGNS | _PLUS_MINUS or reading.key(start - 1) == "by":
        return None
    amount = _amount(reading, unit.end + 1)
    if amount is None:
        return None
    second = read_unit(reading, amount[0].end, amount[1])
    if second.kind is not unit.kind or (unit.things and unit.things != second.things):
        return None
    bare_money = unit.kind is Kind.MONEY and not unit.things and not unit.period
    scale = second.scale if bare_money else unit.scale
    ends = (low.value * scale, amount[0].value * second.scale)
    if sign in _PLUS_MINUS:
        ends = (ends[0] - ends[1], ends[0] + ends[1])
    return _range((start, unit.end + 1), second, ends, sign)


def _between(reading: Reading, start: int, position: int) -> Quantity | None:
    """Read ``between … and …`` and ``from … to …``."""
    amount = _amount(reading, position)
    if amount is None:
        return None
    low, currency = amount
    unit = read_unit(reading, low.end, currency)
    middle = low.end if reading.key(low.end) in {"and", "to", HYPHEN, "–"} else unit.end
    sign = reading.key(middle)
    second = _amount(reading, middle + 1) if sign in {"and", "to", HYPHEN, "–"} else None
    if second is None:
        return None
    high = second[0]
    other = read_unit(reading, high.end, second[1] or currency)
    bare = unit.kind is Kind.BARE or (unit.kind is Kind.MONEY and not unit.things)
    scale = other.scale if bare else unit.scale
    moved = reading.key(start) == "from"
    ends = (_carried(low, high) * scale, high.value * other.scale)
    return Quantity(start, other.end, other, neat(ends[0]), neat(ends[1]), middle + 1, moved)


def _interval(reading: Reading, start: int) -> Quantity | None:
    """Read ``[100, 200] ms``."""
    low = reading.number(start + 1)
    if low is None or reading.key(low.end) not in {",", ";"}:
        return None
    high = reading.number(low.end + 1)
    if high is None or reading.key(high.end) != "]":
        return None
    unit = read_unit(reading, high.end + 1, None)
    if unit.kind not in {Kind.TIME, Kind.PERCENT}:
        return None
    ends = (neat(low.value * unit.scale), neat(high.value * unit.scale))
    return Quantity(start, unit.end, unit, *ends)


def _is_phrase(reading: Reading, end: int, word: str) -> bool:
    """Whether a multiple of several words stands here: ``in half``, not ``in half a second``."""
    return " " in word and reading.key(end) not in {"a", "an", "of", HYPHEN}


def _fold(reading: Reading, start: int, end: int, word: str) -> Quantity:
    return Quantity(start, end, Unit(end, Kind.MULTIPLE, "x"), reading.lexicon.fold[word])


def _compound(reading: Reading, start: int, unit: Unit, value: float) -> Quantity:
    """Read ``1 min 30 s`` and ``a second and a half``."""
    half = past_half(reading.tokens, unit.end)
    if half > unit.end:
        return Quantity(start, half, unit, neat(value + unit.scale / 2))
    more = (
        reading.number(unit.end)
        if reading.tokens.numeric[unit.end : unit.end + 1] == [True]
        else None
    )
    time = reading.at("time", more.end) if more is not None else None
    if more is not None and time is not None:
        scale = reading.lexicon.time[time[1]]
        if scale < unit.scale and more.value * scale < unit.scale:
            return Quantity(start, time[0], unit, neat(value + more.value * scale))
    return Quantity(start, unit.end, unit, neat(value))
