"""How a series is drawn. Importing this imports pyqtgraph and numpy: do it late."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal

from trainer.ui import theme
from trainer.ui.widgets.bare_plot import BarePlot
from trainer.ui.widgets.chart_base import Bar, Shape
from trainer.ui.zoom import px

AXIS_WIDTH = 58


def _round_step(top: float) -> float:
    """Return the 1, 2 or 5 times a power of ten that divides ``top`` into at most five steps."""
    size = 10.0 ** np.floor(np.log10(top / 5))
    return float(next(f * size for f in (1, 2, 5, 10) if top <= 5 * f * size * 1.000001))


class SeriesPlot(BarePlot):
    """Bars side by side, or points with their intervals, a target line and a cursor."""

    hovered = Signal(int)
    """The place that the mouse is over."""

    def __init__(self) -> None:
        super().__init__()
        self.scene().sigMouseMoved.connect(self._hover)
        self._cursor = pg.InfiniteLine(angle=90)

    def draw(self, bars: Sequence[Bar], shape: Shape, at: int | None) -> None:
        """Draw ``bars`` in the theme's colours, with the cursor at the place ``at``."""
        worn = self._cleared(shape.unit)
        x = np.arange(len(bars), dtype=float)
        values = np.array([bar.value for bar in bars], float)
        if shape.points:
            self._draw_points(bars, x, values, shape.tone)
        else:
            brushes = [worn.colour(bar.tone or shape.tone) for bar in bars]
            self.add(
                pg.BarGraphItem(x=x, height=values, width=0.72, brushes=brushes, pen=pg.mkPen(None))
            )
        if shape.target is not None:
            dashed = pg.mkPen(worn.colour("muted"), style=Qt.PenStyle.DashLine)
            self.add(pg.InfiniteLine(shape.target, angle=0, pen=dashed))
        self._frame(bars, shape)
        self._cursor.setPen(pg.mkPen(worn.colour("text"), width=1.5))
        self.add(self._cursor, framed=False)
        self.put_cursor(at)

    def put_cursor(self, at: int | None) -> None:
        """Draw the cursor at the place ``at``, or none."""
        if at is not None:
            self._cursor.setPos(at)
        self._cursor.setVisible(at is not None)

    def name_places(self, ticks: Sequence[tuple[int, str]], many: int) -> None:
        """Write ``ticks`` under their places, of ``many``."""
        self.axes["bottom"].setTicks([ticks])
        self.show_between(x=(-0.7, max(1, many) - 0.3))

    def _draw_points(
        self, bars: Sequence[Bar], x: np.ndarray, values: np.ndarray, tone: str
    ) -> None:
        worn = theme.current()
        low = np.array([bar.value if bar.low is None else bar.low for bar in bars], float)
        high = np.array([bar.value if bar.high is None else bar.high for bar in bars], float)
        pen = pg.mkPen(worn.colour("control"), width=1.5)
        self.add(
            pg.ErrorBarItem(
                x=x, y=values, top=high - values, bottom=values - low, beam=0.18, pen=pen
            )
        )
        dots = pg.PlotDataItem(
            x,
            values,
            pen=None,
            symbol="o",
            symbolSize=9,
            symbolBrush=worn.colour(tone),
            symbolPen=pg.mkPen(worn.colour("surface")),
        )
        self.add(dots)

    def _frame(self, bars: Sequence[Bar], shape: Shape) -> None:
        found = [bar.value for bar in bars] + ([] if shape.target is None else [shape.target])
        found += [end for bar in bars for end in (bar.low, bar.high) if end is not None]
        top, bottom = max([*found, 0.0]), min([*found, 0.0])
        if not shape.points:
            top = max(top, 4.0)
        else:
            bottom = min(found, default=0.0)
        room = max(top - bottom, 1e-6) * 0.08
        self.show_between(y=(bottom - (room if shape.points else 0), top + room))
        step = _round_step(max(top - bottom, 1e-6))
        first = int(np.ceil(bottom / step))
        ticks = [at * step for at in range(first, int(np.floor(top / step)) + 1)]
        self.axes["left"].setTicks([[(at, f"{at:,.6g}") for at in ticks]])

    def _cleared(self, unit: str) -> theme.Theme:
        worn = theme.current()
        self.clear()
        self.setBackground(worn.colour("surface"))
        for axis in self.axes.values():
            axis.setPen(pg.mkPen(worn.colour("border")))
            axis.setTextPen(pg.mkPen(worn.colour("muted")))
            axis.setStyle(tickLength=0)
        left = self.axes["left"]
        left.setWidth(px(AXIS_WIDTH))
        left.setLabel(unit)
        left.showLabel(bool(unit))
        self.draw_lines_across("left")
        return worn

    def _hover(self, where: QPointF) -> None:
        if self.scene_area().contains(where):
            self.hovered.emit(round(self.box.mapSceneToView(where).x()))
