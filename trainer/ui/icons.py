"""One set of pictures, drawn in the colours of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from trainer.places import shipped
from trainer.ui.theme import Theme

SIZE = 20
"""Pixels along a side, before the screen's own scale."""

_SCALES = (1, 2)
_INK = "currentColor"


@cache
def _drawing(name: str) -> str:
    return (shipped("resources") / "icons" / f"{name}.svg").read_text("utf-8")


def pixmap(name: str, colour: QColor, scale: int = 1) -> QPixmap:
    """Return picture ``name`` in one ``colour``, ``scale`` pixels for each of the screen's.

    Raises FileNotFoundError for a picture there is not.
    """
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(_INK, colour.name()).encode()))
    made = QPixmap(SIZE * scale, SIZE * scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, SIZE * scale, SIZE * scale))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


def icon(name: str, theme: Theme) -> QIcon:
    """Return picture ``name``: muted, and in the accent where what it stands for is chosen."""
    made = QIcon()
    for scale in _SCALES:
        muted, chosen = theme.colour("muted"), theme.colour("accent")
        made.addPixmap(pixmap(name, muted, scale), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(pixmap(name, chosen, scale), QIcon.Mode.Normal, QIcon.State.On)
    return made
