"""SQLite inside Anki's packages: a stranger's file, to be read only, and a new one of our own.

The one place outside ``store`` that speaks SQL. A stranger's file is a private copy, opened
read-only and immutable, with the schema untrusted, extensions off (the default), nothing executed
but our own selects over ordinary tables, and a limit on time and on the size of a value. Triggers
run on writing only, and nothing is written.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trainer.formats.bounds import MAX_FIELD, MAX_QUERY_SECONDS
from trainer.formats.steps import Step

DatabaseError = sqlite3.DatabaseError

_EVERY_STEPS = 320_000
"""A call needs the interpreter, for which a thread waits 5 ms while another is at work."""

_GENERATED = 2
"""``table_xinfo`` says so of columns that are computed: a stranger's expressions."""


class NoTable(Exception):
    """A table that is wanted is missing, a view, or computed."""


class TookTooLong(Exception):
    """The database kept us busy for longer than it may."""


class Foreign:
    """An open collection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables = {
            name
            for name, sql in self.rows("select name, sql from sqlite_schema where type = 'table'")
            if isinstance(sql, str) and not sql.lower().lstrip().startswith("create virtual")
        }

    def has(self, table: str) -> bool:
        """Return whether there is an ordinary table of this name."""
        return table in self._tables

    def columns(self, table: str) -> frozenset[str]:
        """Return the columns of an ordinary table. Raises NoTable for one we cannot trust."""
        if not self.has(table):
            raise NoTable(table)
        rows = list(self.rows("select name, hidden from pragma_table_xinfo(?)", (table,)))
        if any(hidden for _, hidden in rows):
            raise NoTable(table)
        return frozenset(str(name).lower() for name, _ in rows)

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of our own ``sql``. Raises TookTooLong and DatabaseError."""
        return self._fetched(sql, values, _text)

    def raw_rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield as ``rows`` does, but texts as their bytes, for ``as_text``: a third faster.

        No other rows are to be fetched meanwhile.
        """
        return self._fetched(sql, values, bytes)

    def _fetched(
        self, sql: str, values: tuple[object, ...], text: Callable[[bytes], object]
    ) -> Iterator[tuple[Any, ...]]:
        self._connection.text_factory = text
        try:
            yield from self._connection.execute(sql, values)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise TookTooLong from error
            raise

    def is_sound(self) -> bool:
        """Return whether the file's pages are what they should be. Raises TookTooLong."""
        try:
            return [row[0] for row in self.rows("pragma quick_check(1)")] == ["ok"]
        except DatabaseError:
            return False


@contextmanager
def open_foreign(path: Path, step: Step) -> Iterator[Foreign]:
    """Yield the database at ``path``, a private copy of a stranger's.

    ``step`` may raise to stop a long query. Raises DatabaseError for what is no database.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1",
        uri=True,
        isolation_level=None,
        check_same_thread=False,  # one after the other may fetch from it (see ``ahead``)
    )
    try:
        _guard(connection, step)
        yield Foreign(connection)
    finally:
        connection.close()


def create(
    path: Path, statements: Iterable[str], rows: Iterable[tuple[str, Iterable[tuple[object, ...]]]]
) -> None:
    """Make a new database at ``path``: our own ``statements``, then ``rows`` by their inserts."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in ("journal_mode = off", "synchronous = off"):
            connection.execute(f"pragma {pragma}")
        for statement in statements:
            connection.execute(statement)
        connection.execute("begin")
        for insert, values in rows:
            connection.executemany(insert, values)
        connection.execute("commit")
    finally:
        connection.close()


def _guard(connection: sqlite3.Connection, step: Step) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 16 * MAX_FIELD)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.text_factory = _text
    connection.create_collation("unicase", _unicase)
    for pragma in ("trusted_schema = off", "cell_size_check = on", "query_only = on"):
        connection.execute(f"pragma {pragma}")
    connection.execute("pragma cache_size = -16000")
    connection.execute("pragma temp_store = memory")
    spent = _Budget(step)
    connection.set_progress_handler(spent, _EVERY_STEPS)


class _Budget:
    """Counts the time that the database itself takes: what we do with its rows is not its fault."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._cpu = time.thread_time()
        self._calls = 0

    def __call__(self) -> int:
        self._calls += 1
        self._step(0.0, "reading the collection")
        # Between two calls lie so many steps of SQLite's; rows that are fetched in between take
        # time of ours, so steps are what is counted.
        return int(self._calls * _EVERY_STEPS > MAX_QUERY_SECONDS * _STEPS_A_SECOND)


_STEPS_A_SECOND = 30_000_000
"""Virtual machine steps that a slow processor takes in a second."""


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def as_text(value: object) -> str:
    """Return what a column of ``raw_rows`` says, whatever a stranger put into it."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _unicase(left: str, right: str) -> int:
    one, two = left.casefold(), right.casefold()
    return (one > two) - (one < two)
