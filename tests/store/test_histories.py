"""What parameters are fitted to: drill by drill, oldest first, without what was taken back."""

from __future__ import annotations

import datetime as dt

from tests.store.learner import DAY, NOON, Learner
from trainer.domain.memory import Rating


def test_each_drills_answers_stand_together_oldest_first(learner: Learner) -> None:
    learner.answer(0, Rating.AGAIN)
    learner.answer(1, Rating.GOOD)
    learner.answer(0, Rating.HARD, days=3)
    later = DAY + dt.timedelta(days=3)
    assert learner.store.histories() == [
        [(DAY, Rating.AGAIN), (later, Rating.HARD)],
        [(DAY, Rating.GOOD)],
    ]


def test_what_was_taken_back_does_not_count(learner: Learner) -> None:
    learner.answer(0, Rating.AGAIN)
    learner.store.retract(learner.answer(1, Rating.GOOD).id, NOON)
    assert learner.store.histories() == [[(DAY, Rating.AGAIN)]]
