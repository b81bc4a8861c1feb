"""When each of latency, cost, quality, volume and plan was first said, over the phases."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.study.interview.debrief import Debrief, Said
from trainer.study.interview.heard import TOPICS
from trainer.study.interview.slot import Slot, clock
from trainer.ui import theme

_ROW = 30
_FOOT = 24
_DOT = 6
FIRMNESS = {
    "firm": ("good", "firm"),
    "soft": ("close", "not firm: about, between"),
    "bare": ("close", "bare"),
    "marked": ("latency", "marked, no words"),
    "silent": ("wrong", "never said"),
}
"""The tone and the words of each; the words are always there beside the colour."""


class Timeline(QWidget):
    """Draws a debrief's first times; its accessible name says them."""

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[Said, ...] = ()
        self._slot = Slot()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(len(TOPICS) * self._row + self._foot)

    @property
    def _row(self) -> int:
        return max(_ROW, self.fontMetrics().height() + 10)

    @property
    def _foot(self) -> int:
        return max(_FOOT, self.fontMetrics().height() + 6)

    def show_debrief(self, found: Debrief) -> None:
        """Put ``found`` on screen."""
        self._said, self._slot = found.said, Slot(found.minutes)
        told = [f"{TOPICS[each.topic]}: {said_words(each)}" for each in found.said]
        self.setAccessibleName("; ".join(told))
        self.setFixedHeight(len(TOPICS) * self._row + self._foot)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_phases(painter)
        for place, each in enumerate(self._said):
            self._paint_said(painter, place * self._row, each)
        painter.end()

    @property
    def _left(self) -> int:
        names = (self.fontMetrics().horizontalAdvance(name) for name in TOPICS.values())
        return max(names) + 20

    def _x(self, at_s: float) -> float:
        room = self.width() - self._left - _DOT - 2
        return self._left + room * min(1.0, at_s / self._slot.end_s)

    def _paint_phases(self, painter: QPainter) -> None:
        worn, bottom = theme.current(), len(TOPICS) * self._row
        for place, phase in enumerate(self._slot.plan):
            left, right = self._x(phase.start_s), self._x(phase.end_s)
            if place % 2 == 0:
                band = QRectF(left, 0, right - left, bottom)
                painter.fillRect(band, worn.colour("sunken"))
            painter.setPen(worn.colour("muted"))
            foot = QRectF(left, bottom, 60, self._foot)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            if right - left > self.fontMetrics().horizontalAdvance("00:00 "):
                painter.drawText(foot, flags, clock(phase.start_s))

    def _paint_said(self, painter: QPainter, top: int, each: Said) -> None:
        worn, middle = theme.current(), top + self._row / 2
        tone, words = FIRMNESS[each.firmness][0], firmness_words(each)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(worn.colour("text"))
        painter.drawText(QRectF(0, top, self._left - 8, self._row), flags, TOPICS[each.topic])
        painter.setPen(worn.colour("border"))
        painter.drawLine(QPointF(self._left, middle), QPointF(self._x(self._slot.end_s), middle))
        at = self._left if each.at_s is None else self._x(each.at_s)
        painter.setPen(worn.colour(tone))
        if each.at_s is None:
            said = words
        else:
            said = f"{clock(each.at_s)}  {words}"
            painter.setBrush(
                worn.colour(tone) if each.firmness == "firm" else worn.colour("surface")
            )
            painter.drawEllipse(QPointF(at, middle), _DOT, _DOT)
        self._paint_words(painter, at, top, said)

    def _paint_words(self, painter: QPainter, at: float, top: int, said: str) -> None:
        """Write beside the dot, on the side where there is room, on a ground of its own."""
        width = self.fontMetrics().horizontalAdvance(said) + 8
        right = at + _DOT + 4
        left = right if right + width < self.width() else at - _DOT - 4 - width
        box = QRectF(left, top + 4, width, self._row - 8)
        painter.fillRect(box, theme.current().colour("surface"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(500, self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)


def said_words(each: Said) -> str:
    """Return when and how firmly a topic was said."""
    words = firmness_words(each)
    return words if each.at_s is None else f"{clock(each.at_s)}, {words}"


def firmness_words(each: Said) -> str:
    """Return how firmly a topic was said, and what a bare number lacked."""
    lack = {"latency": ", no percentile", "quality": ", no data named"}.get(each.topic, "")
    return FIRMNESS[each.firmness][1] + (lack if each.firmness == "bare" else "")
