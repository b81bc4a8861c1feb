"""What a screen reader says by itself, without the keyboard going there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trainer.ui.painted import once_painted


def announce(widget: QWidget, sentence: str) -> None:
    """Have ``sentence`` read out after what is being read; nothing happens without a reader."""
    if sentence:
        # Loaded with the first sentence: its names of roles and states take 3 ms.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


def announce_soon(widget: QWidget, sentence: str) -> None:
    """Do so once what is being put on screen is painted, unless ``widget`` is gone by then."""
    once_painted(widget, lambda: announce(widget, sentence))
