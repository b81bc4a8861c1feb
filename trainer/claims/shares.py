"""Percentages, ratios and scores: a quality, or an availability."""

from __future__ import annotations

from trainer.claims.candidates import Candidate
from trainer.claims.landmarks import Landmarks
from trainer.claims.reading import Reading
from trainer.claims.topic import Topic, nearest
from trainer.claims.units import Kind

_QUALITY = frozenset({"quality"})
_SHARES = frozenset({"quality", "availability"})
_NINES = frozenset({0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99995, 0.99999})
"""Percentages that name an availability all by themselves."""
_MODALS = frozenset({"must", "should", "shall", "need", "needs", "have", "has"})


def shared(marks: Landmarks, candidate: Candidate, previous: Topic | None) -> Topic | None:
    """Return what a percentage, a ratio or a score is a share of, None if nothing says so."""
    quantity = candidate.quantity
    head = nearest(marks.heads, candidate, _SHARES)
    unit = quantity.unit.name
    if head is not None and head.dimension == "availability" and quantity.kind is not Kind.RATING:
        return Topic("availability", "1", named=True)
    if head is not None:
        chosen = nearest(marks.heads, candidate, _QUALITY, named=True) or head
        return Topic("quality", unit, chosen.subject or None, chosen.low, named=True)
    follows = previous is not None and previous.dimension == "quality"
    if _benchmarked(marks, candidate):
        subject = previous.subject if previous is not None and follows else None
        return Topic("quality", unit, subject, named=True)
    if _is_required(marks.reading, candidate):
        return Topic("quality", unit, named=True)
    if quantity.value in _NINES and quantity.kind is Kind.PERCENT:
        return Topic("availability", "1")
    return Topic("quality", unit) if follows else None


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
