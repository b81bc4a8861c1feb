"""The estimate kind: read, posed, judged, written."""

from __future__ import annotations

import json
import math
import random
import subprocess
import sys
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.costmodel.terms import TERMS
from trainer.domain.assessment import Assessment, Verdict
from trainer.domain.memory import Rating
from trainer.drills.estimate import Estimate, EstimateAnswer, EstimateExercise, EstimateKind
from trainer.drills.judgement import read_attempt, read_bounds, shown_bounds
from trainer.units.quantity import UnreadableQuantity, WrongDimension, show_quantity

KIND = EstimateKind()
SPEND = Estimate(
    question="Traffic is {tokens_per_day} at {cost_per_token}.\nWhat does a month cost?",
    givens={
        "tokens_per_day": {"between": ["1 M", "50 M"]},
        "cost_per_token": {"one_of": ["$0.0008", "$0.0012"]},
        "days_per_month": 30,
    },
    asked="monthly_spend",
    unit="USD/month",
    why="{tokens_per_day} are many; {nothing} stays.",
)
FIXED = Estimate(
    question="Cost?",
    givens={"tokens_per_day": "5M", "cost_per_token": "$0.0012"},
    asked="monthly_spend",
)


def exercise(content: Estimate = FIXED, seed: int = 1) -> EstimateExercise:
    return KIND.pose(content, random.Random(seed))


def assess(text: str, interval: str = "", seconds: float | None = None) -> Assessment:
    return KIND.assess(exercise(), EstimateAnswer(text, interval, seconds))


def test_a_posed_question_shows_its_numbers() -> None:
    posed = exercise(SPEND, seed=3)

    traffic = show_quantity(posed.givens["tokens_per_day"], "token/day")
    price = show_quantity(posed.givens["cost_per_token"], "USD/token")
    assert posed.question == f"Traffic is {traffic} at {price}.\nWhat does a month cost?"
    assert posed.why == f"{traffic} are many; {{nothing}} stays."
    assert posed.unit == "USD/month"
    assert posed.tolerance == pytest.approx(1.05)
    assert posed.givens["days_per_month"] == 30


def test_the_terms_own_unit_serves_where_none_is_stated() -> None:
    assert exercise().unit == "USD/month"


@settings(deadline=None, derandomize=True, max_examples=50)
@given(seed=st.integers(0, 2**63))
def test_the_same_seed_poses_the_same_question(seed: int) -> None:
    other_order = Estimate(
        question=SPEND.question,
        givens=dict(reversed(list(SPEND.givens.items()))),
        asked=SPEND.asked,
        why=SPEND.why,
    )

    assert exercise(SPEND, seed) == exercise(SPEND, seed)
    assert exercise(other_order, seed).question == exercise(SPEND, seed).question


ANOTHER_PROCESS = """
import random, sys
from trainer.drills.estimate import Estimate, EstimateKind
content = Estimate(question="{tokens_per_day} {cost_per_token}", asked="monthly_spend",
    givens={"tokens_per_day": {"between": ["1 M", "50 M"]},
            "cost_per_token": {"one_of": ["$0.0008", "$0.0012"]}})
sys.stdout.write(EstimateKind().pose(content, random.Random(77)).question)
"""


def test_another_process_poses_the_same_question() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS], capture_output=True, text=True, check=True
    )

    posed = exercise(
        Estimate(
            question="{tokens_per_day} {cost_per_token}",
            givens={name: SPEND.givens[name] for name in ("tokens_per_day", "cost_per_token")},
            asked="monthly_spend",
        ),
        seed=77,
    )
    assert done.stdout == posed.question


@pytest.mark.parametrize(
    ("text", "verdict", "headline"),
    [
        ("$180k/mo", Verdict.CORRECT, "Right: $180,000 per month"),
        ("0.18 M USD/month", Verdict.CORRECT, "Right: $180,000 per month"),
        ("180,000", Verdict.CORRECT, "Right: $180,000 per month"),
        ("$6k a day", Verdict.CORRECT, "Right: $180,000 per month"),
        ("185k", Verdict.CORRECT, "Right, 3 % high: $185,000 per month, expected $180,000"),
        ("175k", Verdict.CORRECT, "Right, 3 % low: $175,000 per month, expected $180,000"),
        ("252k", Verdict.CLOSE, "1.4× too high: $252,000 per month, expected $180,000"),
        ("90k", Verdict.CLOSE, "2× too low: $90,000 per month, expected $180,000"),
        ("18k", Verdict.WRONG, "10× too low: $18,000 per month, expected $180,000"),
        ("$1.8e30", Verdict.WRONG, "10^25× too high: $1.8e30 per month, expected $180,000"),
        ("$180 B", Verdict.WRONG, "1,000,000× too high: $180 B per month, expected $180,000"),
    ],
)
def test_judges_an_answer_by_its_ratio(text: str, verdict: Verdict, headline: str) -> None:
    assessment = assess(text)

    assert (assessment.verdict, assessment.headline) == (verdict, headline)


