"""What a desired retention costs: minutes a day against what is remembered. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from trainer.scheduling.fitting import simulate
from trainer.scheduling.fsrs import Scheduler
from trainer.units.writing import percent

RETENTIONS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97)
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Workload:
    """One point of the chart."""

    desired_retention: float
    minutes_per_day: float
    remembered: float
    """How many drills are expected to be remembered at the end."""


def workloads(
    scheduler: Scheduler,
    *,
    drills: int,
    new_per_day: int,
    days: int,
    seconds_share: float = 1.0,
    retentions: Sequence[float] = RETENTIONS,
    step: Callable[[float, str], None] = lambda *_: None,
) -> tuple[Workload, ...]:
    """Return the workload of each of ``retentions``, the mean of three simulated learners.

    ``seconds_share`` is how much longer than the simulator's short questions (about 13 s) the
    user's answers take. For a worker: ``step`` may raise to stop.
    """
    found = []
    for place, retention in enumerate(retentions):
        step(place / len(retentions), percent(retention))
        wanted = replace(scheduler, desired_retention=retention)
        rounds = [simulate(wanted, drills, new_per_day, days, seed) for seed in range(ROUNDS)]
        found.append(
            Workload(
                retention,
                fmean(each.minutes_per_day for each in rounds) * seconds_share,
                fmean(each.remembered for each in rounds),
            )
        )
    return tuple(found)
