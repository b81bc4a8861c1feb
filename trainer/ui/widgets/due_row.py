"""Asking in how many days drills are to come back, on the page itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSpinBox, QWidget

from trainer.ui.theme import SPACE
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.parts import button, column, label
from trainer.ui.words import counted, day_words
from trainer.ui.zoom import hold

_USUAL_DAYS, _LONGEST_DAYS = 7, 3650
_SPIN_WIDTH = 84


class DueRow(QFrame):
    """Hidden until it asks. Enter sets the day, Escape leaves it as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setProperty("tone", "plain")
        self._then: Callable[[int], None] | None = None
        self._today = dt.date.min
        self._before: QWidget | None = None
        self.lead = label()
        self.spin = QSpinBox()
        self.spin.setRange(0, _LONGEST_DAYS)
        hold(self.spin, least_width=_SPIN_WIDTH)
        # The style sheet's padding does not reach the text of a spin box.
        self.spin.lineEdit().setTextMargins(2 * SPACE, 0, 0, 0)
        self.day = label()
        self.set_button = button("Set", "primary", tip="Enter")
        self.leave_button = button("Cancel", "quiet", tip="Nothing is changed (Esc)")
        parts = (self.lead, self.spin, self.day, self.set_button, self.leave_button)
        layout = column(FlowBox(parts, 2 * SPACE))
        layout.setContentsMargins(3 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        self.setLayout(layout)
        self.spin.valueChanged.connect(self._show_day)
        self.set_button.clicked.connect(self._set)
        self.leave_button.clicked.connect(self.leave)
        self.hide()

    def ask(self, today: dt.date, then: Callable[[int], None], many: int = 1) -> None:
        """Ask about so ``many`` drills; ``then`` hears the days once they are set.

        The keyboard goes back after that to where it was.
        """
        lead = "It comes back in" if many == 1 else f"{counted(many, 'drill')} come back in"
        self.lead.setText(lead)
        self.spin.setAccessibleName(f"{lead} so many days")
        if self.isHidden():
            self._before = self.window().focusWidget()
        self._today, self._then = today, then
        self.spin.setValue(_USUAL_DAYS)
        self._show_day(_USUAL_DAYS)
        self.show()
        self.spin.setFocus(Qt.FocusReason.OtherFocusReason)
        self.spin.selectAll()

    def leave(self) -> None:
        """Ask no longer; nothing is changed."""
        self._then = None
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.hide()

    def _set(self) -> None:
        then, days = self._then, self.spin.value()
        self.leave()
        if then is not None:
            then(days)

    def _show_day(self, days: int) -> None:
        words = "day" if days == 1 else "days"
        self.day.setText(f"{words}, on {day_words(self._today + dt.timedelta(days=days))}.")
        self.spin.setAccessibleDescription(self.day.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.leave if self.leave_button.hasFocus() else self._set)()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
