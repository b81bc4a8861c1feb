"""Where things lie: the user's folders, and the folders shipped with the program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from trainer.errors import BadInput

DATA_DIR_VARIABLE = "TRIAD_DATA_DIR"
_APP_NAME = "triad-trainer"
_FOLDER_MODE = 0o700
_FILE_MODE = 0o600


def shipped(name: str) -> Path:
    """Return the real folder ``name`` (``resources`` or ``decks``) that came with the program.

    In a wheel and in a frozen bundle it lies inside the package, in a checkout beside it.
    """
    package = Path(__file__).parent
    packed = package / "_data" / name
    return packed if packed.is_dir() else package.parent / name


class Places(NamedTuple):
    """The user's own folder and the files in it."""

    data_dir: Path
    platform_state: Path | None = None
    """Where the platform wants state kept that is not data; None keeps it with the data."""

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

    @property
    def state_dir(self) -> Path:
        """Return the folder of what may be lost: the log file, the mark of a start."""
        return self.platform_state or self.data_dir / "state"


def make_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, each open to its owner alone. Raises OSError.

    Folders that are there stay as they are.
    """
    for each in reversed((folder, *folder.parents)):
        if not each.is_dir():
            each.mkdir(_FOLDER_MODE, exist_ok=True)


def private(path: str, flags: int) -> int:
    """Open ``path`` as ``open`` wants it of an ``opener``; a new file is its owner's alone."""
    return os.open(path, flags, _FILE_MODE)


def user_places(data_dir: Path | None = None) -> Places:
    """Return the places below ``data_dir``, ``$TRIAD_DATA_DIR`` or the platform's user folder.

    Raises BadInput for the home folder of a user there is not.
    """
    if data_dir is not None:
        return Places(_absolute(data_dir))
    chosen = os.environ.get(DATA_DIR_VARIABLE)
    if chosen:
        return Places(_absolute(Path(chosen)))
    import appdirs

    # A blank or relative one is no folder by the standard for them; the data would lie wherever the
    # program was started.
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        if not Path(os.environ.get(variable, "/")).is_absolute():
            del os.environ[variable]
    return Places(
        Path(appdirs.user_data_dir(_APP_NAME, appauthor=False)),
        Path(appdirs.user_state_dir(_APP_NAME, appauthor=False)),
    )


def _absolute(folder: Path) -> Path:
    try:
        return folder.expanduser().absolute()
    except RuntimeError as error:  # pathlib's word for "no such user"
        raise BadInput(
            "there is no such home folder",
            where=str(folder),
            remedy="write the folder's path in full",
        ) from error
