"""What to say when the givens do not settle the question."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from trainer.costmodel.problems import UnderDetermined
from trainer.costmodel.question import Names, Question
from trainer.costmodel.registry import yielded
from trainer.costmodel.search import shortest
from trainer.costmodel.terms import TERMS

_MOST = 3
_LARGEST = 6
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
    completed = (_completed(question, group) for group in groups + single)
    settled_by = list(dict.fromkeys(group for group in completed if group))[:_MOST]
    ways = "; or ".join(_listed(group) for group in settled_by)
    remedy = f"also give {ways}" if ways else "no addition to them does"
    what = f"the givens do not settle {TERMS[asked].label}"
    return UnderDetermined(what, remedy=remedy, settled_by=settled_by)


def _listed(names: Iterable[str]) -> str:
    *before, last = (f"{TERMS[name].label} ({name})" for name in names)
    return f"{', '.join(before)} and {last}" if before else last


@functools.cache
def _usual() -> set[str]:
    """Return the terms that one may expect to be told: those that no equation yields."""
    return (TERMS.keys() - yielded()) | _OFTEN_STATED


def _single(question: Question) -> Iterator[tuple[int, int, int, str]]:
    """Yield single terms that would do: how many givens stay unused, the cost, the place."""
    for place, name in enumerate(TERMS):
        if name in question.leaves or name == question.asked:
            continue
        known = {**question.leaves, name: 0}
        chain = shortest(question.asked, known, question.admits)
        if chain is not None:
            yield len(question.given - chain.leaves), chain.cost, place, name


def _completed(question: Question, group: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``group`` with what else it takes, () if nothing sensible does.

    A term that is given can rule out the very equation that made it look enough.
    """
    for _ in range(_MOST):
        known = Question(question.asked, question.given | {*group})
        if shortest(known.asked, known.leaves, known.admits) is not None:
            return group
        found = list(_groups(known)) or [()]
        basic = all(_is_basic(name, question) for name in group)
        group = tuple(name for name in TERMS if name in {*group, *found[-1 if basic else 0]})
    return ()


def _groups(question: Question) -> Iterator[tuple[str, ...]]:
    """Yield the smallest groups that would do together: of usual terms, and of basic ones.

    Basic terms are those that no equation yields: what one knows before any computing.
    """
    leaves = {
        name: question.leaves.get(name, _USUAL_COST if name in _usual() else _UNUSUAL_COST)
        for name in TERMS
        if name != question.asked
    }
    basic = {name: cost for name, cost in leaves.items() if _is_basic(name, question)}
    for known in (leaves, basic):
        chain = shortest(question.asked, known, question.admits)
        if chain is not None:
            group = tuple(n for n in TERMS if n in chain.leaves and n not in question.leaves)
            if len(group) <= _LARGEST:
                yield group


def _is_basic(name: str, question: Question) -> bool:
    return name in question.leaves or name not in yielded()
