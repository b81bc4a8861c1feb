"""The interviews held before, each one press away from its debrief."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from trainer.study.interview.history import Past
from trainer.study.interview.slot import clock
from trainer.ui.theme import SPACE
from trainer.ui.widgets.parts import badge, button, column, empty, label, row
from trainer.ui.words import day_words

TONES = {"advance": "good", "mixed": "close", "high-risk": "wrong"}
_MOST = 30
"""So many are listed; all of them are in the chart on Progress."""


class InterviewHistory(QFrame):
    """Lists them, the newest first; hidden while there are none."""

    looked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._rows = column(space=3)
        self.buttons: list[QPushButton] = []
        layout = column(label("Held before", "heading"), self._rows, space=3)
        layout.setContentsMargins(5 * SPACE, 5 * SPACE, 5 * SPACE, 5 * SPACE)
        self.setLayout(layout)
        self.hide()

    def show_history(self, past: Sequence[Past]) -> None:
        """Put ``past``, oldest first, on screen."""
        empty(self._rows)
        self.buttons = []
        for each in reversed(past[-_MOST:]):
            made = button("Debrief", "quiet", name=f"Debrief of {day_words(each.day)}")
            made.clicked.connect(lambda _=False, which=each.id: self.looked.emit(which))
            self.buttons.append(made)
            told = label(_words(each), "small", wrap=True)
            name = label(each.system.partition(". ")[0], wrap=True)
            line = row(column(name, told, space=0), _verdict(each), made, space=3)
            line.setStretch(0, 1)
            self._rows.addLayout(line)
        self.setVisible(bool(past))


def _verdict(each: Past) -> QLabel:
    return badge(each.verdict_word, "" if each.was_brief else TONES[each.verdict])


def _words(each: Past) -> str:
    cost = "cost never said" if each.cost_s is None else f"cost at {clock(each.cost_s)}"
    return (
        f"{day_words(each.day)}  ·  {each.minutes} minutes  ·  {each.said} of {each.topics} said"
        f"  ·  {cost}  ·  {each.holds} hold, {each.fails} open"
    )
