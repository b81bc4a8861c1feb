"""Money: from the cost of a token to the budget of a year, and back."""

from __future__ import annotations

from trainer.costmodel.equation import Equation


def daily_spend(cost_per_token: float, tokens_per_day: float) -> float:
    """Return the money spent in a day, in USD/day."""
    return cost_per_token * tokens_per_day


def monthly_spend(daily_spend: float, days_per_month: float) -> float:
    """Return the money spent in a month, in USD/month."""
    return daily_spend * days_per_month


def annual_spend(daily_spend: float, days_per_year: float) -> float:
    """Return the money spent in a year, in USD/year."""
    return daily_spend * days_per_year


def monthly_spend_of_volume(cost_per_token: float, tokens_per_month: float) -> float:
    """Return the money spent on a month's tokens, in USD/month."""
    return cost_per_token * tokens_per_month


def annual_spend_of_volume(cost_per_token: float, tokens_per_year: float) -> float:
    """Return the money spent on a year's tokens, in USD/year."""
    return cost_per_token * tokens_per_year


def cost_per_thousand_tokens(cost_per_token: float) -> float:
    """Return the cost of 1,000 tokens, in USD/ktoken."""
    return 1000 * cost_per_token


def cost_per_million_tokens(cost_per_token: float) -> float:
    """Return the cost of a million tokens, in USD/Mtoken."""
    return 1000000 * cost_per_token


def cost_per_request(cost_per_token: float, tokens_per_request: float) -> float:
    """Return the cost of one request, in USD/request."""
    return cost_per_token * tokens_per_request


def price_ratio(cost_per_token: float, reference_cost_per_token: float) -> float:
    """Return how many times the reference the cost per token is."""
    return cost_per_token / reference_cost_per_token


def tokens_per_day(requests_per_day: float, tokens_per_request: float) -> float:
    """Return the tokens of a day's requests, in token/day."""
    return requests_per_day * tokens_per_request


def tokens_per_month(tokens_per_day: float, days_per_month: float) -> float:
    """Return the tokens of a month, in token/month."""
    return tokens_per_day * days_per_month


def tokens_per_year(tokens_per_day: float, days_per_year: float) -> float:
    """Return the tokens of a year, in token/year."""
    return tokens_per_day * days_per_year


def mean_token_rate(tokens_per_day: float) -> float:
    """Return the mean rate over a day of 86,400 seconds, in token/s."""
    return tokens_per_day / 86400


def peak_token_rate(mean_token_rate: float, peak_factor: float) -> float:
    """Return the rate in the busiest moments, in token/s."""
    return mean_token_rate * peak_factor


def monthly_budget(daily_budget: float, days_per_month: float) -> float:
    """Return the budget of a month, in USD/month."""
    return daily_budget * days_per_month


def annual_budget(daily_budget: float, days_per_year: float) -> float:
    """Return the budget of a year, in USD/year."""
    return daily_budget * days_per_year


def max_cost_per_token(daily_budget: float, tokens_per_day: float) -> float:
    """Return the cost per token that uses up a day's budget, in USD/token."""
    return daily_budget / tokens_per_day


def max_cost_per_token_of_month(monthly_budget: float, tokens_per_month: float) -> float:
    """Return the cost per token that uses up a month's budget, in USD/token."""
    return monthly_budget / tokens_per_month


def max_cost_per_token_of_year(annual_budget: float, tokens_per_year: float) -> float:
    """Return the cost per token that uses up a year's budget, in USD/token."""
    return annual_budget / tokens_per_year


def max_cost_per_million_tokens(max_cost_per_token: float) -> float:
    """Return the highest cost of a million tokens, in USD/Mtoken."""
    return 1000000 * max_cost_per_token


def max_tokens_per_day(daily_budget: float, cost_per_token: float) -> float:
    """Return the daily volume that uses up the budget, in token/day."""
    return daily_budget / cost_per_token


def budget_share(monthly_spend: float, monthly_budget: float) -> float:
    """Return the share of the budget that a month's spend takes."""
    return monthly_spend / monthly_budget


def budget_share_of_day(daily_spend: float, daily_budget: float) -> float:
    """Return the share of the budget that a day's spend takes."""
    return daily_spend / daily_budget


def budget_share_of_year(annual_spend: float, annual_budget: float) -> float:
    """Return the share of the budget that a year's spend takes."""
    return annual_spend / annual_budget


def budget_left(monthly_budget: float, monthly_spend: float) -> float:
    """Return what is left of a month's budget, in USD/month; negative when broken."""
    return monthly_budget - monthly_spend


def whole_budget_spent(monthly_budget: float) -> float:
    """Return the money spent in a month if all that may be spent is, in USD/month."""
    return monthly_budget


def max_growth_factor(budget_share: float) -> float:
    """Return how many times today's volume the budget bears at today's cost per token."""
    return 1 / budget_share


def grown_tokens_per_day(growth_factor: float, tokens_per_day: float) -> float:
    """Return the daily volume after growth, in token/day."""
    return growth_factor * tokens_per_day


def grown_daily_spend(growth_factor: float, daily_spend: float) -> float:
    """Return a day's spend after growth at the same cost per token, in USD/day."""
    return growth_factor * daily_spend


