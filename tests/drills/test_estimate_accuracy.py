"""How near an estimate is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.assessment import Verdict
from trainer.domain.memory import Rating
from trainer.drills.accuracy import (
    QUICK_SECONDS,
    BadTolerance,
    Target,
    interval_score,
    read_tolerance,
    suggestion,
)


@pytest.mark.parametrize(
    ("text", "factor"),
    [("5%", 1.05), ("5 %", 1.05), (" 0.5% ", 1.005), ("factor 2", 2), ("Factor 1.5", 1.5)],
)
def test_reads_a_tolerance(text: str, factor: float) -> None:
    assert read_tolerance(text) == pytest.approx(factor)


@pytest.mark.parametrize(
    "text", ["", "5", "0.05", "%", "x%", "0%", "-5%", "factor", "factor x", "factor 1", "nan%",
             "factor inf", "1e9%", "factor 1000"],
)  # fmt: skip
def test_refuses_what_is_no_tolerance(text: str) -> None:
    with pytest.raises(BadTolerance, match="is no tolerance"):
        read_tolerance(text)


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (100, Verdict.CORRECT),
        (105, Verdict.CORRECT),
        (100 / 1.05, Verdict.CORRECT),
        (106, Verdict.CLOSE),
        (94, Verdict.CLOSE),
        (200, Verdict.CLOSE),
        (50, Verdict.CLOSE),
        (201, Verdict.WRONG),
        (49, Verdict.WRONG),
    ],
)
def test_judges_on_a_log_scale(value: float, verdict: Verdict) -> None:
    assert Target(100, 100, 1.05).verdict(value) is verdict


def test_a_wide_tolerance_leaves_nothing_close() -> None:
    target = Target(100, 100, 3)

    assert target.verdict(290) is Verdict.CORRECT
    assert target.verdict(310) is Verdict.WRONG


@pytest.mark.parametrize(
    ("value", "off_by"), [(10, 1), (40, 1), (20, 1), (80, 2), (5, 0.5), (4, 0.4)]
)
def test_a_band_is_right_all_over(value: float, off_by: float) -> None:
    target = Target(10, 40, 1.05)

    assert target.off_by(value) == pytest.approx(off_by)
    assert target.is_band
    assert target.middle == pytest.approx(20)


def test_a_number_is_its_own_middle() -> None:
    assert Target(0.1, 0.1, 1.05).middle == 0.1
    assert not Target(0.1, 0.1, 1.05).is_band


@pytest.mark.parametrize(
    ("verdict", "seconds", "rating"),
    [
        (Verdict.CORRECT, None, Rating.GOOD),
        (Verdict.CORRECT, QUICK_SECONDS, Rating.EASY),
        (Verdict.CORRECT, QUICK_SECONDS + 1, Rating.GOOD),
        (Verdict.CLOSE, 1, Rating.HARD),
        (Verdict.WRONG, 1, Rating.AGAIN),
    ],
)
def test_suggests_a_rating(verdict: Verdict, seconds: float | None, rating: Rating) -> None:
    assert suggestion(verdict, seconds) is rating


@pytest.mark.parametrize(
    ("ends", "truth", "score"),
    [
        ((10, 1000), 100, 2),  # two decades wide, a hit
        ((100, 100), 100, 0),  # sure and right
        ((10, 100), 1000, 1 + 10),  # a decade too low
        ((10, 100), 1, 1 + 10),
        ((10, 100), 100, 1),
    ],
)
def test_scores_an_interval(ends: tuple[float, float], truth: float, score: float) -> None:
    assert interval_score(*ends, truth) == pytest.approx(score)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(width=st.floats(0.01, 3), shrink=st.floats(0.1, 0.9))
def test_a_narrower_interval_that_still_holds_scores_better(width: float, shrink: float) -> None:
    def ends(decades: float) -> tuple[float, float]:
        return 10**-decades, 10**decades

    assert interval_score(*ends(width * shrink), 1) < interval_score(*ends(width), 1)


def test_the_score_rewards_saying_80_percent_when_one_means_it() -> None:
    """The expected score of a normal belief is least at its own 10 % and 90 % points."""
    beliefs = [math.erf(step / 1000) for step in range(-3000, 3001)]
    quantiles = sorted(beliefs)

    def expected(half: float) -> float:
        scores = [interval_score(10**-half, 10**half, 10**place) for place in quantiles]
        return sum(scores) / len(scores)

    tenth = abs(quantiles[len(quantiles) // 10])
    assert expected(tenth) <= min(expected(tenth * 0.8), expected(tenth * 1.2))
