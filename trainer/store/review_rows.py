"""A review as a row of the log, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from trainer.domain.ids import DrillId, ReviewId, Seed
from trainer.domain.memory import Rating, Seen
from trainer.domain.review import Review
from trainer.store.columns import (
    day_number,
    instant_us,
    number_day,
    progress_row,
    row_progress,
    us_instant,
)

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3

INSERT = """
    insert into review (
        id, device, drill_id, kind, seed, content_hash, answer, suggested, rating, duration_ms,
        at_us, study_day, before_stability_days, before_difficulty, before_due_day,
        before_last_day, before_reviews, before_lapses, value, expected, unit, log10_error,
        interval_low, interval_high, due_day)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
"""Takes what ``review_row`` returns."""

_COLUMNS = """
    r.id, r.device, r.drill_id, r.kind, r.seed, r.content_hash, r.answer, r.suggested,
    r.rating, r.duration_ms, r.at_us, r.study_day, r.before_stability_days,
    r.before_difficulty, r.before_due_day, r.before_last_day, r.before_reviews,
    r.before_lapses, r.value, r.expected, r.unit, r.log10_error, r.interval_low,
    r.interval_high, r.due_day, t.at_us
"""
_FROM = "from review r left join retraction t on t.review_id = r.id"

LOG = f"select {_COLUMNS} {_FROM}"
"""Every review that was ever given, as ``row_logged`` reads it."""

COUNTED = f"{LOG} where t.review_id is null"
"""Those that were not taken back."""

COUNTED_BY_DRILL = (
    f"select {_COLUMNS}, r.seq, p.stamp {_FROM} left join review_place p on p.seq = r.seq"
    " where t.review_id is null"
)
"""The same with their places in the log and their stamps as further columns."""


class Logged(NamedTuple):
    """One row of the log: the review, the day it made the drill due, and when it was undone."""

    review: Review
    due: dt.date
    retracted_at: dt.datetime | None


def review_row(review: Review, after: Seen) -> tuple[object, ...]:
    """Return what INSERT takes: the review, and the day ``after`` makes the drill due."""
    return (
        review.id,
        review.device,
        review.drill_id,
        review.kind,
        review.seed,
        review.content_hash,
        review.answer,
        int(review.suggested),
        int(review.rating),
        review.duration_ms,
        instant_us(review.at),
        day_number(review.study_day),
        *progress_row(review.before),
        review.value,
        review.expected,
        review.unit,
        review.log10_error,
        review.interval_low,
        review.interval_high,
        day_number(after.due),
    )


def row_review(row: tuple[Any, ...]) -> Review:
    """Return the review in a row of LOG."""
    return Review(
        id=ReviewId(row[0]),
        device=row[1],
        drill_id=DrillId(row[2]),
        kind=row[3],
        seed=Seed(row[4]),
        content_hash=row[5],
        answer=row[6],
        suggested=Rating(row[7]),
        rating=Rating(row[8]),
        duration_ms=row[9],
        at=us_instant(row[10]),
        study_day=number_day(row[11]),
        before=row_progress(row[12:18]),
        value=row[18],
        expected=row[19],
        unit=row[20],
        log10_error=row[21],
        interval_low=row[22],
        interval_high=row[23],
    )


def row_logged(row: tuple[Any, ...]) -> Logged:
    """Return the whole of a row of LOG."""
    due_day, retracted_at_us = row[24:]
    return Logged(
        row_review(row),
        number_day(due_day),
        None if retracted_at_us is None else us_instant(retracted_at_us),
    )


def by_index(connection: sqlite3.Connection, name: str) -> str:
    """Return the words that hold a query to the index ``name`` of the log.

    None while a long merge has taken it away: the rows are read then, and it takes longer.
    """
    there = connection.execute(
        "select 1 from sqlite_schema where type = 'index' and name = ?", (name,)
    ).fetchone()
    return f"indexed by {name}" if there else ""
