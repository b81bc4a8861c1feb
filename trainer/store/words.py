"""The index of words and the list of tags: kept in step with the drills that are not archived.

Each function is part of a transaction that the caller holds. What is taken off must be taken off
before the drill is changed: the index keeps no text and is told the old one to forget it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.store.columns import to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_DRILLS = """
    d.key, (select group_concat(j.atom, ' ') from json_tree(c.fields) j where j.type = 'text'),
    d.tags
    from drill d join drill_content c on c.drill_key = d.key where d.archived_at_us is null
"""
_TAGS = "j.value, d.key from drill d, json_each(d.tags) j where d.archived_at_us is null"
_OF_THESE = "and d.id in (select value from json_each(?))"


def take_off(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Forget the words and tags of drills as they are stored now; unknown ones are passed over."""
    given = (to_json(list(ids)),)
    connection.execute(
        "insert into drill_search (drill_search, rowid, text, tags)"
        f" select 'delete', {_DRILLS} {_OF_THESE} order by d.key",
        given,
    )
    tags = connection.execute(f"select {_TAGS} {_OF_THESE} order by 1, 2", given).fetchall()
    connection.executemany("delete from drill_tag where tag = ? and drill_key = ?", tags)


def put_on(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """List the words and tags of drills as they are stored now, archived ones left out."""
    given = (to_json(list(ids)),)
    connection.execute(
        f"insert into drill_search (rowid, text, tags) select {_DRILLS} {_OF_THESE} order by d.key",
        given,
    )
    connection.execute(
        f"insert or ignore into drill_tag (tag, drill_key) select {_TAGS} {_OF_THESE}",
        given,
    )


def put_on_deck(connection: sqlite3.Connection, deck_key: int) -> None:
    """List all drills of a deck of which none is listed yet; no id need be looked up for that."""
    connection.execute(
        f"insert into drill_search (rowid, text, tags) select {_DRILLS} and d.deck_key = ?"
        " order by d.key",
        (deck_key,),
    )
    connection.execute(
        f"insert or ignore into drill_tag (tag, drill_key) select {_TAGS} and d.deck_key = ?"
        " order by 1, 2",
        (deck_key,),
    )


def rebuild(connection: sqlite3.Connection) -> None:
    """Make both lists anew from what is stored."""
    connection.execute("insert into drill_search (drill_search) values ('delete-all')")
    connection.execute(
        f"insert into drill_search (rowid, text, tags) select {_DRILLS} order by d.key"
    )
    connection.execute("delete from drill_tag")
    connection.execute(f"insert or ignore into drill_tag (tag, drill_key) select {_TAGS}")
