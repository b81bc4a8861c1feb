"""A made-up learner: answers every kind of drill as somebody might who is still learning."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from trainer.costmodel.solve import solve
from trainer.drills.base import GaveUp
from trainer.drills.contrast import ContrastAnswer
from trainer.drills.email import EmailAnswer
from trainer.drills.estimate import EstimateAnswer, EstimateExercise
from trainer.drills.recall import RecallAnswer
from trainer.drills.rewrite import RewriteAnswer
from trainer.drills.spot import SpotAnswer
from trainer.drills.table import TableAnswer
from trainer.study.exercises import Posed

_SPREAD = 0.09
"""How far estimates scatter, in powers of ten."""
_LOW_MONEY = -0.09
"""By how much this learner comes out too low on money, in powers of ten; too high elsewhere."""
_HIGH_REST = 0.03


def answer_for(posed: Posed, chance: random.Random, *, knows: bool = True) -> Any:
    """Return a plausible answer: right or nearly so if the learner ``knows``, else with faults."""
    exercise = posed.exercise
    match posed.kind.name:
        case "contrast":
            picked = exercise.good_at if knows else 1 - exercise.good_at
            lacks = sorted(exercise.lacks, key=lambda aspect: aspect.name)
            answer: Any = ContrastAnswer(picked, frozenset(lacks[:2]))
        case "estimate":
            answer = _estimate(exercise, chance, knows=knows)
        case "spot":
            flaws = [(at, span.flaw) for at, span in enumerate(exercise.spans) if span.flaw]
            answer = SpotAnswer({at: flaw.right for at, flaw in flaws[: None if knows else 1]})
        case "rewrite":
            answer = RewriteAnswer(exercise.good if knows else _half(exercise.good))
        case "email":
            answer = EmailAnswer(exercise.good if knows else _half(exercise.good))
        case "table" | "interview":
            answer = TableAnswer(_cells(exercise.good, chance, knows=knows))
        case "recall":
            answer = RecallAnswer()
        case _:
            answer = GaveUp()  # a kind that nobody has taught this learner yet
    return answer


def _cells(good: Mapping[str, str], chance: random.Random, *, knows: bool) -> dict[str, str]:
    cells = dict(good)
    if not knows:
        cells[chance.choice(sorted(cells))] = "as fast and as cheap as possible"
    return cells


def _half(text: str) -> str:
    """Return the first half of ``text``: what follows tends to be how it is measured."""
    words = text.split()
    return " ".join(words[: max(3, len(words) // 2)])


def _estimate(exercise: EstimateExercise, chance: random.Random, *, knows: bool) -> EstimateAnswer:
    found = solve(exercise.asked, exercise.givens).result
    bias = _LOW_MONEY if "USD" in found.unit else _HIGH_REST
    off = chance.gauss(bias, _SPREAD if knows else 6 * _SPREAD)
    guess = found.value * 10**off
    wide = chance.choice((1.3, 1.5, 2.0, 2.0, 3.0))
    unit = "" if found.unit == "1" else f" {found.unit}"
    ends = f"{_plain(guess / wide, 3)} to {_plain(guess * wide, 3)}{unit}"
    interval = ends if chance.random() < 0.8 else ""
    return EstimateAnswer(f"{_plain(guess, 2)}{unit}", interval)


def _plain(value: float, digits: int) -> str:
    """Return ``value`` with so many digits, as a hand writes it: 1180, not 1.18e+03."""
    return f"{float(f'{value:.{digits}g}'):.12g}"
