"""One connection to one database file: how it is made, and how it writes."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from trainer.places import make_folder
from trainer.store.errors import StoreFailed, StoreFull, StoreReadOnly, StoreUnreachable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WAIT_MS = 3000
"""How long a write waits for another program before it says that the store is busy."""

_CACHE_KIB = 2 * 1024
"""Up to so much of a file each connection keeps in memory. With 16 times as much nothing became
faster beside 100,000 drills, as the system keeps what is read often; a window held 60 MB more."""

_LOG_PAGES = 10_000
"""So many pages (of 4 KiB) the write-ahead log may hold before a commit must carry them over."""

_LOG_BYTES = 64_000_000
"""After a large import the write-ahead log is cut back to this."""

_FILE_MODE = 0o600


def sqlite_version() -> str:
    """Return the version of the SQLite library that is in use."""
    return sqlite3.sqlite_version


def create_file(path: Path) -> None:
    """Make sure that ``path`` and its folder exist, readable by their owner alone.

    SQLite gives its own side files the mode of this one. Raises StoreReadOnly, StoreFull or
    StoreUnreachable.
    """
    try:
        make_folder(path.parent)
        _make_or_find(path)
    except OSError as error:
        raise refused(path, error) from error


def _make_or_find(path: Path) -> None:
    # A file that is there is not opened: closing it again would let go of every lock that this
    # process holds on it, SQLite's too, and the next process that closes the database would take
    # itself for the last and delete the write-ahead log that is in use here.
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    try:
        os.close(os.open(path.resolve(), flags, _FILE_MODE))
    except FileExistsError as error:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path) from error
        effective = os.access in os.supports_effective_ids
        if not os.access(path, os.R_OK | os.W_OK, effective_ids=effective):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path) from error


def refused(path: Path, error: OSError) -> StoreFailed:
    """Return the StoreFailed that the system's refusal amounts to."""
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StoreReadOnly(path)
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return StoreFull(path)
    return StoreUnreachable(path, error.strerror or str(error))


def connect(path: Path, wait_ms: int = WAIT_MS) -> sqlite3.Connection:
    """Return a connection to the existing file ``path``, without writing to it.

    It belongs to the thread that made it. SQLite's safeguards that are off by default are on;
    recursive triggers make "insert or replace" run into those that protect the review log.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=wait_ms / 1000,
        isolation_level=None,  # Transactions are begun and ended in `transaction`, nowhere else.
    )
    for pragma in (
        "foreign_keys = on",
        "recursive_triggers = on",
        "trusted_schema = off",
        f"cache_size = -{_CACHE_KIB}",
    ):
        connection.execute(f"pragma {pragma}")
    return connection


def make_durable(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log that is flushed to the disk at each commit.

    What it holds is carried over into the file by ``settle``, not in the middle of an answer; only
    when nobody called that for long, a commit does it.
    """
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute(f"pragma wal_autocheckpoint = {_LOG_PAGES}")
    connection.execute(f"pragma journal_size_limit = {_LOG_BYTES}")


def settle(path: Path) -> None:
    """Carry the write-ahead log over into the file, on a connection of its own.

    Neither waits for readers and writers nor holds them up: what it cannot do now stays for the
    next time. So a worker can do it while the window answers. Raises sqlite3.Error.
    """
    with closing(connect(path)) as connection:
        connection.execute("pragma wal_checkpoint(passive)")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of the block or nothing; on leaving it is on the disk.

    The write lock is taken at the start: what the block reads stays true until it commits.
    """
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        # Some errors, a full disk among them, end the transaction by themselves.
        if connection.in_transaction:
            connection.execute("rollback")
        raise
