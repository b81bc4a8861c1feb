"""Lines of a list: where one is long, it goes on below its own text and not below its dot."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from trainer.ui.widgets.parts import column, empty, label, row

_DOT = "•"


class Bullets(QWidget):
    """Shows lines one below the other, each behind a dot; hidden when told of none."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self._role = role
        self._lines: tuple[str, ...] = ()
        self._rows = column(space=1)
        self.setLayout(self._rows)

    def show_lines(self, lines: Iterable[str], more: str = "") -> None:
        """Put ``lines`` on screen, and below them ``more`` of which there is too much to list."""
        self._lines = tuple(lines)
        empty(self._rows)
        for each in self._lines:
            dot = label(_DOT, self._role)
            line = row(dot, label(each, self._role, wrap=True), space=2)
            line.setAlignment(dot, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self._rows.addLayout(line)
        if more:
            self._rows.addWidget(label(more, "muted", wrap=True))
            self._lines += (more,)
        if self.parentWidget() is not None:  # else it would be shown as a window of its own
            self.setVisible(bool(self._lines))

    def text(self) -> str:
        """Return what stands there, line by line, without the dots."""
        return "\n".join(self._lines)
