"""What a claim is about, and the metric word that says so."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.candidates import Candidate
from trainer.claims.heads import Head, Heads

_TOUCHING = 2


@dataclass(frozen=True, slots=True)
class Topic:
    """The dimension, unit and subject of a claim; ``scale`` still to be put on its value."""

    dimension: str
    unit: str | None
    subject: str | None = None
    low: bool = False
    scale: float = 1.0
    lot: float = 1.0
    """How many things the price was told for: a million in ``$3 per million tokens``."""
    named: bool = False
    """Whether a head of the claim's own says so (else it may be inherited)."""
    denied: bool = False
    """Whether the text says that it is not so, which the next claim may put right."""


def nearest(
    heads: Heads, candidate: Candidate, dimensions: frozenset[str], *, named: bool = False
) -> Head | None:
    """Return the head that a quantity belongs to: touching right, then left, then right."""
    quantity = candidate.quantity
    right = [
        head
        for head in heads.between(quantity.end, candidate.near)
        if head.dimension in dimensions and (head.subject or not named)
    ]
    if right and right[0].start - candidate.behind <= _TOUCHING:
        return right[0]
    left = [
        head
        for head in heads.between(candidate.left, quantity.start)
        if head.dimension in dimensions and (head.subject or not named)
    ]
    outside = [head for head in left if not head.aside or head.aside > quantity.start]
    if left:
        return (outside or left)[-1]
    return right[0] if right else None
