"""A day to choose, typed as people write it or taken from a calendar."""

from __future__ import annotations

import datetime as dt
import re

from PySide6.QtCore import QDate, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
)
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QToolButton

from trainer.ui import theme
from trainer.ui.words import day_words
from trainer.ui.zoom import hold, px

MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())  # noqa: SIM905 (legible)

_ARROW_WIDTH = 28
_WIDTH = 222


def read_day(text: str) -> dt.date | None:
    """Return the day that ``text`` names, None if it names none.

    25 November 2026, 25 Nov 2026, November 25, 2026, 2026-11-25 and 25.11.2026 all do; what some
    read as month and others as day does not.
    """
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    words = [word[:3] for word in re.findall(r"[a-z]{3,}", text.casefold())]
    match words, numbers:
        case [month], [day, year] if month in MONTHS:
            return _day(year, MONTHS.index(month) + 1, day)
        case [], [year, month, day] if year > dt.MINYEAR + 999:
            return _day(year, month, day)
        case [], [day, month, year] if "." in text:
            return _day(year, month, day)
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _dress(calendar: QCalendarWidget) -> None:
    """Take away what knows no theme: black arrows, red weekends, the numbers of the weeks."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())
    for name, sign in (("prevmonth", "‹"), ("nextmonth", "›")):
        arrow = calendar.findChild(QToolButton, f"qt_calendar_{name}")
        if isinstance(arrow, QToolButton):
            arrow.setIcon(QIcon())
            arrow.setText(sign)


class DateInput(QLineEdit):
    """A field for a day. The arrow, or Alt+Down, opens a calendar."""

    picked = Signal()
    """A day was taken from the calendar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip("Such as 25 November 2026 or 2026-11-25; Alt+Down opens a calendar")
        hold(self, width=_WIDTH)
        self.setProperty("role", "small")
        self.setTextMargins(0, 0, _ARROW_WIDTH - 8, 0)
        self._calendar: QCalendarWidget | None = None

    @property
    def day(self) -> dt.date | None:
        """The day it names; None while what stands there names none."""
        return read_day(self.text())

    def show_day(self, day: dt.date) -> None:
        """Put ``day`` on screen."""
        self.setText(day_words(day))

    def open_calendar(self) -> QCalendarWidget:
        """Let a day be taken from a calendar below the field."""
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            _dress(self._calendar)
            self._calendar.activated.connect(self._pick)
            self._calendar.clicked.connect(self._pick)
        day = self.day
        if day is not None:
            self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.show()
        return self._calendar

    def _pick(self, date: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.show_day(dt.date(date.year(), date.month(), date.day()))
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if is_alt and event.key() == Qt.Key.Key_Down:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if event.position().x() > self.width() - _ARROW_WIDTH:
            self.open_calendar()
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = "muted" if self.isEnabled() else "border"
        painter.setPen(QPen(theme.current().colour(role), 1.6, Qt.PenStyle.SolidLine))
        arm, x = px(4), self.width() - 16
        y = (self.height() - arm) / 2
        painter.drawPolyline([QPointF(x - arm, y), QPointF(x, y + arm), QPointF(x + arm, y)])
        painter.end()
