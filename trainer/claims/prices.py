"""Amounts of money: a cost per thing, or a budget per period."""

from __future__ import annotations

from dataclasses import replace

from trainer.claims.candidates import Candidate
from trainer.claims.landmarks import Landmarks
from trainer.claims.per import SECONDS, Per, read_open, read_per
from trainer.claims.reading import Reading
from trainer.claims.topic import Topic, nearest

_MONEY = frozenset({"cost", "budget"})
_CAPPED = 3
_PER = frozenset({"per", "/", "each", "every"})
_NEAR = 5
_CHARGES = frozenset({"charge", "charges", "pay", "pays", "ask", "asks", "bill", "want", "take"})
_LABELS = frozenset({":", "=", "|", "–"})
_NAMED = 6
_SENTENCE = 24
_PENNIES = 1.0
"""Below this an amount of money that nothing explains is a price and no budget."""
_PERIODS_OF_USE = frozenset({"hour", "minute", "second"})
_PHASES = frozenset({"retrieval", "rerank", "generation", "embedding", "guardrail", "tool call"})
_SAID_SIDES = frozenset({"input", "output", "blended", "cached", "mixed", "prefill", "decode"})
_APIECE = frozenset({"each", "apiece"})
_TIMES = frozenset({"x", "×", "*", "@", "at", "times"})
_SINGLE = frozenset(
    {"one", "single", "any", "no", "each", "every", "a", "an", "whole", "entire", "average"}
    | {"typical", "normal", "standard", "simple", "further", "additional", "extra"}
)
_LONGEST_LOT = 3
_SPENDS = frozenset({"spend", "spending", "bill", "total", "cost", "costs", "sum", "invoice"})
_WHOLES = frozenset({"the", "whole", "full", "entire", "that", "this"})
_STOPS = frozenset({".", "!", "?", ";", ","})
_PRICES = frozenset({"price", "cost", "prices", "costs", "pricing", "fee", "fees"})


def priced(marks: Landmarks, candidate: Candidate, previous: Topic | None) -> Topic | None:
    """Return what an amount of money pays for, None if nothing says so."""
    unit = candidate.quantity.unit
    if unit.things:
        name = _per(unit.name, unit.things, unit.period)
        found = _cost(marks.reading, candidate, name)
        return replace(found, lot=unit.lot, subject=found.subject or _phase(marks, candidate))
    if unit.period in _PERIODS_OF_USE:
        return Topic("cost", f"{unit.name}/{unit.period}", low=True)
    if unit.period:
        apiece = _told_apiece(marks.reading, candidate)
        if apiece:
            return _cost(marks.reading, candidate, _per(unit.name, (apiece,), unit.period))
        return Topic("budget", f"{unit.name}/{unit.period}", low=True)
    return (
        _in_line(marks, candidate, previous)
        or _told_around(marks, candidate)
        or _unexplained(marks.reading, candidate)
    )


def _told_apiece(reading: Reading, candidate: Candidate) -> str:
    """Return the thing of ``cost per user: $2 a month``, "" if none is named."""
    start = candidate.quantity.start
    for index in range(max(candidate.left, start - _NAMED), start):
        per = read_per(reading, index) if reading.key(index) in {"per", "each", "every"} else None
        if per is not None and per.factor == 1.0 and per.thing:
            return per.thing
    return ""


def _cost(reading: Reading, candidate: Candidate, unit: str, scale: float = 1.0) -> Topic:
    return Topic("cost", unit, _side(reading, candidate), low=True, scale=scale)


def _told_around(marks: Landmarks, candidate: Candidate) -> Topic | None:
    """Return what the words around a bare amount say it is: ``annual spend``."""
    reading, currency = marks.reading, candidate.quantity.unit.name
    head = nearest(marks.heads, candidate, _MONEY)
    subject = _whole_period(reading, candidate)
    if subject:
        return Topic("budget", f"{currency}/{subject}", low=True)
    period, paid = _period(reading, candidate), _paid_for(reading, candidate)
    is_budget = head is not None and head.dimension == "budget"
    if is_budget or (period and paid is None):
        return Topic("budget", f"{currency}/{period}" if period else currency, low=True)
    if paid is not None:
        return _cost(reading, candidate, f"{currency}/{paid[0]}", 1 / paid[1])
    return _cost(reading, candidate, currency) if head is not None else None


