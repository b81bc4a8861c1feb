"""A quiet calendar: some weeks of days, a dot for each on which there was practice."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from trainer.ui import theme
from trainer.ui.words import day_words
from trainer.ui.zoom import px

_CELL = 22
_DOT = 14
_LETTERS = "MTWTFSS"


class DayGrid(QWidget):
    """Seven columns, Monday first, a row for each week. Days to come are left blank."""

    def __init__(self) -> None:
        super().__init__()
        self.days: tuple[dt.date, ...] = ()
        self.practised: frozenset[dt.date] = frozenset()
        self.today = dt.date.min
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_days(
        self, days: tuple[dt.date, ...], practised: frozenset[dt.date], today: dt.date
    ) -> None:
        """Put whole weeks on screen."""
        self.days, self.practised, self.today = days, practised, today
        so_far = [day for day in days if day <= today]
        self.setAccessibleName("Calendar of practice")
        self.setAccessibleDescription(
            f"Practised on {len(practised)} of the last {len(so_far)} days."
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(7 * px(_CELL), (1 + len(self.days) // 7) * px(_CELL))

    def cell(self, index: int) -> QRectF:
        """Return where the dot of day ``index`` is drawn."""
        row, column = divmod(index, 7)
        cell, dot = px(_CELL), px(_DOT)
        inset = (cell - dot) / 2
        return QRectF(column * cell + inset, (row + 1) * cell + inset, dot, dot)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self.updateGeometry()  # it may be the zoom that changed

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = painter.font()
        font.setPointSizeF(theme.SIZES_PT["small"])
        painter.setFont(font)
        painter.setPen(worn.colour("muted"))
        for column, letter in enumerate(_LETTERS):
            place = QRectF(column * px(_CELL), 0, px(_CELL), px(_CELL))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, letter)
        for index, day in enumerate(self.days):
            if day > self.today:
                continue
            done = day in self.practised
            ring = "accent" if done or day == self.today else "border"
            painter.setPen(QPen(worn.colour(ring), 2 if day == self.today else 1))
            painter.setBrush(worn.colour("accent") if done else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self.cell(index))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().event(event)

    def _tell(self, event: QHelpEvent) -> None:
        for index, day in enumerate(self.days):
            if day <= self.today and self.cell(index).contains(event.pos().toPointF()):
                did = "practised" if day in self.practised else "a day off"
                QToolTip.showText(event.globalPos(), f"{day:%A}, {day_words(day)}: {did}", self)
                return
        QToolTip.hideText()
