"""Values one below the other, each named in words: for quantities and faults, not for days."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent

from trainer.ui import theme
from trainer.ui.widgets.chart_base import PLAIN, Bar, PointedChart, Shape, small_font
from trainer.ui.zoom import px

_ROW = 28
_NAMES_SHARE = 0.42
"""At most so much of the width goes to the names."""
_GAP = 12.0
_DOT = 4.5
_THICK = 12.0
_BEAM = 4.0


class RowsChart(PointedChart):
    """Bars from zero, or points with intervals, from left to right; ticks stand behind them."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setMouseTracking(True)
        self._font = small_font()
        self._metrics = QFontMetricsF(self._font)
        self._span = (0.0, 1.0)

    def show_bars(self, bars: Sequence[Bar], shape: Shape = PLAIN) -> None:
        """Draw ``bars`` from the top down; as tall as there are."""
        ends = [end for bar in bars for end in (bar.value, bar.low, bar.high) if end is not None]
        ends += [0.0 if shape.target is None else shape.target]
        room = max(max(ends) - min(ends), 1e-9) * 0.04
        self._span = min(ends) - (room if shape.points else 0), max(ends) + room
        super().show_bars(bars, shape)
        self._fit()

    @property
    def _row(self) -> int:
        return px(_ROW)

    @property
    def _foot(self) -> float:
        return self._metrics.height() + 6 if self.shape.ticks else 4.0

    def _fit(self) -> None:
        self._font = small_font()
        self._metrics = QFontMetricsF(self._font)
        self.setFixedHeight(math.ceil(self._row * len(self.bars) + self._foot))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit()

    def moves(self) -> Mapping[Qt.Key, int]:
        """Return by how many rows each key moves the cursor."""
        return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

    def _wide(self, texts: Sequence[str]) -> float:
        return max((self._metrics.horizontalAdvance(text) for text in texts), default=0.0)

    def area(self) -> QRectF:
        """Return where the values are drawn, names and ticks beside them left out."""
        named = min(self._wide([bar.name for bar in self.bars]), self.width() * _NAMES_SHARE)
        behind = self._wide([bar.tick for bar in self.bars])
        left = named + _GAP
        wide = max(20.0, self.width() - left - behind - _GAP)
        return QRectF(left, 0, wide, self._row * len(self.bars))

    def _x(self, value: float, area: QRectF) -> float:
        low, high = self._span
        return area.left() + (value - low) / (high - low) * area.width()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's)
        worn, painter, area = theme.current(), QPainter(self), self.area()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        if self.at is not None:
            painter.fillRect(
                QRectF(0, self.at * self._row, self.width(), self._row), worn.colour("sunken")
            )
        self._draw_scale(painter, area, worn)
        for at, bar in enumerate(self.bars):
            self._draw_names(painter, at, bar, worn)
            draw = self._draw_point if self.shape.points else self._draw_bar
            draw(painter, (at + 0.5) * self._row, bar, worn)
        painter.end()

    def _draw_scale(self, painter: QPainter, area: QRectF, worn: theme.Theme) -> None:
        free = -math.inf
        for value, text in sorted((self.shape.ticks or {}).items()):
            x, wide = self._x(value, area), self._metrics.horizontalAdvance(text)
            if not area.left() <= x <= area.right() or x - wide / 2 < free:
                continue
            painter.setPen(QPen(worn.colour("border"), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, area.bottom()))
            painter.setPen(worn.colour("muted"))
            place = QRectF(x - wide / 2 - 1, area.bottom() + 2, wide + 2, self._foot - 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
            free = x + wide / 2 + 8
        if self.shape.target is not None:
            painter.setPen(QPen(worn.colour("muted"), 1.5, Qt.PenStyle.DashLine))
            x = self._x(self.shape.target, area)
            painter.drawLine(QPointF(x, 0), QPointF(x, area.bottom()))

    def _draw_names(self, painter: QPainter, at: int, bar: Bar, worn: theme.Theme) -> None:
        area, middle = self.area(), Qt.AlignmentFlag.AlignVCenter
        room = area.left() - _GAP
        painter.setPen(worn.colour("text"))
        name = self._metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, room + 1)
        painter.drawText(
            QRectF(0, at * self._row, room + 2, self._row),
            middle | Qt.AlignmentFlag.AlignRight,
            name,
        )
        painter.setPen(worn.colour("muted"))
        behind = QRectF(
            area.right() + 2, at * self._row, self.width() - area.right() - 2, self._row
        )
        painter.drawText(behind, middle | Qt.AlignmentFlag.AlignRight, bar.tick)

    def _draw_bar(self, painter: QPainter, y: float, bar: Bar, worn: theme.Theme) -> None:
        area = self.area()
        zero, end = self._x(0.0, area), self._x(bar.value, area)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.colour(self.shape.tone))
        place = QRectF(min(zero, end), y - _THICK / 2, max(2.0, abs(end - zero)), _THICK)
        painter.drawRoundedRect(place, 2, 2)

    def _draw_point(self, painter: QPainter, y: float, bar: Bar, worn: theme.Theme) -> None:
        area = self.area()
        painter.setPen(QPen(worn.colour("control"), 1.5))
        if bar.low is not None and bar.high is not None:
            low, high = self._x(bar.low, area), self._x(bar.high, area)
            painter.drawLine(QPointF(low, y), QPointF(high, y))
            for end in (low, high):
                painter.drawLine(QPointF(end, y - _BEAM), QPointF(end, y + _BEAM))
        painter.setPen(QPen(worn.colour("surface"), 1))
        painter.setBrush(worn.colour(self.shape.tone))
        painter.drawEllipse(QPointF(self._x(bar.value, area), y), _DOT, _DOT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        at = math.floor(event.position().y() / self._row)
        if 0 <= at < len(self.bars) and at != self.at:
            self.point_at(at)
