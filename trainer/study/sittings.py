"""The kinds of sitting: what is due today, a part practised on purpose, cramming."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, replace

from trainer.clock import Clock, study_day
from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DrillId
from trainer.domain.memory import Seen
from trainer.scheduling.focus import Focus, ahead, weakest
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.interleave import interleave
from trainer.scheduling.queue import Done, Today, arrange, is_again, todays, traits_of
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.store.identity import ReviewIds
from trainer.study.cram import Unrecorded
from trainer.study.day import day_queue, done_on, settings_on
from trainer.study.options import scheduler_of, terms_of
from trainer.study.session import Session
from trainer.study.terms import Terms
from trainer.study.waiting import Waiting

FOCUS, CRAM, RECORD = "focus", "cram", "record"
"""The ways to practise a part: as scheduled, without a trace, all of it and recorded."""

DAY = "day"
"""What today asks for, as scheduled."""

FOCUS_DRILLS = 20
"""A focus session is filled up to so many with what is not due yet."""


@dataclass(eq=False, repr=False)
class Sittings:
    """Begins sittings with the user's settings and options."""

    store: Store
    clock: Clock
    settings: Settings
    rng: random.Random

    def daily(self) -> Session:
        """Return a sitting over ``daily_queue``."""
        return self.over(self.daily_queue())

    def daily_queue(self) -> tuple[QueueEntry, ...]:
        """Return what is due and new today, in its order."""
        day, recall = study_day(self.clock), self.scheduler.retrievability
        seed = self.rng.getrandbits(32)
        today = day_queue(self.store, day, self.settings, recall=recall, seed=seed)
        return arrange(today, self.settings)

    def takes_in_more(self, many: int) -> bool:
        """Return whether more than ``many`` drills may have to be put in order for today."""
        is_eager = self.settings.new_per_day > many
        return is_eager or self.store.are_more_due(study_day(self.clock), many)

    def focused(self, focus: Focus, many: int = FOCUS_DRILLS) -> Session:
        """Return a sitting over ``focused_queue``."""
        return self.over(self.focused_queue(focus, many))

    def focused_queue(self, focus: Focus, many: int = FOCUS_DRILLS) -> tuple[QueueEntry, ...]:
        """Return up to ``many`` drills of ``focus``: due, then new within today's limit.

        If that is fewer, those that are not due yet follow, the worst remembered first. All of it
        is scheduled as ever: FSRS reckons with early answers.
        """
        entries, day = self._visible(focus), study_day(self.clock)
        done = done_on(self.store, day, entries, apart=self.settings.bury_siblings)
        queue = self._arranged(entries, settings_on(self.store, day, self.settings), done, many)
        return queue + self._ahead(entries, many - len(queue))

    def cram(
        self,
        focus: Focus,
        many: int | None = None,
        *,
        recorded: bool = False,
    ) -> Session:
        """Return a sitting over ``crammed_queue``.

        Nothing of it is written and nothing scheduled anew, unless it is to be ``recorded``.
        """
        return self.over(self.crammed_queue(focus, many), recorded=recorded)

    def crammed_queue(self, focus: Focus, many: int | None = None) -> tuple[QueueEntry, ...]:
        """Return up to ``many`` drills of ``focus``, by default all of them, due or not.

        What is due or new comes first, then the rest, the worst remembered first.
        """
        entries = self._visible(focus)
        everything = replace(
            self.settings,
            new_per_day=len(entries),
            reviews_per_day=len(entries),
            bury_siblings=False,
        )
        many = len(entries) if many is None else many
        due = self._arranged(entries, everything, Done(), many)
        return due + self._ahead(entries, many - len(due))

    def weakest_tag(self, tags: tuple[str, ...]) -> str | None:
        """Return which of ``tags`` is remembered worst; None while too little was seen."""
        day = study_day(self.clock)
        return weakest(self._visible(Focus()), tags, day, self.scheduler.retrievability)

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler of decks without a retention of their own."""
        return scheduler_of(self.settings)

    @property
    def terms(self) -> Terms:
        """What the settings say an answer leads to."""
        return terms_of(self.settings, self.store.due_by_day() if self.settings.balance else None)

    def _visible(self, focus: Focus) -> list[QueueEntry]:
        day, marks = study_day(self.clock), self.store.marks()
        return [
            entry
            for entry in self.store.entries()
            if focus.matches(entry) and not (entry.id in marks and marks[entry.id].hides(day))
        ]

    def _arranged(
        self, entries: list[QueueEntry], settings: Settings, done: Done, many: int
    ) -> tuple[QueueEntry, ...]:
        today = todays(
            entries,
            study_day(self.clock),
            settings,
            done,
            recall=self.scheduler.retrievability,
            seed=self.rng.getrandbits(32),
        )
        # Only what can be asked is arranged: mixing 100,000 drills takes seconds.
        first = Today(today.due[:many], today.again[:many], today.new[:many])
        return arrange(first, settings)[:many]

    def _ahead(self, entries: list[QueueEntry], many: int) -> tuple[QueueEntry, ...]:
        if many <= 0:
            return ()
        later = ahead(entries, study_day(self.clock), self.scheduler.retrievability, many)
        return interleave(later, traits=traits_of)

    def _steps_over(
        self, queue: tuple[QueueEntry, ...], terms: Terms
    ) -> dict[DrillId, dt.datetime]:
        """Return when those of ``queue`` that are in their steps since today are ready again."""
        day = study_day(self.clock)
        ready = {}
        for entry in queue:
            progress, scheduler = entry.progress, terms.scheduler_of(entry)
            if isinstance(progress, Seen) and scheduler.has_steps and is_again(progress, day):
                reviews = self.store.reviews_of(entry.id)[-progress.reviews :]
                today = [review.rating for review in reviews if review.study_day == day]
                # What was taken over from another program may have no reviews here.
                for last in reviews[-1:]:
                    minutes = scheduler.wait_minutes(last.before, last.rating, today[:-1])
                    ready[entry.id] = last.at + dt.timedelta(minutes=minutes or 0)
        return ready

    def over(self, queue: tuple[QueueEntry, ...], *, recorded: bool = True) -> Session:
        """Return a sitting over ``queue``; not ``recorded``, it leaves no trace."""
        terms = self.terms
        return Session(
            self.store if recorded else Unrecorded(self.store),
            self.clock,
            terms,
            self.rng,
            ReviewIds(self.rng).next,
            Waiting.of(queue),
            recorded=recorded,
            not_before=self._steps_over(queue, terms),
        )
