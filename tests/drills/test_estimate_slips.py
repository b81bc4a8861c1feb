"""Slips are named by the factor they leave, where they can have been made."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from trainer.domain.derivation import Derivation, Number, Step
from trainer.drills.slips import Situation, recognised


def number(term: str, value: float, unit: str) -> Number:
    return Number(term, term.replace("_", " "), value, unit)


def situation(
    result: Number,
    *leaves: Number,
    assumed: tuple[Number, ...] = (),
    better: str = "",
    known: Mapping[str, float] | None = None,
    answers: Mapping[tuple[str, float], float] | None = None,
    unit: str = "",
) -> Situation:
    step = Step("test", "y = f(x)", (*leaves, *assumed), result)
    derivation = Derivation(result, leaves, assumed, (step,), known=known or {})

    def resolve(changed: Mapping[str, float]) -> float | None:
        return (answers or {}).get(next(iter(changed.items())))

    return Situation(derivation, unit or result.unit, better, resolve)


SPEND = situation(
    number("monthly_spend", 180_000, "USD/month"),
    number("cost_per_token", 0.0012, "USD/token"),
    number("tokens_per_day", 5e6, "token/day"),
    assumed=(number("days_per_month", 30, "day/month"),),
    better="less",
)
YEARLY = situation(
    number("annual_spend", 2.16e6, "USD/year"),
    number("monthly_spend", 180_000, "USD/month"),
    number("days_per_year", 365, "day/year"),
)
NODE = situation(
    number("cost_per_million_tokens", 0.635, "USD/Mtoken"),
    number("price_per_gpu_hour", 6.88, "USD/GPU/hour"),
    number("gpus", 8, "GPU"),
    number("throughput", 24_087, "token/s"),
    number("utilisation", 0.4, "1"),
    answers={("gpus", 1.0): 0.079375, ("utilisation", 1.0): 0.254},
)
FLEET = situation(
    number("fleet_monthly_cost", 40_000, "USD/month"),
    number("price_per_gpu_hour", 6.88, "USD/GPU/hour"),
    number("days_per_month", 365 / 12, "day/month"),
)
HOURS = situation(
    number("fleet_annual_cost", 60_000, "USD/year"),
    number("price_per_gpu_hour", 6.88, "USD/GPU/hour"),
)
DAY = situation(
    number("mean_token_rate", 57.87, "token/s"), number("tokens_per_day", 5e6, "token/day")
)
DAILY = situation(
    number("fleet_daily_cost", 165, "USD/day"),
    number("price_per_gpu_hour", 6.88, "USD/GPU/hour"),
)
KV = situation(
    number("kv_cache", 42.9e9, "byte"),
    number("kv_bytes_per_token", 327_680, "byte/token"),
    number("kv_heads", 8, "1"),
    number("layers", 80, "1"),
    number("bytes_per_kv", 2, "byte"),
    known={"kv_heads": 8, "heads": 64},
    answers={
        ("kv_heads", 64): 343.6e9, ("kv_heads", 1.0): 5.36e9, ("layers", 1.0): 0.536e9,
        ("bytes_per_kv", 1.0): 21.45e9,
    },
)  # fmt: skip
LATENT = situation(number("kv_bytes_per_token", 70_272, "byte/token"), number("kv_rank", 512, "1"))
LINK = situation(number("link_bandwidth", 50e9, "byte/s"), number("x", 1, "1"))
PREFILL = situation(
    number("prefill_time", 0.0758, "s"), number("peak_flops", 989e12, "FLOP/s"), better="less"
)
SPEED = situation(
    number("compute_ceiling", 100, "token/s"), number("peak_flops", 989e12, "FLOP/s"), better="more"
)
FLOPS = situation(number("flops_per_token", 140e9, "FLOP"), number("parameters", 70e9, "1"))
SHARE = situation(number("budget_share", 0.72, "1"), number("monthly_budget", 250e3, "USD/month"))
EXPERTS = situation(
    number("weights", 93.4e9, "byte"),
    number("parameters", 46.7e9, "1"),
    known={"parameters": 46.7e9, "active_parameters": 12.9e9},
    answers={("parameters", 12.9e9): 25.8e9, ("parameters", 1.0): -1.0},
)


@pytest.mark.parametrize(
    ("case", "ratio", "code"),
    [
        (SPEND, 1e6, "per-million"),
        (SPEND, 1e-6, "per-million"),
        (SPEND, 1e3, "per-thousand"),
        (SPEND, 1e-3, "per-thousand"),
        (SPEND, 1 / 30, "month-days"),
        (SPEND, 30.3, "month-days"),
        (SPEND, 12, "months"),
        (SPEND, 365 / 30, "months"),
        (SPEND, 100, "zeros"),
        (SPEND, 0.1, "zeros"),
        (YEARLY, 1 / 12, "months"),
        (YEARLY, 365, "year-days"),
        (NODE, 0.125, "without-gpus"),
        (NODE, 0.4, "without-utilisation"),
        (NODE, 3600, "hour-seconds"),
        (NODE, 1e-6, "per-million"),
        (FLEET, 1 / 730, "month-hours"),
        (HOURS, 8760, "year-hours"),
        (DAY, 86_400, "day-seconds"),
        (DAILY, 1 / 24, "day-hours"),
        (KV, 8, "heads-for-kv-heads"),
        (KV, 0.5, "value-left-out"),
        (KV, 1.0737, "binary"),
        (KV, 1 / 1.0737, "binary"),
        (KV, 1 / 80, "without-layers"),
        (LATENT, 2, "latent-doubled"),
        (LINK, 8, "bits"),
        (LINK, 0.125, "bits"),
        (PREFILL, 0.5, "sparse"),
        (SPEED, 2, "sparse"),
        (FLOPS, 0.5, "multiply-only"),
        (SHARE, 100, "percent"),
        (SHARE, 1 / 0.72**2, "upside-down"),
        (EXPERTS, 25.8 / 93.4, "active-parameters-for-parameters"),
    ],
)  # fmt: skip
def test_names_the_slip(case: Situation, ratio: float, code: str) -> None:
    found = recognised(ratio, case)

    assert found is not None
    assert found.code == f"slip-{code}"
    assert found.message.endswith(".")


@pytest.mark.parametrize(
    ("case", "ratio"),
    [
        (SPEND, 1.4),
        (SPEND, 8),  # there are no bytes
        (SPEND, 0.5),  # nor keys and values
        (SPEND, 3600),  # nor seconds
        (SPEND, 33),  # near 30 days, not near enough
        (SPEND, 1.0737),
        (KV, 1.09),
        (KV, 12),  # nor months
        (PREFILL, 2),  # sparsity would make it faster
        (SHARE, 1),
        (DAY, 1.5),
    ],
)
def test_names_nothing_that_cannot_have_happened(case: Situation, ratio: float) -> None:
    assert recognised(ratio, case) is None


def test_says_it_the_right_way_round() -> None:
    high, low = recognised(1e6, SPEND), recognised(1e-6, SPEND)
    assert high is not None
    assert low is not None

    assert high.message == "You took the price of a million tokens for the price of one token."
    assert low.message == "You took the price of one token for the price of a million tokens."
    assert high.fix == "$1 per million tokens is $0.000001 per token."


def test_the_nearest_slip_wins() -> None:
    """Twelve months are 12 or 365 / 30; leaving out 12 replicas is 12."""
    case = situation(
        number("monthly_spend", 1000, "USD/month"),
        number("replicas", 12.5, "1"),
        answers={("replicas", 1.0): 80},
    )

    assert recognised(1 / 12, case).code == "slip-months"  # type: ignore[union-attr]
    assert recognised(1 / 12.4, case).code == "slip-without-replicas"  # type: ignore[union-attr]


def test_of_two_that_fit_alike_the_one_in_the_givens_is_named() -> None:
    assert recognised(343.6 / 42.9, KV).code == "slip-heads-for-kv-heads"  # type: ignore[union-attr]
    assert recognised(1 / 8, KV).code == "slip-without-kv-heads"  # type: ignore[union-attr]


def test_nothing_is_left_out_that_is_one_or_changes_nothing() -> None:
    case = situation(
        number("ttft", 0.5, "s"),
        number("replicas", 1, "1"),
        number("batch", 4, "1"),
        number("network_time", 0.1, "s"),
        answers={("batch", 1.0): 0.505, ("replicas", 1.0): 0.25, ("network_time", 1.0): 0.25},
    )

    assert recognised(0.5, case) is None
    assert recognised(1.01, case) is None
