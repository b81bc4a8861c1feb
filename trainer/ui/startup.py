"""What makes a start short, and how long it takes: what ``triad --measure-startup`` prints."""

from __future__ import annotations

import builtins
import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import CannotRun, TrainerError
from trainer.places import shipped

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from trainer.ui.main_window import MainWindow

PROGRAM = "triad-trainer"
"""What its desktop entry and its icon are called."""


PATIENCE_MS = 60_000
"""A start that takes longer is not one to be measured."""

NOTHING_DUE = "Nothing is due and nothing new is let in today: measured was the way to Today.\n"


def application(title: str) -> QApplication:
    """Return the one application there is, with its names and the icon of all its windows."""
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from trainer.ui.theme import STYLE

    # Set afterwards it would be handed back: 12 enumerations to make that nobody asks for.
    app = QApplication([*sys.argv[:1], *STYLE])
    app.setApplicationName(PROGRAM)
    app.setApplicationDisplayName(title)
    # Inside a Flatpak the desktop entry has the name of that.
    app.setDesktopFileName(os.environ.get("FLATPAK_ID", PROGRAM))
    app.setWindowIcon(QIcon(str(shipped("resources") / "app" / f"{PROGRAM}.svg")))
    return app


def import_plainly() -> None:
    """Take PySide6 out of the import statement; to be called once it is imported.

    For features that nothing here asks for it looks at each module that is imported after it, by
    reading its source file whole and keeping it in memory.
    """
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original


@contextmanager
def collecting_later() -> Iterator[None]:
    """Look for no garbage until ``collect`` is called or all is over: a start makes none."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def collect() -> None:
    """Look for garbage from now on, but not among what is there: that is the program itself.

    Going through it took a pause of 20 ms each time.
    """
    gc.freeze()
    gc.enable()


def say_handed_over() -> None:
    """Say that a window was open already."""
    sys.stdout.write("Triad Trainer is already open on this data; its window is in front.\n")


class Timeline:
    """What happened when, in milliseconds since the process began."""

    def __init__(self) -> None:
        self._began = time.perf_counter() - process_age_s()
        self.marks: dict[str, float] = {}

    def mark(self, name: str) -> None:
        """Note that ``name`` is done now."""
        self.marks[name] = round((time.perf_counter() - self._began) * 1000, 1)


def process_age_s() -> float:
    """Return how many seconds this process has run, where the system tells (else 0)."""
    if not sys.platform.startswith("linux"):
        return 0.0
    fields = Path("/proc/self/stat").read_text("ascii").rsplit(")", 1)[1].split()
    started_s = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started_s


_STATUS = Path("/proc/self/status")


def peak_mb() -> float | None:
    """Return the most memory that was ever in use, in MB; None where the system does not tell."""
    if _STATUS.exists():  # Linux, where ``resource`` begins with what the starting process held.
        lines = _STATUS.read_text("utf-8").splitlines()
        peak_kb = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
        return round(peak_kb / 1024, 1)
    try:
        import resource
    except ImportError:  # Windows has no such module.
        return None
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2, 1)  # macOS: bytes


def measure(window: MainWindow, timeline: Timeline) -> None:
    """Press Start as soon as there is something to start, print the timeline, leave.

    Where nothing is due, the timeline ends with Today. Raises CannotRun where it comes to neither.
    """
    from PySide6.QtCore import QCoreApplication, QTimer

    wrong = [f"no question came within {PATIENCE_MS // 1000} s"]

    def reached(mark: str, said: str = "") -> None:
        wrong.clear()
        # Until it is painted; what else is done once nothing else is to be done does not count.
        QCoreApplication.sendPostedEvents()
        window.repaint()
        timeline.mark(mark)
        spent = {"processor_ms": round(time.process_time() * 1000, 1), "peak_memory_mb": peak_mb()}
        sys.stdout.write(json.dumps({**timeline.marks, **spent}) + "\n")
        sys.stdout.flush()
        sys.stderr.write(said)
        QTimer.singleShot(0, window.close)

    def failed(error: TrainerError) -> None:
        wrong[:] = [str(error)]
        QTimer.singleShot(0, window, QCoreApplication.exit)

    window.question_ready.connect(partial(reached, "question_ready_ms"))
    window.nothing_due.connect(partial(reached, "today_ready_ms", NOTHING_DUE))
    window.decks.failed.connect(failed)
    # Not by closing the window: a sheet may lie above it, which has a loop of its own.
    QTimer.singleShot(PATIENCE_MS, window, QCoreApplication.exit)
    window.start_when_ready()
    QCoreApplication.exec()
    if wrong:
        window.close()
        raise CannotRun(
            f"the start could not be measured: {wrong[0].rstrip('.')}",
            remedy="see what 'triad' says in its window, or measure an empty --data-dir",
        )
