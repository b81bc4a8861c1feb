"""The pictures inside a package: which there are, which of them the cards show."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from trainer.formats.anki import wire
from trainer.formats.anki.fields import own_name
from trainer.formats.anki.zipped import Oversized, Package
from trainer.formats.base import Picture, UnreadableDeck
from trainer.formats.bounds import (
    MAX_MEDIA_MAP_BYTES,
    MAX_PICTURE_BYTES,
    MAX_PICTURES,
    MAX_PICTURES_BYTES,
)
from trainer.formats.cleaning import clean_name, digest
from trainer.formats.gathering import Gathering
from trainer.formats.pictures import is_picture

_FORBIDDEN = str.maketrans(dict.fromkeys('[]<>:"/?*^\\|', ""))


class Media:
    """The media files of a package by the names that fields use."""

    def __init__(self, package: Package, gathering: Gathering, *, newest: bool) -> None:
        self._package = package
        self._gathering = gathering
        self._packed = newest
        self._members = _media_map(package, gathering, newest=newest)
        self._found: dict[str, str | None] = {}
        self._bytes = 0

    def find(self, name: str) -> str | None:
        """Return what our texts call the picture ``name``; see ``fields.FindPicture``."""
        name = unicodedata.normalize("NFC", name)
        if name not in self._found:
            self._found[name] = self._take(name)
        return self._found[name]

    def _take(self, name: str) -> str | None:
        member = self._members.get(name)
        if member is None:
            return None
        if not self._is_fit(member):
            return ""
        file_name = _file_name(name)
        shown = own_name(file_name)
        self._gathering.pictures[shown] = Picture(
            file_name, Path(self._package.path), member, self._packed
        )
        return shown

    def _is_fit(self, member: str) -> bool:
        size = self._package.size(member)
        self._bytes += size
        if (
            size > MAX_PICTURE_BYTES
            or self._bytes > MAX_PICTURES_BYTES
            or len(self._gathering.pictures) >= MAX_PICTURES
        ):
            return False
        try:
            return is_picture(self._package.head(member, 64, packed=self._packed))
        except (UnreadableDeck, Oversized):
            return False


def _file_name(name: str) -> str:
    """Return ``name`` as a file may be called on any system, in one part and no folder."""
    plain = clean_name(name.translate(_FORBIDDEN), 120).replace(" ", "_").strip(".")
    if plain == name and not plain.startswith("-"):
        return plain
    suffix = Path(plain).suffix[:6]
    return f"{Path(plain).stem[:60].strip('.-') or 'picture'}-{digest(name)[:8]}{suffix}"


def _media_map(package: Package, gathering: Gathering, *, newest: bool) -> dict[str, str]:
    """Return the member of each media file; empty, with a problem, where the list is damaged."""
    if "media" not in package:
        return {}
    try:
        raw = package.read("media", MAX_MEDIA_MAP_BYTES, packed=newest)
        pairs = list(_entries(raw) if newest else _json_entries(raw))
    except (UnreadableDeck, Oversized, ValueError, TypeError, RecursionError):
        gathering.complain(1, "the list of media files is damaged; pictures are left out")
        return {}
    return {
        unicodedata.normalize("NFC", name): member for member, name in pairs if member in package
    }


def _json_entries(raw: bytes) -> Iterator[tuple[str, str]]:
    found = json.loads(raw or b"{}")
    if not isinstance(found, dict):
        raise TypeError
    for member, name in found.items():
        if isinstance(name, str):
            yield member, name


def _entries(raw: bytes) -> Iterator[tuple[str, str]]:
    index = 0
    for number, value in wire.fields(raw):
        if number == 1 and isinstance(value, bytes):
            yield str(index), wire.text(value, 1)
            index += 1
