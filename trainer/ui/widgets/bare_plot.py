"""Two axes and what is drawn between them. Importing this imports pyqtgraph: do it late."""

from __future__ import annotations

from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QFrame, QGraphicsGridLayout, QSizePolicy

_MARGIN = 1
_GRID = 38
"""How strongly lines across the plot are drawn, of 255."""

_PLACES = {"left": (0, 0), "bottom": (1, 1)}


class BarePlot(pg.GraphicsView):  # type: ignore[misc]
    """A plot that is only looked at.

    pyqtgraph's own comes with a menu of some seventy widgets: a page of charts would hold more of
    them than of everything else, and each is gone over when the theme changes.
    """

    def __init__(self, axes: Mapping[str, pg.AxisItem] | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.enableMouse(b=False)
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False)
        self.axes = axes or {side: pg.AxisItem(side) for side in _PLACES}
        self._lay_out()

    def _lay_out(self) -> None:
        holder = pg.GraphicsWidget()
        grid = QGraphicsGridLayout()
        grid.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        grid.setSpacing(0)
        holder.setLayout(grid)
        grid.addItem(self.box, 0, 1)
        for side, axis in self.axes.items():
            axis.linkToView(self.box)
            grid.addItem(axis, *_PLACES[side])
            axis.setZValue(0.5)
        grid.setRowStretchFactor(0, 100)
        grid.setColumnStretchFactor(1, 100)
        self.setCentralItem(holder)

    def add(self, item: object, *, framed: bool = True) -> None:
        """Draw ``item``; one that is not ``framed`` may lie beyond what is seen."""
        self.box.addItem(item, ignoreBounds=not framed)

    def clear(self) -> None:
        """Draw nothing but the axes."""
        self.box.clear()

    def show_between(
        self, x: tuple[float, float] | None = None, y: tuple[float, float] | None = None
    ) -> None:
        """Let the axes go from the first to the second of each pair."""
        self.box.setRange(xRange=x, yRange=y, padding=0)

    def draw_lines_across(self, *sides: str) -> None:
        """Draw a faint line across the plot at each tick of the axes on ``sides``."""
        for side in sides:
            self.axes[side].setGrid(_GRID)

    def scene_area(self) -> QRectF:
        """Return where the plot lies in its scene."""
        return QRectF(self.box.sceneBoundingRect())
