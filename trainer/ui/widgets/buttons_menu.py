"""A context menu of what buttons beside a list or a chart offer for what is chosen in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QPushButton, QWidget


def menu_of(view: QWidget, buttons: Sequence[QPushButton]) -> QMenu:
    """Return a menu that clicks ``buttons``; those that are off now are off in it."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for each in buttons:
        action = menu.addAction(each.text())
        action.setEnabled(each.isEnabled())
        action.triggered.connect(lambda _=False, each=each: each.click())
    return menu


def offer_at(view: QWidget, buttons: Sequence[QPushButton]) -> None:
    """Offer ``buttons`` in a context menu of ``view``, by mouse and by keyboard."""

    def show(where: QPoint) -> None:
        seen = view.viewport() if isinstance(view, QAbstractScrollArea) else view
        menu_of(view, buttons).popup(seen.mapToGlobal(where))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(show)
