"""What a slip can be recognised from: the question as it was solved, and one possible slip."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from trainer.costmodel.rework import rework
from trainer.domain.derivation import Derivation, Number
from trainer.units.quantity import base_units

FIT_DECADES = 0.01
"""How near an error must be to a slip's factor: 2.3 %, room for an answer rounded to 2 digits."""

_NOTICEABLE = 0.02
"""How far from the right answer, in decades, a slip must lead to be told."""

Resolve = Callable[[Mapping[str, float]], float | None]
"""Gives the answer to the same question with some givens changed, None if there is none."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip that could have been made here: it multiplies the right answer by ``factor``."""

    code: str
    factor: float
    message: str
    fix: str = ""
    fit: float = FIT_DECADES

    def misfit(self, ratio: float) -> float:
        """Return how far, in decades, ``ratio`` is from this slip's factor."""
        return abs(math.log10(ratio / self.factor))


@dataclass(frozen=True, slots=True)
class Situation:
    """What a slip can be recognised from. ``unit`` is the unit the answer was expected in."""

    derivation: Derivation
    unit: str
    better: str
    resolve: Resolve

    @property
    def leaves(self) -> dict[str, Number]:
        """Return the numbers put in: those given and those assumed."""
        both = (*self.derivation.givens, *self.derivation.assumptions)
        return {number.term: number for number in both}

    @property
    def terms(self) -> frozenset[str]:
        """Return the names of every term the solution touches."""
        return frozenset(number.term for number in self._numbers())

    def bases(self) -> list[frozenset[str]]:
        """Return the base units of each number the solution touches, and of the answer."""
        units = {number.unit for number in self._numbers()} | {self.unit}
        return [base_units(unit) for unit in units]

    def touches(self, *names: str) -> bool:
        """Tell whether each of the base units occurs somewhere in the solution."""
        return all(any(name in unit for unit in self.bases()) for name in names)

    def instead(
        self, changed: Mapping[str, float], code: str, message: str, fix: str = ""
    ) -> Iterator[Slip]:
        """Yield the slip of having counted with ``changed``, if it leads to another answer."""
        value = rework(self.derivation, changed)
        yield from self.reached(
            self.resolve(changed) if value is None else value, code, message, fix
        )

    def reached(
        self, value: float | None, code: str, message: str, fix: str = ""
    ) -> Iterator[Slip]:
        """Yield the slip that leads to ``value`` in the answer's own unit, if that is another."""
        right = self.derivation.result.value
        if value is not None and value > 0 and abs(math.log10(value / right)) > _NOTICEABLE:
            yield Slip(code.replace("_", "-"), value / right, message, fix)

    def _numbers(self) -> Iterator[Number]:
        yield self.derivation.result
        yield from self.leaves.values()
        for step in self.derivation.steps:
            yield from step.inputs
            yield step.result
