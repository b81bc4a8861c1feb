"""A number with its unit, in the unit's canonical scale."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.kinds import Kind, Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, from token ``start`` up to ``end``, in the unit's canonical scale.

    ``high`` is the upper end of a range, whose words begin at token ``second``. ``moved`` says that
    the range reads "from … to …", which may be a change rather than a range. ``least`` says that a
    plus stands behind the number.
    """

    start: int
    end: int
    unit: Unit
    value: float
    high: float | None = None
    second: int = 0
    moved: bool = False
    least: bool = False

    @property
    def kind(self) -> Kind:
        """Return what sort of thing this is a number of."""
        return self.unit.kind


def neat(value: float) -> float:
    """Return ``value`` without the dust of binary fractions (12 significant digits)."""
    return float(f"{value:.12g}")
