"""A made-up learner: answers every kind of drill, so that the pictures have something to show."""

from __future__ import annotations

import datetime as dt
import random

from trainer.clock import FrozenClock
from trainer.costmodel.solve import solve
from trainer.domain.memory import Rating
from trainer.drills.contrast import ContrastAnswer
from trainer.drills.email import EmailAnswer
from trainer.drills.estimate import EstimateAnswer, EstimateExercise
from trainer.drills.recall import RecallAnswer
from trainer.drills.rewrite import RewriteAnswer
from trainer.drills.spot import SpotAnswer
from trainer.drills.table import TableAnswer
from trainer.study.session import Question
from trainer.study.study import Study

_WRITTEN = {"rewrite": RewriteAnswer, "table": TableAnswer, "email": EmailAnswer}


def answer_for(question: Question, chance: random.Random) -> object:
    """Return a plausible answer to ``question``: right in the main, an estimate seldom exactly."""
    exercise = question.posed.exercise
    match question.posed.kind.name:
        case "contrast":
            return ContrastAnswer(exercise.good_at, frozenset(list(exercise.lacks)[:2]))
        case "estimate":
            return _estimate(exercise, chance)
        case "spot":
            wrong = {at: span.flaw for at, span in enumerate(exercise.spans)}
            return SpotAnswer({at: flaw.right for at, flaw in wrong.items() if flaw})
        case "rewrite" | "table" | "email" as kind:
            return _WRITTEN[kind](exercise.good)
        case _:
            return RecallAnswer()


def _estimate(exercise: EstimateExercise, chance: random.Random) -> EstimateAnswer:
    found = solve(exercise.asked, exercise.givens).result
    guess = found.value * chance.choice((0.5, 0.8, 1.0, 1.0, 1.1, 1.5, 3.0))
    unit = "" if found.unit == "1" else f" {found.unit}"
    return EstimateAnswer(f"{guess:.6g}{unit}", f"{guess / 2:.6g} to {guess * 2:.6g}{unit}")


def live(study: Study, clock: FrozenClock, chance: random.Random, days: int) -> None:
    """Let the learner practise for ``days`` days."""
    for _ in range(days):
        session = study.begin()
        while (question := session.next()) is not None:
            clock.advance(seconds=chance.randint(10, 60))
            session.assess(answer_for(question, chance))
            passed = chance.random() < 0.88
            session.rate(chance.choice((Rating.GOOD, Rating.HARD)) if passed else Rating.AGAIN)
        clock.instant = clock.instant.replace(hour=8, minute=0, second=0) + dt.timedelta(days=1)
