"""Progress: how it is going, in charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from trainer.errors import TrainerError
from trainer.ui.rooms.base import House, Room

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from trainer.study.habits import Habits, Memory
    from trainer.study.overview import Overview
    from trainer.ui.jobs import Ticket
    from trainer.ui.screens.progress import ProgressScreen

Result = TypeVar("Result")


class ProgressRoom(Room):
    """Shows the overview, read on a worker. The charts' library is imported when first wanted."""

    key = "progress"
    title = "Progress"
    shortcut = "Ctrl+2"
    tip = "How it is going"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.screen: ProgressScreen | None = None
        self._reading: list[Ticket] = []
        self._asker: QWidget | None = None
        self._memory: Memory = {}

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
        self._asker = self.house.on_screen()
        study, filters = self.house.study, self.screen.filters
        database, day, settings = study.store.path, study.day, study.settings
        days, focus = filters.days, filters.focus
        screen = self.screen
        screen.show_reading()
        span = (day - dt.timedelta(days=days - 1), day)

        def general(ticket: Ticket) -> Overview:
            # Here, and not when the first chart is drawn: that took the window 200 ms.
            import trainer.ui.widgets.series_plot  # noqa: F401 (made ready on this worker)
            from trainer.study.overview import overview

            return overview(database, day, settings, days, focus, ticket.step)

        def habitual(ticket: Ticket) -> Habits:
            from trainer.study.habits import habits

            return habits(database, span, focus, self._memory, ticket.step)

        self._run(general, screen.show_overview, self._complain)
        self._run(
            habitual,
            screen.show_habits,
            self._unread,
            lambda _share, what: screen.show_reading(what),
        )

    def _run(
        self,
        work: Callable[[Ticket], Result],
        done: Callable[[Result], None],
        failed: Callable[[TrainerError], None],
        progress: Callable[[float, str], None] | None = None,
    ) -> None:
        self._reading.append(self.house.jobs.run(work, done, failed, progress))

    def _complain(self, error: TrainerError) -> None:
        # Who has gone elsewhere is not fetched away from there: opening the page reads again.
        if self._asker is self.house.on_screen():
            self.failed.emit(error)

    def _unread(self, error: TrainerError) -> None:
        if self.screen is not None:
            self.screen.show_unread()
        self._complain(error)

    def stale(self, _change: object = None) -> None:
        """Read again if the page is in view; otherwise opening it does."""
        if self.screen is not None and self.screen.isVisible():
            self._read()

    def settle(self) -> None:
        """Stop reading."""
        for ticket in self._reading:
            ticket.cancel()
        self._reading.clear()
