"""Our own pint registry. Importing pint takes 0.15 s, so it happens on the first conversion."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from trainer.places import shipped

if TYPE_CHECKING:
    import pint


class Scale(NamedTuple):
    """What one canonical unit is worth in the base unit of its dimension.

    ``dimension`` is pint's name of it (``[time]``) or empty for a pure number.
    """

    factor: float
    dimension: str


@functools.cache
def registry() -> pint.UnitRegistry[float]:
    """Return the one registry, built from ``resources/units/units.txt`` on the first call.

    Not pint's default one: there a byte is a pure number, so 80 GB + 3 would be accepted.
    """
    import pint

    definitions = shipped("resources") / "units" / "units.txt"
    return pint.UnitRegistry(str(definitions), on_redefinition="raise")


@functools.cache
def scale(name: str) -> Scale:
    """Return the scale of the canonical unit ``name`` (``GB``, ``month``; see ``words``)."""
    quantity = registry().Quantity(1.0, name).to_root_units()
    dimensions: Mapping[str, object] = quantity.dimensionality
    return Scale(float(quantity.magnitude), next(iter(dimensions), ""))
