"""What the queue and the start page read: many narrow rows, no content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trainer.domain.deck import QueueEntry
from trainer.store.columns import day_number, from_json, number_day, row_progress
from trainer.store.errors import NoSuchDrill

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterable

    from trainer.domain.ids import DeckId, DrillId
    from trainer.domain.memory import Progress

_ALL = """
    select d.id, d.deck_key, d.kind, d.position, d.tags,
        s.stability_days, s.difficulty, s.due_day, s.last_day, s.reviews, s.lapses
    from drill d left join drill_state s on s.drill_key = d.key
    where d.archived_at_us is null order by d.deck_key, d.position, d.key
"""
# Without statistics SQLite would walk through all drills for these two; "cross join" and
# "indexed by" tell it where to begin.
_DUE = """
    select d.id, d.deck_key, d.kind, d.position, d.tags,
        s.stability_days, s.difficulty, s.due_day, s.last_day, s.reviews, s.lapses
    from drill_state s cross join drill d on d.key = s.drill_key
    where s.due_day <= ?1 and d.archived_at_us is null and not exists (
        select 1 from drill_mark m where m.drill_key = s.drill_key
        and (m.suspended = 1 or m.buried_until_day > ?1))
    order by s.due_day, s.drill_key
"""
_UNSEEN = """
    select id, deck_key, kind, position, tags, null, null, null, null, null, null
    from drill indexed by drill_unseen
    where seen = 0 and archived_at_us is null and not exists (
        select 1 from drill_mark m where m.drill_key = drill.key
        and (m.suspended = 1 or m.buried_until_day > ?1))
    order by deck_key, position limit ?2
"""
# Marks are few: what they hide is counted apart and taken off.
_HIDDEN = """
    select d.kind, count(*) filter (where s.due_day <= ?1), count(*) filter (where d.seen = 0),
        count(*)
    from drill_mark m join drill d on d.key = m.drill_key
    left join drill_state s on s.drill_key = d.key
    where d.archived_at_us is null and (m.suspended = 1 or m.buried_until_day > ?1)
    group by d.kind
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many drills there are, archived ones left out.

    ``due`` includes those failed today. ``hidden`` drills, suspended or buried, are part of
    ``total`` alone.
    """

    due: int
    unseen: int
    total: int
    hidden: int = 0


def entries(connection: sqlite3.Connection) -> list[QueueEntry]:
    """Return every drill that is not archived, decks and drills in their order."""
    return _entries(connection, connection.execute(_ALL))


def study_entries(connection: sqlite3.Connection, day: dt.date, new_limit: int) -> list[QueueEntry]:
    """Return what ``day`` can ask for: all due, longest first, then ``new_limit`` unseen in order.

    The work grows with the answer, not with the collection.
    """
    due = connection.execute(_DUE, (day_number(day),))
    unseen = connection.execute(_UNSEEN, (day_number(day), max(0, new_limit)))
    return _entries(connection, due) + _entries(connection, unseen)


def tally(connection: sqlite3.Connection, day: dt.date) -> Tally:
    """Return how many drills are due on ``day``, unseen, and in all."""
    # Counting an index and taking off the few archived rows avoids one look-up per due drill.
    due, unseen, total = connection.execute(
        """
        select
          (select count(*) from drill_state where due_day <= ?1)
          - (select count(*) from drill d indexed by drill_archived
             cross join drill_state s on s.drill_key = d.key
             where d.archived_at_us is not null and s.due_day <= ?1),
          (select count(*) from drill indexed by drill_unseen
           where seen = 0 and archived_at_us is null),
          (select count(*) from drill where archived_at_us is null)
        """,
        (day_number(day),),
    ).fetchone()
    hidden = connection.execute(_HIDDEN, (day_number(day),)).fetchall()
    return Tally(
        due - sum(row[1] for row in hidden),
        unseen - sum(row[2] for row in hidden),
        total,
        sum(row[3] for row in hidden),
    )


def tally_by_kind(connection: sqlite3.Connection, day: dt.date) -> dict[str, Tally]:
    """Return the tally of each kind."""
    rows = connection.execute(
        """
        select d.kind, count(*) filter (where s.due_day <= ?), count(*) filter (where d.seen = 0),
            count(*)
        from drill d left join drill_state s on s.drill_key = d.key
        where d.archived_at_us is null group by d.kind order by d.kind
        """,
        (day_number(day),),
    ).fetchall()
    hidden = {kind: counts for kind, *counts in connection.execute(_HIDDEN, (day_number(day),))}
    return {
        kind: Tally(due - off[0], unseen - off[1], total, off[2])
        for kind, due, unseen, total in rows
        for off in (hidden.get(kind, (0, 0, 0)),)
    }


def due_by_day(connection: sqlite3.Connection) -> dict[dt.date, int]:
    """Return how many drills are due on each day, in the order of days: the forecast's input.

    Suspended drills are left out; buried ones count for the day they are due.
    """
    counts = dict(
        connection.execute(
            "select due_day, count(*) from drill_state group by due_day order by due_day"
        ).fetchall()
    )
    gone = connection.execute(
        """
        select s.due_day, count(*) from drill_state s where s.drill_key in (
            select key from drill indexed by drill_archived where archived_at_us is not null
            union select drill_key from drill_mark where suspended = 1)
        group by s.due_day
        """
    )
    for day, many in gone:
        counts[day] -= many
    return {number_day(day): many for day, many in counts.items() if many}


def progress(connection: sqlite3.Connection, drill_id: DrillId) -> Progress:
    """Return what is known of one drill. Raises NoSuchDrill."""
    row = connection.execute(
        """
        select s.stability_days, s.difficulty, s.due_day, s.last_day, s.reviews, s.lapses
        from drill d left join drill_state s on s.drill_key = d.key where d.id = ?
        """,
        (drill_id,),
    ).fetchone()
    if row is None:
        raise NoSuchDrill(drill_id)
    return row_progress(row)


def _entries(connection: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> list[QueueEntry]:
    deck_ids: dict[int, DeckId] = dict(connection.execute("select key, id from deck"))
    return [
        QueueEntry(row[0], deck_ids[row[1]], row[2], row[3], row_progress(row[5:]), _tags(row[4]))
        for row in rows
    ]


@lru_cache(maxsize=4096)
def _tags(text: str) -> tuple[str, ...]:
    return tuple(from_json(text))
