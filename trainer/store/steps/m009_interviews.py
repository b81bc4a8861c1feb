"""Step 9: mock interviews, and the drills that were wished for from a day on.

``outcome`` is null while an interview is under way. A wish is for a drill that was never answered:
what was answered has a due day, which is moved instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    create table interview (
        id text primary key,
        started_at_us integer not null,
        posed text not null,
        state text not null,
        outcome text
    ) strict
    """,
    "create index interview_under_way on interview (started_at_us) where outcome is null",
    "create table wish (drill_id text primary key, day integer not null) strict",
)


def m009_interviews(db: Database) -> None:
    """Add the tables and the index."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
