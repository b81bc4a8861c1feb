"""The log of reviews: adding to it, taking one back, reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.store.columns import (
    day_number,
    instant_us,
    row_progress,
)
from trainer.store.connection import transaction
from trainer.store.errors import NoSuchDrill, NotLatestReview, StaleAnswer
from trainer.store.places import OLDEST_FIRST, last_happened
from trainer.store.review_rows import (
    COUNTED,
    COUNTED_BY_DRILL,
    INSERT,
    LOG,
    Logged,
    review_row,
    row_logged,
    row_review,
)
from trainer.store.states import put_progress, put_state

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterator

    from trainer.domain.ids import DrillId, ReviewId
    from trainer.domain.memory import Seen
    from trainer.domain.review import Review


def record(connection: sqlite3.Connection, review: Review, after: Seen) -> None:
    """Add ``review`` to the log and make ``after`` the drill's state: both, durably, or neither.

    Raises NoSuchDrill, and StaleAnswer when the drill was edited or archived or its progress is
    no longer ``review.before``.
    """
    with transaction(connection):
        row = connection.execute(
            """
            select d.key, d.content_hash, d.archived_at_us,
                s.stability_days, s.difficulty, s.due_day, s.last_day, s.reviews, s.lapses
            from drill d left join drill_state s on s.drill_key = d.key where d.id = ?
            """,
            (review.drill_id,),
        ).fetchone()
        if row is None:
            raise NoSuchDrill(review.drill_id)
        drill_key, content_hash, archived_at_us, *current = row
        if archived_at_us is not None:
            raise StaleAnswer(review.drill_id, "the drill was removed from its deck meanwhile")
        if content_hash != review.content_hash:
            raise StaleAnswer(review.drill_id, "the drill was edited after it was asked")
        if row_progress(current) != review.before:
            raise StaleAnswer(review.drill_id, "the drill was answered elsewhere meanwhile")
        connection.execute(INSERT, review_row(review, after))
        put_state(connection, drill_key, after)


def retract(
    connection: sqlite3.Connection, review_id: ReviewId, at: dt.datetime, device: str
) -> Review:
    """Take a drill's last review back, restore what was before it, and return it.

    The row stays in the log; a retraction is added. Raises NotLatestReview.
    """
    with transaction(connection):
        row = connection.execute(f"{COUNTED} and r.id = ?", (review_id,)).fetchone()
        if row is None:
            raise NotLatestReview(review_id)
        review = row_review(row)
        if last_happened(connection, review.drill_id) != review.id:
            raise NotLatestReview(review_id)
        connection.execute(
            "insert into retraction (review_id, device, at_us) values (?, ?, ?)",
            (review_id, device, instant_us(at)),
        )
        (drill_key,) = connection.execute(
            "select key from drill where id = ?", (review.drill_id,)
        ).fetchone()
        put_progress(connection, drill_key, review.before)
    return review


def reviews_between(
    connection: sqlite3.Connection, first: dt.date, last: dt.date
) -> tuple[Review, ...]:
    """Return the reviews of the study days ``first`` to ``last`` that count, oldest first."""
    rows = connection.execute(
        f"{COUNTED} and r.study_day between ? and ? order by r.seq",
        (day_number(first), day_number(last)),
    )
    return tuple(row_review(row) for row in rows)


def reviews_of(connection: sqlite3.Connection, drill_id: DrillId) -> tuple[Review, ...]:
    """Return one drill's reviews that count, oldest first."""
    rows = connection.execute(
        f"{COUNTED_BY_DRILL} and r.drill_id = ? order by {OLDEST_FIRST}",
        (drill_id,),
    )
    return tuple(row_review(row) for row in rows)


def last_review(connection: sqlite3.Connection) -> Review | None:
    """Return the newest review that counts, which is what undo takes back."""
    row = connection.execute(f"{COUNTED} order by r.seq desc limit 1").fetchone()
    return None if row is None else row_review(row)


def log(connection: sqlite3.Connection) -> Iterator[Logged]:
    """Yield the whole log in the order it was written, retracted reviews included."""
    for row in connection.execute(f"{LOG} order by r.seq"):
        yield row_logged(row)
