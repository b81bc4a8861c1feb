"""Decks and drills as rows: reading them, and applying an import at once."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from trainer.domain.deck import Deck, DeckChange, Drill, Source
from trainer.store import bulk, course, foreign, marks, new_deck, registers, words
from trainer.store.columns import fields_json, from_json, instant_us, sources_json, to_json
from trainer.store.connection import transaction
from trainer.store.errors import NoSuchDrill

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from trainer.domain.ids import DeckId, DrillId, ReviewId
    from trainer.domain.memory import Seen
    from trainer.domain.review import Review
    from trainer.scheduling.marks import Mark

_DRILLS = """
    select d.id, k.id, d.kind, c.fields, d.content_hash, d.position, d.tags, c.sources, d.level,
        d.alias
    from drill d
    join deck k on k.key = d.deck_key
    join drill_content c on c.drill_key = d.key
"""

_HAS_DRILLS = "select 1 from drill where deck_key = ? limit 1"

_IDS = "select id from drill"
_SET_ARCHIVED = "update drill set archived_at_us = ?"
_OF_DECK = "deck_key = (select key from deck where id = ?)"
_LIVE = f"{_OF_DECK} and archived_at_us is null"
_GONE_WITH_DECK = (
    "archived_at_us is not null"
    " and (deck_key, archived_at_us) = (select key, removed_at_us from deck where id = ?)"
)


def decks(connection: sqlite3.Connection) -> tuple[Deck, ...]:
    """Return all decks: those of a course in its order, then the rest as they came in."""
    rows = connection.execute(
        "select id, title, aim, language, licence, tags, course from deck"
        " where removed_at_us is null order by key"
    )
    found = (
        Deck(deck_id, title, aim, language, licence, tuple(from_json(tags)), course.text_course(of))
        for deck_id, title, aim, language, licence, tags, of in rows
    )
    return tuple(sorted(found, key=_place_of))


def _place_of(deck: Deck) -> tuple[bool, str, int]:
    return (False, deck.course.name, deck.course.order) if deck.course else (True, "", 0)


def sizes(connection: sqlite3.Connection) -> dict[DeckId, int]:
    """Return how many drills each deck has that has any, without archived ones."""
    rows = connection.execute(
        "select k.id, count(*) from drill d join deck k on k.key = d.deck_key"
        " where d.archived_at_us is null group by d.deck_key"
    )
    return dict(rows.fetchall())


def drill(connection: sqlite3.Connection, drill_id: DrillId) -> Drill:
    """Return one drill, archived or not. Raises NoSuchDrill."""
    row = connection.execute(f"{_DRILLS} where d.id = ?", (drill_id,)).fetchone()
    if row is None:
        raise NoSuchDrill(drill_id)
    return _drill(row)


def drills(connection: sqlite3.Connection, deck_id: DeckId | None) -> tuple[Drill, ...]:
    """Return a deck's drills (of all decks for None) in their order, without archived ones."""
    rows = connection.execute(
        f"{_DRILLS} where d.archived_at_us is null and (?1 is null or k.id = ?1)"
        " order by d.deck_key, d.position, d.key",
        (deck_id,),
    )
    return tuple(_drill(row) for row in rows)


def archived(connection: sqlite3.Connection, deck_id: DeckId) -> tuple[Drill, ...]:
    """Return the archived drills of a deck, in no order."""
    which = f"where d.archived_at_us is not null and d.{_OF_DECK}"
    return tuple(map(_drill, connection.execute(f"{_DRILLS} {which}", (deck_id,))))


def _drill(row: tuple[Any, ...]) -> Drill:
    drill_id, deck_id, kind, fields, content_hash, position, tags, sources, level, alias = row
    return Drill(
        id=drill_id,
        deck_id=deck_id,
        kind=kind,
        fields=from_json(fields),
        content_hash=content_hash,
        position=position,
        tags=tuple(from_json(tags)),
        sources=tuple(Source(title, date) for title, date in from_json(sources)),
        level=level,
        alias=alias,
    )


def apply(
    connection: sqlite3.Connection,
    changes: Iterable[DeckChange],
    at: dt.datetime,
    without: Iterable[DeckId] = (),
    answers: Iterable[tuple[Review, Seen]] = (),
    given: Iterable[tuple[DrillId, Mark]] = (),
    written: Callable[[int], None] | None = None,
) -> None:
    """Write what ``changes`` say and take the decks ``without`` out, all of it or nothing.

    A drill that is added again after it was archived comes back with its history. ``answers`` are
    added to the log once the drills are there (see ``foreign.append``), and the marks ``given`` to
    those that have none. ``written`` hears how many drills of a deck are written; if it raises,
    nothing is.
    """
    changes = tuple(changes)
    many = sum(len(change.added) for change in changes)
    with bulk.room_for_many(connection, many), transaction(connection):
        for change in changes:
            _apply(connection, change, instant_us(at), written)
        course.arrange(connection, (change.deck for change in changes))
        for deck_id in without:
            _remove(connection, deck_id, instant_us(at))
        foreign.append(connection, answers)
        marks.put_first(connection, given, at)


