"""A worked answer worked again with other numbers: what a slip would have led to."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.costmodel.apply import apply
from trainer.costmodel.problems import OutOfReach
from trainer.costmodel.registry import use
from trainer.domain.derivation import Derivation


def rework(derivation: Derivation, changed: Mapping[str, float]) -> float | None:
    """Return what the same steps lead to with the ``changed`` terms kept at their new values.

    The steps are not chosen anew and givens are not compared, so a term may be changed that others
    settle too. None where a step has no value then, or is no equation's (a search).
    """
    values = {**derivation.known, **changed}
    for step in derivation.steps:
        name = step.result.term
        if name not in changed:
            try:
                values[name] = apply(use(step.equation, name), values)
            except (KeyError, OutOfReach):
                return None
    return values[derivation.result.term]
