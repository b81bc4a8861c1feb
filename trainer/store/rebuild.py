"""Computing anew what is derived: memory states from the log, the words' index from drills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.store import statistics, words
from trainer.store.columns import row_progress
from trainer.store.connection import transaction
from trainer.store.replay import replayed
from trainer.store.states import put_state

if TYPE_CHECKING:
    import sqlite3

    from trainer.domain.ids import DrillId
    from trainer.domain.memory import Seen
    from trainer.scheduling.fsrs import Scheduler


_ENDS = """
    select
        (select coalesce(max(seq), 0) from review),
        (select coalesce(max(seq), 0) from retraction),
        (select coalesce(max(seq), 0) from adjustment),
        (select coalesce(max(seq), 0) from withdrawal)
"""
_TOUCHED = """
    select drill_id from review where seq > ?
    union
    select r.drill_id from retraction t join review r on r.id = t.review_id where t.seq > ?
    union
    select drill_id from adjustment where seq > ?
    union
    select a.drill_id from withdrawal w join adjustment a on a.id = w.adjustment_id where w.seq > ?
"""


def rebuild(
    connection: sqlite3.Connection,
    scheduler: Scheduler,
    *,
    reschedule: bool,
    states_only: bool = False,
) -> int:
    """Replace all drill states by what the log gives; index the drills and sum the days anew.

    A drill stays due when its last review said, unless ``reschedule``: settings and load may have
    been others then. ``states_only`` leaves the index and the sums as they are. Returns how many
    drills' states changed. Reviews of drills that are not stored are left out.
    """
    # The log is replayed before the transaction: with a million answers that takes a minute, in
    # which others must be able to write. What they wrote is replayed inside, drill by drill.
    ends = connection.execute(_ENDS).fetchone()
    after = dict(replayed(connection, scheduler, reschedule=reschedule))
    with transaction(connection):
        for (name,) in connection.execute(_TOUCHED, ends).fetchall():
            after.pop(name, None)
            after.update(replayed(connection, scheduler, reschedule=reschedule, drill_id=name))
        if not states_only:
            words.rebuild(connection)
            statistics.rebuild(connection)
        return _put(connection, after)


def _put(connection: sqlite3.Connection, after: dict[DrillId, Seen]) -> int:
    before = _states(connection)
    changed = 0
    for name, key in connection.execute("select id, key from drill").fetchall():
        state = after.get(name)
        if before.get(name) == state:
            continue
        changed += 1
        if state is None:
            connection.execute("delete from drill_state where drill_key = ?", (key,))
        else:
            put_state(connection, key, state)
    return changed


def _states(connection: sqlite3.Connection) -> dict[DrillId, object]:
    rows = connection.execute(
        "select d.id, s.stability_days, s.difficulty, s.due_day, s.last_day, s.reviews, s.lapses"
        " from drill_state s join drill d on d.key = s.drill_key"
    )
    return {row[0]: row_progress(row[1:]) for row in rows}
