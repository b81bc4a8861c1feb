"""What to say when the givens do not settle the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.costmodel.plan import Names, Question
from trainer.costmodel.problems import UnderDetermined
from trainer.costmodel.search import shortest
from trainer.costmodel.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST = 3
_MISSING = 1000


def under_determined(asked: str, given: Names) -> UnderDetermined:
    """Return the refusal that names the givens which would settle ``asked``."""
    question = Question(asked, given)
    assumable = {**question.agreed, **question.assumable}
    single = sorted(_single(question, assumable))[:_MOST]
    settled_by: list[tuple[str, ...]] = [(name,) for *_, name in single]
    settled_by = settled_by or list(_group(question, assumable))
    ways = "; or ".join(_listed(group) for group in settled_by)
    remedy = f"also give {ways}" if ways else "no addition to them does"
    return UnderDetermined(TERMS[asked].label, settled_by, remedy)


def _listed(names: Iterable[str]) -> str:
    return " and ".join(f"{TERMS[name].label} ({name})" for name in names)


def _single(question: Question, assumable: Iterable[str]) -> Iterator[tuple[int, int, int, str]]:
    """Yield single terms that would do: how many givens stay unused, the cost, the place."""
    known = {*question.given, *assumable}
    for place, name in enumerate(TERMS):
        if name in known or name == question.asked:
            continue
        chain = shortest(question.asked, dict.fromkeys((*known, name), 0), question.admits)
        if chain is not None:
            yield len(question.given - chain.leaves), chain.cost, place, name


def _group(question: Question, assumable: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the smallest group of terms that would do together, if there is one."""
    known = {*question.given, *assumable}
    leaves = {name: 0 if name in known else _MISSING for name in TERMS if name != question.asked}
    chain = shortest(question.asked, leaves, question.admits)
    if chain is not None:
        yield tuple(name for name in TERMS if name in chain.leaves - known)
