"""What this device tells others: its part of the log, given stamps, and how far it was told."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from trainer.store.columns import from_json, to_json
from trainer.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3

    from trainer.domain.stamps import StampClock

EVENT_COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "review": (
        *("id", "device", "drill_id", "kind", "seed", "content_hash", "answer", "suggested"),
        *("rating", "duration_ms", "at_us", "study_day", "before_stability_days"),
        *("before_difficulty", "before_due_day", "before_last_day", "before_reviews"),
        *("before_lapses", "due_day", "value", "expected", "unit", "log10_error"),
        *("interval_low", "interval_high"),
    ),
    "retraction": ("review_id", "device", "at_us"),
    "adjustment": (
        *("id", "device", "drill_id", "what", "due_day", "at_us", "before_stability_days"),
        *("before_difficulty", "before_due_day", "before_last_day", "before_reviews"),
        "before_lapses",
    ),
    "withdrawal": ("adjustment_id", "device", "at_us"),
}
"""The values of each type of event of the log, named as its columns (docs/sync.md)."""

PLACED: Final = ("review", "adjustment")
"""The logs whose order matters: what is derived depends on it."""

SELF: Final = 0
"""Stands in ``told_by`` for this device; others have the keys of ``sync_device``."""

Told = tuple[int, str, list[Any]]
"""An event as the files of a sync folder hold it, without its number: stamp, type, values."""


@dataclass(frozen=True, slots=True)
class Cursors:
    """How far each log was told to others, by the ``seq`` of its last row that was."""

    review: int = 0
    retraction: int = 0
    adjustment: int = 0
    withdrawal: int = 0


def value(connection: sqlite3.Connection, name: str, default: Any) -> Any:
    """Return what is kept of the sync under ``name``."""
    row = connection.execute("select value from sync_value where name = ?", (name,)).fetchone()
    return default if row is None else from_json(row[0])


def put_value(connection: sqlite3.Connection, name: str, what: object) -> None:
    """Keep plain data under ``name``. Part of a transaction that the caller holds."""
    connection.execute(
        "insert into sync_value (name, value) values (?, ?)"
        " on conflict (name) do update set value = excluded.value",
        (name, to_json(what)),
    )


def place_own(connection: sqlite3.Connection, stamps: StampClock, most: int) -> int:
    """Give at most ``most`` rows of each log that were added here their stamps; return how many.

    They are stamped in the order they were written in, whatever the clock showed then.
    """
    with transaction(connection):
        return place(connection, stamps, most)


def place(connection: sqlite3.Connection, stamps: StampClock, most: int = -1) -> int:
    """Do what ``place_own`` does, in a transaction that the caller holds."""
    count = 0
    for log in PLACED:
        reached = value(connection, f"placed_{log}", 0)
        rows = connection.execute(
            f"select seq, at_us / 1000 from {log} where seq > ? order by seq limit ?",
            (reached, most),
        ).fetchall()
        if rows:
            count += len(rows)
            connection.executemany(
                f"insert into {log}_place (seq, stamp, told_by) values (?, ?, {SELF})",
                [(seq, stamps.next(at_ms)) for seq, at_ms in rows],
            )
            put_value(connection, f"placed_{log}", rows[-1][0])
    if count:
        put_value(connection, "clock", stamps.last)
    return count


def cursors(connection: sqlite3.Connection) -> Cursors:
    """Return how far the log was told."""
    return Cursors(**value(connection, "told", {}))


def put_told(connection: sqlite3.Connection, told: Cursors) -> None:
    """Keep how far the log was told. Part of a transaction that the caller holds."""
    put_value(connection, "told", asdict(told))


def untold(
    connection: sqlite3.Connection, names: tuple[str, ...], most: int
) -> tuple[list[Told], Cursors]:
    """Return at most ``most`` events that were not told, and the cursors once they were.

    ``names`` are this device's, also those it had before. Only what has its stamp is returned.
    """
    told = cursors(connection)
    found: list[Told] = []
    reached: dict[str, int] = {}
    for log, listed in EVENT_COLUMNS.items():
        since = getattr(told, log)
        columns = ", ".join(f"l.{name}" for name in listed)
        if log in PLACED:
            rows = connection.execute(
                f"select p.seq, p.stamp, {columns} from {log}_place p join {log} l on l.seq = p.seq"
                f" where p.seq > ? and p.told_by = {SELF} order by p.seq limit ?",
                (since, most - len(found)),
            ).fetchall()
        else:
            rows = connection.execute(
                f"select l.seq, (l.at_us / 1000) << 15, {columns} from {log} l"
                " where l.seq > ? and l.device in (select value from json_each(?))"
                " order by l.seq limit ?",
                (since, to_json(names), most - len(found)),
            ).fetchall()
        found += [(row[1], log, list(row[2:])) for row in rows]
        reached[log] = rows[-1][0] if rows else since
    return found, Cursors(**reached)


def forget_folder(connection: sqlite3.Connection, folder: str) -> None:
    """Begin with another folder, in one transaction: all is told and read once more."""
    with transaction(connection):
        put_value(connection, "folder", folder)
        put_value(connection, "written", {})
        put_told(connection, Cursors())
        connection.execute("delete from sync_segment")
