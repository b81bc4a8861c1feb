"""The window on a large collection: no pause of its event loop is felt, whatever is opened.

make bench ARGS="-k window"

The walk (walk.py) opens every place twice, begins to practise, finds, changes the theme and zooms.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.walk import Walker, opened
from trainer.domain.memory import Rating
from trainer.study.learner import answer_for

PAUSE_MS = 50.0
SWITCH_MS = 50.0
TURNS = 300
PATIENCE_TURNS = 300
MEMORY_MB = 150.0


@pytest.fixture
def walker(qapp: QApplication, tmp_path: Path) -> Iterator[Walker]:
    """A window on a copy of the large collection, as it is after the start."""
    with opened(qapp, tmp_path) as made:
        yield made


def test_window_no_pause_in_a_walk(benchmark: BenchmarkFixture) -> None:
    """In a process of its own, as memory is."""
    command = [sys.executable, "-m", "tests.benchmarks.walk"]

    def walk() -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    told = benchmark.pedantic(walk, rounds=1, iterations=1)
    sys.stdout.write(f"\n{told}")
    found: dict[str, float] = json.loads(told.splitlines()[-1])
    benchmark.extra_info.update(found)
    assert found["longest_ms"] < PAUSE_MS
    assert found["switch_ms"] < SWITCH_MS


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
