"""The kinds of sitting: what is due today, a part practised on purpose, cramming."""

from __future__ import annotations

import random
from dataclasses import dataclass

from trainer.clock import Clock, study_day
from trainer.domain.deck import QueueEntry
from trainer.scheduling.focus import Focus, ahead, weakest
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.interleave import interleave
from trainer.scheduling.queue import arrange, new_allowed
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.store.identity import ReviewIds
from trainer.study.cram import Unrecorded
from trainer.study.options import Options, load_options
from trainer.study.session import ReviewStore, Session

FOCUS_DRILLS = 20
"""A focus session is filled up to so many with what is not due yet."""


@dataclass
class Sittings:
    """Begins sittings with the user's settings and options."""

    store: Store
    clock: Clock
    settings: Settings
    rng: random.Random

    def daily(self) -> Session:
        """Return a sitting over what is due and new today."""
        day, introduced = study_day(self.clock), self._introduced()
        allowed = new_allowed(self.settings.new_per_day, introduced)
        entries = self.store.study_entries(day, allowed)
        return self._session(self._arranged(entries, introduced))

    def focused(self, focus: Focus, many: int = FOCUS_DRILLS) -> Session:
        """Return a sitting over what ``focus`` asks for: due, then new within today's limit.

        If that is fewer than ``many`` drills, those that are not due yet follow, the worst
        remembered first. All of it is scheduled as ever: FSRS reckons with early answers.
        """
        entries = self._visible(focus)
        queue = self._arranged(entries, self._introduced())
        room = max(0, many - len(queue))
        return self._session(queue + self._ahead(entries, room))

    def cram(self, focus: Focus, many: int | None = None, *, recorded: bool = False) -> Session:
        """Return a sitting over all drills of ``focus``, due or not, the worst remembered first.

        Nothing of it is written and nothing scheduled anew, unless it is to be ``recorded``.
        """
        entries = self._visible(focus)
        due = self._arranged(entries, introduced=0, new_per_day=len(entries))
        queue = (due + self._ahead(entries, len(entries)))[:many]
        return self._session(queue, self.store if recorded else Unrecorded(self.store))

    def weakest_tag(self, tags: tuple[str, ...]) -> str | None:
        """Return which of ``tags`` is remembered worst; None while too little was seen."""
        day = study_day(self.clock)
        return weakest(self._visible(Focus()), tags, day, self.scheduler.retrievability)

    @property
    def options(self) -> Options:
        """The stored options."""
        return load_options(self.store)

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler of decks without a retention of their own."""
        return self.options.scheduler(
            self.settings.desired_retention, self.settings.maximum_interval_days
        )

    def _introduced(self) -> int:
        return self.store.introduced_on(study_day(self.clock))

    def _visible(self, focus: Focus) -> list[QueueEntry]:
        day, marks = study_day(self.clock), self.store.marks()
        return [
            entry
            for entry in self.store.entries()
            if focus.matches(entry) and not (entry.id in marks and marks[entry.id].hides(day))
        ]

    def _arranged(
        self, entries: list[QueueEntry], introduced: int, new_per_day: int | None = None
    ) -> tuple[QueueEntry, ...]:
        limit = self.settings.new_per_day if new_per_day is None else new_per_day
        return arrange(
            entries,
            study_day(self.clock),
            new_per_day=limit,
            introduced=introduced,
            recall=self.scheduler.retrievability,
            seed=self.rng.getrandbits(32),
        )

    def _ahead(self, entries: list[QueueEntry], many: int) -> tuple[QueueEntry, ...]:
        later = ahead(entries, study_day(self.clock), self.scheduler.retrievability, many)
        return interleave(later, key=lambda entry: entry.kind)

    def _session(self, queue: tuple[QueueEntry, ...], store: ReviewStore | None = None) -> Session:
        options, usual = self.options, self.scheduler
        return Session(
            store or self.store,
            self.clock,
            usual,
            self.rng,
            ReviewIds(self.rng).next,
            queue,
            schedulers=options.deck_schedulers(usual),
            load=self.store.due_by_day() if options.balance else None,
            shares=options.weekday_shares,
        )
