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

_GIVEN = "select value from json_each(?)"


def take_off(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Forget the words and tags of drills as they are stored now; unknown ones are passed over."""
    # In one statement: of 100,000 drills it takes a third of what one for each would.
    given = (to_json(list(dict.fromkeys(ids))),)
    connection.execute(
        "insert into drill_search (drill_search, rowid, text, tags)"
        f" select 'delete', {_DRILLS} and d.id in ({_GIVEN})",
        given,
    )
    connection.execute(
        "delete from drill_tag where (tag, drill_key) in (select j.value, d.key from drill d,"
        " json_each(d.tags) j where d.id in (select value from json_each(?)))",
        given,
    )


def put_on(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """List the words and tags of drills as they are stored now, archived ones left out."""
    given = (to_json(list(dict.fromkeys(ids))),)
    connection.execute(
        f"insert into drill_search (rowid, text, tags) select {_DRILLS} and d.id in ({_GIVEN})",
        given,
    )
    connection.execute(
        "insert or ignore into drill_tag (tag, drill_key) select j.value, d.key"
        " from drill d, json_each(d.tags) j where d.id in (select value from json_each(?))"
        " and d.archived_at_us is null",
        given,
    )


def known(connection: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    """Return those of ``ids`` that are stored already, archived or not."""
    query = "select id from drill where id in (select value from json_each(?)) order by key"
    return [drill_id for (drill_id,) in connection.execute(query, (to_json(list(ids)),))]


def newest(connection: sqlite3.Connection) -> int:
    """Return the key of the drill that was stored last, 0 where there is none."""
    return int(connection.execute("select coalesce(max(key), 0) from drill").fetchone()[0])


def put_on_after(connection: sqlite3.Connection, key: int) -> None:
    """List the words and tags of all drills stored after ``key``: at once, which is far faster."""
    connection.execute(
        f"insert into drill_search (rowid, text, tags) select {_DRILLS} and d.key > ?"
        " order by d.key",
        (key,),
    )
    connection.execute(
        "insert or ignore into drill_tag (tag, drill_key) select j.value, d.key"
        " from drill d, json_each(d.tags) j where d.key > ? and d.archived_at_us is null",
        (key,),
    )


def rebuild(connection: sqlite3.Connection) -> None:
    """Make both lists anew from what is stored."""
    connection.execute("insert into drill_search (drill_search) values ('delete-all')")
    connection.execute(
        f"insert into drill_search (rowid, text, tags) select {_DRILLS} order by d.key"
    )
    connection.execute("delete from drill_tag")
    connection.execute(
        "insert or ignore into drill_tag (tag, drill_key) select j.value, d.key"
        " from drill d, json_each(d.tags) j where d.archived_at_us is null"
    )
