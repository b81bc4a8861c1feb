"""Computing anew the states of the drills that a merge concerned, some at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.domain.ids import DrillId
from trainer.domain.memory import Unseen
from trainer.store import registers
from trainer.store.columns import to_json
from trainer.store.connection import transaction
from trainer.store.replay import replayed
from trainer.store.settling import settle_many
from trainer.store.states import put_progress
from trainer.store.telling import put_value, value

if TYPE_CHECKING:
    import sqlite3

    from trainer.scheduling.fsrs import Scheduler


def waiting(connection: sqlite3.Connection) -> int:
    """Return how many drills' states are to be computed anew."""
    (count,) = connection.execute("select count(*) from touched").fetchone()
    return int(count)


def touch_what_changed(connection: sqlite3.Connection, parameters: str) -> None:
    """Note the drills that were added after answers to them came, and set their marks.

    ``parameters`` are those of FSRS; where they are others than the last time, note all drills.
    """
    with transaction(connection):
        known = value(connection, "drills_to", 0)
        if value(connection, "parameters", parameters) != parameters:
            known = 0
        put_value(connection, "parameters", parameters)
        (last,) = connection.execute("select coalesce(max(key), 0) from drill").fetchone()
        put_value(connection, "drills_to", last)
        connection.execute(
            "insert or ignore into touched (drill_id) select d.id from drill d where d.key > ?"
            " and exists (select 1 from review r where r.drill_id = d.id)",
            (known,),
        )
        registers.apply(connection)


def settle(connection: sqlite3.Connection, scheduler: Scheduler, most: int) -> int:
    """Compute the states of at most ``most`` drills anew, in one transaction; return how many.

    What was answered meanwhile is part of it. Drills that are not stored are passed over.
    """
    with transaction(connection):
        rows = connection.execute(
            "select drill_id from touched order by drill_id limit ?", (most,)
        ).fetchall()
        names = [name for (name,) in rows]
        for name in settle_many(connection, scheduler, names, to_json(names)):
            _settle(connection, scheduler, DrillId(name))
        if names:  # the first of all that are noted, in their order
            connection.execute("delete from touched where drill_id <= ?", (names[-1],))
    return len(names)


def _settle(connection: sqlite3.Connection, scheduler: Scheduler, drill_id: DrillId) -> None:
    row = connection.execute("select key from drill where id = ?", (drill_id,)).fetchone()
    if row is None:
        return
    after = dict(replayed(connection, scheduler, reschedule=False, drill_id=drill_id))
    put_progress(connection, row[0], after.get(drill_id, Unseen()))
