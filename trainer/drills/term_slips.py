"""Slips that belong to what is asked: the biased pass@k, the mean for the 99th percentile.

Each compares with a figure that people give instead. Source: the cost-model research notes, part A.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from trainer.drills.situation import Situation, Slip

Known = Mapping[str, float]
_Told = Callable[[Known], tuple[float, str, str]]
"""From the known terms: what people give instead, which slip that is, how to do it right."""


def of_the_term(situation: Situation) -> Iterator[Slip]:
    """Yield the slips that are known of the asked term, where its numbers are at hand."""
    asked = situation.derivation.result.term
    for code, terms, told in _BY_TERM.get(asked, ()):
        known = situation.derivation.known
        if known.keys() >= set(terms):
            value, message, fix = told(known)
            yield from situation.reached(value, code, message, fix)


def _margin_on_revenue(known: Known) -> tuple[float, str, str]:
    return (
        1 - known["daily_spend"] / known["daily_revenue"],
        "That is the margin on revenue, not on cost.",
        "Divide the profit by the cost.",
    )


def _margin_on_cost(known: Known) -> tuple[float, str, str]:
    return (
        known["daily_revenue"] / known["daily_spend"] - 1,
        "That is the margin on cost, not on revenue.",
        "Divide the profit by the revenue.",
    )


def _mean_price(known: Known) -> tuple[float, str, str]:
    tokens = known["prompt_tokens"] + known["output_tokens"]
    mean = (known["input_price"] + known["output_price"]) / 2
    requests = known.get("requests_per_day", 1.0) * known.get("days_per_month", 1.0)
    return (
        requests * tokens * mean / 1e6,
        "You took the mean of both prices for every token.",
        "Input and output differ in number: count each at its own price.",
    )


def _speed_of_one(known: Known) -> tuple[float, str, str]:
    return (
        1 / known["tpot"],
        "That is what one user sees, not what the whole batch makes.",
        "Throughput is batch / TPOT.",
    )


def _speed_of_all(known: Known) -> tuple[float, str, str]:
    return (
        known["batch"] / known["tpot"],
        "That is the throughput of the whole batch, not what one user sees.",
        "One user sees 1 / TPOT.",
    )


def _whole_heads(known: Known) -> tuple[float, str, str]:
    return (
        known["kv_cache"] / known["gpus"],
        "You split KV heads: with more GPUs than KV heads the cache is replicated.",
        "Divide by the KV heads at most.",
    )


def _mean_for_percentile(known: Known) -> tuple[float, str, str]:
    return (
        known["service_time"] / (1 - known["server_load"]),
        "That is the mean, not the percentile.",
        "At one server the 99th percentile is 4.6 times the mean.",
    )


def _biased_pass(known: Known) -> tuple[float, str, str]:
    share = known["correct_samples"] / known["samples"]
    return (
        1 - math.pow(1 - share, known["tries"]),
        "You drew the same sample twice: 1 − (1 − c/n)^k is biased low.",
        "Count the draws without a right one: 1 − C(n−c, k) / C(n, k).",
    )


def _without_bonus(known: Known) -> tuple[float, str, str]:
    gained = known["tokens_per_verify"]
    return (
        (gained - 1) / gained * known["spec_speedup"],
        "You left out the token that the verifying step gives itself.",
        "Accepted drafts plus one: (1 − α^(γ+1)) / (1 − α).",
    )


_MIX = ("prompt_tokens", "output_tokens", "input_price", "output_price")
_MONEY = ("daily_spend", "daily_revenue")
_BY_TERM: Mapping[str, tuple[tuple[str, tuple[str, ...], _Told], ...]] = {
    "margin": (("margin-on-revenue", _MONEY, _margin_on_revenue),),
    "margin_on_revenue": (("margin-on-cost", _MONEY, _margin_on_cost),),
    "api_cost_per_request": (("mean-price", _MIX, _mean_price),),
    "api_daily_spend": (("mean-price", (*_MIX, "requests_per_day"), _mean_price),),
    "api_monthly_spend": (
        ("mean-price", (*_MIX, "requests_per_day", "days_per_month"), _mean_price),
    ),
    "throughput": (("one-user", ("tpot", "batch"), _speed_of_one),),
    "speed_per_user": (("all-users", ("tpot", "batch"), _speed_of_all),),
    "kv_cache_per_gpu": (("heads-split", ("kv_cache", "gpus"), _whole_heads),),
    "single_response_at_percentile": (
        ("mean-for-percentile", ("service_time", "server_load"), _mean_for_percentile),
    ),
    "pass_at_k": (("biased", ("samples", "correct_samples", "tries"), _biased_pass),),
    "spec_speedup": (("no-bonus", ("tokens_per_verify",), _without_bonus),),
}
