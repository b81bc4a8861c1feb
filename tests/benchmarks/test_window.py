"""The window on a large collection: no pause of its event loop is felt, whatever is opened.

make bench ARGS="-k window"

The walk opens every place twice, begins to practise, answers, finds, zooms and changes the theme,
with jobs on real threads, while a timer beats every millisecond: a beat that comes late is a pause.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.collection import TODAY, cached
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.domain.memory import Rating
from trainer.places import Places
from trainer.study.learner import answer_for
from trainer.ui import startup, theme
from trainer.ui.jobs import ThreadJobs
from trainer.ui.main_window import MainWindow

PAUSE_MS = 50.0
SWITCH_MS = 50.0
TURNS = 300
PATIENCE_TURNS = 300
MEMORY_MB = 150.0


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


@pytest.fixture
def walker(qapp: QApplication, tmp_path: Path) -> Iterator[Walker]:
    """A window on a copy of the large collection, as it is after the start."""
    startup.import_plainly()  # as every start does
    places = Places(tmp_path / "data")
    places.database.parent.mkdir(parents=True)
    shutil.copyfile(cached(), places.database)
    with open_study(places, FrozenClock(TODAY + dt.timedelta(hours=1)), random.Random(1)) as study:
        theme.put_on(qapp, theme.wanted("light"))
        jobs = ThreadJobs()
        window = MainWindow(study, jobs, qapp)
        window.resize(1280, 800)
        window.show()
        window.warm_up()
        made = Walker(window, qapp)
        made.wait(3)
        startup.collect()
        yield made
        made.pulse.stop()
        window.close()
        window.deleteLater()


def test_window_no_pause_in_a_walk(benchmark: BenchmarkFixture, walker: Walker) -> None:
    window = walker.window

    def walk() -> None:
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

    benchmark.pedantic(walk, rounds=1, iterations=1)
    walker.report()
    peak_mb = startup.peak_mb() or 0.0
    longest = max(busy for busy, _, _ in walker.pulse.late)
    again = max(took for step, took in walker.took.items() if step.endswith("again"))
    sys.stdout.write(f"longest {longest:.1f} ms; switching {again:.1f} ms; peak {peak_mb:.0f} MB\n")
    benchmark.extra_info.update(longest_ms=longest, switch_ms=again, peak_mb=peak_mb)
    assert longest < PAUSE_MS
    assert again < SWITCH_MS


def dialogs(app: QApplication, window: MainWindow) -> list[QWidget]:
    """Return what is open besides the window."""
    return [each for each in app.topLevelWidgets() if each is not window and each.isVisible()]


def test_window_next_question(benchmark: BenchmarkFixture, walker: Walker) -> None:
    window, chance, times = walker.window, random.Random(2), []
    window.start()
    for _ in range(PATIENCE_TURNS):  # of so many drills a worker chooses
        if window.flow.session is not None:
            break
        walker.wait(0.1)
    session = window.flow.session
    assert session is not None

    def turn() -> None:
        question = session.question
        assert question is not None
        window.flow.answer(answer_for(question.posed, chance))
        window.repaint()
        walker.wait(0.02)
        began = time.thread_time()
        QTest.keyClicks(walker.app.focusWidget() or window, str(int(Rating.GOOD)))
        window.repaint()
        times.append((time.thread_time() - began) * 1e3)
        walker.wait(0.02)

    def turns() -> None:
        for _ in range(TURNS):
            turn()

    benchmark.pedantic(turns, rounds=1, iterations=1)
    times.sort()
    p50, p99 = times[len(times) // 2], times[int(0.99 * len(times))]
    sys.stdout.write(f"\nkey to next question painted: p50 {p50:.2f}, p99 {p99:.2f} ms\n")
    benchmark.extra_info.update(p50_ms=p50, p99_ms=p99)
    assert p50 <= 8
    assert p99 <= 16


def test_window_memory_at_review(benchmark: BenchmarkFixture) -> None:
    """With the demo profile, in a process of its own: this one holds the tests as well."""
    command = [sys.executable, "-m", "tests.benchmarks.at_review"]

    def reviewing() -> dict[str, float]:
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        held: dict[str, float] = json.loads(run.stdout)
        return held

    held = benchmark.pedantic(reviewing, rounds=1, iterations=1)
    sys.stdout.write(f"\nmemory at review: {held}\n")
    benchmark.extra_info.update({f"{name}_mb": mb for name, mb in held.items()})
    assert held["rss"] < MEMORY_MB
