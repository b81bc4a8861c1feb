"""What serving costs: rented and owned accelerators, listed prices, which of them is cheaper."""

from __future__ import annotations

from trainer.costmodel.algebra import whole_down
from trainer.costmodel.equation import Basis, Equation


def tokens_per_request(prompt_tokens: float, output_tokens: float) -> float:
    """Return the tokens of a request, in token/request, prompt and output counted alike."""
    return prompt_tokens + output_tokens


def cost_per_token(
    price_per_gpu_hour: float, gpus: float, throughput: float, utilisation: float
) -> float:
    """Return the cost of a token, in USD/token, at the throughput of all ``gpus`` together."""
    return price_per_gpu_hour * gpus / (3600 * throughput * utilisation)


def cost_per_output_token(
    price_per_gpu_hour: float, gpus: float, throughput: float, utilisation: float
) -> float:
    """Return the cost of an output token, in USD/token, its share of the prompt included."""
    return cost_per_token(price_per_gpu_hour, gpus, throughput, utilisation)


def mixed_cost_per_token(
    price_per_gpu_hour: float,
    gpus: float,
    throughput: float,
    utilisation: float,
    prompt_tokens: float,
    output_tokens: float,
) -> float:
    """Return the cost of a token, prompt and output counted alike, in USD/token.

    ``throughput`` counts output tokens; what they cost pays for the prompt tokens as well.
    """
    per_output = cost_per_token(price_per_gpu_hour, gpus, throughput, utilisation)
    return per_output * output_tokens / (prompt_tokens + output_tokens)


def prefill_cost_per_token(
    price_per_gpu_hour: float, active_parameters: float, peak_flops: float, mfu: float
) -> float:
    """Return the cost of a prompt token if only computing took time, in USD/token."""
    return price_per_gpu_hour / 3600 * 2 * active_parameters / (peak_flops * mfu)


def flops_per_dollar(peak_flops: float, price_per_gpu_hour: float) -> float:
    """Return the peak FLOP/s that a dollar an hour rents, in FLOP*GPU*hour/s/USD."""
    return peak_flops / price_per_gpu_hour


def owned_gpu_hour(purchase_price: float, overhead_factor: float, lifetime: float) -> float:
    """Return the cost of an hour of an owned accelerator, in USD/GPU/hour, busy or idle."""
    return purchase_price * overhead_factor / (lifetime * 8760)


def fleet_hourly_cost(price_per_gpu_hour: float, fleet_gpus: float) -> float:
    """Return the rent of the fleet for an hour, in USD/hour."""
    return price_per_gpu_hour * fleet_gpus


def fleet_daily_cost(fleet_hourly_cost: float) -> float:
    """Return the rent of the fleet for a day, in USD/day."""
    return 24 * fleet_hourly_cost


def fleet_monthly_cost(fleet_daily_cost: float, days_per_month: float) -> float:
    """Return the rent of the fleet for a month, in USD/month."""
    return fleet_daily_cost * days_per_month


def fleet_annual_cost(fleet_daily_cost: float, days_per_year: float) -> float:
    """Return the rent of the fleet for a year, in USD/year."""
    return fleet_daily_cost * days_per_year


def max_gpus(monthly_budget: float, price_per_gpu_hour: float, days_per_month: float) -> float:
    """Return the accelerators that a month's budget keeps running."""
    return whole_down(monthly_budget / (price_per_gpu_hour * 24 * days_per_month))


def served_cost_per_token(fleet_daily_cost: float, tokens_per_day: float) -> float:
    """Return the fleet's cost over the tokens it serves, in USD/token: idle hours count."""
    return fleet_daily_cost / tokens_per_day


def served_cost_per_million_tokens(served_cost_per_token: float) -> float:
    """Return the fleet's cost per million tokens it serves, in USD/Mtoken."""
    return 1000000 * served_cost_per_token


def served_share(mean_token_rate: float, fleet_throughput: float) -> float:
    """Return the share of what the fleet could make that is asked of it."""
    return mean_token_rate / fleet_throughput


