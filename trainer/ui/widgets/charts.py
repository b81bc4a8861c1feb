"""A series as a chart: bars side by side, or points with their intervals, and a target line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from trainer.ui.widgets.chart_base import Bar, PointedChart
from trainer.ui.zoom import factor, px

if TYPE_CHECKING:
    from trainer.ui.widgets.series_plot import SeriesPlot

_APART = 10
_HEIGHT = 200


class SeriesChart(PointedChart):
    """Shows bars in a plot that is made, and whose library is imported, when there are some."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFixedHeight(_HEIGHT)
        self._measured: tuple[Sequence[Bar], float, float] = ((), 0.0, 0.0)
        self._place = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @cached_property
    def plot(self) -> SeriesPlot:
        """The drawing."""
        from trainer.ui.widgets.series_plot import SeriesPlot

        plot = SeriesPlot()
        plot.hovered.connect(self.point_at)
        self._place.addWidget(plot)
        return plot

    def draw(self) -> None:
        """Draw what is shown, in the theme's colours."""
        self.plot.draw(self.bars, self.shape, self.at)
        self._label()

    def _label(self) -> None:
        from trainer.ui.widgets.series_plot import AXIS_WIDTH

        named = [(at, bar.tick or bar.name) for at, bar in enumerate(self.bars)]
        room = max(1.0, self.width() - px(AXIS_WIDTH)) / (len(named) + 0.4)
        self.plot.name_places(named[:: max(1, math.ceil(self._widest() / room))], len(named))

    def _widest(self) -> float:
        """Return the room that the widest name needs; measured once for all widths."""
        if self._measured[:2] != (self.bars, factor()):
            metrics = self.fontMetrics()
            widest = max(metrics.horizontalAdvance(bar.tick or bar.name) for bar in self.bars)
            self._measured = (self.bars, factor(), widest + _APART)
        return self._measured[2]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        if self.bars:
            self._label()

    def draw_cursor(self) -> None:
        """Draw the cursor where it is now."""
        self.plot.put_cursor(self.at)
