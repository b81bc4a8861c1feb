"""Everything the menu and the keyboard can do, in one list."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget


class Command(NamedTuple):
    """One thing the window can do. ``menu`` says under which menu it stands.

    ``shortcut`` may name several, with a semicolon and a space between; the first is shown.
    """

    menu: str
    name: str
    text: str
    shortcut: str
    tip: str
    run: Callable[[], object]


def build(window: QWidget, bar: QMenuBar, commands: tuple[Command, ...]) -> dict[str, QAction]:
    """Put ``commands`` into ``bar`` and return their actions by name."""
    menus = {}
    actions = {}
    for command in commands:
        if command.menu not in menus:
            menus[command.menu] = bar.addMenu(command.menu)
        action = QAction(command.text, window)
        if command.shortcut:
            action.setShortcuts(QKeySequence.listFromString(command.shortcut))
        action.setStatusTip(command.tip)
        action.setToolTip(command.tip)
        action.triggered.connect(lambda _=False, run=command.run: run())
        menus[command.menu].addAction(action)
        actions[command.name] = action
    return actions
