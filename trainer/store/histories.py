"""The log drill by drill, as bare days and ratings: what parameters are fitted to."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from trainer.domain.memory import Rating
from trainer.store.columns import number_day

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterator


def histories(connection: sqlite3.Connection) -> Iterator[list[tuple[dt.date, Rating]]]:
    """Yield each drill's study days and ratings, oldest first, without what was taken back."""
    retracted = {
        seq
        for (seq,) in connection.execute(
            "select r.seq from retraction t join review r on r.id = t.review_id"
        )
    }
    # The plain rows come far faster than with a look-up of each one's retraction.
    rows = connection.execute(
        "select drill_id, seq, study_day, rating from review order by drill_id, seq"
    )
    for _, group in groupby(rows, key=lambda row: row[0]):
        answers = [
            (number_day(day), Rating(rating))
            for _, seq, day, rating in group
            if seq not in retracted
        ]
        if answers:
            yield answers
