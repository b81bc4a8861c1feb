"""Minutes a day against desired retention, drawn. Importing this imports pyqtgraph: do it late."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt

from trainer.scheduling.workload import Workload
from trainer.ui import theme
from trainer.ui.widgets.bare_plot import BarePlot


class WorkloadPlot(BarePlot):
    """Draws one point per desired retention and marks the one in use."""

    def __init__(self) -> None:
        super().__init__()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def draw(self, found: Sequence[Workload], desired: float) -> None:
        """Draw ``found``; the point nearest to ``desired`` is the one in use."""
        worn = self._cleared()
        x = [each.desired_retention * 100 for each in found]
        y = [each.minutes_per_day for each in found]
        nearest = min(found, key=lambda each: abs(each.desired_retention - desired))
        self.add(
            pg.PlotDataItem(
                x,
                y,
                pen=pg.mkPen(worn.colour("accent"), width=2),
                symbol="o",
                symbolSize=[12 if each is nearest else 7 for each in found],
                symbolBrush=worn.colour("accent"),
                symbolPen=pg.mkPen(worn.colour("surface")),
            )
        )
        self.add(
            pg.InfiniteLine(
                desired * 100,
                pen=pg.mkPen(worn.colour("muted"), style=Qt.PenStyle.DashLine),
            )
        )
        room = (max(x) - min(x)) * 0.03
        self.show_between((min(x) - room, max(x) + room), (0, max(y) * 1.1))
        self.axes["bottom"].setTicks([[(at, f"{at:.3g} %") for at in x]])

    def _cleared(self) -> theme.Theme:
        worn = theme.current()
        self.clear()
        self.setBackground(worn.colour("surface"))
        for side, text in (("left", "minutes a day"), ("bottom", "desired retention")):
            axis = self.axes[side]
            axis.setPen(pg.mkPen(worn.colour("border")))
            axis.setTextPen(pg.mkPen(worn.colour("muted")))
            axis.setStyle(tickLength=0)
            axis.setLabel(text)
        self.draw_lines_across("left")
        return worn
