"""A drill's numbers in the workbench: what fits in is in, and the rest is named."""

from __future__ import annotations

import random

import pytest

from tests.content.shipped import drills
from trainer.costmodel.solve import solve
from trainer.domain.derivation import Derivation
from trainer.drills.estimate import EstimateKind
from trainer.study.workbench.carrying import Carried, carry
from trainer.study.workbench.choices import ARCHITECTURE, Choices
from trainer.study.workbench.configuration import DEFAULT, Basis
from trainer.study.workbench.outcome import Outcome, outcome

LLAMA = {
    "parameters": 70_552_387_584.0,
    "layers": 80.0,
    "kv_heads": 8.0,
    "heads": 64.0,
    "head_dim": 128.0,
}
H100 = {"peak_flops": 989e12, "memory_bandwidth": 3.35e12, "gpu_memory": 80e9}


def carried(asked: str, choices: Choices, **givens: float) -> tuple[Derivation, Carried, Outcome]:
    """Return a drill's working, what was carried, and what the workbench then says."""
    derivation = solve(asked, givens)
    taken = carry(derivation, DEFAULT, choices)
    return derivation, taken, outcome(taken.configuration, choices)


def test_a_decode_step_of_a_catalogue_model(choices: Choices) -> None:
    derivation, taken, found = carried(
        "tpot", choices, **LLAMA, **H100, bytes_per_weight=1, bytes_per_kv=1, gpus=2, batch=16,
        prompt_tokens=2000, output_tokens=500, mfu=0.5, mbu=0.6,
    )  # fmt: skip
    set_to = taken.configuration
    assert (set_to.language_model, set_to.accelerator) == ("llama3.1-70b", "h100-sxm")
    assert (set_to.weights, set_to.kv) == ("fp8", "fp8")
    assert (set_to.gpus, set_to.batch) == (2, 16)
    assert (set_to.prompt_tokens, set_to.output_tokens) == (2000, 500)
    assert dict(set_to.stated) == {"mfu": 0.5, "mbu": 0.6, "peak_flops": 989e12}
    assert taken.left_out == ()
    assert found.values["tpot"] == pytest.approx(derivation.result.value, rel=1e-9)


def test_made_up_hardware_overrides_the_nearest_entry(choices: Choices) -> None:
    derivation, taken, found = carried(
        "tpot", choices, parameters=7e9, layers=32, kv_heads=8, head_dim=128, bytes_per_weight=2,
        bytes_per_kv=2, gpus=1, batch=4, prompt_tokens=1000, output_tokens=200,
        peak_flops=1e15, memory_bandwidth=3e12, mfu=1, mbu=1,
    )  # fmt: skip
    stated = dict(taken.configuration.stated)
    assert stated["parameters"] == 7e9
    assert stated["memory_bandwidth"] == 3e12
    assert found.values["tpot"] == pytest.approx(derivation.result.value, rel=1e-9)


def test_a_dense_drill_never_lands_on_a_sparse_model(choices: Choices) -> None:
    _, taken, _ = carried("weights", choices, parameters=46.7e9, bytes_per_weight=2)
    assert "experts" not in choices.language_models[taken.configuration.language_model].givens
    _, taken, _ = carried(
        "weights_read", choices, parameters=46.7e9, active_parameters=12.9e9, experts=8,
        experts_active=2, bytes_per_weight=2, batch=4,
    )  # fmt: skip
    assert taken.configuration.language_model == "mixtral-8x7b"


def test_how_much_fits(choices: Choices) -> None:
    derivation, taken, found = carried(
        "max_batch", choices, **LLAMA, gpu_memory=96e9, gpus=4, bytes_per_weight=2, bytes_per_kv=2,
        prompt_tokens=3000, output_tokens=1000, usable_share=0.85, memory_reserve=4e9,
    )  # fmt: skip
    stated = dict(taken.configuration.stated)
    assert (stated["usable_share"], stated["memory_reserve"]) == (0.85, 4e9)
    assert found.values["max_batch"] == derivation.result.value


def test_a_price_of_any_token_is_a_price_of_both(choices: Choices) -> None:
    derivation, taken, found = carried(
        "monthly_spend", choices, cost_per_token=0.0012, tokens_per_day=5e6
    )
    set_to = taken.configuration
    assert (set_to.input_price, set_to.output_price) == (1200, 1200)
    assert set_to.tokens_per_day == 5e6
    assert dict(set_to.stated) == {"days_per_month": 30}
    assert found.values["api_spend"] == pytest.approx(derivation.result.value)
    assert taken.understood == ("cost per token", "tokens per day")
    assert taken.is_priced


