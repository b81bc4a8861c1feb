"""The states of many drills at once: what ``replay`` gives, without making all its objects."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

from trainer.domain.stamps import HIGHEST
from trainer.store.columns import from_json, to_json
from trainer.store.states import PUT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from trainer.scheduling.fsrs import Scheduler

Answer = tuple[int, int, int, int, int, int]
"""The drill's place among those asked for, its key; the answer's stamp, seq, day and rating."""

_AGAIN: Final = 1
_HISTORIES: Final = """
    select json_group_array(j.key), json_group_array(d.key),
        json_group_array(coalesce(p.stamp, ?1)), json_group_array(r.seq),
        json_group_array(r.study_day), json_group_array(r.rating)
    from json_each(?2) j
    cross join drill d on d.id = j.value
    cross join review r on r.drill_id = d.id
    left join review_place p on p.seq = r.seq
    where r.seq not in (select value from json_each(?3))
        and not exists (select 1 from adjustment a where a.drill_id = d.id)
"""
"""Read from an index alone, as the log's rows lie apart and are large; drill by drill, since cross
joins are done in the order they stand in; in one step, in which other threads can go on."""

_MANY: Final = 1_000
_TAKEN_BACK: Final = """
    select json_group_array(r.seq) from retraction t cross join review r on r.id = t.review_id
"""
_TAKEN_BACK_OF: Final = """
    select json_group_array(r.seq) from json_each(?) j cross join review r on r.drill_id = j.value
    where exists (select 1 from retraction t where t.review_id = r.id)
"""
_DUE: Final = (
    "select r.due_day from json_each(?) j cross join review r on r.seq = j.value order by j.key"
)


def settle_many(
    connection: sqlite3.Connection, scheduler: Scheduler, names: list[str], as_json: str
) -> list[str]:
    """Compute the states of drills that were never reset or moved; return the names of the rest.

    Part of a transaction that the caller holds. ``as_json`` are the ``names`` as a JSON list.
    """
    keys, rows = [], []
    done = set()
    for (at, key), group in groupby(_answers(connection, as_json, len(names)), key=_drill):
        # As in ``replay``: by stamp; what has no stamp comes last, as it was written.
        answers = sorted(group)
        if _has_tie(answers):
            continue
        done.add(at)
        keys.append(key)
        rows.append(answers)
    memories = scheduler.memories([[row[4:] for row in answers] for answers in rows])
    last = to_json([answers[-1][3] for answers in rows])
    dues = connection.execute(_DUE, (last,)).fetchall()
    connection.executemany(
        PUT,
        [
            (key, memory.stability_days, memory.difficulty, *due, *_counts(answers))
            for key, memory, due, answers in zip(keys, memories, dues, rows, strict=True)
        ],
    )
    return [name for at, name in enumerate(names) if at not in done]


def _answers(connection: sqlite3.Connection, as_json: str, many: int) -> Iterator[Answer]:
    """Yield the answers that count; those taken back are found by the way that is shorter."""
    if many < _MANY:
        (without,) = connection.execute(_TAKEN_BACK_OF, (as_json,)).fetchone()
    else:
        (without,) = connection.execute(_TAKEN_BACK).fetchone()
    columns = connection.execute(_HISTORIES, (HIGHEST, as_json, without)).fetchone()
    return zip(*map(from_json, columns), strict=True)


def _drill(answer: Answer) -> tuple[int, int]:
    return answer[:2]


def _has_tie(answers: Sequence[Answer]) -> bool:
    """Return whether two devices gave one stamp to answers: then their identities decide."""
    return any(row[2] == after[2] != HIGHEST for row, after in pairwise(answers))


def _counts(answers: Iterable[Answer]) -> tuple[int, int, int]:
    """Return the last day, the number of answers and of lapses."""
    reviews = lapses = last = 0
    for *_, day, rating in answers:
        if rating == _AGAIN and reviews and day > last:
            lapses += 1
        reviews, last = reviews + 1, day
    return last, reviews, lapses
