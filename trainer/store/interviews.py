"""Mock interviews and the drills wished for: kept, read, dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.domain.deck import QueueEntry
from trainer.domain.interview import InterviewRecord
from trainer.domain.memory import Unseen
from trainer.store.columns import day_number, from_json, instant_us, to_json, us_instant
from trainer.store.connection import transaction
from trainer.store.handle import Handle, guarded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from trainer.domain.ids import DrillId

# From the wishes on: there are few, and without statistics SQLite begins with all drills.
_WISHED = """
    select d.id, k.id, d.kind, d.position, d.tags
    from wish w cross join drill d on d.id = w.drill_id cross join deck k on k.key = d.deck_key
    where w.day <= ?1 and d.seen = 0 and d.archived_at_us is null and not exists (
        select 1 from drill_mark m where m.drill_key = d.key
        and (m.suspended = 1 or m.buried_until_day > ?1))
    order by w.day, w.rowid
"""


class Interviewing(Handle):
    """The part of the store that keeps interviews, and what they ask to be drilled."""

    @guarded
    def put_interview(self, record: InterviewRecord) -> None:
        """Keep ``record``, in the place of an earlier state of it."""
        outcome = None if record.outcome is None else to_json(dict(record.outcome))
        posed, state = to_json(dict(record.posed)), to_json(dict(record.state))
        with transaction(self._connection):
            self._connection.execute(
                "insert or replace into interview (id, started_at_us, posed, state, outcome)"
                " values (?, ?, ?, ?, ?)",
                (record.id, instant_us(record.started_at), posed, state, outcome),
            )

    @guarded
    def drop_interview(self, interview_id: str) -> None:
        """Forget an interview; one that is not there is passed over."""
        with transaction(self._connection):
            self._connection.execute("delete from interview where id = ?", (interview_id,))

    @guarded
    def interviews(self) -> tuple[InterviewRecord, ...]:
        """Return the interviews that were held to their end, oldest first."""
        rows = self._connection.execute(
            "select id, started_at_us, posed, state, outcome from interview"
            " where outcome is not null order by started_at_us, id"
        )
        return tuple(map(_record, rows))

    @guarded
    def interview_under_way(self) -> InterviewRecord | None:
        """Return the interview begun last that has not ended, None where there is none."""
        row = self._connection.execute(
            "select id, started_at_us, posed, state, outcome from interview"
            " where outcome is null order by started_at_us desc limit 1"
        ).fetchone()
        return None if row is None else _record(row)

    @guarded
    def wish(self, drill_ids: Iterable[DrillId], day: dt.date) -> None:
        """Ask for drills never answered from ``day`` on, before other new ones."""
        with transaction(self._connection):
            self._connection.executemany(
                "insert or replace into wish (drill_id, day) values (?, ?)",
                [(drill_id, day_number(day)) for drill_id in drill_ids],
            )

    @guarded
    def unwish(self, drill_ids: Iterable[DrillId]) -> None:
        """Take wishes back."""
        with transaction(self._connection):
            self._connection.executemany(
                "delete from wish where drill_id = ?", [(drill_id,) for drill_id in drill_ids]
            )

    @guarded
    def wished(self, day: dt.date) -> tuple[QueueEntry, ...]:
        """Return the drills wished for on ``day`` that were never answered and are not hidden."""
        rows = self._connection.execute(_WISHED, (day_number(day),))
        return tuple(
            QueueEntry(drill_id, deck_id, kind, position, Unseen(), tuple(from_json(tags)))
            for drill_id, deck_id, kind, position, tags in rows
        )


def _record(row: tuple[Any, ...]) -> InterviewRecord:
    interview_id, started_at_us, posed, state, outcome = row
    return InterviewRecord(
        interview_id,
        us_instant(started_at_us),
        from_json(posed),
        from_json(state),
        None if outcome is None else from_json(outcome),
    )
