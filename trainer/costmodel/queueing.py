"""Queues and scaling laws: how many servers a load takes, and what more of them bring."""

from __future__ import annotations

import math

from trainer.costmodel.algebra import whole_up
from trainer.costmodel.equation import Basis, Equation

_ERLANG = "Erlang C (M/M/c)"
_NOT_MMC = (
    "arrivals and service at random; a batching server slows down as it fills, so leave headroom"
)
_SECONDS_A_DAY = 86400
_MOST_SERVERS = 10_000_000


def arrival_rate(requests_per_day: float) -> float:
    """Return the mean requests per second, in request/s."""
    return requests_per_day / _SECONDS_A_DAY


def in_flight(arrival_rate: float, request_latency: float) -> float:
    """Return the mean requests in the system at once, by Little's law."""
    return arrival_rate * request_latency


def replicas_for_concurrency(in_flight: float, batch: float) -> float:
    """Return the fewest replicas whose batches hold the requests in flight."""
    return whole_up(in_flight / batch)


def offered_load(arrival_rate: float, service_time: float) -> float:
    """Return the servers that would be busy if none were short (erlang)."""
    return arrival_rate * service_time


def server_load(offered_load: float, servers: float) -> float:
    """Return the share of time each server is busy."""
    return offered_load / servers


def wait_probability(servers: float, offered_load: float) -> float:
    """Return the share of requests that must wait: Erlang's C formula, 1 when overloaded."""
    return erlang_c(servers, offered_load)


def erlang_c(servers: float, offered_load: float) -> float:
    """Return Erlang C by the recurrence for Erlang B, which neither over- nor underflows.

    1 when overloaded. Raises ValueError for more than ten million servers, which would take long.
    """
    if offered_load >= servers:
        return 1.0
    if servers > _MOST_SERVERS:
        raise ValueError("Erlang C is computed for up to ten million servers")
    count = math.ceil(servers)
    blocked = 1.0
    for busy in range(1, count + 1):
        blocked = offered_load * blocked / (busy + offered_load * blocked)
        if not blocked:  # below what a float can hold, and less with every further server
            return 0.0
    load = offered_load / count
    return blocked / (1 - load * (1 - blocked))


def mean_wait(
    wait_probability: float, service_time: float, servers: float, offered_load: float
) -> float:
    """Return the mean seconds a request waits, infinite when overloaded."""
    if offered_load >= servers:
        return math.inf
    return wait_probability * service_time / (servers - offered_load)


def wait_at_percentile(
    wait_probability: float,
    percentile: float,
    service_time: float,
    servers: float,
    offered_load: float,
) -> float:
    """Return the seconds of waiting that the chosen share of requests does not exceed."""
    if offered_load >= servers or percentile == 1:
        return math.inf
    if wait_probability <= 1 - percentile:
        return 0.0
    excess = math.log(wait_probability / (1 - percentile))
    return excess * service_time / (servers - offered_load)


def service_level(
    wait_probability: float,
    servers: float,
    offered_load: float,
    wait_limit: float,
    service_time: float,
) -> float:
    """Return the share of requests that wait no longer than the limit, 0 when overloaded."""
    if offered_load >= servers:
        return 0.0
    return 1 - wait_probability * math.exp(-(servers - offered_load) * wait_limit / service_time)


def single_mean_wait(server_load: float, service_variability: float, service_time: float) -> float:
    """Return the mean seconds of waiting for a single server (Pollaczek and Khinchine)."""
    if server_load >= 1:
        return math.inf
    return server_load / (1 - server_load) * (1 + service_variability) / 2 * service_time


def single_response_at_percentile(
    percentile: float, service_time: float, server_load: float
) -> float:
    """Return the seconds of waiting and service that the share does not exceed, one server."""
    if server_load >= 1 or percentile == 1:
        return math.inf
    return -math.log(1 - percentile) * service_time / (1 - server_load)


def single_wait_at_percentile(service_time: float, server_load: float, percentile: float) -> float:
    """Return the seconds of waiting that the share does not exceed, at one server (M/M/1)."""
    if server_load >= 1 or percentile == 1:
        return math.inf
    if server_load <= 1 - percentile:
        return 0.0
    return math.log(server_load / (1 - percentile)) * service_time / (1 - server_load)


