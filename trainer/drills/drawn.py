"""Givens of a drill, drawn: what a seed makes of choices, ranges and catalogue entries."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from trainer.costmodel.terms import term
from trainer.drills.draws import read_draw
from trainer.drills.entries import ENTRY_KINDS, CatalogueSource, read_entries
from trainer.units.quantity import show_quantity

GIVEN_DIGITS = 6
"""Given numbers are shown as they are; this only hides the dust of binary fractions."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The numbers that ``supplied`` entries bring, those ``stated`` outright, and all in words."""

    supplied: dict[str, float] = field(default_factory=dict)
    stated: dict[str, float] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)


def drawn(givens: Mapping[str, object], catalogue: CatalogueSource, rng: random.Random) -> Drawn:
    """Return what ``rng`` draws of ``givens``, in the order of their names.

    The catalogue is asked for only where an entry is drawn. Raises BadInput for givens that the
    kinds' checks refuse.
    """
    found = Drawn()
    for name in sorted(givens):
        if name in ENTRY_KINDS:
            chosen = read_entries(givens[name]).draw(rng)
            found.supplied.update(catalogue().givens(name, chosen))
            found.shown[name] = catalogue().entry(name, chosen).name
        else:
            unit = term(name).unit
            found.stated[name] = read_draw(givens[name], unit).draw(rng)
            found.shown[name] = show_quantity(found.stated[name], unit, GIVEN_DIGITS)
    return found