@pytest.mark.parametrize(
    ("asked", "givens", "field", "value"),
    [
        ("max_cost_per_token", {"annual_budget": 365e3}, "monthly_budget", 365e3 / 12),
        ("max_cost_per_token", {"daily_budget": 1000}, "monthly_budget", 365e3 / 12),
        ("monthly_spend", {"cost_per_token": 1e-6, "tokens_per_month": 3e9}, "tokens_per_day",
         36e9 / 365),
        ("annual_spend", {"cost_per_token": 1e-6, "tokens_per_year": 73e9}, "tokens_per_day",
         2e8),
    ],
)  # fmt: skip
def test_other_spans_of_time_are_converted(
    asked: str, givens: dict[str, float], field: str, value: float, choices: Choices
) -> None:
    if asked == "max_cost_per_token":
        givens = {**givens, "tokens_per_day": 1e6}
    _, taken, _ = carried(asked, choices, **givens)
    assert getattr(taken.configuration, field) == pytest.approx(value)
    assert taken.left_out == ()


def test_a_month_of_the_drills_own_is_kept(choices: Choices) -> None:
    _, taken, _ = carried(
        "daily_spend", choices, monthly_budget=30e3, budget_share=0.5, days_per_month=30
    )
    assert taken.configuration.monthly_budget == 30e3


def test_requests_a_day_become_traffic(choices: Choices) -> None:
    _, taken, _ = carried("arrival_rate", choices, requests_per_day=86400 * 3)
    assert taken.configuration.traffic == pytest.approx(3)


def test_a_context_becomes_a_prompt(choices: Choices) -> None:
    derivation, taken, found = carried(
        "kv_cache", choices, layers=80, kv_heads=8, head_dim=128, bytes_per_kv=2,
        context_tokens=8192, batch=4,
    )  # fmt: skip
    assert taken.configuration.prompt_tokens == 8192 - 150
    assert found.values["kv_cache"] == pytest.approx(derivation.result.value)


def test_a_number_no_field_can_hold_is_left_out(choices: Choices) -> None:
    _, taken, _ = carried("daily_spend", choices, cost_per_token=0.0, tokens_per_day=1e6)
    assert taken.configuration.input_price == DEFAULT.input_price
    assert taken.left_out == ("cost per token",)
    assert not taken.is_priced


def test_what_the_workbench_does_not_know_is_named(choices: Choices) -> None:
    _, taken, _ = carried("f1", choices, precision=0.8, recall=0.7)
    assert taken.configuration == DEFAULT
    assert (taken.understood, taken.left_out) == ((), ("precision", "recall"))


def test_bits_that_are_no_format_stay_out(choices: Choices) -> None:
    _, taken, _ = carried("weights", choices, parameters=8e9, weight_bits=5, scale_bits=0)
    assert taken.configuration.weights == DEFAULT.weights
    assert "bits per weight" in taken.left_out


def test_the_drills_basis_is_taken(choices: Choices) -> None:
    derivation = solve("kv_cache", {"kv_bytes_per_token": 1e5, "context_tokens": 100, "batch": 2})
    assert carry(derivation, DEFAULT, choices, Basis.REALISTIC).configuration.basis == "realistic"
    again = DEFAULT.changed(basis=Basis.REALISTIC)
    assert carry(derivation, again, choices).configuration.basis == "realistic"


def test_terms_of_no_catalogue_model_still_find_one(choices: Choices) -> None:
    few = Choices({"mixtral-8x7b": choices.language_models["mixtral-8x7b"]}, {}, {}, {})
    derivation = solve("weights", {"parameters": 8e9, "bytes_per_weight": 2})
    assert carry(derivation, DEFAULT, few).configuration.language_model == "mixtral-8x7b"


@pytest.mark.no_cover
def test_every_shipped_estimate_can_be_opened(choices: Choices) -> None:
    kind, chance = EstimateKind(), random.Random(4)
    for placed in drills("estimate"):
        exercise = kind.pose(placed.content, chance)
        derivation = solve(exercise.asked, exercise.givens)
        taken = carry(derivation, DEFAULT, choices)
        told = sorted((*taken.understood, *taken.left_out))
        assert told == sorted(number.label for number in derivation.givens), str(placed)
        outcome(taken.configuration, choices)
        assert {name for name, _ in taken.configuration.stated} <= {
            *ARCHITECTURE, "peak_flops", "memory_bandwidth", "gpu_memory", "usable_share",
            "memory_reserve", "attention_gpus", "mfu", "mbu", "days_per_month",
        }  # fmt: skip
