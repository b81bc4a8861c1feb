"""FSRS's parameters fitted to answers, judged on answers, and simulated learners.

The library holds Python's lock all the while: see ``study.apart``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import fsrs_rs_python as library

from trainer.scheduling.fsrs import DEFAULT_PARAMETERS, BadSchedule, Scheduler

SIMULATED_ANSWER_S: Final = 13.0
"""How long an answer takes in the library's simulator, all ratings together."""

History = tuple[tuple[int, int], ...]
"""One drill's ratings (1 to 4) with the whole days since the review before (0 for the first)."""


@dataclass(frozen=True, slots=True)
class Score:
    """How well recall was predicted; smaller is better.

    ``log_loss`` is the mean negative logarithm of the probability given to what happened,
    ``rmse`` the root mean square difference of predicted and observed recall in FSRS's bins.
    """

    log_loss: float
    rmse: float


def fit(histories: Sequence[History]) -> tuple[float, ...]:
    """Return FSRS parameters fitted to the last review of each of ``histories``.

    The library's own optimiser; deterministic. Takes about 3 µs a review, and cannot be stopped.
    Without histories these are the default ones.
    """
    return tuple(library.FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(_items(histories)))


def judge(parameters: tuple[float, ...], histories: Sequence[History]) -> Score:
    """Return how well ``parameters`` predict the last review of each of ``histories``.

    Raises BadSchedule when there are none.
    """
    if not histories:
        raise BadSchedule("there are no answers to judge by", remedy="practise first")
    found = library.FSRS(list(parameters)).evaluate(_items(histories))
    return Score(found.log_loss, found.rmse_bins)


def _items(histories: Sequence[History]) -> list[library.FSRSItem]:
    return [
        library.FSRSItem([library.FSRSReview(rating, days) for rating, days in history])
        for history in histories
    ]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What a simulated learner's time came to: minutes on an average day, drills remembered."""

    minutes_per_day: float
    remembered: float


def simulate(
    scheduler: Scheduler, drills: int, new_per_day: int, days: int, seed: int
) -> Simulated:
    """Return what learning ``drills`` at ``new_per_day`` takes over ``days`` days.

    The library's simulator, with its seconds per answer from many learners' logs, which are for
    short questions. ``remembered`` is the sum of the probabilities of recall on the last day.
    Raises BadSchedule for no drills or no days, on which the library panics.
    """
    if drills < 1 or days < 1 or new_per_day < 0:
        raise BadSchedule(
            f"{drills} drills over {days} days cannot be simulated",
            remedy="simulate at least one drill and one day",
        )
    config = library.default_simulator_config()
    config.deck_size, config.learn_span, config.learn_limit = drills, days, new_per_day
    config.max_ivl = float(scheduler.maximum_interval_days)
    config.max_cost_perday = math.inf
    found = library.simulate(list(scheduler.parameters), scheduler.desired_retention, config, seed)
    return Simulated(sum(found.cost_per_day) / 60.0 / days, found.memorized_cnt_per_day[-1])
