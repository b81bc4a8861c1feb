"""What estimates and memories add up to, for the drills of a focus. What was taken back is out."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from trainer.domain.memory import Rating
from trainer.store.columns import day_number
from trainer.store.places import STAMP
from trainer.store.review_rows import COUNTED_BY_DRILL, by_index, row_review
from trainer.store.statistics import day_count

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3

    from trainer.domain.review import Review
    from trainer.scheduling.focus import Focus
    from trainer.store.statistics import DayCount

STABILITY_EDGES_DAYS = (1, 3, 7, 14, 30, 90, 180, 365)
"""Where one class of stabilities ends and the next begins."""

_TAKEN_BACK = """
    select review.seq from retraction t cross join review on review.id = t.review_id
"""
"""By its place in the log an index tells a review without touching the row."""

_IN_FOCUS = """
    select d.id from drill d join deck k on k.key = d.deck_key where
    (:decks = '[]' or k.id in (select value from json_each(:decks)))
    and (:kinds = '[]' or d.kind in (select value from json_each(:kinds)))
    and (:tags = '[]' or d.key in
        (select drill_key from drill_tag where tag in (select value from json_each(:tags))))
    and (:dimensions = '[]' or d.key in
        (select drill_key from drill_tag where tag in (select value from json_each(:dimensions))))
    and (:drills = '[]' or d.id in (select value from json_each(:drills)))
"""


class EstimateSum(NamedTuple):
    """What the estimates of one quantity add up to in seven days.

    ``asked`` is the term the drills ask for, empty if the drill is not known here. The week ended
    ``weeks_back`` weeks before the last day looked at. ``log10_sum`` and ``log10_squares`` are of
    log10(value / expected); of ``intervals`` that were given, ``contained`` held the truth.
    """

    asked: str
    weeks_back: int
    answers: int
    log10_sum: float
    log10_squares: float
    intervals: int
    contained: int


class Asked(NamedTuple):
    """Which answers are asked for: the last ``many`` of ``kinds``, of the ``missed`` ones alone.

    Missed is what was not judged Good or better.
    """

    kinds: tuple[str, ...]
    many: int
    missed: bool = False


def values(focus: Focus, **more: int) -> dict[str, object]:
    """Return what the words of ``limit`` stand for, and ``more``."""
    names = ("decks", "kinds", "tags", "dimensions", "drills")
    return {**{name: json.dumps(sorted(getattr(focus, name))) for name in names}, **more}


def limit(focus: Focus, column: str) -> str:
    """Return the condition that keeps to ``focus``; none where it allows all."""
    is_open = not (focus.decks or focus.kinds or focus.tags or focus.dimensions or focus.drills)
    return "" if is_open else f"and {column} in ({_IN_FOCUS})"


def estimate_sums(
    connection: sqlite3.Connection, first: dt.date, last: dt.date, focus: Focus
) -> list[EstimateSum]:
    """Return the sums of the estimates from ``first`` to ``last``, by term, newest week first."""
    # Grouped by one number, term and week in one: by text, or by drill first, takes half again.
    rows = connection.execute(
        f"""
        with estimated as materialized (
            select distinct r.drill_id from review r {by_index(connection, "review_estimated")}
            where r.log10_error is not null and r.study_day between :first and :last
                {limit(focus, "r.drill_id")})
        , term as materialized (
            select e.drill_id, coalesce(json_extract(c.fields, '$.asked'), '') as asked
            from estimated e
            left join drill d on d.id = e.drill_id
            left join drill_content c on c.drill_key = d.key)
        , named as materialized (
            select asked, row_number() over () as number from (select distinct asked from term))
        , numbered as materialized (
            select t.drill_id, n.number << 20 as base from term t join named n on n.asked = t.asked)
        , summed as materialized (
            select n.base + (:last - r.study_day) / 7 as term_and_week, count(*) as answers,
                sum(r.log10_error) as total, sum(r.log10_error * r.log10_error) as squares,
                count(r.interval_low) as intervals,
                coalesce(sum(r.expected between r.interval_low and r.interval_high), 0) as contained
            from numbered n cross join review r {by_index(connection, "review_estimated")}
                on r.drill_id = n.drill_id
            where r.log10_error is not null and r.study_day between :first and :last
                and r.seq not in ({_TAKEN_BACK})
            group by term_and_week)
        select n.asked, s.term_and_week & 1048575, s.answers, s.total, s.squares, s.intervals,
            s.contained
        from summed s join named n on n.number = s.term_and_week >> 20 order by 1, 2
        """,
        values(focus, first=day_number(first), last=day_number(last)),
    )
    return [EstimateSum(*row) for row in rows]


def counts_in(
    connection: sqlite3.Connection, first: dt.date, last: dt.date, focus: Focus
) -> list[tuple[int, DayCount]]:
    """Return each day's number and sums of the drills in ``focus``, read from the log itself."""
    rows = connection.execute(
        f"""
        select r.study_day, count(*), sum(r.before_last_day is null), sum(r.duration_ms),
            sum(coalesce(r.before_last_day < r.study_day, 0)),
            sum(coalesce(r.before_last_day < r.study_day and r.rating > 1, 0)),
            sum(r.rating = 1), sum(r.rating = 2), sum(r.rating = 3), sum(r.rating = 4)
        from review r {by_index(connection, "review_counted")}
        where r.study_day between :first and :last {limit(focus, "r.drill_id")}
            and r.seq not in ({_TAKEN_BACK})
        group by r.study_day order by r.study_day
        """,
        values(focus, first=day_number(first), last=day_number(last)),
    )
    return [(day, day_count(sums)) for day, *sums in rows]


