"""Saving the log from a damaged file: into the newest good copy, or into a new file."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trainer.store import migrations, restore, settings
from trainer.store.connection import connect, create_file, refused, transaction
from trainer.store.errors import NothingToSalvage, translated
from trainer.store.pages import Pages, Value
from trainer.store.rebuild import rebuild

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from trainer.scheduling.fsrs import Scheduler

Columns = tuple[Value, ...]

# As step m001 declares them: the log's tables have not changed since, and never will.
_INTO_LOG: Final = """
    insert into review (
        id, device, drill_id, kind, seed, content_hash, answer, suggested, rating, duration_ms,
        at_us, study_day, before_stability_days, before_difficulty, before_due_day,
        before_last_day, before_reviews, before_lapses, due_day, value, expected, unit,
        log10_error, interval_low, interval_high)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_INTO_RETRACTIONS: Final = "insert into retraction (review_id, device, at_us) values (?, ?, ?)"
_REVIEW_TYPES: Final = (
    *(str, str, str, str, int, str, str, int, int, int, int, int),
    *(float, float, int, int, int, int, int, float, float, str, float, float, float),
)
_NEEDED: Final = frozenset(range(12)) | {18}
_ID_LENGTH: Final = 36


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be saved: rows readable in the damaged file, and how many of them were new.

    ``base`` is the copy they were put into, None for a new file (decks are then to be imported
    again). ``aside`` is where the damaged file is now.
    """

    reviews: int
    retractions: int
    added: int
    base: Path | None
    aside: Path | None


def readable(path: Path) -> tuple[dict[int, Columns], dict[int, Columns]]:
    """Return the reviews and the retractions that can be read in the file, by their place.

    Works without any help of SQLite's; see ``pages``. Raises a StoreFailed if the file cannot be
    read at all.
    """
    reviews: dict[int, Columns] = {}
    retractions: dict[int, Columns] = {}
    try:
        for key, columns in Pages(path).rows():
            # The first column is the key's, which stands outside the record.
            if _is_review(columns):
                reviews[key] = columns[1:]
            elif _is_retraction(columns):
                retractions[key] = columns[1:]
    except OSError as error:
        raise refused(path, error) from error
    return reviews, retractions


def _is_review(columns: Columns) -> bool:
    if len(columns) != len(_REVIEW_TYPES) + 1 or not _is_id(columns[1]):
        return False
    return all(
        (value is None and place not in _NEEDED) or _fits(value, kind)
        for place, (value, kind) in enumerate(zip(columns[1:], _REVIEW_TYPES, strict=True))
    )


def _is_retraction(columns: Columns) -> bool:
    return (
        len(columns) == 4
        and _is_id(columns[1])
        and isinstance(columns[2], str)
        and isinstance(columns[3], int)
    )


def _is_id(value: Value) -> bool:
    return isinstance(value, str) and len(value) == _ID_LENGTH and value.count("-") == 4


def _fits(value: Value, kind: type) -> bool:
    # SQLite keeps a whole real number as an integer.
    return isinstance(value, (int, float) if kind is float else kind)


def salvage(database: Path, at: dt.datetime, scheduler: Scheduler, *, device: str) -> Salvaged:
    """Replace the damaged ``database`` by the newest good copy plus all that is readable.

    Without a copy a new file takes the log, on the device named ``device``; the decks are then to
    be imported again. The damaged file is kept aside. Memory states are computed anew from the
    log. Raises NothingToSalvage when there is neither a copy nor a readable review, StoreLocked
    while a program has the file open.
    """
    reviews, retractions = readable(database)
    base = restore.newest_good(database, at)
    if not reviews and base is None:
        raise NothingToSalvage(database)
    work = database.with_name(database.name + ".salvage")
    try:
        work.unlink(missing_ok=True)
        create_file(work)
        if base is not None:
            shutil.copyfile(base.path, work)
        with translated(work), contextlib.closing(connect(work)) as connection:
            migrations.apply_pending(connection)
            settings.device(connection, device)
            added = _add(connection, reviews, retractions)
            rebuild(connection, scheduler, reschedule=False)
        aside = restore.put_in_place(database, work, at)
    except OSError as error:
        raise refused(work, error) from error
    finally:
        work.unlink(missing_ok=True)
    return Salvaged(len(reviews), len(retractions), added, base.path if base else None, aside)


def _add(
    connection: sqlite3.Connection,
    reviews: dict[int, Columns],
    retractions: dict[int, Columns],
) -> int:
    """Add what the file has not yet, in the order of the damaged one; return how many rows."""
    with transaction(connection):
        return _insert(connection, _INTO_LOG, reviews) + _insert(
            connection, _INTO_RETRACTIONS, retractions
        )


def _insert(connection: sqlite3.Connection, statement: str, rows: dict[int, Columns]) -> int:
    added = 0
    for key in sorted(rows):
        # A row that is there already, or that damage made impossible, breaks a constraint.
        with contextlib.suppress(sqlite3.IntegrityError):
            added += connection.execute(statement, rows[key]).rowcount
    return added
