"""The bytes of a deck file: found, bounded and decoded, or refused in a sentence."""

from __future__ import annotations

from pathlib import Path

from trainer.formats.base import ERROR, Problem, UnreadableDeck
from trainer.formats.bounds import MAX_DECK_BYTES
from trainer.formats.deck_folder import deck_files


def unreadable(path: Path, message: str, line: int = 1, column: int = 1) -> UnreadableDeck:
    """Return the error for a file of which nothing can be used."""
    return UnreadableDeck((Problem(str(path), line, column, ERROR, message),))


def only_file(path: Path) -> Path:
    """Return the deck file that ``path`` stands for: itself, or the only one in a folder.

    Raises UnreadableDeck.
    """
    if not _is_folder(path):
        return path
    try:
        inside = deck_files(path)
    except OSError as error:
        what = f"this folder cannot be read: {(error.strerror or str(error)).lower()}"
        raise unreadable(path, what) from error
    if len(inside) > 1:
        names = ", ".join(str(each.relative_to(path)) for each in inside[:3])
        raise unreadable(path, f"this folder holds {len(inside)} decks; name one of them: {names}")
    return inside[0] if inside else path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, a folder above that is closed: reading says so
        return False


def bytes_of(path: Path) -> bytes:
    """Return all of an ordinary file no larger than a deck may be. Raises UnreadableDeck."""
    try:
        if not path.is_file():
            raise unreadable(path, _no_file(path))
        with path.open("rb") as file:
            raw = file.read(MAX_DECK_BYTES + 1)
    except OSError as error:
        what = f"this file cannot be read: {(error.strerror or str(error)).lower()}"
        raise unreadable(path, what) from error
    if len(raw) > MAX_DECK_BYTES:
        what = f"this file is larger than {MAX_DECK_BYTES // 1024**2} MiB; split the deck"
        raise unreadable(path, what)
    return raw


def decoded(raw: bytes, path: Path) -> str:
    """Return ``raw`` as UTF-8 text, with or without its mark. Raises UnreadableDeck."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Columns count characters, and what stands before the fault is good UTF-8.
        before = error.object[: error.start].decode()
        what = "this is not UTF-8 text; save the file with the encoding UTF-8"
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise unreadable(path, what, *place) from error


def _no_file(path: Path) -> str:
    if path.is_dir():
        return "there is no deck in this folder"
    return "this is not an ordinary file" if path.exists() else "there is no such file"
