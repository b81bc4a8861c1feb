"""The index of words and the list of tags: kept in step with the drills, archived ones included.

Each function but ``list_waiting`` is part of a transaction that the caller holds. What is taken off
must be taken off before the drill is changed: the index keeps no text and is told the old one to
forget it.

Words are listed up to a drill that ``meta`` names. What a large import adds waits behind it and is
listed before the first search for a word: an import is then done in half the time.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from trainer.store.columns import to_json
from trainer.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

FEW = 2000
"""So many drills may wait; an import that adds no more lists their words itself."""

AT_ONCE = 5000
"""Drills whose words are listed in one transaction: others can write a tenth of a second later."""

_DRILLS = """
    d.key, (select group_concat(j.atom, ' ') from json_tree(c.fields) j where j.type = 'text'),
    d.tags
    from drill d join drill_content c on c.drill_key = d.key
"""
_LISTED_TO = "(select cast(value as integer) from meta where name = 'words_listed_to')"
_TAGS = "j.value, d.key from drill d, json_each(d.tags) j"
_TAG_RANGE = (
    "insert or ignore into drill_tag (tag, drill_key)"
    " select ?, key from drill where key between ? and ?"
)
_TAG_THESE = "insert or ignore into drill_tag (tag, drill_key) select ?, value from json_each(?)"
_THESE = "d.id in (select value from json_each(?))"


def take_off(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Forget the words and tags of drills as they are stored now; unknown ones are passed over."""
    given = (to_json(list(ids)),)
    connection.execute(
        "insert into drill_search (drill_search, rowid, text, tags)"
        f" select 'delete', {_DRILLS} where {_THESE} and d.key <= {_LISTED_TO} order by d.key",
        given,
    )
    tags = connection.execute(f"select {_TAGS} where {_THESE} order by 1, 2", given).fetchall()
    connection.executemany("delete from drill_tag where tag = ? and drill_key = ?", tags)


def put_on(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """List the words and tags of drills as they are stored now, new ones' words if they are few."""
    given = (to_json(list(ids)),)
    connection.execute(
        f"insert into drill_search (rowid, text, tags) select {_DRILLS}"
        f" where {_THESE} and d.key <= {_LISTED_TO} order by d.key",
        given,
    )
    connection.execute(
        f"insert or ignore into drill_tag (tag, drill_key) select {_TAGS} where {_THESE}", given
    )
    list_few(connection)


def put_on_tags(
    connection: sqlite3.Connection, tags: Iterable[tuple[str, ...]], first: int
) -> None:
    """List the ``tags`` of new drills, whose keys begin with ``first``."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, words in enumerate(tags, first):
        alike[words].append(key)
    keys: dict[str, list[int]] = defaultdict(list)
    for words, those in alike.items():  # most drills have their tags in common with others
        for tag in words:
            keys[tag] += those
    for tag in sorted(keys, key=str.lower):  # the order of the list, whose end then is added to
        those = sorted(keys[tag])
        if those[-1] - those[0] == len(those) - 1:
            connection.execute(_TAG_RANGE, (tag, those[0], those[-1]))
        else:
            connection.execute(_TAG_THESE, (tag, str(those)))


def list_waiting(connection: sqlite3.Connection) -> None:
    """List the words of all drills that wait, some thousands in a transaction."""
    while _waiting(connection):
        with transaction(connection):
            _list_next(connection, AT_ONCE)


def rebuild(connection: sqlite3.Connection) -> None:
    """Make both lists anew from what is stored."""
    connection.execute("insert into drill_search (drill_search) values ('delete-all')")
    connection.execute("delete from drill_tag")
    connection.execute(f"insert or ignore into drill_tag (tag, drill_key) select {_TAGS}")
    _put_mark(connection, 0)
    _list_next(connection, _waiting(connection))


def _waiting(connection: sqlite3.Connection) -> int:
    """Return how many drills wait: no drill is ever deleted, so their keys have no gaps."""
    return _last_key(connection) - _listed_to(connection)


def _last_key(connection: sqlite3.Connection) -> int:
    (key,) = connection.execute("select coalesce(max(key), 0) from drill").fetchone()
    return int(key)


def _listed_to(connection: sqlite3.Connection) -> int:
    (key,) = connection.execute("select value from meta where name = 'words_listed_to'").fetchone()
    return int(key)


def list_few(connection: sqlite3.Connection) -> None:
    """List the words that wait if they are few: not after a large import."""
    if _waiting(connection) <= FEW:
        _list_next(connection, FEW)


def _list_next(connection: sqlite3.Connection, many: int) -> None:
    """List the words of the next ``many`` drills that wait."""
    listed = _listed_to(connection)
    last = min(listed + many, _last_key(connection))
    connection.execute(
        f"insert into drill_search (rowid, text, tags) select {_DRILLS}"
        " where d.key > ? and d.key <= ? order by d.key",
        (listed, last),
    )
    _put_mark(connection, last)


def _put_mark(connection: sqlite3.Connection, key: int) -> None:
    connection.execute("update meta set value = ? where name = 'words_listed_to'", (str(key),))
