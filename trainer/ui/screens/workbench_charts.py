"""The workbench's four charts. Importing this imports pyqtgraph: do it when the screen opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from trainer.ui.screens.workbench_pictures import Picture
from trainer.ui.theme import SPACE
from trainer.ui.widgets.chart_data import Curve
from trainer.ui.widgets.columns import Columns
from trainer.ui.widgets.parts import column, empty, label, row
from trainer.ui.widgets.plots import LogChart, pen_of

_TITLES = {
    "roofline": ("Where on the roofline it sits", "FLOP per byte", "FLOP/s per GPU"),
    "latency": ("Latency against throughput", "tokens/s of a replica", "latency, s"),
    "cost": ("Cost against batch", "batch", "USD per M output tokens"),
    "spend": ("Spend against volume", "tokens per day", "USD per month"),
}
_SAMPLE = 26


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

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


class PictureCard(QFrame):
    """A chart with its title, its sentence and its legend."""

    def __init__(self, title: str, x_label: str, y_label: str) -> None:
        super().__init__()
        self._named: tuple[str, ...] = ()
        self.setProperty("role", "card")
        self.sentence = label("", "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.chart = LogChart(title, x_label, y_label)
        self.legend = QHBoxLayout()
        self.legend.setSpacing(SPACE)
        heading = label(title, "heading")
        inside = column(heading, self.sentence, self.chart, self.legend, space=2, margin=4)
        inside.insertStretch(2, 1)
        self.setLayout(inside)

    def show_picture(self, picture: Picture) -> None:
        """Put ``picture`` on screen."""
        self.sentence.setText(picture.sentence)
        self.chart.show_chart(picture.chart)
        self._show_legend(picture.chart.curves)

    def _show_legend(self, curves: Sequence[Curve]) -> None:
        named = tuple(curve.name for curve in curves if len(curve.points) > 1)
        if named == self._named:
            return
        self._named = named
        empty(self.legend)
        for curve in curves:
            if curve.name in named:
                pair = row(LineSample(curve), label(curve.name, "small"), space=1)
                pair.setContentsMargins(0, 0, 3 * SPACE, 0)
                self.legend.addLayout(pair)
        self.legend.addStretch(1)


class WorkbenchCharts(QWidget):
    """All charts, in as many columns as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = {name: PictureCard(*titles) for name, titles in _TITLES.items()}
        self.setLayout(
            column(Columns(tuple(self.cards.values()), least_width=330, most=2), space=0)
        )

    def show_pictures(self, pictures: Mapping[str, Picture]) -> None:
        """Put every chart on screen."""
        for name, made in self.cards.items():
            made.show_picture(pictures[name])
