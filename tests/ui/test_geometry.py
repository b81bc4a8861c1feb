"""The window stands as it was left, and within the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from trainer.ui import geometry


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def with_screen(monkeypatch: pytest.MonkeyPatch, width: int, height: int) -> None:
    """Let the screen leave so much room."""
    monkeypatch.setattr(geometry, "_room", lambda _: QRect(0, 0, width, height))


def left(window: QMainWindow, area: QRect) -> str:
    window.setGeometry(area)
    return geometry.geometry_of(window)


def test_a_first_window_is_no_larger_than_the_screen(
    window: QMainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_screen(monkeypatch, 1920, 1080)
    geometry.place(window, None)
    assert (window.width(), window.height()) == (1120, 760)
    with_screen(monkeypatch, 1024, 680)
    geometry.place(window, None)
    assert (window.width(), window.height()) == (1024, 680)


def test_it_comes_back_as_it_was_left(window: QMainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geometry, "_LEAST", QSize(300, 200))
    kept = left(window, QRect(100, 60, 500, 400))
    window.setGeometry(0, 0, 600, 300)
    geometry.place(window, kept)
    assert window.geometry() == QRect(100, 60, 500, 400)


def test_on_a_smaller_screen_all_of_it_is_seen(
    window: QMainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = left(window, QRect(200, 100, 600, 500))
    with_screen(monkeypatch, 500, 400)
    geometry.place(window, kept)
    assert window.geometry() == QRect(0, 0, 500, 400)


def test_a_maximised_window_stays_one(window: QMainWindow) -> None:
    window.showMaximized()
    kept = geometry.geometry_of(window)
    window.showNormal()
    geometry.place(window, kept)
    assert window.isMaximized()
    window.close()


def test_the_title_has_room_above_the_window(window: QMainWindow) -> None:
    room, screen = geometry._room(window), window.screen().availableGeometry()
    assert screen.contains(room)
    assert room.height() < screen.height()
