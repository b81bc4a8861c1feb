"""Published formulas of money."""

# Names, flags and lengths of signatures are those that files of published cases use.
# ruff: noqa: N803

from __future__ import annotations

from trainer.costmodel import fleet, money


def cost_per_token(
    gpu_hour: float, n: float, tokens_per_s: float, utilisation: float = 1.0, per: float = 1
) -> float:
    """Return the cost of ``per`` tokens, at the rate of all ``n`` accelerators."""
    return per * fleet.cost_per_token(gpu_hour, n, tokens_per_s, utilisation)


def cost_compute_bound(P: float, peak: float, gpu_hour: float, mfu: float = 1.0) -> float:
    """Return the cost of a prompt token if only computing took time."""
    return fleet.prefill_cost_per_token(gpu_hour, P, peak, mfu)


def implied_gpu_hour(cost_per_million: float, tokens_per_s: float, n: float) -> float:
    """Return the price per GPU-hour that a cost per million tokens implies."""
    return cost_per_million / 1e6 * tokens_per_s * 3600 / n


def api_cost(
    n_in: float,
    n_out: float,
    p_in: float,
    p_out: float,
    cached: float = 0,
    p_cached: float | None = None,
) -> float:
    """Return the cost at listed prices per million; without ``p_cached`` caching saves nothing."""
    cheap = p_in if p_cached is None else p_cached
    return fleet.cached_api_cost_per_request(n_in, cached, p_in, cheap, n_out, p_out)


def fleet_cost(gpu_hour: float, gpus: float, hours: float) -> float:
    """Return the rent of a fleet for so many hours."""
    return fleet.fleet_hourly_cost(gpu_hour, gpus) * hours


def spend(price_per_token: float, tokens_per_day: float, days: float = 30) -> float:
    """Return the spend of so many days."""
    return money.monthly_spend(money.daily_spend(price_per_token, tokens_per_day), days)


def budget_price(budget: float, tokens_per_day: float, days: float = 30) -> float:
    """Return the price per token that a budget for so many days bears."""
    return money.max_cost_per_token(budget / days, tokens_per_day)


def flops_per_dollar_hour(peak: float, price: float) -> float:
    """Return the FLOP/s that a dollar an hour rents."""
    return fleet.flops_per_dollar(peak, price)


def margin(revenue: float, cost: float) -> float:
    """Return revenue less cost, over cost."""
    return fleet.margin(revenue, cost)


def amortised_hour(
    capex: float, years: float, opex_factor: float = 1.0, hours_year: float = 8760
) -> float:
    """Return the cost of an hour of an owned accelerator."""
    return fleet.owned_gpu_hour(capex, opex_factor, years) * 8760 / hours_year


FORMULAS = (
    cost_per_token, cost_compute_bound, implied_gpu_hour, api_cost, fleet_cost, spend,
    budget_price, flops_per_dollar_hour, margin, amortised_hour,
)  # fmt: skip
