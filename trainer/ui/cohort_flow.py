"""What the user wants of the cohort, done on a worker and shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from trainer.errors import TrainerError
from trainer.ui.jobs import Ticket
from trainer.ui.rooms.base import House

if TYPE_CHECKING:
    from trainer.study.cohort.cohort import Cohort, Look
    from trainer.ui.screens.cohort import CohortPanel


class CohortFlow(QObject):
    """Shows the cohort in ``panel``."""

    decks_wanted = Signal(object)
    """Carries the files whose changes are to be planned and shown."""

    def __init__(self, panel: CohortPanel, house: House) -> None:
        super().__init__(panel)
        self._panel = panel
        self._house = house
        self._look: Look | None = None
        panel.left.connect(lambda: self._do(self.cohort.leave))
        panel.share_wanted.connect(lambda name: self._do(partial(self.cohort.share, name)))
        panel.take_back_wanted.connect(lambda: self._do(self.cohort.take_back))
        panel.decks_wanted.connect(self._want_decks)

    @property
    def cohort(self) -> Cohort:
        """The cohort as of today."""
        from trainer.study.cohort.cohort import Cohort

        return Cohort.of(self._house.study)

    def look(self) -> None:
        """Look at the folder and show what is there."""
        cohort = self.cohort
        self._house.jobs.run(lambda ticket: cohort.look(ticket.step), self._show, self._failed)

    def join(self, folder: Path, *taken: Path) -> None:
        """Belong to the cohort of ``folder``, which must lie apart from those ``taken``."""
        self._do(partial(self.cohort.join, folder, *taken))

    def _do(self, action: Callable[[], None]) -> None:
        def work(ticket: Ticket) -> Look:
            action()
            return self.cohort.look(ticket.step)

        self._panel.banner.hide()
        self._house.jobs.run(work, self._show, self._failed)

    def _show(self, look: Look) -> None:
        self._look = look
        self._panel.show_look(look)

    def _want_decks(self) -> None:
        if self._look is not None:
            self.decks_wanted.emit(self._look.news.paths)

    def _failed(self, error: TrainerError) -> None:
        self._panel.banner.say(str(error), "wrong")
