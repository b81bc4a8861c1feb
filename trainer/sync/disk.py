"""The files of a sync folder: read within bounds, written whole or not at all.

Others write into the folder, too: what is no plain file (a link, a pipe, a device) is never opened.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trainer.errors import BadInput, CannotRun
from trainer.places import make_folder, private

HIDDEN = "."
"""Names that begin so are no business of ours: files in the making, an engine's own folders."""

CAN_FLUSH_FOLDERS = os.name == "posix"


class NotPlain(BadInput):
    """A name that is no plain file, or whose file is too large to be one of ours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in a folder. ``is_plain`` tells a file from a link, a pipe and a device."""

    name: str
    is_folder: bool
    is_plain: bool
    size: int
    changed_ns: int


class Disk(Protocol):
    """Where a sync folder lies. Paths are relative to it, with slashes."""

    def entries(self, folder: str) -> list[Entry]:
        """Return what is in ``folder`` in the order of names; nothing where there is no folder.

        Raises CannotRun for one that cannot be read.
        """
        ...

    def read(self, path: str, most: int) -> bytes:
        """Return a file's bytes. Raises NotPlain, FileNotFoundError and other OSErrors."""
        ...

    def put(self, path: str, data: bytes) -> None:
        """Make ``data`` the whole of a file, durably or not at all. Raises CannotRun."""
        ...

    def append(self, path: str, data: bytes) -> None:
        """Add ``data`` to the end of a file, durably. Raises CannotRun."""
        ...

    def remove(self, path: str) -> None:
        """Delete a file, if it is there. Raises CannotRun."""
        ...


@dataclass(frozen=True, slots=True)
class RealDisk:
    """A folder of the file system."""

    root: Path

    def entries(self, folder: str) -> list[Entry]:
        """Return what is in ``folder``, without hidden names."""
        found = []
        try:
            with os.scandir(self.root / folder) as listed:
                for each in listed:
                    if each.name.startswith(HIDDEN):
                        continue
                    # The engine may have taken it away since it was listed.
                    with suppress(FileNotFoundError):
                        found.append(_entry(each.name, each.stat(follow_symlinks=False)))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise unreadable(folder or ".", error) from error
        return sorted(found, key=lambda entry: entry.name)

    def read(self, path: str, most: int) -> bytes:
        """Return a file's bytes, without following links or waiting for a pipe."""
        flags = os.O_RDONLY
        for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
            flags |= getattr(os, name, 0)
        handle = os.open(self.root / path, flags)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise NotPlain("this is no plain file", where=path)
            data = file.read(most + 1)
        if len(data) > most:
            raise NotPlain(f"this is larger than {most:,} bytes", where=path)
        return data

    def put(self, path: str, data: bytes) -> None:
        """Write beside the file and put it in its place."""
        target = self.root / path
        with _saying(path):
            make_folder(target.parent)
            handle, name = tempfile.mkstemp(prefix=".writing-", dir=target.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(handle)
                Path(name).replace(target)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
            _settle(target.parent)

    def append(self, path: str, data: bytes) -> None:
        """Write at the end."""
        with _saying(path), open(self.root / path, "ab", opener=private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def remove(self, path: str) -> None:
        """Delete a file."""
        with _saying(path):
            (self.root / path).unlink(missing_ok=True)


def _entry(name: str, about: os.stat_result) -> Entry:
    mode = about.st_mode
    return Entry(name, stat.S_ISDIR(mode), stat.S_ISREG(mode), about.st_size, about.st_mtime_ns)


def unreadable(path: str, error: OSError) -> CannotRun:
    """Return what to say about something in the sync folder that cannot be read."""
    return CannotRun(
        f"this cannot be read ({(error.strerror or str(error)).lower()})",
        where=path,
        remedy="see to the sync folder's permissions and to the disk",
    )


@contextmanager
def _saying(path: str) -> Iterator[None]:
    """Say what could not be written, and what to do."""
    try:
        yield
    except OSError as error:
        raise CannotRun(
            f"the sync folder cannot be written ({(error.strerror or str(error)).lower()})",
            where=path,
            remedy="make room, or see to the folder's permissions and that it is there",
        ) from error


def _settle(folder: Path) -> None:
    """Make a new name durable, where the system lets a folder be flushed."""
    if CAN_FLUSH_FOLDERS:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
