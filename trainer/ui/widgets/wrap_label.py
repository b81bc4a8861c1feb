"""A label that wraps and is as tall as its text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

_TALL = 100_000


class WrapLabel(QLabel):
    """Fixes its own height to what its text needs at its width.

    An ordinary label that wraps offers height-for-width instead, which layouts inside scroll
    areas pass on unreliably: texts end up squeezed or overlapping.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        super().setText(text)
        self.fit()

    def needed_height(self) -> int:
        """Return how tall the text is at the label's width, in pixels."""
        # Not QLabel's own height-for-width: that never falls below the minimum set last time.
        margins = self.contentsMargins()
        room = QRect(0, 0, self.width() - margins.left() - margins.right(), _TALL)
        text = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return max(1, text.height() + margins.top() + margins.bottom())

    def fit(self) -> None:
        """Be as tall as the text."""
        self.setFixedHeight(self.needed_height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        return False

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()
