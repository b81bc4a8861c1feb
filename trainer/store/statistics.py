"""What the log adds up to, day by day. Reviews that were taken back do not count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainer.store.columns import day_number, number_day

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3

_SUMS = """
    select r.study_day, count(*), sum(r.before_last_day is null), sum(r.duration_ms),
        sum(coalesce(r.before_last_day < r.study_day, 0)),
        sum(coalesce(r.before_last_day < r.study_day and r.rating > 1, 0))
"""


@dataclass(frozen=True, slots=True)
class DayCount:
    """One study day.

    ``introduced`` drills were seen for the first time. ``asked`` counts the reviews of drills last
    seen on an earlier day, ``recalled`` those of them rated better than Again.
    """

    reviews: int
    introduced: int
    duration_ms: int
    asked: int
    recalled: int

    @property
    def retention(self) -> float | None:
        """Return the share recalled, 0 to 1; None on a day that asked for nothing old."""
        return self.recalled / self.asked if self.asked else None


def daily_counts(
    connection: sqlite3.Connection, first: dt.date, last: dt.date
) -> dict[dt.date, DayCount]:
    """Return each study day from ``first`` to ``last`` that has a review, in order."""
    span = (day_number(first), day_number(last))
    # Adding up one index and taking off the few retracted rows avoids a look-up per review.
    written = connection.execute(
        f"{_SUMS} from review r where r.study_day between ? and ?"
        " group by r.study_day order by r.study_day",
        span,
    ).fetchall()
    retracted = {
        row[0]: row[1:]
        for row in connection.execute(
            f"{_SUMS} from retraction t join review r on r.id = t.review_id"
            " where r.study_day between ? and ? group by r.study_day",
            span,
        )
    }
    counts = {
        day: DayCount(
            *(sum_ - off for sum_, off in zip(sums, retracted.get(day, (0,) * 5), strict=True))
        )
        for day, *sums in written
    }
    return {number_day(day): count for day, count in counts.items() if count.reviews}


def introduced_on(connection: sqlite3.Connection, day: dt.date) -> int:
    """Return how many drills were seen for the first time on ``day``."""
    counted = daily_counts(connection, day, day).get(day)
    return counted.introduced if counted else 0


def retention(
    connection: sqlite3.Connection, first: dt.date, last: dt.date
) -> dict[dt.date, float]:
    """Return the observed retention, 0 to 1, of each day that asked for something old."""
    return {
        day: count.retention
        for day, count in daily_counts(connection, first, last).items()
        if count.retention is not None
    }
