"""How long reading and judging a statement takes: while typing, and on the worst texts.

    make bench ARGS='tests/benchmarks/test_claims.py'

That the work grows in proportion to the text is asserted by counting, in
``tests/claims/test_linear_time.py``; here it is timed.
"""

from __future__ import annotations

import random
import time

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.claims.scoring import statements
from trainer.claims.reader import extract
from trainer.claims.rubric import judge

# The processor's time, which other programs on the machine do not lengthen.
pytestmark = pytest.mark.benchmark(timer=time.process_time)

FRAME_S = 0.016
HOSTILE_S = 0.5
LENGTH = 100_000
REWRITE = (
    "We start with the 8B model: TTFT stays under 300 ms at p95 and 200 requests/s, a request "
    "costs at most $0.002, and answers reach 90 % exact match on our 500-question QA set, "
    "measured weekly against the current model; we roll back if it drops by 2 points. "
)
_WORDS = (
    "p95 ≤ 1 1,000 ms $ per token and ( ) “ at for our QA set % if not out of nines x F1 on - \n"
)


def _mixed() -> str:
    rng = random.Random(1)
    return " ".join(rng.choice(_WORDS.split(" ")) for _ in range(LENGTH))[:LENGTH]


@pytest.mark.parametrize("length", [200, 2000])
def test_a_key_in_a_rewrite(benchmark: BenchmarkFixture, length: int) -> None:
    """A statement is read and judged anew with every key."""
    text = (REWRITE * 8)[:length]
    benchmark(lambda: judge(extract(text)))
    assert benchmark.stats is not None
    assert benchmark.stats.stats.median < FRAME_S


@pytest.mark.parametrize("shape", ["a_", "$", "(", "1+", "1/", "1 ms or less ", "at 1 rps ", "mix"])
def test_a_hundred_thousand_hostile_characters(benchmark: BenchmarkFixture, shape: str) -> None:
    """The worst shapes of ``tests/claims/test_linear_time.py``, and words in any order."""
    text = _mixed() if shape == "mix" else (shape * LENGTH)[:LENGTH]
    benchmark.pedantic(extract, args=(text,), rounds=3, warmup_rounds=1)
    assert benchmark.stats is not None
    assert benchmark.stats.stats.min < HOSTILE_S


def test_all_labelled_statements(benchmark: BenchmarkFixture) -> None:
    """Several hundred statements, one after the other."""
    texts = [item["text"] for item in statements()]
    benchmark.pedantic(lambda: [extract(text) for text in texts], rounds=3, warmup_rounds=1)
