"""What can go wrong with the database file that is not a defect of the program."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trainer.errors import BadInput, CannotRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class StoreFailed(CannotRun):
    """The database cannot be used as it is. ``path`` is the file."""

    def __init__(self, path: Path, what: str, remedy: str) -> None:
        self.path = path
        super().__init__(what, where=str(path), remedy=remedy)


class StoreLocked(StoreFailed):
    """Another program holds the file and did not let go in time."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "another program is using the database",
            "close the other window or program and try again",
        )


class StoreCorrupt(StoreFailed):
    """The file is damaged, or is no database of this program at all."""

    def __init__(
        self,
        path: Path,
        what: str = "the database is damaged",
        remedy: str = "keep the file, and put a backup in its place or start with a new one",
    ) -> None:
        super().__init__(path, what, remedy)


class BadCopy(StoreCorrupt):
    """A file that was named as a copy and cannot take the database's place."""

    exit_code = BadInput.exit_code


class StoreFull(StoreFailed):
    """There is no room for what was to be written. Nothing of it was."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "there is no room left, so nothing was saved",
            "free some space on this disk and try again",
        )


class StoreUnwritable(StoreFailed):
    """The disk did not take what was to be written: a quota, a file-size limit, a fault."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "the disk refused to write, so nothing was saved",
            "make sure that there is room on this disk and that it works, then try again",
        )


class StoreTooNew(StoreFailed):
    """A newer version of the program wrote the file. ``unknown`` names its migrations."""

    def __init__(self, path: Path, unknown: tuple[str, ...]) -> None:
        self.unknown = unknown
        super().__init__(
            path,
            f"a newer version of Triad Trainer wrote this database ({', '.join(unknown)})",
            "update Triad Trainer",
        )


class StoreReadOnly(StoreFailed):
    """The file or its folder may not be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "the database cannot be written",
            "allow writing to this file and its folder, or choose another with --data-dir",
        )


class StoreUnreachable(StoreFailed):
    """The file could not be opened, or the disk under it failed. ``reason`` is the system's."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            path,
            f"the database cannot be reached ({reason})",
            "check the disk and that the folder exists, or choose another with --data-dir",
        )


class NothingToSalvage(StoreFailed):
    """A damaged file of which no review can be read, and of which there is no copy."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "no answer can be read in this file and there is no copy of it",
            "move it away to start with a new one",
        )


class NoCopy(BadInput):
    """There is no copy that could take the database's place."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "there is no copy that could be put back",
            where=str(folder),
            remedy="name one with: triad restore FILE",
        )


class StaleAnswer(CannotRun):
    """The drill or its progress changed after the question was put; nothing was saved."""

    def __init__(self, drill: str, what: str) -> None:
        super().__init__(what, where=drill, remedy="practise the drill again as it is now")


class NotLatestReview(CannotRun):
    """A review that cannot be taken back: unknown, taken back already, or not the last."""

    def __init__(self, review: str) -> None:
        super().__init__(
            "only a drill's last answer can be taken back, and only once",
            where=f"answer {review}",
            remedy="take back the later answers first",
        )


class NoSuchDrill(BadInput):
    """No drill of this id is stored."""

    def __init__(self, drill: str) -> None:
        super().__init__(
            "there is no such drill", where=drill, remedy="import the deck it belongs to"
        )


_FAILURES: dict[int, Callable[[Path], StoreFailed]] = {
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_LOCKED: StoreLocked,
    sqlite3.SQLITE_CORRUPT: StoreCorrupt,
    sqlite3.SQLITE_NOTADB: StoreCorrupt,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_READONLY: StoreReadOnly,
    sqlite3.SQLITE_PERM: StoreReadOnly,
}
# SQLite reports only a disk without room as full; a quota or a limit on files is one of these.
_NOT_WRITTEN: dict[int, Callable[[Path], StoreFailed]] = {
    sqlite3.SQLITE_IOERR_WRITE: StoreUnwritable,
    sqlite3.SQLITE_IOERR_TRUNCATE: StoreUnwritable,
    sqlite3.SQLITE_IOERR_SHMSIZE: StoreUnwritable,
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about the file's surroundings into a StoreFailed.

    An error that points to a defect of ours (wrong SQL, a broken constraint) passes unchanged.
    """
    try:
        yield
    except sqlite3.Error as error:
        ours = translation(path, error)
        if ours is None:
            raise
        raise ours from error


def translation(path: Path, error: sqlite3.Error) -> StoreFailed | None:
    """Return the StoreFailed that ``error`` amounts to, or None when it is a defect.

    The low byte of SQLite's extended code is the primary one (sqlite.org/rescode.html).
    """
    extended = getattr(error, "sqlite_errorcode", 0)
    code = extended & 0xFF
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR} and extended not in _NOT_WRITTEN:
        return StoreUnreachable(path, str(error))
    failure = _NOT_WRITTEN.get(extended) or _FAILURES.get(code)
    return failure(path) if failure else None
