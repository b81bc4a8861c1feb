"""Looking into a database without leaving a trace beside it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.store import damage, migrations
from trainer.store.errors import StoreFailed, StoreTooNew, translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_TRIES = 5
"""So often files are copied anew that were changed meanwhile."""


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
            _copy(database, copy)
        try:
            yield copy
        except StoreFailed as error:  # what is wrong with the copy is wrong with the file
            error.where = error.where.replace(str(copy), str(database))
            raise


def _copy(database: Path, copy: Path) -> None:
    try:
        with translated(database), closing(_opened(database)) as connection:
            migrations.check_known(connection, database)
            with closing(sqlite3.connect(copy)) as target:
                connection.backup(target)
    except StoreFailed as error:
        # To read answers that stand in a write-ahead log SQLite has to write beside it.
        log = _log_of(database)
        if isinstance(error, StoreTooNew) or not log.exists():
            raise
        copy.unlink(missing_ok=True)
        _copy_files({database: copy, log: _log_of(copy)}, error)


def _copy_files(targets: Mapping[Path, Path], refusal: StoreFailed) -> None:
    """Copy files that belong together; raises ``refusal`` if somebody keeps writing them."""
    for _ in range(_TRIES):
        before = _stamps(targets)
        for source, target in targets.items():
            try:
                shutil.copyfile(source, target)
            except OSError as error:
                raise refusal from error
        if _stamps(targets) == before:
            return
    raise refusal


def _stamps(files: Iterable[Path]) -> list[tuple[int, int]]:
    return [(each.stat().st_size, each.stat().st_mtime_ns) for each in files]


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def _opened(database: Path) -> sqlite3.Connection:
    """Return a connection that only reads; without a write-ahead log it makes no side file."""
    at_rest = not _log_of(database).exists()
    more = "&immutable=1" if at_rest else ""
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro{more}", uri=True)
