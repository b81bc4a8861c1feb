"""The drills of a new deck as rows: nothing is stored to compare them with."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from trainer.store import bulk, words
from trainer.store.columns import fields_json, sources_json, to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from trainer.domain.deck import Drill

_DRILL = "drill (key, id, position, kind, content_hash, tags, level, deck_key, created_at_us)"
_DRILL_ROW = "(?, ?, ?, ?, ?, ?, ?, {deck_key}, {at_us})"
"""Two numbers, the same in all rows, stand in the statement: to bind them takes a tenth longer."""

_CONTENT = "drill_content (drill_key, fields, sources)"
_CONTENT_ROW = "(?, ?, ?)"

_ROWS = 1000
"""So many rows are put together at once; then is told how many are written."""


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
    with bulk.indices_afterwards(connection, len(drills)):
        for start in range(0, len(drills), _ROWS):
            if written is not None:
                written(start)
            # Whole columns, put together again as rows: row by row it would take twice as long.
            ids, _, kinds, fields, hashes, positions, tags, sources, levels, _ = zip(
                *drills[start : start + _ROWS], strict=True
            )
            keys = range(first + start, first + start + len(ids))
            texts = map(tags_json, tags)
            rows = zip(keys, ids, positions, kinds, hashes, texts, levels, strict=True)
            bulk.insert(connection, _DRILL, row, list(rows))
            contents = zip(keys, map(fields_json, fields), map(cited_json, sources), strict=True)
            bulk.insert(connection, _CONTENT, _CONTENT_ROW, list(contents))
    words.put_on_tags(connection, (drill.tags for drill in drills), first)
    words.list_few(connection)
