"""What the queue and the start page read: many narrow rows, no content."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

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
    where d.archived_at_us is null and d.place is {null}
    order by d.place, d.deck_key, d.position, d.key
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
    and (?2 is null or instr(d.tags, ?2) > 0)
    order by s.due_day, s.drill_key
"""
_DUE_KINDS = """
    select d.kind, ifnull(instr(d.tags, ?2) > 0, 0), count(*), sum(s.last_day >= ?1)
    from drill_state s cross join drill d on d.key = s.drill_key
    where s.due_day <= ?1 and d.archived_at_us is null and not exists (
        select 1 from drill_mark m where m.drill_key = s.drill_key
        and (m.suspended = 1 or m.buried_until_day > ?1))
    group by 1, 2
"""
_NOT_HIDDEN = """
    seen = 0 and archived_at_us is null and not exists (
        select 1 from drill_mark m where m.drill_key = d.key
        and (m.suspended = 1 or m.buried_until_day > ?1))
"""
_NEW = "select d.id, deck_key, kind, position, d.tags, null, null, null, null, null, null"
_UNSEEN_IN_COURSES = f"""
    {_NEW} from drill d indexed by drill_in_course
    where place is not null and {_NOT_HIDDEN}
    order by place, deck_key limit ?2
"""
# The decks first: of the others no drill is looked at.
_UNSEEN_ELSEWHERE = f"""
    {_NEW} from deck k cross join drill d indexed by drill_unseen on d.deck_key = k.key
    where k.course is null and {_NOT_HIDDEN}
    order by k.key, position limit ?2
"""
# What each kind, or deck, has of one sort. Totals and unseen drills are counted along an index;
# those due, and the few hidden ones, are looked up. For each sort of group the words that differ:
_BY_KIND = {
    "by": "kind",
    "total": "select kind, count(*) from drill indexed by drill_by_kind"
    " where archived_at_us is null group by kind",
}
_BY_DECK = {
    "by": "deck_key",
    # Faster than grouping: there are few decks.
    "total": "select key, (select count(*) from drill indexed by drill_by_deck"
    " where deck_key = k.key and archived_at_us is null) from deck k",
}
_UNSEEN_OF = """
    select {by}, count(*) from drill indexed by drill_unseen
    where seen = 0 and archived_at_us is null group by {by}
"""
_DUE_OF = """
    select d.{by}, count(*) from drill_state s cross join drill d on d.key = s.drill_key
    where s.due_day <= ?1 and d.archived_at_us is null group by d.{by}
"""
# Marks are few: what they hide is counted apart and taken off.
_HIDDEN = """
    select d.{by}, count(*) filter (where s.due_day <= ?1), count(*) filter (where d.seen = 0),
        count(*)
    from drill_mark m cross join drill d on d.key = m.drill_key
    left join drill_state s on s.drill_key = d.key
    where d.archived_at_us is null and (m.suspended = 1 or m.buried_until_day > ?1)
    group by d.{by}
"""


class Tally(NamedTuple):
    """How many drills there are, archived ones left out.

    ``due`` includes those failed today. ``hidden`` drills, suspended or buried, are part of
    ``total`` alone.
    """

    due: int
    unseen: int
    total: int
    hidden: int = 0


class DueOf(NamedTuple):
    """How many drills are due without a mark, how many of those were failed today; how many with.

    All that is due are ``due`` and ``marked`` ones.
    """

    due: int
    again: int
    marked: int


def entries(connection: sqlite3.Connection) -> list[QueueEntry]:
    """Return every drill that is not archived: courses in their order, then deck by deck."""
    in_courses = connection.execute(_ALL.format(null="not null"))
    return _entries(connection, (*in_courses, *connection.execute(_ALL.format(null="null"))))


def study_entries(connection: sqlite3.Connection, day: dt.date, new_limit: int) -> list[QueueEntry]:
    """Return what ``day`` can ask for: all due, longest first, then ``new_limit`` unseen in order.

    Courses and the decks outside of them take turns: neither keeps the other waiting. The work
    grows with the answer, not with the collection.
    """
    return due_entries(connection, day) + unseen_entries(connection, day, new_limit)


