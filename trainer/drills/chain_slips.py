"""Slips in a chain of steps: stopping at one of them, or leaving one of its summands out."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.domain.derivation import Number
from trainer.drills.situation import Situation, Slip
from trainer.units.quantity import show_quantity


def of_stopping(situation: Situation) -> Iterator[Slip]:
    """Yield what stands on the way in the unit that is asked for: a part taken for the whole."""
    result = situation.derivation.result
    for number in _on_the_way(situation):
        if number.unit == result.unit and number.unit != "1":
            message = f"That is the {number.label}, not the {result.label}."
            yield from situation.reached(number.value, f"is-{number.term}", message)


def of_forgetting(situation: Situation) -> Iterator[Slip]:
    """Yield what comes out without one of the numbers that are added up, or taken away."""
    for number in _on_the_way(situation):
        shown = show_quantity(number.value, number.unit)
        message = f"You left out the {number.label} ({shown})."
        yield from situation.instead({number.term: 0.0}, f"forgot-{number.term}", message)


def _on_the_way(situation: Situation) -> Iterator[Number]:
    """Yield each number that enters a step once, the last steps first."""
    seen = {situation.derivation.result.term}
    for step in reversed(situation.derivation.steps):
        for number in step.inputs:
            if number.term not in seen and number.value:
                seen.add(number.term)
                yield number
