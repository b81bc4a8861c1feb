"""The folder of copies beside the database: what they are called, and which of them stay."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

FOLDER: Final = "backups"
PARTIAL: Final = ".partial"
"""Ends the name of a copy that is still being made."""

KEEP_NEWEST: Final = 3
KEEP_DAYS: Final = 7
KEEP_WEEKS: Final = 4
KEEP_MONTHS: Final = 12
"""Of so many of the latest days, weeks and months that have copies the newest one stays."""

_STALE = dt.timedelta(days=1)


class Copy(NamedTuple):
    """One copy: the file, when it was made (UTC), and before what (empty for the daily one)."""

    path: Path
    made_at: dt.datetime
    before: str = ""


def copy_path(database: Path, at: dt.datetime, before: str = "") -> Path:
    """Return where the copy of ``database`` goes that is made at the aware instant ``at``."""
    utc = at.astimezone(dt.UTC)
    # Not %Y: it writes the year 1 as "1".
    stamp = f"{utc.year:04}{utc:%m%dT%H%M%SZ}"
    why = f"-before-{before}" if before else ""
    return database.parent / FOLDER / f"{database.stem}-{stamp}{why}{database.suffix}"


def copies_of(database: Path) -> tuple[Copy, ...]:
    """Return the finished copies of ``database``, newest first. Other files are passed over."""
    found = (_copy(database, path, "") for path in _files(database))
    return tuple(sorted(filter(None, found), key=lambda copy: copy.made_at, reverse=True))


def by_trust(database: Path, now: dt.datetime) -> tuple[Copy, ...]:
    """Return the copies, the one to put back first; those dated later than ``now`` come last.

    Such a date was written by a clock that was wrong: nobody knows how old they are.
    """
    return tuple(sorted(copies_of(database), key=lambda copy: copy.made_at > now))


def is_due(database: Path, now: dt.datetime, every: dt.timedelta) -> bool:
    """Return whether no copy was made within ``every`` before ``now``.

    Copies dated later than ``now``, by a clock that was wrong, do not count.
    """
    return not any(now - every < copy.made_at <= now for copy in copies_of(database))


def kept(instants: Iterable[dt.datetime]) -> frozenset[dt.datetime]:
    """Return which of the copies made at ``instants`` stay. Pure.

    The three newest, and the newest of each of the last 7 days, 4 weeks and 12 months that have
    one. Thinning after each copy leaves what thinning once at the end would.
    """
    newest_first = sorted(set(instants), reverse=True)
    stay = set(newest_first[:KEEP_NEWEST])
    for many, period in _PERIODS:
        latest: dict[object, dt.datetime] = {}
        for instant in newest_first:
            latest.setdefault(period(instant), instant)
        stay.update(list(latest.values())[:many])
    return frozenset(stay)


_PERIODS: tuple[tuple[int, Callable[[dt.datetime], object]], ...] = (
    (KEEP_DAYS, lambda instant: instant.date()),
    (KEEP_WEEKS, lambda instant: instant.isocalendar()[:2]),
    (KEEP_MONTHS, lambda instant: (instant.year, instant.month)),
)


def thin(database: Path, now: dt.datetime) -> tuple[Path, ...]:
    """Delete the copies that need not stay and return their paths.

    Copies that were never finished go after a day: a younger one may be in the making.
    """
    # A copy of a clock that was wrong takes no right one's place, and goes when its date has come.
    copies = [copy for copy in copies_of(database) if copy.made_at <= now]
    stay = kept(copy.made_at for copy in copies)
    gone = [copy.path for copy in copies if copy.made_at not in stay]
    unfinished = (_copy(database, path, PARTIAL) for path in _files(database))
    gone += [each.path for each in unfinished if each and each.made_at < now - _STALE]
    for path in gone:
        path.unlink(missing_ok=True)
    return tuple(gone)


def _files(database: Path) -> tuple[Path, ...]:
    folder = database.parent / FOLDER
    return tuple(folder.iterdir()) if folder.is_dir() else ()


def _copy(database: Path, path: Path, ending: str) -> Copy | None:
    pattern = (
        re.escape(f"{database.stem}-")
        + r"(\d{8}T\d{6})Z(?:-before-(.+))?"
        + re.escape(database.suffix + ending)
    )
    found = re.fullmatch(pattern, path.name)
    if found is None:
        return None
    try:
        made_at = dt.datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:  # Digits that are no date: not one of ours.
        return None
    return Copy(path, made_at, found[2] or "")
