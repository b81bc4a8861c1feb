"""Bringing decks in: read on a worker, shown as a plan, written on consent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from trainer.errors import TrainerError
from trainer.formats.base import DeckFile
from trainer.study.importing import ImportPlan
from trainer.study.study import Study
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.words import counted


class DeckImport(QObject):
    """Installs decks for the window it belongs to."""

    installed = Signal(str)
    """A deck was installed: carries the sentence to show, empty for the built-in ones."""
    failed = Signal(object)
    """Carries the TrainerError."""

    def __init__(self, window: QWidget, study: Study, jobs: Jobs) -> None:
        super().__init__(window)
        self._window = window
        self._study = study
        self._jobs = jobs

    def ask(self) -> None:
        """Ask for a deck file and install it."""
        path = self.ask_path()
        if path is not None:
            self.install(path)

    def ask_path(self) -> Path | None:
        """Ask the user for a deck file. Tests replace this."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Import deck", str(Path.home()), "Decks (*.yaml *.yml);;All files (*)"
        )
        return Path(name) if name else None

    def install(self, path: Path) -> None:
        """Read the deck at ``path`` off the window's thread, then say what it would change."""
        self._jobs.run(lambda _ticket: self._study.read_deck(path), self._plan, self.failed.emit)

    def _plan(self, deck_file: DeckFile) -> None:
        try:
            plan = self._study.plan(deck_file)
            if not self.ask_consent(plan):
                return
            self._study.install(plan)
        except TrainerError as error:
            self.failed.emit(error)
            return
        self.installed.emit(f"“{plan.change.deck.title}”: {plan_words(plan)}.")

    def ask_consent(self, plan: ImportPlan) -> bool:
        """Show the plan and ask whether to carry it out. Tests replace this."""
        box = QMessageBox(self._window)
        box.setWindowTitle("Import deck")
        box.setText(f"“{plan.change.deck.title}”: {plan_words(plan)}.")
        if plan.problems:
            box.setInformativeText(f"{counted(len(plan.problems), 'problem')}; see the details.")
            box.setDetailedText("\n".join(str(problem) for problem in plan.problems))
        accept = box.addButton("Import", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is accept

    def install_builtin(self) -> None:
        """Bring the built-in decks up to date, off the window's thread, where they changed."""
        if not self._study.builtin_decks_stale():
            return

        def read(ticket: Ticket) -> list[DeckFile]:
            return self._study.read_builtin_decks(ticket.step)

        self._jobs.run(read, self._install_builtin, self.failed.emit)

    def _install_builtin(self, files: list[DeckFile]) -> None:
        try:
            self._study.install_builtin(files)
        except TrainerError as error:
            self.failed.emit(error)
            return
        self.installed.emit("")


def plan_words(plan: ImportPlan) -> str:
    """Return what a plan would do: "12 added, 3 changed"."""
    parts = [f"{count:,} {what}" for what, count in plan.counts.items() if count]
    return ", ".join(parts) if parts else "nothing in it"
