"""The store on 100,000 drills and 1,000,000 reviews; the first run makes the collection.

    make bench ARGS='tests/benchmarks/test_store.py'

The bounds are what a user feels: an answer and the next exercise within a screen's refresh.
"""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks import sitting
from tests.benchmarks.collection import TODAY, cached
from trainer.store.database import Store

DAY = TODAY.date()
ANSWERS = 2000
FRAME_MS = 16.0


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("collection") / "trainer.sqlite"
    shutil.copyfile(cached(), copy)
    return copy


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, device="", at=TODAY) as opened:
        yield opened


def test_opening(benchmark: BenchmarkFixture, path: Path, store: Store) -> None:
    benchmark(lambda: Store.open(path, device="", at=TODAY).close())


READS: dict[str, Callable[[Store], object]] = {
    "counts of the day": lambda store: store.tally(DAY),
    "counts by deck": lambda store: store.tally_by_deck(DAY),
    "counts by kind": lambda store: store.tally_by_kind(DAY),
    "forecast": lambda store: store.due_by_day(),
    "what a session asks": lambda store: store.study_entries(DAY, 20),
    "statistics, one year": lambda store: store.daily_counts(DAY - dt.timedelta(days=365), DAY),
    "statistics, all time": lambda store: store.daily_counts(dt.date(2000, 1, 1), DAY),
    "browse": lambda store: store.search("", day=DAY),
    "browse, far down": lambda store: store.search("", day=DAY, offset=90_000),
    "search, a rare word": lambda store: store.search("case123", day=DAY),
    "search, a common word": lambda store: store.search("latency", day=DAY),
    "search, a phrase": lambda store: store.search('"per million"', day=DAY),
    "search, filters": lambda store: store.search("cost is:due kind:recall -tail", day=DAY),
    "tags": lambda store: store.tags(),
}


@pytest.mark.parametrize("name", READS)
def test_reading(benchmark: BenchmarkFixture, store: Store, name: str) -> None:
    benchmark(READS[name], store)


@pytest.mark.parametrize("turn", [sitting.ours, sitting.session])
def test_answer_to_next_exercise(
    benchmark: BenchmarkFixture, store: Store, turn: Callable[[Store], sitting.Turn]
) -> None:
    """Each turn commits durably; its times are printed, and p99 is held to a frame."""
    do, times = turn(store), []

    def timed() -> None:
        began = time.perf_counter()
        do()
        times.append((time.perf_counter() - began) * 1000)

    many = ANSWERS if turn is sitting.ours else ANSWERS // 2
    with sitting.settling(store.path):
        benchmark.pedantic(timed, rounds=many)
    times.sort()
    p50, p99 = times[many // 2], times[many * 99 // 100]
    print(f"p50 {p50:.2f} p99 {p99:.2f} max {times[-1]:.2f} ms")  # noqa: T201
    assert p99 < FRAME_MS


def test_undo(benchmark: BenchmarkFixture, store: Store) -> None:
    def answered() -> tuple[tuple[object, ...], dict[str, object]]:
        turn()
        last = store.last_review()
        assert last is not None
        return (last.id, TODAY), {}

    turn = sitting.session(store)
    benchmark.pedantic(store.retract, setup=answered, rounds=100)


def test_taking_a_deck_out_and_back(benchmark: BenchmarkFixture, store: Store) -> None:
    deck = store.decks()[0].id

    def work() -> None:
        store.remove_deck(deck, TODAY)
        store.bring_back_deck(deck)

    benchmark.pedantic(work, rounds=2)


def test_the_full_check(benchmark: BenchmarkFixture, store: Store) -> None:
    assert benchmark.pedantic(store.check_integrity, rounds=1) == ()


def test_a_copy(benchmark: BenchmarkFixture, store: Store, tmp_path: Path) -> None:
    benchmark.pedantic(store.backup_to, (tmp_path / "copy.sqlite",), rounds=1)
