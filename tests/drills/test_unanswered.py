"""What somebody is told who does not know: the solution in the words of each kind."""

from __future__ import annotations

import random

import pytest

from trainer.domain.assessment import Verdict
from trainer.drills.contrast import Contrast, ContrastKind
from trainer.drills.estimate import Estimate, EstimateKind
from trainer.drills.rewrite import Rewrite, RewriteKind
from trainer.drills.scenario import Scenario
from trainer.drills.spot import Flaw, Spot, SpotKind

SPEND = Estimate(
    question="What does a month cost?",
    givens={"tokens_per_day": "5 M", "cost_per_token": "$0.0012", "days_per_month": 30},
    asked="monthly_spend",
    unit="USD/month",
)
TRAINING = Estimate(
    question="How many GPU hours?",
    givens={"training_flops": 1e24, "peak_flops": "989 TFLOP/s"},
    asked="training_gpu_hours",
    basis="realistic",
)


def test_an_estimate_shows_what_was_expected_with_its_working() -> None:
    kind = EstimateKind()
    given = kind.give_up(kind.pose(SPEND, random.Random(1)))
    assert given.headline == "Expected: $180,000 per month"
    assert given.findings == ()
    assert given.working is not None
    assert given.working.result.value == pytest.approx(180_000)


def test_an_estimate_of_a_band_says_where_the_band_comes_from() -> None:
    kind = EstimateKind()
    given = kind.give_up(kind.pose(TRAINING, random.Random(1)))
    assert given.headline.startswith("Expected: ")
    assert " to " in given.headline
    assert [each.code for each in given.findings] == ["band"], "nobody promised the roofline"


def test_a_contrast_names_every_gap_once() -> None:
    content = Contrast(
        bad="It will be fast.",
        good="p95 latency stays below 150 ms.",
        lacks={"latency": "below 150 ms", "percentile": "p95"},
    )
    kind = ContrastKind()
    exercise = kind.pose(content, random.Random(1))
    given = kind.give_up(exercise)
    assert given.headline == f"Statement {exercise.good_at + 1} holds"
    assert [each.code for each in given.findings] == ["missed-latency", "missed-percentile"]


@pytest.mark.parametrize(
    ("flaws", "headline"),
    [
        ((Flaw("BLEU", "F1"),), "There is 1 error"),
        ((Flaw("BLEU", "F1"), Flaw("50", "40")), "There are 2 errors"),
    ],
)
def test_a_spot_says_what_is_right_instead_and_blames_nobody(
    flaws: tuple[Flaw, ...], headline: str
) -> None:
    kind = SpotKind()
    given = kind.give_up(kind.pose(Spot("BLEU of 50, p95", flaws, ("p95",)), random.Random(1)))
    assert given.headline == headline
    assert given.findings[0].message == "“BLEU” is wrong; right is F1."
    assert len(given.findings) == len(flaws)


def test_a_written_answer_says_what_it_takes() -> None:
    content = Rewrite(Scenario("A chat.", "qa", {}), "Fast.", "p95 ≤ 1 s.", ("latency", "plan"))
    kind = RewriteKind()
    given = kind.give_up(kind.pose(content, random.Random(1)))
    assert given.verdict is Verdict.GIVEN_UP
    assert [each.message for each in given.findings] == [
        "Latency: a time with a number and a unit.",
        "Measurement plan: what is measured, how often, against what.",
    ]
