"""Joins the library's screen to the library: what is typed is searched, what is wanted is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from trainer.clock import study_day
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.search import Found, Order
from trainer.errors import TrainerError
from trainer.scheduling.focus import Focus
from trainer.scheduling.marks import FLAGS
from trainer.study.library import Inverse, Library, Shelves
from trainer.study.study import Study
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.screens.library import LibraryScreen
from trainer.ui.words import counted, day_words

TYPED_MS = 60
"""After so long without a key the search begins: a fast typist does not outrun it."""

MANY = 1000
"""So many drills at once are marked on the window's thread within a tenth of a second."""


class LibraryFlow(QObject):
    """Searches on a worker, one search at a time; marks and moves at once, and takes that back."""

    edit_wanted = Signal(object)
    """Carries the Drill to be edited."""
    practise_wanted = Signal(object)
    """Carries the Focus to be practised."""
    changed = Signal()
    """Something was marked, moved or removed."""

    def __init__(self, screen: LibraryScreen, study: Study, jobs: Jobs) -> None:
        super().__init__()
        self._screen = screen
        self._study = study
        self._jobs = jobs
        self._order = Order.PLACE
        self._falling = False
        self._ticket: Ticket | None = None
        self._shelving: Ticket | None = None
        self._current: DrillId | None = None
        self._undo: list[tuple[str, Inverse]] = []
        self._offered: Callable[[], object] | None = None
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED_MS)
        self._typed.timeout.connect(self.search)
        screen.preview.pictures_of = lambda deck_id: lambda name: study.kept.picture(deck_id, name)
        screen.search_changed.connect(self._typed.start)
        screen.table.sort_wanted.connect(self._sort)
        screen.table.failed.connect(self._complain, Qt.ConnectionType.QueuedConnection)
        screen.drill_chosen.connect(self._show)
        screen.wanted.connect(self.carry_out)
        screen.remove_wanted.connect(self.remove)
        screen.banner.acted.connect(self._act)

    @property
    def _library(self) -> Library:
        return self._study.library

    def settle(self) -> None:
        """Search no more; the window is about to close."""
        self._typed.stop()
        for ticket in (self._ticket, self._shelving):
            if ticket is not None:
                ticket.cancel()

    def reload(self) -> None:
        """Show what is stored now, with the cursor where it was."""
        if self._shelving is not None:
            self._shelving.cancel()
        library = self._library
        self._shelving = self._jobs.run(lambda _: library.shelves(), self._shelved, self._complain)

    def _shelved(self, shelves: Shelves) -> None:
        self._screen.show_shelves(shelves)
        self.search()

    def search(self) -> None:
        """Look for what is typed and chosen; a search that still runs is given up."""
        if self._ticket is not None:
            self._ticket.cancel()
        library, text = self._library, self._screen.search_edit.text()
        terms, order, falling = self._screen.tree.terms, self._order, self._falling
        self._ticket = self._jobs.run(
            lambda _: library.search(text, terms, order, falling=falling), self._found, self._refuse
        )

    def look_for(self, text: str, drill_id: DrillId | None) -> None:
        """Search all decks for ``text`` now, with the cursor on ``drill_id`` if one is given."""
        self._screen.tree.choose_all()
        self._screen.search_edit.setText(text)
        self._typed.stop()
        self._current = drill_id or self._current
        self.search()

    def _found(self, found: Found) -> None:
        self._ticket = None
        self._screen.show_found(found.ids, self._current)

    def _refuse(self, error: TrainerError) -> None:
        self._ticket = None
        self._screen.show_refusal(str(error))

    def _sort(self, order: Order, falling: bool) -> None:  # noqa: FBT001 (a signal's)
        self._order, self._falling = order, falling
        self.search()

    def _show(self, drill_id: DrillId | None) -> None:
        self._current = drill_id
        try:
            details = self._library.details(drill_id) if drill_id else None
        except TrainerError as error:
            self._complain(error)
            return
        self._screen.show_details(details, study_day(self._study.clock))

    # -- what is wanted --------------------------------------------------------------------

    def carry_out(self, what: str) -> None:
        """Do ``what`` with the selected drills."""
        count = self._screen.selected_count
        if count > MANY:
            self._screen.banner.say(f"These are {count:,} drills; choose at most {MANY:,} at once.")
            return
        ids = self._screen.selected
        if not ids:
            return
        run = {
            "suspend": self._suspend,
            "flag": self._flag,
            "reset": self._reset,
            "move": self._move,
            "edit": self._edit,
            "practise": self._practise,
        }[what]
        try:
            run(ids)
        except TrainerError as error:
            self._complain(error)

    def _suspend(self, ids: tuple[DrillId, ...]) -> None:
        (first,) = self._library.rows(ids[:1])
        suspended = not first.mark.suspended
        inverse = self._library.suspend(ids, suspended=suspended)
        self._done(
            f"{counted(len(ids), 'drill')} {'suspended' if suspended else 'let back'}.", inverse
        )

    def _flag(self, ids: tuple[DrillId, ...]) -> None:
        flag = self._screen.flag_combo.currentIndex()
        said = f"flagged {FLAGS[flag]}" if flag else "without a flag"
        self._done(f"{counted(len(ids), 'drill')} {said}.", self._library.flag(ids, flag))

    def _reset(self, ids: tuple[DrillId, ...]) -> None:
        self._done(f"{counted(len(ids), 'drill')} new again.", self._library.reset(ids))

    def _move(self, ids: tuple[DrillId, ...]) -> None:
        today = study_day(self._study.clock)

        def then(days: int) -> None:
            due = today + dt.timedelta(days=days)
            try:
                inverse = self._library.move(ids, due)
            except TrainerError as error:
                self._complain(error)
                return
            self._done(
                f"{counted(len(ids), 'drill')} due on {day_words(due)}; new ones stay new.", inverse
            )

        self._screen.banner.hide()
        self._screen.due_row.ask(today, then, len(ids))

    def _edit(self, ids: tuple[DrillId, ...]) -> None:
        cursor = self._current if self._current in ids else ids[0]
        self.edit_wanted.emit(self._library.rows([cursor])[0].drill)

    def _practise(self, ids: tuple[DrillId, ...]) -> None:
        self.practise_wanted.emit(Focus(drills=frozenset(ids)))

    def remove(self, deck_id: str) -> None:
        """Take a deck out; that can be taken back."""
        shelves = self._library.shelves()
        shelf = next((each for each in shelves.decks if each.deck.id == deck_id), None)
        if shelf is None:
            return
        try:
            inverse = self._library.remove(DeckId(deck_id))
        except TrainerError as error:
            self._complain(error)
            return
        self._done(f"“{shelf.deck.title}” removed; its answers are kept.", inverse)
        self.reload()

    def offer(self, sentence: str, action: str, do: Callable[[], object]) -> None:
        """Say ``sentence`` with a button for ``action``, which does ``do``."""
        self._screen.banner.say(sentence, "close", action)
        self._offered = do
        self._screen.banner.action_button.setFocus()

    def _act(self) -> None:
        do, self._offered = self._offered, None
        self._screen.banner.hide()
        (do or self.undo)()

    def _done(self, sentence: str, inverse: Callable[[], object]) -> None:
        self._undo.append((sentence, inverse))
        self._offered = None
        self._screen.banner.say(sentence, "good", "Undo", "Take it back (Ctrl+Z)")
        # Not in the search any more: there Ctrl+Z takes back what was typed.
        self._screen.view.setFocus()
        self._refresh()

    def undo(self) -> None:
        """Take the last thing done here back."""
        if not self._undo:
            return
        self._offered = None
        sentence, inverse = self._undo.pop()
        try:
            inverse()
        except TrainerError as error:
            self._complain(error)
            return
        again = ("Undo", "Take back what was before it") if self._undo else ("", "")
        self._screen.banner.say(f"Taken back: {sentence}", "good", *again)
        self.reload()
        self._refresh()

    def _refresh(self) -> None:
        self._screen.table.refresh()
        self._show(self._current)
        self.changed.emit()

    def _complain(self, error: TrainerError) -> None:
        self._screen.banner.say(str(error), "wrong")
