"""A number together with how it came about. Built while computing, so it cannot disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Number:
    """One value of one term, in that term's unit.

    ``term`` is a name of the cost model's vocabulary; ``label`` is how people call it.
    """

    term: str
    label: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Step:
    """One equation with the numbers put in.

    ``formula`` is the equation in symbols as it was used (solved for ``result``), ``note`` says
    what a reader should know about its validity, ``source`` where it comes from.
    """

    equation: str
    formula: str
    inputs: tuple[Number, ...]
    result: Number
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Derivation:
    """The answer to one question put to the cost model, with every step that led to it.

    ``givens`` are the numbers put in by the asker, ``assumptions`` those the model supplied
    itself (a 30-day month); both are shown. ``steps`` stand in the order of computing and the
    last one yields ``result``; there are none when the asked term was itself a given.
    """

    result: Number
    givens: tuple[Number, ...]
    assumptions: tuple[Number, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    known: Mapping[str, float] = field(default_factory=dict)
    """Every term that became known on the way, by name, in its unit."""
