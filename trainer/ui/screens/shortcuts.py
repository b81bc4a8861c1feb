"""The sheet of shortcuts: every command of the menus with its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from trainer.ui.paging import Paging
from trainer.ui.theme import SPACE
from trainer.ui.widgets.chrome import scrolled
from trainer.ui.widgets.parts import button, card, column, label, row
from trainer.ui.zoom import px

ANSWERING: tuple[tuple[str, str], ...] = (
    ("Answer, or take the suggested rating", "Enter"),
    ("Rate Again, Hard, Good, Easy", "1 2 3 4"),
    ("Pick a statement; mark what it lacks", "1 2, letters"),
    ("Scroll the page", "Page Up, Page Down"),
    ("Leave the session", "Esc"),
)
"""Keys of the practice screen that are no commands."""


class ShortcutSheet(QDialog):
    """Shows ``sections``: under each heading what can be done and the keys for it."""

    def __init__(self, parent: QWidget, sections: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.lines: dict[str, str] = {}
        cards = column(space=4, margin=5)
        for title, lines in sections.items():
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setVerticalSpacing(2 * SPACE)
            for at, (what, keys) in enumerate(lines):
                self.lines[what] = keys
                grid.addWidget(label(what, wrap=True), at, 0)
                grid.addWidget(label(keys or "–", "muted"), at, 1, Qt.AlignmentFlag.AlignRight)
            cards.addWidget(card(column(label(title, "heading"), grid_holder(grid), space=3)))
        self.close_button = button("Close", "primary")
        self.close_button.clicked.connect(self.accept)
        foot = row(margin=3)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        page = row(cards)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(page)
        outer.addWidget(self.area)
        outer.addLayout(foot)
        self.resize(QSize(px(600), px(640)).boundedTo(parent.window().size()))
        Paging(self)


def grid_holder(grid: QGridLayout) -> QWidget:
    """Return a widget around ``grid``."""
    made = QWidget()
    grid.setContentsMargins(0, 0, 0, 0)
    made.setLayout(grid)
    return made
