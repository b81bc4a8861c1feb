"""Step 7: an index that holds all that is asked about estimates: errors, intervals, days.

How wide of the truth somebody is, per quantity, is read from it without touching the log's rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    create index review_estimated on review (
        drill_id, study_day, log10_error, expected, interval_low, interval_high, id)
    where log10_error is not null
    """,
)


def m007_estimates(db: Database) -> None:
    """Add the index."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
