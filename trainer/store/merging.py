"""Taking in what another device told: by identity, so that nothing comes in twice."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from trainer.store import bulk, registers
from trainer.store.columns import to_json
from trainer.store.connection import transaction
from trainer.store.registers import Register
from trainer.store.statistics import counted_afterwards
from trainer.store.telling import EVENT_COLUMNS, PLACED, SELF, Here, place, put_value
from trainer.store.told_rows import is_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_TAKES_BACK: Final = {
    "retraction": ("review", "review_id"),
    "withdrawal": ("adjustment", "adjustment_id"),
}

Stamped = tuple[int, list[Any]]


class Reached(NamedTuple):
    """How a segment was read: the last event, the size of the file, the hash of its content.

    ``is_done``: it is closed and was read whole, so nothing more can come.
    """

    segment: int
    read_to: int = 0
    size: int = 0
    hash: str = ""
    is_done: bool = False

    def makes_needless(self, size: int, *, is_open: bool) -> bool:
        """Return whether a file of the segment need not be read: it is told anew, or the same."""
        return self.is_done and (not self.hash or is_open or size == self.size)


class Merged(NamedTuple):
    """How many events were new, and the places (in what was given) of those that were no rows."""

    new: int
    refused: tuple[int, ...]


def merge(
    connection: sqlite3.Connection,
    device: str,
    events: Sequence[tuple[int, str, list[Any]]],
    here: Here,
    *,
    are_rows: bool = False,
) -> Merged:
    """Take in ``events`` (stamp, type, values) of another ``device`` in one transaction.

    What was added here meanwhile gets its stamps first. The drills that are concerned are noted;
    ``touched.settle`` computes their states anew. ``are_rows``: each was found to be one already.
    """
    by_log: dict[str, list[Stamped]] = {log: [] for log in EVENT_COLUMNS}
    refused = []
    for at, (stamp, kind, values) in enumerate(events):
        if are_rows or (kind in by_log and is_row(kind, values)):
            by_log[kind].append((stamp, values))
        else:
            refused.append(at)
    with transaction(connection):
        place(connection, here)
        key = device_key(connection, device)
        # What is read back from this device's own files is its own again, and told with the rest
        # when those files are lost.
        teller = SELF if device == here.device else key
        new = sum(_add_placed(connection, log, by_log[log], teller) for log in PLACED)
        new += sum(_take_back(connection, log, by_log[log]) for log in _TAKES_BACK)
        new += sum(_offer(connection, values) for _, values in by_log["register"])
        _carry_out_early(connection)
        if by_log["register"]:
            registers.apply(connection)
        if events:
            latest = max(map(itemgetter(0), events))
            here.take_in(latest, own=device == here.device)
            put_value(connection, "clock", here.stamps.last)
            connection.execute(
                "update sync_device set last_stamp = max(last_stamp, ?), events = events + ?"
                " where key = ?",
                (latest, new, key),
            )
    return Merged(new, tuple(refused))


def device_key(connection: sqlite3.Connection, device: str) -> int:
    """Return the key of a device. Part of a transaction that the caller holds."""
    connection.execute("insert or ignore into sync_device (id) values (?)", (device,))
    row = connection.execute("select key from sync_device where id = ?", (device,)).fetchone()
    return int(row[0])


def _add_placed(connection: sqlite3.Connection, log: str, told: list[Stamped], device: int) -> int:
    """Add the rows whose identity is new; of one that is known, the earliest stamp stands."""
    if not told:
        return 0
    ids = [values[0] for _, values in told]
    known = _known(connection, log, ids)
    again: list[tuple[int, str]] = []
    if known or len(set(ids)) != len(ids):
        told, again = _apart(told, known)
    (last,) = connection.execute(f"select coalesce(max(seq), 0) from {log}").fetchone()
    places = [(seq, stamp, device) for seq, (stamp, _) in enumerate(told, last + 1)]
    with counted_afterwards(connection, len(told)):
        _insert(connection, log, [(seq, *values) for seq, (_, values) in enumerate(told, last + 1)])
    bulk.insert(connection, f"{log}_place (seq, stamp, told_by)", "(?, ?, ?)", places)
    for stamp, name in again:
        _move(connection, log, name, stamp)
    put_value(connection, f"placed_{log}", last + len(told))
    return len(told)


def _apart(told: list[Stamped], known: set[str]) -> tuple[list[Stamped], list[tuple[int, str]]]:
    """Return what is new of what was ``told``, and the stamp and identity of what is not."""
    new, again = [], []
    for stamp, values in told:
        if values[0] in known:
            again.append((stamp, values[0]))
        else:
            known.add(values[0])
            new.append((stamp, values))
    return new, again


def _move(connection: sqlite3.Connection, log: str, name: str, stamp: int) -> None:
    """Let a row that was told again stand at ``stamp``, if that is earlier."""
    moved = connection.execute(
        f"update {log}_place set stamp = ?1 where stamp > ?1"
        f" and seq = (select seq from {log} where id = ?2)",
        (stamp, name),
    )
    if moved.rowcount:
        connection.execute(
            f"insert or ignore into touched select drill_id from {log} where id = ?", (name,)
        )


def _known(connection: sqlite3.Connection, log: str, ids: list[str]) -> set[str]:
    """Return which of ``ids`` are there."""
    (last,) = connection.execute(f"select max(id) from {log}").fetchone()
    # Identities begin with their time: what is later than all that is there needs no look.
    if last is None or last < min(ids):
        return set()
    rows = connection.execute(
        f"select l.id from json_each(?) j join {log} l on l.id = j.value", (to_json(ids),)
    )
    return {name for (name,) in rows}


def _insert(connection: sqlite3.Connection, log: str, rows: list[tuple[Any, ...]]) -> None:
    names = ("seq", *EVENT_COLUMNS[log])
    if log == "adjustment":
        # Only a row of this device's own needs it, until it has its stamp.
        names, rows = (*names, "after_review_seq"), [(*row, 0) for row in rows]
    marks = ", ".join("?" * len(names))
    bulk.insert(connection, f"{log} ({', '.join(names)})", f"({marks})", rows)
    drills = sorted({row[3] for row in rows})
    connection.executemany(
        "insert or ignore into touched (drill_id) values (?)", [(drill,) for drill in drills]
    )


def _take_back(connection: sqlite3.Connection, log: str, told: list[Stamped]) -> int:
    """Add retractions or withdrawals; what is not there yet waits."""
    new = 0
    for _, values in told:
        new += _take_one_back(connection, log, values)
    return new


def _take_one_back(connection: sqlite3.Connection, log: str, values: Sequence[Any]) -> int:
    target, column = _TAKES_BACK[log]
    row = connection.execute(f"select drill_id from {target} where id = ?", (values[0],)).fetchone()
    if row is None:
        return connection.execute(
            "insert or ignore into early (id, device, at_us) values (?, ?, ?)", tuple(values)
        ).rowcount
    added = connection.execute(
        f"insert or ignore into {log} ({column}, device, at_us) values (?, ?, ?)", tuple(values)
    ).rowcount
    if added:
        connection.execute("insert or ignore into touched (drill_id) values (?)", row)
    return added


def _carry_out_early(connection: sqlite3.Connection) -> None:
    """Carry out what waited for rows that are here now."""
    for log, (target, _) in _TAKES_BACK.items():
        waiting = connection.execute(
            f"select e.id, e.device, e.at_us from early e join {target} l on l.id = e.id"
        ).fetchall()
        for values in waiting:
            _take_one_back(connection, log, values)
            connection.execute("delete from early where id = ?", (values[0],))


def _offer(connection: sqlite3.Connection, values: list[Any]) -> bool:
    subject, key, field, value, rank, device = values
    register = Register(subject, key, field, to_json(value), rank, device)
    return registers.offer(connection, register, is_own=False)


def keep_reached(connection: sqlite3.Connection, device: str, reached: Sequence[Reached]) -> None:
    """Keep how segments of a device were read, in one transaction."""
    with transaction(connection):
        key = device_key(connection, device)
        connection.executemany(
            "insert or replace into sync_segment"
            " (device_key, segment, read_to, size, hash, is_done) values (?, ?, ?, ?, ?, ?)",
            [(key, *each) for each in reached],
        )


def read_segments(connection: sqlite3.Connection, device: str) -> dict[int, Reached]:
    """Return how each segment of a device was read."""
    rows = connection.execute(
        "select s.segment, s.read_to, s.size, s.hash, s.is_done from sync_segment s"
        " join sync_device d on d.key = s.device_key where d.id = ?",
        (device,),
    )
    return {row[0]: Reached(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows}


class KnownDevice(NamedTuple):
    """A device that was seen: its last stamp, when it said that it is there, how much was new."""

    id: str
    name: str
    stamp: int
    seen_ms: int
    events: int


def known_devices(connection: sqlite3.Connection, own: str) -> list[KnownDevice]:
    """Return each device but ``own``."""
    rows = connection.execute(
        "select id, name, last_stamp, seen_ms, events from sync_device where id != ? order by key",
        (own,),
    )
    return [KnownDevice(*row) for row in rows]


def name_device(connection: sqlite3.Connection, device: str, name: str, seen_ms: int) -> None:
    """Keep how a device calls itself, and when it said so; in one transaction."""
    same = connection.execute(
        "select 1 from sync_device where (id, name, seen_ms) = (?, ?, ?)", (device, name, seen_ms)
    ).fetchone()
    if same is None:
        with transaction(connection):
            key = device_key(connection, device)
            connection.execute(
                "update sync_device set name = ?, seen_ms = ? where key = ?", (name, seen_ms, key)
            )
