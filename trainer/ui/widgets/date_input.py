"""A day to choose, typed or from a calendar."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QDateEdit

from trainer.ui import theme


class DateInput(QDateEdit):
    """A field for a day that the wheel scrolls past."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setDisplayFormat("d MMMM yyyy")
        self.setCalendarPopup(True)
        self.setAccessibleName(name)

    @property
    def day(self) -> dt.date:
        """The day it shows."""
        date = self.date()
        return dt.date(date.year(), date.month(), date.day())

    def show_day(self, day: dt.date) -> None:
        """Put ``day`` on screen."""
        self.setDate(QDate(day.year, day.month, day.day))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        # A style sheet's frame takes the arrow away, and an image of one knows no theme.
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = "muted" if self.isEnabled() else "border"
        painter.setPen(QPen(theme.current().colour(role), 1.6, Qt.PenStyle.SolidLine))
        x, y = self.width() - 16, self.height() / 2 - 2
        painter.drawPolyline([QPointF(x - 4, y), QPointF(x, y + 4), QPointF(x + 4, y)])
