"""What is kept of installed decks beside the database: the file as it was, and the pictures.

One folder for each deck. An unedited deck can be given out byte for byte as it came in, and its
pictures are there when the file they came from is gone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from trainer.errors import CannotRun, TrainerError
from trainer.places import make_folder

if TYPE_CHECKING:
    from trainer.formats.base import DeckFile, Problem

Step = Callable[[float, str], None]
"""Hears of progress (share from 0 to 1 and a word) and may raise to stop."""


class Before(NamedTuple):
    """What was kept of a deck until another version took its place; None for nothing."""

    deck_id: str
    raw: bytes | None
    origin: Path | None


class Kept(NamedTuple):
    """The folder of what is kept. Reading asks for no lock and may be done on any thread."""

    folder: Path

    def raw(self, deck_id: str) -> bytes | None:
        """Return the deck's file as it was installed, if it was in the program's own format."""
        return _read(self._place(deck_id) / "deck.yaml")

    def origin(self, deck_id: str) -> Path | None:
        """Return the file the deck was installed from, whether or not it is still there."""
        found = _read(self._place(deck_id) / "origin")
        return Path(os.fsdecode(found)) if found else None

    def picture(self, deck_id: str, name: str) -> bytes | None:
        """Return a picture of the deck by the name its texts call it, and nothing else."""
        return _read(self._place(deck_id) / "pictures" / _hashed(name))

    def keep(self, deck_file: DeckFile, *, shipped: bool = False) -> Before:
        """Keep the file and, unless it came with the program, where it lay.

        Return what was kept before. Raises CannotRun.
        """
        before = Before(deck_file.id, self.raw(deck_file.id), self.origin(deck_file.id))
        origin = None if shipped else deck_file.path.absolute()
        self._put(deck_file.id, deck_file.raw or None, origin)
        return before

    def put_back(self, before: Before) -> None:
        """Keep what was kept ``before``. Raises CannotRun."""
        self._put(before.deck_id, before.raw, before.origin)

    def keep_pictures(self, deck_file: DeckFile, step: Step) -> list[Problem]:
        """Keep the pictures; return those that cannot be. Meant for a worker. Raises CannotRun."""
        from trainer.formats.base import WARNING, Problem
        from trainer.formats.pictures import read_picture

        problems = []
        folder = self._place(deck_file.id) / "pictures"
        for index, picture in enumerate(deck_file.pictures):
            step(index / len(deck_file.pictures), picture.name)
            try:
                data = read_picture(picture)
            except TrainerError as error:
                problems.append(Problem(str(deck_file.path), 1, 1, WARNING, str(error)))
                continue
            put_file(folder / _hashed(picture.name), data)
        return problems

    def _put(self, deck_id: str, raw: bytes | None, origin: Path | None) -> None:
        place = self._place(deck_id)
        for name, data in (("deck.yaml", raw), ("origin", os.fsencode(origin) if origin else None)):
            if data is None:
                (place / name).unlink(missing_ok=True)
            else:
                put_file(place / name, data)

    def _place(self, deck_id: str) -> Path:
        # An id of another format may hold what no system takes in a name.
        plain = deck_id.isascii() and all(char.isalnum() or char in "-_." for char in deck_id)
        name = deck_id if plain and len(deck_id) <= 80 else _hashed(deck_id)
        return self.folder / f"deck-{name}"


def _hashed(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None  # not there is the usual case, and what cannot be read cannot be shown either


def put_file(path: Path, data: bytes) -> None:
    """Put ``data`` into the file ``path``, whole or not at all. Raises CannotRun.

    A file that was there keeps who may read it, a new one is its owner's alone.
    """
    try:
        make_folder(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            if path.exists():
                shutil.copymode(path, name)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotRun(
            f"this file cannot be written: {(error.strerror or str(error)).lower()}",
            where=str(path),
            remedy="make room or see to the folder's permissions",
        ) from error
