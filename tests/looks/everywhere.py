"""Look for clipped and overlapping texts in every theme, at every zoom, in every size of window.

Run by ``make looks``, for some minutes; the ordinary test crosses fewer of them.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.looks.faults import faults
from tests.looks.walk import NOW, Walk
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.places import Places
from trainer.ui import theme
from trainer.ui.jobs import InlineJobs
from trainer.ui.main_window import MainWindow

ZOOMS = (0.8, 1.0, 1.5, 2.0)
SIZES = ((1024, 700), (1440, 900))


def look(app: QApplication, name: str, enlarged: float) -> dict[str, list[str]]:
    """Return each fault in one theme at one zoom, with the states that show it."""
    found: dict[str, list[str]] = {}
    clock = FrozenClock(NOW)
    with (
        tempfile.TemporaryDirectory() as home,
        open_study(Places(Path(home)), clock, random.Random(3)) as study,
    ):
        theme.put_on(app, theme.load(name), enlarged)
        window = MainWindow(study, InlineJobs(), app)
        window.show()
        window.greeting.greet()  # before anything is stored: afterwards nobody is new
        study.change_setting("theme", name)
        study.change_setting("zoom", enlarged)
        walk = Walk(window, study, clock)
        for state in walk.all():
            for width, height in SIZES:
                walk.resize(width, height)
                for fault in faults(walk.front):
                    found.setdefault(fault, []).append(f"{state} at {width}x{height}")
        window.close()
    return found


def main() -> int:
    """Say what is wrong where; return how many faults there are, at most 99."""
    app = QApplication([])
    many = 0
    for name in theme.NAMES:
        for enlarged in ZOOMS:
            found = look(app, name, enlarged)
            many += len(found)
            sys.stdout.write(f"{name} at {enlarged:.0%}: {len(found)} faults\n")
            for fault, states in sorted(found.items()):
                sys.stdout.write(f"  {fault}\n    {'; '.join(states)}\n")
            sys.stdout.flush()
    return min(many, 99)


if __name__ == "__main__":
    sys.exit(main())
