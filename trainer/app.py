"""The composition root: here, and nowhere else, the parts are built and joined."""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trainer.clock import Clock, SystemClock
from trainer.places import Places, shipped
from trainer.store.database import Store
from trainer.store.identity import new_device
from trainer.study.study import Study, load_settings

if TYPE_CHECKING:
    from trainer.ui.main_window import MainWindow


@contextmanager
def open_study(
    places: Places, clock: Clock | None = None, rng: random.Random | None = None
) -> Iterator[Study]:
    """Open the user's store and yield the application below the window; close it afterwards."""
    clock = clock or SystemClock()
    # Seeds and identities need to differ, not to be secret; SystemRandom makes them differ.
    rng = rng or random.SystemRandom()
    with Store.open(places.database, device=new_device(rng), at=clock.now()) as store:
        yield Study(
            store=store,
            clock=clock,
            settings=load_settings(store),
            rng=rng,
            builtin_folder=shipped("decks"),
            data_dir=places.data_dir,
        )


class Timeline:
    """What happened when, in milliseconds since the process began."""

    def __init__(self) -> None:
        self._began = time.perf_counter() - _process_age_s()
        self.marks: dict[str, float] = {}

    def mark(self, name: str) -> None:
        """Note that ``name`` is done now."""
        self.marks[name] = round((time.perf_counter() - self._began) * 1000, 1)


def _process_age_s() -> float:
    """Return how many seconds this process has run, where the system tells (else 0)."""
    if not sys.platform.startswith("linux"):
        return 0.0
    import os
    from pathlib import Path

    fields = Path("/proc/self/stat").read_text("ascii").rsplit(")", 1)[1].split()
    started_s = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started_s


def run_window(places: Places, *, measure_startup: bool = False) -> int:
    """Open the window and return the exit code when it is closed.

    Raises CannotRun, in one sentence with the ways out, when there is no display to open it on.
    """
    from trainer.ui.display import require_display

    timeline = Timeline()
    require_display()
    from PySide6.QtWidgets import QApplication

    from trainer.ui import crash, theme
    from trainer.ui.jobs import ThreadJobs
    from trainer.ui.main_window import TITLE, MainWindow

    timeline.mark("imports_ms")
    app = QApplication(sys.argv[:1])
    app.setApplicationName("triad-trainer")
    app.setApplicationDisplayName(TITLE)
    app.setDesktopFileName("triad-trainer")
    timeline.mark("application_ms")
    with open_study(places) as study:
        timeline.mark("store_open_ms")
        crash.install()
        theme.put_on(app, theme.wanted(study.settings.theme))
        jobs = ThreadJobs()
        window = MainWindow(study, jobs, app)
        window.show()
        app.processEvents()
        timeline.mark("window_shown_ms")
        window.install_builtin()
        if measure_startup:
            _measure(window, timeline)
        else:
            window.warm_up()
        try:
            return app.exec()
        finally:
            jobs.close()


def _measure(window: MainWindow, timeline: Timeline) -> None:
    """Press Start as soon as there is something to start, print the timeline, leave."""
    from PySide6.QtCore import QCoreApplication, QTimer

    def ready() -> None:
        QCoreApplication.processEvents()
        timeline.mark("question_ready_ms")
        sys.stdout.write(json.dumps({**timeline.marks, "peak_memory_mb": _peak_mb()}) + "\n")
        sys.stdout.flush()
        QTimer.singleShot(0, window.close)

    window.question_ready.connect(ready)
    window.start_when_ready()


def _peak_mb() -> float | None:
    try:
        import resource
    except ImportError:  # Windows has no such module; the figure is left out there.
        return None
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
