"""Percentages, ratios and scores: a quality, or an availability."""

from __future__ import annotations

from trainer.claims.candidates import Candidate
from trainer.claims.heads import Head
from trainer.claims.kinds import Kind
from trainer.claims.landmarks import Landmarks
from trainer.claims.reading import Reading
from trainer.claims.topic import Topic, nearest

_QUALITY = frozenset({"quality"})
_SHARES = frozenset({"quality", "availability"})
_NINES = frozenset({0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99995, 0.99999})
"""Percentages that name an availability all by themselves."""
_MODALS = frozenset({"must", "should", "shall", "need", "needs", "have", "has"})


def shared(marks: Landmarks, candidate: Candidate, previous: Topic | None) -> Topic | None:
    """Return what a percentage, a ratio or a score is a share of, None if nothing says so."""
    quantity = candidate.quantity
    if _is_of_time(marks.reading, candidate, "up.down"):
        return None
    inside = marks.heads.between(quantity.start, quantity.end)
    head = inside[0] if inside else nearest(marks.heads, candidate, _SHARES)
    unit = quantity.unit.name
    if head is not None and head.dimension == "availability" and quantity.kind is not Kind.RATING:
        return Topic("availability", "1", named=True)
    if head is not None:
        named = head if inside else nearest(marks.heads, candidate, _QUALITY, named=True)
        chosen = named or head
        if _is_object(marks.reading, candidate, chosen):
            return Topic("quality", unit, named=True)
        return Topic("quality", unit, chosen.subject or None, chosen.low, named=True)
    return _unnamed(marks, candidate, previous)


def _is_object(reading: Reading, candidate: Candidate, head: Head) -> bool:
    """Whether a metric word only says of what a share is: ``98 % of toxic posts``."""
    behind = head.start == candidate.quantity.end + 1 and reading.key(head.start - 1) == "of"
    return behind and reading.at("thing", head.end) is not None


def _unnamed(marks: Landmarks, candidate: Candidate, previous: Topic | None) -> Topic | None:
    """Return what a share that no metric names is a share of."""
    quantity, unit = candidate.quantity, candidate.quantity.unit.name
    if _is_of_time(marks.reading, candidate, "up"):
        return Topic("availability", "1", named=True)
    follows = previous is not None and previous.dimension == "quality"
    if _benchmarked(marks, candidate):
        bound = marks.reading.until("before", quantity.start)
        begun = quantity.start if bound is None else bound[0]
        alike = previous is not None and follows and previous.unit == unit
        alike = alike and begun not in marks.benchmarks.ended
        subject = previous.subject if previous is not None and alike else None
        return Topic("quality", unit, subject, named=True)
    if _is_required(marks.reading, candidate):
        return Topic("quality", unit, named=True)
    if quantity.value in _NINES and quantity.kind is Kind.PERCENT:
        return Topic("availability", "1")
    amid = previous is not None and candidate.bounded and quantity.kind is Kind.PERCENT
    if not (follows or amid):
        return None
    alike = previous is not None and follows and previous.unit == unit
    goes_on = alike and _stands_alone(marks.reading, candidate)
    return Topic("quality", unit, previous.subject if previous is not None and goes_on else None)


def _stands_alone(reading: Reading, candidate: Candidate) -> bool:
    """Whether nothing but a comparator stands in front: ``WER ≤ 7 % on these, ≤ 4 % on those``."""
    start = candidate.quantity.start
    bound = reading.until("before", start)
    return (start if bound is None else bound[0]) <= candidate.left


def _is_of_time(reading: Reading, candidate: Candidate, role: str) -> bool:
    """Whether a share of time is one of being up or down: ``up 99.7 percent of the time``."""
    quantity = candidate.quantity
    if reading.at("up.of", quantity.end) is None:
        return False
    return reading.last(role, candidate.left, quantity.start) is not None


def _is_required(reading: Reading, candidate: Candidate) -> bool:
    """Whether a share of things is demanded: ``80 % of generated tests must pass``."""
    quantity = candidate.quantity
    end = quantity.end + (reading.key(quantity.end) == "of")
    counted = quantity.kind is Kind.RATIO or end > quantity.end
    if not counted:
        return False
    limit = min(candidate.near, end + 8)
    modal = any(reading.key(index) in _MODALS for index in range(end, limit))
    return modal or reading.until("before", quantity.start) is not None


def _benchmarked(marks: Landmarks, candidate: Candidate) -> bool:
    start, end = candidate.quantity.start, candidate.quantity.end
    return bool(
        marks.benchmarks.between(candidate.left, start)
        or marks.benchmarks.between(end, candidate.far)
    )