def _in_line(marks: Landmarks, candidate: Candidate, previous: Topic | None) -> Topic | None:
    """Return a bare amount as the second price of ``$30 per million in and $60 out``.

    So is the right price behind a denied one: ``it's not $2 per call, it's $1``; and another
    charge where the first was for many: ``they charge $1 per 1k requests, we charge $0.60``.
    """
    unit = candidate.quantity.unit
    if previous is None or previous.dimension != "cost":
        return None
    before = _word_before(marks.reading, candidate)
    charged = (previous.lot > 1 and before in _CHARGES) or before == "|"
    if not (unit.subject or previous.denied or charged):
        return None
    if (previous.unit or "").partition("/")[0] != unit.name:
        return None
    scale = previous.scale / previous.lot
    return replace(previous, subject=unit.subject or None, scale=scale, lot=1.0, denied=False)


def _word_before(reading: Reading, candidate: Candidate) -> str:
    """Return what stands in front of an amount and its comparator."""
    bound = reading.until("before", candidate.quantity.start)
    return reading.key((candidate.quantity.start if bound is None else bound[0]) - 1)


def _unexplained(reading: Reading, candidate: Candidate) -> Topic | None:
    """Return a small bounded amount that nothing explains as a price."""
    quantity, unit = candidate.quantity, candidate.quantity.unit
    floor = max(candidate.left, quantity.start - _CAPPED)
    bound = candidate.bounded or reading.last("remote", floor, quantity.start) is not None
    bought = reading.key(quantity.start - 1) in {"for", "at"}
    if quantity.value >= _PENNIES or not (bound or bought):
        return None
    thing = _bought(reading, quantity.start) if bought else ""
    return Topic("cost", f"{unit.name}/{thing}" if thing else unit.name, low=True)


def _bought(reading: Reading, start: int) -> str:
    """Return the one thing that an amount pays for: ``a page is back within 20 s for $0.01``."""
    for index in range(start - 1, max(0, start - _SENTENCE) - 1, -1):
        thing = reading.at("thing", index)
        if thing is not None and _is_one(reading, index):
            return reading.lexicon.thing[thing[1]][0]
        if reading.key(index) in {".", "!", "?", ";"}:
            break
    return ""


def _per(currency: str, things: tuple[str, ...], period: str) -> str:
    return "/".join((currency, *things, *((period,) if period else ())))


def _side(reading: Reading, candidate: Candidate) -> str | None:
    """Return whether input, output or blended tokens are paid for."""
    quantity = candidate.quantity
    if quantity.unit.subject:
        return quantity.unit.subject
    table = reading.marks.at.get("adjective", {})
    before = range(quantity.start - 1, candidate.left - 1, -1)
    for index in (*before, *range(quantity.end, candidate.near)):
        if index in table and reading.key(index) in _SAID_SIDES:
            return table[index][1]
    return None


def _phase(marks: Landmarks, candidate: Candidate) -> str | None:
    """Return the part of a system whose cost this is: ``retrieval adds $0.0002 per request``."""
    start = candidate.quantity.start
    heads = marks.heads.between(max(candidate.left, start - _NEAR), start)
    named = [head.subject for head in heads if head.dimension == "latency"]
    return named[-1] if named and named[-1] in _PHASES else None


def _whole_period(reading: Reading, candidate: Candidate) -> str:
    """Return the period whose cost an amount is: ``the month costs``, ``the monthly spend is``."""
    start = candidate.quantity.start
    for index in range(start - 1, max(0, start - _NEAR) - 1, -1):
        periodic = reading.at("periodic", index)
        if periodic is not None and periodic[1] not in _PERIODS_OF_USE:
            return periodic[1] if reading.key(periodic[0]) in _SPENDS else ""
        told = reading.at("period", index)
        if told is not None:
            whole = reading.key(index - 1) in _WHOLES and told[1] not in _PERIODS_OF_USE
            return told[1] if whole else ""
        if reading.at("thing", index) is not None or reading.key(index) in _STOPS:
            return ""
    return ""


