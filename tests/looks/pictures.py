"""Take the pictures of the README and the documentation anew, on the demo profile.

Run by ``make pictures``. Those of the README show the window as it is, those of the first walk
are smaller.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from tests.looks.screenshots import shot
from tests.looks.walk import NOW, Walk
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.places import Places
from trainer.study import demo
from trainer.ui import theme
from trainer.ui.jobs import InlineJobs
from trainer.ui.main_window import MainWindow
from trainer.ui.rooms.progress import ProgressRoom

LARGE, SMALL = (1280, 800), (1024, 696)
SMALL_SHOWN = 720
"""So wide the smaller ones are kept: beside a line of text more is not seen."""
GOAL = "20 December 2026"
_ABOVE = 100
"""So many pixels of the page before are seen above what a picture is about."""


class Album:
    """Keeps pictures of one window in ``folder``."""

    def __init__(self, walk: Walk, folder: Path) -> None:
        self.walk = walk
        self.folder = folder

    def take(self, name: str) -> None:
        """Keep a picture of what is on screen; the names of those of the walk say so."""
        is_small = name.startswith("walk-")
        self.walk.resize(*(SMALL if is_small else LARGE))
        picture = shot(self.walk)
        if is_small:
            smooth = Qt.TransformationMode.SmoothTransformation
            picture = picture.scaledToWidth(SMALL_SHOWN, smooth)
        picture.save(str(self.folder / f"{name}.png"))

    def take_of(self, states: Iterator[str], wanted: dict[str, str]) -> None:
        """Go through ``states`` and keep those that are ``wanted`` under other names."""
        for state in states:
            if state in wanted:
                self.take(wanted[state])


@contextmanager
def opened(app: QApplication, worn: str, *, filled: bool) -> Iterator[Walk]:
    """Yield a walk through a window, on the demo profile or before anything is stored."""
    clock = FrozenClock(NOW)
    with (
        tempfile.TemporaryDirectory() as home,
        open_study(Places(Path(home)), clock, random.Random(3)) as study,
    ):
        if filled:
            demo.fill(study, random.Random(demo.SEED))
        theme.put_on(app, theme.load(worn))
        window = MainWindow(study, InlineJobs(), app)
        window.show()
        yield Walk(window, study, clock)
        window.close()


def by_day(app: QApplication, folder: Path) -> None:
    """Take those of the light theme."""
    with opened(app, "light", filled=True) as walk:
        album, window = Album(walk, folder), walk.window
        for key, name in (("today", "today"), ("plan", "walk-plan"), ("workbench", "workbench")):
            window.show_place(key)
            album.take(name)
        window.show_place("progress")
        room = window.rooms["progress"]
        assert isinstance(room, ProgressRoom)
        assert room.screen is not None
        walk.settle()
        walk.resize(*SMALL)
        area = room.screen.findChild(QScrollArea)
        assert area is not None
        card = room.screen.bias.mapTo(area.widget(), QPoint(0, 0))
        area.verticalScrollBar().setValue(card.y() - _ABOVE)
        album.take("walk-bias")
        album.take_of(
            walk.kinds(),
            {"practice-contrast-judged": "contrast", "practice-rewrite-judged": "walk-rewrite"},
        )
        album.take_of(walk.interview(), {"interview-asked": "walk-interview"})


def by_night(app: QApplication, folder: Path) -> None:
    """Take those of the dark theme."""
    with opened(app, "dark", filled=True) as walk:
        album, window = Album(walk, folder), walk.window
        window.show_place("progress")
        album.take("progress")
        window.show_today()
        walk.settle()
        window.actions_by_name["palette"].trigger()
        palette = window.finder.palette
        assert palette is not None
        palette.edit.setText("bandwidth")
        palette.typed.emit("bandwidth")
        palette._typed.stop()  # or it would look once more when all is closed
        walk.front = palette
        album.take("walk-palette")
        palette.close()


def on_arrival(app: QApplication, folder: Path) -> None:
    """Take that of the first start."""
    with opened(app, "light", filled=False) as walk:
        greeting = walk.window.greeting
        greeting.greet()
        assert greeting.screen is not None
        greeting.screen.date_edit.setText(GOAL)
        Album(walk, folder).take("walk-welcome")


def main() -> None:
    """Write all of them into the folder named on the command line."""
    folder = Path(sys.argv[1])
    app = QApplication(["triad", *theme.STYLE])
    for take in (by_day, by_night, on_arrival):
        take(app, folder)


if __name__ == "__main__":
    main()
