"""Deciding how to answer a question, from the names of its terms alone.

A plan depends on which terms are given, not on their values, so it is made once and used for
every position of a slider.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from trainer.costmodel.equation import Use
from trainer.costmodel.question import Names, Question
from trainer.costmodel.search import shortest
from trainer.costmodel.target import Target, aim


@dataclass(frozen=True, slots=True)
class Plan:
    """How ``asked`` follows: assumed values, an unknown to be sought (or none), then the steps.

    ``givens`` are the given terms that are used.
    """

    asked: str
    assumed: tuple[tuple[str, float], ...]
    target: Target | None
    steps: tuple[Use, ...]
    givens: Names


@functools.lru_cache(maxsize=4096)
def plan(asked: str, given: Names) -> Plan | None:
    """Return how to answer, or None if the givens do not settle ``asked``."""
    question = Question(asked, given)
    if asked in given:
        return _plan(question, frozenset({asked}), None, ())
    chain = shortest(asked, question.leaves, question.admits)
    if chain is not None:
        return _plan(question, chain.leaves, None, chain.steps)
    found = aim(question)
    if found is not None:
        return _plan(question, found.leaves | {found.target.met}, found.target, found.onward)
    chain = shortest(asked, question.leaves, question.supposes)
    return None if chain is None else _plan(question, chain.leaves, None, chain.steps)


def _plan(question: Question, leaves: Names, target: Target | None, steps: tuple[Use, ...]) -> Plan:
    assumed: tuple[tuple[str, float], ...] = ()
    if leaves - question.given:
        assumable = question.assumable.items()
        assumed = tuple((name, value) for name, value in assumable if name in leaves)
    return Plan(question.asked, assumed, target, steps, leaves & question.given)
