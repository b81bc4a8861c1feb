"""One thing in the catalogue: a language model, an accelerator or a price, with its provenance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

OLD_AFTER_MONTHS = 12
"""A price older than this is shown with its age."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue knows of one thing.

    ``terms`` holds values of the cost model's terms in their units. ``date`` is ISO text, as exact
    as known (``2026``, ``2026-09``, ``2026-09-24``). ``own`` tells entries of the user from
    shipped ones.
    """

    kind: str
    id: str
    name: str
    source: str
    date: str
    terms: Mapping[str, float]
    peaks: Mapping[str, float] = field(default_factory=dict)
    """Of an accelerator: dense peak FLOP/s by number format (bf16, fp8, int8, fp4)."""
    accelerator: str = ""
    """Of a price: the accelerator that is rented for it."""
    standing: str = ""
    note: str = ""
    own: bool = False
    also: tuple[str, ...] = ()
    """Other names it goes by, such as those of releases with the same sizes."""

    def goes_by(self, name: str) -> bool:
        """Return whether ``name`` is the entry's id, name or other name, however it is spelt.

        ``Llama-3.1-70B`` is ``llama3.1-70b``: letters' case, spaces, hyphens do not count.
        """
        return _folded(name) in map(_folded, (self.id, self.name, *self.also))

    def begins_with(self, name: str) -> bool:
        """Return whether the first words of the id are ``name``: ``b200`` for ``b200-sxm``."""
        return self.id.startswith(name.strip().lower().replace(" ", "-") + "-")

    def provenance(self, today: dt.date) -> str:
        """Return name, source and date on one line, with its age if it is an old price."""
        old = self.kind == "price" and self.is_old(today)
        age = f", {self.age_in_months(today)} months old" if old else ""
        return f"{self.name}: {self.source}, {self.date}{age}"

    def age_in_months(self, today: dt.date) -> int:
        """Return the whole months since ``date``; an inexact one is taken at its beginning."""
        parts = [int(part) for part in self.date.split("-")]
        year, month, day = (*parts, 1, 1)[:3]
        months = (today.year - year) * 12 + today.month - month
        return max(0, months - (today.day < day))

    def is_old(self, today: dt.date) -> bool:
        """Return whether the entry should be shown with its age."""
        return self.age_in_months(today) > OLD_AFTER_MONTHS


def _folded(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum() or letter == ".")
