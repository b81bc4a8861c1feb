"""Marks and adjustments: what the user sets on a drill beside rating it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.domain.memory import Seen, Unseen
from trainer.scheduling.marks import Adjustment, Mark, NotSeen
from trainer.store import registers
from trainer.store.columns import (
    day_number,
    instant_us,
    number_day,
    progress_row,
    row_progress,
    us_instant,
)
from trainer.store.connection import transaction
from trainer.store.errors import NoSuchDrill, NotLatestReview, StaleAnswer
from trainer.store.places import last_happened
from trainer.store.states import put_progress

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterable, Mapping

    from trainer.domain.ids import DrillId, ReviewId

ADJUSTMENTS = """
    select a.after_review_seq, a.id, a.drill_id, a.due_day, a.at_us, a.before_stability_days,
        a.before_difficulty, a.before_due_day, a.before_last_day, a.before_reviews, a.before_lapses
    from adjustment a left join withdrawal w on w.adjustment_id = a.id
    where w.adjustment_id is null
"""
"""Adjustments that were not taken back, as ``row_adjustment`` reads them."""

ADJUSTMENTS_PLACED = ADJUSTMENTS.replace("before_lapses", "before_lapses, p.stamp", 1).replace(
    "where", "left join adjustment_place p on p.seq = a.seq where", 1
)
"""The same with their stamps as a further column."""


def mark(connection: sqlite3.Connection, drill_id: DrillId) -> Mark:
    """Return the marks of one drill. Raises NoSuchDrill."""
    row = connection.execute(
        "select m.suspended, m.buried_until_day, m.flag, m.drill_key is null from drill d"
        " left join drill_mark m on m.drill_key = d.key where d.id = ?",
        (drill_id,),
    ).fetchone()
    if row is None:
        raise NoSuchDrill(drill_id)
    return Mark() if row[3] else _mark(row)


def marks(connection: sqlite3.Connection) -> dict[DrillId, Mark]:
    """Return the marks of every drill that has any and is not archived."""
    rows = connection.execute(
        "select m.suspended, m.buried_until_day, m.flag, d.id from drill_mark m"
        " join drill d on d.key = m.drill_key where d.archived_at_us is null order by d.key"
    )
    return {row[3]: _mark(row) for row in rows}


def _mark(row: tuple[Any, ...]) -> Mark:
    suspended, buried_until_day, flag = row[:3]
    until = None if buried_until_day is None else number_day(buried_until_day)
    return Mark(bool(suspended), until, flag)


def _fields(mark: Mark) -> tuple[object, ...]:
    return (mark.suspended, mark.buried_until, mark.flag)


def put_marks(
    connection: sqlite3.Connection, wanted: Mapping[DrillId, Mark], at: dt.datetime | None
) -> dict[DrillId, Mark]:
    """Give each drill its marks, all or none, and return those they had. Raises NoSuchDrill."""
    with transaction(connection):
        return {each: _put_mark(connection, each, new, at) for each, new in wanted.items()}


def put_first(
    connection: sqlite3.Connection, wanted: Iterable[tuple[DrillId, Mark]], at: dt.datetime
) -> None:
    """Give its marks to each drill that has none. Part of a transaction that the caller holds."""
    for drill_id, new in wanted:
        if mark(connection, drill_id) == Mark():
            _put_mark(connection, drill_id, new, at)


def take_off(
    connection: sqlite3.Connection, given: Iterable[tuple[DrillId, Mark]], at: dt.datetime
) -> None:
    """Take the marks ``given`` off again; a drill that was marked otherwise since keeps its own.

    Part of a transaction that the caller holds.
    """
    for drill_id, old in given:
        if mark(connection, drill_id) == old:
            _put_mark(connection, drill_id, Mark(), at)


def _put_mark(
    connection: sqlite3.Connection, drill_id: DrillId, new: Mark, at: dt.datetime | None
) -> Mark:
    old = mark(connection, drill_id)
    pairs = zip(registers.MARK_FIELDS, _fields(old), _fields(new), strict=True)
    changed = [field for field, was, now in pairs if was != now]
    at_us = None if at is None else instant_us(at)
    registers.note(connection, registers.DRILL, drill_id, changed, at_us)
    drill_key = _key(connection, drill_id)
    if new == Mark():
        connection.execute("delete from drill_mark where drill_key = ?", (drill_key,))
    else:
        until = None if new.buried_until is None else day_number(new.buried_until)
        connection.execute(
            "insert into drill_mark (drill_key, suspended, buried_until_day, flag)"
            " values (?, ?, ?, ?) on conflict (drill_key) do update set"
            " suspended = excluded.suspended, buried_until_day = excluded.buried_until_day,"
            " flag = excluded.flag",
            (drill_key, int(new.suspended), until, new.flag),
        )
    return old


def adjust(connection: sqlite3.Connection, adjustments: Iterable[Adjustment], device: str) -> None:
    """Log ``adjustments`` and carry them out: all of it, durably, or nothing.

    Raises NoSuchDrill, NotSeen for a due day of a drill never answered, and StaleAnswer when a
    drill's progress is no longer its adjustment's ``before``.
    """
    with transaction(connection):
        for adjustment in adjustments:
            _adjust(connection, adjustment, device)


def _adjust(connection: sqlite3.Connection, adjustment: Adjustment, device: str) -> None:
    drill_id = adjustment.drill_id
    drill_key = _key(connection, drill_id)
    current = connection.execute(
        "select stability_days, difficulty, due_day, last_day, reviews, lapses"
        " from drill_state where drill_key = ?",
        (drill_key,),
    ).fetchone()
    before = Unseen() if current is None else row_progress(current)
    if before != adjustment.before:
        raise StaleAnswer(drill_id, "the drill was answered elsewhere meanwhile")
    if adjustment.due is not None and not isinstance(before, Seen):
        raise NotSeen(drill_id)
    connection.execute(
        "insert into adjustment (id, device, drill_id, what, due_day, after_review_seq, at_us,"
        " before_stability_days, before_difficulty, before_due_day, before_last_day,"
        " before_reviews, before_lapses) values (?, ?, ?, ?, ?,"
        " (select coalesce(max(seq), 0) from review), ?, ?, ?, ?, ?, ?, ?)",
        (
            adjustment.id,
            device,
            drill_id,
            "reset" if adjustment.due is None else "due",
            None if adjustment.due is None else day_number(adjustment.due),
            instant_us(adjustment.at),
            *progress_row(before),
        ),
    )
    put_progress(connection, drill_key, adjustment.applied(before))


def withdraw(
    connection: sqlite3.Connection, ids: Iterable[ReviewId], at: dt.datetime, device: str
) -> tuple[Adjustment, ...]:
    """Take back adjustments, each its drill's last, restore what was before, and return them.

    Raises NotLatestReview, and takes none back, when one is not the last thing that happened to
    its drill.
    """
    with transaction(connection):
        return tuple(_withdraw(connection, each, at, device) for each in ids)


def _withdraw(
    connection: sqlite3.Connection, adjustment_id: ReviewId, at: dt.datetime, device: str
) -> Adjustment:
    row = connection.execute(f"{ADJUSTMENTS} and a.id = ?", (adjustment_id,)).fetchone()
    if row is None:
        raise NotLatestReview(adjustment_id)
    adjustment = row_adjustment(row)
    if last_happened(connection, adjustment.drill_id) != adjustment_id:
        raise NotLatestReview(adjustment_id)
    connection.execute(
        "insert into withdrawal (adjustment_id, device, at_us) values (?, ?, ?)",
        (adjustment_id, device, instant_us(at)),
    )
    drill_key = _key(connection, adjustment.drill_id)
    put_progress(connection, drill_key, adjustment.before)
    return adjustment


def row_adjustment(row: tuple[Any, ...]) -> Adjustment:
    """Return the adjustment in a row of ADJUSTMENTS."""
    _, adjustment_id, drill_id, due_day, at_us, *before = row
    return Adjustment(
        adjustment_id,
        drill_id,
        None if due_day is None else number_day(due_day),
        us_instant(at_us),
        row_progress(before),
    )


def leeches(connection: sqlite3.Connection, lapses: int) -> dict[DrillId, int]:
    """Return the drills with at least ``lapses`` lapses and their counts, worst first."""
    rows = connection.execute(
        "select d.id, s.lapses from drill_state s join drill d on d.key = s.drill_key"
        " where s.lapses >= ? and d.archived_at_us is null order by s.lapses desc, d.key",
        (lapses,),
    )
    return dict(rows.fetchall())


def _key(connection: sqlite3.Connection, drill_id: DrillId) -> int:
    row = connection.execute("select key from drill where id = ?", (drill_id,)).fetchone()
    if row is None:
        raise NoSuchDrill(drill_id)
    return int(row[0])
