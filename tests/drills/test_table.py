"""Table: each cell is read like a statement, and the whole must fit the envelope and physics."""

from __future__ import annotations

import dataclasses
import random

import pytest

from tests.content.shipped import deck_named
from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Verdict
from trainer.domain.memory import Rating
from trainer.drills.prose import failing
from trainer.drills.scenario import Scenario
from trainer.drills.table import ROWS, Table, TableAnswer, TableKind, as_markdown
from trainer.errors import BadInput

KIND = TableKind()
GOOD = {
    "latency": "p95 TTFT ≤ 400 ms at 20 requests/s",
    "cost": "≤ $0.60 per million tokens",
    "quality": "F1 ≥ 0.85 on our 500-question QA set",
    "volume": "200 M tokens a day",
    "budget": "$3,600 a month, inside the $10k a month",
    "measurement": "F1 is measured weekly on 200 fresh questions, with a rollback below 0.82",
}
CONTENT = Table(
    Scenario(
        "An assistant answers questions over the handbook.",
        "qa",
        {
            "tokens_per_day": "200 M",
            "monthly_budget": "$10k",
            "model": "llama3.1-70b",
            "accelerator": "h100-sxm",
            "gpus": 8,
        },
    ),
    good=GOOD,  # type: ignore[arg-type]
    why="One page.",
)
EXERCISE = KIND.pose(CONTENT, random.Random(1))


def assessed(**cells: str) -> Assessment:
    return KIND.assess(EXERCISE, TableAnswer({**GOOD, **cells}))


def faults(assessment: Assessment) -> list[str]:
    return [finding.code for finding in failing(assessment.findings)]


def test_a_table_that_holds_is_good() -> None:
    assessment = assessed()
    assert faults(assessment) == []
    assert (assessment.verdict, assessment.suggested) == (Verdict.CORRECT, Rating.GOOD)
    assert assessment.explanation == "One page."


@pytest.mark.parametrize(
    ("row", "cell", "code", "words"),
    [
        ("latency", "TTFT ≤ 400 ms", "missing-percentile", "“Latency” lacks a percentile"),
        ("quality", "F1 ≥ 0.85", "missing-benchmark", "“Quality” lacks a benchmark"),
        ("quality", "BLEU ≥ 0.4 on our 500-question QA set", "benchmark-misfit", "BLEU"),
        ("volume", "", "missing-traffic", "“Volume” lacks traffic"),
        ("volume", "20 M tokens a day", "short-of-volume", "20 M tokens a day"),
        ("budget", "", "missing-budget", "“Budget” lacks a fit to the budget"),
        ("budget", "$1 M a month", "beyond-envelope", "100× the 10k budget"),
        ("measurement", "we will monitor it", "missing-plan", "“Measurement” lacks"),
        ("latency", "p95 TPOT ≤ 1 ms at 20 requests/s", "below-physics", "5.27 ms per token"),
    ],
)
def test_one_weak_cell_makes_it_hard(row: str, cell: str, code: str, words: str) -> None:
    assessment = assessed(**{row: cell})
    assert code in faults(assessment)
    assert assessment.suggested is Rating.HARD
    (finding,) = [each for each in assessment.findings if each.code == code]
    assert words in finding.message
    reading = KIND.read_table(EXERCISE, {**GOOD, row: cell})
    assert reading.row_of(finding) == row


@pytest.mark.parametrize("row", ["latency", "cost", "quality"])
def test_without_one_of_the_triad_it_is_again(row: str) -> None:
    assessment = assessed(**{row: ""})
    assert f"missing-{row}" in faults(assessment)
    assert assessment.suggested is Rating.AGAIN


def test_the_whole_must_fit_the_budget() -> None:
    assessment = assessed(cost="≤ $6 per million tokens", budget="$10k a month")
    assert faults(assessment) == ["beyond-envelope"]
    assert "USD 36k a month, 3.6× the 10k budget" in assessment.findings[0].message


def test_the_budget_row_must_say_it_itself() -> None:
    reading = KIND.read_table(EXERCISE, {**GOOD, "budget": ""})
    assert reading.lacks("budget") == (Aspect.BUDGET,)
    assert reading.lacks("cost") == ()


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(BadInput, match="the table is empty"):
        KIND.assess(EXERCISE, TableAnswer(dict.fromkeys(ROWS, "  ")))


def test_what_is_about_the_whole_is_about_no_row() -> None:
    reading = KIND.read_table(EXERCISE, GOOD)
    whole = assessed().findings[0]._replace(start=None, end=None)
    assert reading.row_of(whole) is None


def test_the_table_is_exported_as_markdown() -> None:
    cells = {**GOOD, "quality": "F1 | EM\n≥ 0.85", "volume": ""}
    assert as_markdown(cells) == (
        "| metric | target |\n"
        "|---|---|\n"
        "| Latency | p95 TTFT ≤ 400 ms at 20 requests/s |\n"
        "| Cost | ≤ $0.60 per million tokens |\n"
        "| Quality | F1 \\| EM ≥ 0.85 |\n"
        "| Volume | – |\n"
        "| Budget | $3,600 a month, inside the $10k a month |\n"
        f"| Measurement | {GOOD['measurement']} |\n"
    )
    assert KIND.describe_answer(TableAnswer(cells)) == as_markdown(cells)


def test_sound_content_has_no_problems_and_survives_the_round_trip() -> None:
    assert list(KIND.check(CONTENT)) == []
    assert KIND.read(KIND.write(CONTENT)) == CONTENT
    assert KIND.summary(CONTENT) == CONTENT.scenario.text


def test_the_examples_have_what_their_rows_need_and_give_no_answer_away() -> None:
    examples = {row: example for row, (_, _, example) in ROWS.items()}
    reading = KIND.read_table(EXERCISE, examples)
    assert [row for row in ROWS if reading.lacks(row)] == []
    deck = deck_named("interview-metrics")
    models = [KIND.read(drill.fields).good for drill in deck.drills if drill.kind == "table"]
    assert len(models) >= 4
    given_away = [row for good in models for row, cell in good.items() if examples[row] in cell]
    assert given_away == []


@pytest.mark.parametrize(
    ("content", "path", "words"),
    [
        (
            dataclasses.replace(CONTENT, scenario=Scenario("A.", None, {"gpus": "some"})),
            ("scenario", "facts", "gpus"),
            "some",
        ),
        (Table(CONTENT.scenario, {"cost": "$1"}), ("good",), "has no row 'latency'"),
        (
            Table(CONTENT.scenario, dict.fromkeys(GOOD, "")),  # type: ignore[arg-type]
            ("good",),
            "the model table is no answer: the table is empty",
        ),
        (
            Table(CONTENT.scenario, {**GOOD, "latency": "fast"}),  # type: ignore[arg-type]
            ("good",),
            "the model table fails its own drill: the row “Latency” lacks latency and a percentile",
        ),
    ],
)
def test_what_an_author_can_get_wrong(content: Table, path: tuple[str, ...], words: str) -> None:
    problem, *_ = list(KIND.check(content))
    assert problem.path == path
    assert words in problem.message
