"""A question of the interviewer: a card that announces itself, and stands in nobody's way."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from trainer.study.interview.room import Challenge
from trainer.study.interview.slot import clock
from trainer.ui.announce import announce
from trainer.ui.widgets.parts import badge, column, label, row


class QuestionCard(QFrame):
    """Shows the question asked last; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.when = label("", "small")
        self.text = label("", "heading", wrap=True)
        head = row(badge("The interviewer asks", "close"), self.when)
        head.addStretch(1)
        layout = column(head, self.text, space=2, margin=3)
        self.setLayout(layout)
        self.hide()

    def show_question(self, asked: Challenge | None) -> None:
        """Put ``asked`` on screen; without one the card is gone."""
        self.setVisible(asked is not None)
        if asked is None or self.text.text() == asked.text:
            return
        self.when.setText(f"at {clock(asked.at_s)}; answer below")
        self.text.setText(asked.text)
        self.setAccessibleName(f"The interviewer asks: {asked.text}")
        announce(self, self.accessibleName())
