"""Learners whose memory is known: FSRS with weights of their own decides what they recall."""

from __future__ import annotations

import datetime as dt
import random

from trainer.domain.memory import Progress, Rating, Seen, Unseen
from trainer.scheduling.fsrs import DEFAULT_PARAMETERS, Scheduler

FIRST = dt.date(2026, 1, 1)


def forgetful() -> tuple[float, ...]:
    """Return weights of someone who forgets several times as fast as most."""
    weights = list(DEFAULT_PARAMETERS)
    for place in range(4):
        weights[place] *= 0.2
    weights[8] -= 1.0
    return tuple(weights)


def answers(
    weights: tuple[float, ...], drills: int, days: int, seed: int
) -> list[list[tuple[dt.date, Rating]]]:
    """Return the answers of a learner with ``weights`` whom the default scheduler asks.

    New drills come in evenly over the ``days``: the newest answers are then of drills of all ages,
    as with anybody who goes on learning.
    """
    chance = random.Random(seed)
    truth, asks = Scheduler(parameters=weights, fuzz=False), Scheduler()
    found = []
    for drill in range(drills):
        day = FIRST + dt.timedelta(days=drill * days // drills)
        mind: Progress = Unseen()
        asked: Progress = Unseen()
        history = []
        while day < FIRST + dt.timedelta(days=days):
            rating = _rating(truth, mind, day, chance)
            mind = truth.next(mind, rating, day, seed=1)
            asked = asks.next(asked, rating, day, seed=chance.getrandbits(32))
            history.append((day, rating))
            day = max(asked.due, day + dt.timedelta(days=1))
        found.append(history)
    return found


def _rating(truth: Scheduler, mind: Progress, day: dt.date, chance: random.Random) -> Rating:
    if not isinstance(mind, Seen):
        return chance.choices(list(Rating), (24, 10, 50, 16))[0]
    if chance.random() >= truth.retrievability(mind, day):
        return Rating.AGAIN
    return chance.choices([Rating.HARD, Rating.GOOD, Rating.EASY], (15, 75, 10))[0]
