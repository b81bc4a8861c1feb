"""What can be done with the drill on screen beside answering it, by menu and keyboard."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from trainer.clock import study_day
from trainer.ui.actions import Command
from trainer.ui.practice_flow import PracticeFlow
from trainer.ui.screens.practice import PracticeScreen

_MENU = "&Practice"


class DrillActions:
    """The commands that need a drill on screen, and whether they can be given now."""

    def __init__(self, screen: PracticeScreen, flow: PracticeFlow) -> None:
        self._screen = screen
        self._flow = flow

    def commands(self) -> tuple[Command, ...]:
        """Return the commands in the order of the menu."""
        flow = self._flow
        rows = (
            (
                "give_up",
                "I don't &know",
                "Ctrl+N",
                "Show the solution; Again is suggested",
                flow.give_up,
            ),
            ("redo", "&Redo", "Ctrl+Shift+Z", "Do again what was taken back", flow.redo),
            ("why", "&Why this drill now?", "Ctrl+I", "What is known of it", flow.explain),
            ("bury", "&Bury until tomorrow", "Ctrl+B", "Not again today", flow.bury),
            (
                "suspend",
                "Sus&pend",
                "Ctrl+Shift+B",
                "Not again until you let it back on the Focus page",
                flow.suspend,
            ),
            ("flag", "&Flag: next colour", "Ctrl+G", "None, red, orange, green, blue", flow.flag),
            ("set_due", "Set &due day…", "Ctrl+Shift+D", "Choose when it comes back", self.set_due),
            ("reset", "R&eset to new", "Ctrl+Shift+R", "Forget what was learnt of it", flow.reset),
            (
                "suspend_leech",
                "Suspend the &leech",
                "Ctrl+L",
                "Suspend the drill that was just pointed out",
                flow.suspend_leech,
            ),
        )
        return tuple(
            Command(_MENU, name, text, keys, tip, run) for name, text, keys, tip, run in rows
        )

    def allow(self, actions: Mapping[str, QAction], *, drilling: bool) -> None:
        """Let the commands be given while a drill is on screen, and not otherwise."""
        for command in self.commands():
            actions[command.name].setEnabled(drilling)

    def offer_on(self, screen: QWidget, actions: Mapping[str, QAction]) -> None:
        """Offer the commands in a context menu of ``screen``; text has a menu of its own."""
        offered = [actions[command.name] for command in self.commands()]

        def show(where: QPoint) -> None:
            menu = QMenu(screen)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions(offered)
            menu.popup(screen.mapToGlobal(where))

        screen.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        screen.customContextMenuRequested.connect(show)

    def set_due(self) -> None:
        """Ask in how many days the drill on screen is to come back, and make it so."""
        session = self._flow.session
        if session is not None and session.question is not None:
            self._screen.due_row.ask(study_day(session.clock), self._flow.set_due)
