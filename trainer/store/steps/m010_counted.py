"""Step 10: an index that holds what a day of one drill adds up to: rating, time, the day before.

The days' sums of one deck or tag are read from it without touching the log's rows; those of all
drills are kept (step 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    create index review_counted on review (
        drill_id, study_day, before_last_day, rating, duration_ms)
    """,
)


def m010_counted(db: Database) -> None:
    """Add the index."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