def due_entries(
    connection: sqlite3.Connection, day: dt.date, mark: str | None = None
) -> list[QueueEntry]:
    """Return what is due on ``day``, longest first: all, or what has a tag that begins so."""
    return _entries(connection, connection.execute(_DUE, (day_number(day), _begins(mark))))


def are_more_due(connection: sqlite3.Connection, day: dt.date, many: int) -> bool:
    """Return whether more than ``many`` drills are due on ``day``, hidden ones among them."""
    sql = "select 1 from drill_state where due_day <= ? limit 1 offset ?"
    return connection.execute(sql, (day_number(day), many)).fetchone() is not None


def unseen_entries(connection: sqlite3.Connection, day: dt.date, limit: int) -> list[QueueEntry]:
    """Return the first ``limit`` unseen drills that are not hidden on ``day``, in their order."""
    limit = max(0, limit)
    courses, others = (
        connection.execute(sql, (day_number(day), limit)).fetchall()
        for sql in (_UNSEEN_IN_COURSES, _UNSEEN_ELSEWHERE)
    )
    turns = chain.from_iterable(zip_longest(courses, others))
    unseen = [row for row in turns if row is not None][:limit]
    return _entries(connection, unseen)


def due_by_kind(connection: sqlite3.Connection, day: dt.date, mark: str | None) -> dict[str, DueOf]:
    """Return what of each kind is due on ``day``; those marked have a tag that begins so."""
    found: dict[str, DueOf] = {}
    for kind, is_marked, due, again in connection.execute(
        _DUE_KINDS, (day_number(day), _begins(mark))
    ):
        others = found.get(kind, DueOf(0, 0, 0))
        found[kind] = others._replace(marked=due) if is_marked else DueOf(due, again, others.marked)
    return found


def _begins(mark: str | None) -> str | None:
    """Return what stands where a tag begins with ``mark`` in the text of a list of tags."""
    return None if mark is None else f'"{mark}'


def next_due(connection: sqlite3.Connection, day: dt.date) -> tuple[dt.date, int] | None:
    """Return the first day after ``day`` on which drills are due, and how many; None if none are.

    Suspended drills are left out.
    """
    row = connection.execute(
        """
        select s.due_day, count(*)
        from drill_state s indexed by drill_state_by_due cross join drill d on d.key = s.drill_key
        where s.due_day > ? and d.archived_at_us is null and not exists (
            select 1 from drill_mark m where m.drill_key = s.drill_key and m.suspended = 1)
        group by s.due_day order by s.due_day limit 1
        """,
        (day_number(day),),
    ).fetchone()
    return None if row is None else (number_day(row[0]), row[1])


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
    hidden = connection.execute(_HIDDEN.format_map(_BY_KIND), (day_number(day),)).fetchall()
    return Tally(
        due - sum(row[1] for row in hidden),
        unseen - sum(row[2] for row in hidden),
        total,
        sum(row[3] for row in hidden),
    )


def tally_by_kind(connection: sqlite3.Connection, day: dt.date) -> dict[str, Tally]:
    """Return the tally of each kind."""
    return dict(sorted(_tallies(connection, day, _BY_KIND).items()))


def tally_by_deck(connection: sqlite3.Connection, day: dt.date) -> dict[DeckId, Tally]:
    """Return the tally of each deck that was not taken out, decks in their order."""
    tallies = _tallies(connection, day, _BY_DECK)
    decks = connection.execute("select key, id from deck where removed_at_us is null order by key")
    return {deck_id: tallies.get(key, Tally(0, 0, 0)) for key, deck_id in decks}


def _tallies(
    connection: sqlite3.Connection, day: dt.date, words: dict[str, str]
) -> dict[Any, Tally]:
    today = (day_number(day),)
    due = dict(connection.execute(_DUE_OF.format_map(words), today).fetchall())
    unseen = dict(connection.execute(_UNSEEN_OF.format_map(words)).fetchall())
    hidden = {
        group: counts for group, *counts in connection.execute(_HIDDEN.format_map(words), today)
    }
    return {
        group: Tally(due.get(group, 0) - off[0], unseen.get(group, 0) - off[1], total, off[2])
        for group, total in connection.execute(words["total"])
        for off in (hidden.get(group, (0, 0, 0)),)
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