def test_keeps_the_numbers_and_the_working() -> None:
    assessment = assess("252k")

    assert assessment.estimated is not None
    assert assessment.estimated.value == 252_000
    assert assessment.estimated.expected == pytest.approx(180_000)
    assert assessment.estimated.unit == "USD/month"
    assert assessment.estimated.log10_error == pytest.approx(math.log10(1.4))
    assert assessment.working is not None
    assert assessment.working.result.term == "monthly_spend"
    assert assessment.working.steps


@pytest.mark.parametrize(
    ("text", "seconds", "rating"),
    [
        ("180k", 5, Rating.EASY),
        ("180k", 60, Rating.GOOD),
        ("180k", None, Rating.GOOD),
        ("252k", 5, Rating.HARD),
        ("18k", 5, Rating.AGAIN),
    ],
)
def test_suggests_a_rating(text: str, seconds: float | None, rating: Rating) -> None:
    assert assess(text, seconds=seconds).suggested is rating


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("$180 B", "slip-per-million"),
        ("$6k/month", "slip-month-days"),
        ("2.16 M", "slip-months"),
        ("1.8 M", "slip-zeros"),
    ],
)
def test_names_a_slip(text: str, code: str) -> None:
    assert [finding.code for finding in assess(text).findings] == [code]


@pytest.mark.parametrize("text", ["180k", "185k", "252k", "800k"])
def test_names_no_slip_without_one(text: str) -> None:
    assert assess(text).findings == ()


def test_a_left_out_number_is_named_with_its_value() -> None:
    posed = exercise(
        Estimate(
            question="?",
            givens={"tokens_per_day": "5M", "cost_per_token": "$0.0012", "growth_factor": 4},
            asked="grown_monthly_spend",
        )
    )

    (finding,) = KIND.assess(posed, EstimateAnswer("180k")).findings

    assert finding.code == "slip-without-growth-factor"
    assert finding.message == "You left out the growth factor (4)."


def test_a_slip_is_named_though_another_given_contradicts_it() -> None:
    """Without the share of 0.4 the budget would contradict what is left of it."""
    posed = exercise(
        Estimate(
            question="?",
            givens={"monthly_spend": "$100k", "budget_share": 0.4, "budget_left": "$150k"},
            asked="monthly_budget",
        )
    )

    assessment = KIND.assess(posed, EstimateAnswer("100k"))

    assert {number.term for number in assessment.working.givens} >= {"budget_share"}  # type: ignore[union-attr]
    assert assessment.verdict is Verdict.WRONG
    assert [finding.code for finding in assessment.findings] == ["slip-without-budget-share"]


NODE = {"peak_flops": "989 TFLOP/s", "memory_bandwidth": "3.35 TB/s", "gpus": 8}


def test_what_was_sought_is_sought_again_for_a_slip() -> None:
    sought = Estimate(
        question="?", givens={**NODE, "batch": 1, "tpot": "20 ms"}, asked="parameters",
        basis="roofline",
    )  # fmt: skip
    (finding,) = KIND.assess(exercise(sought), EstimateAnswer("33.5e9")).findings
    assert finding.code == "slip-without-gpus"


def test_what_cannot_be_is_no_slip() -> None:
    """One GPU instead of eight reads the weights too slowly for a latency of 2 s."""
    sizes = {"layers": 80, "heads": 64, "kv_heads": 8, "head_dim": 128, "parameters": "70B"}
    wanted = {"request_latency": "2 s", "batch": 4, "output_tokens": 100}
    sought = Estimate(
        question="?", givens={**NODE, **sizes, **wanted}, asked="prompt_tokens", basis="roofline"
    )
    assert KIND.assess(exercise(sought), EstimateAnswer("1000")).findings == ()


