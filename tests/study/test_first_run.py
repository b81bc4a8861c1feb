"""What minutes a day mean, held against simulated months."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from trainer.domain.memory import Rating, Seen, Unseen
from trainer.scheduling.fsrs import Scheduler
from trainer.settings import Settings
from trainer.study.first_run import (
    MINUTES,
    MINUTES_PER_NEW,
    is_first_run,
    minutes_per_day,
    new_per_day,
    remember_welcome,
)
from trainer.study.study import Study


def test_the_minutes_offered_are_those_of_the_new_drills_they_let_in() -> None:
    for minutes in MINUTES:
        assert abs(minutes_per_day(new_per_day(minutes)) - minutes) <= MINUTES_PER_NEW
    assert new_per_day(1) == 1
    assert new_per_day(minutes_per_day(Settings().new_per_day)) == Settings().new_per_day


def answers_per_new(days: int, new: int) -> float:
    """Return how many answers a day each new drill a day costs, over the first ``days`` days."""
    scheduler, chance, first = Scheduler(), random.Random(1), dt.date(2026, 1, 1)
    states: list[Seen | Unseen] = []
    answers = 0
    for day in (first + dt.timedelta(days=ago) for ago in range(days)):
        states += [Unseen()] * new
        for at, state in enumerate(states):
            if isinstance(state, Seen) and state.due > day:
                continue
            likely = scheduler.retrievability(state, day) if isinstance(state, Seen) else 0.7
            knows = chance.random() < likely
            after = scheduler.next(state, Rating.GOOD if knows else Rating.AGAIN, day, seed=at)
            if not knows:
                after = scheduler.next(after, Rating.GOOD, day, seed=at)
            states[at] = after
            answers += 1 if knows else 2
    return answers / days / new


def test_a_new_drill_a_day_costs_the_minutes_that_are_told() -> None:
    minutes = answers_per_new(days=60, new=2) * 50 / 60
    assert minutes == pytest.approx(MINUTES_PER_NEW, rel=0.15)


def test_the_first_run_is_over_when_the_welcome_was_shown(study: Study) -> None:
    assert is_first_run(study)
    remember_welcome(study)
    assert not is_first_run(study)
