"""What the workbench is set to: one frozen value, and how it is remembered."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Basis(StrEnum):
    """What the numbers promise: the limit of the hardware, or what was measured of it."""

    ROOFLINE = "roofline"
    REALISTIC = "realistic"


@dataclass(frozen=True, slots=True)
class Precision:
    """A number format: bits of one value, bits that group scales add, the maths it runs in."""

    name: str
    label: str
    bits: float
    scale_bits: float
    maths: str
    """The format whose peak FLOP/s count where the hardware has it; else that of 16 bits."""

    @property
    def stored_bits(self) -> float:
        """Return the bits that one value takes, its share of the scales included."""
        return self.bits + self.scale_bits


WEIGHT_PRECISIONS: Mapping[str, Precision] = MappingProxyType(
    {
        each.name: each
        for each in (
            Precision("bf16", "bf16", 16, 0, "bf16"),
            Precision("fp8", "fp8", 8, 0, "fp8"),
            Precision("int8", "int8, weights only", 8, 0, "bf16"),
            Precision("int4", "int4, weights only", 4, 0.125, "bf16"),
            Precision("fp4", "fp4", 4, 0.5, "fp4"),
        )
    }
)
"""Formats of the weights. Weight-only formats save bytes; their products run in 16 bits.

int4 holds a 16-bit scale for each group of 128 weights, fp4 an 8-bit one for each 16.
"""

KV_PRECISIONS: Mapping[str, Precision] = MappingProxyType(
    {
        each.name: each
        for each in (
            Precision("bf16", "bf16", 16, 0, "bf16"),
            Precision("fp8", "fp8", 8, 0, "bf16"),
        )
    }
)
"""Formats of the KV cache."""


@dataclass(frozen=True)
class Configuration:
    """One serving system and what it is for.

    ``gpus`` is the accelerators of one replica, ``traffic`` the requests per second in the busiest
    moments, ``tokens_per_day`` prompt and output tokens together. Prices are USD per GPU-hour and
    USD per million tokens, the budget is USD per month, ``utilisation`` the share of a replica's
    throughput that is planned for. ``stated`` holds terms of the cost model that override what
    the catalogue says, as ``(term, value)`` in the term's unit.
    """

    language_model: str = "llama3.1-70b"
    accelerator: str = "h100-sxm"
    gpus: float = 4
    weights: str = "bf16"
    kv: str = "bf16"
    batch: float = 32
    prompt_tokens: float = 1000
    output_tokens: float = 300
    traffic: float = 2
    tokens_per_day: float = 100e6
    gpu_price: float = 6.88
    input_price: float = 2.5
    output_price: float = 10
    monthly_budget: float = 30_000
    utilisation: float = 0.7
    basis: Basis = Basis.ROOFLINE
    stated: tuple[tuple[str, float], ...] = ()

    def changed(self, **changes: object) -> Configuration:
        """Return a copy with ``changes`` made."""
        return dataclasses.replace(self, **changes)  # type: ignore[arg-type]

    def to_text(self) -> str:
        """Return the configuration as JSON, for ``from_text``."""
        return json.dumps(dataclasses.asdict(self))


DEFAULT = Configuration()


def from_text(text: object) -> Configuration:
    """Return the configuration remembered as ``text``, the default where that is not one.

    What an older or newer version wrote counts as far as it is understood: a wish that cannot be
    read is not worth keeping the user from the workbench.
    """
    try:
        data = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        data = None
    if not isinstance(data, dict):
        return DEFAULT
    known = {field.name for field in dataclasses.fields(Configuration)}
    values = {name: value for name, value in data.items() if name in known}
    usable = {name: value for name, value in values.items() if _usable(name, value)}
    if "basis" in usable:
        usable["basis"] = Basis(usable["basis"])
    usable["stated"] = _stated(values.get("stated"))
    return DEFAULT.changed(**usable)


def _usable(name: str, value: object) -> bool:
    if name == "basis":
        return value in set(Basis)
    if name == "weights":
        return value in WEIGHT_PRECISIONS
    if name == "kv":
        return value in KV_PRECISIONS
    default = getattr(DEFAULT, name)
    if isinstance(default, str):
        return isinstance(value, str)
    from trainer.study.workbench.fields import FIELDS

    return name in FIELDS and FIELDS[name].admits(value)


def _stated(pairs: object) -> tuple[tuple[str, float], ...]:
    if not isinstance(pairs, list):
        return ()
    usable = (pair for pair in pairs if isinstance(pair, list) and len(pair) == 2)
    return tuple((name, float(value)) for name, value in usable if _possible(name, value))


def _possible(name: object, value: object) -> bool:
    """Return whether the cost model's term ``name`` can be ``value``."""
    from trainer.costmodel.terms import TERMS

    if not isinstance(name, str) or name not in TERMS or not isinstance(value, int | float):
        return False
    return TERMS[name].least <= value <= TERMS[name].most and math.isfinite(value)
