"""What is asked, what is given, and what may be assumed for the rest."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from trainer.costmodel.equation import Equation, Use, Way
from trainer.costmodel.registry import conditional, yielded
from trainer.costmodel.search import reachable
from trainer.costmodel.terms import TERMS

Names = frozenset[str]

_GIVEN = 0
_AGREED = 1
_ASSUMED = 30
_RENTED_MONTH = 365 / 12


@dataclass(frozen=True)
class Question:
    """A question by its names alone: the same plan serves all values of the givens."""

    asked: str
    given: Names
    aside: str = ""
    """A term that is spoken of, though neither asked nor given: it decides which case it is."""

    @functools.cached_property
    def agreed(self) -> dict[str, float]:
        """Return the conventions that no given overrides: how long a month and a year are."""
        calendar = any(TERMS[name].calendar for name in {*self.given, self.asked})
        values: dict[str, float] = {}
        for term in TERMS.values():
            if term.convention and term.name not in self.given and term.name != self.asked:
                month = calendar and term.name == "days_per_month"
                values[term.name] = _RENTED_MONTH if month else float(term.default or 0)
        return values

    @functools.cached_property
    def assumed(self) -> dict[str, float]:
        """Return the defaults of terms that givens, conventions and other defaults leave open."""
        settled = reachable({*self.given, *self.agreed}, self.settles)
        return {
            term.name: float(term.default)
            for term in TERMS.values()
            if term.default is not None
            and not term.convention
            and term.name not in settled | self.computed
            and term.name != self.asked
        }

    @functools.cached_property
    def computed(self) -> set[str]:
        """Return what follows forwards from givens and defaults: it has no use for its own.

        Neither has what follows from the asked term: a default would answer for another value.
        """
        basic = {term.name for term in TERMS.values() if term.default is not None} - yielded()
        known = {*self.given, *self.agreed, *basic, self.asked} - {""}
        return reachable(known, self.follows) & yielded()

    @functools.cached_property
    def assumable(self) -> dict[str, float]:
        """Return all that may be taken for granted: conventions and defaults."""
        return {**self.agreed, **self.assumed}

    @functools.cached_property
    def leaves(self) -> dict[str, int]:
        """Return the terms that need no step, in the vocabulary's order, with their price."""
        return leaves(self.given, self.assumable)

    def applies(self, entry: Equation) -> bool:
        """Return whether the equation describes the case at hand (dense, or sparse, …)."""
        return not entry.supposed and entry.name not in self._elsewhere

    @functools.cached_property
    def _elsewhere(self) -> set[str]:
        """Return the names of the equations that describe another case than the one at hand."""
        stated = self.given | {self.asked, self.aside}
        out = {
            entry.name
            for entry in conditional()
            if not stated.isdisjoint(entry.unless)
            or (entry.only_with and stated.isdisjoint(entry.only_with))
        }
        shorter = (entry for entry in conditional() if entry.name not in out)
        return out.union(*(entry.instead_of for entry in shorter))

    def admits(self, use: Use) -> bool:
        """Return whether a step may be part of an answer: conventions are never worked out."""
        return self._open(use) and self.applies(use.equation)

    def supposes(self, use: Use) -> bool:
        """Return whether a step may be part of an answer for want of a better one."""
        return self._open(use) and use.equation.name not in self._elsewhere

    def _open(self, use: Use) -> bool:
        if TERMS[use.target].convention and use.target != self.asked:
            return False
        # nothing can be worked back from a value that was only assumed
        return use.way is Way.FORWARD or use.equation.result not in self.assumed

    def follows(self, use: Use) -> bool:
        """Return whether a step leaves no choice and goes forwards, so that defaults may be in it.

        Worked back from one default, another would be no default.
        """
        return use.way is Way.FORWARD and self.settles(use)

    def settles(self, use: Use) -> bool:
        """Return whether a step leaves no choice, so that nothing need be assumed instead."""
        firm = use.sharp and use.way is not Way.SEARCH and not use.equation.overridable
        return firm and not TERMS[use.target].convention and self.applies(use.equation)


def leaves(given: Names, assumable: dict[str, float]) -> dict[str, int]:
    """Return the terms that need no step, in the vocabulary's order, with their price."""
    return {
        name: _GIVEN if name in given else _AGREED if TERMS[name].convention else _ASSUMED
        for name in TERMS
        if name in given or name in assumable
    }
