"""Questions that no single equation answers: seek an unknown so that a given is met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.costmodel.equation import Use, Way
from trainer.costmodel.question import Question, leaves
from trainer.costmodel.search import Admits, Chain, reachable, shortest
from trainer.costmodel.terms import TERMS


@dataclass(frozen=True, slots=True)
class Target:
    """A given that ``unknown`` must be chosen to meet, and the steps from the one to the other."""

    unknown: str
    met: str
    steps: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """A target, the steps from its unknown on to what is asked, and all they rest on."""

    target: Target
    onward: tuple[Use, ...]
    leaves: frozenset[str]
    cost: int


def aim(question: Question) -> Aim | None:
    """Return the cheapest way to answer by seeking an unknown, or None if there is none.

    The asked term itself is tried first; then terms from which it would follow.
    """
    aims = list(_aims(question, question.asked))
    if not aims:
        aims = [found for unknown in _hidden(question) for found in _aims(question, unknown)]
    return min(aims, key=_ease, default=None)


def _ease(found: Aim) -> tuple[int, int]:
    """Return what to choose by: a target computed forwards is the best conditioned."""
    return sum(use.way is not Way.FORWARD for use in found.target.steps), found.cost


def _hidden(question: Question) -> Iterator[str]:
    """Yield the terms that might settle the question if they were known."""
    for name, term in TERMS.items():
        if not (name in question.leaves or name == question.asked or term.convention):
            yield name


def _aims(question: Question, unknown: str) -> Iterator[Aim]:
    """Yield the ways to fix ``unknown`` by one of the givens."""
    once_known = Question(question.asked, question.given | {unknown})
    assumable = {
        name: value for name, value in question.assumable.items() if name not in once_known.computed
    }
    known = leaves(once_known.given, assumable)

    def admits(use: Use) -> bool:
        # a limit worked back from a count would meet the target at the wrong end
        exact = use.sharp or use.way is Way.FORWARD
        return exact and use.target != unknown and once_known.admits(use)

    if question.asked not in reachable(known, once_known.admits):
        return
    for met in (name for name in known if name in question.given):
        way = _way(unknown, met, {name: known[name] for name in known if name != met}, admits)
        onward = shortest(question.asked, known, once_known.admits) if way else None
        if way is not None and onward is not None:
            rest = (way.leaves | onward.leaves) - {unknown}
            target = Target(unknown, met, way.steps)
            yield Aim(target, onward.steps, rest, way.cost + onward.cost)


def _way(unknown: str, met: str, known: dict[str, int], admits: Admits) -> Chain | None:
    """Return the steps by which ``met`` depends on ``unknown``, if it does."""
    if met not in reachable(known, admits):
        return None
    way = shortest(met, known, admits)
    return way if way is not None and unknown in way.leaves else None
