"""Published formulas of scaling, queues, speculation, caching and quality."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.costmodel import latency, quality, queueing, scores
from trainer.costmodel.scores import Text


def amdahl(n: float, serial: float) -> float:
    """Return the speed-up of ``n`` workers with a serial share."""
    return queueing.amdahl_speedup(serial, n)


def usl(n: float, sigma: float, kappa: float = 0.0) -> float:
    """Return the speed-up of ``n`` workers with contention and crosstalk."""
    return queueing.usl_speedup(n, sigma, kappa)


def littles_law(rate: float, time: float) -> float:
    """Return how many are in the system."""
    return queueing.in_flight(rate, time)


def erlang_c(servers: float, load: float) -> float:
    """Return the chance of waiting."""
    return queueing.erlang_c(servers, load)


def service_level(servers: float, load: float, wait: float, service: float) -> float:
    """Return the share that waits no longer than ``wait``."""
    return queueing.service_level(erlang_c(servers, load), servers, load, wait, service)


def mm1_percentile(service: float, rho: float, q: float) -> float:
    """Return the response time that the share ``q`` does not exceed, M/M/1."""
    return queueing.single_response_at_percentile(q, service, rho)


def mm1_wait_percentile(service: float, rho: float, q: float) -> float:
    """Return the waiting time that the share ``q`` does not exceed, M/M/1."""
    return queueing.single_wait_at_percentile(service, rho, q)


def mg1_wait(service: float, rho: float, scv: float = 1.0) -> float:
    """Return the mean wait for one server with any spread of service time."""
    return queueing.single_mean_wait(rho, scv, service)


def pass_at_k(n: float, c: float, k: float) -> float:
    """Return the unbiased pass@k."""
    return quality.pass_at_k(n, c, k)


def spec_tokens(alpha: float, gamma: float) -> float:
    """Return the tokens per verifying step, the bonus token included."""
    return latency.tokens_per_verify(alpha, gamma)


def spec_speedup(alpha: float, gamma: float, c: float = 0.0) -> float:
    """Return the speed-up by speculative decoding."""
    return latency.spec_speedup(spec_tokens(alpha, gamma), gamma, c)


def spec_ops(alpha: float, gamma: float, c_hat: float = 0.0) -> float:
    """Return the arithmetic per token over that without speculation."""
    return (gamma * c_hat + gamma + 1) / spec_tokens(alpha, gamma)


def prefix_hit_rate(cached: float, total: float) -> float:
    """Return the share of tokens found in the cache."""
    return cached / total


def prefix_prefill_time(full_time: float, hit: float) -> float:
    """Return the prefill time of what the cache does not hold."""
    return latency.cached_prefill_time(hit, full_time)


def bleu(
    matches: Sequence[float], totals: Sequence[float], hyp_len: float, ref_len: float
) -> float:
    """Return corpus BLEU, 0 to 100."""
    return scores.bleu(matches, totals, hyp_len, ref_len)


def token_f1(pred: Text, gold: Text) -> float:
    """Return the token F1 of an answer."""
    return scores.token_f1(pred, gold)


def rouge_l(pred: Text, gold: Text) -> float:
    """Return the ROUGE-L F measure of a summary."""
    return scores.rouge_l(pred, gold)


FORMULAS = (
    amdahl, usl, littles_law, erlang_c, service_level, mm1_percentile, mm1_wait_percentile,
    mg1_wait, pass_at_k, spec_tokens, spec_speedup, spec_ops, prefix_hit_rate,
    prefix_prefill_time, bleu, token_f1, rouge_l,
)  # fmt: skip
