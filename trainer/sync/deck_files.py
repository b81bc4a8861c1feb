"""The decks that segments name: files of the public format, by the hash of their content."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from trainer.errors import BadInput
from trainer.sync.layout import DECKS
from trainer.sync.segment import MOST_CONTENT_BYTES, MOST_FILE_BYTES, unpacked

if TYPE_CHECKING:
    from trainer.sync.disk import Disk
    from trainer.sync.seal import Seal

_HASH: Final = re.compile(r"[0-9a-f]{64}")


class BrokenDeck(BadInput):
    """A deck's file that is not what its name says."""


def deck_path(digest: str) -> str:
    """Return where the deck of this SHA-256 lies. Raises BrokenDeck for what is no hash."""
    if not _HASH.fullmatch(digest):
        raise BrokenDeck("this is no name of a deck", where=DECKS)
    return f"{DECKS}/{digest}.yaml.zst"


def put_deck(disk: Disk, data: bytes, seal: Seal | None) -> str | None:
    """Put a deck into the folder, if it is not there, and return its hash; None if it is too large.

    Raises CannotRun.
    """
    import zstandard

    if len(data) >= MOST_CONTENT_BYTES:
        return None
    digest = hashlib.sha256(data).hexdigest()
    path = deck_path(digest)
    if path not in {f"{DECKS}/{entry.name}" for entry in disk.entries(DECKS)}:
        packed = zstandard.ZstdCompressor(level=9).compress(data)
        disk.put(path, packed if seal is None else seal.seal(packed, path))
    return digest


def get_deck(disk: Disk, digest: str, seal: Seal | None) -> bytes:
    """Return a deck. Raises FileNotFoundError, OSError, BrokenDeck, SealError, NotPlain."""
    path = deck_path(digest)
    packed = disk.read(path, MOST_FILE_BYTES)
    data = unpacked(packed if seal is None else seal.open(packed, path))
    if hashlib.sha256(data).hexdigest() != digest:
        raise BrokenDeck("this deck is cut off or was changed", where=path)
    return data