def amdahl_speedup(serial_share: float, scale_out: float) -> float:
    """Return the speed-up of ``scale_out`` times the resources by Amdahl's law."""
    return 1 / (serial_share + (1 - serial_share) / scale_out)


def usl_speedup(scale_out: float, contention: float, coherence: float) -> float:
    """Return the speed-up by Gunther's universal scalability law."""
    crosstalk = coherence * scale_out * (scale_out - 1)
    return scale_out / (1 + contention * (scale_out - 1) + crosstalk)


def usl_peak(contention: float, coherence: float) -> float:
    """Return the scale-out with the highest throughput by the universal scalability law."""
    return math.sqrt((1 - contention) / coherence)


def scaling_efficiency(usl_speedup: float, scale_out: float) -> float:
    """Return the speed-up for each unit of resources."""
    return usl_speedup / scale_out


def scaled_throughput(throughput: float, usl_speedup: float) -> float:
    """Return the throughput after scaling out, in token/s."""
    return throughput * usl_speedup


def scaled_cost_per_token(cost_per_token: float, scaling_efficiency: float) -> float:
    """Return the cost per token after scaling out, in USD/token."""
    return cost_per_token / scaling_efficiency


EQUATIONS = (
    Equation("arrival_rate", arrival_rate, "requests_per_day / 86400", "definition"),
    Equation(
        "in_flight", in_flight, "arrival_rate * request_latency", "Little's law",
        note="with the whole latency, not the TTFT",
    ),
    Equation(
        "replicas_for_concurrency", replicas_for_concurrency, "ceil(in_flight / batch)",
        "Little's law",
    ),
    Equation("offered_load", offered_load, "arrival_rate * service_time", "Little's law"),
    Equation("server_load", server_load, "offered_load / servers", "definition"),
    Equation(
        "wait_probability", wait_probability, "erlang_c(servers, offered_load)", _ERLANG,
        note=_NOT_MMC, basis=Basis.ESTIMATE,
    ),
    Equation(
        "mean_wait", mean_wait, "wait_probability * service_time / (servers - offered_load)",
        _ERLANG, basis=Basis.ESTIMATE,
    ),
    Equation(
        "wait_at_percentile", wait_at_percentile,
        "max(0, ln(wait_probability / (1 - percentile))) * service_time / (servers - offered_load)",
        _ERLANG, note="percentiles of stages do not add up", basis=Basis.ESTIMATE,
        fixed=("percentile",),
    ),
    Equation(
        "service_level", service_level,
        "1 - wait_probability * exp((offered_load - servers) * wait_limit / service_time)",
        _ERLANG, basis=Basis.ESTIMATE,
    ),
    Equation(
        "single_mean_wait", single_mean_wait,
        "server_load / (1 - server_load) * (1 + service_variability) / 2 * service_time",
        "Pollaczek-Khinchine (M/G/1)", basis=Basis.ESTIMATE,
    ),
    Equation(
        "single_response_at_percentile", single_response_at_percentile,
        "(0 - ln(1 - percentile)) * service_time / (1 - server_load)", "M/M/1",
        note="the 99th percentile is 4.6 times the mean", basis=Basis.ESTIMATE,
    ),
    Equation(
        "amdahl_speedup", amdahl_speedup, "1 / (serial_share + (1 - serial_share) / scale_out)",
        "Amdahl 1967", basis=Basis.ESTIMATE,
    ),
    Equation(
        "usl_speedup", usl_speedup,
        "scale_out / (1 + contention * (scale_out - 1) + coherence * scale_out * (scale_out - 1))",
        "Gunther 2007", note="independent replicas have neither contention nor crosstalk",
        basis=Basis.ESTIMATE,
    ),
    Equation(
        "usl_peak", usl_peak, "sqrt((1 - contention) / coherence)", "Gunther 2007",
        basis=Basis.ESTIMATE,
    ),
    Equation("scaling_efficiency", scaling_efficiency, "usl_speedup / scale_out", "definition"),
    Equation("scaled_throughput", scaled_throughput, "throughput * usl_speedup", "definition"),
    Equation(
        "scaled_cost_per_token", scaled_cost_per_token, "cost_per_token / scaling_efficiency",
        "definition", note="unchanged only where scaling is linear",
    ),
)  # fmt: skip
