"""Looking after the database: a copy each day, a full check each week, mending what is damaged.

``look_after`` opens the file by itself, so that it can run on a worker while the window answers.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from trainer.scheduling.fsrs import Scheduler
from trainer.store import connection
from trainer.store import restore as restoring
from trainer.store import salvage as salvaging
from trainer.store.copies import FOLDER, Copy, copies_of, is_due
from trainer.store.database import Store
from trainer.store.errors import translated
from trainer.store.salvage import Salvaged

__all__ = ["Care", "Copy", "Damage", "Salvaged"]

COPY_EVERY = dt.timedelta(days=1)
CHECK_EVERY = dt.timedelta(days=7)

_CHECKED = "care.checked_at"

_COPYING, _CHECKING = "copying the database", "checking the database"

_REST_S = 0.01
"""So long nothing is done after each portion of some milliseconds: whoever answers goes first."""


@dataclass(frozen=True, slots=True)
class Care:
    """What was done: the copy made, and what the full check found (None: it was not its turn)."""

    copy: Path | None
    problems: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Damage:
    """What can be done about a file that does not open.

    ``copy`` is the newest good copy, ``readable`` how many answers can be read in the damaged
    file itself.
    """

    copy: Copy | None
    readable: int


def copy_is_due(database: Path, now: dt.datetime) -> bool:
    """Return whether the last copy is older than a day. Reads one folder's names."""
    return is_due(database, now, COPY_EVERY)


def look_after(
    database: Path, now: dt.datetime, step: Callable[[float, str], None] = lambda *_: None
) -> Care:
    """Copy ``database`` if the last copy is older than a day; check it whole once a week.

    Between two portions of a large file it rests. ``step`` hears of progress and may raise to
    stop. Raises the store's errors; a full disk does not hurt the database. Where there is no
    database there is nothing to do.
    """

    def rest(share: float, what: str) -> None:
        step(share, what)
        time.sleep(_REST_S)

    if not database.exists():
        return Care(None, None)
    copy = problems = None
    with Store.open(database, device="", at=now) as store:
        if copy_is_due(database, now):
            step(0.0, _COPYING)
            copy = store.keep_copy(now, partial(rest, 0.0, _COPYING))
        if _check_is_due(store, now):
            step(0.5, _CHECKING)
            problems = store.check_integrity(partial(rest, 0.5, _CHECKING))
            store.put_setting(_CHECKED, now.isoformat())
    return Care(copy, problems)


def _check_is_due(store: Store, now: dt.datetime) -> bool:
    last = store.settings().get(_CHECKED)
    # A date in the future was written by a clock that was wrong, and what is none by nobody.
    try:
        return not now - CHECK_EVERY < dt.datetime.fromisoformat(str(last)) <= now
    except (ValueError, TypeError):
        return True


def settle(database: Path) -> None:
    """Carry what was answered lately from SQLite's write-ahead log into the file itself.

    Opens the file by itself: a worker does it so that no answer has to. Raises the store's errors.
    """
    with translated(database):
        connection.settle(database)


def back_up(database: Path, now: dt.datetime) -> Path:
    """Copy ``database`` into the folder of copies and return the copy. Raises the store's errors.

    Opens the file by itself, like ``look_after``.
    """
    with Store.open(database, device="", at=now) as store:
        return store.keep_copy(now)


def folder(database: Path) -> Path:
    """Return the folder of copies, or that of ``database`` while there are none."""
    kept = database.parent / FOLDER
    return kept if kept.is_dir() else database.parent


def copies(database: Path) -> tuple[Copy, ...]:
    """Return the copies of ``database``, newest first."""
    return copies_of(database)


def restore(database: Path, now: dt.datetime, copy: Path | None = None) -> tuple[Path, Path | None]:
    """Put ``copy`` (default: the newest good one) in the database's place.

    Returns the copy and where the file is now that was there before. Every window must be closed:
    raises StoreLocked otherwise, NoCopy, and the store's errors.
    """
    return restoring.restore(database, now, copy)


def start_anew(database: Path, now: dt.datetime) -> Path:
    """Move a ``database`` of no use aside, so that a new one can begin; return where it is now."""
    return restoring.set_aside(database, now)


def damage(database: Path, now: dt.datetime) -> Damage:
    """Return what can be done about a ``database`` that does not open. Writes nothing."""
    reviews, _ = salvaging.readable(database)
    return Damage(restoring.newest_good(database, now), len(reviews))


def salvage(database: Path, now: dt.datetime, *, device: str) -> Salvaged:
    """Replace a damaged ``database`` by the newest good copy plus every readable answer.

    The damaged file is kept aside. Memory states follow the default parameters until they are
    rebuilt with the user's. Raises NothingToSalvage, StoreLocked, the store's errors.
    """
    return salvaging.salvage(database, now, Scheduler(), device=device)
