"""Telling how an answer came about: the plan and its numbers as a derivation."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping

from trainer.costmodel import algebra
from trainer.costmodel.bands import band_for, realistic
from trainer.costmodel.checks import Check
from trainer.costmodel.equation import Basis, Use, Way
from trainer.costmodel.notation import render
from trainer.costmodel.plan import Plan
from trainer.costmodel.problems import Contradiction
from trainer.costmodel.registry import solved
from trainer.costmodel.target import Target
from trainer.costmodel.terms import TERMS
from trainer.domain.derivation import Derivation, Number, Step

_SCALED = ("s", "token/s", "USD/token", "USD/ktoken", "USD/Mtoken")
"""Units of what gets longer, slower or dearer by as much as hardware misses its roofline."""
_EFFICIENCIES = ("mfu", "mbu")

SEEK = "seek"
"""What a step is called that searches for the value of one term at which another meets a target."""

Values = Mapping[str, float]


def number(name: str, value: float) -> Number:
    """Return ``value`` of the term ``name`` with the term's label and unit."""
    entry = TERMS[name]
    return Number(name, entry.label, value, entry.unit)


def derivation(plan: Plan, values: Values, reached: float | None = None) -> Derivation:
    """Return the answer with its steps, assumptions and what to know about them.

    ``reached`` is what the plan's target came to: with counted things better than was asked for.
    """
    return Derivation(
        result=number(plan.asked, values[plan.asked]),
        givens=tuple(number(name, value) for name, value in values.items() if name in plan.givens),
        assumptions=tuple(number(name, value) for name, value in plan.assumed),
        steps=tuple(_steps(plan, values, reached)),
        notes=tuple(_notes(plan, values)),
        known=dict(values),
    )


def _steps(plan: Plan, values: Values, reached: float | None) -> Iterator[Step]:
    done: tuple[Use, ...] = ()
    if plan.target is not None and reached is not None:
        done = plan.target.steps
        found = {**values, plan.target.met: reached}
        yield from (_step(use, found) for use in done)
        yield _seek_step(plan.target, values, reached)
    yield from (_step(use, values) for use in plan.steps if use not in done)


def _step(use: Use, values: Values) -> Step:
    entry = use.equation
    return Step(
        equation=entry.name,
        formula=formula(use),
        inputs=tuple(number(name, values[name]) for name in use.sources),
        result=number(use.target, values[use.target]),
        source=entry.source,
        note="; ".join(_step_notes(use, values)),
    )


def _seek_step(target: Target, values: Values, reached: float) -> Step:
    unknown, met = TERMS[target.unknown], TERMS[target.met]
    stated = values[target.met]
    note = "found by search; the steps above show the numbers it leads to"
    if unknown.whole and reached != stated:
        note += f", {met.label} {met.shown(reached)} among them"
    return Step(
        equation=SEEK,
        formula=f"{unknown.symbol} such that {met.symbol} = {met.shown(stated)}",
        inputs=(number(target.met, stated),),
        result=number(target.unknown, values[target.unknown]),
        note=note,
    )


@functools.cache
def formula(use: Use) -> str:
    """Return the equation in symbols, solved for the use's target where algebra can."""
    tree = solved(use)
    if tree is not None:
        return f"{symbol(use.target)} = {render(tree, symbol)}"
    entry = use.equation
    right_side = render(algebra.parse(entry.formula), symbol)
    return f"{symbol(use.target)} such that {right_side} = {symbol(entry.result)}"


def symbol(name: str) -> str:
    """Return the symbol of the term ``name``."""
    return TERMS[name].symbol


def _step_notes(use: Use, values: Values) -> Iterator[str]:
    """Yield what a reader should know of this step: basis, validity, rounding."""
    entry = use.equation
    if entry.basis is Basis.ROOFLINE:
        read = _efficiencies(entry.inputs)
        yield f"realistic ({_stated(read, values)})" if _stated(read, values) else "roofline"
    if entry.note:
        yield entry.note
    if not use.sharp:
        met = TERMS[entry.result].label
        whole = f"a whole number, such that the {met} asked for is met"
        yield whole if TERMS[use.target].whole else f"the limit up to which the {met} holds"


def _efficiencies(inputs: tuple[str, ...]) -> tuple[str, ...]:
    """Return which efficiencies are in a step: its own, or all where it only joins times."""
    own = tuple(name for name in _EFFICIENCIES if name in inputs)
    return own or (() if "gpus" in inputs else _EFFICIENCIES)


def _stated(efficiencies: tuple[str, ...], values: Values) -> str:
    """Return the efficiencies below 1 in words, "" at the roofline."""
    below = [name for name in efficiencies if values.get(name, 1) != 1]
    return ", ".join(f"{TERMS[name].label} {values[name]:.3g}" for name in below)


def _notes(plan: Plan, values: Values) -> Iterator[str]:
    """Yield what holds for the answer as a whole: how far it may be trusted."""
    result = TERMS[plan.asked]
    if not result.low <= values[plan.asked] <= result.high:
        usual = f"{result.shown(result.low)} to {result.shown(result.high)}"
        yield f"worth a second look: the usual range of the {result.label} is {usual}"
    uses = (*(plan.target.steps if plan.target else ()), *plan.steps)
    bases = {use.equation.basis for use in uses}
    stated = _stated(_EFFICIENCIES, values)
    if Basis.ROOFLINE in bases and not stated:
        band = band_for(plan.asked, values)
        if plan.target is None and all(use.way is Way.FORWARD for use in plan.steps):
            reached = f"{band.situation} reached {band.shown} of it"
            yield f"roofline: hardware never beats it; {reached}{_counted_on(plan, values)}"
        else:
            yield f"roofline: hardware at its limit, of which {band.situation} reached {band.shown}"
    elif Basis.ROOFLINE in bases:
        yield f"realistic: counts with {stated} instead of the roofline"
    if Basis.ESTIMATE in bases:
        yield "an estimate: right in trend and order of magnitude, not to three digits"


def _counted_on(plan: Plan, values: Values) -> str:
    """Return between which values to count on, "" where the answer is no time, rate or cost."""
    result = TERMS[plan.asked]
    if result.unit not in _SCALED:
        return ""
    low, high = realistic(plan.asked, values[plan.asked], band_for(plan.asked, values))
    ends = dict.fromkeys(result.shown(end, 3) for end in (low, high))
    return f": count on {' to '.join(ends)}"


def contradiction(check: Check, stated: float, derived: float) -> Contradiction:
    """Return the refusal that names the two givens that disagree, and by what factor."""
    given = TERMS[check.given]
    other = TERMS[_nearest_given(check)]
    ratio = stated / derived if derived else math.inf
    factor = max(ratio, 1 / ratio) if ratio > 0 else math.inf
    company = [TERMS[name].label for name in check.leaves if name != other.name]
    together = f" (with {', '.join(company)})" if company else ""
    return Contradiction(
        f"{given.label} is given as {given.shown(stated)}, but {other.label}{together} "
        f"makes it {given.shown(derived)}: they disagree by a factor of {factor:.3g}",
        terms=(check.given, other.name),
        factor=factor,
    )


def _nearest_given(check: Check) -> str:
    """Return the given read latest on the way: the one that most directly says otherwise."""
    read = [name for use in reversed(check.steps) for name in use.sources]
    return next(name for name in read if name in check.leaves)
