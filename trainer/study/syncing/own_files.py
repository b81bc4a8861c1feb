"""The user's own deck files follow what other devices made of their decks, and lose nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from trainer.errors import BadInput, CannotRun
from trainer.formats.base import DeckFile
from trainer.formats.deck_bytes import bytes_of
from trainer.formats.yaml_write import deck_yaml
from trainer.places import Places
from trainer.store.database import Store
from trainer.study.importing import plan_import
from trainer.study.kept import Kept, put_file
from trainer.study.own_files import file_key, keep_read, mark_of, read_before
from trainer.sync.deck_files import put_deck
from trainer.sync.disk import Disk
from trainer.sync.problem import Problem, Trouble
from trainer.sync.seal import Seal


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The decks in the user's own folder, of one ``store``."""

    store: Store
    kept: Kept
    disk: Disk
    seal: Seal | None

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return Places(self.store.path.parent).decks

    def follow(self, deck_file: DeckFile) -> tuple[DeckFile, list[Problem]]:
        """Put a deck that another device changed into the user's own file of it, if he has one.

        Return the deck with the place it is kept by now, and what is wrong. What stood in the file
        is put into the sync folder first. A file that was saved and is not read in yet is left
        alone: it stands once it is read.
        """
        path = self.kept.origin(deck_file.id)
        if path is None or not path.is_relative_to(self.folder.absolute()) or not path.is_file():
            return deck_file, []
        mine = replace(deck_file, path=path)
        try:
            raw = deck_file.raw or _written(deck_file)
            was = bytes_of(path)
            if was == raw:
                return mine, []
            if not self._is_as_read(path, was):
                return mine, [self._left(deck_file, path)]
            put_deck(self.disk, was, self.seal)
            put_file(path, raw)
        except (CannotRun, BadInput):
            return mine, [self._left(deck_file, path)]
        key = file_key(path, self.folder.absolute())
        mark = mark_of(raw, len(deck_file.errors))
        keep_read(self.store, {**read_before(self.store), key: mark})
        return replace(mine, raw=raw), []

    def _is_as_read(self, path: Path, raw: bytes) -> bool:
        mark = read_before(self.store).get(file_key(path, self.folder.absolute()), "")
        return mark.partition(" ")[0] == mark_of(raw, 0).partition(" ")[0]

    @staticmethod
    def _left(deck_file: DeckFile, path: Path) -> Problem:
        return Problem(
            Trouble.CONFLICT_COPY,
            path.name,
            f"the deck '{deck_file.title}' was changed on another device,"
            " and its file here holds something else",
            "save the file as it is to be: it stands then, everywhere",
        )


def _written(deck_file: DeckFile) -> bytes:
    """Return the file of a deck that came without one. Raises BadInput for one too large."""
    change = plan_import(deck_file, ()).change
    return deck_yaml(change.deck, change.added).encode()
