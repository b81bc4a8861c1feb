"""The pitfalls of the research notes, part A: each wrong number is answered with its name."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from trainer.costmodel.rework import rework
from trainer.costmodel.solve import solve
from trainer.drills.estimate import Estimate, EstimateAnswer, EstimateKind

KIND = EstimateKind()
LLAMA = {"model": "llama-3.1-70b"}
NODE = {**LLAMA, "accelerator": "h100-sxm", "gpus": 8}
RENT = {"price_per_gpu_hour": 6.88, "gpus": 8, "throughput": 24087}
CALL = {"input_price": 2.5, "output_price": 10, "prompt_tokens": 2000, "output_tokens": 500}
LONG = {**LLAMA, "prompt_tokens": 131072}
CACHE = {**LLAMA, "batch": 32, "context_tokens": 4096}

PITFALLS = {
    "1": ({"cost_per_million_tokens": 800}, "cost_per_token", "$800", "per-million"),
    "3": (RENT, "cost_per_million_tokens", "0.079", "without-gpus"),
    "4": (RENT, "cost_per_million_tokens", "2285", "hour-seconds"),
    "5": ({**RENT, "utilisation": 0.4}, "cost_per_million_tokens", "0.635", "without-utilisation"),
    "6": ({**CALL, "requests_per_day": "1M"}, "api_daily_spend", "15625", "mean-price"),
    "6 a call": (CALL, "api_cost_per_request", "0.015625", "mean-price"),
    "6 a month": ({**CALL, "requests_per_day": 1e6}, "api_monthly_spend", "468750", "mean-price"),
    "6 all output": (CALL, "api_cost_per_request", "$0.025", "output-price-for-input-price"),
    "8": ({"daily_revenue": 562027, "daily_spend": 87072}, "margin", "84.5%", "margin-on-revenue"),
    "8 back": (
        {"daily_revenue": 562027, "daily_spend": 87072}, "margin_on_revenue", "5.45",
        "margin-on-cost",
    ),
    "9": ({"parameters": "70B", "weight_bits": 4}, "weights", "280 GB", "bits"),
    "11": ({"parameters": "70B", "weight_bits": 4}, "weights", "32.6 GB", "binary"),
    "12": (CACHE, "kv_cache", "21.5 GB", "value-left-out"),
    "13": (CACHE, "kv_cache", "343.6 GB", "heads-for-kv-heads"),
    "14": ({"model": "deepseek-v3"}, "kv_bytes_per_token", "140544", "latent-doubled"),
    "15": ({**CACHE, "gpus": 16}, "kv_cache_per_gpu", "2.68 GB", "heads-split"),
    "16": ({**NODE, "context_tokens": 4096}, "max_batch", "429", "forgot-weights"),
    "17": (NODE, "memory_available", "640 GB", "without-usable-share"),
    "18": ({**NODE, "prompt_tokens": 4096}, "prefill_time", "37.9 ms", "sparse"),
    "20": (
        {**NODE, "batch": 1, "prompt_tokens": 500, "output_tokens": 10}, "tpot", "0.018 ms",
        "is-decode-compute-time",
    ),
    "22": (
        {**NODE, "batch": 1, "prompt_tokens": 512, "output_tokens": 256, "mfu": 0.4, "mbu": 0.2},
        "request_latency", "0.023 s", "forgot-decode-time",
    ),
    "25": (
        {**NODE, "batch": 64, "prompt_tokens": 2000, "output_tokens": 96}, "throughput", "146",
        "one-user",
    ),
    "25 back": (
        {**NODE, "batch": 64, "prompt_tokens": 2000, "output_tokens": 96}, "speed_per_user", "9319",
        "all-users",
    ),
    "27": ({"throughput": 14800, "gpus": 8}, "throughput_per_gpu", "14.8k", "without-gpus"),
    "28": (
        {"accelerator": "h100-sxm", "bytes_per_weight": 1}, "critical_batch", "295",
        "usual-bytes-per-weight",
    ),
    "30": ({"model": "mixtral"}, "weights", "25.8 GB", "active-parameters-for-parameters"),
    "31": (
        {"model": "mixtral", "context_tokens": 10}, "flops_per_token", "93.4e9",
        "parameters-for-active-parameters",
    ),
    "32": (LONG, "prefill_flops", "1.85e16", "forgot-attention-flops"),
    "33": (LONG, "prefill_flops", "6.35e16", "without-causal-share"),
    "34": (
        {"service_time": 0.2, "server_load": 0.8, "percentile": 0.99},
        "single_response_at_percentile", "1 s", "mean-for-percentile",
    ),
    "37": (
        {"arrival_rate": 50, "ttft": 0.023, "decode_time": 6.717}, "in_flight", "1.15",
        "forgot-decode-time",
    ),
    "38": ({"samples": 10, "correct_samples": 3, "tries": 5}, "pass_at_k", "0.832", "biased"),
    "39": (
        {"acceptance_rate": 0.8, "draft_tokens": 4, "draft_cost": 0.1}, "spec_speedup", "1.69",
        "no-bonus",
    ),
    "42": (
        {"cost_per_token": 0.0012, "tokens_per_day": "5M", "growth_factor": 10},
        "grown_monthly_spend", "$180k", "without-growth-factor",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("givens", "asked", "answer", "slip"), PITFALLS.values(), ids=PITFALLS)
def test_a_pitfall_is_named(
    givens: Mapping[str, object], asked: str, answer: str, slip: str
) -> None:
    content = Estimate(question="How much?", givens=givens, asked=asked, basis="roofline")
    posed = KIND.pose(content, random.Random(1))
    (finding,) = KIND.assess(posed, EstimateAnswer(answer)).findings
    assert finding.code == f"slip-{slip}"
    assert finding.message.endswith(".")


def test_a_chain_is_worked_again_with_another_number() -> None:
    derivation = solve("monthly_spend", {"cost_per_token": 0.0012, "tokens_per_day": 5e6})
    assert rework(derivation, {}) == derivation.result.value
    assert rework(derivation, {"days_per_month": 31}) == pytest.approx(186_000)
    assert rework(derivation, {"daily_spend": 1}) == 30


def test_a_chain_that_has_no_value_then_or_was_sought_is_not_worked_again() -> None:
    tokens = solve("tokens_per_day", {"daily_spend": 6000, "cost_per_token": 0.0012})
    assert rework(tokens, {"cost_per_token": 0}) is None
    given = {"peak_flops": 1e15, "memory_bandwidth": 1e12, "gpus": 1, "tpot": 0.02, "batch": 1}
    assert rework(solve("parameters", given), {"gpus": 2}) is None


def test_a_slip_of_the_term_needs_its_numbers() -> None:
    """Without a batch nobody can have told the speed of one user."""
    givens = {"cost_per_million_tokens": "$0.60", "price_per_gpu_hour": 2.5, "gpus": 8}
    posed = KIND.pose(Estimate("How much?", givens, "throughput"), random.Random(1))
    assert KIND.assess(posed, EstimateAnswer("5000")).findings == ()
