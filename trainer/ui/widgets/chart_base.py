"""What every chart offers: values that the mouse and the arrow keys point at, told in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QWidget

from trainer.ui import theme


@dataclass(frozen=True, slots=True)
class Bar:
    """One place of a chart: its name, its value, the value in words, its interval if it has one.

    ``tone`` is given where the place has a colour of its own, as latency, cost and quality have;
    ``spoken`` where people call it otherwise than the saved table does, as they do days.
    """

    name: str
    value: float
    said: str
    low: float | None = None
    high: float | None = None
    tick: str = ""
    tone: str = ""
    spoken: str = ""

    @property
    def told(self) -> str:
        """The place and its value in words."""
        return f"{self.spoken or self.name}: {self.said}"


@dataclass(frozen=True, slots=True)
class Shape:
    """How the values are drawn: as points with intervals or bars, with a dashed target, in a tone.

    ``unit`` names the axis; ``ticks`` says what stands at which value, if not the value itself.
    """

    points: bool = False
    target: float | None = None
    tone: str = "accent"
    unit: str = ""
    ticks: Mapping[float, str] | None = None


PLAIN = Shape()
"""Bars in the accent colour."""


def as_csv(name: str, unit: str, bars: Sequence[Bar]) -> str:
    """Return what a chart shows as a table: name, value and the ends of intervals, if it has any.

    The value's column is called by its ``unit``, where it has one.
    """
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    value = unit or "value"
    if any(bar.low is not None for bar in bars):
        out.writerow((name, value, "low", "high"))
        out.writerows((bar.name, bar.value, bar.low, bar.high) for bar in bars)
    else:
        out.writerow((name, value))
        out.writerows((bar.name, bar.value) for bar in bars)
    return text.getvalue()


def small_font() -> QFont:
    """Return the font of names and ticks, as large as the zoom has it now."""
    font = QFont()
    font.setPointSizeF(theme.SIZES_PT["small"])
    return font


class PointedChart(QWidget):
    """Shows bars. Arrow keys and the mouse move a cursor; its value is announced.

    ``pointed`` carries what stands where the cursor is, in words.
    """

    pointed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.bars: Sequence[Bar] = ()
        self.shape = Shape()
        self.at: int | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_bars(self, bars: Sequence[Bar], shape: Shape = PLAIN) -> None:
        """Draw ``bars``."""
        self.bars, self.at, self.shape = bars, None, shape
        if bars:
            self.draw()
        self.setAccessibleDescription("; ".join(bar.told for bar in bars))

    def draw(self) -> None:
        """Draw what is shown, in the theme's colours."""
        self.update()

    def draw_cursor(self) -> None:
        """Draw the cursor where it is now."""
        self.update()

    def moves(self) -> Mapping[Qt.Key, int]:
        """Return by how many places each key moves the cursor."""
        return {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

    def point_at(self, at: int) -> None:
        """Move the cursor to the place ``at``, kept inside the chart, and say what is there."""
        if not self.bars:
            return
        self.at = max(0, min(len(self.bars) - 1, at))
        self.draw_cursor()
        said = self.bars[self.at].told
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.pointed.emit(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        key, last = Qt.Key(event.key()), len(self.bars) - 1
        moves = self.moves()
        if key in moves and self.at is None:
            self.point_at(last if moves[key] < 0 else 0)
        elif key in moves and self.at is not None:
            self.point_at(self.at + moves[key])
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.point_at(0 if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.PaletteChange and self.bars:
            self.draw()
        super().changeEvent(event)
