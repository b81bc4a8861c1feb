"""How a claim bounds its number: ``≤``, ``at most``, ``must not exceed``, ``or less``, ``~``."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.quantity import Quantity
from trainer.claims.reading import Reading
from trainer.claims.tokens import HYPHEN

_FLIPPED = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt"}
_MIRRORED = {"better": ("lt", "gt"), "worse": ("gt", "lt")}
_AT_BEST = {True: "le", False: "ge"}
_ALLOWING = frozenset({"may", "might", "can", "could"})
_UPPER = frozenset({"gt", "ge"})
_LOWER = frozenset({"lt", "le"})
_BREAKS = frozenset({",", "(", ")", "—", "–", "and", "but", "|"})
_FILLERS = 6
_VERBS = 7
_WEAKER = {"le": 0, "ge": 0, "lt": 1, "gt": 1}


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparator and the tokens that a claim's core takes with it.

    ``denied`` says that a negator turns the bound into something nobody promises.
    """

    comparator: str
    start: int
    end: int
    denied: bool = False


def find_bound(
    reading: Reading, quantity: Quantity, left: int, *, low: bool, neutral: bool
) -> Bound:
    """Return the comparator of ``quantity``, whose words begin at ``left``.

    ``low`` says that less is better, ``neutral`` that neither is.
    """
    before = _before(reading, quantity, left)
    name, start, end = before.comparator, before.start, quantity.end
    if name == "no_worse":
        name = _AT_BEST[low]
    if quantity.least:
        name = _merged(name, "ge")
    after = _within(reading, quantity) or behind(reading, quantity)
    if after is not None:
        name = _merged(name, _AT_BEST[low] if after.comparator == "better" else after.comparator)
        end = max(end, after.end)
    if name == "" and quantity.high is None:
        name = _remote(reading, quantity, left, low=low)
    mirrored = _MIRRORED.get(name)
    if mirrored is not None:
        name = mirrored[0] if low else mirrored[1]
    if name in _FLIPPED and start < quantity.start:
        negator = _negator(reading, start, left)
        if negator is not None:
            hopeful = neutral or name in (_UPPER if low else _LOWER)
            idle = reading.key(negator) == "anything"
            turned = _FLIPPED[name] if quantity.high is None else "range"
            return Bound(turned, negator, end, denied=idle or not hopeful)
        worse = "gt" if low else "lt"
        if name == worse and not neutral and _is_allowed(reading, start, left):
            return Bound(name, start, end, denied=True)
    if quantity.high is not None:
        name = "range"
    return Bound(name or "eq", start, end)


def _before(reading: Reading, quantity: Quantity, left: int) -> Bound:
    """Walk left from the number over fillers to the comparator next to it."""
    index, name, start = quantity.start, "", quantity.start
    for _ in range(_FILLERS):
        found = reading.until("before", index)
        if found is not None and reading.at("statistic", found[0]) is not None:
            break
        if found is not None and found[0] >= left:
            index = start = found[0]
            if found[1] in {"lt", "gt"} and _ends_amount(reading, start):
                return Bound("eq", quantity.start, quantity.end)
            if _is_rise(reading, start):
                return Bound("eq", quantity.start, quantity.end)
            if found[1] not in {"approx", "eq"}:
                return Bound(found[1], start, quantity.end)
            name = found[1]
            continue
        if reading.key(index - 1) == HYPHEN:
            index -= 1
            continue
        filler = reading.until("filler", index)
        if filler is None or filler[0] < left:
            break
        index = filler[0]
    reading.steps.add(_FILLERS)
    return Bound(name, start, quantity.end)


def _ends_amount(reading: Reading, index: int) -> bool:
    """Whether a comparator compares two numbers: ``$20k below the $90k envelope``."""
    if not reading.key(index).isalpha() or index == 0:
        return False
    return (
        reading.at("money", index - 2) is not None
        or reading.key(index - 1) in reading.lexicon.scales
        or reading.until("time", index) is not None
        or (
            reading.until("percent", index) is not None
            and reading.until("statistic", index) is None
        )
    )


def _is_rise(reading: Reading, index: int) -> bool:
    """Whether ``up to`` tells where something went: ``it went up to 900 ms``."""
    return reading.key(index) == "up" and reading.key(index - 1) in _RISING


def _is_allowed(reading: Reading, start: int, left: int) -> bool:
    """Whether a bound only says how bad it may get: ``may take longer than 2 s``."""
    for index in range(start - 1, max(left, start - _NEAR) - 1, -1):
        if reading.key(index) in _ALLOWING:
            return True
        if reading.key(index) in _BREAKS:
            return False
    return False


