"""Copies of the whole database, made by SQLite while it is in use."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
from typing import TYPE_CHECKING

from trainer.store.connection import create_file, refused
from trainer.store.damage import quick_check
from trainer.store.errors import StoreCorrupt, translated

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "backups"


def backup_to(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the database to the file ``target``, replacing it only by a complete, sound copy.

    Raises a StoreFailed that names ``target``, which then is as it was before.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        create_file(partial)
        with translated(target):
            _copy(connection, partial, target)
        _flush(partial)
        partial.replace(target)
        _flush(target.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise refused(target, error) from error
        raise


def before_migrating(
    connection: sqlite3.Connection, path: Path, at: dt.datetime, step: str
) -> Path:
    """Copy the database ``path`` aside before ``step`` is applied, and return the copy's path."""
    stamp = at.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    target = path.parent / FOLDER / f"{path.stem}-{stamp}-before-{step}{path.suffix}"
    backup_to(connection, target)
    return target


def _copy(connection: sqlite3.Connection, partial: Path, target: Path) -> None:
    with contextlib.closing(sqlite3.connect(partial, isolation_level=None)) as copy:
        connection.backup(copy)
        # One file without side files is what people can carry about.
        copy.execute("pragma journal_mode = delete")
        if problems := quick_check(copy):
            raise StoreCorrupt(target, f"the copy is not sound ({problems[0]})")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
