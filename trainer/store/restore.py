"""Putting a copy in the database's place. What was there is kept aside, whatever its state."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from typing import TYPE_CHECKING

from trainer.store import migrations
from trainer.store.backup import flush
from trainer.store.connection import connect, create_file, refused
from trainer.store.copies import PARTIAL, by_trust, copy_path
from trainer.store.damage import full_check, quick_check
from trainer.store.errors import (
    BadCopy,
    NoCopy,
    StoreCorrupt,
    StoreFailed,
    StoreLocked,
    StoreTooNew,
    translated,
)

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from trainer.store.copies import Copy

ASIDE = "kept-aside"
_HEADER = b"SQLite format 3\0"
_SIDE_FILES = ("-wal", "-shm")
_NO_COPY = "this is no database of Triad Trainer"
_ANOTHER = "choose another copy; triad backup --list names them"


def check_copy(path: Path) -> None:
    """Raise a StoreFailed when the file ``path`` cannot take the database's place.

    Reads all of it and writes nothing.
    """
    try:
        with path.open("rb") as file:
            is_database = file.read(len(_HEADER)) == _HEADER
    except OSError as error:
        raise refused(path, error) from error
    if not is_database:
        raise BadCopy(path, _NO_COPY, _ANOTHER)
    try:
        _check_content(path)
    except BadCopy:
        raise
    except StoreCorrupt as error:  # SQLite's own word for it.
        raise BadCopy(path, "the copy is damaged", _ANOTHER) from error


def _check_content(path: Path) -> None:
    with translated(path), contextlib.closing(connect(path)) as copy:
        applied, known = migrations.applied(copy), migrations.known()
        if unknown := tuple(name for name in applied if name not in known):
            raise StoreTooNew(path, unknown)
        if not applied:
            raise BadCopy(path, _NO_COPY, _ANOTHER)
        if problems := full_check(copy):
            raise BadCopy(path, f"the copy is damaged ({problems[0]})", _ANOTHER)


def newest_good(database: Path, now: dt.datetime) -> Copy | None:
    """Return the newest copy of ``database`` that could take its place; reads copies whole.

    One dated later than ``now`` is only taken where there is no other.
    """
    for copy in by_trust(database, now):
        with contextlib.suppress(StoreFailed):
            check_copy(copy.path)
            return copy
    return None


def restore(database: Path, at: dt.datetime, copy: Path | None = None) -> tuple[Path, Path | None]:
    """Put ``copy`` (default: the newest good one) in the place of ``database``.

    Returns the copy and where the file is now that was there before (None if there was none).
    Raises NoCopy, StoreLocked while any program has the database open, and what ``check_copy``
    raises. The database is there at each moment: as it was, or as the copy is.
    """
    if copy is None:
        newest = newest_good(database, at)
        if newest is None:
            raise NoCopy(database.parent)
        copy = newest.path
    check_copy(copy)
    return copy, put_in_place(database, copy, at)


def set_aside(database: Path, at: dt.datetime) -> Path:
    """Move ``database`` to what is kept aside, so that a new one can begin; return its new path.

    Raises StoreLocked while any program has it open.
    """
    try:
        aside = _put_aside(database, at)
        database.unlink()
        flush(database.parent)
    except OSError as error:
        raise refused(database, error) from error
    return aside


def put_in_place(database: Path, source: Path, at: dt.datetime) -> Path | None:
    """Make a copy of ``source`` the file ``database``; return where the old file is now."""
    coming = database.with_name(database.name + PARTIAL)
    try:
        _copied(source, coming)
        flush(coming)
        aside = _put_aside(database, at) if database.exists() else None
        coming.replace(database)
        flush(database.parent)
    except OSError as error:
        coming.unlink(missing_ok=True)
        raise refused(database, error) from error
    return aside


def _put_aside(database: Path, at: dt.datetime) -> Path:
    """Give the file a second name in the folder of what is kept, and free it of its side files."""
    aside = database.parent / ASIDE / copy_path(database, at).name
    create_file(aside)
    aside.unlink()
    # SQLite may throw the log of a damaged file away, so that is kept first.
    kept = [_copied(side, _beside(aside, side)) for side in _side_files(database)]
    is_damaged = False
    try:
        is_damaged = not _joined(database)
    finally:
        if not is_damaged:
            for side in kept:
                side.unlink()
    for side in _side_files(database):
        side.unlink()  # Beside another file it would be taken for that one's.
    try:
        os.link(database, aside)
    except OSError:  # A file system without links.
        _copied(database, aside)
    flush(aside.parent)
    return aside


def _copied(source: Path, target: Path) -> Path:
    """Copy a file into one that is its owner's alone."""
    create_file(target)
    return shutil.copyfile(source, target)


def _side_files(database: Path) -> list[Path]:
    paths = (database.with_name(database.name + ending) for ending in _SIDE_FILES)
    return [path for path in paths if path.exists()]


def _beside(aside: Path, side: Path) -> Path:
    return aside.with_name(aside.name + side.name[-len(_SIDE_FILES[0]) :])


def _joined(database: Path) -> bool:
    """Write the write-ahead log into the file and remove it; False if the file is damaged.

    SQLite lets only the last connection do this. Raises StoreLocked when there is another.
    """
    try:
        with translated(database), contextlib.closing(connect(database, wait_ms=0)) as last:
            last.execute("pragma journal_mode = delete")
            return quick_check(last) == ()
    except StoreLocked:
        raise
    except (StoreFailed, sqlite3.DatabaseError):
        return False
