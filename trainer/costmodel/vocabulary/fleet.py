"""Terms of running it: rented GPUs, listed prices, how many replicas a load takes."""

from __future__ import annotations

from trainer.costmodel.vocabulary.term import Term

TERMS = (
    Term(
        "price_per_gpu_hour", "price per GPU-hour", "USD/GPU/hour", "p_gpu",
        "rent of one accelerator for an hour", 0.05, 50, better="less", calendar=True,
    ),
    Term(
        "purchase_price", "purchase price per GPU", "USD/GPU", "p_buy",
        "price of one accelerator with its share of the server", 500, 2e5, better="less",
    ),
    Term(
        "lifetime", "lifetime", "year", "y",
        "years over which a purchase is written off", 1, 10,
    ),
    Term(
        "overhead_factor", "overhead factor", "1", "f_op",
        "all costs of owning over the purchase price", 1, 3, least=1, default=1,
    ),
    Term(
        "owned_gpu_hour", "cost per owned GPU-hour", "USD/GPU/hour", "p_own",
        "purchase spread over every hour of the lifetime", 0.01, 50, better="less", calendar=True,
    ),
    Term(
        "utilisation", "utilisation", "1", "u",
        "share of the capacity paid for that serves tokens", 0.001, 1, most=1, default=1,
    ),
    Term(
        "prefill_cost_per_token", "cost per prompt token, compute bound", "USD/token", "p_pre",
        "cost of one prompt token if only computing took time: the floor", 1e-11, 1e-3,
        better="less",
    ),
    Term(
        "flops_per_dollar", "FLOP/s per dollar-hour", "FLOP*GPU*hour/s/USD", "C_p",
        "peak FLOP/s that a dollar an hour rents", 1e11, 1e16, better="more",
    ),
    Term(
        "replicas", "replicas", "1", "n_rep",
        "independent copies of the serving system", 1, 1e5, whole=True, default=1,
    ),
    Term(
        "fleet_gpus", "GPUs in the fleet", "GPU", "n_fleet",
        "accelerators of all replicas", 1, 1e6, whole=True, better="less",
    ),
    Term(
        "fleet_throughput", "throughput of the fleet", "token/s", "v_fleet",
        "output tokens per second of all replicas", 0.1, 1e9, better="more",
    ),
    Term(
        "fleet_hourly_cost", "cost of the fleet per hour", "USD/hour", "F_hour",
        "rent of all accelerators for an hour, busy or idle", 0.05, 1e6, better="less",
        calendar=True,
    ),
    Term(
        "fleet_daily_cost", "cost of the fleet per day", "USD/day", "F_day",
        "rent of all accelerators for a day, busy or idle", 1, 1e8, better="less", calendar=True,
    ),
    Term(
        "fleet_monthly_cost", "cost of the fleet per month", "USD/month", "F_month",
        "rent of all accelerators for a month, busy or idle", 30, 1e9, better="less",
        calendar=True,
    ),
    Term(
        "fleet_annual_cost", "cost of the fleet per year", "USD/year", "F_year",
        "rent of all accelerators for a year, busy or idle", 300, 1e10, better="less",
        calendar=True,
    ),
    Term(
        "served_cost_per_token", "fleet cost per token served", "USD/token", "p_served",
        "cost of the fleet over the tokens it really serves", 1e-9, 1, better="less",
    ),
    Term(
        "served_cost_per_million_tokens", "fleet cost per million tokens served", "USD/Mtoken",
        "p_served1M", "cost of the fleet over the millions of tokens it really serves",
        1e-3, 1e6, better="less",
    ),
    Term(
        "served_share", "share of capacity served", "1", "u_served",
        "tokens really served over tokens the fleet could make", 1e-6, 1, better="less",
    ),
    Term(
        "max_gpus", "GPUs the budget rents", "GPU", "n_max",
        "accelerators that the monthly budget keeps running round the clock", 1, 1e6, whole=True,
        better="more", calendar=True,
    ),
    Term(
        "token_rate", "output-token rate", "token/s", "v_need",
        "output tokens per second that must be served", 0.01, 1e9,
    ),
    Term(
        "gpus_for_load", "GPUs that carry the load", "GPU", "n_load",
        "fewest accelerators whose throughput suffices", 1, 1e6, whole=True, better="less",
    ),
    Term(
        "replicas_for_load", "replicas that carry the load", "1", "n_rep,load",
        "fewest replicas whose throughput suffices", 1, 1e5, whole=True, better="less",
    ),
    Term(
        "input_price", "price of input tokens", "USD/Mtoken", "p_in",
        "listed price of a million prompt tokens", 0.01, 200, better="less",
    ),
    Term(
        "output_price", "price of output tokens", "USD/Mtoken", "p_out",
        "listed price of a million output tokens", 0.01, 1000, better="less",
    ),
    Term(
        "cached_price", "price of cached tokens", "USD/Mtoken", "p_cached",
        "listed price of a million prompt tokens found in the prefix cache", 0.001, 100,
        better="less",
    ),
    Term(
        "cached_tokens", "cached prompt tokens", "token", "S_cached",
        "prompt tokens of a request found in the prefix cache", 0, 1e7,
    ),
    Term(
        "api_cost_per_request", "API cost per request", "USD/request", "p_call",
        "what a request costs at listed prices", 1e-7, 100, better="less",
    ),
    Term(
        "blended_price", "blended price", "USD/Mtoken", "p_mix",
        "API cost per million tokens at this mix of input and output", 0.01, 1000, better="less",
    ),
    Term(
        "api_daily_spend", "API spend per day", "USD/day", "A_day",
        "what a day's requests cost at listed prices", 1e-3, 1e8, better="less",
    ),
    Term(
        "api_monthly_spend", "API spend per month", "USD/month", "A_month",
        "what a month's requests cost at listed prices", 1e-2, 1e9, better="less",
    ),
    Term(
        "api_annual_spend", "API spend per year", "USD/year", "A_year",
        "what a year's requests cost at listed prices", 1e-1, 1e10, better="less", calendar=True,
    ),
    Term(
        "cache_saving", "saving by the prefix cache", "USD/request", "p_saved",
        "what cached prompt tokens save per request at listed prices", 0, 100, better="more",
    ),
    Term(
        "api_ratio", "API price over own cost", "1", "r_api",
        "blended API price over own cost of a million tokens: above 1 hosting is cheaper",
        1e-3, 1e3,
    ),
    Term(
        "break_even_tokens_per_day", "break-even volume", "token/day", "V_even",
        "daily volume at which the fleet costs what the API would", 1e3, 1e13, better="less",
    ),
    Term(
        "daily_revenue", "daily revenue", "USD/day", "R_USD",
        "money earned in a day", 1, 1e9, better="more",
    ),
    Term(
        "margin", "margin on cost", "1", "m_cost",
        "revenue less cost, over cost", -1, 100, least=-1, better="more",
    ),
    Term(
        "margin_on_revenue", "margin on revenue", "1", "m_rev",
        "revenue less cost, over revenue", -10, 1, least=float("-inf"), most=1, better="more",
    ),
    Term(
        "training_tokens", "training tokens", "token", "T_train",
        "tokens a model is trained on", 1e9, 1e14,
    ),
    Term(
        "training_flops", "training FLOPs", "FLOP", "F_train",
        "FLOPs of a training run", 1e18, 1e28, better="less",
    ),
    Term(
        "training_gpu_hours", "training GPU-hours", "GPU*hour", "H_train",
        "accelerators times hours of a training run", 10, 1e9, better="less",
    ),
)  # fmt: skip