def test_an_answer_in_another_unit_of_the_same_kind_is_converted() -> None:
    posed = exercise(
        Estimate(question="?", givens=FIXED.givens, asked="monthly_spend", unit="kUSD/month")
    )

    assert KIND.assess(posed, EstimateAnswer("180")).headline == "Right: $180,000 per month"
    assert KIND.assess(posed, EstimateAnswer("$180,000")).verdict is Verdict.CORRECT


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("5M tokens", WrongDimension),
        ("", UnreadableQuantity),
        ("0", UnreadableQuantity),
        ("-180k", UnreadableQuantity),
        ("0,18 M€", UnreadableQuantity),
    ],
)
def test_what_is_no_answer_does_not_count(text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        assess(text)


@pytest.mark.parametrize(
    ("interval", "code", "message"),
    [
        (
            "$150k–$300k",
            "interval-hit",
            "Your interval $150,000 to $300,000 per month holds the answer, 2× wide",
        ),
        (
            "50k to 90k",
            "interval-miss",
            "The answer lies 2× above your interval $50,000 to $90,000 per month",
        ),
        (
            "360k to 1M",
            "interval-miss",
            "The answer lies 2× below your interval $360,000 to $1 M per month",
        ),
    ],
)
def test_scores_an_interval(interval: str, code: str, message: str) -> None:
    (finding,) = assess("180k", interval).findings

    assert finding.code == code
    assert finding.message.startswith(message)


def test_says_the_interval_score() -> None:
    hit, miss = (assess("180k", ends).findings[0] for ends in ("150k-300k", "50k-90k"))

    assert hit.message.endswith("(interval score 0.30 decades, less is better).")
    assert miss.message.endswith("(interval score 3.27 decades, less is better).")
    assert miss.fix


@pytest.mark.parametrize("interval", ["100k", "5 to 6 GB", "150-200k", "0 to 200k", "-1 to 5"])
def test_a_broken_interval_does_not_count_either(interval: str) -> None:
    with pytest.raises((UnreadableQuantity, WrongDimension)):
        assess("180k", interval)


def test_the_log_keeps_what_was_typed() -> None:
    assert KIND.describe_answer(EstimateAnswer(" $180k/mo ")) == "$180k/mo"
    assert KIND.describe_answer(EstimateAnswer("180k", " 150k-200k ")) == "180k [150k-200k]"


def test_the_summary_leaves_the_numbers_open() -> None:
    assert KIND.summary(SPEND) == "Traffic is … at …"


FULL = Estimate(
    question="{tokens_per_day}?",
    givens=SPEND.givens,
    asked="monthly_spend",
    unit="USD/day",
    tolerance="factor 2",
    basis="roofline",
    why="Because.",
)


@pytest.mark.parametrize("content", [SPEND, FIXED, FULL], ids=["drawn", "fixed", "full"])
def test_what_is_written_reads_back(content: Estimate) -> None:
    stored: Mapping[str, object] = json.loads(json.dumps(KIND.write(content)))

    assert KIND.read(stored) == content


def test_defaults_are_not_written() -> None:
    assert set(KIND.write(FIXED)) == {"question", "givens", "asked"}


def test_the_schema_describes_givens() -> None:
    from pydantic import TypeAdapter

    schema = TypeAdapter(Estimate).json_schema()

    kinds = schema["properties"]["givens"]["additionalProperties"]["anyOf"]
    assert [sorted(kind.get("properties", {})) for kind in kinds] == [
        [],
        ["one_of"],
        ["between", "digits"],
    ]


@settings(deadline=None, derandomize=True, max_examples=100)
@given(factor=st.floats(1e-7, 1e7), seed=st.integers(0, 10**6))
def test_the_verdict_depends_on_the_ratio_alone(factor: float, seed: int) -> None:
    posed = exercise(SPEND, seed)
    truth = posed.givens["tokens_per_day"] * posed.givens["cost_per_token"] * 30

    assessment = KIND.assess(posed, EstimateAnswer(repr(truth * factor)))

    off = max(factor, 1 / factor)
    assert assessment.estimated is not None
    assert assessment.estimated.log10_error == pytest.approx(math.log10(factor), abs=1e-9)
    if off < 1.0499:
        assert assessment.verdict is Verdict.CORRECT
    elif 1.0501 < off < 1.999:
        assert assessment.verdict is Verdict.CLOSE
    elif off > 2.001:
        assert assessment.verdict is Verdict.WRONG


def test_every_term_can_be_given_and_shown() -> None:
    for entry in TERMS.values():
        content = Estimate(question=f"{{{entry.name}}}", givens={entry.name: 2}, asked=entry.name)
        assert exercise(content).question == show_quantity(2, entry.unit)


def test_a_bare_interval_is_in_the_unit_of_the_estimate() -> None:
    (finding,) = assess("$6k per day", "5k to 9k").findings

    assert finding.message.startswith("Your interval $150,000 to $270,000 per month holds")
    ends = read_bounds("5k to 9k", "USD/month", "$6k per day")
    assert shown_bounds(ends, "USD/month") == "$150,000 to $270,000 per month"


@pytest.mark.parametrize("text", ["20 to 10", "10–20 GB", "15 ± 5"])
def test_a_range_belongs_into_the_field_of_the_interval(text: str) -> None:
    with pytest.raises(UnreadableQuantity, match="is a range") as refused:
        read_attempt(text, "", "GB")
    assert "field of the interval" in refused.value.remedy


def test_what_is_no_range_either_is_refused_as_it_was() -> None:
    with pytest.raises(UnreadableQuantity, match="a number was expected"):
        read_attempt("banana", "", "GB")
