"""Step 5: what each study day added up to, by kind, kept while the log is written.

A statistic over years then reads some thousand rows, not a million. Reviews that were taken back do
not count. The log stays the truth: ``triad doctor --rebuild`` adds it up anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_ADDED = """
    insert into day_count values (
        new.study_day, new.kind, 1, new.before_last_day is null, new.duration_ms,
        coalesce(new.before_last_day < new.study_day, 0),
        coalesce(new.before_last_day < new.study_day and new.rating > 1, 0),
        new.rating = 1, new.rating = 2, new.rating = 3, new.rating = 4)
    on conflict (day, kind) do update set reviews = reviews + excluded.reviews,
        introduced = introduced + excluded.introduced,
        duration_ms = duration_ms + excluded.duration_ms,
        asked = asked + excluded.asked, recalled = recalled + excluded.recalled,
        again = again + excluded.again, hard = hard + excluded.hard,
        good = good + excluded.good, easy = easy + excluded.easy
"""
_TAKEN_OFF = """
    update day_count set reviews = reviews - 1,
        introduced = introduced - (r.before_last_day is null),
        duration_ms = day_count.duration_ms - r.duration_ms,
        asked = asked - coalesce(r.before_last_day < r.study_day, 0),
        recalled = recalled - coalesce(r.before_last_day < r.study_day and r.rating > 1, 0),
        again = again - (r.rating = 1), hard = hard - (r.rating = 2),
        good = good - (r.rating = 3), easy = easy - (r.rating = 4)
    from review r
    where r.id = new.review_id and day_count.day = r.study_day and day_count.kind = r.kind
"""

STATEMENTS = (
    """
    create table day_count (
        day integer not null,
        kind text not null,
        reviews integer not null,
        introduced integer not null,
        duration_ms integer not null,
        asked integer not null,
        recalled integer not null,
        again integer not null,
        hard integer not null,
        good integer not null,
        easy integer not null,
        primary key (day, kind)
    ) strict, without rowid
    """,
    """
    insert into day_count
    select r.study_day, r.kind, count(*), sum(r.before_last_day is null), sum(r.duration_ms),
        sum(coalesce(r.before_last_day < r.study_day, 0)),
        sum(coalesce(r.before_last_day < r.study_day and r.rating > 1, 0)),
        sum(r.rating = 1), sum(r.rating = 2), sum(r.rating = 3), sum(r.rating = 4)
    from review r left join retraction t on t.review_id = r.id
    where t.review_id is null group by r.study_day, r.kind
    """,
    f"""
    create trigger review_counted after insert on review
    begin
        {_ADDED};
    end
    """,
    f"""
    create trigger retraction_counted after insert on retraction
    begin
        {_TAKEN_OFF};
    end
    """,
)


def m005_days(db: Database) -> None:
    """Add the sums of each day, and the triggers that keep them."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
