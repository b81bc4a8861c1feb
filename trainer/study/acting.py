"""What can be done with the drill on screen beside rating it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from trainer.clock import Clock, study_day
from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DrillId, ReviewId
from trainer.scheduling.marks import Adjustment, Mark
from trainer.study.answered import ReviewStore
from trainer.study.history import Inverse, Step
from trainer.study.sitting import Change, Question


class Acting(Protocol):
    """The part of a session that suspends, buries, flags, resets and moves.

    Each action makes one store call and can be taken back.
    """

    store: ReviewStore
    clock: Clock
    new_id: Callable[[dt.datetime], ReviewId]

    def _open(self) -> tuple[Question, QueueEntry]:
        """Return what is on screen."""
        ...

    def _step(self, what: str, do: Callable[[], Inverse]) -> Step:
        """Return the step ``what`` from where the sitting stands."""
        ...

    def _carry_out(self, step: Step) -> Change:
        """Do ``step`` and put the sitting where it stands after it."""
        ...

    def suspend(self) -> Change:
        """Ask the drill on screen no more until it is let back."""
        return self._mark("suspended", lambda mark: replace(mark, suspended=True))

    def suspend_other(self, drill_id: DrillId) -> Change:
        """Suspend a drill that is not on screen, a leech just rated; what is on screen stays."""
        if self._open()[1].id == drill_id:
            return self.suspend()
        do = self._marking(drill_id, lambda mark: replace(mark, suspended=True))
        step = self._step("suspended", do)._replace(leaves=False, other=drill_id)
        return self._carry_out(step)

    def bury(self) -> Change:
        """Ask the drill on screen no more today."""
        tomorrow = study_day(self.clock) + dt.timedelta(days=1)
        return self._mark("buried", lambda mark: replace(mark, buried_until=tomorrow))

    def flag(self, flag: int) -> Change:
        """Give the drill on screen the flag ``flag``, 0 for none. It stays on screen."""
        return self._mark("flagged", lambda mark: replace(mark, flag=flag), leaves=False)

    def _mark(self, what: str, new: Callable[[Mark], Mark], *, leaves: bool = True) -> Change:
        do = self._marking(self._open()[1].id, new)
        return self._carry_out(self._step(what, do)._replace(leaves=leaves))

    def _marking(self, drill_id: DrillId, new: Callable[[Mark], Mark]) -> Callable[[], Inverse]:
        def do() -> Inverse:
            marked = new(self.store.mark(drill_id))
            old = self.store.put_mark(drill_id, marked, self.clock.now())
            return lambda: self.store.put_mark(drill_id, old, self.clock.now())

        return do

    def reset(self) -> Change:
        """Forget what is known of the drill on screen: it is new again. The log keeps it."""
        return self._adjust("reset", None)

    def set_due(self, due: dt.date) -> Change:
        """Make the drill on screen due on ``due``. Raises NotSeen if it was never answered."""
        return self._adjust("moved", due)

    def set_due_in(self, days: int) -> Change:
        """Make the drill on screen due in ``days`` days. Raises NotSeen."""
        return self.set_due(study_day(self.clock) + dt.timedelta(days=days))

    @property
    def mark(self) -> Mark:
        """The marks of the drill on screen as they are stored now."""
        return self.store.mark(self._open()[1].id)

    def _adjust(self, what: str, due: dt.date | None) -> Change:
        question, entry = self._open()

        def do() -> Inverse:
            now = self.clock.now()
            adjustment = Adjustment(self.new_id(now), entry.id, due, now, question.progress)
            self.store.adjust(adjustment)
            return lambda: self.store.withdraw(adjustment.id, self.clock.now())

        return self._carry_out(self._step(what, do))