def served_share_of_output(
    mean_token_rate: float, prompt_tokens: float, output_tokens: float, fleet_throughput: float
) -> float:
    """Return the share of the output tokens that the fleet could make that is asked of it."""
    return mean_token_rate * output_tokens / ((prompt_tokens + output_tokens) * fleet_throughput)


def api_cost_per_request(
    prompt_tokens: float, input_price: float, output_tokens: float, output_price: float
) -> float:
    """Return what a request costs at listed prices, in USD/request."""
    return (prompt_tokens * input_price + output_tokens * output_price) / 1000000


def cached_api_cost_per_request(
    prompt_tokens: float,
    cached_tokens: float,
    input_price: float,
    cached_price: float,
    output_tokens: float,
    output_price: float,
) -> float:
    """Return what a request costs when part of its prompt is cached, in USD/request."""
    fresh = (prompt_tokens - cached_tokens) * input_price
    return (fresh + cached_tokens * cached_price + output_tokens * output_price) / 1000000


def cache_saving(cached_tokens: float, input_price: float, cached_price: float) -> float:
    """Return what the prefix cache saves on a request, in USD/request."""
    return cached_tokens * (input_price - cached_price) / 1000000


def prefix_hit_rate(cached_tokens: float, prompt_tokens: float) -> float:
    """Return the share of the prompt that is cached."""
    return cached_tokens / prompt_tokens


def blended_price(api_cost_per_request: float, prompt_tokens: float, output_tokens: float) -> float:
    """Return the price of a million tokens at this mix, in USD/Mtoken."""
    return 1000000 * api_cost_per_request / (prompt_tokens + output_tokens)


def api_daily_spend(api_cost_per_request: float, requests_per_day: float) -> float:
    """Return what a day's requests cost at listed prices, in USD/day."""
    return api_cost_per_request * requests_per_day


def api_monthly_spend(api_daily_spend: float, days_per_month: float) -> float:
    """Return what a month's requests cost at listed prices, in USD/month."""
    return api_daily_spend * days_per_month


def api_annual_spend(api_daily_spend: float, days_per_year: float) -> float:
    """Return what a year's requests cost at listed prices, in USD/year."""
    return api_daily_spend * days_per_year


def api_ratio(blended_price: float, cost_per_million_tokens: float) -> float:
    """Return how many times one's own cost the API asks."""
    return blended_price / cost_per_million_tokens


def break_even_tokens_per_day(fleet_daily_cost: float, blended_price: float) -> float:
    """Return the daily volume at which fleet and API cost the same, in token/day."""
    return 1000000 * fleet_daily_cost / blended_price


def margin(daily_revenue: float, daily_spend: float) -> float:
    """Return revenue less cost, over cost."""
    return daily_revenue / daily_spend - 1


def margin_on_revenue(daily_spend: float, daily_revenue: float) -> float:
    """Return revenue less cost, over revenue."""
    return 1 - daily_spend / daily_revenue


_OUTPUT = "counts the tokens that the throughput counts: as a rule output tokens"
_MIXED = "per token of prompt and output: the throughput counts output, which pays for both"
_PER_OUTPUT = (
    "cost_per_token", "cost_per_thousand_tokens", "cost_per_million_tokens", "price_ratio",
)  # fmt: skip
"""Asked for by itself, a cost per token is one of the tokens that the throughput counts."""
_IDLE = "a reserved fleet costs the same when idle"

