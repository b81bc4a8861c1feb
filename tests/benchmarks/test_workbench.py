"""A slider of the workbench moves: the numbers must follow within one frame, and so each chart.

make bench ARGS="-k workbench"
"""

from __future__ import annotations

import datetime as dt
import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from trainer.costmodel.evidence import verify
from trainer.study.workbench.choices import load
from trainer.study.workbench.configuration import DEFAULT, Basis
from trainer.study.workbench.outcome import outcome
from trainer.ui import theme
from trainer.ui.screens.workbench import WorkbenchScreen
from trainer.ui.screens.workbench_inputs import WorkbenchInputs
from trainer.ui.screens.workbench_results import WorkbenchResults
from trainer.ui.workbench_flow import WorkbenchFlow

# The processor's time, which other programs on the machine do not lengthen.
pytestmark = pytest.mark.benchmark(timer=time.process_time)

FRAME_S = 0.016
ROUNDS = 300
CHOICES = load(Path("/nobody"), dt.date(2026, 11, 24))
SIZES = {"batch": 48, "prompt_tokens": 60, "tokens_per_day": 140}
"""How far each slider is moved: up to where memory is full."""


class Bench:
    """The workbench on screen; charts wait until they are asked for."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        theme.put_on(qapp, theme.load("light"))
        self.qapp = qapp
        self.screen = WorkbenchScreen(WorkbenchInputs(CHOICES), WorkbenchResults())
        qtbot.addWidget(self.screen)
        self.screen.resize(1096, 770)
        self.flow = WorkbenchFlow(self.screen, CHOICES, DEFAULT, qapp.clipboard())
        self.screen.show()
        self.draw()

    def draw(self) -> None:
        self.flow.draw()
        for _ in range(3):
            self.qapp.processEvents()

    def take(self, basis: Basis) -> None:
        self.flow.change_to(self.flow.configuration.changed(basis=basis))
        self.draw()


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    made = Bench(qtbot, qapp)
    yield made
    made.screen.close()


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def report(benchmark: BenchmarkFixture, what: str, most_s: float = FRAME_S) -> None:
    """Say p50, p99 and the longest, and hold p99 to one frame."""
    assert benchmark.stats is not None
    times = list(benchmark.stats.stats.data)
    shares = {"p50": percentile(times, 0.5), "p99": percentile(times, 0.99), "max": max(times)}
    benchmark.extra_info.update({f"{name}_ms": time * 1e3 for name, time in shares.items()})
    said = ", ".join(f"{name} {time * 1e3:.2f} ms" for name, time in shares.items())
    sys.stdout.write(f"\n{what}: {said}\n")
    assert shares["p99"] < most_s


def there_and_back(most: int) -> Iterator[int]:
    return itertools.cycle([*range(1, most), *range(most, 0, -1)])


@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize("name", SIZES)
def test_the_numbers_follow_a_slider(
    benchmark: BenchmarkFixture, bench: Bench, basis: Basis, name: str
) -> None:
    bench.take(basis)
    slider = bench.screen.inputs.numbers[name].slider
    positions = there_and_back(SIZES[name])

    def settled() -> None:
        bench.draw()

    def step() -> None:
        slider.setValue(next(positions))
        bench.flow._frame.stop()  # the charts' turn comes with the next event
        bench.qapp.processEvents()

    benchmark.pedantic(step, setup=settled, rounds=ROUNDS, iterations=1, warmup_rounds=5)
    report(benchmark, f"{name}, {basis}: numbers counted and painted")


@pytest.mark.parametrize("basis", list(Basis))
def test_each_chart_follows_in_its_turn(
    benchmark: BenchmarkFixture, bench: Bench, basis: Basis
) -> None:
    bench.take(basis)
    slider = bench.screen.inputs.numbers["prompt_tokens"].slider
    positions = there_and_back(SIZES["prompt_tokens"])

    def moved() -> None:
        if not bench.flow._stale:
            slider.setValue(next(positions))
        bench.flow._frame.stop()
        bench.qapp.processEvents()

    def one() -> None:
        bench.flow._draw_next()
        bench.flow._frame.stop()
        bench.qapp.processEvents()

    benchmark.pedantic(one, setup=moved, rounds=ROUNDS, iterations=1, warmup_rounds=5)
    report(benchmark, f"one chart counted and painted, {basis}")


def test_memory_begins_to_overflow(benchmark: BenchmarkFixture, bench: Bench) -> None:
    # The page makes room for the offer and is painted anew: two frames, once.
    batches = itertools.cycle([380.0, 400.0])

    def step() -> None:
        bench.flow.change_to(DEFAULT.changed(batch=next(batches)))
        bench.flow._frame.stop()
        bench.qapp.processEvents()

    benchmark.pedantic(step, setup=bench.draw, rounds=100, iterations=1, warmup_rounds=5)
    report(benchmark, "the offer of a smaller change appears or goes", 2 * FRAME_S)


@pytest.mark.parametrize("basis", list(Basis))
def test_counting_without_a_window(benchmark: BenchmarkFixture, basis: Basis) -> None:
    batches = itertools.cycle(float(batch) for batch in range(1, 300))

    def count() -> None:
        outcome(DEFAULT.changed(basis=basis, batch=next(batches)), CHOICES)

    benchmark.pedantic(count, rounds=ROUNDS, iterations=1, warmup_rounds=5)
    report(benchmark, f"every number of a configuration, {basis}")


def test_every_published_case(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(verify, rounds=10, iterations=1, warmup_rounds=1)
    report(benchmark, "every published case through the model", 1.0)
