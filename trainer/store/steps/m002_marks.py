"""Step 2: what the user sets on a drill: suspended, buried, flagged; progress reset or moved.

Marks are settings and may change. Adjustments change what is scheduled and therefore belong to the
log: append-only, each with what was before it and its place among the reviews.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    # A drill without marks has no row here.
    """
    create table drill_mark (
        drill_key integer primary key references drill (key),
        suspended integer not null check (suspended in (0, 1)),
        buried_until_day integer,
        flag integer not null check (flag between 0 and 4)
    ) strict
    """,
    """
    create table adjustment (
        seq integer primary key,
        id text not null unique,
        device text not null,
        drill_id text not null,
        what text not null check (what in ('reset', 'due')),
        due_day integer,
        after_review_seq integer not null,
        at_us integer not null,
        before_stability_days real,
        before_difficulty real,
        before_due_day integer,
        before_last_day integer,
        before_reviews integer,
        before_lapses integer,
        check ((what = 'due') = (due_day is not null))
    ) strict
    """,
    "create index adjustment_by_drill on adjustment (drill_id)",
    """
    create table withdrawal (
        seq integer primary key,
        adjustment_id text not null unique references adjustment (id),
        device text not null,
        at_us integer not null
    ) strict
    """,
    """
    create trigger adjustment_never_changes before update on adjustment
    begin select raise(abort, 'the log of adjustments is append-only'); end
    """,
    """
    create trigger adjustment_never_goes before delete on adjustment
    begin select raise(abort, 'the log of adjustments is append-only'); end
    """,
    """
    create trigger withdrawal_never_changes before update on withdrawal
    begin select raise(abort, 'the log of adjustments is append-only'); end
    """,
    """
    create trigger withdrawal_never_goes before delete on withdrawal
    begin select raise(abort, 'the log of adjustments is append-only'); end
    """,
)


def m002_marks(db: Database) -> None:
    """Add marks and adjustments."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
