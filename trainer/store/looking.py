"""Looking into a database without leaving a trace beside it."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.store import damage, migrations
from trainer.store.errors import StoreFailed, translated

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def copied(database: Path) -> Iterator[Path]:
    """Yield a copy of ``database`` to work with, in a folder that is gone afterwards.

    Where there is no database, nor is there a copy: a new one is made there when it is opened.
    Raises a StoreFailed, or StoreTooNew, that names ``database``.
    """
    damage.check_not_emptied(database)
    with tempfile.TemporaryDirectory(prefix="triad-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / database.name
        if database.exists():
            with translated(database), closing(_opened(database)) as connection:
                migrations.check_known(connection, database)
                with closing(sqlite3.connect(copy)) as target:
                    connection.backup(target)
        try:
            yield copy
        except StoreFailed as error:  # what is wrong with the copy is wrong with the file
            error.where = error.where.replace(str(copy), str(database))
            raise


def _opened(database: Path) -> sqlite3.Connection:
    """Return a connection that only reads; without a write-ahead log it makes no side file."""
    at_rest = not database.with_name(f"{database.name}-wal").exists()
    more = "&immutable=1" if at_rest else ""
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro{more}", uri=True)
