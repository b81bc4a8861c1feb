"""Where things lie: the user's folders, and the folders shipped with the program."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

DATA_DIR_VARIABLE = "TRIAD_DATA_DIR"
_APP_NAME = "triad-trainer"


def shipped(name: str) -> Path:
    """Return the real folder ``name`` (``resources`` or ``decks``) that came with the program.

    In a wheel and in a frozen bundle it lies inside the package, in a checkout beside it.
    """
    package = Path(str(resources.files("trainer")))
    packed = package / "_data" / name
    return packed if packed.is_dir() else package.parent / name


@dataclass(frozen=True)
class Places:
    """The user's own folder and the files in it."""

    data_dir: Path

    @property
    def database(self) -> Path:
        """Return the file that holds every answer."""
        return self.data_dir / "trainer.sqlite"

    @property
    def decks(self) -> Path:
        """Return the folder of the user's own deck files."""
        return self.data_dir / "decks"

    @property
    def catalogue(self) -> Path:
        """Return the folder of the user's own catalogue entries."""
        return self.data_dir / "catalogue"


def user_places(data_dir: Path | None = None) -> Places:
    """Return the places below ``data_dir``, ``$TRIAD_DATA_DIR`` or the platform's user folder."""
    if data_dir is not None:
        return Places(data_dir.expanduser().absolute())
    chosen = os.environ.get(DATA_DIR_VARIABLE)
    if chosen:
        return Places(Path(chosen).expanduser().absolute())
    import appdirs

    return Places(Path(appdirs.user_data_dir(_APP_NAME, appauthor=False)))
