"""Writing a drill's progress. Each is part of a transaction that the caller holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trainer.domain.memory import Progress, Seen, Unseen
from trainer.store.columns import progress_row

if TYPE_CHECKING:
    import sqlite3


PUT: Final = """
    insert into drill_state
        (drill_key, stability_days, difficulty, due_day, last_day, reviews, lapses)
    values (?, ?, ?, ?, ?, ?, ?)
    on conflict (drill_key) do update set stability_days = excluded.stability_days,
        difficulty = excluded.difficulty, due_day = excluded.due_day,
        last_day = excluded.last_day, reviews = excluded.reviews, lapses = excluded.lapses
"""
"""Takes a drill's key and what ``progress_row`` returns."""


def put_state(connection: sqlite3.Connection, drill_key: int, state: Seen) -> None:
    """Make ``state`` the drill's state."""
    connection.execute(PUT, (drill_key, *progress_row(state)))


def put_progress(connection: sqlite3.Connection, drill_key: int, progress: Progress) -> None:
    """Make ``progress`` the drill's, which for an unseen drill means to have no state."""
    if isinstance(progress, Unseen):
        connection.execute("delete from drill_state where drill_key = ?", (drill_key,))
    else:
        put_state(connection, drill_key, progress)
