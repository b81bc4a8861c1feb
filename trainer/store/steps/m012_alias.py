"""Step 12: the id that a deck file gives a drill which is stored under another.

A drill that got its id after it was first read, or another one, keeps the one it has in the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def m012_alias(db: Database) -> None:
    """Add the column."""
    db.conn.execute("alter table drill add column alias text not null default ''")
