"""Answering a question: givens and an asked term in, a derivation out."""

from __future__ import annotations

import math
from collections.abc import Mapping

from trainer.costmodel import narrate
from trainer.costmodel.apply import apply, checked
from trainer.costmodel.checks import Check, checks
from trainer.costmodel.equation import Use, Way
from trainer.costmodel.missing import under_determined
from trainer.costmodel.plan import Plan, plan
from trainer.costmodel.problems import OutOfDomain, OutOfReach
from trainer.costmodel.seek import ROUNDED, seek
from trainer.costmodel.target import Target
from trainer.costmodel.terms import TERMS, term
from trainer.domain.derivation import Derivation

__all__ = ["evaluate", "solve"]

_MONTHS_APART = 0.02
"""Relative difference that months of 30 days and of 365/12 days explain."""


def solve(asked: str, givens: Mapping[str, float]) -> Derivation:
    """Return ``asked`` as it follows from ``givens``, with every step.

    Values are floats in their terms' units. The derivation lists only the givens it used.
    Raises :class:`UnknownTerm`, :class:`OutOfDomain`, :class:`UnderDetermined` (and says what
    would settle the question), :class:`Contradiction` and :class:`OutOfReach`.
    """
    return narrate.derivation(*_worked(asked, givens))


def evaluate(asked: str, givens: Mapping[str, float]) -> float:
    """Return the value alone that :func:`solve` would give: for charts and sliders."""
    return _worked(asked, givens)[1][asked]


def _worked(asked: str, givens: Mapping[str, float]) -> tuple[Plan, dict[str, float], float | None]:
    """Return the plan, the values it led to, and what the sought target (if any) came to."""
    values = {name: _admitted(name, value) for name, value in givens.items()}
    given = frozenset(values)
    for check in checks(term(asked).name, given):
        _compare(check, values)
    made = plan(asked, given)
    if made is None:
        raise under_determined(asked, given)
    values.update(made.assumed)
    reached = None
    if made.target is not None:
        stated = values[made.target.met]
        values[made.target.unknown] = _sought(made.target, values)
        _run(made.target.steps, values)
        reached, values[made.target.met] = values[made.target.met], stated
    _run(made.steps, values)
    return made, values, reached


def _admitted(name: str, value: float) -> float:
    known = term(name)
    number = float(value)
    if not math.isfinite(number) or not known.least <= number <= known.most:
        raise OutOfDomain(
            f"the {known.label} cannot be {known.shown(number)}",
            remedy=f"it lies between {known.shown(known.least)} and {known.shown(known.most)}",
        )
    return number


def _run(steps: tuple[Use, ...], values: dict[str, float]) -> None:
    for use in steps:
        values[use.target] = apply(use, values)


def _sought(target: Target, values: Mapping[str, float]) -> float:
    """Return the unknown at which the target's steps give the target's value."""
    trial = dict(values)

    def curve(value: float) -> float:
        trial[target.unknown] = value
        try:
            _run(target.steps, trial)
        except OutOfReach:
            return math.nan
        return trial[target.met]

    found = seek(curve, values[target.met], TERMS[target.unknown], TERMS[target.met])
    return checked(target.unknown, found)


def _compare(check: Check, values: Mapping[str, float]) -> None:
    """Raise :class:`Contradiction` if a given differs from what the other givens make it."""
    known = {**values, **dict(check.assumed)}
    stated = known.pop(check.given)
    derived = _derived(check, known)
    months = any(name == "days_per_month" for name, _ in check.assumed)
    if derived is None or math.isclose(
        stated, derived, rel_tol=_MONTHS_APART if months else ROUNDED
    ):
        return
    if abs(stated - derived) > _explained(check, known, derived):
        raise narrate.contradiction(check, stated, derived)


def _derived(check: Check, known: Mapping[str, float]) -> float | None:
    """Return what the other givens make the checked one, None if they do not tell.

    Worked back, an equation may have no value where forwards all is well: no wait tells no load.
    """
    trial = dict(known)
    try:
        _run(check.steps, trial)
    except OutOfReach:
        if all(use.way is Way.FORWARD for use in check.steps):
            raise
        return None
    return trial[check.given]


def _explained(check: Check, known: Mapping[str, float], derived: float) -> float:
    """Return how far rounding of any one given may move what follows: much, after a subtraction."""
    reached = 0.0
    for name in check.leaves:
        for nudge in (1 - ROUNDED, 1 + ROUNDED):
            moved = _derived(check, {**known, name: known[name] * nudge})
            reached = max(reached, math.inf if moved is None else abs(moved - derived))
    return reached
