"""How large the window is and where it stands: as it was left, as far as the screen has room."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize
from PySide6.QtWidgets import QMainWindow

REMEMBERED = "window_geometry"
"""Under this name the store keeps what ``geometry_of`` returned."""

_USUAL, _LEAST = QSize(1120, 760), QSize(820, 560)
_TITLE = 32
"""As high as the title of a window gets that its system draws; Qt knows its height once shown."""


def geometry_of(window: QMainWindow) -> str:
    """Return size, place and state of ``window`` in Qt's own form, as text."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def place(window: QMainWindow, remembered: object) -> None:
    """Give ``window`` the ``remembered`` geometry; the usual size where there is none.

    The screen may have become smaller since, or may always have been: nothing is to lie beyond it.
    """
    room = _room(window)
    window.setMinimumSize(_LEAST.boundedTo(room.size()))
    window.resize(_USUAL.boundedTo(room.size()))
    if not isinstance(remembered, str):
        return
    window.restoreGeometry(QByteArray.fromBase64(remembered.encode("ascii", "ignore")))
    if not (window.isMaximized() or window.isFullScreen()):
        window.resize(window.size().boundedTo(room.size()))
        window.move(_within(QRect(window.pos(), window.size()), _room(window)))


def _room(window: QMainWindow) -> QRect:
    """Return what the screen leaves for the inside of ``window``, below its title."""
    return window.screen().availableGeometry().adjusted(0, 0, 0, -_TITLE)


def _within(area: QRect, room: QRect) -> QPoint:
    """Return where the corner of ``area`` comes to lie when it is moved into ``room``."""
    left = max(room.left(), min(area.left(), room.right() + 1 - area.width()))
    top = max(room.top(), min(area.top(), room.bottom() + 1 - area.height()))
    return QPoint(left, top)
