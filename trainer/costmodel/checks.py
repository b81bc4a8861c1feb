"""Which givens say the same twice, and so could contradict each other."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.costmodel.equation import Use
from trainer.costmodel.question import Names, Question, leaves
from trainer.costmodel.registry import decisive
from trainer.costmodel.search import reachable, shortest
from trainer.costmodel.terms import TERMS


@dataclass(frozen=True, slots=True)
class Check:
    """A given that also follows from other givens: the two values must agree.

    ``assumed`` are the conventions that enter, ``leaves`` the other givens.
    """

    given: str
    assumed: tuple[tuple[str, float], ...]
    steps: tuple[Use, ...]
    leaves: tuple[str, ...]


def checks(asked: str, given: Names) -> tuple[Check, ...]:
    """Return, in the vocabulary's order, the givens that other givens settle as well."""
    matters = TERMS[asked].convention or asked in decisive()
    return _checks(asked if matters else "", given)


@functools.lru_cache(maxsize=1024)
def _checks(asked: str, given: Names) -> tuple[Check, ...]:
    names = (name for name in TERMS if name in given)
    return tuple(check for name in names for check in _check(name, given, asked))


def _check(name: str, given: Names, asked: str) -> Iterator[Check]:
    """Yield how ``given`` without ``name`` settles it; an ``asked`` convention is not assumed."""
    question = Question(name, given - {name}, asked)
    agreed = {term: value for term, value in question.agreed.items() if term != asked}
    known = leaves(question.given, agreed)
    settled = name in reachable(known, question.settles)
    chain = shortest(name, known, question.settles) if settled else None
    if chain is not None:
        assumed = tuple((term, value) for term, value in agreed.items() if term in chain.leaves)
        read = tuple(term for term in TERMS if term in chain.leaves & question.given)
        yield Check(name, assumed, chain.steps, read)
