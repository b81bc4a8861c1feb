"""A claim being put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from trainer.claims.candidates import Candidate
from trainer.claims.comparators import Bound
from trainer.claims.topic import Topic


@dataclass(slots=True)
class Draft:
    """A claim being put together, from token ``start`` up to ``end``."""

    candidate: Candidate
    topic: Topic
    bound: Bound
    value: float
    high: float | None
    start: int
    end: int
    subject: str | None = None
    statistic: str | None = None
    condition: str | None = None
    benchmark: str | None = None
    trailing: bool = field(default=False)
    """Whether the condition stands behind the claim, and may hold for its neighbour as well."""
