"""A box whose parts break into rows like words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowBox(QWidget):
    """Places its parts side by side, starts a new row where the width ends, and is as tall as that.

    It fixes its own height instead of offering height-for-width, which layouts inside scroll
    areas pass on unreliably.
    """

    def __init__(self, parts: Sequence[QWidget], spacing: int) -> None:
        super().__init__()
        self._parts: tuple[QWidget, ...] = ()
        self._spacing = spacing
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_parts(parts)

    def show_parts(self, parts: Sequence[QWidget]) -> None:
        """Let go of the parts there were, and place ``parts``."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = tuple(parts)
        for part in self._parts:
            part.setParent(self)
            if part.isHidden():  # What would be shown with this box is not to be dressed before.
                part.show()
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self._place()

    def _place(self) -> None:
        rows: list[list[tuple[QWidget, QRect]]] = [[]]
        x = 0
        for part in self._parts:
            if part.isHidden():
                continue
            hint = part.sizeHint().expandedTo(part.minimumSize())
            if x and x + hint.width() > self.width():
                rows.append([])
                x = 0
            rows[-1].append((part, QRect(QPoint(x, 0), hint)))
            x += hint.width() + self._spacing
        y = 0
        for each in rows:
            tallest = max((area.height() for _, area in each), default=0)
            for part, area in each:
                part.setGeometry(area.translated(0, y + (tallest - area.height()) // 2))
            y += tallest + self._spacing
        self.setFixedHeight(y - self._spacing)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        self.ensurePolished()
        return QSize(400, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def event(self, event: QEvent) -> bool:
        # Not before it is dressed: how large its parts are is asked of the style sheet.
        is_asked = event.type() == QEvent.Type.LayoutRequest
        if is_asked and self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self._place()
        done = super().event(event)
        if event.type() == QEvent.Type.Polish:
            self._place()
        return done
