"""Joins the editor to the deck file: opened and checked on a worker, saved, read in again."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from trainer.clock import study_day
from trainer.domain.deck import Drill
from trainer.domain.ids import DrillId
from trainer.errors import TrainerError
from trainer.study.authoring import Author, Checked, Draft
from trainer.study.exercises import Posed
from trainer.study.installing import Installed
from trainer.study.library import posed
from trainer.study.study import Study
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.screens.editor import EditorScreen

TYPED_MS = 150


class EditorFlow(QObject):
    """Edits one drill at a time."""

    opened = Signal()
    """The drill is on screen."""
    left = Signal(object)
    """The user is done: carries the id of the drill he edited."""
    installed = Signal(str)
    """The edit is written and read in: carries the sentence to show."""
    failed = Signal(object)
    """Carries the TrainerError that kept the drill from being opened."""

    def __init__(self, screen: EditorScreen, study: Study, jobs: Jobs, window: QWidget) -> None:
        super().__init__()
        self._screen = screen
        self._study = study
        self._jobs = jobs
        self._window = window
        self._drill: Drill | None = None
        self._draft: Draft | None = None
        self._ticket: Ticket | None = None
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED_MS)
        self._typed.timeout.connect(self.check)
        screen.edited.connect(self._typed.start)
        screen.saved.connect(self.save)
        screen.left.connect(self.leave)

    def settle(self) -> None:
        """Check no more; the window is about to close."""
        self._typed.stop()

    @property
    def _author(self) -> Author:
        return self._study.library.author

    def open(self, drill: Drill) -> None:
        """Open ``drill`` in its file; offer a copy where that is not the user's to edit."""
        self._drill = drill
        try:
            if self._author.source(drill.deck_id) is None:
                if not self.ask_copy():
                    return
                self._copy(drill)
                return
        except TrainerError as error:
            self.failed.emit(error)
            return
        self._open(drill)

    def _open(self, drill: Drill) -> None:
        author = self._author
        self._jobs.run(lambda _: author.open(drill), self._show, self.failed.emit)

    def ask_copy(self) -> bool:
        """Ask whether the deck is to be copied to the user's own. Tests replace this."""
        box = QMessageBox(self._window)
        box.setWindowTitle("Edit drill")
        box.setText("This deck has no file of your own to edit.")
        box.setInformativeText(
            "A copy in your folder of decks takes its place; what you have learnt stays with it."
        )
        accept = box.addButton("Copy to my decks", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        return box.clickedButton() is accept

    def _copy(self, drill: Drill) -> None:
        deck = next(each for each in self._study.store.decks() if each.id == drill.deck_id)
        path = self._author.copy_to_own(deck, self._study.store.drills(deck.id))
        installer = self._study.installer

        def install(ticket: Ticket) -> Installed:
            return installer.install(installer.offer([path], ticket.step).offers, ticket.step)

        self._jobs.run(install, lambda _: self._open(drill), self.failed.emit)

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        self._screen.show_draft(draft)
        self._typed.stop()
        self.opened.emit()
        self.check()

    def check(self) -> None:
        """Check what is typed, on a worker; a check that still runs is given up."""
        draft, text = self._draft, self._screen.text
        if draft is None or self._drill is None:
            return
        if self._ticket is not None:
            self._ticket.cancel()
        author, drill, today = self._author, self._drill, study_day(self._study.clock)

        def work(_: Ticket) -> tuple[Checked, Posed | None]:
            checked = author.check(draft, text, today)
            if checked.drill is None:
                return checked, None
            found = checked.drill
            return checked, posed(
                Drill(drill.id, drill.deck_id, found.kind, found.fields, found.content_hash, 0)
            )

        self._ticket = self._jobs.run(work, self._checked, self.failed.emit)

    def _checked(self, found: tuple[Checked, Posed | None]) -> None:
        self._ticket = None
        assert self._drill is not None  # noqa: S101 (narrowing: a drill was checked)
        deck_id = self._drill.deck_id
        self._screen.show_checked(*found, lambda name: self._study.kept.picture(deck_id, name))

    def save(self) -> None:
        """Write the drill into its file, then read the file in again."""
        draft, text = self._draft, self._screen.text
        if draft is None:
            return
        author, installer = self._author, self._study.installer

        def work(ticket: Ticket) -> Installed:
            author.save(draft, text)
            return installer.install(installer.offer([draft.path], ticket.step).offers, ticket.step)

        self._jobs.run(
            work, self._saved, lambda error: self._screen.banner.say(str(error), "wrong")
        )

    def _saved(self, _: Installed) -> None:
        path = self._draft.path if self._draft else None
        self._leave()
        self.installed.emit(f"Saved in {path}; what you have learnt stays.")

    def leave(self) -> None:
        """Go back; what was typed and not saved is let go after asking."""
        changed = self._draft is not None and self._screen.text != self._draft.entry
        if not changed or self.ask_discard():
            self._leave()

    def ask_discard(self) -> bool:
        """Ask whether what was typed may go. Tests replace this."""
        box = QMessageBox(self._window)
        box.setWindowTitle("Edit drill")
        box.setText("What you typed is not saved.")
        discard = box.addButton("Discard it", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("Keep editing", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is discard

    def _leave(self) -> None:
        drill_id: DrillId | None = self._drill.id if self._drill else None
        self._typed.stop()
        self._draft = None
        self.left.emit(drill_id)
