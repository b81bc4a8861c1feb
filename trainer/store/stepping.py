"""Long reads of a whole file in portions: between two of them a caller may rest, or stop it all."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Step = Callable[[], object]

PAGES: Final = 1024
"""So many pages (of 4 KiB) are copied at a time: some milliseconds."""

INSTRUCTIONS: Final = 200_000
"""So many of SQLite's own instructions are carried out at a time: some milliseconds."""


def go_on() -> None:
    """Neither rest nor stop."""


@contextmanager
def stepping(connection: sqlite3.Connection, step: Step) -> Iterator[None]:
    """Call ``step`` now and then while ``connection`` reads; what it raises ends the reading."""
    raised: list[BaseException] = []

    def stops() -> bool:
        try:
            step()
        except BaseException as error:  # noqa: BLE001 (raised again below, not through SQLite)
            raised.append(error)
        return bool(raised)

    connection.set_progress_handler(stops, INSTRUCTIONS)
    try:
        yield
    except sqlite3.OperationalError:
        if raised:
            raise raised[0] from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


def copy(connection: sqlite3.Connection, target: sqlite3.Connection, step: Step) -> None:
    """Copy the database as it is now into ``target``; what ``step`` raises ends that.

    What others write meanwhile is left out: without this reading transaction SQLite would begin
    anew with each of their writes.
    """

    def portion(_status: int, left: int, _total: int) -> None:
        if left:
            step()

    connection.execute("begin")
    try:
        connection.execute("select count(*) from sqlite_schema").fetchone()
        connection.backup(target, pages=PAGES, progress=portion)
    finally:
        connection.execute("rollback")
