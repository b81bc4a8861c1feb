"""Noticing a damaged file: cheaply at each open, thoroughly on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.store.copies import copies_of
from trainer.store.errors import StoreCorrupt
from trainer.store.stepping import go_on, stepping

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from trainer.store.stepping import Step

SMALL_BYTES = 4_000_000
"""Files up to this size are read through at each open; see docs/decisions/0006."""


def check_not_emptied(path: Path) -> None:
    """Raise StoreCorrupt for a file of no length that once held something: there are copies of it.

    SQLite would take it for a new one. A new file is that empty for a moment, but has no copies.
    """
    if path.is_file() and path.stat().st_size == 0 and copies_of(path):
        raise StoreCorrupt(path, "the database is empty, though there are copies of it")


def check_at_open(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreCorrupt when a cheap look finds damage.

    SQLite itself refuses a wrong header and a file shorter than its header says at the first
    read. Beyond that the newest rows are touched, where an interrupted write would show, and a
    small file is read through. Raises sqlite3.DatabaseError for what SQLite finds by itself.
    """
    connection.execute(
        "select (select max(seq) from review), (select max(seq) from retraction),"
        " (select max(key) from drill), (select max(drill_key) from drill_content),"
        " (select max(drill_key) from drill_state), (select max(due_day) from drill_state),"
        " (select max(study_day) from review), (select max(id) from review)"
    ).fetchone()
    if path.stat().st_size <= SMALL_BYTES and (problems := quick_check(connection)):
        raise StoreCorrupt(path, f"the database is damaged ({problems[0]})")


def quick_check(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the first thing wrong with the file's pages, without comparing indices to tables."""
    return _problems(connection, "pragma quick_check(1)")


def full_check(connection: sqlite3.Connection, step: Step = go_on) -> tuple[str, ...]:
    """Return everything wrong with pages, indices and references, at most 100 of each.

    ``step`` is called now and then; raises what it raises.
    """
    with stepping(connection, step):
        pages = _problems(connection, "pragma integrity_check(100)")
        broken = connection.execute("pragma foreign_key_check").fetchmany(100)
    return pages + tuple(
        f"row {row} of {table} refers to a row of {parent} that is missing"
        for table, row, parent, _ in broken
    )


def _problems(connection: sqlite3.Connection, pragma: str) -> tuple[str, ...]:
    # SQLite breaks some of its sentences over two lines, the first of which names its own schema.
    found = tuple(
        " ".join(str(line).replace("*** in database main ***", "").split())
        for (line,) in connection.execute(pragma)
    )
    return () if found == ("ok",) else found
