"""Interviews as drills: drawn facts, what is wrong with a deck's, the table in a sitting."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from trainer.domain.assessment import Verdict
from trainer.drills.interview import Interview, InterviewKind, Product
from trainer.drills.table import TableAnswer

KIND = InterviewKind()
GOOD: dict[Any, str] = {
    "latency": "p95 TTFT ≤ 400 ms at 20 requests/s",
    "cost": "≤ $0.60 per million tokens",
    "quality": "F1 ≥ 0.85 on our 500-question QA set",
    "volume": "{requests_per_day}",
    "budget": "inside the {monthly_budget}",
    "measurement": "F1 is measured weekly on 200 fresh questions, with a rollback below 0.82",
}
FACTS: dict[str, object] = {
    "requests_per_day": {"one_of": [100_000, 200_000]},
    "tokens_per_request": 1000,
    "monthly_budget": "$10k",
    "model": "llama3.1-8b",
}
CONTENT = Interview(
    Product("A handbook, {requests_per_day}.", "qa", FACTS),
    ("Within half a second.",),
    GOOD,
    ("Beside {monthly_budget}.",),
)


def problems(**changed: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return [(each.path, each.message) for each in KIND.check(replace(CONTENT, **changed))]


def test_numbers_are_drawn_into_every_text() -> None:
    posed = {KIND.pose(CONTENT, random.Random(seed)).about.text for seed in range(9)}
    assert posed == {
        "A handbook, 100,000 requests/day.", "A handbook, 200,000 requests/day.",
    }  # fmt: skip
    exercise = KIND.pose(CONTENT, random.Random(1))
    facts = exercise.about.facts
    assert facts["tokens_per_day"] == 1000 * facts["requests_per_day"]
    assert exercise.rubric == ("Beside $10,000 per month.",)
    assert "Within half a second." in exercise.table.about.text


def test_the_model_table_passes_and_is_told_as_markdown() -> None:
    exercise = KIND.pose(CONTENT, random.Random(1))
    answer = TableAnswer(exercise.good)
    assert KIND.assess(exercise, answer).verdict is Verdict.CORRECT
    assert KIND.give_up(exercise).verdict is Verdict.GIVEN_UP
    assert KIND.summary(CONTENT) == "A handbook, …"
    assert KIND.describe_answer(answer).startswith("| metric |")
    assert problems() == []


@pytest.mark.parametrize(
    ("fact", "given", "path", "said"),
    [
        ("zebra", 5, (), "zebra"),
        ("tokens_per_request", {"between": [5, 2]}, ("between",), "smaller to a larger"),
        ("accelerator", "zebra", (), "zebra"),
        ("accelerator", {"one_of": ["h100-sxm"]}, ("one_of",), "2 or more"),
    ],
)
def test_a_fact_that_cannot_be_drawn(
    fact: str, given: object, path: tuple[str, ...], said: str
) -> None:
    scenario = replace(CONTENT.scenario, facts={**FACTS, fact: given})
    ((at, message),) = problems(scenario=scenario)
    assert at == ("scenario", "facts", fact, *path)
    assert said in message


def test_a_table_that_lacks_a_row_fails_or_names_what_is_not_there() -> None:
    without = {row: cell for row, cell in GOOD.items() if row != "budget"}
    assert problems(good=without) == [(("good",), "the model table has no row 'budget'")]
    ((path, said),) = problems(good={**GOOD, "cost": "≤ $3 per million tokens"})
    assert path == ("good",)
    assert said.startswith("the model table can fail its own drill (language model Llama 3")
    ((path, said),) = problems(why="{zebra}")
    assert (path, "'{zebra}' is none of the scenario's facts" in said) == (("why",), True)
