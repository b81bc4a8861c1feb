"""The numbers a user sets: what each is called, how far it goes, how it is read and slid."""

from __future__ import annotations

import bisect
import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from trainer.errors import BadInput
from trainer.units.quantity import read_quantity, show_quantity

_STOPS_PER_DECADE = 24
"""Stops of a slider from 1 to 10: every step is felt, and none is wider than a tenth."""

_DIGITS = 4


class OutOfRange(BadInput):
    """A number the workbench cannot count with."""


@dataclass(frozen=True, slots=True)
class Field:
    """One number of a configuration, in ``unit``.

    The field takes what lies between ``least`` and ``most``; the slider runs from ``low`` to
    ``high``. ``whole`` numbers are counted; a ``share`` is shown in per cent; ``doubling`` sliders
    stop at powers of two only, as tensor parallelism wants them.
    """

    name: str
    label: str
    caption: str
    """Short enough to stand in front of a slider and a field; & marks the key that leads to it."""
    title: str
    """In full, with the unit."""
    unit: str
    low: float
    high: float
    least: float
    most: float
    whole: bool = False
    share: bool = False
    doubling: bool = False

    def admits(self, value: object) -> bool:
        """Return whether ``value`` is a number this field can hold."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        counted = not self.whole or float(value).is_integer()
        return self.least <= value <= self.most and counted

    def read(self, text: str) -> float:
        """Return what was typed, in the field's unit.

        Raises UnreadableQuantity, WrongDimension and OutOfRange, each with one sentence.
        """
        value = read_quantity(text, self.unit).value
        nearest = float(round(value)) if math.isfinite(value) else value
        if self.whole and math.isclose(value, nearest, rel_tol=1e-9):
            value = nearest
        elif self.whole:
            raise OutOfRange(f"{self.label} must be a whole number, not {value:g}")
        if not self.least <= value <= self.most:
            ends = f"{self.show(self.least)} and {self.show(self.most)}"
            raise OutOfRange(f"{self.label} must lie between {ends}")
        return value

    def show(self, value: float) -> str:
        """Return ``value`` as the field writes it: without the unit, which the caption names."""
        if self.share:
            return f"{show_quantity(value * 100, '1', _DIGITS)} %"
        return show_quantity(value, "USD" if self.unit.startswith("USD") else "1", _DIGITS)

    @property
    def last(self) -> int:
        """The slider's last position; the first is 0."""
        return len(_stops(self)) - 1

    def value_at(self, position: int) -> float:
        """Return the number at a slider's ``position``."""
        return _stops(self)[min(max(position, 0), self.last)]

    def position(self, value: float) -> int:
        """Return the slider's position that is nearest to ``value``."""
        stops = _stops(self)
        right = min(bisect.bisect_left(stops, value), self.last)
        left = max(0, right - 1)
        return left if value - stops[left] < stops[right] - value else right


@functools.cache
def _stops(field: Field) -> tuple[float, ...]:
    """Return the numbers a slider stops at, ascending: two figures each, in about equal ratios."""
    if field.share:
        first, last = round(field.low * 100), round(field.high * 100)
        return tuple(percent / 100 for percent in range(first, last + 1))
    powers = math.floor(math.log2(field.high)) if field.whole else 0
    twos = {2.0**power for power in range(powers + 1) if field.low <= 2**power}
    if field.doubling:
        return tuple(sorted(twos))
    count = math.ceil(math.log10(field.high / field.low) * _STOPS_PER_DECADE)
    ratio = (field.high / field.low) ** (1 / count)
    stops = {float(f"{field.low * ratio**step:.1e}") for step in range(count)}
    if field.whole:
        stops = {float(round(stop)) for stop in stops} | twos
    return tuple(sorted({float(field.low), *stops, float(field.high)}))


_LISTED = "USD/Mtoken"
_PRICE = "USD per million tokens"

FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        each.name: each
        for each in (
            Field(
                "gpus", "the number of GPUs", "&GPUs", "GPUs per replica",
                "GPU", 1, 64, 1, 1024, whole=True, doubling=True,
            ),
            Field(
                "batch", "the batch", "&Batch", "Batch: sequences decoded together",
                "1", 1, 1024, 1, 10_000, whole=True,
            ),
            Field(
                "prompt_tokens", "the prompt's length", "P&rompt", "Prompt, tokens",
                "token", 16, 128_000, 1, 10_000_000, whole=True,
            ),
            Field(
                "output_tokens", "the answer's length", "O&utput", "Output, tokens",
                "token", 1, 16_000, 1, 1_000_000, whole=True,
            ),
            Field(
                "traffic", "the traffic", "Requests/&s", "Requests per second at peak",
                "request/s", 0.01, 1000, 1e-4, 1e6,
            ),
            Field(
                "tokens_per_day", "the volume", "&Tokens/day", "Tokens per day, prompt and output",
                "token/day", 1e5, 1e11, 1, 1e14,
            ),
            Field(
                "utilisation", "the utilisation", "Uti&lisation",
                "Utilisation: share of a replica's throughput planned for at peak",
                "1", 0.05, 1, 0.01, 1, share=True,
            ),
            Field(
                "gpu_price", "the price of a GPU-hour", "GPU-h&our", "USD per GPU-hour",
                "USD/GPU/hour", 0.2, 20, 0.001, 1000,
            ),
            Field(
                "input_price", "the price of API input", "API &input", f"API input, {_PRICE}",
                _LISTED, 0.02, 200, 1e-4, 1e6,
            ),
            Field(
                "output_price", "the price of API output", "&API output", f"API output, {_PRICE}",
                _LISTED, 0.02, 200, 1e-4, 1e6,
            ),
            Field(
                "monthly_budget", "the budget", "Bu&dget", "Budget, USD per month",
                "USD/month", 100, 1e7, 0.01, 1e12,
            ),
        )
    }
)  # fmt: skip
"""Every number a user sets, in the order of the configuration."""
