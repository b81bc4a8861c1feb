"""What to say when the givens do not settle the question."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from trainer.costmodel.equation import Way
from trainer.costmodel.problems import UnderDetermined
from trainer.costmodel.question import Names, Question
from trainer.costmodel.registry import uses
from trainer.costmodel.search import shortest
from trainer.costmodel.terms import TERMS

_MOST = 3
_USUAL_COST = 1000
_UNUSUAL_COST = 2500
_OFTEN_STATED = {
    "context_tokens",
    "cost_per_token",
    "parameters",
    "throughput",
    "tokens_per_day",
    "tpot",
    "ttft",
}
"""Terms that people state although they follow from others."""


def under_determined(asked: str, given: Names) -> UnderDetermined:
    """Return the refusal that names the givens which would settle ``asked``."""
    question = Question(asked, given)
    found = sorted(_single(question))
    usual = [entry for entry in found if entry[-1] in _usual()]
    groups = list(_groups(question)) if not usual else []
    single: list[tuple[str, ...]] = [(entry[-1],) for entry in usual or found]
    settled_by = (groups + [group for group in single if group not in groups])[:_MOST]
    ways = "; or ".join(_listed(group) for group in settled_by)
    remedy = f"also give {ways}" if ways else "no addition to them does"
    what = f"the givens do not settle {TERMS[asked].label}"
    return UnderDetermined(what, remedy=remedy, settled_by=settled_by)


def _listed(names: Iterable[str]) -> str:
    return " and ".join(f"{TERMS[name].label} ({name})" for name in names)


@functools.cache
def _usual() -> set[str]:
    """Return the terms that one may expect to be told: those that no equation yields."""
    yielded = {use.target for use in uses() if use.way is Way.FORWARD}
    return {name for name in TERMS if name not in yielded} | _OFTEN_STATED


def _single(question: Question) -> Iterator[tuple[int, int, int, str]]:
    """Yield single terms that would do: how many givens stay unused, the cost, the place."""
    for place, name in enumerate(TERMS):
        if name in question.leaves or name == question.asked:
            continue
        known = {**question.leaves, name: 0}
        chain = shortest(question.asked, known, question.admits)
        if chain is not None:
            yield len(question.given - chain.leaves), chain.cost, place, name


def _groups(question: Question) -> Iterator[tuple[str, ...]]:
    """Yield the smallest group of usual terms that would do together, if there is one."""
    leaves = {
        name: question.leaves.get(name, _USUAL_COST if name in _usual() else _UNUSUAL_COST)
        for name in TERMS
        if name != question.asked
    }
    chain = shortest(question.asked, leaves, question.admits)
    if chain is not None:
        yield tuple(name for name in TERMS if name in chain.leaves and name not in question.leaves)
