"""Every equation, and every way each of them can be used."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator

from trainer.costmodel import (
    algebra,
    capacity,
    compute,
    fleet,
    footprint,
    latency,
    money,
    quality,
    queueing,
    throughput,
)
from trainer.costmodel.equation import Equation, Use, Way
from trainer.costmodel.terms import TERMS

EQUATIONS: tuple[Equation, ...] = (
    *money.EQUATIONS,
    *footprint.EQUATIONS,
    *capacity.EQUATIONS,
    *compute.EQUATIONS,
    *latency.EQUATIONS,
    *throughput.EQUATIONS,
    *fleet.EQUATIONS,
    *queueing.EQUATIONS,
    *quality.EQUATIONS,
)

_COST = {Way.FORWARD: 100, Way.ALGEBRA: 110, Way.SEARCH: 160}
"""What a step costs in the choice of the shortest way: forward first, searching last."""


@functools.cache
def uses() -> tuple[Use, ...]:
    """Return every way to use every equation, forward uses first within an equation."""
    found: list[Use] = []
    for entry in EQUATIONS:
        for target, way in _ways(entry):
            terms = (*entry.inputs, entry.result)
            sources = tuple(name for name in terms if name != target)
            sharp = _sharp(entry, target)
            found.append(Use(entry, target, sources, way, sharp, _COST[way], len(found)))
    return tuple(found)


def _ways(entry: Equation) -> Iterator[tuple[str, Way]]:
    yield entry.result, Way.FORWARD
    tree = algebra.parse(entry.formula)
    for name in entry.inputs:
        if name in entry.fixed:
            continue
        solved = algebra.isolate(entry.result, tree, name)
        yield name, Way.SEARCH if solved is None else Way.ALGEBRA


@functools.cache
def solved(use: Use) -> ast.expr | None:
    """Return the tree of the target's value as the use computes it, None where it searches."""
    entry = use.equation
    tree = algebra.parse(entry.formula)
    if use.way is Way.FORWARD:
        return tree
    return algebra.isolate(entry.result, tree, use.target)


def _sharp(entry: Equation, target: str) -> bool:
    return target == entry.result or (
        algebra.is_sharp(algebra.parse(entry.formula), target) and not TERMS[target].whole
    )


@functools.cache
def _by_name() -> dict[tuple[str, str], Use]:
    return {(use.equation.name, use.target): use for use in uses()}


@functools.cache
def conditional() -> tuple[Equation, ...]:
    """Return the equations that describe one case and not another."""
    return tuple(entry for entry in EQUATIONS if entry.unless or entry.only_with)


@functools.cache
def decisive() -> frozenset[str]:
    """Return the terms whose being spoken of decides which equations describe the case."""
    return frozenset(name for entry in EQUATIONS for name in (*entry.unless, *entry.only_with))


@functools.cache
def yielded() -> frozenset[str]:
    """Return the terms that some equation yields; the others can only be given or assumed."""
    return frozenset(entry.result for entry in EQUATIONS)


def use(equation: str, target: str) -> Use:
    """Return the use of the equation of that name for ``target``. Raises KeyError."""
    return _by_name()[equation, target]


@functools.cache
def uses_by_source() -> dict[str, tuple[Use, ...]]:
    """Return, for each term, the uses that read it."""
    readers: dict[str, list[Use]] = {}
    for use in uses():
        for source in use.sources:
            readers.setdefault(source, []).append(use)
    return {name: tuple(found) for name, found in readers.items()}
