"""Terms of money and volume: what a token costs, how many there are, what the budget bears."""

from __future__ import annotations

from trainer.costmodel.vocabulary.term import Term

TERMS = (
    Term(
        "cost_per_token", "cost per token", "USD/token", "p_token",
        "what one token costs, all told", 1e-9, 0.1, better="less",
    ),
    Term(
        "cost_per_thousand_tokens", "cost per 1,000 tokens", "USD/ktoken", "p_1k",
        "what a thousand tokens cost", 1e-6, 100, better="less",
    ),
    Term(
        "cost_per_million_tokens", "cost per million tokens", "USD/Mtoken", "p_1M",
        "what a million tokens cost: how prices are listed", 1e-3, 1e5, better="less",
    ),
    Term(
        "cost_per_request", "cost per request", "USD/request", "p_request",
        "what one request costs, prompt and answer", 1e-7, 1e3, better="less",
    ),
    Term(
        "reference_cost_per_token", "reference cost per token", "USD/token", "p_ref",
        "the cost per token that another is held against", 1e-9, 0.1,
    ),
    Term(
        "price_ratio", "price ratio", "1", "r_price",
        "cost per token over the reference cost per token", 1e-6, 1e6,
    ),
    Term(
        "tokens_per_request", "tokens per request", "token/request", "V_request",
        "prompt and output tokens of a request", 1, 1e7,
    ),
    Term(
        "requests_per_day", "requests per day", "request/day", "R_day",
        "requests in a day", 1, 1e10,
    ),
    Term(
        "tokens_per_day", "tokens per day", "token/day", "V_day",
        "tokens in a day", 1e3, 1e13,
    ),
    Term(
        "tokens_per_month", "tokens per month", "token/month", "V_month",
        "tokens in a month", 3e4, 3e14,
    ),
    Term(
        "tokens_per_year", "tokens per year", "token/year", "V_year",
        "tokens in a year", 3e5, 4e15, calendar=True,
    ),
    Term(
        "mean_token_rate", "mean token rate", "token/s", "v_mean",
        "tokens per second, spread evenly over the day", 1e-2, 1e8,
    ),
    Term(
        "peak_factor", "peak factor", "1", "f_peak",
        "rate in the busiest moments over the mean rate", 1, 50, least=1,
    ),
    Term(
        "peak_token_rate", "peak token rate", "token/s", "v_peak",
        "tokens per second in the busiest moments", 1e-2, 1e9,
    ),
    Term(
        "daily_spend", "daily spend", "USD/day", "S_day",
        "money spent in a day", 1e-3, 1e8, better="less",
    ),
    Term(
        "monthly_spend", "monthly spend", "USD/month", "S_month",
        "money spent in a month", 1e-2, 1e9, better="less",
    ),
    Term(
        "annual_spend", "annual spend", "USD/year", "S_year",
        "money spent in a year", 1e-1, 1e10, better="less", calendar=True,
    ),
    Term(
        "daily_budget", "daily budget", "USD/day", "B_day",
        "money that may be spent in a day", 1e-1, 1e8,
    ),
    Term(
        "monthly_budget", "monthly budget", "USD/month", "B_month",
        "money that may be spent in a month", 1, 1e9,
    ),
    Term(
        "annual_budget", "annual budget", "USD/year", "B_year",
        "money that may be spent in a year", 10, 1e10, calendar=True,
    ),
    Term(
        "max_cost_per_token", "highest cost per token", "USD/token", "p_max",
        "the cost per token at which the volume uses up the budget", 1e-9, 1,
    ),
    Term(
        "max_cost_per_million_tokens", "highest cost per million tokens", "USD/Mtoken", "p_max1M",
        "the cost per million tokens at which the volume uses up the budget", 1e-3, 1e6,
    ),
    Term(
        "max_tokens_per_day", "most tokens per day", "token/day", "V_max",
        "the daily volume that uses up the budget", 1e3, 1e13,
    ),
    Term(
        "budget_share", "share of the budget", "1", "u_budget",
        "spend over budget: above 1 the budget is broken", 1e-6, 1e4, better="less",
    ),
    Term(
        "budget_left", "budget left per month", "USD/month", "B_left",
        "monthly budget less monthly spend: negative when the budget is broken",
        -1e9, 1e9, least=float("-inf"),
    ),
    Term(
        "growth_factor", "growth factor", "1", "g",
        "how many times today's volume", 1, 1000,
    ),
    Term(
        "max_growth_factor", "largest growth the budget bears", "1", "g_max",
        "how many times today's volume use up the budget at today's cost per token", 1e-4, 1e6,
    ),
    Term(
        "grown_tokens_per_day", "tokens per day after growth", "token/day", "V'_day",
        "daily volume once it has grown", 1e3, 1e15,
    ),
    Term(
        "grown_daily_spend", "daily spend after growth", "USD/day", "S'_day",
        "money spent in a day once volume has grown, at the same cost per token", 1e-3, 1e10,
        better="less",
    ),
    Term(
        "grown_monthly_spend", "monthly spend after growth", "USD/month", "S'_month",
        "money spent in a month once volume has grown, at the same cost per token", 1e-2, 1e11,
        better="less",
    ),
    Term(
        "grown_annual_spend", "annual spend after growth", "USD/year", "S'_year",
        "money spent in a year once volume has grown, at the same cost per token", 1e-1, 1e12,
        better="less", calendar=True,
    ),
    Term(
        "grown_budget_share", "share of the budget after growth", "1", "u'_budget",
        "spend over budget once volume has grown, at the same cost per token", 1e-6, 1e6,
        better="less",
    ),
    Term(
        "grown_max_cost_per_token", "highest cost per token after growth", "USD/token", "p'_max",
        "the cost per token at which the grown volume uses up today's budget", 1e-10, 1,
    ),
    Term(
        "days_per_month", "days per month", "day/month", "d_month",
        "length of a month", 28, 31, least=28, most=31, default=30, convention=True,
    ),
    Term(
        "days_per_year", "days per year", "day/year", "d_year",
        "length of a year", 365, 366, least=360, most=366, default=365, convention=True,
    ),
)  # fmt: skip
