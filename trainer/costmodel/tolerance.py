"""How near a computed figure must come to a published one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from trainer.costmodel.formulas.binding import BadCase, finite

_NOISE = 1e-12
"""Relative difference that float arithmetic alone explains."""


class Tolerance(Protocol):
    """What a case allows."""

    @property
    def is_bound(self) -> bool:
        """Return whether a measurement is held against a limit, not a figure against a figure."""
        ...

    def deviation(self, computed: float, published: float) -> float:
        """Return the number that is judged."""
        ...

    def allows(self, computed: float, published: float) -> bool:
        """Return the verdict."""
        ...

    def __str__(self) -> str:
        """Return what is allowed, in a few characters."""
        ...


@dataclass(frozen=True, slots=True)
class Relative:
    """The relative error may be ``most``; ``side`` may forbid to exceed or to fall short."""

    most: float
    side: str = ""
    is_bound = False

    def deviation(self, computed: float, published: float) -> float:
        """Return the relative error; where nothing was published it is 0 or infinite."""
        if published == 0:
            return 0.0 if computed == 0 else math.inf
        return abs(computed - published) / abs(published)

    def allows(self, computed: float, published: float) -> bool:
        """Return whether the error is small enough and on the side allowed."""
        noise = _NOISE * abs(published)
        if self.side == "model<=published" and computed > published + noise:
            return False
        if self.side == "model>=published" and computed < published - noise:
            return False
        return self.deviation(computed, published) <= self.most + _NOISE

    def __str__(self) -> str:
        """Return e.g. ``± 0.5 %``."""
        sign = {"model<=published": "−", "model>=published": "+"}.get(self.side, "±")
        return f"{sign} {100 * self.most:.3g} %"


@dataclass(frozen=True, slots=True)
class Bound:
    """The efficiency, achieved over roofline, must lie between ``low`` and ``high``."""

    low: float
    high: float
    of_time: bool
    is_bound = True

    def deviation(self, computed: float, published: float) -> float:
        """Return the efficiency: roofline over measured time, or measured rate over roofline."""
        above, below = (computed, published) if self.of_time else (published, computed)
        return above / below if below else math.inf

    def allows(self, computed: float, published: float) -> bool:
        """Return whether the efficiency lies in the band; one end may be met by float noise."""
        reached = self.deviation(computed, published)
        return self.low * (1 - _NOISE) <= reached <= self.high * (1 + _NOISE)

    def __str__(self) -> str:
        """Return e.g. ``0.30-0.62``."""
        return f"{self.low:g}-{self.high:g}"


_DIRECTIONS = {"measured_time>=model": True, "measured_rate<=model": False}
_SIDES = ("", "model<=published", "model>=published")


def read_tolerance(fields: object) -> Tolerance:
    """Return the tolerance that a case states. Raises :class:`BadCase`."""
    if not isinstance(fields, dict):
        raise BadCase("'tolerance' is an object")
    kind = fields.get("type")
    if kind == "rel":
        side = str(fields.get("sign") or "").replace(" ", "")
        if side not in _SIDES:
            raise BadCase(f"'sign' of a tolerance is {' or '.join(_SIDES[1:])}, not '{side}'")
        return Relative(_share(fields, "value"), side)
    if kind == "bound":
        direction = str(fields.get("direction")).replace(" ", "")
        if direction not in _DIRECTIONS:
            raise BadCase(f"'direction' of a bound is {' or '.join(_DIRECTIONS)}")
        low, high = _share(fields, "eff_min"), _share(fields, "eff_max")
        return Bound(low, high, _DIRECTIONS[direction])
    raise BadCase(f"'type' of a tolerance is rel or bound, not {kind!r}")


def _share(fields: Mapping[str, object], key: str) -> float:
    value = finite(fields.get(key))
    if value is None or value < 0:
        raise BadCase(f"'{key}' of a tolerance is a number from 0 on")
    return value
