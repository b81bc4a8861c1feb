"""The vocabulary: every quantity the cost model knows, with unit, meaning and plausible range."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trainer.costmodel.problems import UnknownTerm
from trainer.costmodel.vocabulary import (
    architecture,
    fleet,
    machine,
    money,
    quality,
    queueing,
    serving,
)
from trainer.costmodel.vocabulary.term import Term
from trainer.errors import did_you_mean, nearest

__all__ = ["TERMS", "Term", "term"]

_SUBJECTS = (money, serving, architecture, machine, fleet, queueing, quality)

TERMS: Mapping[str, Term] = MappingProxyType(
    {entry.name: entry for subject in _SUBJECTS for entry in subject.TERMS}
)
"""Every term by its name, in the order of the subjects."""


def term(name: str) -> Term:
    """Return the term called ``name``. Raises :class:`UnknownTerm`, with the nearest names."""
    found = TERMS.get(name)
    if found is None:
        near = nearest_terms(name)
        remedy = did_you_mean(near, "'triad terms' lists them all")
        raise UnknownTerm(f"there is no term '{name}'", remedy=remedy, suggestions=near)
    return found


def nearest_terms(name: str, most: int = 2) -> list[str]:
    """Return up to ``most`` term names that look like ``name``, the likeliest first."""
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    by_label = {entry.label.replace(" ", "_"): entry.name for entry in TERMS.values()}
    if wanted in by_label:
        return [by_label[wanted]]
    return nearest(wanted, TERMS, most)
