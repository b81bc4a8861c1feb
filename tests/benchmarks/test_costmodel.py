"""How long the cost model takes: to be imported, to answer forwards and backwards, to read.

    make bench ARGS='tests/benchmarks/test_costmodel.py'

Answers are taken both ways: the first time a question is put, when its steps have to be found,
and again with other numbers, as a slider moves.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from trainer.costmodel import plan
from trainer.costmodel.catalogue import load_catalogue
from trainer.costmodel.solve import evaluate, solve
from trainer.costmodel.working import as_markdown
from trainer.units.quantity import read_quantity

# The processor's time, which other programs on the machine do not lengthen.
pytestmark = pytest.mark.benchmark(timer=time.process_time)

SPEND = {"cost_per_token": 0.0012, "tokens_per_day": 5e6}
TYPED = ("$180k/mo", "USD/month"), ("1.2e-3 USD/token", "USD/token"), ("37.3 GiB", "GB")


def children_s() -> float:
    """Return the processor's time of all processes that were started and have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture(scope="module")
def serving() -> dict[str, float]:
    """Return Llama 3.1 70B on eight H100, batch 64, 2,048 tokens in and 256 out."""
    catalogue = load_catalogue()
    return {
        **catalogue.givens("model", "llama3.1-70b"),
        **catalogue.givens("accelerator", "h100-sxm"),
        "gpus": 8,
        "batch": 64,
        "prompt_tokens": 2048,
        "output_tokens": 256,
    }


@pytest.mark.benchmark(timer=children_s)
@pytest.mark.parametrize(
    "imported",
    ["trainer.costmodel.solve", "trainer.costmodel.evidence", "trainer.units.quantity"],
)
def test_import(benchmark: BenchmarkFixture, imported: str) -> None:
    """A whole interpreter that imports the module; subtract the bare one."""
    command = [sys.executable, "-c", f"import {imported}"]
    benchmark.pedantic(subprocess.run, (command,), {"check": True}, rounds=10, warmup_rounds=2)


@pytest.mark.benchmark(timer=children_s)
def test_a_bare_interpreter(benchmark: BenchmarkFixture) -> None:
    command = [sys.executable, "-c", "pass"]
    benchmark.pedantic(subprocess.run, (command,), {"check": True}, rounds=10, warmup_rounds=2)


def test_a_forward_solve_of_money(benchmark: BenchmarkFixture) -> None:
    found = benchmark(solve, "monthly_spend", SPEND)
    assert found.result.value == pytest.approx(180_000)


def test_an_inverse_solve_of_money(benchmark: BenchmarkFixture) -> None:
    given = {"monthly_spend": 250e3, "tokens_per_day": 5e6}
    assert benchmark(evaluate, "cost_per_token", given) == pytest.approx(1 / 600)


def test_a_forward_solve_of_serving(benchmark: BenchmarkFixture, serving: dict[str, float]) -> None:
    assert 3 < benchmark(solve, "request_latency", serving).result.value * 2 < 4


def test_a_forward_solve_with_its_steps_to_be_found(
    benchmark: BenchmarkFixture, serving: dict[str, float]
) -> None:
    benchmark.pedantic(
        solve, ("request_latency", serving), setup=plan.plan.cache_clear, rounds=50, warmup_rounds=2
    )


@pytest.mark.parametrize(
    ("asked", "target"),
    [("batch", {"tpot": 0.03}), ("gpus", {"request_latency": 3.0}), ("mfu", {"ttft": 0.1})],
)
def test_an_inverse_solve_of_serving(
    benchmark: BenchmarkFixture, serving: dict[str, float], asked: str, target: dict[str, float]
) -> None:
    given = {name: value for name, value in serving.items() if name != asked}
    assert benchmark(evaluate, asked, {**given, **target}) > 0


def test_a_worked_solution_as_text(benchmark: BenchmarkFixture, serving: dict[str, float]) -> None:
    assert benchmark(as_markdown, solve("request_latency", serving))


@pytest.mark.parametrize(("text", "unit"), TYPED)
def test_the_number_reader(benchmark: BenchmarkFixture, text: str, unit: str) -> None:
    assert benchmark(read_quantity, text, unit).value > 0
