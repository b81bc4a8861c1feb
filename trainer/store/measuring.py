"""The part of the store that adds up how well somebody estimates and remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.scheduling.focus import Focus
from trainer.store import estimates, recalling, statistics
from trainer.store.columns import number_day
from trainer.store.finding import Finding
from trainer.store.handle import guarded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from trainer.domain.memory import Curve
    from trainer.domain.review import Review
    from trainer.store.estimates import Asked, EstimateSum
    from trainer.store.recalling import Recalled
    from trainer.store.statistics import DayCount

ALL = Focus()


class Measuring(Finding):
    """Sums over the log and over the states, for all drills or those of a focus."""

    @guarded
    def estimate_sums(self, first: dt.date, last: dt.date, focus: Focus = ALL) -> list[EstimateSum]:
        """Return the sums of the estimates from ``first`` to ``last``, by term and week."""
        return estimates.estimate_sums(self._connection, first, last, focus)

    @guarded
    def counts_in(self, first: dt.date, last: dt.date, focus: Focus) -> dict[dt.date, DayCount]:
        """Return what ``daily_counts`` does, of the drills in ``focus`` alone.

        For some kinds the days' sums are kept; otherwise this reads the log itself, so it takes
        longer the more was answered.
        """
        if focus == Focus(kinds=focus.kinds):
            return statistics.daily_counts(self._connection, first, last, focus.kinds)
        found = estimates.counts_in(self._connection, first, last, focus)
        return {number_day(day): count for day, count in found}

    @guarded
    def spread(
        self, focus: Focus = ALL
    ) -> tuple[dict[int, int], dict[int, int], dict[dt.date, int]]:
        """Return how many seen drills have which stability class, difficulty and due day."""
        stabilities, difficulties, due = estimates.spread(self._connection, focus)
        return stabilities, difficulties, {number_day(day): many for day, many in due.items()}

    @guarded
    def recalled(
        self, tags: Iterable[str], day: dt.date, curve: Curve, focus: Focus = ALL
    ) -> dict[str, Recalled]:
        """Return what will be known on ``day`` of the drills of ``focus``, for each of ``tags``.

        Tags that no drill has are left out.
        """
        return recalling.recalled(self._connection, tags, focus, day, curve)

    @guarded
    def total(self, focus: Focus) -> int:
        """Return how many drills are in ``focus``."""
        return estimates.total(self._connection, focus)

    @guarded
    def drills_asking(self, asked: str) -> frozenset[str]:
        """Return the ids of the drills that ask for the term ``asked``."""
        return estimates.drills_asking(self._connection, asked)

    @guarded
    def last_written(
        self, first: dt.date, last: dt.date, asked: Asked, focus: Focus = ALL
    ) -> tuple[Review, ...]:
        """Return the last answers of these days that count and say something, oldest first."""
        return estimates.last_written(self._connection, (first, last), asked, focus)