def _period(reading: Reading, candidate: Candidate) -> str:
    """Return the period that an adjective near an amount of money names: ``annual spend``."""
    quantity = candidate.quantity
    found = reading.last("periodic", candidate.left, quantity.start)
    if found is None:
        found = reading.first("periodic", quantity.end, min(candidate.near, quantity.end + 6))
    if found is not None and found[2] not in _PERIODS_OF_USE:
        return found[2]
    floor = max(candidate.floor, quantity.start - _NEAR)
    told = reading.last("period", floor, quantity.start)
    if told is not None and reading.key(told[0] - 1) in {"per", "a", "each", "every", "/"}:
        return told[2] if told[2] not in _PERIODS_OF_USE else ""
    return ""


def _paid_for(reading: Reading, candidate: Candidate) -> tuple[str, float] | None:
    """Return (thing, how many) that the words around an amount say is paid for.

    ``cost per 1,000 tokens is``, ``a request costs``, ``per-request cost``, ``2 M requests a day
    at $0.0004``, ``four cents apiece``.
    """
    quantity = candidate.quantity
    reading.steps.add(quantity.start - candidate.left)
    for index in range(quantity.start - 1, candidate.left - 1, -1):
        told = reading.key(index) in _PER
        per = (read_per(reading, index) if told else None) or _open_thing(reading, index)
        if per is not None and per.thing:
            return per.thing, per.factor
        thing = reading.at("thing", index)
        if thing is not None and reading.key(thing[0]) in _PRICES:
            lot = _lot(reading, index)
            if lot is not None:
                name, scale = reading.lexicon.thing[thing[1]]
                return name, scale * lot
        if thing is not None and (_is_one(reading, index) or _is_priced(reading, thing[0])):
            return reading.lexicon.thing[thing[1]]
    if reading.key(quantity.end) in _APIECE or reading.key(quantity.start - 1) in _TIMES:
        found = reading.last("thing", max(0, quantity.start - _SENTENCE), quantity.start)
        apiece = reading.key(quantity.end) in _APIECE
        counted = found is not None and (apiece or _lot(reading, found[0]) is not None)
        return reading.lexicon.thing[found[2]] if found is not None and counted else None
    return None


def _lot(reading: Reading, index: int) -> float | None:
    """Return the number right before a thing: ``a million tokens cost``."""
    for back in range(_LONGEST_LOT, 0, -1):
        number = reading.number(index - back) if index >= back else None
        if number is not None and number.end == index:
            return number.value or None
    return None


def _is_priced(reading: Reading, index: int) -> bool:
    """Whether a thing stands right before its price: ``token price``."""
    return reading.key(index) in _PRICES


def _open_thing(reading: Reading, index: int) -> Per | None:
    """Read a thing that the lexicon does not know: ``cost per contact``."""
    named = reading.until("metric", index) or reading.until("metric", index + 1)
    return read_open(reading, index) if named is not None else None


def _is_one(reading: Reading, index: int) -> bool:
    """Whether a thing is spoken of one at a time: ``no single request``, ``one more image``."""
    return any(reading.key(index - back) in _SINGLE for back in (1, 2))


def _rated(thing: str, candidate: Candidate) -> Topic:
    """Read ``86,400 requests a day, i.e. one per second``."""
    period = candidate.quantity.unit.period
    if period in SECONDS:
        return Topic("throughput", f"{thing}/s", scale=1 / SECONDS[period], named=True)
    return Topic("volume", f"{thing}/{period}", named=True)


def spent(marks: Landmarks, candidate: Candidate, previous: Topic | None) -> Topic | None:
    """Read 180k a month: money where money was spoken of before."""
    period = candidate.quantity.unit.period
    if previous is not None and previous.dimension in {"volume", "throughput"} and previous.unit:
        return _rated(previous.unit.split("/")[0], candidate)
    if previous is not None and previous.dimension in {"budget", "cost"} and previous.unit:
        return Topic("budget", f"{previous.unit.split('/')[0]}/{period}", low=True)
    head = nearest(marks.heads, candidate, _MONEY)
    if head is not None:
        return Topic("budget", None, low=True)
    return _labelled(marks.reading, candidate)


def _labelled(reading: Reading, candidate: Candidate) -> Topic | None:
    """Read ``Input tokens: 4M per day``."""
    start = candidate.quantity.start
    thing = reading.until("thing", start - 1) if reading.key(start - 1) in _LABELS else None
    if thing is None:
        return None
    side = reading.until("adjective", thing[0])
    topic = _rated(reading.lexicon.thing[thing[1]][0], candidate)
    return replace(topic, subject=side[1] or None) if side is not None else topic
