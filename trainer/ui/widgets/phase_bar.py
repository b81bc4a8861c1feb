"""The phases of an interview: how long each should be, where the clock is, which one is on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from trainer.study.interview.slot import PHASES, Slot, clock
from trainer.ui import theme
from trainer.ui.theme import SPACE
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.parts import column

_HEIGHT = 10
_GAP = 2


class _Track(QWidget):
    """The slot as a line in six parts; what is past is filled."""

    def __init__(self) -> None:
        super().__init__()
        self.slot = Slot()
        self.at_s = 0.0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 (Qt's name)
        worn = theme.current()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        scale = self.width() / self.slot.end_s
        for phase in self.slot.plan:
            left, right = phase.start_s * scale, phase.end_s * scale - _GAP
            painter.setBrush(worn.colour("border"))
            painter.drawRect(QRectF(left, 2, right - left, _HEIGHT - 4))
            past = min(self.at_s * scale, right)
            if past > left:
                painter.setBrush(worn.colour("accent"))
                painter.drawRect(QRectF(left, 2, past - left, _HEIGHT - 4))
        at = min(self.at_s * scale, self.width() - 3.0)
        painter.setBrush(worn.colour("text"))
        painter.drawRect(QRectF(at, 0, 3, _HEIGHT))
        painter.end()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(400, _HEIGHT)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)


class _Chip(QPushButton):
    """As wide as it is when it is chosen and its text is bold: the row must not move."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        bold = QFont(self.font())
        bold.setBold(True)
        wide = QFontMetrics(bold).horizontalAdvance(self.text()) + 4 * SPACE
        return QSize(wide, super().sizeHint().height())


class PhaseBar(QWidget):
    """Shows the plan and the phase; ``entered`` says that the candidate goes to another."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.track = _Track()
        self.buttons = {name: _Chip() for name in PHASES}
        for name, each in self.buttons.items():
            each.clicked.connect(lambda _=False, name=name: self.entered.emit(name))
        self.setLayout(column(self.track, FlowBox(tuple(self.buttons.values()), SPACE), space=2))

    def show_slot(self, slot: Slot) -> None:
        """Show the plan of ``slot``."""
        self.track.slot = slot
        for number, phase in enumerate(slot.plan, start=1):
            made, said = self.buttons[phase.name], PHASES[phase.name]
            made.setText(f"{number} {said} {clock(phase.start_s)}")
            made.setToolTip(f"Suggested: {clock(phase.start_s)} to {clock(phase.end_s)}")
            made.setAccessibleName(f"{said}, from {clock(phase.start_s)}")

    def show_time(self, at_s: float, phase: str) -> None:
        """Show where the interview is."""
        self.track.at_s = at_s
        self.track.update()
        for name, each in self.buttons.items():
            each.setChecked(name == phase)
