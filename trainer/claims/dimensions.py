"""Which dimension a quantity belongs to, by the sort of number it is and the words around it."""

from __future__ import annotations

from trainer.claims.candidates import Candidate
from trainer.claims.kinds import Kind
from trainer.claims.landmarks import Landmarks
from trainer.claims.prices import priced, spent
from trainer.claims.reading import Reading
from trainer.claims.shares import shared
from trainer.claims.topic import Topic, nearest
from trainer.claims.units import beneficiary

_LATENCY = frozenset({"latency"})
_PHASES = frozenset({"prefill", "decode"})
_PER = 6
_SURE = frozenset({"ms", "us", "ns"})
"""Units in which nothing but a latency is told."""


def topic(marks: Landmarks, candidate: Candidate, previous: Topic | None) -> Topic | None:
    """Return what ``candidate`` is about, or None if it is no claim.

    ``previous`` is the topic of the claim before it in the same sentence.
    """
    kind = candidate.quantity.kind
    return _TOPICS[kind](marks, candidate, previous)


def _time(marks: Landmarks, candidate: Candidate, previous: Topic | None) -> Topic | None:
    reading, heads = marks.reading, marks.heads
    quantity = candidate.quantity
    head = nearest(heads, candidate, _LATENCY, named=True)
    anything = head or nearest(heads, candidate, _LATENCY)
    told = previous is not None and previous.dimension == "latency"
    if quantity.unit.name not in _SURE and not (
        told or anything is not None or quantity.unit.things or _is_told(reading, candidate)
    ):
        return None
    subject = head.subject if head is not None else quantity.unit.subject or None
    if subject is None and anything is None and told and previous is not None and previous.subject:
        subject = component(reading, candidate)
    return Topic(
        "latency", "s", subject, low=True, named=anything is not None or subject is not None
    )


def component(reading: Reading, candidate: Candidate) -> str | None:
    """Return the words in front of a time that name one more part of a whole.

    ``embedding takes 12 ms, the LLM 1.1 s``: what the lexicon knows of neither.
    """
    end = candidate.quantity.start
    mark = reading.until("before", end)
    end = mark[0] if mark is not None else end
    link = reading.until("component.link", end)
    while link is not None and link[0] >= candidate.left:
        end = link[0]
        link = reading.until("component.link", end)
    start = end
    while start > candidate.left and end - start < _LONGEST_PART:
        word = reading.key(start - 1)
        known = any(reading.at(role, start - 1) is not None for role in _NO_PARTS)
        if known or not word.isalpha() or len(word) < 2:
            break
        start -= 1
    opened = start == candidate.left or reading.at("component.opener", start - 1) is not None
    return reading.tokens.slice(start, end) if opened and start < end else None


_LONGEST_PART = 3
_NO_PARTS = (
    "verb",
    "stop",
    "component.stop",
    "component.opener",
    "statistic",
    "before",
    "change",
    "negator",
    "open",
)


def _is_told(reading: Reading, candidate: Candidate) -> bool:
    """Whether a percentile, a bound or a verb of answering makes a time a latency.

    Minutes and hours need both a verb and a bound.
    """
    quantity = candidate.quantity
    start, end = candidate.left, candidate.near
    if reading.last("statistic", start, quantity.start) or reading.first(
        "statistic", quantity.end, end
    ):
        return True
    verb = reading.last("verb", start, quantity.start) or reading.first("verb", quantity.end, end)
    if quantity.unit.name == "s":
        return verb is not None or candidate.bounded
    return verb is not None and candidate.bounded


def _nines(_: Landmarks, __: Candidate, ___: Topic | None) -> Topic:
    return Topic("availability", "1", named=True)


def _rate(marks: Landmarks, candidate: Candidate, __: Topic | None) -> Topic:
    unit = candidate.quantity.unit
    phase = nearest(marks.heads, candidate, _LATENCY, named=True)
    phase = phase if phase is not None and phase.subject in _PHASES else None
    subject = unit.subject or (phase.subject if phase is not None else None)
    start = candidate.quantity.start
    for index in range(max(candidate.left, start - _PER), start):
        if marks.reading.key(index) == "per":
            subject = subject or beneficiary(marks.reading, index)[0]
    return Topic("throughput", unit.name, subject or None, named=True)


def _volume(_: Landmarks, candidate: Candidate, __: Topic | None) -> Topic:
    return Topic(
        "volume", candidate.quantity.unit.name, candidate.quantity.unit.subject or None, named=True
    )


def _multiple(marks: Landmarks, candidate: Candidate, _: Topic | None) -> Topic:
    reading, quantity = marks.reading, candidate.quantity
    end = min(candidate.far, quantity.end + 4)
    ahead = reading.tokens.keys[quantity.end : end]
    end = quantity.end + ahead.index("without") if "without" in ahead else end
    found = reading.first("scale", quantity.end, end)
    if found is None:
        found = reading.last("scale", max(candidate.left, quantity.start - 8), quantity.start)
    subject = found[2] if found is not None and found[2] != "growth" else None
    return Topic("scale", "x", subject, named=True)


def _bare(marks: Landmarks, candidate: Candidate, _: Topic | None) -> Topic | None:
    """Read a number that a head binds without a unit: ``latency under 200``."""
    head = nearest(marks.heads, candidate, frozenset({candidate.quantity.unit.name}), named=True)
    return Topic(
        candidate.quantity.unit.name, None, head.subject if head else None, low=True, named=True
    )


_TOPICS = {
    Kind.TIME: _time,
    Kind.MONEY: priced,
    Kind.AMOUNT: spent,
    Kind.PERCENT: shared,
    Kind.RATIO: shared,
    Kind.RATING: shared,
    Kind.NINES: _nines,
    Kind.RATE: _rate,
    Kind.VOLUME: _volume,
    Kind.MULTIPLE: _multiple,
    Kind.BARE: _bare,
}