def undo(
    connection: sqlite3.Connection,
    changes: Iterable[DeckChange],
    at: dt.datetime,
    without: Iterable[DeckId],
    answers: Iterable[ReviewId],
    given: Iterable[tuple[DrillId, Mark]],
    device: str,
) -> None:
    """Take an import back at once: its ``answers``, the marks ``given``, then what it wrote."""
    with transaction(connection):
        marks.take_off(connection, given, at)
        foreign.take_back(connection, answers, at, device)
        for change in changes:
            _apply(connection, change, instant_us(at))
            course.arrange(connection, (change.deck,))
        for deck_id in without:
            _remove(connection, deck_id, instant_us(at))


def _apply(
    connection: sqlite3.Connection,
    change: DeckChange,
    at_us: int,
    written: Callable[[int], None] | None = None,
) -> None:
    registers.note(connection, registers.DECK, change.deck.id, [""], at_us)
    deck_key = _put_deck(connection, change.deck)
    # Of a new deck nothing is stored yet, and looking 100,000 drills up takes a while.
    if connection.execute(_HAS_DRILLS, (deck_key,)).fetchone() is None:
        new_deck.put(connection, deck_key, (*change.added, *change.changed), at_us, written)
        return
    stored = (*change.added, *change.changed)
    words.take_off(connection, [drill.id for drill in stored])
    connection.executemany(
        "update drill set position = ? where id = ?",
        [(moved.position, moved.id) for moved in change.moved],
    )
    _put_drills(connection, deck_key, _counted(stored, written), at_us)
    _put_contents(connection, _counted(stored, written))
    # After the contents: an import taken back gives an archived drill its old one first.
    connection.executemany(
        "update drill set archived_at_us = ? where id = ? and archived_at_us is null",
        [(at_us, drill_id) for drill_id in change.removed],
    )
    words.put_on(connection, [drill.id for drill in stored])


def remove(connection: sqlite3.Connection, deck_id: DeckId, at: dt.datetime) -> tuple[DrillId, ...]:
    """Archive a deck and all its drills at once and return their ids; their reviews stay."""
    with transaction(connection):
        return _remove(connection, deck_id, instant_us(at))


def _remove(connection: sqlite3.Connection, deck_id: DeckId, at_us: int) -> tuple[DrillId, ...]:
    registers.note(connection, registers.DECK, deck_id, [""], at_us)
    connection.execute(
        "update deck set removed_at_us = ? where id = ? and removed_at_us is null",
        (at_us, deck_id),
    )
    return _archive(connection, _LIVE, deck_id, at_us)


def bring_back(connection: sqlite3.Connection, deck_id: DeckId) -> tuple[DrillId, ...]:
    """Take back ``remove``: the drills archived with their deck are there again."""
    with transaction(connection):
        back = _archive(connection, _GONE_WITH_DECK, deck_id, None)
        connection.execute("update deck set removed_at_us = null where id = ?", (deck_id,))
        registers.note(connection, registers.DECK, deck_id, [""], None)
    return back


def _archive(
    connection: sqlite3.Connection, which: str, deck_id: DeckId, at_us: int | None
) -> tuple[DrillId, ...]:
    """Archive (for None: bring back) those drills of a deck; return their ids in their order."""
    rows = connection.execute(f"{_IDS} where {which} order by key", (deck_id,))
    ids = tuple(drill_id for (drill_id,) in rows)
    connection.execute(f"{_SET_ARCHIVED} where {which}", (at_us, deck_id))
    return ids


def _put_deck(connection: sqlite3.Connection, deck: Deck) -> int:
    row = connection.execute(
        """
        insert into deck (id, title, aim, language, licence, tags, course)
        values (?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do update set title = excluded.title, aim = excluded.aim,
            language = excluded.language, licence = excluded.licence, tags = excluded.tags,
            course = excluded.course, removed_at_us = null
        returning key
        """,
        (deck.id, deck.title, deck.aim, deck.language, deck.licence, to_json(deck.tags),
         course.course_text(deck.course)),
    ).fetchone()  # fmt: skip
    return int(row[0])


def _counted(stored: Iterable[Drill], written: Callable[[int], None] | None) -> Iterator[Drill]:
    """Yield the drills and tell every so often how many there were."""
    for number, drill in enumerate(stored):
        if written is not None and not number % _TOLD_EVERY:
            written(number)
        yield drill


_TOLD_EVERY = 1000


def _put_drills(
    connection: sqlite3.Connection, deck_key: int, stored: Iterable[Drill], at_us: int
) -> None:
    as_json = functools.cache(to_json)  # most drills of a deck share their tags and sources
    connection.executemany(
        """
        insert into drill
            (id, deck_key, position, kind, content_hash, tags, level, alias, created_at_us)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (id) do update set deck_key = excluded.deck_key,
            position = excluded.position, kind = excluded.kind,
            content_hash = excluded.content_hash, tags = excluded.tags, level = excluded.level,
            alias = excluded.alias, archived_at_us = null
        """,
        (
            (
                d.id,
                deck_key,
                d.position,
                d.kind,
                d.content_hash,
                as_json(d.tags),
                d.level,
                d.alias,
                at_us,
            )
            for d in stored
        ),
    )


def _put_contents(connection: sqlite3.Connection, stored: Iterable[Drill]) -> None:
    as_json = functools.cache(sources_json)
    connection.executemany(
        """
        insert into drill_content (drill_key, fields, sources)
        values ((select key from drill where id = ?), ?, ?)
        on conflict (drill_key) do update set fields = excluded.fields, sources = excluded.sources
        """,
        ((d.id, fields_json(d.fields), as_json(d.sources)) for d in stored),
    )
