"""Which of the user's own deck files were read, and what stood in them then.

Other devices change a deck in the store and not in its file here. A start that read the file once
more would take it for the newest version and tell it to everybody: only a file that was saved since
is read in.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trainer.store.database import Store

_READ = "decks.read"


def file_key(path: Path, folder: Path) -> str:
    """Return what a file in the user's ``folder`` of decks is known by, wherever that lies."""
    return quote(os.fsencode(path.relative_to(folder)))


def digest_of(facts: Iterable[tuple[str, int, int]]) -> str:
    """Return what tells the pictures with these ``facts``."""
    return sha256(repr(list(facts)).encode()).hexdigest()


def mark_of(raw: bytes, errors: int, pictures: str = "") -> str:
    """Return what tells the bytes of a file, how many ``errors`` were found, and its ``pictures``.

    A later version of the program may find fewer, and then there is more to install.
    """
    return f"{sha256(raw).hexdigest()} {errors} {pictures}"


def read_before(store: Store) -> dict[str, str]:
    """Return the mark of each file as it was read in last."""
    found = store.settings().get(_READ)
    return {str(key): str(mark) for key, mark in found.items()} if isinstance(found, dict) else {}


def keep_read(store: Store, marks: Mapping[str, str]) -> None:
    """Keep the ``marks``, each by its file's key."""
    if marks != read_before(store):
        store.put_setting(_READ, dict(marks))
