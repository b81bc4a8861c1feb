"""The same collection in Anki's own file: the same texts, tags, decks, states and reviews."""

from __future__ import annotations

import datetime as dt
import json
import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.benchmarks.collection import DAYS, TODAY

_UNLIMITED = 9999
_DAY_S = 86_400


def twin(ours: Path) -> Path:
    """Return Anki's file beside ``ours``, made now if it is not there."""
    path = ours.with_name("collection.anki2")
    if not path.exists():
        making = ours.with_name("making.anki2")
        making.unlink(missing_ok=True)
        _build(making, ours)
        making.replace(path)
    return path


def _build(path: Path, ours: Path) -> None:
    from anki.collection import Collection

    # Anki counts days from its collection's beginning, at four in the morning.
    began = dt.datetime.now().astimezone() - dt.timedelta(days=DAYS)
    crt = int(began.replace(hour=4, minute=0, second=0, microsecond=0).timestamp())
    zero = (TODAY.date() - dt.timedelta(days=DAYS) - dt.date(1970, 1, 1)).days
    with closing(sqlite3.connect(ours)) as source:
        collection = Collection(str(path))
        assert collection.db is not None
        collection.db.execute("update col set crt = ?", crt)
        collection.set_config("fsrs", True)
        decks = _decks(collection, source)
        basic = collection.models.by_name("Basic")
        assert basic is not None
        model = basic["id"]
        collection.close()
        # Row by row through Anki's own connection this takes half an hour.
        with closing(sqlite3.connect(path)) as target, target:
            target.executemany(
                "insert into notes values (?, ?, ?, ?, 0, ?, ?, ?, 0, 0, '')",
                _notes(source, model, crt),
            )
            target.executemany(
                "insert into cards"
                " values (?, ?, ?, 0, ?, 0, ?, ?, ?, ?, 2500, ?, ?, 0, 0, 0, ?, ?)",
                _cards(source, decks, crt, zero),
            )
            target.executemany(
                "insert into revlog values (?, ?, 0, ?, ?, ?, ?, ?, ?)",
                _reviews(source, crt, zero),
            )


def _decks(collection: Any, source: sqlite3.Connection) -> dict[int, int]:
    """Make the decks under one that is chosen, without limits, and return their ids by our key."""
    config = collection.decks.all_config()[0]
    config["new"]["perDay"] = config["rev"]["perDay"] = _UNLIMITED
    collection.decks.update_config(config)
    ids = {
        key: collection.decks.id(f"All::{title}")
        for key, title in source.execute("select key, title from deck order by key")
    }
    collection.decks.set_current(collection.decks.id("All"))
    return ids


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _notes(source: sqlite3.Connection, model: int, crt: int) -> Iterator[tuple[object, ...]]:
    for key, name, tags, fields in source.execute(
        "select d.key, d.id, d.tags, c.fields from drill d"
        " join drill_content c on c.drill_key = d.key order by d.key"
    ):
        front, *back = _texts(json.loads(fields))
        yield (
            crt * 1000 + key,
            name,
            model,
            crt,
            f" {' '.join(json.loads(tags))} ",
            f"{front}\x1f{'<br>'.join(back)}",
            front,
        )


def _cards(
    source: sqlite3.Connection, decks: dict[int, int], crt: int, zero: int
) -> Iterator[tuple[object, ...]]:
    for (
        key,
        deck,
        position,
        stability,
        difficulty,
        due,
        last,
        reviews,
        lapses,
        suspended,
        flag,
    ) in source.execute(
        "select d.key, d.deck_key, d.position, s.stability_days, s.difficulty, s.due_day,"
        " s.last_day, s.reviews, s.lapses, m.suspended, m.flag from drill d"
        " left join drill_state s on s.drill_key = d.key"
        " left join drill_mark m on m.drill_key = d.key order by d.key"
    ):
        row = crt * 1000 + key
        new = stability is None
        data = (
            "{}"
            if new
            else json.dumps(
                {
                    "s": round(stability, 4),
                    "d": round(difficulty, 3),
                    "dr": 0.9,
                    "decay": 0.1542,
                    "lrt": crt + (last - zero) * _DAY_S,
                },
                separators=(",", ":"),
            )
        )
        yield (
            row,
            row,
            decks[deck],
            crt,
            0 if new else 2,
            -1 if suspended else 0 if new else 2,
            position if new else due - zero,
            0 if new else max(1, due - last),
            reviews or 0,
            lapses or 0,
            flag or 0,
            data,
        )


def _reviews(source: sqlite3.Connection, crt: int, zero: int) -> Iterator[tuple[object, ...]]:
    last_ms = 0
    keys = dict(source.execute("select id, key from drill"))
    shift_ms = (crt // _DAY_S - zero) * _DAY_S * 1000
    for drill, at_us, rating, duration, due, day, before, difficulty in source.execute(
        "select r.drill_id, r.at_us, r.rating, r.duration_ms, r.due_day, r.study_day,"
        " r.before_last_day, r.before_difficulty from review r"
        " left join retraction t on t.review_id = r.id where t.review_id is null order by r.at_us"
    ):
        last_ms = max(last_ms + 1, at_us // 1000 + shift_ms)
        kind = 0 if before is None else 1 if before < day else 2
        yield (
            last_ms,
            crt * 1000 + keys[drill],
            rating,
            max(1, due - day),
            0 if before is None else day - before,
            math.floor(100 * (difficulty or 5)),
            min(duration, 60_000),
            kind,
        )
