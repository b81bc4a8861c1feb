"""Two texts side by side, one below the other where there is no room."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from trainer.ui.theme import SPACE
from trainer.ui.widgets.marked_text import Mark, marked_html
from trainer.ui.widgets.parts import card, column, label
from trainer.ui.widgets.rich_text import RichText
from trainer.ui.zoom import px

NARROW = 620
"""Below this width two columns of prose are too thin to be read."""


class TextCard(QFrame):
    """One text under its title, with stretches lit up."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._shown = ("", tuple[Mark, ...]())
        self.title = label(title, "small")
        self.text = RichText()
        inside = column(self.title, self.text, space=2)
        inside.addStretch(1)
        outer = column(card(inside, margin=4))
        self.setLayout(outer)

    def show_text(self, text: str, marks: Iterable[Mark]) -> None:
        """Put ``text`` on screen."""
        self._shown = (text, tuple(marks))
        self._lay_out()

    def _lay_out(self) -> None:
        text, marks = self._shown
        self.text.show_html(marked_html(text, marks))
        self.text.setAccessibleName(f"{self.title.text()}: {text}")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.PaletteChange:
            self._lay_out()  # the colours stand in the text
        super().changeEvent(event)


class Comparison(QWidget):
    """The user's text and the model answer."""

    def __init__(self, yours: str, model: str) -> None:
        super().__init__()
        self.yours = TextCard(yours)
        self.model = TextCard(model)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(3 * SPACE)
        self._box.addWidget(self.yours, 1)
        self._box.addWidget(self.model, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = self.width() < px(NARROW)
        self._box.setDirection(way.TopToBottom if narrow else way.LeftToRight)
