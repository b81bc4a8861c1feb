"""Step 8: the course of a deck, and the place of each of its drills in the course.

``course`` is null for a deck that is part of none. The index is walked from the front for what is
new, whatever was seen before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    "alter table deck add column course text",
    "alter table drill add column place integer",
    """
    create index drill_in_course on drill (seen, place, deck_key)
    where place is not null and archived_at_us is null
    """,
)


def m008_course(db: Database) -> None:
    """Add the columns and the index."""
    for statement in STATEMENTS:
        db.conn.execute(statement)
