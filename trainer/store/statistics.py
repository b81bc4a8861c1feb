"""What the log adds up to, day by day. Reviews that were taken back do not count."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from trainer.store.columns import day_number, number_day

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Collection, Iterator

_MANY = 1_000
"""So many new reviews are counted together: two days' worth of them share few days and kinds."""

_SUMS = """
    sum(reviews), sum(introduced), sum(duration_ms), sum(asked), sum(recalled),
    sum(again), sum(hard), sum(good), sum(easy)
    from day_count where day between ? and ? and reviews > 0
"""


class DayCount(NamedTuple):
    """What the reviews of one study day, or of one kind, add up to.

    ``introduced`` drills were seen for the first time. ``asked`` counts the reviews of drills last
    seen on an earlier day, ``recalled`` those of them rated better than Again. ``ratings`` are the
    numbers of Again, Hard, Good and Easy.
    """

    reviews: int
    introduced: int
    duration_ms: int
    asked: int
    recalled: int
    ratings: tuple[int, int, int, int] = (0, 0, 0, 0)


def daily_counts(
    connection: sqlite3.Connection,
    first: dt.date,
    last: dt.date,
    kinds: Collection[str] = frozenset(),
) -> dict[dt.date, DayCount]:
    """Return each study day from ``first`` to ``last`` that has a review, in order.

    With ``kinds``, the reviews of these alone.
    """
    limit = "and kind in (select value from json_each(?))" if kinds else ""
    values = (json.dumps(sorted(kinds)),) if kinds else ()
    rows = connection.execute(
        f"select day, {_SUMS} {limit} group by day order by day",
        (day_number(first), day_number(last), *values),
    )
    return {number_day(day): day_count(sums) for day, *sums in rows}


def day_count(sums: list[int]) -> DayCount:
    """Return the nine sums, in the order of _SUMS, as what they are."""
    reviews, introduced, duration_ms, asked, recalled, again, hard, good, easy = sums
    ratings = (again, hard, good, easy)
    return DayCount(reviews, introduced, duration_ms, asked, recalled, ratings)


_COUNTED = """
    insert into day_count
    select r.study_day, r.kind, count(*), sum(r.before_last_day is null), sum(r.duration_ms),
        sum(coalesce(r.before_last_day < r.study_day, 0)),
        sum(coalesce(r.before_last_day < r.study_day and r.rating > 1, 0)),
        sum(r.rating = 1), sum(r.rating = 2), sum(r.rating = 3), sum(r.rating = 4)
    from review r left join retraction t on t.review_id = r.id
    where t.review_id is null and r.seq > ? group by r.study_day, r.kind
    on conflict (day, kind) do update set reviews = reviews + excluded.reviews,
        introduced = introduced + excluded.introduced,
        duration_ms = duration_ms + excluded.duration_ms,
        asked = asked + excluded.asked, recalled = recalled + excluded.recalled,
        again = again + excluded.again, hard = hard + excluded.hard,
        good = good + excluded.good, easy = easy + excluded.easy
"""
"""Adds up the reviews after one place in the log."""


def rebuild(connection: sqlite3.Connection) -> None:
    """Add the days up anew from the log. Part of a transaction that the caller holds."""
    connection.execute("delete from day_count")
    connection.execute(_COUNTED, (0,))


@contextmanager
def counted_afterwards(connection: sqlite3.Connection, many: int) -> Iterator[None]:
    """Count ``many`` new reviews together when the block has added them, not one by one.

    They come after all that are there, and none of them is taken back yet. Part of a transaction
    that the caller holds: if the block raises, its rollback brings the trigger back.
    """
    if many < _MANY:
        yield
        return
    (last,) = connection.execute("select coalesce(max(seq), 0) from review").fetchone()
    (trigger,) = connection.execute(
        "select sql from sqlite_schema where (type, name) = ('trigger', 'review_counted')"
    ).fetchone()
    connection.execute("drop trigger review_counted")
    yield
    connection.execute(trigger)
    connection.execute(_COUNTED, (last,))


def introduced_on(connection: sqlite3.Connection, day: dt.date) -> int:
    """Return how many drills were seen for the first time on ``day``."""
    counted = daily_counts(connection, day, day).get(day)
    return counted.introduced if counted else 0
