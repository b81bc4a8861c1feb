"""What came before what: the order that all devices agree on, whatever arrived here when.

A row has a stamp once it was told or came from elsewhere; what has none yet was added here since
and comes last, as it was written. ``replay`` computes states in the same order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

    from trainer.domain.ids import DrillId

STAMP: Final = "coalesce(p.stamp, 9223372036854775807)"
"""Of a review that ``review_place p`` was joined to: after all stamps where it has none."""

OLDEST_FIRST: Final = f"{STAMP}, iif(p.stamp is null, '', r.id), r.seq"
"""The order of reviews ``r``; of one and the same stamp on two devices the identities decide."""

_REVIEWS: Final = """
    select r.id as id, coalesce(p.stamp, 9223372036854775807) as stamp,
        iif(p.stamp is null, '', r.id) as name, 2 * r.seq as written, r.seq as seq
    from review r left join review_place p on p.seq = r.seq
    left join retraction t on t.review_id = r.id
    where t.review_id is null and r.drill_id = ?1
"""
_ADJUSTMENTS: Final = """
    select a.id, coalesce(p.stamp, 9223372036854775807), iif(p.stamp is null, '', a.id),
        2 * a.after_review_seq + 1, a.seq
    from adjustment a left join adjustment_place p on p.seq = a.seq
    left join withdrawal w on w.adjustment_id = a.id
    where w.adjustment_id is null and a.drill_id = ?1
"""
_LAST: Final = "order by stamp desc, name desc, written desc, seq desc limit 1"


def last_happened(connection: sqlite3.Connection, drill_id: DrillId) -> str | None:
    """Return the identity of the last review or adjustment of a drill that still counts."""
    sql = f"{_REVIEWS} union all {_ADJUSTMENTS} {_LAST}"
    row = connection.execute(sql, (drill_id,)).fetchone()
    return None if row is None else str(row[0])


def last_answer(connection: sqlite3.Connection, drill_id: DrillId) -> str | None:
    """Return the identity of the last review of a drill that still counts."""
    row = connection.execute(f"{_REVIEWS} {_LAST}", (drill_id,)).fetchone()
    return None if row is None else str(row[0])
