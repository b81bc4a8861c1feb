"""Answers that were given in another program: how they enter the log, and leave it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trainer.store.columns import instant_us, progress_row, row_progress, us_instant
from trainer.store.places import last_answer
from trainer.store.review_rows import COUNTED, INSERT, review_row, row_review
from trainer.store.states import put_progress

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from trainer.domain.ids import DeckId, DrillId, ReviewId
    from trainer.domain.memory import Progress, Seen
    from trainer.domain.review import Review

_LAST = """
    select d.id, max(r.at_us), s.stability_days, s.difficulty, s.due_day, s.last_day, s.reviews,
        s.lapses
    from review r
    join drill d on d.id = r.drill_id
    join deck k on k.key = d.deck_key
    left join drill_state s on s.drill_key = d.key
    left join retraction t on t.review_id = r.id
    where k.id = ? and t.review_id is null group by d.id
"""
_RETRACTED = """
    select r.id from retraction t
    join review r on r.id = t.review_id
    join drill d on d.id = r.drill_id
    join deck k on k.key = d.deck_key
    where k.id = ?
"""
_PUT_STATE = """
    insert or replace into drill_state
        (drill_key, stability_days, difficulty, due_day, last_day, reviews, lapses)
    select key, ?, ?, ?, ?, ?, ? from drill where id = ?
"""


class Answered(NamedTuple):
    """What the log knows of a deck.

    ``last`` says when each drill was last answered, as far as it counts, and its progress since;
    ``retracted`` are the reviews that were taken back, whose ids are used up.
    """

    last: Mapping[DrillId, tuple[dt.datetime, Progress]]
    retracted: frozenset[ReviewId]


def append(connection: sqlite3.Connection, answers: Iterable[tuple[Review, Seen]]) -> None:
    """Add ``answers`` to the log and make the last of each drill its state.

    Part of a transaction that the caller holds. A drill's answers follow one another, oldest
    first. One whose id is in the log already (it came by another way) is passed over.
    """
    last: dict[DrillId, Seen] = {}

    def rows() -> Iterator[tuple[object, ...]]:
        for review, after in answers:
            last[review.drill_id] = after
            yield review_row(review, after)

    connection.executemany(INSERT.replace("insert into", "insert or ignore into", 1), rows())
    connection.executemany(
        _PUT_STATE, ((*progress_row(state), drill_id) for drill_id, state in last.items())
    )


def answered(connection: sqlite3.Connection, deck_id: DeckId) -> Answered:
    """Return what the log knows of a deck's drills."""
    last = {
        drill_id: (us_instant(at_us), row_progress(state))
        for drill_id, at_us, *state in connection.execute(_LAST, (deck_id,))
    }
    gone = frozenset(row[0] for row in connection.execute(_RETRACTED, (deck_id,)))
    return Answered(last, gone)


def take_back(
    connection: sqlite3.Connection, ids: Iterable[ReviewId], at: dt.datetime, device: str
) -> None:
    """Retract the reviews ``ids``. Part of a transaction that the caller holds.

    A drill's progress is again what it was before the first of them; one that was answered since
    keeps all of its answers.
    """
    by_drill: dict[DrillId, list[Review]] = {}
    for review_id in ids:
        row = connection.execute(f"{COUNTED} and r.id = ?", (review_id,)).fetchone()
        if row is not None:
            review = row_review(row)
            by_drill.setdefault(review.drill_id, []).append(review)
    for reviews in by_drill.values():
        _take_back(connection, reviews, instant_us(at), device)


def _take_back(
    connection: sqlite3.Connection, reviews: list[Review], at_us: int, device: str
) -> None:
    drill_id = reviews[0].drill_id
    if last_answer(connection, drill_id) not in {review.id for review in reviews}:
        return
    connection.executemany(
        "insert into retraction (review_id, device, at_us) values (?, ?, ?)",
        [(review.id, device, at_us) for review in reviews],
    )
    (key,) = connection.execute("select key from drill where id = ?", (drill_id,)).fetchone()
    put_progress(connection, key, reviews[0].before)
