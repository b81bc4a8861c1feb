"""Keeping this device in step while the window is open: when, on a worker, and what is said."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer, Signal

from trainer.errors import TrainerError
from trainer.ui.arrivals import Arrivals
from trainer.ui.jobs import Cancelled, Jobs, Ticket
from trainer.ui.words import counted

if TYPE_CHECKING:
    from trainer.study.study import Study
    from trainer.study.syncing.here import Here, Standing
    from trainer.study.syncing.report import SyncReport
    from trainer.sync.seal import Seal

log = logging.getLogger(__name__)

START_MS = 3_000
"""So long after the window opened the first sync begins: the first question comes first."""
QUIET_MS = 15_000
"""So long after the last answer what was answered is told to the other devices."""
EVERY_MS = 300_000
"""Not every folder says when something arrived: a network share does not."""
_LEAVING_MS = 1_000
"""The window does not stay open for longer to tell the last answers."""

_LOCKED = "The sync folder is sealed: type its passphrase under Sync."

Came = tuple["Standing", "SyncReport | None", tuple[Path, ...]]


class SyncFlow(QObject):
    """Runs the sync when something was answered, when something arrived, and now and then."""

    stood = Signal(object)
    """Carries the Standing."""
    running = Signal(bool)
    progressed = Signal(float, str)
    changed = Signal()
    """Something of another device was taken in."""
    told = Signal(str, str)
    """A sentence, and its tone."""
    troubled = Signal(str)
    """The same about what is wrong in the folder, which the screen names by itself."""
    failed = Signal(object)
    """Carries the TrainerError of something the user asked for."""

    def __init__(self, study: Study, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study = study
        self._jobs = jobs
        self.seal: Seal | None = None
        """Of a passphrase whose key is not kept on this device."""
        self._ticket = Ticket()
        self._runs = False
        self._again = False
        self._said = ""
        self.arrivals = Arrivals(self)
        self.arrivals.came.connect(self.run)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.run)
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.timeout.connect(self.run)

    @property
    def here(self) -> Here:
        """This device."""
        from trainer.study.syncing.here import Here

        return Here.of(self._study)

    def start(self) -> None:
        """Begin with the first sync, if a folder was ever chosen."""
        from trainer.study.syncing.choice import chosen

        if chosen(self._study.store).folder is not None:
            self._timer.start()
            self.soon.start(START_MS)

    def answered(self) -> None:
        """Hear that something was written here."""
        if self._timer.isActive():
            self.soon.start(QUIET_MS)

    # -- one run ---------------------------------------------------------------------------

    def run(self) -> None:
        """Keep in step now; what fails is said quietly, once."""
        self._run(by_hand=False)

    def run_now(self) -> None:
        """Keep in step because the user said so."""
        self._run(by_hand=True)

    def _run(self, *, by_hand: bool) -> None:
        self.soon.stop()
        if self._runs:
            self._again = True
            return
        self._runs = True
        self.running.emit(True)  # noqa: FBT003 (Qt's signals know no names)
        self._ticket = self._jobs.run(
            self._work(by_hand=by_hand),
            partial(self._came, by_hand=by_hand),
            partial(self._failed, by_hand=by_hand),
            self.progressed.emit,
        )

    def _work(self, *, by_hand: bool) -> Callable[[Ticket], Came]:
        here, seal = self.here, self.seal

        def work(ticket: Ticket) -> Came:
            standing = here.standing(seal)
            if _waits(standing) and not by_hand:
                return standing, None, ()
            report = here.run(ticket.step, seal)
            return here.standing(seal), report, here.watched()

        return work

    def _failed(self, error: TrainerError, *, by_hand: bool) -> None:
        from trainer.study.syncing.here import Busy

        self._ended()
        if by_hand:
            self.failed.emit(error)
        elif isinstance(error, Busy):  # the command line is at it
            self.soon.start(QUIET_MS)
        else:
            self._say(str(error), self._fault)

    def _came(self, found: Came, *, by_hand: bool) -> None:
        standing, report, watched = found
        self._ended()
        self.arrivals.watch(watched)
        self.stood.emit(standing)
        if standing.is_locked:
            self._say(_LOCKED, self.troubled.emit)
        if report is None:
            return
        lasting = [each for each in report.problems if not each.is_waiting]
        if lasting:
            more = f" ({counted(len(lasting) - 1, 'more problem')})" if len(lasting) > 1 else ""
            self._say(f"Sync: {lasting[0]}{more}", self.troubled.emit)
        elif self._said and not by_hand:
            self.told.emit("Sync goes on: what was in its way is over.", "good")
        if not lasting:
            self._said = ""
        if by_hand:
            beside = " What is listed below needs a look." if lasting else ""
            self.told.emit(_came_words(report) + beside, "close" if lasting else "good")
        if report.changed:
            self.changed.emit()

    def _say(self, sentence: str, say: Callable[[str], None]) -> None:
        """Say what is the matter, unless it was said and nothing was good since."""
        if sentence != self._said:
            self._said = sentence
            say(sentence)

    def _fault(self, sentence: str) -> None:
        self.told.emit(sentence, "wrong")

    def _ended(self) -> None:
        self._runs = False
        self.running.emit(False)  # noqa: FBT003
        if self._again:
            self._again = False
            self.soon.start(0)

    def cancel(self) -> None:
        """Stop what runs; what was taken in stays, and the next run goes on from there."""
        if self._runs:
            self._ticket.cancel()
            self._ended()
            self.told.emit("Stopped. The next sync goes on from there.", "close")

    # -- what the user chose ---------------------------------------------------------------

    def keep_on(self) -> None:
        """Sync by itself from now on."""
        self._timer.start()

    def pause(self) -> None:
        """Sync by itself no longer."""
        self._timer.stop()
        self.soon.stop()
        self.arrivals.watch(())

    def settle(self) -> None:
        """Tell the last answers before the window closes, if that is soon done."""
        is_due = self.soon.isActive() and not self._runs
        self.pause()
        if is_due:
            patience = QDeadlineTimer(_LEAVING_MS)
            here, seal = self.here, self.seal
            try:
                if not _waits(here.standing(seal)):
                    here.run(lambda _share, _what: _stop_if(patience.hasExpired()), seal)
            except (TrainerError, Cancelled) as error:
                # The next start tells them, and says what is wrong then.
                log.info("Not synced on closing: %s", type(error).__name__)


def _waits(standing: Standing) -> bool:
    """Return whether the user is to say something first: a passphrase, or that there is none."""
    return standing.folder is None or standing.is_fresh or standing.is_locked


def _stop_if(expired: bool) -> None:  # noqa: FBT001 (what it does is its name)
    if expired:
        raise Cancelled


def _came_words(report: SyncReport) -> str:
    if not (report.sent or report.received):
        return "In step: there was nothing new."
    return f"In step: {report.sent:,} sent, {counted(report.received, 'event')} received."
