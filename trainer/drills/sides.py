"""Any drill as two sides."""

from __future__ import annotations

from trainer.domain.deck import Drill
from trainer.drills.base import Sides
from trainer.drills.kinds import kind_named


def sides(drill: Drill) -> Sides:
    """Return what is asked and what is right, for a program that knows nothing but cards."""
    kind = kind_named(drill.kind)
    return kind.sides(kind.read(drill.fields))