def behind(reading: Reading, quantity: Quantity) -> Bound | None:
    """Return the comparator behind a quantity: ``or less``, ``uptime at least``, ``, tops``.

    Metric words and percentiles may stand between, also a comma or the rest of a phrase if the
    phrase ends with the comparator; then the claim does not stretch so far.
    """
    index = quantity.end
    for _ in range(_STEPS):
        after = reading.at("after", reading.past_hyphen(index))
        if after is not None:
            return Bound(after[1], index, after[0]) if _may_follow(reading, after) else None
        over = _past_metric(reading, index)
        if over == index:
            break
        index = over
    reading.steps.add(_STEPS)
    return _late(reading, quantity, index)


def _within(reading: Reading, quantity: Quantity) -> Bound | None:
    """Read the comparator between an amount and what it is paid per: ``$5 or less per call``."""
    found = reading.first("after", quantity.start, quantity.end)
    if found is None or reading.key(found[0]) != "or":
        return None
    return Bound(found[2], quantity.start, quantity.end)


def _past_metric(reading: Reading, index: int) -> int:
    """Return where a metric word or a percentile at ``index`` ends, ``index`` if there is none."""
    linked = index + (reading.key(index) in _LINKS)
    statistic = reading.at("statistic", linked)
    metric = reading.at("metric", index)
    return statistic[0] if statistic is not None else metric[0] if metric is not None else index


def _late(reading: Reading, quantity: Quantity, start: int) -> Bound | None:
    """Read a comparator that closes a phrase: ``2 s for the whole report at most``."""
    reading.steps.add(_LATEST)
    for index in range(start, start + _LATEST):
        key = reading.key(index)
        if (key in _BREAKS and index > start) or key in _ENDS - {","} or _is_number(reading, index):
            return None
        after = reading.at("after.late", index)
        if after is not None:
            closing = reading.key(after[0]) in _ENDS
            return Bound(after[1], index, quantity.end) if closing else None
    return None


def _may_follow(reading: Reading, after: tuple[int, str]) -> bool:
    """Whether a word behind the unit is a comparator and not the start of something else."""
    following = reading.key(after[0])
    if following in _ENDS:
        return True
    short = reading.key(after[0] - 1) in _SHORT
    return not _is_number(reading, after[0]) and not (
        short and reading.at("statistic", after[0]) is not None
    )


_ENDS = frozenset({"", ",", ".", ";", ")", "|", "\n", "and", "but", "!", "?", ":", "—", "–"})
_SHORT = frozenset({"max", "min", "plus", "+", "maximum", "minimum", "cap", "limit"})
_LINKS = frozenset({"at", "for", "in", "of", ",", "("})
_LEADS = frozenset({"at", "to", "is", ":", "of", "=", "|"})
_HELD = frozenset({"hold", "holding"})
"""Latency held at a number may be less; quality held at one is it."""
_STEPS = 4
_LATEST = 9
_NEAR = 4
_RISING = frozenset({"went", "rose", "climbed", "jumped", "shot", "crept", "moved", "came"})


def _is_number(reading: Reading, index: int) -> bool:
    return reading.number(index) is not None or reading.at("money", index) is not None


def _merged(before: str, after: str) -> str:
    return after if before in {"", "eq", "approx"} or after == "" else before


def _remote(reading: Reading, quantity: Quantity, left: int, *, low: bool) -> str:
    """Return the bound of a verb further left: ``cap the spend at 180k``."""
    named = reading.until("metric", quantity.start) or reading.until("metric", quantity.start - 1)
    bounding = reading.until("remote", named[0]) if named is not None else None
    found = reading.last("remote", max(left, quantity.start - 10), quantity.start)
    if bounding is not None and bounding[0] >= left:
        start, name = bounding
    elif found is not None and reading.key(quantity.start - 1) in _LEADS:
        start, name = found[0], found[2]
    else:
        return ""
    held = reading.key(start) in _HELD and not low
    return "" if held or reading.at("statistic", start) is not None else name


def _negator(reading: Reading, start: int, left: int) -> int | None:
    """Return where a negator begins that governs the comparator at ``start``."""
    for index in range(start, max(left, start - _VERBS), -1):
        found = reading.until("negator.flip", index)
        if found is not None:
            return found[0]
        if reading.key(index - 1) in _BREAKS:
            return None
    return None
