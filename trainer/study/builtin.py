"""The decks that come with the program: installed on first start, brought up to date later."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.formats.base import DeckFile

FIRST = "interview-metrics"
"""The deck that everybody begins with: installed first, as the others take seconds."""


def builtin_paths(folder: Path) -> list[Path]:
    """Return the deck files of ``folder`` by name, the beginner's one first."""
    return sorted(folder.glob("*.yaml"), key=lambda path: (path.stem != FIRST, path.name))


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
