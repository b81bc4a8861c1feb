"""The library: every drill there is, and the editor of one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from trainer.domain.deck import Drill
from trainer.domain.ids import DrillId
from trainer.errors import TrainerError
from trainer.scheduling.focus import Focus
from trainer.study.sittings import RECORD
from trainer.ui.rooms.base import House, Room
from trainer.ui.rooms.beginning import Beginning

if TYPE_CHECKING:
    from trainer.ui.editor_flow import EditorFlow
    from trainer.ui.library_flow import LibraryFlow
    from trainer.ui.screens.library import LibraryScreen


class LibraryRoom(Room):
    """Shows the library, and the editor when a drill is to be edited."""

    key = "library"
    title = "Library"
    shortcut = "Ctrl+6"
    tip = "All decks and drills: find, look, set aside, edit"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.screen: LibraryScreen | None = None
        self.flow: LibraryFlow | None = None
        self.editor: EditorFlow | None = None
        self._editing: QWidget | None = None
        self._was_here = False
        self._beginning = Beginning(house, self._complain, self._say_empty)

    def open(self) -> None:
        """Show what is stored now; a drill that is being edited stays on screen."""
        screen, flow = self._made()
        if self._editing is not None:
            self.opened.emit(self._editing)
            return
        self.opened.emit(screen)
        flow.reload()
        screen.search_edit.setFocus()

    def look_for(self, text: str, drill_id: DrillId | None = None) -> None:
        """Open the library on what ``text`` finds, with the cursor on ``drill_id``."""
        self.open()
        if self._editing is None:
            screen, flow = self._made()
            flow.look_for(text, drill_id)
            screen.view.setFocus()

    def _made(self) -> tuple[LibraryScreen, LibraryFlow]:
        from trainer.ui.library_flow import LibraryFlow
        from trainer.ui.screens.library import LibraryScreen

        if self.screen is None or self.flow is None:
            house = self.house
            self.screen = LibraryScreen(house.study.library.rows)
            self.flow = LibraryFlow(self.screen, house.study, house.jobs)
            self.flow.edit_wanted.connect(self.edit)
            self.flow.practise_wanted.connect(self.practise)
        return self.screen, self.flow

    def edit(self, drill: Drill) -> None:
        """Open ``drill`` in the editor."""
        from trainer.ui.editor_flow import EditorFlow
        from trainer.ui.screens.editor import EditorScreen

        if self.editor is None:
            house = self.house
            screen = EditorScreen()
            flow = self.editor = EditorFlow(screen, house.study, house.jobs, self._waits)
            flow.busy.connect(self._say_busy)
            flow.opened.connect(lambda: self._show_editor(screen))
            flow.left.connect(self._left)
            flow.installed.connect(self._saved)
            flow.copy_wanted.connect(self._offer_copy)
            flow.unsaved.connect(self._offer_unsaved)
            flow.failed.connect(self._complain)
        self._was_here = self._made()[0].isVisible()
        self.editor.open(drill)

    def _waits(self) -> bool:
        """Return whether the user has not gone elsewhere since he wanted to edit."""
        return not self._was_here or self._made()[0].isVisible()

    def _say_busy(self, sentence: str) -> None:
        self._made()[0].banner.say(sentence, "")

    def _show_editor(self, screen: QWidget) -> None:
        self._editing = screen
        self._made()[0].banner.hide()
        self.opened.emit(screen)

    def _left(self, _drill_id: DrillId | None) -> None:
        was_seen = self._editing is None or self._editing.isVisible()
        self._editing = None
        screen, flow = self._made()
        if was_seen:
            self.opened.emit(screen)
            flow.reload()
            screen.view.setFocus()

    def _offer_copy(self, drill: Drill) -> None:
        if self.editor is not None:
            self._made()[1].offer(
                "This deck has no file of your own to edit. A copy in your folder of decks can take"
                " its place; what you have learnt stays with it.",
                "Copy and edit",
                partial(self.editor.copy, drill),
            )

    def _offer_unsaved(self, drill: Drill) -> None:
        self._made()[1].offer(
            "What you typed is not saved; it is there when you edit this drill again.",
            "Go on editing",
            partial(self.edit, drill),
        )

    def _saved(self, sentence: str) -> None:
        self._made()[0].banner.say(sentence, "good")

    def _complain(self, error: TrainerError) -> None:
        self._made()[0].banner.say(str(error), "wrong")

    def practise(self, focus: Focus) -> None:
        """Begin a sitting over the drills that were chosen."""
        self._beginning.begin(self._made()[0], focus, RECORD)

    def _say_empty(self) -> None:
        self._made()[0].banner.say("These drills are suspended or buried; let them back first.")

    def undo(self) -> None:
        """Take back the last thing done in the library."""
        if self.flow is not None and self._editing is None:
            self.flow.undo()

    def keep(self) -> None:
        """Keep the lines that are not saved."""
        if self.editor is not None:
            self.editor.keep()

    def settle(self) -> None:
        """Leave nothing behind that would look into the store later."""
        for flow in (self.flow, self.editor):
            if flow is not None:
                flow.settle()

    def stale(self, _change: object = None) -> None:
        """Show what changed, if the library is in view; otherwise opening it does."""
        if self.flow is not None and self.screen is not None and self.screen.isVisible():
            self.flow.reload()
