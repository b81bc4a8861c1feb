"""One set of pictures, drawn in the colours of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from trainer.places import shipped

SIZE = 20
"""Pixels along a side, before zoom and the screen's own scale."""

_SCALES = (1, 2)
_INK = "currentColor"


@cache
def _drawing(name: str) -> str:
    return (shipped("resources") / "icons" / f"{name}.svg").read_text("utf-8")


def pixmap(name: str, colour: QColor, size: int = SIZE, scale: int = 1) -> QPixmap:
    """Return picture ``name`` in one ``colour``, ``scale`` pixels for each of the screen's.

    Raises FileNotFoundError for a picture there is not.
    """
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_drawing(name).replace(_INK, colour.name()).encode()))
    made = QPixmap(size * scale, size * scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    made.setDevicePixelRatio(scale)
    return made


def icon(name: str, colour: QColor, size: int = SIZE) -> QIcon:
    """Return picture ``name`` in ``colour``, ``size`` pixels wide on a screen of any scale."""
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(pixmap(name, colour, size, scale))
    return made
