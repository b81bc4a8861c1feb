"""A walk through every place of a window over many drills: ``python -m tests.benchmarks.walk``.

Opens every place twice, begins to practise, finds, changes the theme, zooms, with jobs on real
threads, while a timer beats every millisecond: a beat that comes late is a pause. In a process of
its own, as the program runs: one that holds the tests as well looks for garbage among all of them.
Prints the longest pause of each step, and last a line of JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.collection import TODAY, cached
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.places import Places
from trainer.ui import startup, theme
from trainer.ui.jobs import ThreadJobs
from trainer.ui.main_window import MainWindow


class Pulse:
    """Notes how long the window's thread was busy between two beats, and during which step.

    Busy is the thread's own time: other programs on the machine do not lengthen it. What it waited
    for a disk or for the interpreter is only in the time on the clock, which is printed as well.
    """

    def __init__(self) -> None:
        self.step = ""
        self.late: list[tuple[float, float, str]] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last, self._busy = time.perf_counter(), time.thread_time()
        self._timer.start(1)

    def _beat(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self.late.append(((busy - self._busy) * 1e3, (now - self._last) * 1e3, self.step))
        self._last, self._busy = now, busy

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()


class Walker:
    """Does one step after the other, leaving the event loop its turns between them."""

    def __init__(self, window: MainWindow, app: QApplication) -> None:
        self.window = window
        self.app = app
        self.pulse = Pulse()
        self.took: dict[str, float] = {}

    def wait(self, for_s: float) -> None:
        """Let the event loop run for a while."""
        QTest.qWait(int(for_s * 1e3))

    def do(self, name: str, action: Callable[[], object]) -> None:
        """Do ``action`` from the event loop, as a key would, and time it up to the painting."""
        self.pulse.step = name

        def run() -> None:
            began = time.thread_time()
            action()
            self.window.repaint()
            self.took[name] = (time.thread_time() - began) * 1e3

        QTimer.singleShot(0, run)
        self.wait(0.8)

    def report(self) -> None:
        """Print the longest pause of each step, longest first: the thread's time, the clock's."""
        longest: dict[str, tuple[float, float]] = {}
        for busy, late, step in self.pulse.late:
            longest[step] = max(longest.get(step, (0.0, 0.0)), (busy, late))
        sys.stdout.write("\n")
        for step, (busy, late) in sorted(longest.items(), key=lambda each: -each[1][0]):
            sys.stdout.write(f"{busy:8.1f} ms  {step} (on the clock {late:.1f} ms)\n")


@contextmanager
def opened(app: QApplication, folder: Path) -> Iterator[Walker]:
    """Yield a window on a copy of the large collection in ``folder``, as after the start."""
    startup.import_plainly()  # as every start does
    places = Places(folder / "data")
    places.database.parent.mkdir(parents=True)
    shutil.copyfile(cached(), places.database)
    with open_study(places, FrozenClock(TODAY + dt.timedelta(hours=1)), random.Random(1)) as study:
        theme.put_on(app, theme.wanted("light"))
        jobs = ThreadJobs()
        window = MainWindow(study, jobs, app)
        window.resize(1280, 800)
        window.show()
        window.warm_up()
        made = Walker(window, app)
        made.wait(3)
        startup.collect()
        yield made
        made.pulse.stop()
        window.close()
        window.deleteLater()


def walked(walker: Walker) -> dict[str, float]:
    """Walk; return the longest turn of the window's thread and the longest change of places."""
    window = walker.window
    walker.pulse.late.clear()
    for again in ("first", "again"):
        for key in ("today", *window.rooms):
            walker.do(f"{key}, {again}", partial(window.show_place, key))
    walker.do("start", window.start)
    walker.do("palette", window.finder.open)
    walker.do("palette closed", lambda: [each.close() for each in dialogs(walker.app, window)])
    walker.do("dark", lambda: window.looks.choose_theme("dark"))
    walker.do("zoom", window.looks.zoom_in)
    walker.do("today, last", window.show_today)
    return {
        "longest_ms": max(busy for busy, _, _ in walker.pulse.late),
        "switch_ms": max(took for step, took in walker.took.items() if step.endswith("again")),
        "peak_mb": startup.peak_mb() or 0.0,
    }


def dialogs(app: QApplication, window: MainWindow) -> list[QWidget]:
    """Return what is open besides the window."""
    return [each for each in app.topLevelWidgets() if each is not window and each.isVisible()]


def main() -> None:
    """Walk and tell."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([sys.argv[0], *theme.STYLE])
    with tempfile.TemporaryDirectory() as folder, opened(app, Path(folder)) as walker:
        found = walked(walker)
        walker.report()
    sys.stdout.write(f"{json.dumps(found)}\n")


if __name__ == "__main__":
    main()
