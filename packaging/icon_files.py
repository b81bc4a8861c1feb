"""Draw the icon's file in each size and form that a system wants.

    python packaging/icon_files.py DRAWING.svg 48:PATH.png PATH.ico PATH.icns …

Runs in a Python that has Qt. The two containers hold PNGs: Windows has read such since Vista, macOS
since 10.7.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_SIZES = {
    b"ic11": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""What macOS calls each size; some twice, as that of a finer screen."""

_ICO_HEAD = struct.Struct("<HHH")
_ICO_ENTRY = struct.Struct("<BBBBHHII")
_ICNS_HEAD = struct.Struct(">4sI")

Draw = Callable[[int], bytes]
"""Returns the icon as a PNG, so many pixels wide."""


def drawing(path: Path) -> Draw:
    """Return how the SVG file ``path`` is drawn. Raises ValueError if it is none."""
    renderer = QSvgRenderer(str(path))
    if not renderer.isValid():
        raise ValueError(f"{path}: this is no SVG drawing")

    def draw(size: int) -> bytes:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        return bytes(buffer.data().data())

    return draw


def ico(draw: Draw) -> bytes:
    """Return the icon for Windows."""
    pictures = [(size, draw(size)) for size in ICO_SIZES]
    head = _ICO_HEAD.pack(0, 1, len(pictures))
    start = len(head) + _ICO_ENTRY.size * len(pictures)
    entries = b""
    for size, picture in pictures:
        side = size % 256  # 0 stands for 256
        entries += _ICO_ENTRY.pack(side, side, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    return head + entries + b"".join(picture for _, picture in pictures)


def icns(draw: Draw) -> bytes:
    """Return the icon for macOS."""
    parts = [(name, draw(size)) for name, size in ICNS_SIZES.items()]
    body = b"".join(
        _ICNS_HEAD.pack(name, _ICNS_HEAD.size + len(picture)) + picture for name, picture in parts
    )
    return _ICNS_HEAD.pack(b"icns", _ICNS_HEAD.size + len(body)) + body


def write(draw: Draw, target: str) -> None:
    """Write what ``target`` names: ``SIZE:PATH`` is a PNG, the others go by their ending."""
    size, colon, path = target.partition(":")
    if size.isdigit() and colon:
        Path(path).write_bytes(draw(int(size)))
    else:
        make = {".ico": ico, ".icns": icns}[Path(target).suffix]
        Path(target).write_bytes(make(draw))


if __name__ == "__main__":
    application = QGuiApplication([])
    drawn = drawing(Path(sys.argv[1]))
    for each in sys.argv[2:]:
        write(drawn, each)
