"""A label below which nothing moves while its text changes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from trainer.ui.widgets.wrap_label import WrapLabel


class CalmLabel(WrapLabel):
    """Grows with its text and does not shrink again until its width changes.

    A sentence that follows a slider has two lines at one step and three at the next; a page that
    jumped each time could not be read, and would be painted anew each time.
    """

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        QLabel.setText(self, text)
        if self.needed_height() > self.minimumHeight():
            self.fit()
