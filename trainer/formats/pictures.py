"""Reads the pictures of a deck, one at a time and within bounds, wherever they lie."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO

from trainer.errors import BadInput
from trainer.formats.anki.zipped import BROKEN
from trainer.formats.base import Picture
from trainer.formats.bounds import MAX_PICTURE_BYTES, MAX_WINDOW_BYTES

_MARKS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")


def read_picture(picture: Picture) -> bytes:
    """Return the bytes of ``picture``. May run on any thread.

    Raises BadInput for what cannot be read, is too large, or is no PNG, JPEG, GIF, WebP or BMP,
    whatever it is called.
    """
    try:
        found = _packed(picture) if picture.member else _file(picture.source)
    except (OSError, KeyError, *BROKEN) as error:
        raise BadInput("this picture cannot be read", where=picture.name) from error
    if len(found) > MAX_PICTURE_BYTES:
        raise BadInput(
            f"this picture is larger than {MAX_PICTURE_BYTES // 1024**2} MiB", where=picture.name
        )
    if not is_picture(found):
        raise BadInput("this is no picture that can be shown", where=picture.name)
    return found


def is_picture(data: bytes) -> bool:
    """Return whether ``data`` begins like a picture that can be shown."""
    return data.startswith(_MARKS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _file(path: Path) -> bytes:
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        return file.read(MAX_PICTURE_BYTES + 1)


def _packed(picture: Picture) -> bytes:
    with zipfile.ZipFile(picture.source) as package, package.open(picture.member) as member:
        return _unpacked(member) if picture.packed else member.read(MAX_PICTURE_BYTES + 1)


def _unpacked(member: IO[bytes]) -> bytes:
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES)
    try:
        with unpacker.stream_reader(member) as reader:
            return reader.read(MAX_PICTURE_BYTES + 1)
    except zstandard.ZstdError as error:
        raise OSError(str(error)) from error
