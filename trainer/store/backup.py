"""Copies of the whole database, made by SQLite while it is in use."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from trainer.store.connection import create_file, refused
from trainer.store.copies import PARTIAL, copy_path, thin
from trainer.store.damage import quick_check
from trainer.store.errors import StoreCorrupt, StoreUnreachable, translated
from trainer.store.stepping import copy, go_on, stepping

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from trainer.store.stepping import Step


def backup_to(connection: sqlite3.Connection, target: Path, step: Step = go_on) -> None:
    """Copy the database to the file ``target``, replacing it only by a complete, sound copy.

    ``step`` is called between two portions. Raises what it raises, and a StoreFailed that names
    ``target``, which then is as it was before.
    """
    partial = target.with_name(target.name + PARTIAL)
    if target.exists() and not target.is_file():
        raise StoreUnreachable(target, "it is not an ordinary file")
    try:
        partial.unlink(missing_ok=True)
        create_file(partial)
        with translated(target):
            _copy(connection, partial, target, step)
        flush(partial)
        partial.replace(target)
        flush(target.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise refused(target, error) from error
        raise


def keep_copy(
    connection: sqlite3.Connection,
    database: Path,
    at: dt.datetime,
    before: str = "",
    step: Step = go_on,
) -> Path:
    """Copy ``database`` into the folder of copies, thin that folder, and return the copy's path.

    ``before`` says before what step or work it is made. Raises a StoreFailed, and what ``step``
    raises.
    """
    target = copy_path(database, at, before)
    backup_to(connection, target, step)
    try:
        thin(database, at)
    except OSError as error:
        raise refused(target.parent, error) from error
    return target


def log_end(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return the places of the last review and the last retraction, 0 where there is none."""
    row = connection.execute(
        "select coalesce((select max(seq) from review), 0),"
        " coalesce((select max(seq) from retraction), 0)"
    ).fetchone()
    return int(row[0]), int(row[1])


def _copy(connection: sqlite3.Connection, partial: Path, target: Path, step: Step) -> None:
    with contextlib.closing(sqlite3.connect(partial, isolation_level=None)) as made:
        copy(connection, made, step)
        # One file without side files is what people can carry about.
        made.execute("pragma journal_mode = delete")
        with stepping(made, step):
            problems = quick_check(made)
        if problems:
            raise StoreCorrupt(target, f"the copy is not sound ({problems[0]})")


_OPENS_FOLDERS = os.name == "posix"


def flush(path: Path) -> None:
    """Wait until the file or folder ``path`` is on the disk. Raises OSError.

    Where folders cannot be opened (Windows) there is nothing to wait for: a name is there once it
    is written.
    """
    if not _OPENS_FOLDERS and path.is_dir():
        return
    # Windows flushes only what may be written to.
    descriptor = os.open(path, os.O_RDONLY if _OPENS_FOLDERS else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
