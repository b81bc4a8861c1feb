"""Charts in the theme's colours. Importing this imports pyqtgraph and numpy: do it late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.ui import theme

_TICKS = 6
_HEIGHT = 200


def _round_step(top: int) -> int:
    """Return the 1, 2 or 5 times a power of ten that divides ``top`` into at most five steps."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if top <= 5 * factor * size:
                return factor * size
        size *= 10


class DayChart(QWidget):
    """A chart over days: bars, or a line with its uncertainty and a target."""

    def __init__(self, name: str, unit: str) -> None:
        super().__init__()
        self._unit = unit
        self._redraw: tuple[str, tuple[object, ...]] = ("", ())
        self.setAccessibleName(name)
        self.setFixedHeight(_HEIGHT)
        self.plot = pg.PlotWidget()
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.hideButtons()
        self.plot.setFrameShape(pg.QtWidgets.QFrame.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)

    def show_bars(self, values: Mapping[dt.date, int], tone: str = "accent") -> None:
        """Draw one bar a day."""
        self._redraw = ("bars", (values, tone))
        worn = self._cleared()
        days = list(values)
        heights = list(values.values())
        self.plot.addItem(
            pg.BarGraphItem(
                x=list(range(len(days))),
                height=heights,
                width=0.72,
                brush=worn.colour(tone),
                pen=pg.mkPen(None),
            )
        )
        self._label_days(days)
        top = max([4, *heights])
        self.plot.setYRange(0, top * 1.08, padding=0)
        step = _round_step(top)
        self.plot.getAxis("left").setTicks([[(at, f"{at:,}") for at in range(0, top + 1, step)]])
        self._describe(days, [f"{each:,} {self._unit}" for each in heights])

    def show_shares(
        self,
        days: Sequence[dt.date],
        shares: Sequence[tuple[float, float, float]],
        target: float,
        tone: str = "accent",
    ) -> None:
        """Draw (low, share, high) for each day, each 0 to 1, and the target as a dashed line."""
        self._redraw = ("shares", (days, shares, target, tone))
        worn = self._cleared()
        x = list(range(len(days)))
        middle = [share * 100 for _, share, _ in shares]
        self.plot.addItem(
            pg.ErrorBarItem(
                x=np.array(x, float),
                y=np.array(middle),
                top=np.array([(high - share) * 100 for _, share, high in shares]),
                bottom=np.array([(share - low) * 100 for low, share, _ in shares]),
                beam=0.18,
                pen=pg.mkPen(worn.colour("control"), width=1.5),
            )
        )
        self.plot.plot(
            x,
            middle,
            pen=pg.mkPen(worn.colour(tone), width=2),
            symbol="o",
            symbolSize=8,
            symbolBrush=worn.colour(tone),
            symbolPen=pg.mkPen(worn.colour("surface")),
        )
        self.plot.addItem(
            pg.InfiniteLine(
                target * 100,
                angle=0,
                pen=pg.mkPen(worn.colour("muted"), style=pg.QtCore.Qt.PenStyle.DashLine),
            )
        )
        self._label_days(list(days))
        lowest = min([target, *(low for low, _, _ in shares)])
        self.plot.setYRange(max(0.0, lowest * 100 - 5), 101, padding=0)
        self._describe(days, [f"{each:.0f} %" for each in middle])

    def _cleared(self) -> theme.Theme:
        worn = theme.current()
        self.plot.clear()
        self.plot.setBackground(worn.colour("surface"))
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(pg.mkPen(worn.colour("border")))
            axis.setTextPen(pg.mkPen(worn.colour("muted")))
            axis.setStyle(tickLength=0)
        self.plot.showGrid(x=False, y=True, alpha=0.15)
        return worn

    def _label_days(self, days: Sequence[dt.date]) -> None:
        step = max(1, -(-len(days) // _TICKS))
        ticks = [(at, f"{day.day} {day:%b}") for at, day in enumerate(days) if at % step == 0]
        self.plot.getAxis("bottom").setTicks([ticks])
        self.plot.setXRange(-0.7, max(1, len(days)) - 0.3, padding=0)

    def _describe(self, days: Sequence[dt.date], values: Sequence[str]) -> None:
        said = [f"{day.isoformat()}: {value}" for day, value in zip(days, values, strict=True)]
        self.setAccessibleDescription("; ".join(said))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.PaletteChange:
            what, values = self._redraw
            if what == "bars":
                self.show_bars(*values)  # type: ignore[arg-type]
            elif what == "shares":
                self.show_shares(*values)  # type: ignore[arg-type]
        super().changeEvent(event)
