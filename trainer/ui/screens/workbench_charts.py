"""The workbench's four charts. Importing this imports pyqtgraph: do it when the screen opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from trainer.ui.screens.workbench_pictures import Picture
from trainer.ui.theme import SPACE
from trainer.ui.widgets.calm_label import CalmLabel
from trainer.ui.widgets.chart_data import Curve
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.parts import column, empty, label, row
from trainer.ui.widgets.plots import LogChart, pen_of
from trainer.ui.widgets.sheet import unbroken
from trainer.ui.zoom import hold, px

TITLES = {
    "latency": ("Latency against throughput", "tokens/s of a replica", "latency, s"),
    "roofline": ("Where on the roofline it sits", "FLOP per byte", "FLOP/s per GPU"),
    "cost": ("Cost per million against batch", "batch", "USD per M tokens"),
    "spend": ("Spend against volume", "tokens per day", "USD per month"),
}
"""Title, horizontal and vertical axis of each chart."""

_SAMPLE = 26
_HEIGHT = 190


class LineSample(QWidget):
    """A short piece of a curve, for the legend."""

    def __init__(self, curve: Curve) -> None:
        super().__init__()
        self._curve = curve
        self.setFixedSize(_SAMPLE, 12)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's)
        painter = QPainter(self)
        painter.setPen(pen_of(self._curve.tone, self._curve.style))
        painter.drawLine(1, 6, _SAMPLE - 1, 6)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


class PictureCard(QFrame):
    """A chart with its title, its sentence and its legend. The chart is made when first drawn."""

    def __init__(self, title: str, x_label: str, y_label: str) -> None:
        super().__init__()
        self._names = (title, x_label, y_label)
        self.chart: LogChart | None = None
        self.setProperty("role", "card")
        self.sentence = CalmLabel("muted")
        self.frame = column(space=0)
        self.legend = column(space=0)
        heading = label(title, "heading")
        inside = column(heading, self.sentence, self.frame, self.legend, space=2, margin=4)
        inside.setStretch(2, 1)
        self.setLayout(inside)
        self.frame.addSpacing(px(_HEIGHT))

    def show_picture(self, picture: Picture) -> None:
        """Put ``picture`` on screen."""
        self.sentence.setText(unbroken(picture.sentence))
        self.made_chart().show_chart(picture.chart)
        self._show_legend(picture.chart.curves)

    def made_chart(self) -> LogChart:
        """Return the chart, made and in its place."""
        if self.chart is None:
            self.chart = LogChart(*self._names)
            hold(self.chart, least_height=_HEIGHT)
            empty(self.frame)
            self.frame.addWidget(self.chart)
        return self.chart

    def _show_legend(self, curves: Sequence[Curve]) -> None:
        # All curves, whether they have points now or not: a legend that came and went would jump.
        if not self.legend.count():
            self.legend.addWidget(FlowBox([_legend_entry(curve) for curve in curves], SPACE))


def _legend_entry(curve: Curve) -> QWidget:
    entry = QWidget()
    line = row(LineSample(curve), label(curve.name, "small"), space=1)
    line.setContentsMargins(0, 0, 3 * SPACE, 0)
    entry.setLayout(line)
    return entry


def picture_cards() -> dict[str, PictureCard]:
    """Return a card for each chart, by its name."""
    return {name: PictureCard(*titles) for name, titles in TITLES.items()}
