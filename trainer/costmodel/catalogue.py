"""Language models, accelerators and prices: data with source and date, shipped and the user's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from trainer.costmodel.catalogue_file import Problem, read_file
from trainer.costmodel.entry import Entry
from trainer.costmodel.entry_fields import SECTIONS
from trainer.errors import BadInput, did_you_mean, nearest
from trainer.places import shipped

__all__ = ["Catalogue", "Entry", "Problem", "UnknownEntry", "load_catalogue"]

_SHIPPED = ("models.json", "accelerators.json", "prices.json")
_OWN = ("*.json", "*.yaml", "*.yml")


class UnknownEntry(BadInput):
    """A name that is no entry of the catalogue."""


@dataclass(frozen=True)
class Catalogue:
    """Everything known by kind and id, and what was wrong with the user's files.

    An own entry replaces a shipped one of the same id.
    """

    entries: Mapping[tuple[str, str], Entry]
    problems: tuple[Problem, ...] = ()

    @property
    def models(self) -> Mapping[str, Entry]:
        """Return the language models by id."""
        return self.of_kind("model")

    @property
    def accelerators(self) -> Mapping[str, Entry]:
        """Return the accelerators by id."""
        return self.of_kind("accelerator")

    @property
    def prices(self) -> Mapping[str, Entry]:
        """Return the prices by id: rents of accelerators and listed prices of tokens."""
        return self.of_kind("price")

    def of_kind(self, kind: str) -> Mapping[str, Entry]:
        """Return the entries of ``kind`` (model, accelerator, price) by id, shipped ones first."""
        return {name: entry for (found, name), entry in self.entries.items() if found == kind}

    def entry(self, kind: str, name: str) -> Entry:
        """Return one entry by its id, another spelling of it, or its beginning if that is unique.

        Raises :class:`UnknownEntry`, with the nearest names.
        """
        found = self.entries.get((kind, name)) or self._meant(kind, name)
        if found is not None:
            return found
        if kind not in SECTIONS.values():
            kinds = ", ".join(SECTIONS.values())
            raise UnknownEntry(f"the catalogue holds no '{kind}'", remedy=f"it holds {kinds}")
        remedy = did_you_mean(nearest(name, self.of_kind(kind), most=3, alike=0.4))
        raise UnknownEntry(f"there is no {kind} called '{name}'", remedy=remedy)

    def _meant(self, kind: str, name: str) -> Entry | None:
        """Return the one entry that goes by ``name``, or else whose id begins with it."""
        known = self.of_kind(kind).values()
        for meant in (Entry.goes_by, Entry.begins_with):
            found = [entry for entry in known if meant(entry, name)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def givens(self, kind: str, name: str, /, precision: str = "bf16") -> dict[str, float]:
        """Return the terms that an entry supplies, in their units.

        ``precision`` (bf16, fp8, int8, fp4) chooses an accelerator's peak FLOP/s. Raises
        :class:`UnknownEntry`, and BadInput where an accelerator lacks the precision.
        """
        entry = self.entry(kind, name)
        terms = dict(entry.terms)
        if entry.peaks:
            if precision not in entry.peaks:
                has = ", ".join(entry.peaks)
                raise BadInput(f"{entry.name} has no {precision}", remedy=f"it has {has}")
            terms["peak_flops"] = entry.peaks[precision]
        return terms


def load_catalogue(own_folder: Path | None = None) -> Catalogue:
    """Return the shipped catalogue together with the entries of the user's ``own_folder``.

    Faulty entries of the user are left out and told in ``problems``; the rest is kept.
    """
    entries: dict[tuple[str, str], Entry] = {}
    for name in _SHIPPED:
        found, _ = read_file(shipped("resources") / "catalogue" / name, own=False)
        entries.update(((entry.kind, entry.id), entry) for _, entry in found)
    problems: list[Problem] = []
    for path in _own_files(own_folder):
        found, wrong = read_file(path, own=True)
        problems.extend(wrong)
        for place, entry in found:
            earlier = entries.get((entry.kind, entry.id))
            if earlier is not None and earlier.own:
                problems.append(place.problem(f"a second {entry.kind} with the id {entry.id}"))
            else:
                entries[entry.kind, entry.id] = entry
    return Catalogue(MappingProxyType(entries), tuple(problems))


def _own_files(folder: Path | None) -> Iterable[Path]:
    if folder is None or not folder.is_dir():
        return ()
    return sorted(path for pattern in _OWN for path in folder.glob(pattern))