def spread(
    connection: sqlite3.Connection, focus: Focus
) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Return how many seen drills of ``focus`` lie in each class of stability, difficulty, due day.

    A stability's class is the number of STABILITY_EDGES_DAYS it has reached; a difficulty's its
    whole part, 1 to 10; a due day's is its number.
    """
    reached = " + ".join(f"(s.stability_days >= {edge})" for edge in STABILITY_EDGES_DAYS)
    seen = f"""
        from drill_state s join drill d on d.key = s.drill_key
        where d.archived_at_us is null {limit(focus, "d.id")}
    """
    stabilities, difficulties = Counter[int](), Counter[int]()
    # By due day as well there would be as many groups as drills, nearly.
    for stability, difficulty, many in connection.execute(
        f"select {reached}, cast(s.difficulty as integer), count(*) {seen} group by 1, 2",
        values(focus),
    ):
        stabilities[stability] += many
        difficulties[difficulty] += many
    due = connection.execute(
        f"select s.due_day, count(*) {seen} group by 1 order by 1", values(focus)
    )
    return dict(sorted(stabilities.items())), dict(sorted(difficulties.items())), dict(due)


def total(connection: sqlite3.Connection, focus: Focus) -> int:
    """Return how many drills, archived ones left out, are in ``focus``."""
    row = connection.execute(
        f"select count(*) from drill d where d.archived_at_us is null {limit(focus, 'd.id')}",
        values(focus),
    ).fetchone()
    return int(row[0])


def drills_asking(connection: sqlite3.Connection, asked: str) -> frozenset[str]:
    """Return the ids of the drills, archived ones left out, that ask for the term ``asked``."""
    rows = connection.execute(
        """
        select d.id from drill d join drill_content c on c.drill_key = d.key
        where d.kind = 'estimate' and d.archived_at_us is null
            and json_extract(c.fields, '$.asked') = ?
        """,
        (asked,),
    )
    return frozenset(drill_id for (drill_id,) in rows)


def last_written(
    connection: sqlite3.Connection, span: tuple[dt.date, dt.date], asked: Asked, focus: Focus
) -> tuple[Review, ...]:
    """Return the last answers of the study days of ``span`` that count and say something.

    Oldest first.
    """
    missed = f"and r.suggested < {int(Rating.GOOD)}" if asked.missed else ""
    rows = connection.execute(
        f"""
        {COUNTED_BY_DRILL} and r.answer <> ''
            and r.kind in (select value from json_each(:kind_names))
            and r.study_day between :first and :last {missed} {limit(focus, "r.drill_id")}
        order by r.study_day desc, {STAMP} desc, r.seq desc limit :many
        """,
        {
            **values(focus, first=day_number(span[0]), last=day_number(span[1]), many=asked.many),
            "kind_names": json.dumps(asked.kinds),
        },
    ).fetchall()
    return tuple(row_review(row) for row in reversed(rows))
