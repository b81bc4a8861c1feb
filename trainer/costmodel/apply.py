"""Putting numbers into one use of an equation."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping

from trainer.costmodel import algebra
from trainer.costmodel.equation import Use, Way
from trainer.costmodel.problems import OutOfReach
from trainer.costmodel.registry import solved
from trainer.costmodel.seek import CLOSE, out_of_reach, pick_count, seek
from trainer.costmodel.terms import TERMS

Values = Mapping[str, float]

_NOTHING = 1e-15
"""Below this a difference from zero is noise, whatever the unit."""


_WHY: Mapping[type[Exception], str] = {
    ZeroDivisionError: "something would be divided by zero",
    OverflowError: "it would be too large to be written",
}
"""What the interpreter means by its own faults, in words for a reader."""


def apply(use: Use, values: Values) -> float:
    """Return the value of the use's target. Raises :class:`OutOfReach` where there is none."""
    try:
        if use.way is Way.FORWARD:
            found = use.equation.function(*[values[name] for name in use.equation.inputs])
        elif use.way is Way.ALGEBRA:
            found = _by_algebra(use, values)
        else:
            found = _by_search(use, values)
    except (ZeroDivisionError, OverflowError, ValueError) as fault:
        label, why = TERMS[use.target].label, _WHY.get(type(fault), str(fault))
        raise OutOfReach(f"the {label} has no value with these givens: {why}") from fault
    return checked(use.target, _without_noise(use, values, found))


def _without_noise(use: Use, values: Values, found: float) -> float:
    """Return ``found``, or the least its term can be if only cancelling puts it below.

    What is left of a large number less another large one is noise of the size of their last bits.
    """
    term = TERMS[use.target]
    if found >= term.least:
        return found
    alike = (values[name] for name in use.sources if TERMS[name].unit == term.unit)
    noise = CLOSE * max((abs(value) for value in alike), default=0.0)
    return float(term.least) if found >= term.least - noise else found


def checked(name: str, value: float) -> float:
    """Return ``value`` if the term can have it, else raise :class:`OutOfReach`."""
    term = TERMS[name]
    slack = CLOSE * abs(value)
    if math.isfinite(value) and term.least - slack <= value <= term.most + slack:
        return value
    raise OutOfReach(
        f"the {term.label} would come to {term.shown(value)}, which cannot be",
        remedy="the givens do not go together",
    )


@functools.cache
def _inverse(use: Use) -> algebra.Compute:
    tree = solved(use)
    if tree is None:
        raise AssertionError(f"{use.equation.name} has no inverse for {use.target}")
    return algebra.compile_tree(tree)


def _forward_curve(use: Use, values: Values) -> Callable[[float], float]:
    """Return the equation as a function of the use's target alone."""
    function, inputs = use.equation.function, use.equation.inputs
    arguments = [values.get(name, 0.0) for name in inputs]
    place = inputs.index(use.target)

    def curve(value: float) -> float:
        arguments[place] = value
        try:
            return function(*arguments)
        except (ZeroDivisionError, OverflowError, ValueError):
            return math.nan

    return curve


def _by_algebra(use: Use, values: Values) -> float:
    found = _inverse(use)(values)
    if use.sharp:
        return found
    curve, given = _forward_curve(use, values), values[use.equation.result]
    target, met = TERMS[use.target], TERMS[use.equation.result]
    if target.whole:
        around = (math.floor(found), math.ceil(found))
        nearest = round(found)
        if math.isclose(found, nearest, rel_tol=CLOSE):
            around = (nearest, nearest)
        return pick_count(curve, given, around, target, met)
    if math.isclose(curve(found), given, rel_tol=CLOSE, abs_tol=_NOTHING):
        return found
    raise out_of_reach(curve, given, target, met)


def _by_search(use: Use, values: Values) -> float:
    curve, given = _forward_curve(use, values), values[use.equation.result]
    return seek(curve, given, TERMS[use.target], TERMS[use.equation.result])
