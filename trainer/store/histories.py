"""The log drill by drill, as bare days and ratings: what parameters are fitted to."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from trainer.domain.memory import Rating
from trainer.store.columns import number_day
from trainer.store.places import STAMP
from trainer.store.review_rows import by_index

if TYPE_CHECKING:
    import datetime as dt
    import sqlite3
    from collections.abc import Iterator


_ROWS: Final = "select r.drill_id, r.seq, r.study_day, r.rating from review r"


def histories(connection: sqlite3.Connection) -> Iterator[list[tuple[dt.date, Rating]]]:
    """Yield each drill's study days and ratings, oldest first, without what was taken back."""
    retracted = {
        seq
        for (seq,) in connection.execute(
            "select r.seq from retraction t join review r on r.id = t.review_id"
        )
    }
    # The plain rows come far faster than with a look-up of each one's retraction, and out of an
    # index alone faster than out of the log.
    covered = by_index(connection, "review_counted")
    rows = connection.execute(
        f"{_ROWS} {covered} left join review_place p on p.seq = r.seq"
        f" order by r.drill_id, {STAMP}, r.seq"
    )
    for _, group in groupby(rows, key=lambda row: row[0]):
        answers = [
            (number_day(day), Rating(rating))
            for _, seq, day, rating in group
            if seq not in retracted
        ]
        if answers:
            yield answers
