"""Typing into a long rewrite: a key must be on screen within one frame, and so must the reading.

make bench ARGS="-k typing"
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from trainer.drills.rewrite import Rewrite, RewriteKind
from trainer.drills.scenario import Scenario
from trainer.ui import theme
from trainer.ui.drills.rewrite import RewriteView

# The processor's time, which other programs on the machine do not lengthen.
pytestmark = pytest.mark.benchmark(timer=time.process_time)

FRAME_S = 0.016
LONG = 2_000
ROUNDS = 300
STATEMENT = (
    "We start with a 175B model at TTFT ≤ 800 ms at p95 with 20 requests per second, and at most $8"
    " per million tokens, which is $48k of the $60k a month. F1 stays ≥ 0.85 on our 500-question QA"
    " set, measured weekly with a rollback below 0.82, and it will be scalable. "
)
CONTENT = Rewrite(
    Scenario("An assistant.", "qa", {"tokens_per_day": "200 M", "monthly_budget": "$60k"}),
    bad="It will be fast.",
    good=STATEMENT,
    requires=("latency", "percentile", "traffic", "cost", "budget", "quality", "benchmark", "plan"),
)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[RewriteView]:
    """A rewrite with 2,000 characters in it, all read."""
    theme.put_on(qapp, theme.load("light"))
    made = RewriteView()
    qtbot.addWidget(made)
    made.resize(780, 700)
    made.show()
    made.show_exercise(RewriteKind().pose(CONTENT, random.Random(1)))
    made.editor.setPlainText((STATEMENT * 9)[:LONG])
    qtbot.waitUntil(lambda: made.editor.is_read)
    yield made
    made.close()


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def report(benchmark: BenchmarkFixture, what: str) -> None:
    """Say p50, p99 and the longest, and hold them to one frame."""
    assert benchmark.stats is not None
    times = list(benchmark.stats.stats.data)
    shares = {"p50": percentile(times, 0.5), "p99": percentile(times, 0.99), "max": max(times)}
    benchmark.extra_info.update({f"{name}_ms": time * 1e3 for name, time in shares.items()})
    said = ", ".join(f"{name} {time * 1e3:.2f} ms" for name, time in shares.items())
    sys.stdout.write(f"\n{what}: {said}\n")
    assert shares["p99"] < FRAME_S


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0], ids=["beginning", "middle", "end"])
def test_typing_a_key(
    benchmark: BenchmarkFixture, qapp: QApplication, view: RewriteView, share: float
) -> None:
    cursor = QTextCursor(view.editor.document())
    cursor.setPosition(int(share * LONG))
    view.editor.setTextCursor(cursor)
    keys = itertools.cycle("p95 under 200 ms, ")

    def key() -> None:
        QTest.keyClicks(view.editor, next(keys))
        qapp.processEvents()

    benchmark.pedantic(key, rounds=ROUNDS, iterations=1, warmup_rounds=5)
    report(benchmark, f"a key at {share:.0%}")


def test_typing_pauses_and_the_text_is_read(
    benchmark: BenchmarkFixture, qapp: QApplication, view: RewriteView
) -> None:
    numbers = itertools.cycle(str(number) for number in range(100, 300))
    cursor = QTextCursor(view.editor.document())

    def change() -> None:
        # Another number in the first sentence, so that there is something to read.
        cursor.setPosition(STATEMENT.index("800"))
        cursor.setPosition(STATEMENT.index("800") + 3, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(next(numbers))

    def read() -> None:
        view.read_now()
        qapp.processEvents()

    benchmark.pedantic(read, setup=change, rounds=ROUNDS // 3, iterations=1, warmup_rounds=5)
    report(benchmark, "reading 2,000 characters in a pause")
