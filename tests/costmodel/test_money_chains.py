"""The money chains that the first deck asks for, forwards and backwards."""

import pytest

from trainer.costmodel.problems import (
    Contradiction,
    OutOfDomain,
    UnderDetermined,
    UnknownTerm,
)
from trainer.costmodel.solve import evaluate, solve

SPEND = {"cost_per_token": 0.0012, "tokens_per_day": 5e6}


@pytest.mark.parametrize(
    ("asked", "givens", "expected"),
    [
        ("monthly_spend", SPEND, 180_000),
        ("annual_spend", SPEND, 2_190_000),
        ("cost_per_token", {"monthly_spend": 250_000, "tokens_per_day": 5e6}, 1 / 600),
        ("max_cost_per_token", {"monthly_budget": 250_000, "tokens_per_day": 5e6}, 1 / 600),
        ("max_cost_per_million_tokens", {"annual_budget": 2e6, "tokens_per_day": 5e6}, 1095.8904),
        ("tokens_per_day", {"monthly_spend": 180_000, "cost_per_token": 0.0012}, 5e6),
        ("max_tokens_per_day", {"monthly_budget": 250_000, "cost_per_token": 0.001}, 8_333_333.3),
        ("budget_share", {**SPEND, "monthly_budget": 250_000}, 0.72),
        ("budget_share", {**SPEND, "annual_budget": 2e6}, 1.095),
        ("budget_left", {**SPEND, "monthly_budget": 150_000}, -30_000),
        ("grown_monthly_spend", {**SPEND, "growth_factor": 10}, 1_800_000),
        ("growth_factor", {**SPEND, "grown_monthly_spend": 1_800_000}, 10),
        ("max_growth_factor", {**SPEND, "monthly_budget": 360_000}, 2),
        ("price_ratio", {"cost_per_token": 6e-4, "reference_cost_per_token": 6e-7}, 1000),
        ("cost_per_million_tokens", {"cost_per_thousand_tokens": 0.03}, 30),
        ("mean_token_rate", {"tokens_per_month": 30 * 86_400}, 1),
        ("annual_spend", {"monthly_spend": 100_000}, 1_200_000),
    ],
)
def test_money_is_worked_out_forwards_and_backwards(asked, givens, expected):
    assert solve(asked, givens).result.value == pytest.approx(expected, rel=1e-7)
    assert evaluate(asked, givens) == solve(asked, givens).result.value


def test_a_month_is_thirty_days_and_says_so():
    derivation = solve("monthly_spend", SPEND)
    assert [(item.term, item.value) for item in derivation.assumptions] == [("days_per_month", 30)]
    assert [step.result.term for step in derivation.steps] == ["daily_spend", "monthly_spend"]
    assert derivation.steps[0].formula == "S_day = p_token × V_day"


def test_a_month_is_a_twelfth_of_a_year_where_years_are_in_play():
    derivation = solve("monthly_spend", {"annual_spend": 120_000})
    assert derivation.result.value == pytest.approx(10_000, rel=1e-12)
    assumed = {item.term: item.value for item in derivation.assumptions}
    assert assumed["days_per_month"] == 365 / 12


def test_a_given_month_overrides_the_convention():
    derivation = solve("monthly_spend", {**SPEND, "days_per_month": 31})
    assert derivation.result.value == pytest.approx(186_000)
    assert not derivation.assumptions


def test_a_convention_is_worked_out_only_when_asked_for():
    givens = {**SPEND, "monthly_spend": 186_000}
    assert solve("days_per_month", givens).result.value == pytest.approx(31)


def test_an_asked_given_needs_no_step():
    derivation = solve("monthly_spend", {"monthly_spend": 5})
    assert derivation.result.value == 5
    assert derivation.steps == ()


def test_givens_that_do_not_settle_the_question_are_told_what_would():
    with pytest.raises(UnderDetermined) as caught:
        solve("monthly_spend", {"cost_per_token": 0.0012})
    assert ("tokens_per_day",) in caught.value.settled_by
    assert "tokens per day (tokens_per_day)" in str(caught.value)
    assert caught.value.exit_code == 1


def test_givens_that_disagree_are_named_with_their_factor():
    with pytest.raises(Contradiction) as caught:
        solve("monthly_spend", {**SPEND, "cost_per_million_tokens": 1500})
    assert set(caught.value.terms) == {"cost_per_token", "cost_per_million_tokens"}
    assert caught.value.factor == pytest.approx(1.25)


def test_givens_that_differ_by_the_length_of_a_month_agree():
    assert solve("daily_spend", {**SPEND, "monthly_spend": 182_500}).result.value == pytest.approx(
        6000
    )


def test_an_unknown_term_is_answered_with_the_nearest():
    with pytest.raises(UnknownTerm) as caught:
        solve("montly_spend", SPEND)
    assert caught.value.suggestions[0] == "monthly_spend"
    with pytest.raises(UnknownTerm):
        solve("monthly_spend", {"zzz": 1})


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf")])
def test_a_given_its_term_cannot_have_is_refused(value):
    with pytest.raises(OutOfDomain):
        solve("monthly_spend", {"cost_per_token": value, "tokens_per_day": 1})
