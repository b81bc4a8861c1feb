"""What ``check`` says about an estimate that cannot be asked or answered."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from trainer.costmodel.catalogue import Catalogue, Entry
from trainer.drills.base import ContentProblem
from trainer.drills.estimate import BasisName, Estimate, EstimateKind

KIND = EstimateKind()
GIVENS: Mapping[str, object] = {"tokens_per_day": "5M", "cost_per_token": "$0.0012"}
DECODE: Mapping[str, object] = {
    "weights": "141 GB", "gpus": 8, "memory_bandwidth": "3.35 TB/s", "batch": 1,
    "kv_bytes_per_token": 327_680, "context_tokens": 512, "active_parameters": "70 B",
    "peak_flops": "989 TFLOP/s",
}  # fmt: skip


def check(
    question: str = "{tokens_per_day} {cost_per_token}?",
    givens: Mapping[str, object] = GIVENS,
    asked: str = "monthly_spend",
    *,
    unit: str = "",
    tolerance: str = "5%",
    basis: BasisName = "exact",
    why: str = "",
) -> list[ContentProblem]:
    return list(KIND.check(Estimate(question, givens, asked, unit, tolerance, basis, why)))


def test_a_sound_estimate_has_no_problem() -> None:
    assert check() == []
    drawn = {
        "tokens_per_day": {"between": ["1 M", "50 M"]},
        "cost_per_token": {"one_of": [1e-6, 2e-6]},
    }
    assert check(givens=drawn, unit="USD/day", why="{tokens_per_day}") == []


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"asked": "monthly_spent"}, ("asked",), "did you mean 'monthly_spend'"),
        ({"asked": "xyzzy"}, ("asked",), "there is no term 'xyzzy'"),
        ({"asked": "cost_per_token"}, ("asked",), "asked and given at once"),
        ({"unit": "token"}, ("unit",), "not of the same kind"),
        ({"unit": "parsec"}, ("unit",), "not a unit"),
        ({"tolerance": "a lot"}, ("tolerance",), "write a per cent figure"),
        ({"question": "{tokens_per_dy}"}, ("question",), "is not one of the givens: tokens_per"),
        ({"question": "{annual_budget}"}, ("question",), "stands for nothing; add"),
        ({"why": "{daily_spend}"}, ("why",), "stands for nothing; add"),
        ({"asked": "price_ratio", "basis": "realistic"}, ("basis",), "no realistic band"),
        ({"basis": "realistic"}, ("basis",), "nothing in the answer is a roofline"),
        ({"givens": {**GIVENS, "cost_per_tokn": 1}}, ("givens", "cost_per_tokn"), "did you mean"),
        (
            {"givens": {**GIVENS, "cost_per_token": "5 GB"}},
            ("givens", "cost_per_token"),
            "in GB, but a quantity in USD/token is wanted",
        ),
        (
            {"givens": {**GIVENS, "tokens_per_day": {"between": [1, 2, 3]}}},
            ("givens", "tokens_per_day", "between"),
            "list of 2 values",
        ),
        (
            {"givens": {**GIVENS, "growth_factor": {"one_of": [2, 3]}}},
            ("givens", "growth_factor"),
            "drawn but never shown",
        ),
        (
            {"givens": {"tokens_per_day": "5M"}, "question": "?"},
            ("givens",),
            "do not settle monthly spend",
        ),
        (
            {"givens": {**GIVENS, "daily_spend": "$5", "monthly_budget": "$1"}},
            ("givens",),
            "disagree by a factor",
        ),
        ({"givens": {**GIVENS, "days_per_month": 50}}, ("givens",), "cannot be 50"),
        (
            {
                "givens": {"monthly_budget": "$1", "monthly_spend": "$3"},
                "question": "?",
                "asked": "budget_left",
            },
            ("asked",),
            "only numbers above zero",
        ),
    ],
)
def test_an_error_is_put_where_it_is(
    changes: dict[str, object], path: tuple[str | int, ...], message: str
) -> None:
    problems = check(**changes)  # type: ignore[arg-type]

    assert [problem.severity for problem in problems] == ["error"] * len(problems)
    assert path in {problem.path for problem in problems}
    assert any(message in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"givens": {**GIVENS, "cost_per_token": "$12"}}, ("asked",), "outside the plausible"),
        (
            {"givens": {**GIVENS, "monthly_budget": "$250k"}},
            ("givens", "monthly_budget"),
            "not needed",
        ),
        ({"givens": DECODE, "question": "?", "asked": "tpot"}, ("basis",), "is a roofline"),
    ],
)
def test_a_doubt_is_a_warning(
    changes: dict[str, object], path: tuple[str | int, ...], message: str
) -> None:
    (problem,) = check(**changes)  # type: ignore[arg-type]

    assert (problem.severity, problem.path) == ("warning", path)
    assert message in problem.message


def test_rooflines_that_say_so_are_sound() -> None:
    for basis in ("roofline", "realistic"):
        assert check("?", DECODE, "tpot", basis=basis) == []  # type: ignore[arg-type]
    assert check("?", {**DECODE, "mfu": 0.4, "mbu": 0.6}, "tpot") == []


def test_a_trouble_that_every_seed_meets_is_told_once() -> None:
    question = "{cost_per_token}"
    givens = {"tokens_per_day": "5M", "cost_per_token": {"between": [12, 50]}}

    (problem,) = check(question, givens)

    assert problem.path == ("asked",)


def entry(kind: str, name: str, **terms: float) -> tuple[tuple[str, str], Entry]:
    return (kind, name), Entry(kind, name, name.capitalize(), "a test", "2026", terms)


SHELF = Catalogue(
    dict(
        (
            entry("accelerator", "h100", peak_flops=989e12, memory_bandwidth=3.35e12),
            entry("model", "small", parameters=8e9, kv_bytes_per_token=131_072),
            entry("model", "large", parameters=70e9, kv_bytes_per_token=327_680),
        )
    )
)
SHELVED = EstimateKind(catalogue=lambda: SHELF)
FROM_CATALOGUE: Mapping[str, object] = {
    "model": {"one_of": ["small", "large"]},
    "accelerator": "h100",
    "gpus": 8,
    "batch": 1,
    "context_tokens": 512,
}


def shelved(**changes: object) -> Estimate:
    return Estimate(
        "How long is one step of {model}?", {**FROM_CATALOGUE, **changes}, "tpot", basis="roofline"
    )


def test_entries_supply_their_numbers() -> None:
    content = shelved()
    posed = [SHELVED.pose(content, random.Random(seed)) for seed in range(8)]

    assert list(SHELVED.check(content)) == []
    assert {exercise.givens["parameters"] for exercise in posed} == {8e9, 70e9}
    assert {exercise.question for exercise in posed} == {
        "How long is one step of Small?",
        "How long is one step of Large?",
    }
    assert all(exercise.givens["peak_flops"] == 989e12 for exercise in posed)
    assert "model" not in posed[0].givens


def test_a_stated_number_takes_the_place_of_the_entrys() -> None:
    exercise = SHELVED.pose(shelved(peak_flops="312 TFLOP/s"), random.Random(1))

    assert exercise.givens["peak_flops"] == 312e12


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"accelerator": "h1000"}, ("givens", "accelerator"), "did you mean 'h100'?"),
        (
            {"model": {"one_of": ["small", "huge"]}},
            ("givens", "model", "one_of", 1),
            "there is no model called 'huge'",
        ),
        ({"accelerator": 5}, ("givens", "accelerator"), "by its name or by one_of"),
        ({"model": {"between": ["a", "b"]}}, ("givens", "model"), "by its name or by one_of"),
        ({"model": {"one_of": ["small"]}}, ("givens", "model", "one_of"), "2 or more names"),
        ({"model": {"one_of": ["small", 7]}}, ("givens", "model", "one_of", 1), "is text"),
        (
            {"accelerator": {"one_of": ["h100", "h100"]}},
            ("givens", "accelerator"),
            "drawn but never shown",
        ),
    ],
)
def test_a_broken_entry_is_put_where_it_is(
    changes: dict[str, object], path: tuple[str | int, ...], message: str
) -> None:
    (problem,) = SHELVED.check(shelved(**changes))

    assert (problem.severity, problem.path) == ("error", path)
    assert message in problem.message


def test_decks_draw_from_the_shipped_catalogue() -> None:
    content = Estimate(
        "How long is one step of {model} on {gpus} of {accelerator}?",
        {
            "model": "llama3.1-70b",
            "accelerator": "h100-sxm",
            "gpus": {"one_of": [4, 8]},
            "batch": 1,
            "context_tokens": 512,
        },
        "tpot",
        basis="roofline",
    )

    assert list(KIND.check(content)) == []
    posed = KIND.pose(content, random.Random(1))
    assert posed.givens["layers"] == 80
    assert "NVIDIA H100" in posed.question


def test_several_troubles_are_told_together() -> None:
    problems = check("{x}", {"tokens_per_dy": 1}, "monthly_spent", tolerance="much")

    assert {problem.path for problem in problems} >= {
        ("question",),
        ("givens", "tokens_per_dy"),
        ("asked",),
    }
