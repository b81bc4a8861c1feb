"""Minutes a day against desired retention. Importing this imports pyqtgraph and numpy."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.scheduling.workload import Workload
from trainer.ui import theme
from trainer.ui.widgets.bare_plot import BarePlot
from trainer.units.writing import percent

_HEIGHT = 220


class WorkloadChart(QWidget):
    """Draws one point per desired retention and marks the one in use."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Sequence[Workload], float] | None = None
        self.setAccessibleName("Minutes a day against desired retention")
        self.setFixedHeight(_HEIGHT)
        self.plot = BarePlot()
        self.plot.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)

    def show_workloads(self, found: Sequence[Workload], desired: float) -> None:
        """Draw ``found``; the point nearest to ``desired`` is the one in use."""
        self._shown = (found, desired)
        worn = self._cleared()
        x = [each.desired_retention * 100 for each in found]
        y = [each.minutes_per_day for each in found]
        nearest = min(found, key=lambda each: abs(each.desired_retention - desired))
        self.plot.add(
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
        self.plot.add(
            pg.InfiniteLine(
                desired * 100,
                pen=pg.mkPen(worn.colour("muted"), style=Qt.PenStyle.DashLine),
            )
        )
        room = (max(x) - min(x)) * 0.03
        self.plot.show_between((min(x) - room, max(x) + room), (0, max(y) * 1.1))
        self.plot.axes["bottom"].setTicks([[(at, f"{at:.3g} %") for at in x]])
        self.setAccessibleDescription(
            "; ".join(
                f"{percent(each.desired_retention, 1)}: {each.minutes_per_day:.0f} minutes"
                for each in found
            )
        )

    def _cleared(self) -> theme.Theme:
        worn = theme.current()
        self.plot.clear()
        self.plot.setBackground(worn.colour("surface"))
        for side, text in (("left", "minutes a day"), ("bottom", "desired retention")):
            axis = self.plot.axes[side]
            axis.setPen(pg.mkPen(worn.colour("border")))
            axis.setTextPen(pg.mkPen(worn.colour("muted")))
            axis.setStyle(tickLength=0)
            axis.setLabel(text)
        self.plot.draw_lines_across("left")
        return worn

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self.show_workloads(*self._shown)
