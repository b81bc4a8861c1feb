"""Learners who answer estimates: what they remember decides how far off they are.

Who remembers how it is reckoned is right within the tolerance, or off by rounding in the head, or
now and then by a slip; who does not, guesses an order of magnitude. The shares are assumptions;
several of them are tried.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from dataclasses import dataclass

from trainer.domain.memory import Progress, Rating, Seen, Unseen
from trainer.scheduling.estimates import EstimateRating
from trainer.scheduling.fsrs import Scheduler

FIRST = dt.date(2026, 1, 1)
TOLERANCE_DECADES = math.log10(1.05)


@dataclass(frozen=True)
class Estimator:
    """Somebody who reckons: how far off, in decades, when the way is remembered and when not."""

    exact_share: float = 0.6
    rounding: float = 0.08
    slip_share: float = 0.05
    slip: float = 0.5
    guess: float = 0.7

    def error(self, chance: random.Random, *, remembers: bool) -> float:
        """Return log10 of answer over truth."""
        if not remembers:
            return chance.gauss(0, self.guess)
        if chance.random() < self.slip_share:
            return chance.gauss(0, self.slip)
        if chance.random() < self.exact_share:
            return chance.uniform(-TOLERANCE_DECADES, TOLERANCE_DECADES)
        return chance.gauss(0, self.rounding)


@dataclass(frozen=True)
class Outcome:
    """How FSRS predicted: mean negative log probability of what happened.

    ``own`` is of the event FSRS counts itself, a rating better than Again; ``memory`` is of what
    the learner in truth remembered.
    """

    own: float
    memory: float
    answers: int


def predicted(rates: EstimateRating, learner: Estimator, seed: int, drills: int = 150) -> Outcome:
    """Return how well FSRS predicts when ``rates`` turns errors into ratings."""
    chance = random.Random(seed)
    scheduler = Scheduler(fuzz=False)
    own = memory = 0.0
    answers = 0
    for _ in range(drills):
        # The learner's memory goes by what was in truth remembered, FSRS knows the ratings alone.
        mind: Progress = Unseen()
        asked: Progress = Unseen()
        day = FIRST
        for _ in range(9):
            remembers = not isinstance(mind, Seen) or (
                chance.random() < scheduler.retrievability(mind, day)
            )
            error = learner.error(chance, remembers=remembers)
            right = abs(error) <= TOLERANCE_DECADES
            rating = rates.rating(error, 60.0, is_right=right)
            if isinstance(asked, Seen):
                recall = scheduler.retrievability(asked, day)
                own += loss(recall, happened=rating is not Rating.AGAIN)
                memory += loss(recall, happened=remembers)
                answers += 1
            mind = scheduler.next(mind, Rating.GOOD if remembers else Rating.AGAIN, day, seed=1)
            asked = scheduler.next(asked, rating, day, seed=1)
            # Asked on the same days whatever the ratings: predictions of easier and of harder days
            # could not be compared.
            wait = (mind.due - day).days * chance.uniform(0.5, 1.5)
            day += dt.timedelta(days=max(1, round(wait)))
    return Outcome(own / answers, memory / answers, answers)


def loss(probability: float, *, happened: bool) -> float:
    """Return the negative log of the probability given to what happened."""
    given = probability if happened else 1 - probability
    return -math.log(min(max(given, 1e-6), 1 - 1e-6))
