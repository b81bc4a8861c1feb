"""Terms of waiting and of scaling: loads, queues, percentiles, speed-up laws."""

from __future__ import annotations

from trainer.costmodel.vocabulary.term import Term

TERMS = (
    Term(
        "arrival_rate", "arrival rate", "request/s", "λ",
        "requests that arrive per second", 1e-3, 1e6,
    ),
    Term(
        "in_flight", "requests in flight", "request", "N_fl",
        "requests in the system at once", 1e-3, 1e7, better="less",
    ),
    Term(
        "replicas_for_concurrency", "replicas that hold the requests in flight", "1", "n_rep,conc",
        "fewest replicas whose batches hold every request in flight", 1, 1e5, whole=True,
        better="less",
    ),
    Term(
        "service_time", "service time", "s", "t_s",
        "mean time a server spends on one request", 1e-4, 1e4, better="less",
    ),
    Term(
        "servers", "servers", "1", "c",
        "requests that can be served at once", 1, 1e5, whole=True,
    ),
    Term(
        "offered_load", "offered load", "1", "A_erl",
        "arrival rate times service time (erlang): servers busy if none were short",
        1e-4, 1e5, better="less",
    ),
    Term(
        "server_load", "load of a server", "1", "ρ",
        "offered load over servers: at 1 the queue grows for ever", 1e-3, 1, better="less",
    ),
    Term(
        "wait_probability", "chance of waiting", "1", "P_wait",
        "share of requests that find every server busy (Erlang C)", 0, 1, most=1, better="less",
    ),
    Term(
        "mean_wait", "mean wait", "s", "t_wait",
        "mean time a request waits for a server", 0, 1e4, better="less",
    ),
    Term(
        "percentile", "percentile", "1", "q",
        "share of requests that are to be no slower", 0.5, 0.9999, most=1, default=0.99,
    ),
    Term(
        "wait_at_percentile", "wait at the percentile", "s", "t_wait,q",
        "wait that the chosen share of requests does not exceed", 0, 1e4, better="less",
    ),
    Term(
        "wait_limit", "wait limit", "s", "t_lim",
        "wait that should not be exceeded", 0, 1e4,
    ),
    Term(
        "service_level", "service level", "1", "q_lim",
        "share of requests that wait no longer than the limit", 0, 1, most=1, better="more",
    ),
    Term(
        "service_variability", "variability of service", "1", "c_s²",
        "variance of service time over its squared mean: 1 for exponential, 0 for constant",
        0, 20, default=1,
    ),
    Term(
        "single_mean_wait", "mean wait, one server", "s", "t_wait1",
        "mean time a request waits for a single server", 0, 1e4, better="less",
    ),
    Term(
        "single_response_at_percentile", "response at the percentile, one server", "s", "t_resp,q",
        "waiting and service that the chosen share of requests does not exceed, at one server",
        1e-4, 1e5, better="less",
    ),
    Term(
        "scale_out", "scale-out", "1", "n_x",
        "how many times the resources", 1, 1e6, least=1,
    ),
    Term(
        "serial_share", "serial share", "1", "σ_A",
        "share of the work that does not spread (Amdahl)", 0, 1, most=1,
    ),
    Term(
        "amdahl_speedup", "speed-up by Amdahl's law", "1", "s_A",
        "throughput gained with the resources, given a serial share", 1, 1e6, better="more",
    ),
    Term(
        "contention", "contention", "1", "σ",
        "share of work that queues for something shared (USL)", 0, 1, most=1,
    ),
    Term(
        "coherence", "crosstalk", "1", "κ",
        "cost of keeping pairs of workers consistent (USL)", 0, 0.1, default=0,
    ),
    Term(
        "usl_speedup", "speed-up by the universal scalability law", "1", "s_U",
        "throughput gained with the resources, given contention and crosstalk", 0.1, 1e6,
        better="more",
    ),
    Term(
        "usl_peak", "best scale-out", "1", "n_peak",
        "scale-out beyond which throughput falls", 1, 1e6,
    ),
    Term(
        "scaling_efficiency", "scaling efficiency", "1", "η",
        "speed-up over scale-out: 1 is linear", 0.01, 1, better="more",
    ),
    Term(
        "scaled_throughput", "throughput after scaling", "token/s", "v'",
        "throughput once scaled out", 0.1, 1e9, better="more",
    ),
    Term(
        "scaled_cost_per_token", "cost per token after scaling", "USD/token", "p'_token",
        "cost per token once scaled out: the same only if scaling is linear", 1e-9, 1,
        better="less",
    ),
)  # fmt: skip
