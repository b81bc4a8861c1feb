"""A bar of several parts, told apart by pattern as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.ui import theme

_HEIGHT = 22
_RADIUS = 5.0
_SWATCH = 14


@dataclass(frozen=True, slots=True)
class Look:
    """How one part is drawn: a ground, and hatching in a second colour over it, if any."""

    ground: str
    hatch: str = ""
    pattern: Qt.BrushStyle = Qt.BrushStyle.SolidPattern


SOLID = Look("accent")
HATCHED = Look("accent_soft", "accent", Qt.BrushStyle.BDiagPattern)
DOTTED = Look("accent_soft", "accent", Qt.BrushStyle.Dense6Pattern)
OVER = Look("wrong_soft", "wrong", Qt.BrushStyle.DiagCrossPattern)


def _paint(painter: QPainter, area: QRectF, look: Look) -> None:
    worn = theme.current()
    painter.fillRect(area, worn.colour(look.ground))
    if look.hatch:
        painter.fillRect(area, QBrush(worn.colour(look.hatch), look.pattern))


class Swatch(QWidget):
    """A small square in one part's look, for the legend."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedSize(_SWATCH, _SWATCH)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's)
        painter = QPainter(self)
        area = QRectF(1, 1, _SWATCH - 2, _SWATCH - 2)
        _paint(painter, area, self._look)
        painter.setPen(QPen(theme.current().colour("control")))
        painter.drawRect(area)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


class StackedBar(QWidget):
    """Parts side by side from the left, and up to two marks: a limit and a comparison."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self._parts: tuple[tuple[float, Look], ...] = ()
        self._whole = 1.0
        self._limit: float | None = None

    def show_parts(
        self,
        parts: Sequence[tuple[float, Look]],
        whole: float,
        *,
        limit: float | None = None,
        said: str = "",
    ) -> None:
        """Draw ``parts`` as shares of ``whole`` with a line at ``limit``; ``said`` is the text."""
        self._parts = tuple(parts)
        self._whole = whole if whole > 0 else 1.0
        self._limit = limit
        self.setAccessibleDescription(said)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's)
        worn = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(0.5, 3.5, self.width() - 1, self.height() - 7)
        shape = QPainterPath()
        shape.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.setClipPath(shape)
        painter.fillRect(frame, worn.colour("sunken"))
        left = frame.left()
        for amount, look in self._parts:
            width = frame.width() * min(1.0, amount / self._whole)
            _paint(painter, QRectF(left, frame.top(), width, frame.height()), look)
            left += width
            painter.fillRect(QRectF(left - 1, frame.top(), 1, frame.height()), worn.colour("text"))
        painter.setClipping(False)
        painter.setPen(QPen(worn.colour("control")))
        painter.drawPath(shape)
        if self._limit is not None:
            place = frame.left() + frame.width() * min(1.0, self._limit / self._whole)
            painter.fillRect(QRectF(place - 1.5, 0, 3, self.height()), worn.colour("text"))
        painter.end()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(200, _HEIGHT)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
