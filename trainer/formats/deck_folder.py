"""A deck that is a folder: which files are its decks, and the pictures its texts show."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from trainer.formats.base import FileDrill, Picture
from trainer.formats.bounds import MAX_PICTURE_BYTES, MAX_PICTURES, MAX_PICTURES_BYTES
from trainer.formats.complaints import shown

WHOLE = ("deck.yaml", "deck.yml")
"""A folder with one of these is one deck; other folders hold a deck per file."""

SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
"""What is shown. Not SVG: it can name files and addresses of its own."""

_DEEPEST, _MOST_ENTRIES = 8, 20_000
"""A whole disk dropped on the window is not gone through."""

_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\(\s*(?:<([^<>\n]{1,500})>|([^\s()<>]{1,500}))")

FieldPath = tuple[str | int, ...]


def deck_files(path: Path) -> list[Path]:
    """Return the deck files ``path`` stands for: itself, or those in the folder it is, in order.

    Links to folders are not followed, hidden ones not looked into. An empty list means a folder
    without decks. Raises OSError for a folder that may not be read.
    """
    if not path.is_dir():
        return [path]
    return list(_files_in(path, _DEEPEST, itertools.count()))


def _files_in(folder: Path, deepest: int, seen: Iterator[int]) -> Iterator[Path]:
    inside = sorted(each for each in folder.iterdir() if next(seen) < _MOST_ENTRIES)
    whole = [each for each in inside if each.name in WHOLE]
    if whole:
        yield whole[0]
        return
    for each in inside:
        if each.suffix in {".yaml", ".yml"} and not each.name.startswith(".") and each.is_file():
            yield each
    for each in inside:
        if deepest and each.is_dir() and not each.is_symlink() and not each.name.startswith("."):
            yield from _files_in(each, deepest - 1, seen)


def picture_facts(folder: Path) -> list[tuple[str, int, int]]:
    """Return name, size and time (ns) of each picture in ``folder`` and those below it, in order.

    They tell whether any was added, replaced or taken away since. What cannot be read is left out.
    """
    found: list[tuple[str, int, int]] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if len(found) < _MOST_ENTRIES and name.lower().endswith(SUFFIXES):
                path = Path(place, name)
                with suppress(OSError):
                    status = path.stat()
                    found.append((str(path), status.st_size, status.st_mtime_ns))
    return sorted(found)


class Pictures:
    """The pictures that drills show, out of the deck's own folder and nowhere else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder.resolve()
        self._size = 0
        self.found: dict[str, Picture] = {}

    def collect(self, drills: Sequence[FileDrill]) -> Iterator[tuple[FileDrill, FieldPath, str]]:
        """Find what ``drills`` show; yield drill, field and sentence for what cannot be."""
        for drill in drills:
            for path, text in texts(drill.fields, ()):
                for name in picture_names(text):
                    trouble = self._take(name)
                    if trouble:
                        yield drill, path, f"the picture {shown(name)} {trouble}"

    def _take(self, name: str) -> str:
        """Note the picture ``name``; return what is wrong with it, or ""."""
        if name in self.found:
            return ""
        if not is_own_name(name):
            return "is not in the deck's folder; put a copy there and name that"
        if not name.lower().endswith(SUFFIXES):
            return "cannot be shown; use PNG, JPEG, GIF or WebP"
        try:
            return self._take_file(name, self._folder / name)
        except OSError as error:
            return f"cannot be read: {(error.strerror or str(error)).lower()}"

    def _take_file(self, name: str, path: Path) -> str:
        if not path.resolve().is_relative_to(self._root):
            return "is a link out of the deck's folder; put a copy there"
        if not path.is_file():
            return "is not there; it belongs beside the deck file"
        size = path.stat().st_size
        if size > MAX_PICTURE_BYTES:
            return f"is larger than {MAX_PICTURE_BYTES // 1024**2} MiB; make it smaller"
        if len(self.found) >= MAX_PICTURES or self._size + size > MAX_PICTURES_BYTES:
            return "is one too many for one deck; split the deck"
        self._size += size
        self.found[name] = Picture(name, path)
        return ""


def picture_names(text: str) -> Iterator[str]:
    """Yield the pictures that a Markdown ``text`` shows, as files are called."""
    if "![" in text:
        for bracketed, bare in _IMAGE.findall(text):
            yield unquote(bracketed or bare)


def is_own_name(name: str) -> bool:
    """Return whether ``name`` stays in the folder it is looked up in, on any system."""
    path = PurePosixPath(name)
    return (
        bool(path.parts)
        and not path.is_absolute()
        and ".." not in path.parts
        and name.isprintable()
        and not any(mark in name for mark in '\\:*?"<>|')
    )


def texts(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """Yield every text in the fields of a drill, and where it stands below ``path``."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from texts(each, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from texts(each, (*path, index))
