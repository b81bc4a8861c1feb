"""Days as squares, a column a week: the more there was on a day, the larger its square."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)

from trainer.ui import theme
from trainer.ui.widgets.chart_base import PLAIN, Bar, PointedChart, Shape, small_font
from trainer.ui.zoom import px

_PITCH = 16
"""The widest a week gets."""
_GAP = 3.0
_LEVELS = 4
_LEAST = 0.4
"""The side of the smallest square that stands for something, as a share of its cell."""
_DAYS = ((0, "Mon"), (2, "Wed"), (4, "Fri"))


class YearChart(PointedChart):
    """One square a day, oldest first; a bar's name is its day in ISO form.

    The size tells how much there was: colour says nothing that size does not.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setMouseTracking(True)
        self._first: dt.date | None = None
        self._most = 0.0
        self._font = small_font()
        self._left = self._top = 0.0
        self._fit()

    def show_bars(self, bars: Sequence[Bar], shape: Shape = PLAIN) -> None:
        """Draw ``bars``, one a day without a gap."""
        self._first = dt.date.fromisoformat(bars[0].name) if bars else None
        self._most = max((bar.value for bar in bars), default=0.0)
        super().show_bars(bars, shape)
        self._fit()

    def _fit(self) -> None:
        self._font = small_font()
        metrics = QFontMetricsF(self._font)
        self._left = max(metrics.horizontalAdvance(name) for _, name in _DAYS) + 8
        self._top = metrics.height() + 4
        self.setFixedHeight(math.ceil(self._top + 7 * self._pitch))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit()

    def moves(self) -> Mapping[Qt.Key, int]:
        """Return by how many days each key moves the cursor: a week to the side."""
        keys = Qt.Key
        return {keys.Key_Left: -7, keys.Key_Right: 7, keys.Key_Up: -1, keys.Key_Down: 1}

    def level(self, value: float) -> int:
        """Return how large a square ``value`` gets: 0 for nothing, 4 for the most there is."""
        return math.ceil(_LEVELS * value / self._most) if value else 0

    @property
    def _pitch(self) -> float:
        weeks = (len(self.bars) + self._offset + 6) // 7
        return min(float(px(_PITCH)), (self.width() - self._left - 1) / max(1, weeks))

    @property
    def _offset(self) -> int:
        return self._first.weekday() if self._first else 0

    def cell(self, at: int) -> QRectF:
        """Return where the square of the day ``at`` may be drawn."""
        return self._cells([at])[0]

    def _cells(self, places: Iterable[int]) -> list[QRectF]:
        pitch, offset = self._pitch, self._offset
        side = pitch - min(_GAP, pitch / 4)
        there = (divmod(at + offset, 7) for at in places)
        return [
            QRectF(self._left + week * pitch, self._top + weekday * pitch, side, side)
            for week, weekday in there
        ]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's)
        worn, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        self._name_days(painter, worn)
        self._name_months(painter, worn)
        painter.setPen(Qt.PenStyle.NoPen)
        self._draw_days(painter, worn)
        if self.at is not None:
            painter.setPen(QPen(worn.colour("text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.cell(self.at).adjusted(-1, -1, 1, 1), 3, 3)
        painter.end()

    def _draw_days(self, painter: QPainter, worn: theme.Theme) -> None:
        cells = self._cells(range(len(self.bars)))
        painter.setBrush(worn.colour("sunken"))
        for cell in cells:
            painter.drawRoundedRect(cell, 2, 2)
        painter.setBrush(worn.colour(self.shape.tone))
        for cell, bar in zip(cells, self.bars, strict=True):
            level = self.level(bar.value)
            if level:
                inset = cell.width() * (1 - _LEAST) * (_LEVELS - level) / (_LEVELS - 1) / 2
                painter.drawRoundedRect(cell.adjusted(inset, inset, -inset, -inset), 2, 2)

    def _name_days(self, painter: QPainter, worn: theme.Theme) -> None:
        painter.setPen(worn.colour("muted"))
        for weekday, name in _DAYS:
            middle = self._top + (weekday + 0.5) * self._pitch - _GAP / 2
            area = QRectF(0, middle - _PITCH, self._left - 8, 2 * _PITCH)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name
            )

    def _name_months(self, painter: QPainter, worn: theme.Theme) -> None:
        painter.setPen(worn.colour("muted"))
        metrics, free = QFontMetricsF(self._font), 0.0
        first_monday = -self._offset % 7
        for at in range(first_monday, len(self.bars), 7):
            day = dt.date.fromisoformat(self.bars[at].name)
            if day.day > 7:
                continue
            name, left = f"{day:%b}", self.cell(at).left()
            wide = metrics.horizontalAdvance(name)
            if free <= left <= self.width() - wide:
                painter.drawText(QPointF(left, self._top - 8), name)
                free = left + wide + 6

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        place, pitch = event.position(), self._pitch
        week = math.floor((place.x() - self._left) / pitch)
        weekday = math.floor((place.y() - self._top) / pitch)
        at = week * 7 + weekday - self._offset
        if 0 <= weekday < 7 and 0 <= at < len(self.bars) and at != self.at:
            self.point_at(at)
