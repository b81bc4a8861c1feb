"""A list whose entries wrap and are as tall as their texts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget

from trainer.ui.theme import SPACE

_TALL = 100_000
_BESIDE = 3 * SPACE
"""What the style leaves free beside a text, and a little more: it must not wrap once more."""


class WrapList(QListWidget):
    """Measures its entries itself.

    Qt's own measure lets the last line of an entry go where the text fills its lines nearly.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model().rowsInserted.connect(self.fit)

    def fit(self) -> None:
        """Make every entry as tall as its text is at the list's width."""
        room = QRect(0, 0, self.viewport().width() - 2 * self.spacing() - _BESIDE, _TALL)
        for place in range(self.count()):
            item = self.item(place)
            text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
            wanted = QSize(0, text.height() + 2 * SPACE)
            if item.sizeHint() != wanted:
                item.setSizeHint(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self.fit()
