"""The drills of a new deck as rows: nothing is stored to compare them with."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from trainer.store import bulk, words
from trainer.store.columns import fields_json, sources_json, to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from trainer.domain.deck import Drill

_DRILL = "drill (key, id, position, kind, content_hash, tags, level, deck_key, created_at_us)"
_DRILL_ROW = "(?, ?, ?, ?, ?, ?, ?, {deck_key}, {at_us})"
"""Two numbers, the same in all rows, stand in the statement: to bind them takes a tenth longer."""

_CONTENT = "drill_content (drill_key, fields, sources)"
_CONTENT_ROW = "(?, ?, ?)"

_ROWS = 1000
"""So many rows are put together at once; then is told how many are written."""

_MANY = 3
"""So many times that, a thread is worth its beginning."""

_Row = tuple[object, ...]
_Rows = tuple[list[_Row], list[_Row]]
"""Drills and their contents, as rows."""


def put(
    connection: sqlite3.Connection,
    deck_key: int,
    drills: Sequence[Drill],
    at_us: int,
    written: Callable[[int], None] | None = None,
) -> None:
    """Store ``drills`` under keys one after the other. ``written`` hears how many there are."""
    (first,) = connection.execute("select coalesce(max(key), 0) + 1 from drill").fetchone()
    # Most drills of a deck share their tags and sources.
    tags_json, cited_json = functools.cache(to_json), functools.cache(sources_json)
    row = _DRILL_ROW.format(deck_key=int(deck_key), at_us=int(at_us))

    def rows_from(start: int) -> _Rows:
        # Whole columns, put together again as rows: row by row it would take twice as long.
        ids, _, kinds, fields, hashes, positions, tags, sources, levels, _ = zip(
            *drills[start : start + _ROWS], strict=True
        )
        keys = range(first + start, first + start + len(ids))
        texts = map(tags_json, tags)
        rows = zip(keys, ids, positions, kinds, hashes, texts, levels, strict=True)
        contents = zip(keys, map(fields_json, fields), map(cited_json, sources), strict=True)
        return list(rows), list(contents)

    starts = range(0, len(drills), _ROWS)
    with bulk.indices_afterwards(connection, len(drills)):
        for start, (rows, contents) in zip(starts, _made(rows_from, starts), strict=True):
            if written is not None:
                written(start)
            bulk.insert(connection, _DRILL, row, rows)
            bulk.insert(connection, _CONTENT, _CONTENT_ROW, contents)
    words.put_on_tags(connection, (drill.tags for drill in drills), first)
    words.list_few(connection)


def _made(make: Callable[[int], _Rows], starts: Sequence[int]) -> Iterator[_Rows]:
    """Yield the rows from each of ``starts`` on; of many, a thread makes the next meanwhile.

    SQLite works without Python's lock: putting the rows in and making them takes a sixth less.
    """
    if len(starts) < _MANY:
        yield from map(make, starts)
        return
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor

    coming: deque[Future[_Rows]] = deque()
    with ThreadPoolExecutor(1) as thread:
        for start in starts:
            coming.append(thread.submit(make, start))
            if len(coming) > 1:
                yield coming.popleft().result()
        yield coming.popleft().result()
