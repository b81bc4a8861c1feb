"""Looking after the database from the window: copies, the weekly check, what to do about damage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from trainer.errors import TrainerError
from trainer.study.study import Study
from trainer.ui.actions import Command
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.words import instant_words

if TYPE_CHECKING:
    from trainer.study.backups import Care

LOOK_AFTER_MS = 10_000
"""So long after the start the file is copied and checked: the first drills are answered before."""

SETTLE_AFTER_MS = 1_000
"""So long after an answer the write-ahead log is carried over into the file."""


class Wish(NamedTuple):
    """What is to be done with the file once the window has let go of it.

    ``copy`` is to be put back; without one the damage is to be mended that ``problem`` names.
    """

    copy: Path | None
    problem: str = ""


class DataCare(QObject):
    """Copies and restores for the window it belongs to."""

    told = Signal(str, str)
    """A sentence, and its tone: good, close or wrong."""
    changed = Signal()
    """There is a copy more."""
    damaged = Signal(str)
    """The weekly check found damage: carries the sentence to say until ``mend`` is called."""
    wished = Signal(object)
    """The window is to close and to carry out a Wish."""

    def __init__(self, window: QWidget, study: Study, jobs: Jobs) -> None:
        super().__init__(window)
        self._window = window
        self._study = study
        self._jobs = jobs
        self._problem = ""
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_AFTER_MS)
        self._settling.timeout.connect(self.settle)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(LOOK_AFTER_MS)
        self._waiting.timeout.connect(self.copy_and_check)

    @property
    def database(self) -> Path:
        """The file that is looked after."""
        return self._study.store.path

    def commands(self) -> tuple[Command, ...]:
        """Return what the menu offers."""
        return (
            Command("&File", "backup", "&Back up now", "", "Copy the database", self.back_up),
            Command(
                "&File",
                "restore",
                "&Restore a copy…",
                "",
                "Put an earlier copy in the database's place; what is there now is kept",
                self.ask_restore,
            ),
        )

    def note_change(self, _change: object = None) -> None:
        """Hear that something was written, and settle it into the file a little later."""
        if not self._settling.isActive():
            self._settling.start()

    def settle(self) -> None:
        """Carry SQLite's write-ahead log over, off the window's thread: an answer need not then."""
        database = self.database

        def work(_ticket: Ticket) -> None:
            from trainer.study import backups

            backups.settle(database)

        self._jobs.run(work, lambda _: None, self._failed)

    def stop(self) -> None:
        """Begin nothing more; the window is about to close, and closing settles everything."""
        self._settling.stop()
        self._waiting.stop()

    def look_after(self) -> None:
        """Make the day's copy and the week's check, once the start is over."""
        self._waiting.start()

    def copy_and_check(self) -> None:
        """Make the day's copy and the week's check, off the window's thread."""
        database, now = self.database, self._study.clock.now()

        def work(ticket: Ticket) -> Care:
            from trainer.study import backups

            return backups.look_after(database, now, ticket.step)

        self._jobs.run(work, self._looked, self._failed)

    def _looked(self, care: Care) -> None:
        if care.copy is not None:
            self.changed.emit()
        if care.problems:
            self._problem = care.problems[0]
            self.damaged.emit(
                f"The weekly check found that the database is damaged: {self._problem}."
            )

    def mend(self) -> None:
        """Let the window close and show what can be saved."""
        self.wished.emit(Wish(None, self._problem))

    def back_up(self) -> None:
        """Copy the database now, off the window's thread."""
        database, now = self.database, self._study.clock.now()

        def work(_ticket: Ticket) -> Path:
            from trainer.study import backups

            return backups.back_up(database, now)

        self._jobs.run(work, self._backed_up, self._failed)

    def _backed_up(self, copy: Path) -> None:
        self.told.emit(f"Copied to {copy}.", "good")
        self.changed.emit()

    def ask_restore(self) -> None:
        """Ask for a copy and restore it."""
        copy = self.ask_copy()
        if copy is not None:
            self.restore(copy)

    def restore(self, copy: Path) -> None:
        """Put ``copy`` back, if the user agrees: the window closes and opens again on it."""
        if self.ask_consent(copy):
            self.wished.emit(Wish(copy))

    def ask_copy(self) -> Path | None:
        """Ask the user for a copy. Tests replace this."""
        from PySide6.QtWidgets import QFileDialog

        from trainer.study import backups

        name, _ = QFileDialog.getOpenFileName(
            self._window,
            "Restore a copy",
            str(backups.folder(self.database)),
            f"Copies (*{self.database.suffix});;All files (*)",
        )
        return Path(name) if name else None

    def ask_consent(self, copy: Path) -> bool:
        """Ask whether to put ``copy`` back. Tests replace this."""
        from trainer.study import backups

        made = {each.path: each for each in backups.copies(self.database)}.get(copy)
        which = f"the copy of {instant_words(made.made_at)}" if made else copy.name
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._window)
        box.setWindowTitle("Triad Trainer")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(f"Put {which} in the database's place?")
        box.setInformativeText(
            "Answers given since are not in it. What is there now is kept, in kept-aside."
        )
        accept = box.addButton("Restore", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is accept

    def _failed(self, error: TrainerError) -> None:
        self.told.emit(str(error), "wrong")
