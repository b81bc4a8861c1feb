"""From an estimate's error to a rating, and that FSRS predicts the better for it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scheduling.estimating import Estimator, predicted
from trainer.domain.memory import Rating
from trainer.scheduling.estimates import EstimateRating

PASS_OR_FAIL = EstimateRating(hard_factor=1.0)


@pytest.mark.parametrize(
    ("factor_off", "seconds", "right", "rating"),
    [
        (1.01, 5.0, True, Rating.EASY),
        (1.01, 20.0, True, Rating.EASY),
        (1.01, 20.1, True, Rating.GOOD),
        (1.01, 0.0, True, Rating.GOOD),
        (2.0, 1.0, False, Rating.HARD),
        (0.5, 1.0, False, Rating.HARD),
        (2.01, 1.0, False, Rating.AGAIN),
        (0.49, 1.0, False, Rating.AGAIN),
        (1000.0, 1.0, False, Rating.AGAIN),
    ],
)
def test_the_default_mapping(
    factor_off: float, seconds: float, right: bool, rating: Rating
) -> None:
    found = EstimateRating().rating(math.log10(factor_off), seconds, is_right=right)
    assert found is rating


def test_a_factor_of_one_is_pass_or_fail_and_no_time_is_never_easy() -> None:
    plain = EstimateRating(hard_factor=1.0, easy_s=0.0)
    assert plain.rating(0.0, 1.0, is_right=True) is Rating.GOOD
    assert plain.rating(0.0, 1.0, is_right=False) is Rating.AGAIN


@given(st.floats(-3, 3), st.floats(-3, 3), st.floats(1, 10), st.floats(0, 100))
def test_a_smaller_error_is_never_rated_worse(
    one: float, other: float, factor: float, seconds: float
) -> None:
    near, far = sorted((one, other), key=abs)
    rates = EstimateRating(factor)
    by_error = [rates.rating(error, seconds, is_right=False) for error in (near, far)]
    assert by_error[0] >= by_error[1]
    assert rates.rating(near, seconds, is_right=True) >= by_error[0]


@pytest.mark.parametrize(
    "learner",
    [
        Estimator(),
        Estimator(exact_share=0.9, rounding=0.04, slip_share=0.02),
        Estimator(exact_share=0.3, rounding=0.15, slip_share=0.1),
        Estimator(guess=0.3),
    ],
    ids=["usual", "careful", "rough", "guesses well"],
)
def test_fsrs_predicts_no_worse_than_with_pass_or_fail(learner: Estimator) -> None:
    """Log loss of 3,600 predictions: of the ratings FSRS gets, and of what is in truth remembered.

    The figures are in docs/scheduling.md; tests/campaigns/estimate_ratings.py prints them.
    """
    rated = [predicted(EstimateRating(), learner, seed) for seed in range(3)]
    plain = [predicted(PASS_OR_FAIL, learner, seed) for seed in range(3)]
    assert sum(each.answers for each in rated) == 3600
    assert sum(each.own for each in rated) < sum(each.own for each in plain)
    assert sum(each.memory for each in rated) < sum(each.memory for each in plain)
