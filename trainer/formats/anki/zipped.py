"""A zip from a stranger: its list of members bounded, each member counted while it is unpacked.

Nothing is ever written under a member's own name, so names that climb out of a folder, links and
devices are mere text.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from trainer.formats.bounds import (
    MAX_DIRECTORY_BYTES,
    MAX_PACKAGE_BYTES,
    MAX_WINDOW_BYTES,
)
from trainer.formats.files import opened, unreadable

_CHUNK = 1 << 18

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,  # zipfile's word for "encrypted"
    ValueError,
    OverflowError,
)
"""What zipfile raises for members it cannot unpack."""


class Oversized(Exception):
    """A member is larger, once unpacked, than it may be."""


class _Measured(io.BufferedReader):
    """A file from which no more is read at once than a list of members may take."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_DIRECTORY_BYTES:
            raise zipfile.BadZipFile("its list of members is enormous")
        return super().read(size)


class Package:
    """An open package."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self.members = {info.filename: info for info in archive.infolist()}

    def __contains__(self, name: object) -> bool:
        return name in self.members

    def chunks(self, name: str, limit: int, *, packed: bool = False) -> Iterator[bytes]:
        """Yield the content of member ``name`` piece by piece; ``packed``: Zstandard inside.

        Raises UnreadableDeck for what is damaged, Oversized beyond ``limit`` bytes.
        """
        import zstandard

        done = 0
        try:
            with self._archive.open(self.members[name]) as member:
                for chunk in _unpacked(member) if packed else _pieces(member):
                    done += len(chunk)
                    if done > limit:
                        raise Oversized(name)
                    yield chunk
        except (*BROKEN, zstandard.ZstdError) as error:
            raise unreadable(
                self.path, f"the part '{name[:40]}' of this package is damaged"
            ) from error

    def read(self, name: str, limit: int, *, packed: bool = False) -> bytes:
        """Return the whole of a member. Raises as ``chunks``."""
        return b"".join(self.chunks(name, limit, packed=packed))

    def head(self, name: str, size: int, *, packed: bool = False) -> bytes:
        """Return the first ``size`` bytes of a member, or fewer. Raises UnreadableDeck."""
        for chunk in self.chunks(name, _CHUNK * 64, packed=packed):
            return chunk[:size]
        return b""

    def size(self, name: str) -> int:
        """Return how large a member says it is, in bytes."""
        return self.members[name].file_size


def _pieces(member: IO[bytes]) -> Iterator[bytes]:
    while chunk := member.read(_CHUNK):
        yield chunk


def _unpacked(member: IO[bytes]) -> Iterator[bytes]:
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES)
    with unpacker.stream_reader(member, read_across_frames=True) as reader:
        while chunk := reader.read(_CHUNK):
            yield chunk


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Yield the package at ``path``. Raises UnreadableDeck, with the reason, for what is none."""
    with opened(path, MAX_PACKAGE_BYTES) as raw:
        measured = _Measured(_Raw(raw))
        try:
            archive = zipfile.ZipFile(measured)
        except BROKEN as error:
            raise unreadable(path, _why_no_zip(raw, error)) from error
        with archive:
            yield Package(path, archive)


class _Raw(io.RawIOBase):
    """The open file under a reader of our own."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        return self._file.readinto(buffer)  # type: ignore[attr-defined, no-any-return]


def _why_no_zip(raw: BinaryIO, error: Exception) -> str:
    raw.seek(0)
    start = raw.read(512).lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "this is a web page, not a package; download the file itself"
    if not start:
        return "this file is empty"
    if start.startswith(b"pk"):
        enormous = "enormous" in str(error)
        return f"this package is damaged: {error}" if enormous else _HALF
    return "this is not an Anki package (no zip file)"


_HALF = "this package is damaged, or only half of it arrived; download it again"
