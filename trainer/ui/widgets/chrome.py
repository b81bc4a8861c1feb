"""The frame of a screen: its header and its centred column."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from trainer.ui.theme import COLUMN_WIDTH, SPACE
from trainer.ui.widgets.parts import column, label, row
from trainer.ui.zoom import hold

EDGE = 8 * SPACE
"""So far from the upper left corner of its page begins a screen's title, on every screen."""


class Header(QWidget):
    """A screen's title with one quiet line below it; ``actions`` stand at the title's right."""

    def __init__(self, title: str, *actions: QWidget) -> None:
        super().__init__()
        self.title = label(title, "title", wrap=True)
        self.line = label("", "muted", wrap=True)
        top = row(self.title, *actions, space=2)
        top.setStretch(0, 1)
        self.setLayout(column(top, self.line, space=1))


def centred(layout: QVBoxLayout, width: int = COLUMN_WIDTH) -> QHBoxLayout:
    """Return ``layout`` in the middle of the page, no wider than ``width``."""
    holder = QWidget()
    hold(holder, most_width=width)
    holder.setLayout(layout)
    outer = QHBoxLayout()
    outer.setContentsMargins(EDGE, EDGE, EDGE, 6 * SPACE)
    outer.addStretch(1)
    outer.addWidget(holder, 1000)
    outer.addStretch(1)
    return outer


def in_the_middle(line: QWidget) -> QWidget:
    """Return a page with nothing on it but ``line``, half-way down."""
    page = QWidget()
    layout = column(line, margin=4)
    layout.insertStretch(0, 1)
    layout.addStretch(1)
    page.setLayout(layout)
    return page


def in_order(*parts: QWidget) -> None:
    """Let Tab go from each of ``parts`` to the next, whenever they were made."""
    for before, after in pairwise(parts):
        QWidget.setTabOrder(before, after)


def scrolled(content: QHBoxLayout, only_of: QWidget | None = None) -> QScrollArea:
    """Return ``content`` in a frame that scrolls up and down when it must.

    The frame is all there is to see of ``only_of``, where that is given.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    # Always there, and invisible when there is nothing to scroll: the column must not jump.
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page = QWidget()
    page.setObjectName("page")
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    # From the outside in: a frame that gets a page, or a parent, asks how large its page would be,
    # so all of that is dressed, and once more whenever it moves into another parent.
    if only_of is not None:
        only_of.setLayout(column(area, space=0))
    area.setWidget(page)
    layout.addLayout(content)
    return area
