"""Recall: nothing is drawn, nothing is judged."""

from __future__ import annotations

import random

import pytest

from trainer.domain.assessment import Verdict
from trainer.domain.memory import Rating
from trainer.drills.recall import MAX_BACK_WORDS, Recall, RecallAnswer, RecallExercise, RecallKind

KIND = RecallKind()
CONTENT = Recall("Which *three*?", "Latency, cost, quality.", "The triad.")


def test_the_exercise_is_the_content_and_costs_no_random_number(rng: random.Random) -> None:
    before = rng.getstate()
    exercise = KIND.pose(CONTENT, rng)
    assert exercise == RecallExercise("Which *three*?", "Latency, cost, quality.", "The triad.")
    assert rng.getstate() == before


def test_the_user_judges_himself(rng: random.Random) -> None:
    assessment = KIND.assess(KIND.pose(CONTENT, rng), RecallAnswer())
    assert assessment.verdict is Verdict.UNJUDGED
    assert assessment.suggested is Rating.GOOD
    assert assessment.headline == "Did you know it?"
    assert assessment.explanation == "The triad."
    assert assessment.findings == ()


def test_what_was_only_thought_is_not_logged() -> None:
    assert KIND.describe_answer(RecallAnswer()) == ""


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("One line", "One line"),
        ("\n\n  First line  \nSecond line", "First line"),
        ("x" * 100, "x" * 100),
        ("x" * 101, "x" * 99 + "…"),
        ("x" * 98 + " yyy", "x" * 98 + "…"),
    ],
)
def test_the_summary_is_the_first_line(front: str, line: str) -> None:
    assert KIND.summary(Recall(front, "A")) == line


@pytest.mark.parametrize("words", [1, MAX_BACK_WORDS, MAX_BACK_WORDS + 1])
def test_an_answer_nobody_can_recall_is_warned_of(words: int) -> None:
    found = list(KIND.check(Recall("Q", "word " * words)))
    assert [(each.path, each.severity) for each in found] == (
        [(("back",), "warning")] if words > MAX_BACK_WORDS else []
    )


def test_what_is_left_out_is_not_written() -> None:
    assert KIND.write(Recall("Q", "A")) == {"front": "Q", "back": "A"}
    assert KIND.write(CONTENT)["why"] == "The triad."
    assert KIND.read({"front": "Q", "back": "A"}) == Recall("Q", "A", "")
