"""The indices of the log while a long history comes in: taken away, and made anew afterwards.

An index that is made of rows at hand takes a fifth of what it takes to grow row by row in no order
of its own. What was taken away stands in the file, so that it is made anew after a crash, too.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from trainer.store.columns import from_json, to_json
from trainer.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_FEW: Final = 50_000
"""So many answers may be here: with more, the window would miss the indices meanwhile."""

_INDICES: Final = """
    select sql from sqlite_schema where type = 'index' and tbl_name = 'review' and sql is not null
"""


def take_away(connection: sqlite3.Connection) -> None:
    """Take the indices of the reviews away, in one transaction, if there are few reviews here."""
    (there,) = connection.execute("select coalesce(max(seq), 0) from review").fetchone()
    if there > _FEW:
        return
    with transaction(connection):
        found = [sql for (sql,) in connection.execute(_INDICES).fetchall()]
        connection.execute(
            "insert or ignore into sync_value (name, value) values ('log_indices', ?)",
            (to_json(found),),
        )
        for sql in found:
            connection.execute(f"drop index {sql.split()[2]}")


def make_anew(connection: sqlite3.Connection) -> None:
    """Make what was taken away anew, each in a transaction; without that, nothing is written."""
    row = connection.execute("select value from sync_value where name = 'log_indices'").fetchone()
    if row is None:
        return
    with _sorting_apart(connection):
        for sql in from_json(row[0]):
            with transaction(connection):
                there = {sql for (sql,) in connection.execute(_INDICES).fetchall()}
                if sql not in there:
                    connection.execute(sql)
    with transaction(connection):
        connection.execute("delete from sync_value where name = 'log_indices'")


@contextmanager
def _sorting_apart(connection: sqlite3.Connection) -> Iterator[None]:
    """Let SQLite sort on further threads, which it does in parts as large as its cache."""
    (cache,) = connection.execute("pragma cache_size").fetchone()
    connection.execute("pragma threads = 2")
    connection.execute("pragma cache_size = -8000")
    try:
        yield
    finally:
        connection.execute(f"pragma cache_size = {int(cache)}")
        connection.execute("pragma threads = 0")
