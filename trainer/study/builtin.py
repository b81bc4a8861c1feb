"""The decks that come with the program: installed on first start, brought up to date later."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.formats.base import DeckFile

_HEAD_BYTES = 1000
_ORDER = re.compile(rb"^  order: (\d{1,4})\r?$", re.MULTILINE)


def builtin_paths(folder: Path) -> list[Path]:
    """Return the deck files of ``folder`` in the order of their course, then by name.

    The first is installed first, as the others take seconds; in the library they stand in the
    order in which they were installed.
    """
    return sorted(folder.glob("*.yaml"), key=lambda path: (_place_in_course(path), path.name))


def _place_in_course(path: Path) -> int:
    """Return where in its course a deck stands, without reading all of it."""
    with path.open("rb") as file:
        found = _ORDER.search(file.read(_HEAD_BYTES))
    return int(found[1]) if found else sys.maxsize


def fingerprint(folder: Path) -> str:
    """Return a text that changes when a deck file in ``folder`` does.

    Reads the files whole (they are small): times and sizes are the same in two builds, contents
    are not.
    """
    digest = hashlib.sha256()
    for path in builtin_paths(folder):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def read_all(folder: Path, step: Callable[[float, str], None]) -> list[DeckFile]:
    """Return every deck of ``folder``; ``step`` hears of progress and may raise to stop."""
    from trainer.formats.yaml_deck import read_deck

    paths = builtin_paths(folder)
    files = []
    for index, path in enumerate(paths):
        step(index / len(paths), path.stem)
        files.append(read_deck(path))
    return files
