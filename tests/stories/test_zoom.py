"""Text as large as the eyes want it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from tests.stories.conftest import App
from trainer.store.errors import StoreFull
from trainer.study.study import Study
from trainer.ui import zoom
from trainer.ui.screens.settings import SettingsScreen

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def ordinary_size_afterwards(app: App) -> Iterator[None]:
    yield
    app.window.looks.zoom_back()


def test_ctrl_with_plus_minus_and_nought_zooms_at_once_and_for_good(app: App) -> None:
    label = app.window.today.start_button
    ordinary = label.fontMetrics().height()
    for _ in range(3):
        app.press(Qt.Key.Key_Plus, _CTRL)
    assert app.study.settings.zoom == 1.5
    assert label.fontMetrics().height() == pytest.approx(1.5 * ordinary, rel=0.1)
    app.press(Qt.Key.Key_Minus, _CTRL)
    assert app.study.settings.zoom == 1.25
    app.reopen()
    assert zoom.factor() == 1.25
    app.press(Qt.Key.Key_0, _CTRL)
    assert app.study.settings.zoom == 1.0
    assert app.window.today.start_button.fontMetrics().height() == ordinary


def test_the_zoom_ends_at_twice_the_size(app: App) -> None:
    for _ in range(12):
        app.press(Qt.Key.Key_Equal, _CTRL)
    assert app.study.settings.zoom == 2.0
    assert "200 %" in app.window.statusBar().currentMessage()


def test_the_settings_follow_the_keys(app: App) -> None:
    app.window.show_place("settings")
    screen = app.window.stack.currentWidget()
    assert isinstance(screen, SettingsScreen)
    app.press(Qt.Key.Key_Plus, _CTRL)
    field = screen.rows["zoom"].fields[0]
    assert field.property("text") == "110"
    screen.rows["zoom"].changed.emit(1.3)
    assert zoom.factor() == 1.3


def test_a_look_that_could_not_be_kept_is_said(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise StoreFull(app.folder)

    with monkeypatch.context() as full:
        full.setattr(Study, "change_setting", locked)
        app.press(Qt.Key.Key_Plus, _CTRL)
    assert "no room left" in app.window.statusBar().currentMessage()
    assert zoom.factor() == app.study.settings.zoom == 1.0
