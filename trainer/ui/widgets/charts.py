"""Charts in the theme's colours. Importing this imports pyqtgraph and numpy: do it late."""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from trainer.ui import theme
from trainer.ui.widgets.chart_base import PointedChart
from trainer.ui.zoom import px

_APART = 10
_HEIGHT = 200
_AXIS_WIDTH = 58


def _round_step(top: float) -> float:
    """Return the 1, 2 or 5 times a power of ten that divides ``top`` into at most five steps."""
    size = 10.0 ** np.floor(np.log10(top / 5))
    return float(next(f * size for f in (1, 2, 5, 10) if top <= 5 * f * size * 1.000001))


class SeriesChart(PointedChart):
    """Bars side by side, or points with their intervals, and a target line."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFixedHeight(_HEIGHT)
        self._place = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @cached_property
    def plot(self) -> pg.PlotWidget:
        """The drawing, made when there is first something to draw: it takes some 15 ms."""
        plot = pg.PlotWidget()
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.scene().sigMouseMoved.connect(self._hover)
        self._cursor = pg.InfiniteLine(angle=90)
        self._place.addWidget(plot)
        return plot

    def draw(self) -> None:
        """Draw what is shown, in the theme's colours."""
        points, target, tone = self.shape.points, self.shape.target, self.shape.tone
        worn = self._cleared()
        x = np.arange(len(self.bars), dtype=float)
        values = np.array([bar.value for bar in self.bars], float)
        if points:
            self._draw_points(x, values, tone)
        else:
            brushes = [worn.colour(bar.tone or tone) for bar in self.bars]
            self.plot.addItem(
                pg.BarGraphItem(x=x, height=values, width=0.72, brushes=brushes, pen=pg.mkPen(None))
            )
        if target is not None:
            dashed = pg.mkPen(worn.colour("muted"), style=Qt.PenStyle.DashLine)
            self.plot.addItem(pg.InfiniteLine(target, angle=0, pen=dashed))
        self._label()
        self._frame(target, points=points)
        self._cursor.setPen(pg.mkPen(worn.colour("text"), width=1.5))
        self._cursor.setVisible(self.at is not None)
        self.plot.addItem(self._cursor, ignoreBounds=True)

    def _draw_points(self, x: np.ndarray, values: np.ndarray, tone: str) -> None:
        worn = theme.current()
        low = np.array([bar.value if bar.low is None else bar.low for bar in self.bars], float)
        high = np.array([bar.value if bar.high is None else bar.high for bar in self.bars], float)
        pen = pg.mkPen(worn.colour("control"), width=1.5)
        self.plot.addItem(
            pg.ErrorBarItem(
                x=x, y=values, top=high - values, bottom=values - low, beam=0.18, pen=pen
            )
        )
        self.plot.plot(
            x,
            values,
            pen=None,
            symbol="o",
            symbolSize=9,
            symbolBrush=worn.colour(tone),
            symbolPen=pg.mkPen(worn.colour("surface")),
        )

    def _frame(self, target: float | None, *, points: bool) -> None:
        found = [bar.value for bar in self.bars] + ([] if target is None else [target])
        found += [end for bar in self.bars for end in (bar.low, bar.high) if end is not None]
        top, bottom = max([*found, 0.0]), min([*found, 0.0])
        if not points:
            top = max(top, 4.0)
        else:
            bottom = min(found, default=0.0)
        room = max(top - bottom, 1e-6) * 0.08
        self.plot.setYRange(bottom - (room if points else 0), top + room, padding=0)
        step = _round_step(max(top - bottom, 1e-6))
        first = int(np.ceil(bottom / step))
        ticks = [at * step for at in range(first, int(np.floor(top / step)) + 1)]
        self.plot.getAxis("left").setTicks([[(at, f"{at:,.6g}") for at in ticks]])

    def _cleared(self) -> theme.Theme:
        worn = theme.current()
        self.plot.clear()
        self.plot.setBackground(worn.colour("surface"))
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(pg.mkPen(worn.colour("border")))
            axis.setTextPen(pg.mkPen(worn.colour("muted")))
            axis.setStyle(tickLength=0)
        left = self.plot.getAxis("left")
        left.setWidth(px(_AXIS_WIDTH))
        left.setLabel(self.shape.unit)
        left.showLabel(bool(self.shape.unit))
        self.plot.showGrid(x=False, y=True, alpha=0.15)
        return worn

    def _label(self) -> None:
        named = [(at, bar.tick or bar.name) for at, bar in enumerate(self.bars)]
        widest = max(self.fontMetrics().horizontalAdvance(text) for _, text in named) + _APART
        room = max(1.0, self.width() - px(_AXIS_WIDTH)) / (len(named) + 0.4)
        few = named[:: max(1, math.ceil(widest / room))]
        self.plot.getAxis("bottom").setTicks([few])
        self.plot.setXRange(-0.7, max(1, len(self.bars)) - 0.3, padding=0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        if self.bars:
            self._label()

    def draw_cursor(self) -> None:
        """Draw the cursor where it is now."""
        if self.at is not None:
            self._cursor.setPos(self.at)
        self._cursor.setVisible(self.at is not None)

    def _hover(self, where: QPointF) -> None:
        if self.plot.sceneBoundingRect().contains(where):
            at = self.plot.getPlotItem().vb.mapSceneToView(where).x()
            self.point_at(round(at))
