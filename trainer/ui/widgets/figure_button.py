"""A number that can be asked how it came about."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from trainer.ui.theme import SPACE
from trainer.ui.widgets.parts import column, label, row
from trainer.ui.zoom import hold, px

FIGURE_WIDTH = 150
"""The least a number with its caption needs, in pixels."""


class FigureButton(QPushButton):
    """A caption, a number and its measured band; pressing it asks for the working."""

    def __init__(self, caption: str, *, large: bool = False, mark: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("role", "figure")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._caption = caption
        self.caption = label(caption, "small")
        self.number = label("–", "value")
        self.number.setProperty("large", "true" if large else "false")
        self.span = label("", "small")
        top = row(*([mark] if mark else []), self.caption, space=1)
        top.addStretch(1)
        inside = column(top, self.number, self.span, space=0)
        inside.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self.setLayout(inside)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        hold(self, least_width=FIGURE_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(
        self, number: str, span: str, problem: str = "", *, banded: bool = False
    ) -> None:
        """Put the number and its band on screen; ``problem`` says why there is none.

        With ``banded`` there is room for a band even where this number has none.
        """
        self.number.setText(number)
        self.span.setText(span)
        self.span.setVisible(banded)
        self.setEnabled(not problem)
        tip = f"No value: {problem}" if problem else "Show how it comes about"
        self.setToolTip(tip)
        band = f", measured band {span}" if span else ""
        self.setAccessibleName(f"{self._caption}: {number}{band}")
        self.setAccessibleDescription(tip)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        inside = self.layout()
        height = inside.sizeHint().height() if inside is not None else 0
        return QSize(px(FIGURE_WIDTH), height)
