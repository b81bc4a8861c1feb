"""Joins the editor to the deck file: opened and checked on a worker, saved, read in again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from trainer.clock import study_day
from trainer.domain.deck import Drill
from trainer.domain.ids import DrillId
from trainer.errors import BadInput, TrainerError
from trainer.study.authoring import Author, Checked, Draft
from trainer.study.exercises import Posed
from trainer.study.installing import Installed
from trainer.study.library import posed
from trainer.study.study import Study
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.screens.editor import EditorScreen
from trainer.ui.unfinished import keep_unfinished, unfinished

Result = TypeVar("Result")

TYPED_MS = 150


class EditorFlow(QObject):
    """Edits one drill at a time."""

    busy = Signal(str)
    """What the user asked for takes a moment: carries the sentence to say until ``opened``."""
    opened = Signal()
    """The drill is on screen."""
    left = Signal(object)
    """The user is done: carries the id of the drill he edited."""
    installed = Signal(str)
    """The edit is written and read in: carries the sentence to show."""
    copy_wanted = Signal(object)
    """The deck of this Drill has no file of the user's own: with consent, ``copy`` makes one."""
    unsaved = Signal(object)
    """The user left this Drill, and what he typed is not saved."""
    failed = Signal(object)
    """Carries the TrainerError that kept the drill from being opened."""

    def __init__(
        self, screen: EditorScreen, study: Study, jobs: Jobs, is_awaited: Callable[[], bool]
    ) -> None:
        """``is_awaited`` tells whether who wanted a drill opened still waits for it."""
        super().__init__()
        self._is_awaited = is_awaited
        self._opening: Ticket | None = None
        self._screen = screen
        self._study = study
        self._jobs = jobs
        self._drill: Drill | None = None
        self._draft: Draft | None = None
        self._ticket: Ticket | None = None
        self._unsaved: dict[str, str] = unfinished(study, "edits")
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

    def keep(self) -> None:
        """Keep what is not saved for the next start. Raises the store's errors."""
        drill, text = self._drill, self._screen.text
        if drill is not None and self._draft is not None and text != self._draft.entry:
            self._unsaved[drill.id] = text
        keep_unfinished(self._study, "edits", self._unsaved)

    @property
    def _author(self) -> Author:
        return self._study.library.author

    def open(self, drill: Drill) -> None:
        """Open ``drill`` in its file; offer a copy where that is not the user's to edit."""
        try:
            if self._author.source(drill.deck_id) is None:
                self.copy_wanted.emit(drill)
                return
        except TrainerError as error:
            self.failed.emit(error)
            return
        self._open(drill)

    def _open(self, drill: Drill) -> None:
        author = self._author
        self.busy.emit("Opening the editor …")
        self._begin(lambda _: author.open(drill), partial(self._show, drill))

    def _begin(self, work: Callable[[Ticket], Result], done: Callable[[Result], None]) -> None:
        """Do what opens a drill, instead of what still opens another."""
        if self._opening is not None:
            self._opening.cancel()
        self._opening = self._jobs.run(work, done, self.failed.emit)

    def copy(self, drill: Drill) -> None:
        """Copy the deck of ``drill`` into the user's own folder, and open the drill there."""
        installer = self._study.installer
        try:
            deck = next((e for e in self._study.store.decks() if e.id == drill.deck_id), None)
            if deck is None:
                gone, remedy = "the deck of this drill is gone", "import it again"
                raise BadInput(gone, where=drill.deck_id, remedy=remedy)
            drills, author = self._study.store.drills(deck.id), self._author
        except TrainerError as error:
            self.failed.emit(error)
            return
        self.busy.emit("Copying the deck into your folder …")

        def install(ticket: Ticket) -> Installed:
            path = author.copy_to_own(deck, drills)
            return installer.install(installer.offer([path], ticket.step).offers, ticket.step)

        self._begin(install, lambda _: self._open(drill))

    def _show(self, drill: Drill, draft: Draft) -> None:
        if not self._is_awaited():
            return
        self._drill, self._draft = drill, draft
        self._screen.show_draft(draft)
        unsaved = self._unsaved.get(drill.id)
        if unsaved is not None:
            self._screen.edit.setPlainText(unsaved)
            self._screen.banner.say("Here is what you typed before and did not save.")
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

        # What was typed meanwhile would be lost, and who left meanwhile told that it was not saved.
        self._screen.setEnabled(False)
        self._jobs.run(work, self._saved, self._not_saved)

    def _not_saved(self, error: TrainerError) -> None:
        self._screen.setEnabled(True)
        self._screen.edit.setFocus()
        self._screen.banner.say(str(error), "wrong")

    def _saved(self, _: Installed) -> None:
        path = self._draft.path if self._draft else None
        self._screen.setEnabled(True)
        self._leave(unsaved=None)
        self.installed.emit(f"Saved in {path}; what you have learnt stays.")

    def leave(self) -> None:
        """Go back; what was typed and not saved is there when the drill is edited again."""
        drill, text = self._drill, self._screen.text
        changed = self._draft is not None and text != self._draft.entry
        self._leave(unsaved=text if changed else None)
        if changed:
            self.unsaved.emit(drill)

    def _leave(self, *, unsaved: str | None) -> None:
        drill_id: DrillId | None = self._drill.id if self._drill else None
        if drill_id is not None and unsaved is not None:
            self._unsaved[drill_id] = unsaved
        elif drill_id is not None:
            self._unsaved.pop(drill_id, None)
        self._typed.stop()
        self._draft = None
        self.left.emit(drill_id)
