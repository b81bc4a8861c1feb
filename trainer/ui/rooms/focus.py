"""Focus: a sitting on a part of what there is, chosen by the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.scheduling.focus import Focus
from trainer.ui.jobs import Ticket
from trainer.ui.rooms.base import House, Room
from trainer.ui.rooms.beginning import Beginning

if TYPE_CHECKING:
    from trainer.study.focusing import Grounds, Met
    from trainer.ui.screens.focus import FocusScreen


class FocusRoom(Room):
    """Shows what can be chosen, read by a worker, and begins the sitting."""

    key = "focus"
    title = "Focus"
    shortcut = "Ctrl+4"
    tip = "Practise a part on purpose, or cram"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.screen: FocusScreen | None = None
        self._grounds: Grounds | None = None
        self._looking: Ticket | None = None
        self._counting: Ticket | None = None
        self._beginning = Beginning(house, self._complain, self._say_empty)

    def open(self) -> None:
        """Show what there is to choose from."""
        from trainer.ui.screens.focus import FocusScreen

        if self.screen is None:
            self.screen = FocusScreen()
            self.screen.chosen.connect(self._count)
            self.screen.started.connect(self.start)
            self.screen.let_back_wanted.connect(self._let_back)
        self.opened.emit(self.screen)
        self._look()

    def _look(self) -> None:
        """Show what is quickly told, at first, then what all drills have to be read for."""
        study = self.house.study
        database, day, settings = study.store.path, study.day, study.settings

        def glanced(ticket: Ticket) -> Grounds:
            from trainer.study.focusing import glance

            return glance(database, day, ticket.step)

        def looked(ticket: Ticket) -> Grounds:
            from trainer.study.focusing import grounds

            return grounds(database, day, settings, ticket.step)

        if self._grounds is None:
            self.house.jobs.run(glanced, self._show, self._complain)
        self.settle()
        self._looking = self.house.jobs.run(looked, self._show, self._complain)

    def _show(self, there: Grounds) -> None:
        if there.entries is None and self._grounds is not None:
            return  # What was slower has come sooner and says more.
        self._grounds = there
        if self.screen is not None:
            self.screen.show_grounds(there)

    def _count(self, focus: Focus) -> None:
        """Say how many drills ``focus`` meets: of a hundred thousand a worker counts them."""
        there = self._grounds
        if self._counting is not None:
            self._counting.cancel()
        if self.screen is None or there is None:
            return
        if there.entries is None:
            self.screen.show_counting()
            return

        def counted(_ticket: Ticket) -> Met:
            from trainer.study.focusing import met

            return met(there, focus)

        self._counting = self.house.jobs.run(counted, self.screen.show_met, self._complain)

    def _complain(self, error: TrainerError) -> None:
        if self.screen is not None:
            self.screen.banner.say(str(error), "wrong")

    def start(self, focus: Focus, way: str, many: int) -> None:
        """Begin the sitting that was chosen."""
        if self.screen is not None:
            self._beginning.begin(self.screen, focus, way, many)

    def _say_empty(self) -> None:
        if self.screen is not None:
            self.screen.banner.say(
                "Nothing of that is due, and today's new drills are used up. Cram asks all of it."
            )

    def stale(self, _change: object = None) -> None:
        """Look again if the page is in view; otherwise opening it does."""
        if self.screen is not None and self.screen.isVisible():
            self._look()

    def settle(self) -> None:
        """Stop looking."""
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    def _let_back(self) -> None:
        from trainer.study.focusing import let_back

        try:
            let_back(self.house.study.store, self.house.study.clock.now())
        except TrainerError as error:
            self._complain(error)
        self._look()
