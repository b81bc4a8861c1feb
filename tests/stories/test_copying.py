"""What is only shown can be marked and copied, and the keyboard stays with the drill."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QTableView

from tests.stories.conftest import App
from trainer.ui.rooms.library import LibraryRoom
from trainer.ui.rooms.progress import ProgressRoom

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


def copied(app: App) -> str:
    app.press(Qt.Key.Key_C, CTRL)
    return app.qapp.clipboard().text()


def judged(app: App) -> None:
    app.press(ENTER)
    app.press(ENTER)


def test_verdict_explanation_and_source_are_copied(app: App) -> None:
    judged(app)
    feedback = app.window.practice.feedback
    app.qapp.clipboard().setText("kept")
    assert copied(app) == "kept"
    feedback.verdict.setSelection(0, len(feedback.verdict.text()))
    assert copied(app) == feedback.verdict.text()
    feedback.explanation.show_markdown("At ≤ 5 M tokens.\n\nMore.")
    feedback.explanation.show()
    feedback.explanation.selectAll()
    assert copied(app) == f"{feedback.verdict.text()}\nAt ≤ 5 M tokens.\nMore."
    app.press("3")
    session = app.window.flow.session
    assert session is not None
    assert session.can_undo


def test_a_cell_of_a_table_is_copied(app: App) -> None:
    app.window.show_place("library")
    room = app.window.rooms["library"]
    assert isinstance(room, LibraryRoom)
    assert room.screen is not None
    table: QTableView = room.screen.view
    table.setFocus()
    table.selectRow(1)
    assert copied(app) == table.model().index(1, 0).data()
    room.screen.search_edit.setFocus()
    room.screen.search_edit.setText("tag:cost")
    room.screen.search_edit.selectAll()
    assert copied(app) == "tag:cost"


def asked_for(app: App, part: object) -> list[str]:
    """Return what the context menu of ``part`` offers that can be done now."""
    at = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, part.mapToGlobal(at))  # type: ignore[attr-defined]
    app.qapp.sendEvent(part, event)  # type: ignore[call-overload]
    menu = app.qapp.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions() if action.isEnabled()]
    menu.close()
    return offered


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_the_drill_and_a_chart_have_context_menus(app: App) -> None:
    judged(app)
    assert "&Bury until tomorrow" in asked_for(app, app.window.practice)
    app.press("3")
    app.window.show_place("progress")
    room = app.window.rooms["progress"]
    assert isinstance(room, ProgressRoom)
    assert room.screen is not None
    assert asked_for(app, room.screen.year.chart) == ["PNG…", "CSV…"]