EQUATIONS = (
    Equation(
        "tokens_per_request", tokens_per_request, "prompt_tokens + output_tokens", "definition",
        note="prompt and output tokens counted alike", overridable=True,
    ),
    Equation(
        "cost_per_token", cost_per_token,
        "price_per_gpu_hour * gpus / (3600 * throughput * utilisation)", "definition",
        note=_OUTPUT, unless=("prompt_tokens",),
    ),
    Equation(
        "cost_per_token", cost_per_output_token,
        "price_per_gpu_hour * gpus / (3600 * throughput * utilisation)", "definition",
        note=_OUTPUT, only_with=_PER_OUTPUT, overridable=True,
    ),
    Equation(
        "cost_per_token", mixed_cost_per_token,
        "price_per_gpu_hour * gpus / (3600 * throughput * utilisation)"
        " * output_tokens / (prompt_tokens + output_tokens)", "definition",
        note=_MIXED, only_with=("prompt_tokens",), unless=_PER_OUTPUT,
    ),
    Equation(
        "prefill_cost_per_token", prefill_cost_per_token,
        "price_per_gpu_hour / 3600 * 2 * active_parameters / (peak_flops * mfu)", "definition",
        basis=Basis.ROOFLINE,
    ),
    Equation(
        "flops_per_dollar", flops_per_dollar, "peak_flops / price_per_gpu_hour", "definition",
    ),
    Equation(
        "owned_gpu_hour", owned_gpu_hour, "purchase_price * overhead_factor / (lifetime * 8760)",
        "definition", note="8,760 hours a year, busy or idle",
    ),
    Equation(
        "fleet_hourly_cost", fleet_hourly_cost, "price_per_gpu_hour * fleet_gpus", "definition",
    ),
    Equation(
        "fleet_daily_cost", fleet_daily_cost, "24 * fleet_hourly_cost", "definition", note=_IDLE,
    ),
    Equation(
        "fleet_monthly_cost", fleet_monthly_cost, "fleet_daily_cost * days_per_month",
        "definition", note="a month of 365/12 days has 730 hours",
    ),
    Equation(
        "fleet_annual_cost", fleet_annual_cost, "fleet_daily_cost * days_per_year", "definition",
    ),
    Equation(
        "max_gpus", max_gpus,
        "floor(monthly_budget / (price_per_gpu_hour * 24 * days_per_month))", "definition",
    ),
    Equation(
        "served_cost_per_token", served_cost_per_token, "fleet_daily_cost / tokens_per_day",
        "definition", note=_IDLE,
    ),
    Equation(
        "served_cost_per_million_tokens", served_cost_per_million_tokens,
        "1000000 * served_cost_per_token", "definition",
    ),
    Equation(
        "served_share", served_share, "mean_token_rate / fleet_throughput", "definition",
    ),
    Equation(
        "served_share", served_share_of_output,
        "mean_token_rate * output_tokens / ((prompt_tokens + output_tokens) * fleet_throughput)",
        "definition", note="of the tokens asked for, the throughput counts the output tokens",
        only_with=("prompt_tokens",), instead_of=("served_share",),
    ),
    Equation(
        "api_cost_per_request", api_cost_per_request,
        "(prompt_tokens * input_price + output_tokens * output_price) / 1000000", "definition",
        unless=("cached_tokens",),
    ),
    Equation(
        "api_cost_per_request", cached_api_cost_per_request,
        "((prompt_tokens - cached_tokens) * input_price + cached_tokens * cached_price"
        " + output_tokens * output_price) / 1000000", "definition", only_with=("cached_tokens",),
    ),
    Equation(
        "cache_saving", cache_saving, "cached_tokens * (input_price - cached_price) / 1000000",
        "definition",
    ),
    Equation(
        "prefix_hit_rate", prefix_hit_rate, "cached_tokens / prompt_tokens", "definition",
    ),
    Equation(
        "blended_price", blended_price,
        "1000000 * api_cost_per_request / (prompt_tokens + output_tokens)", "definition",
        note="holds for this mix of input and output only",
    ),
    Equation(
        "api_daily_spend", api_daily_spend, "api_cost_per_request * requests_per_day",
        "definition",
    ),
    Equation(
        "api_monthly_spend", api_monthly_spend, "api_daily_spend * days_per_month", "definition",
    ),
    Equation(
        "api_annual_spend", api_annual_spend, "api_daily_spend * days_per_year", "definition",
    ),
    Equation("api_ratio", api_ratio, "blended_price / cost_per_million_tokens", "definition"),
    Equation(
        "break_even_tokens_per_day", break_even_tokens_per_day,
        "1000000 * fleet_daily_cost / blended_price", "definition",
        note="if the fleet can serve that many",
    ),
    Equation(
        "margin", margin, "daily_revenue / daily_spend - 1", "DeepSeek 2025, day 6",
        note="on cost; on revenue it is another number",
    ),
    Equation(
        "margin_on_revenue", margin_on_revenue, "1 - daily_spend / daily_revenue", "definition",
    ),
)  # fmt: skip
