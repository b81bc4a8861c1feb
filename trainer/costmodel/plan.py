"""Deciding how to answer a question, from the names of its terms alone.

A plan depends on which terms are given, not on their values, so it is made once and used for
every position of a slider.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.costmodel.search import Chain, reachable, shortest
from trainer.costmodel.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer.costmodel.equation import Use

_GIVEN = 0
_AGREED = 1
_ASSUMED = 30
_RENTED_MONTH = 365 / 12

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Target:
    """A given that an unknown must be chosen to meet, and the steps from the unknown to it."""

    unknown: str
    met: str
    steps: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A given that also follows from other givens: the two values must agree."""

    given: str
    assumed: tuple[tuple[str, float], ...]
    steps: tuple[Use, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How ``asked`` follows: assumed values, an unknown to be sought (or none), then the steps."""

    asked: str
    assumed: tuple[tuple[str, float], ...]
    target: Target | None
    steps: tuple[Use, ...]
    leaves: frozenset[str]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked and which terms are given, with what may be assumed for the rest."""

    asked: str
    given: Names

    @property
    def agreed(self) -> dict[str, float]:
        """Return the conventions that no given overrides: how long a month and a year are."""
        calendar = any(TERMS[name].calendar for name in {*self.given, self.asked})
        values: dict[str, float] = {}
        for term in TERMS.values():
            if term.convention and term.name not in self.given and term.name != self.asked:
                month = calendar and term.name == "days_per_month"
                values[term.name] = _RENTED_MONTH if month else float(term.default or 0)
        return values

    @property
    def assumable(self) -> dict[str, float]:
        """Return the defaults of terms that the givens and conventions do not settle."""
        settled = reachable({*self.given, *self.agreed}, self.settles)
        return {
            term.name: term.default
            for term in TERMS.values()
            if term.default is not None
            and not term.convention
            and term.name not in settled
            and term.name != self.asked
        }

    def admits(self, use: Use) -> bool:
        """Return whether a step may be part of an answer: conventions are never worked out."""
        return use.target == self.asked or not TERMS[use.target].convention

    def settles(self, use: Use) -> bool:
        """Return whether a step leaves no choice, so that nothing need be assumed instead."""
        return use.sharp and not use.equation.fallback and not TERMS[use.target].convention


@functools.lru_cache(maxsize=4096)
def plan(asked: str, given: Names) -> Plan | None:
    """Return how to answer, or None if the givens do not settle ``asked``."""
    question = Question(asked, given)
    if asked in given:
        return Plan(asked, (), None, (), frozenset({asked}), tuple(_checks(asked, given)))
    assumable = {**question.agreed, **question.assumable}
    chain = shortest(asked, _leaves(given, assumable), question.admits)
    if chain is not None:
        return _planned(question, chain, None, assumable)
    return _targeted(question, assumable)


def _leaves(given: Names, assumable: dict[str, float]) -> dict[str, int]:
    """Return the terms that need no step, in the vocabulary's order, with their price."""
    return {
        name: _GIVEN if name in given else _AGREED if TERMS[name].convention else _ASSUMED
        for name in TERMS
        if name in given or name in assumable
    }


def _planned(
    question: Question, chain: Chain, target: Target | None, assumable: dict[str, float]
) -> Plan:
    read = {name for use in (target.steps if target else ()) for name in use.sources}
    leaves = chain.leaves | read
    assumed = tuple((name, value) for name, value in assumable.items() if name in leaves)
    used = (leaves & question.given) | ({target.met} if target else set())
    checks = tuple(_checks(question.asked, question.given))
    return Plan(question.asked, assumed, target, chain.steps, frozenset(used), checks)


def _checks(asked: str, given: Names) -> Iterator[Check]:
    """Yield, in the vocabulary's order, the givens that other givens settle as well."""
    for name in (term for term in TERMS if term in given):
        question = Question(name, given - {name})
        agreed = {term: value for term, value in question.agreed.items() if term != asked}

        def admits(use: Use, question: Question = question) -> bool:
            return question.settles(use) or (use.target == question.asked and use.sharp)

        chain = shortest(name, _leaves(question.given, agreed), admits)
        if chain is None:
            continue
        assumed = tuple((term, value) for term, value in agreed.items() if term in chain.leaves)
        leaves = tuple(term for term in TERMS if term in chain.leaves & question.given)
        yield Check(name, assumed, chain.steps, leaves)


def _targeted(question: Question, assumable: dict[str, float]) -> Plan | None:
    """Return a plan that seeks an unknown so that some given comes out as stated, or None."""
    best: tuple[int, Plan] | None = None
    for unknown in _unknowns(question, assumable):
        for met in (term for term in TERMS if term in question.given):
            found = _seeking(question, unknown, met, assumable)
            if found and (best is None or found[0] < best[0]):
                best = found
        if best and unknown == question.asked:
            break
    return best[1] if best else None


def _unknowns(question: Question, assumable: dict[str, float]) -> Iterator[str]:
    """Yield the terms that would settle the question if they were known, the asked one first."""
    yield question.asked
    known = {*question.given, *assumable}
    for name, term in TERMS.items():
        if name in known or name == question.asked or term.convention:
            continue
        if question.asked in reachable({*known, name}, question.admits):
            yield name


def _seeking(
    question: Question, unknown: str, met: str, assumable: dict[str, float]
) -> tuple[int, Plan] | None:
    def admits(use: Use) -> bool:
        return question.admits(use) and use.target != unknown

    known = _leaves(question.given | {unknown}, assumable)
    without = {name: cost for name, cost in known.items() if name != met}
    if met not in reachable(without, admits):
        return None
    way = shortest(met, without, admits)
    onward = shortest(question.asked, known, question.admits)
    if way is None or onward is None or unknown not in way.leaves:
        return None
    leaves = frozenset(way.leaves | onward.leaves) - {unknown}
    onward = Chain(onward.steps, leaves, onward.cost)
    target = Target(unknown, met, way.steps)
    return way.cost + onward.cost, _planned(question, onward, target, assumable)
