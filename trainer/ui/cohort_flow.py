"""The cohort while the window is open: its news told, one's own card kept as of today."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from trainer.errors import TrainerError
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.words import counted

if TYPE_CHECKING:
    from trainer.study.cohort.cohort import Cohort, Look
    from trainer.study.study import Study

START_MS = 6_000
"""After the first sync, and after whatever a start is busy with."""
QUIET_MS = 30_000
"""So long after the last answer the card says what is so now."""


class CohortFlow(QObject):
    """Looks at the cohort's folder on a worker, when asked and by itself."""

    looked = Signal(object)
    """Carries the Look."""
    told = Signal(str, str)
    """A sentence to be said wherever the user is, and its tone."""
    failed = Signal(object)
    """Carries the TrainerError of something the user asked for."""

    def __init__(self, study: Study, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self._jobs = jobs
        self._said = ""
        self._rests = False
        self.last: Look | None = None
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.timeout.connect(self._look_quietly)

    @property
    def cohort(self) -> Cohort:
        """The cohort as of today."""
        from trainer.study.cohort.cohort import Cohort

        return Cohort.of(self._study)

    def start(self) -> None:
        """Look at it a little later, if there is one."""
        self._later(START_MS)

    def answered(self) -> None:
        """Hear that something was answered: the card changes with it."""
        self._later(QUIET_MS)

    def rest(self) -> None:
        """Look at nothing by itself until ``resume``."""
        self._rests = True
        self.stop()

    def resume(self) -> None:
        """Look by itself again, a little later."""
        self._rests = False
        self.start()

    def _later(self, wait_ms: int) -> None:
        if self._rests:
            return
        from trainer.study.cohort.choice import chosen

        if chosen(self._study.store).folder is not None:
            self.soon.start(wait_ms)

    def look(self) -> None:
        """Look at the folder now."""
        self._do(lambda: None)

    def join(self, folder: Path, *taken: Path) -> None:
        """Belong to the cohort of ``folder``, which must lie apart from those ``taken``."""
        self._do(partial(self.cohort.join, folder, *taken))

    def leave(self) -> None:
        """Belong to no cohort."""
        self._do(self.cohort.leave)

    def share(self, name: str) -> None:
        """Show a card under ``name``."""
        self._do(partial(self.cohort.share, name))

    def take_back(self) -> None:
        """Show no card any longer."""
        self._do(self.cohort.take_back)

    def stop(self) -> None:
        """Look no more; the window is about to close."""
        self.soon.stop()

    def _do(self, action: Callable[[], None]) -> None:
        self.soon.stop()
        cohort = self.cohort

        def work(ticket: Ticket) -> Look:
            action()
            return cohort.look(ticket.step)

        self._jobs.run(work, self._looked, self.failed.emit)

    def _look_quietly(self) -> None:
        cohort = self.cohort
        self._jobs.run(lambda ticket: cohort.look(ticket.step), self._tell, self._tell_fault)

    def _looked(self, look: Look) -> None:
        self.last = look
        self.looked.emit(look)

    def _tell(self, look: Look) -> None:
        self._looked(look)
        if look.news.plans:
            decks = counted(len(look.news.plans), "deck")
            self._say(f"Your cohort has something new in {decks}: see Sync.", "good")

    def _tell_fault(self, error: TrainerError) -> None:
        self._say(str(error), "wrong")

    def _say(self, sentence: str, tone: str) -> None:
        """Say ``sentence`` once."""
        if sentence != self._said:
            self._said = sentence
            self.told.emit(sentence, tone)
