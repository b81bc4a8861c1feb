"""Progress: how it is going, in charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.study.overview import overview
from trainer.ui.rooms.base import House, Room

if TYPE_CHECKING:
    from trainer.ui.jobs import Ticket
    from trainer.ui.screens.progress import ProgressScreen


class ProgressRoom(Room):
    """Shows the overview, read on a worker. The charts' library is imported when first wanted."""

    key = "progress"
    title = "Progress"
    shortcut = "Ctrl+2"
    tip = "How it is going"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.screen: ProgressScreen | None = None
        self._reading: Ticket | None = None

    def open(self) -> None:
        """Show the screen, and what is stored as soon as it is read."""
        from trainer.ui.screens.progress import ProgressScreen

        if self.screen is None:
            self.screen = ProgressScreen()
            self.screen.narrowed.connect(self._read)
        self.opened.emit(self.screen)
        self._read()

    def _read(self) -> None:
        if self.screen is None:
            return
        self.settle()
        study, filters = self.house.study, self.screen.filters
        database, day, settings = study.store.path, study.day, study.settings
        days, focus = filters.days, filters.focus
        self._reading = self.house.jobs.run(
            lambda ticket: overview(database, day, settings, days, focus, ticket.step),
            self.screen.show_overview,
            self._complain,
        )

    def _complain(self, error: TrainerError) -> None:
        self.failed.emit(error)

    def settle(self) -> None:
        """Stop reading."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
