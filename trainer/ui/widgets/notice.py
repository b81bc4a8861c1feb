"""A banner that may offer one thing to do about what it says."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout

from trainer.ui.widgets.parts import Banner, button


class Notice(Banner):
    """Says a sentence; with an action, offers it as a button before Dismiss."""

    acted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.action_button = button("")
        self.action_button.setAutoDefault(True)  # Enter presses it, too
        self.action_button.hide()
        self.action_button.clicked.connect(self.acted)
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)  # noqa: S101 (narrowing: the banner made it)
        layout.insertWidget(1, self.action_button)

    def say(self, sentence: str, tone: str = "close", action: str = "", tip: str = "") -> None:
        """Show ``sentence``, and a button for ``action`` if there is one."""
        super().say(sentence, tone)
        self.action_button.setVisible(bool(action))
        self.action_button.setText(action)
        self.action_button.setAccessibleName(action)
        self.action_button.setAccessibleDescription(tip)
        self.action_button.setToolTip(tip)
