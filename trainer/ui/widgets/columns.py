"""Parts in as many columns as there is room for, all of the same width."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from trainer.ui.theme import SPACE
from trainer.ui.zoom import ANY_SIZE, px


class Columns(QWidget):
    """Places its parts row by row; the number of columns follows from the width.

    Of all numbers of columns with as few rows as there can be, the smallest: six parts where there
    is room for four stand in two rows of three.
    """

    def __init__(
        self, parts: Sequence[QWidget], *, least_width: int, most: int, space: int = 3
    ) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._least_width = least_width
        self._most = most
        self._space = space * SPACE
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(self._space)
        self._place(self._fitting(ANY_SIZE))

    def _place(self, count: int) -> None:
        if count == self._count:
            return
        for column in range(max(count, self._count)):
            self._grid.setColumnStretch(column, 1 if column < count else 0)
        self._count = count
        for part in self._parts:
            # What a part would like to be must not make its column wider than the others.
            part.setSizePolicy(QSizePolicy.Policy.Ignored, part.sizePolicy().verticalPolicy())
            self._grid.removeWidget(part)
        for place, part in enumerate(self._parts):
            self._grid.addWidget(part, *divmod(place, count))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return room for one column: with less than for all of them there are fewer."""
        widest = max((part.minimumSizeHint().width() for part in self._parts), default=0)
        return QSize(min(widest, px(self._least_width)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._place(self._fitting(self.width()))

    def _fitting(self, width: int) -> int:
        room = (width + self._space) // (px(self._least_width) + self._space)
        count = max(1, min(self._most, room, len(self._parts)))
        rows = -(-len(self._parts) // count)
        return -(-len(self._parts) // rows)
