"""The start page: what is due at once, the rest as soon as a worker has read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from trainer.errors import TrainerError
from trainer.scheduling.focus import Focus
from trainer.study.sittings import DAY, RECORD
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.rooms.base import House
from trainer.ui.rooms.beginning import Beginning
from trainer.ui.screens.today import TodayScreen

if TYPE_CHECKING:
    from trainer.study.outlook import Outlook
    from trainer.study.study import Study

AT_ONCE = 1000
"""So many drills are put in order before a worker would have begun."""

_PATIENCE_MS = 150
"""So long the start page is left alone before more is read."""


class TodayFlow(QObject):
    """Fills the start page. What lies below what is due is read once until something changes."""

    def __init__(
        self,
        screen: TodayScreen,
        house: House,
        failed: Callable[[TrainerError], None],
        nothing: Callable[[], None],
    ) -> None:
        """``nothing`` hears that there was nothing to begin with."""
        super().__init__(screen)
        self._screen = screen
        self._study: Study = house.study
        self._jobs: Jobs = house.jobs
        self._practise = house.practise
        self._failed = failed
        self._beginning = Beginning(house, failed, self._say_empty)
        self._starting = Beginning(house, failed, nothing)
        self._reading: Ticket | None = None
        self._is_fresh = False
        screen.drill_wanted.connect(self._drill)
        house.care.damaged.connect(screen.show_damage)
        screen.mend_wanted.connect(house.care.mend)

    def show(self) -> None:
        """Put the day on screen."""
        today, clock = self._study.today(), self._study.clock
        night = clock.local(clock.now()).date() != today.day
        self._screen.show_today(today, is_past_midnight=night)
        if not today.counts.total and self._study.builtin_decks_stale():
            self._screen.sentence.setText("The built-in decks are being read in: a moment.")
        if not self._is_fresh or self._screen.outlook.shown_day != today.day:
            QTimer.singleShot(_PATIENCE_MS, self, self._read)

    def start(self, asker: QWidget) -> None:
        """Begin a sitting over what is due and new, unless ``asker`` is left meanwhile."""
        self.settle()  # Nobody looks at it any more.
        try:
            if self._study.sittings.takes_in_more(AT_ONCE):
                self._starting.begin(asker, Focus(), DAY)
            else:
                self._practise(self._study.begin())
        except TrainerError as error:
            self._failed(error)

    def stale(self, _change: object = None) -> None:
        """Hear that something was answered, imported or set."""
        self._is_fresh = False

    def settle(self) -> None:
        """Stop reading."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _read(self) -> None:
        """Read, unless the user went on meanwhile: whoever drills at once is not to be slowed."""
        if not self._screen.isVisible():
            return
        if self._starting.is_choosing:
            QTimer.singleShot(_PATIENCE_MS, self, self._read)
            return
        self.settle()
        study = self._study
        wanted = (study.store.path, study.day, study.settings)
        self._is_fresh = True

        def work(ticket: Ticket) -> Outlook:
            from trainer.study.outlook import outlook

            return outlook(*wanted, ticket.step)

        self._reading = self._jobs.run(work, self._show, self._unread)

    def _unread(self, error: TrainerError) -> None:
        """Say why there is no more to see here, to who still looks at it."""
        self._is_fresh = False
        if self._screen.isVisible():
            self._failed(error)

    def _show(self, found: Outlook) -> None:
        self._screen.outlook.show_outlook(found)

    def _drill(self, focus: Focus) -> None:
        from trainer.study.outlook import drills_in_five_minutes

        self._beginning.begin(self._screen, focus, RECORD, drills_in_five_minutes(focus))

    def _say_empty(self) -> None:
        self._screen.banner.say("There is nothing to ask of that just now.")
