"""What the command palette and the sheet of shortcuts offer, from the one table of commands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from trainer.domain.search import Found
from trainer.drills.kinds import NAMES
from trainer.errors import TrainerError
from trainer.study.study import Study
from trainer.ui.jobs import Jobs, Ticket
from trainer.ui.rooms.base import Room
from trainer.ui.rooms.library import LibraryRoom
from trainer.ui.words import kind_words

if TYPE_CHECKING:
    from trainer.ui.widgets.palette import Palette

_DRILLS = 50
"""So many drills are offered; who wants more searches in the library."""

_FEWEST_LETTERS = 2
"""A single letter begins a word of nearly every drill."""


class Finder:
    """Opens the palette and the sheet over the window's menus, and says what the program is."""

    def __init__(
        self, window: QMainWindow, study: Study, jobs: Jobs, rooms: Mapping[str, Room]
    ) -> None:
        self._window = window
        self._study = study
        self._jobs = jobs
        self._library = next(room for room in rooms.values() if isinstance(room, LibraryRoom))
        self._ticket: Ticket | None = None
        self.palette: Palette | None = None

    def _menus(self) -> dict[str, list[QAction]]:
        """Return what stands in each menu: the one table of commands, as it was built."""
        bar = self._window.menuBar()
        return {plain(menu.title()): menu.actions() for menu in bar.findChildren(QMenu)}

    def show_shortcuts(self) -> None:
        """Show every command with its keys."""
        from trainer.ui.screens.shortcuts import ANSWERING, ShortcutSheet

        sections = {
            title: [(plain(action.text()), keys(action)) for action in actions]
            for title, actions in self._menus().items()
        }
        sheet = ShortcutSheet(self._window, {"Answering": ANSWERING, **sections})
        sheet.finished.connect(sheet.deleteLater)
        sheet.finished.connect(self._window.activateWindow)
        sheet.open()
        sheet.activateWindow()

    def about(self) -> None:
        """Say what this is, and whose work it stands on."""
        from trainer.study.licences import libraries, texts
        from trainer.ui.screens.about import AboutSheet

        sheet = AboutSheet(self._window, self._study.data_dir)
        ticket = self._jobs.run(
            lambda _: [(each, texts(each)) for each in libraries()],
            sheet.show_libraries,
            lambda error: sheet.say(str(error)),
        )
        sheet.finished.connect(ticket.cancel)
        sheet.finished.connect(sheet.deleteLater)
        sheet.finished.connect(self._window.activateWindow)
        sheet.open()
        sheet.activateWindow()

    def open(self) -> None:
        """Show the palette over what can be done now."""
        from trainer.ui.widgets.palette import Entry, Palette

        self._stop()
        if self.palette is None:
            self.palette = Palette(self._window)
            self.palette.edit.textChanged.connect(self._stop)
            self.palette.typed.connect(self._find_drills)
        entries = [
            Entry(plain(action.text()), keys(action), action.trigger, action.toolTip())
            for actions in self._menus().values()
            for action in actions
            if action.isEnabled()
        ]
        try:
            titles = self._study.deck_titles()
        except TrainerError as error:
            titles = {}
            self.palette.say(str(error))
        entries += [
            Entry(title, "deck", partial(self._library.look_for, f'deck:"{deck}"'), "deck")
            for deck, title in titles.items()
        ]
        entries += [
            Entry(
                f"{kind_words(kind).capitalize()} drills",
                "kind",
                partial(self._library.look_for, f"kind:{kind}"),
                "kind",
            )
            for kind in NAMES
        ]
        self.palette.open_with(entries)

    def _stop(self) -> None:
        """Give up looking: what is found for words that were changed since is of no use."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None

    def _find_drills(self, text: str) -> None:
        """Look for drills on a worker."""
        from trainer.ui.widgets.palette import Entry

        palette = self.palette
        if palette is None or len(text) < _FEWEST_LETTERS:
            return
        library = self._study.library

        def show(found: Found) -> None:
            palette.add(
                [
                    Entry(row.line, "drill", partial(self._library.look_for, text, row.drill.id))
                    for row in library.rows(found.ids)
                ]
            )

        self._ticket = self._jobs.run(
            lambda _: library.search(text, limit=_DRILLS),
            show,
            lambda error: palette.say(str(error)),
        )


def plain(text: str) -> str:
    """Return a menu's text without the mark of its letter."""
    return text.replace("&", "").rstrip("…")


def keys(action: QAction) -> str:
    """Return the keys of ``action`` as this system writes them; "" for none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
