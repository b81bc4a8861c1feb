"""Minutes a day against desired retention, as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.scheduling.workload import Workload
from trainer.units.writing import percent

if TYPE_CHECKING:
    from trainer.ui.widgets.workload_plot import WorkloadPlot

_HEIGHT = 220


class WorkloadChart(QWidget):
    """Shows a plot that is made, and whose library is imported, when there is something to draw."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Sequence[Workload], float] | None = None
        self.setAccessibleName("Minutes a day against desired retention")
        self.setFixedHeight(_HEIGHT)
        self._place = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @cached_property
    def plot(self) -> WorkloadPlot:
        """The drawing."""
        from trainer.ui.widgets.workload_plot import WorkloadPlot

        plot = WorkloadPlot()
        self._place.addWidget(plot)
        return plot

    def show_workloads(self, found: Sequence[Workload], desired: float) -> None:
        """Draw ``found``; the point nearest to ``desired`` is the one in use."""
        self._shown = (found, desired)
        self.plot.draw(found, desired)
        self.setAccessibleDescription(
            "; ".join(
                f"{percent(each.desired_retention, 1)}: {each.minutes_per_day:.0f} minutes"
                for each in found
            )
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self.plot.draw(*self._shown)
