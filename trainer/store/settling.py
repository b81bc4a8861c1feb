"""The states of many drills at once: what ``replay`` gives, without making all its objects."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from trainer.domain.stamps import HIGHEST

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from trainer.scheduling.fsrs import Scheduler

_AGAIN: Final = 1
_HISTORIES: Final = """
    select d.key, r.drill_id, coalesce(p.stamp, ?1), iif(p.stamp is null, r.seq, r.id),
        r.study_day, r.rating, r.due_day
    from json_each(?2) j
    cross join drill d on d.id = j.value
    cross join review r on r.drill_id = d.id
    left join review_place p on p.seq = r.seq
    where not exists (select 1 from retraction t where t.review_id = r.id)
        and not exists (select 1 from adjustment a where a.drill_id = d.id)
    order by j.key
"""
_PUT: Final = """
    insert or replace into drill_state
        (drill_key, stability_days, difficulty, due_day, last_day, reviews, lapses)
    values (?, ?, ?, ?, ?, ?, ?)
"""


def settle_many(
    connection: sqlite3.Connection, scheduler: Scheduler, names: list[str], as_json: str
) -> list[str]:
    """Compute the states of drills that were never reset or moved; return the names of the rest.

    Part of a transaction that the caller holds. ``as_json`` are the ``names`` as a JSON list.
    """
    keys, rows = [], []
    done = set()
    for (key, name), group in groupby(
        connection.execute(_HISTORIES, (HIGHEST, as_json)), key=lambda row: row[:2]
    ):
        done.add(name)
        keys.append(key)
        # As in ``replay``: by stamp and identity; what has no stamp comes last, as it was written.
        rows.append(sorted(group))
    memories = scheduler.memories([[row[4:6] for row in answers] for answers in rows])
    connection.executemany(
        _PUT,
        [
            (key, memory.stability_days, memory.difficulty, *_rest(answers))
            for key, memory, answers in zip(keys, memories, rows, strict=True)
        ],
    )
    return [name for name in names if name not in done]


def _rest(answers: Iterable[tuple[Any, ...]]) -> tuple[int, int, int, int]:
    """Return the day due, the last day, the number of answers and of lapses."""
    reviews = lapses = due = last = 0
    for row in answers:
        day, rating = row[4:6]
        if rating == _AGAIN and reviews and day > last:
            lapses += 1
        reviews, due, last = reviews + 1, row[6], day
    return due, last, reviews, lapses
