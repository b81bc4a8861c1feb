"""What this device tells others: its part of the log, given stamps, and how far it was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from trainer.domain.stamps import BELIEVED_AHEAD_MS, HIGHEST, StampClock, stamp_ms
from trainer.store import registers
from trainer.store.columns import from_json, to_json
from trainer.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

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
    "register": ("subject", "key", "field", "value", "rank", "device"),
}
"""The values of each type of event, named as the columns of its table (docs/sync.md)."""

LOGS: Final = ("review", "retraction", "adjustment", "withdrawal")

PLACED: Final = ("review", "adjustment")
"""The logs whose order matters: what is derived depends on it."""

SELF: Final = 0
"""Stands in ``told_by`` for this device; others have the keys of ``sync_device``."""

Told = tuple[int, str, list[Any]]
"""An event as the files of a sync folder hold it, without its number: stamp, type, values."""


class Here(NamedTuple):
    """This device: its identity, its clock of stamps, and what its clock on the wall shows."""

    device: str
    stamps: StampClock
    now_ms: int

    def take_in(self, stamp: int, *, own: bool) -> None:
        """Go on after a ``stamp`` that was seen: of its own, and of others what is not far ahead.

        Its own files may have been written over: what no clock can have shown is no stamp of its.
        """
        own_ms = min(stamp_ms(stamp), self.now_ms + BELIEVED_AHEAD_MS)
        self.stamps.take_in(stamp, own_ms if own else self.now_ms)


class Cursors(NamedTuple):
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


def place_own(connection: sqlite3.Connection, here: Here, most: int) -> int:
    """Give at most ``most`` reviews that were added here, and what came between, their stamps.

    They are stamped in the order they were written in, whatever the clock showed then. What was
    changed in marks and settings becomes registers. Returns how many there were.
    """
    with transaction(connection):
        return place(connection, here, most)


def place(connection: sqlite3.Connection, here: Here, most: int = -1) -> int:
    """Do what ``place_own`` does, in a transaction that the caller holds."""
    rows = _unplaced(connection, most)
    places: dict[str, list[tuple[int, int]]] = {log: [] for log in PLACED}
    for _, log, seq, at_ms in rows:
        places[log].append((seq, here.stamps.next(at_ms)))
    for log, placed in places.items():
        if placed:
            connection.executemany(
                f"insert into {log}_place (seq, stamp, told_by) values (?, ?, {SELF})", placed
            )
            _touch_overtaken(connection, log, placed)
            put_value(connection, f"placed_{log}", placed[-1][0])
    if rows:
        put_value(connection, "clock", here.stamps.last)
    return len(rows) + registers.place(connection, here.device, here.now_ms)


def _touch_taken_back(connection: sqlite3.Connection, events: Sequence[Told]) -> None:
    """Note the drills of which something was taken back.

    They are then what they were before it came; in the order that all devices agree on, something
    else may have been before it.
    """
    for kind, log in (("retraction", "review"), ("withdrawal", "adjustment")):
        connection.executemany(
            f"insert or ignore into touched (drill_id) select drill_id from {log} where id = ?",
            [(values[0],) for _, told, values in events if told == kind],
        )


def _touch_overtaken(
    connection: sqlite3.Connection, log: str, placed: list[tuple[int, int]]
) -> None:
    """Note the drills of what was stamped before something of a device whose clock is ahead.

    Here it came later; in the order that all devices agree on it did not.
    """
    (furthest,) = connection.execute("select max(last_stamp) from sync_device").fetchone()
    connection.executemany(
        f"insert or ignore into touched (drill_id) select drill_id from {log} where seq = ?",
        [(seq,) for seq, stamp in placed if stamp < (furthest or 0)],
    )


def _unplaced(connection: sqlite3.Connection, most: int) -> list[tuple[int, str, int, int]]:
    """Return the rows that have no stamp, as they followed one another: order, log, seq, ms."""
    reviews = connection.execute(
        "select 2 * seq, 'review', seq, at_us / 1000 from review where seq > ?"
        " order by seq limit ?",
        (value(connection, "placed_review", 0), most),
    ).fetchall()
    last = HIGHEST if len(reviews) != most else reviews[-1][0]
    adjustments = connection.execute(
        "select 2 * after_review_seq + 1, 'adjustment', seq, at_us / 1000 from adjustment"
        " where seq > ? and 2 * after_review_seq < ? order by seq",
        (value(connection, "placed_adjustment", 0), last),
    ).fetchall()
    return sorted(reviews + adjustments)


def cursors(connection: sqlite3.Connection) -> Cursors:
    """Return how far the log was told."""
    return Cursors(**value(connection, "told", {}))


def put_told(connection: sqlite3.Connection, told: Cursors) -> None:
    """Keep how far the log was told. Part of a transaction that the caller holds."""
    put_value(connection, "told", told._asdict())


def untold(connection: sqlite3.Connection, device: str, most: int) -> tuple[list[Told], Cursors]:
    """Return at most ``most`` events that were not told, and the cursors once they were.

    Only what has its stamp is returned.
    """
    told = cursors(connection)
    own = to_json(names(connection, device))
    found: list[Told] = []
    reached: dict[str, int] = {}
    for log in LOGS:
        since = getattr(told, log)
        columns = ", ".join(f"l.{name}" for name in EVENT_COLUMNS[log])
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
                (since, own, most - len(found)),
            ).fetchall()
        found += [(row[1], log, list(row[2:])) for row in rows]
        reached[log] = rows[-1][0] if rows else since
    return found + registers.untold(connection, most - len(found)), Cursors(**reached)


def count_untold(connection: sqlite3.Connection, device: str) -> int:
    """Return how many events were not told, whether they have their stamps or not."""
    told = cursors(connection)
    own = to_json(names(connection, device))
    count = 0
    for log in LOGS:
        since = getattr(told, log)
        if log in PLACED:
            counting = (
                f"select (select count(*) from {log}_place where seq > ? and told_by = {SELF})"
                f" + (select count(*) from {log} where seq > ?)"
            )
            given: tuple[object, ...] = (since, max(since, value(connection, f"placed_{log}", 0)))
        else:
            counting = (
                f"select count(*) from {log}"
                " where seq > ? and device in (select value from json_each(?))"
            )
            given = (since, own)
        (more,) = connection.execute(counting, given).fetchone()
        count += more
    (more,) = connection.execute(
        "select (select count(*) from register where is_told = 0) + (select count(*) from change)"
    ).fetchone()
    return int(count + more)


def names(connection: sqlite3.Connection, device: str) -> list[str]:
    """Return what this device is and was called: what it did under any of these it tells."""
    return [device, *value(connection, "former", [])]


def keep_told(
    connection: sqlite3.Connection, events: Sequence[Told], told: Cursors, written: object
) -> None:
    """Keep, in one transaction, that ``events`` were told and how far the files go."""
    with transaction(connection):
        put_told(connection, told)
        put_value(connection, "written", written)
        registers.told(connection, (values for _, kind, values in events if kind == "register"))
        _touch_taken_back(connection, events)


def tell_anew(connection: sqlite3.Connection, device: str, written: object) -> None:
    """Forget that anything was told, in one transaction; ``written`` says where to go on."""
    with transaction(connection):
        _tell_anew(connection, device, written)


def begin_folder(
    connection: sqlite3.Connection, device: str, folder: str, settings: Iterable[str]
) -> None:
    """Begin with another folder, in one transaction: nothing was told there, and nothing read.

    The first time, what was set before is noted, the named ``settings`` among it.
    """
    with transaction(connection):
        if value(connection, "folder", None) is None:
            registers.note_all(connection, settings)
        put_value(connection, "folder", folder)
        _tell_anew(connection, device, {})
        connection.execute("delete from sync_segment")


def _tell_anew(connection: sqlite3.Connection, device: str, written: object) -> None:
    put_told(connection, Cursors())
    put_value(connection, "written", written)
    connection.execute(
        "update register set is_told = 0 where device in (select value from json_each(?))",
        (to_json(names(connection, device)),),
    )


def rename(connection: sqlite3.Connection, device: str, new: str) -> None:
    """Call this device ``new`` from now on, in one transaction.

    All that it did as ``device`` is told anew: the other machine may have written over it.
    """
    with transaction(connection):
        connection.execute("update meta set value = ? where name = 'device'", (new,))
        put_value(connection, "former", names(connection, device))
        _tell_anew(connection, new, {})
