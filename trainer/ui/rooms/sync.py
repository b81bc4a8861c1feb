"""Sync: what keeps this device in step with others, and the cohort."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from trainer.errors import TrainerError
from trainer.study.study import load_settings
from trainer.ui.cohort_flow import CohortFlow
from trainer.ui.rooms.base import House, Room
from trainer.ui.sync_flow import SyncFlow

if TYPE_CHECKING:
    from trainer.study.syncing.here import Here, Standing
    from trainer.sync.seal import Seal
    from trainer.ui.screens.sync import SyncScreen

BEHIND_MS = 500
"""So long after the window is made it is seen whether there is anything to keep in step with."""


class SyncRoom(Room):
    """Syncs while the window is open, whether or not its screen was ever made."""

    key = "sync"
    title = "Sync"
    shortcut = "Ctrl+8"
    tip = "Your other devices, and your cohort"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.screen: SyncScreen | None = None
        self._folder: Path | None = None
        self.flow = SyncFlow(house.study, house.jobs, self)
        self.flow.changed.connect(self._merged)
        self.flow.told.connect(self._say)
        self.flow.troubled.connect(lambda said: self._mention(said, "wrong"))
        self.flow.failed.connect(self._complain)
        self.flow.stood.connect(self._stood)
        self.cohort = CohortFlow(house.study, house.jobs, self)
        self.cohort.told.connect(self._mention)
        self.behind = QTimer(self, singleShot=True, interval=BEHIND_MS)
        self.behind.timeout.connect(self._begin)
        self.behind.start()

    def _begin(self) -> None:
        self.flow.start()
        self.cohort.start()

    def open(self) -> None:
        """Show how things stand."""
        if self.screen is None:
            self.screen = self._made()
        self.opened.emit(self.screen)
        self._do(lambda here: here.standing(self.flow.seal), self._stood)
        self.cohort.look()

    def _made(self) -> SyncScreen:
        from trainer.ui.screens.sync import SyncScreen

        made = SyncScreen()
        devices = made.devices
        devices.folder_wanted.connect(self.choose)
        devices.sync_wanted.connect(self.flow.run_now)
        devices.cancelled.connect(self.flow.cancel)
        devices.stopped.connect(self.stop)
        devices.renamed.connect(self.rename)
        devices.secret.given.connect(self.unlock)
        self.flow.progressed.connect(devices.show_progress)
        self.flow.running.connect(lambda _: devices.show_running(running=False))
        panel, cohort = made.cohort, self.cohort
        panel.folder_wanted.connect(self.join)
        panel.left.connect(cohort.leave)
        panel.share_wanted.connect(cohort.share)
        panel.take_back_wanted.connect(cohort.take_back)
        panel.decks_wanted.connect(self._want_decks)
        cohort.looked.connect(panel.show_look)
        cohort.failed.connect(lambda error: panel.banner.say(str(error), "wrong"))
        return made

    # -- the devices -----------------------------------------------------------------------

    def ask_folder(self, title: str) -> Path | None:
        """Ask the user for a folder. Tests replace this."""
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(self.house.window, title, str(Path.home()))
        return Path(name) if name else None

    def choose(self) -> None:
        """Ask for the folder, and keep in step through it; a fresh one can be sealed first."""
        folder = self.ask_folder("Choose the sync folder")
        if folder is None:
            return

        def chosen(standing: Standing) -> None:
            self.flow.seal = None
            self.flow.keep_on()
            self._stood(standing)
            if not (standing.is_fresh or standing.is_locked):
                self.flow.run_now()

        self._change(lambda here: here.choose(folder), chosen)

    def unlock(self, passphrase: str, remember: bool) -> None:  # noqa: FBT001 (a signal's slot)
        """Open the folder's seal, or seal a fresh folder, and sync."""

        def opened(seal: Seal) -> None:
            self.flow.seal = None if remember else seal
            self.flow.run_now()

        self._do(lambda here: here.unlock(passphrase, remember=remember), opened)

    def rename(self, name: str) -> None:
        """Be called ``name`` on the other devices; stored at once: the window may be closing."""
        from trainer.study.syncing.choice import choose_name

        try:
            choose_name(self.house.study.store, name)
        except TrainerError as error:
            self._complain(error)
            return
        self._do(lambda here: here.standing(self.flow.seal), self._stood)

    def stop(self) -> None:
        """Keep in step through no folder any longer."""
        self.flow.pause()
        self.flow.seal = None
        self._change(lambda here: here.stop(), self._stood)

    def _change(self, action: Callable[[Here], None], done: Callable[[Standing], None]) -> None:
        def both(here: Here) -> Standing:
            action(here)
            return here.standing(self.flow.seal)

        self._do(both, done)

    def _do(self, action: Callable[[Here], object], done: Callable[..., None]) -> None:
        if self.screen is not None:
            self.screen.devices.banner.hide()
        here = self.flow.here
        self.house.jobs.run(lambda _: action(here), done, self._complain)

    def _stood(self, standing: Standing) -> None:
        self._folder = standing.folder
        if self.screen is not None:
            self.screen.devices.show_standing(standing)

    def _merged(self) -> None:
        """Let every screen show what came; settings may have come as well."""
        study = self.house.study
        study.settings = load_settings(study.store)
        self.changed.emit()

    def _say(self, sentence: str, tone: str) -> None:
        if self.screen is not None and self.screen.isVisible():
            self.screen.devices.banner.say(sentence, tone)
        else:
            self.told.emit(sentence, tone)

    def _complain(self, error: TrainerError) -> None:
        self._say(str(error), "wrong")

    # -- the cohort ------------------------------------------------------------------------

    def join(self) -> None:
        """Ask for the cohort's folder and belong to it."""
        folder = self.ask_folder("Choose the cohort's folder")
        if folder is not None:
            self.cohort.join(folder, *([self._folder] if self._folder else []))

    def _want_decks(self) -> None:
        if self.cohort.last is not None:
            self.decks_wanted.emit(self.cohort.last.news.paths)

    def _mention(self, sentence: str, tone: str) -> None:
        if self.screen is None or not self.screen.isVisible():  # there it is to be seen
            self.told.emit(sentence, tone)

    # -- the window ------------------------------------------------------------------------

    def stale(self, _change: object = None) -> None:
        """Hear that something was written here: it is told to the other devices a little later."""
        self.flow.answered()
        if self.screen is not None and self.screen.isVisible():
            self.cohort.look()
        else:
            self.cohort.answered()

    def rest(self) -> None:
        """Sync and look at the cohort only when told to."""
        self.behind.stop()
        self.flow.pause()
        self.cohort.rest()

    def resume(self) -> None:
        """Sync and look by itself again."""
        self.flow.start()
        self.cohort.resume()

    def settle(self) -> None:
        """Tell the last answers."""
        self.behind.stop()
        self.cohort.stop()
        self.flow.settle()
