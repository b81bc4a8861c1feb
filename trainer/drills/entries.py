"""Givens that name a catalogue entry: a language model or an accelerator with all its numbers."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from trainer.costmodel.catalogue import Catalogue

ENTRY_KINDS = ("model", "accelerator")
"""The words under which a given names an entry instead of a term."""


class Supplies(Protocol):
    """Where the numbers of an entry come from: a catalogue, as far as drawing needs it."""

    def givens(self, kind: str, name: str, /) -> Mapping[str, float]:
        """Return the terms that the entry supplies, in their units.

        Raises BadInput, with the nearest names, for an entry that does not exist.
        """
        ...


CatalogueSource = Callable[[], "Catalogue"]
"""Gives the catalogue when the first entry is drawn, not before: reading it takes 30 ms."""


@functools.cache
def shipped_catalogue() -> Catalogue:
    """Return the catalogue that everybody has: a deck must not depend on one user's own entries."""
    from trainer.costmodel.catalogue import load_catalogue

    return load_catalogue()


class EntryDraw(NamedTuple):
    """One of several entries of a kind, or just one."""

    names: tuple[str, ...]

    @property
    def varies(self) -> bool:
        """Tell whether two seeds can draw different entries."""
        return len(self.names) > 1

    def draw(self, rng: random.Random) -> str:
        """Return the name of one entry; a fixed one costs no random number."""
        return self.names[int(rng.random() * len(self.names))] if self.varies else self.names[0]


def read_entries(given: object) -> EntryDraw:
    """Return which entries a deck states: ``h100-sxm`` or ``{one_of: [h100-sxm, a100-80]}``.

    Raises BadGiven.
    """
    from trainer.drills.draws import BadGiven

    if isinstance(given, str):
        return EntryDraw((given,))
    if not isinstance(given, Mapping) or list(given) != ["one_of"]:
        raise BadGiven("a catalogue entry is given by its name or by one_of: [name, name]")
    names = given["one_of"]
    if not isinstance(names, list | tuple) or len(names) < 2:
        raise BadGiven("'one_of' is a list of 2 or more names", "one_of")
    for place, name in enumerate(names):
        if not isinstance(name, str):
            raise BadGiven("the name of a catalogue entry is text", "one_of", place)
    return EntryDraw(tuple(names))