def grown_monthly_spend(growth_factor: float, monthly_spend: float) -> float:
    """Return a month's spend after growth at the same cost per token, in USD/month."""
    return growth_factor * monthly_spend


def grown_annual_spend(growth_factor: float, annual_spend: float) -> float:
    """Return a year's spend after growth at the same cost per token, in USD/year."""
    return growth_factor * annual_spend


def grown_budget_share(growth_factor: float, budget_share: float) -> float:
    """Return the share of the budget after growth at the same cost per token."""
    return growth_factor * budget_share


def grown_max_cost_per_token(max_cost_per_token: float, growth_factor: float) -> float:
    """Return the cost per token that the budget bears after growth, in USD/token."""
    return max_cost_per_token / growth_factor


EQUATIONS = (
    Equation("daily_spend", daily_spend, "cost_per_token * tokens_per_day", "definition"),
    Equation(
        "monthly_spend",
        monthly_spend,
        "daily_spend * days_per_month",
        "definition",
        note="a month's length is an agreement: say which one is used",
    ),
    Equation("annual_spend", annual_spend, "daily_spend * days_per_year", "definition"),
    Equation(
        "monthly_spend", monthly_spend_of_volume, "cost_per_token * tokens_per_month", "definition"
    ),
    Equation(
        "annual_spend", annual_spend_of_volume, "cost_per_token * tokens_per_year", "definition"
    ),
    Equation(
        "cost_per_thousand_tokens", cost_per_thousand_tokens, "1000 * cost_per_token", "definition"
    ),
    Equation(
        "cost_per_million_tokens", cost_per_million_tokens, "1000000 * cost_per_token", "definition"
    ),
    Equation(
        "cost_per_request", cost_per_request, "cost_per_token * tokens_per_request", "definition"
    ),
    Equation("price_ratio", price_ratio, "cost_per_token / reference_cost_per_token", "definition"),
    Equation(
        "tokens_per_day", tokens_per_day, "requests_per_day * tokens_per_request", "definition"
    ),
    Equation("tokens_per_month", tokens_per_month, "tokens_per_day * days_per_month", "definition"),
    Equation("tokens_per_year", tokens_per_year, "tokens_per_day * days_per_year", "definition"),
    Equation(
        "mean_token_rate",
        mean_token_rate,
        "tokens_per_day / 86400",
        "definition",
        note="real traffic peaks at several times its mean",
    ),
    Equation("peak_token_rate", peak_token_rate, "mean_token_rate * peak_factor", "definition"),
    Equation("monthly_budget", monthly_budget, "daily_budget * days_per_month", "definition"),
    Equation("annual_budget", annual_budget, "daily_budget * days_per_year", "definition"),
    Equation(
        "max_cost_per_token", max_cost_per_token, "daily_budget / tokens_per_day", "definition"
    ),
    Equation(
        "max_cost_per_token",
        max_cost_per_token_of_month,
        "monthly_budget / tokens_per_month",
        "definition",
    ),
    Equation(
        "max_cost_per_token",
        max_cost_per_token_of_year,
        "annual_budget / tokens_per_year",
        "definition",
    ),
    Equation(
        "max_cost_per_million_tokens",
        max_cost_per_million_tokens,
        "1000000 * max_cost_per_token",
        "definition",
    ),
    Equation(
        "max_tokens_per_day", max_tokens_per_day, "daily_budget / cost_per_token", "definition"
    ),
    Equation("budget_share", budget_share, "monthly_spend / monthly_budget", "definition"),
    Equation("budget_share", budget_share_of_day, "daily_spend / daily_budget", "definition"),
    Equation("budget_share", budget_share_of_year, "annual_spend / annual_budget", "definition"),
    Equation(
        "monthly_spend",
        whole_budget_spent,
        "monthly_budget",
        "supposition",
        note="supposes that the whole budget is spent",
        unless=("budget_share", "budget_left", "max_growth_factor", "grown_budget_share"),
        overridable=True,
        supposed=True,
    ),
    Equation("budget_left", budget_left, "monthly_budget - monthly_spend", "definition"),
    Equation("max_growth_factor", max_growth_factor, "1 / budget_share", "definition"),
    Equation(
        "grown_tokens_per_day", grown_tokens_per_day, "growth_factor * tokens_per_day", "definition"
    ),
    Equation(
        "grown_daily_spend",
        grown_daily_spend,
        "growth_factor * daily_spend",
        "definition",
        note="linear scaling keeps the cost per token, not the spend",
    ),
    Equation(
        "grown_monthly_spend",
        grown_monthly_spend,
        "growth_factor * monthly_spend",
        "definition",
        note="linear scaling keeps the cost per token, not the spend",
    ),
    Equation(
        "grown_annual_spend",
        grown_annual_spend,
        "growth_factor * annual_spend",
        "definition",
        note="linear scaling keeps the cost per token, not the spend",
    ),
    Equation(
        "grown_budget_share", grown_budget_share, "growth_factor * budget_share", "definition"
    ),
    Equation(
        "grown_max_cost_per_token",
        grown_max_cost_per_token,
        "max_cost_per_token / growth_factor",
        "definition",
    ),
)
