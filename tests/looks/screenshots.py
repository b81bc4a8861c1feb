"""Render every screen and state into a folder, with one contact sheet: to be looked at.

Run by ``make screenshots``, on a profile in a temporary folder.
"""

from __future__ import annotations

import math
import random
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from tests.looks.walk import NOW, Walk
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.places import Places
from trainer.ui import theme
from trainer.ui.jobs import InlineJobs
from trainer.ui.main_window import MainWindow
from trainer.ui.screens.trouble import TroubleScreen

_THUMB_WIDTH, _THUMB_HEIGHT, _CAPTION, _COLUMNS = 360, 240, 18, 8
_ABOVE = 56
_PAPER = QColor("#808080")


@dataclass(frozen=True)
class Look:
    """A theme, sizes of the window, and by how much text is enlarged."""

    theme: str
    sizes: tuple[tuple[int, int], ...]
    zoom: float = 1.0


SMALL, LARGE = (1024, 700), (1440, 900)
LOOKS = (
    Look("light", (SMALL, LARGE)),
    Look("dark", (SMALL, LARGE)),
    Look("high contrast", (SMALL, LARGE)),
    Look("light", (LARGE,), zoom=1.5),
)


def render(app: QApplication, folder: Path, look: Look) -> list[Path]:
    """Save a picture of every state in one look; return them in the order of the walk."""
    made = []
    clock = FrozenClock(NOW)
    with (
        tempfile.TemporaryDirectory() as home,
        open_study(Places(Path(home)), clock, random.Random(3)) as study,
    ):
        theme.put_on(app, theme.wanted(look.theme), look.zoom)
        window = MainWindow(study, InlineJobs(), app)
        window.show()
        window.greeting.greet()  # before anything is stored: afterwards nobody is new
        study.change_setting("theme", look.theme)
        study.change_setting("zoom", look.zoom)
        walk = Walk(window, study, clock)
        for number, state in enumerate(walk.all(), 1):
            for width, height in look.sizes:
                walk.resize(width, height)
                name = f"{look.theme}-{width}x{height}-{look.zoom:.0%}".replace(" ", "-")
                path = folder / f"{name.rstrip('%')}-{number:02d}-{state}.png"
                shot(walk).save(str(path))
                made.append(path)
        window.close()
    return made


def shot(walk: Walk) -> QPixmap:
    """Return what is to be seen: the window, and over it what stands in a window of its own."""
    if isinstance(walk.front, TroubleScreen):
        return walk.front.grab()
    picture = walk.window.grab()
    if walk.front is not walk.window:
        painter = QPainter(picture)
        left = (walk.window.width() - walk.front.width()) // 2
        painter.drawPixmap(left, _ABOVE, walk.front.grab())
        painter.end()
    return picture


def contact_sheet(pictures: list[Path]) -> QPixmap:
    """Return all ``pictures`` small, side by side, with their names."""
    rows = math.ceil(len(pictures) / _COLUMNS)
    sheet = QPixmap(_COLUMNS * _THUMB_WIDTH, rows * _THUMB_HEIGHT)
    sheet.fill(_PAPER)
    painter = QPainter(sheet)
    for number, path in enumerate(pictures):
        row, column = divmod(number, _COLUMNS)
        x, y = column * _THUMB_WIDTH, row * _THUMB_HEIGHT
        small = QPixmap(str(path)).scaled(
            _THUMB_WIDTH - 4,
            _THUMB_HEIGHT - _CAPTION,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawPixmap(x + 2, y + 2, small)
        caption = QRect(x + 4, y + _THUMB_HEIGHT - _CAPTION, _THUMB_WIDTH - 8, _CAPTION)
        painter.drawText(caption, Qt.AlignmentFlag.AlignVCenter, path.stem)
    painter.end()
    return sheet


def main() -> None:
    """Render everything into the folder named on the command line."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["triad", *theme.STYLE])
    pictures = [path for look in LOOKS for path in render(app, folder, look)]
    sheet = folder / "contact-sheet.png"
    contact_sheet(pictures).save(str(sheet))
    sys.stdout.write(f"{len(pictures)} pictures in {folder}, all of them in {sheet}\n")


if __name__ == "__main__":
    main()
