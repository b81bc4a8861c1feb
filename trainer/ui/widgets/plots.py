"""Curves over logarithmic axes in the theme's colours.

Importing this imports pyqtgraph and numpy: do it when a screen that draws is opened.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.ui import theme
from trainer.ui.widgets.bare_plot import BarePlot
from trainer.ui.widgets.chart_data import Chart, Curve, Mark
from trainer.ui.zoom import factor, px

_WIDTH = 2.0
_WIDE, _TALL = 46, 32
"""Pixels that a tick needs along an axis."""
_EDGE = 0.06
"""Room around the data, as a share of the span."""

_CHANGES_OF_LOOK = {QEvent.Type.PaletteChange, QEvent.Type.FontChange}

_PREFIXES = ((1e15, "P"), (1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))

_STYLES = {
    "solid": Qt.PenStyle.SolidLine,
    "dashed": Qt.PenStyle.DashLine,
    "dotted": Qt.PenStyle.DotLine,
}


def short_number(value: float) -> str:
    """Return a tick's number in a few characters: 0.1, 20, 5k, 100M."""
    for size, prefix in _PREFIXES:
        if value >= size * 0.999:
            return f"{value / size:.3g}{prefix}"
    return f"{value:.2g}" if value < 1 else f"{value:.3g}"


class DecadeAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis whose positions are logarithms: ticks at 1, 2, 5 or at powers of ten."""

    def tickValues(  # noqa: N802 (pyqtgraph's name)
        self, low: float, high: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """Return the positions of ticks; fewer where many decades share little room."""
        room = max(2, int(size // px(_WIDE if self.orientation == "bottom" else _TALL)))
        decades = range(math.floor(low), math.ceil(high) + 1)
        steps: tuple[int, ...] = (1, 2, 5)
        for steps in ((1, 2, 5), (1, 3), (1,)):
            ticks = [d + math.log10(step) for d in decades for step in steps]
            ticks = [tick for tick in ticks if low <= tick <= high]
            if len(ticks) <= room:
                break
        every = max(1, -(-len(ticks) // room)) if steps == (1,) else 1
        return [(1.0, ticks[::every])]

    def tickStrings(  # noqa: N802 (pyqtgraph's name)
        self,
        values: Sequence[float],
        scale: float,  # noqa: ARG002
        spacing: float,  # noqa: ARG002
    ) -> list[str]:
        """Return the numbers at the ticks."""
        return [short_number(float(f"{10**value:.1e}")) for value in values]


class LogChart(QWidget):
    """A chart over two logarithmic axes. Its parts are kept and only moved: it follows a slider."""

    def __init__(self, name: str, x_label: str, y_label: str) -> None:
        super().__init__()
        self._name = name
        self._labels = {"bottom": x_label, "left": y_label}
        self._data: Chart | None = None
        self._worn: tuple[str, float] | None = None
        self.setAccessibleName(name)
        self.plot = BarePlot({side: DecadeAxis(side) for side in ("bottom", "left")})
        self.plot.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lines: list[pg.PlotCurveItem] = []
        self._bands: list[tuple[pg.PlotCurveItem, pg.PlotCurveItem, pg.FillBetweenItem]] = []
        self._dots = pg.ScatterPlotItem(pxMode=True)
        self._dots.setZValue(10)
        self.plot.add(self._dots)
        self._texts: list[pg.TextItem] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)

    def show_chart(self, data: Chart) -> None:
        """Draw ``data``; points that are not positive cannot be on these axes and are left out."""
        self._data = data
        if self._worn != (theme.current().name, factor()):
            self._dress()
        banded = [curve for curve in data.curves if curve.low and curve.high]
        self._show_bands(banded)
        self._show_lines(data.curves)
        self._show_marks(data.marks)
        self._frame(data)
        self.setAccessibleDescription(data.said)

    def _show_bands(self, curves: Sequence[Curve]) -> None:
        while len(self._bands) < len(curves):
            low, high = pg.PlotCurveItem(), pg.PlotCurveItem()
            self._bands.append((low, high, pg.FillBetweenItem(low, high)))
            self.plot.add(self._bands[-1][2])
        for place, (low, high, between) in enumerate(self._bands):
            between.setVisible(place < len(curves))
            if place < len(curves):
                low.setData(*_logs(curves[place].low))
                high.setData(*_logs(curves[place].high))
                tint = theme.current().colour(curves[place].tone)
                tint.setAlphaF(0.16)
                between.setBrush(pg.mkBrush(tint))

    def _show_lines(self, curves: Sequence[Curve]) -> None:
        while len(self._lines) < len(curves):
            self._lines.append(pg.PlotCurveItem(antialias=True))
            self.plot.add(self._lines[-1])
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(curves))
            if place < len(curves):
                line.setData(*_logs(curves[place].points))
                line.setPen(pen_of(curves[place].tone, curves[place].style))

    def _show_marks(self, marks: Sequence[Mark]) -> None:
        worn = theme.current()
        dots = [mark for mark in marks if mark.symbol]
        self._dots.setData(
            spots=[
                {
                    "pos": (math.log10(mark.at[0]), math.log10(mark.at[1])),
                    "symbol": mark.symbol,
                    "size": 12 if mark.strong else 7,
                    "brush": pg.mkBrush(worn.colour(mark.tone if mark.strong else "surface")),
                    "pen": pg.mkPen(worn.colour("text" if mark.strong else mark.tone), width=1.5),
                }
                for mark in dots
            ]
        )
        while len(self._texts) < len(marks):
            self._texts.append(pg.TextItem())
            self._texts[-1].setZValue(20)
            self.plot.add(self._texts[-1])
        for place, text in enumerate(self._texts):
            text.setVisible(place < len(marks))
            if place < len(marks):
                mark = marks[place]
                text.setText(mark.text, worn.colour("text" if mark.strong else "muted"))
                text.setAnchor(mark.anchor)
                text.setPos(math.log10(mark.at[0]), math.log10(mark.at[1]))
                text.setFont(_font(bold=mark.strong))

    def _frame(self, data: Chart) -> None:
        """Fit the axes, in steps of a third of a decade so that they stand still for a while."""
        x, y = data.spans
        self.plot.show_between(_framed(x), _framed(y))

    def _dress(self) -> None:
        worn = theme.current()
        self._worn = (worn.name, factor())
        self.plot.setBackground(worn.colour("surface"))
        for side, text in self._labels.items():
            axis = self.plot.axes[side]
            axis.setPen(pg.mkPen(worn.colour("border")))
            axis.setTextPen(pg.mkPen(worn.colour("muted")))
            axis.setStyle(tickLength=0, tickFont=_font(), autoExpandTextSpace=True)
            axis.setLabel(text, **{"font-size": f"{theme.SIZES_PT['small']}pt"})
        self.plot.draw_lines_across("left", "bottom")
        self.plot.axes["left"].setWidth(px(58))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() in _CHANGES_OF_LOOK and self._data is not None:
            self.show_chart(self._data)


def _framed(span: tuple[float, float]) -> tuple[float, float]:
    """Return where an axis over ``span`` begins and ends, as logarithms."""
    low, high = math.log10(span[0]), math.log10(span[1])
    low, high = math.floor(low * 3) / 3, math.ceil(high * 3) / 3
    room = max(high - low, 1 / 3) * _EDGE
    return low - room, high + room


def pen_of(tone: str, style: str) -> QPen:
    """Return the pen of a curve in one of the theme's colours, solid, dashed or dotted."""
    pen: QPen = pg.mkPen(theme.current().colour(tone), width=_WIDTH, style=_STYLES[style])
    return pen


def _font(*, bold: bool = False) -> QFont:
    font = QFont()
    font.setPointSizeF(theme.SIZES_PT["small"])
    font.setBold(bold)
    return font


def _logs(points: Sequence[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    found = np.array([point for point in points if point[0] > 0 and point[1] > 0], float)
    logs = np.log10(found.reshape(-1, 2))
    return logs[:, 0], logs[:, 1]
