"""Focus: a sitting on a part of what there is, chosen by the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.scheduling.focus import Focus
from trainer.study.focusing import Grounds, grounds, let_back, met
from trainer.ui.rooms.base import House, Room

if TYPE_CHECKING:
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
        study = self.house.study
        database, day, settings = study.store.path, study.day, study.settings
        self.house.jobs.run(
            lambda ticket: grounds(database, day, settings, ticket.step), self._show, self._complain
        )

    def _show(self, there: Grounds) -> None:
        self._grounds = there
        if self.screen is not None:
            self.screen.show_grounds(there)

    def _count(self, focus: Focus) -> None:
        if self.screen is not None and self._grounds is not None:
            self.screen.show_met(met(self._grounds, focus))

    def _complain(self, error: TrainerError) -> None:
        if self.screen is not None:
            self.screen.banner.say(str(error), "wrong")

    def start(self, focus: Focus, way: str, many: int) -> None:
        """Begin the sitting that was chosen."""
        sittings = self.house.study.sittings
        among = self._grounds.entries if self._grounds is not None else None
        try:
            if way == "focus":
                session = sittings.focused(focus, many, among)
            else:
                session = sittings.cram(focus, many, recorded=way == "record", among=among)
        except TrainerError as error:
            self._complain(error)
            return
        if session.queue:
            self.house.practise(session)
        elif self.screen is not None:
            self.screen.banner.say(
                "Nothing of that is due, and today's new drills are used up. Cram asks all of it."
            )

    def _let_back(self) -> None:
        try:
            let_back(self.house.study.store)
        except TrainerError as error:
            self._complain(error)
        self._look()
