"""The welcome: three choices, none of which has to be made, and the first drill."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from trainer.settings import declared
from trainer.study.day import MOST_NEW_FACTOR
from trainer.ui.theme import SPACE
from trainer.ui.widgets.chrome import Header, centred, in_order, scrolled
from trainer.ui.widgets.date_input import DateInput
from trainer.ui.widgets.number_input import StillCombo
from trainer.ui.widgets.parts import button, card, column, label, press_focused, row
from trainer.ui.words import counted
from trainer.ui.zoom import hold

_FIELD_WIDTH = 222
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class WelcomeScreen(QWidget):
    """Asks for the interview's day, minutes a day and the theme; Enter begins, Esc skips."""

    begun = Signal(object, object)
    """The day of the interview or None, and the minutes a day or None where they were left."""
    skipped = Signal()
    theme_chosen = Signal(str)

    def __init__(self, offered: Mapping[int, int], minutes: int) -> None:
        """``offered`` are the minutes a day to choose from and the new drills each lets in."""
        super().__init__()
        self.setObjectName("page")
        self._offered = offered
        self._today = dt.date.min
        self.header = Header("Welcome")
        self.header.line.setText(
            "Three choices, all optional, all to be changed later. Then the first drill."
        )
        self.date_edit = DateInput("Day of the interview")
        self.date_edit.setPlaceholderText("none yet")
        self.minutes_combo = StillCombo("Minutes a day")
        for each in offered:
            self.minutes_combo.addItem(f"{each} minutes", each)
        self.minutes_combo.setCurrentIndex(list(offered).index(minutes))
        self._minutes_at_first = minutes
        self.theme_combo = StillCombo("Theme")
        for choice in declared("theme").choices:
            self.theme_combo.addItem(choice[:1].upper() + choice[1:], choice)
        for combo in (self.minutes_combo, self.theme_combo):
            hold(combo, width=_FIELD_WIDTH)
        self.complaint = label("", "error", wrap=True)
        self.complaint.hide()
        self.meaning = label("", "small", wrap=True)
        self.start_button = button("Start the first drill", "primary")
        hold(self.start_button, least_height=44)
        self.skip_button = button("Skip", "quiet", tip="Leave all three as they are")
        self._lay_out()
        self._connect()
        self._explain()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6 * SPACE)
        grid.setVerticalSpacing(4 * SPACE)
        grid.setColumnStretch(0, 1)
        date = column(self.date_edit, self.complaint, space=1)
        told = "The plan works back from it and sets the new drills of each day."
        _ask(grid, "When is your interview?", label(told, "small", wrap=True), date)
        minutes = column(self.minutes_combo)
        _ask(grid, "How many minutes a day?", self.meaning, minutes)
        look = column(self.theme_combo)
        _ask(grid, "Light or dark?", label("Try it: it changes at once.", "small", wrap=True), look)
        go = row(self.start_button, label("Enter", "small"), self.skip_button, space=3)
        go.addStretch(1)
        holder = column(space=7)
        holder.addLayout(grid)
        holder.addLayout(go)
        layout = column(self.header, card(holder, margin=6), space=5)
        layout.addStretch(1)
        scrolled(centred(layout), self)

    def _connect(self) -> None:
        self.minutes_combo.currentIndexChanged.connect(self._explain)
        self.date_edit.textChanged.connect(self._explain)
        self.theme_combo.activated.connect(
            lambda at: self.theme_chosen.emit(self.theme_combo.itemData(at))
        )
        self.start_button.clicked.connect(self._begin)
        self.skip_button.clicked.connect(self.skipped)
        fields = (self.date_edit, self.minutes_combo, self.theme_combo)
        in_order(*fields, self.start_button, self.skip_button)
        self.setFocusProxy(self.date_edit)

    def show_choices(self, today: dt.date, theme: str) -> None:
        """Begin on ``today``, wearing ``theme``."""
        self._today = today
        self.theme_combo.setCurrentIndex(self.theme_combo.findData(theme))

    def say_wait(self) -> None:
        """Say that the decks are still being read, and that the drill comes by itself."""
        self.start_button.setEnabled(False)
        self.start_button.setText("Reading the decks …")

    def _explain(self) -> None:
        minutes = self.minutes_combo.currentData()
        new = self._offered[minutes]
        if self.date_edit.text().strip():
            self.meaning.setText(
                "Until the interview its plan says how many new drills come each day, at most"
                f" {new * MOST_NEW_FACTOR}; afterwards it is {new}."
            )
            return
        self.meaning.setText(
            f"Lets in {counted(new, 'new drill')} a day. With what comes back, that takes about"
            f" {minutes} minutes on a usual day of the first two months; some days are longer."
        )

    def _begin(self) -> None:
        text, day = self.date_edit.text().strip(), self.date_edit.day
        problem = ""
        if text and day is None:
            problem = f"'{text}' is no day; write it as 25 November 2026, or leave it empty."
        elif day is not None and day < self._today:
            problem = "That day is past; choose a day to come, or leave it empty."
        self.complaint.setText(problem)
        self.complaint.setVisible(bool(problem))
        if problem:
            self.date_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        minutes: int = self.minutes_combo.currentData()
        self.begun.emit(day, None if minutes == self._minutes_at_first else minutes)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in _ENTER and press_focused(self):
            return
        if event.key() in _ENTER and self.start_button.isEnabled():
            self._begin()
        elif event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()
        else:
            super().keyPressEvent(event)


def _ask(grid: QGridLayout, question: str, told: QLabel, field: QVBoxLayout) -> None:
    """Put a question with what it means on the left, its field on the right."""
    at = grid.rowCount()
    left = column(label(question, wrap=True), told, space=0)
    left.addStretch(1)
    field.addStretch(1)
    grid.addLayout(left, at, 0)
    grid.addLayout(field, at, 1)
