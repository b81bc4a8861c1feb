"""The catalogue that all kinds draw from: loaded when a drill first names an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trainer.costmodel.catalogue import Catalogue, load_catalogue


@dataclass
class CatalogueSupplies:
    """The shipped entries and those of the user's own folder, once one is named."""

    _own_folder: Path | None = None
    _catalogue: Catalogue | None = field(default=None, repr=False)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue, read on first use."""
        if self._catalogue is None:
            self._catalogue = load_catalogue(self._own_folder)
        return self._catalogue

    def read_own(self, folder: Path) -> None:
        """Add the user's entries in ``folder`` from now on. Called where the parts are joined."""
        if folder != self._own_folder:
            self._own_folder, self._catalogue = folder, None

    def givens(self, kind: str, name: str, /) -> Mapping[str, float]:
        """Return the terms an entry supplies. Raises UnknownEntry with the nearest names."""
        return self.catalogue.givens(kind, name)


SUPPLIES = CatalogueSupplies()
"""The one catalogue of the process, as the kinds are the one registry."""
