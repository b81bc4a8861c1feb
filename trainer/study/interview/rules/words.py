"""What a number lacks to be a promise: a percentile, a data set."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from trainer.claims.claim import Claim
from trainer.study.interview.heard import has_percentile
from trainer.study.interview.room import Doubt, Room
from trainer.study.interview.workings import sample_of, tail_of
from trainer.units.quantity import show_quantity

PERCENTILE_S, BENCHMARK_S = 40.0, 75.0
"""So long the candidate may add it by himself, in the full slot."""


def missing_percentile(room: Room) -> Iterator[Doubt]:
    """Ask whose latency it is when no latency so far has a percentile."""
    told = list(room.claims("latency"))
    if not told or any(has_percentile(claim) for _, claim in told):
        return
    each, claim = told[0]
    said = f"{show_quantity(claim.value, 's')} for whom? Say the p95 or p99, and at which traffic."
    if claim.statistic == "mean":
        said = f"An average of {show_quantity(claim.value, 's')} hides the tail. What is the p99?"
    yield Doubt(
        kind="missing-percentile",
        point="percentile",
        text=said,
        working=partial(tail_of, claim.value),
        weight=50,
        due_s=each.at_s + room.slot.scaled(PERCENTILE_S),
    )


def missing_benchmark(room: Room) -> Iterator[Doubt]:
    """Ask on which data a score is taken when no score so far says it."""
    told = list(room.claims("quality"))
    if not told or any(claim.benchmark for _, claim in told):
        return
    each, claim = told[0]
    yield Doubt(
        kind="missing-benchmark",
        point="benchmark",
        text=f"“{each.quote(claim)}” on which data, and on how many items?",
        working=partial(sample_of, score_of(claim)),
        weight=35,
        due_s=each.at_s + room.slot.scaled(BENCHMARK_S),
    )


def score_of(claim: Claim) -> float:
    """Return a score as a share."""
    return claim.value if claim.unit == "1" else claim.value / 100
