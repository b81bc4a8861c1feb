"""Doing something once what is being put on screen is painted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_SOON_MS = 1
"""Not 0: that is an event in the queue, and comes before the painting."""


def once_painted(receiver: QObject, do: Callable[[], object]) -> None:
    """Call ``do`` once what is being put on screen is painted, if ``receiver`` is there by then."""
    QTimer.singleShot(_SOON_MS, receiver, do)
