"""The part of the store that keeps what the user sets on a drill beside rating it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.scheduling.marks import LEECH_LAPSES
from trainer.store import marks
from trainer.store.handle import Handle, guarded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from trainer.domain.ids import DrillId, ReviewId
    from trainer.scheduling.marks import Adjustment, Mark


class Marking(Handle):
    """Marks (suspended, buried, flagged) and adjustments (reset, due day set)."""

    @guarded
    def mark(self, drill_id: DrillId) -> Mark:
        """Return the marks of one drill. Raises NoSuchDrill."""
        return marks.mark(self._connection, drill_id)

    @guarded
    def marks(self) -> dict[DrillId, Mark]:
        """Return the marks of every drill that has any."""
        return marks.marks(self._connection)

    @guarded
    def put_mark(self, drill_id: DrillId, mark: Mark, at: dt.datetime | None = None) -> Mark:
        """Give a drill the marks ``mark`` and return those it had. Raises NoSuchDrill.

        ``at`` is when the user did so, for other devices; None: when they are told.
        """
        return marks.put_marks(self._connection, {drill_id: mark}, at)[drill_id]

    @guarded
    def put_marks(
        self, wanted: Mapping[DrillId, Mark], at: dt.datetime | None = None
    ) -> dict[DrillId, Mark]:
        """Give each drill its marks, in one transaction, and return those they had.

        Raises NoSuchDrill.
        """
        return marks.put_marks(self._connection, wanted, at)

    @guarded
    def adjust(self, adjustment: Adjustment) -> None:
        """Reset a drill or set its due day, in the log and in its state.

        Raises NoSuchDrill, NotSeen, StaleAnswer.
        """
        marks.adjust(self._connection, (adjustment,), self.device)

    @guarded
    def adjust_all(self, adjustments: Sequence[Adjustment]) -> None:
        """Reset or move several drills, in one transaction. Raises as ``adjust`` does."""
        marks.adjust(self._connection, adjustments, self.device)

    @guarded
    def withdraw(self, adjustment_id: ReviewId, at: dt.datetime) -> Adjustment:
        """Take a drill's last adjustment back; its ``before`` is the progress again.

        Raises NotLatestReview.
        """
        return marks.withdraw(self._connection, (adjustment_id,), at, self.device)[0]

    @guarded
    def withdraw_all(self, ids: Sequence[ReviewId], at: dt.datetime) -> None:
        """Take several adjustments back, in one transaction. Raises NotLatestReview."""
        marks.withdraw(self._connection, ids, at, self.device)

    @guarded
    def leeches(self, lapses: int = LEECH_LAPSES) -> dict[DrillId, int]:
        """Return the drills forgotten at least ``lapses`` times, worst first, with the counts."""
        return marks.leeches(self._connection, lapses)
