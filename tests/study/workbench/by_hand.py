"""The workbench's numbers worked out again, straight from the published formulas.

Written from the formulas' text, not from the program: nothing here imports the cost model.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

DAYS = 365 / 12
BITS = {"bf16": 16, "fp8": 8, "int8": 8, "int4": 4.125, "fp4": 4.5}


@dataclass(frozen=True)
class Net:
    """What serving depends on of a language model."""

    total: float
    active: float
    layers: int
    heads: int
    head: int
    kv_heads: int = 0
    latent: int = 0
    """Values kept per token and layer where attention is latent (MLA)."""
    experts: int = 0
    visited: int = 0


@dataclass(frozen=True)
class Chip:
    """Dense peak FLOP/s by format, byte/s, byte."""

    peaks: dict[str, float]
    bandwidth: float
    memory: float


@dataclass(frozen=True)
class Plan:
    """One configuration, in the units people write."""

    net: Net
    chip: Chip
    gpus: int
    weights: str
    kv: str
    batch: int
    prompt: int
    output: int
    peak: float
    per_day: float
    hour: float
    api_in: float
    api_out: float
    budget: float
    planned: float


def waiting(rate: float, service: float, servers: int) -> tuple[float, float]:
    """Return the probability to wait (Erlang C) and the mean wait in seconds, M/M/c."""
    offered = rate * service
    blocked = 1.0
    for each in range(1, servers + 1):
        blocked = offered * blocked / (each + offered * blocked)
    load = offered / servers
    waits = blocked / (1 - load * (1 - blocked))
    return waits, waits / (servers / service - rate)


def worked_out(plan: Plan) -> dict[str, float]:
    """Return every number of the workbench by its key, on the roofline."""
    made = room(plan)
    made |= times(plan, made)
    made |= fleet(plan, made)
    return made | money(plan, made)


def room(plan: Plan) -> dict[str, float]:
    """Return what goes into memory, and what there is of it."""
    net, chip, made = plan.net, plan.chip, dict[str, float]()
    wide = BITS[plan.weights] / 8
    kept = 2 * net.kv_heads * net.head if net.kv_heads else net.latent
    per_token = net.layers * kept * BITS[plan.kv] / 8
    context = plan.prompt + plan.output / 2
    # a KV head is never split, and every query head reads the whole latent
    copies = max(1, plan.gpus / net.kv_heads) if net.kv_heads else plan.gpus
    weights, cache = net.total * wide, per_token * context * plan.batch * copies
    have = plan.gpus * chip.memory * 0.9
    made |= {"weights": weights, "kv_per_token": per_token, "kv_cache": cache}
    made |= {"needed": weights + cache, "available": have, "headroom": have - weights - cache}
    made["filled"] = (weights + cache) / have
    made["max_batch"] = max(0, math.floor((have - weights) / (per_token * context * copies) + 1e-9))
    return made


def times(plan: Plan, has: dict[str, float]) -> dict[str, float]:
    """Return what a step takes and what the roofline says of it."""
    net, chip, made = plan.net, plan.chip, dict[str, float]()
    wide, weights, cache = BITS[plan.weights] / 8, has["weights"], has["kv_cache"]
    context = plan.prompt + plan.output / 2
    peak = chip.peaks.get(plan.weights, chip.peaks["bf16"])
    peak = chip.peaks["bf16"] if plan.weights in {"int8", "int4"} else peak
    read = weights
    if net.experts:
        met = 1 - (1 - net.visited / net.experts) ** (plan.batch - 1)
        read = wide * (net.active + (net.total - net.active) * met)
    reading = (read / chip.bandwidth) / plan.gpus
    computing = 2 * net.active * plan.batch / (plan.gpus * peak)
    step = cache / (plan.gpus * chip.bandwidth) + max(reading, computing)
    pairs = 4 * net.layers * net.heads * net.head
    prompt_flops = 2 * net.active * plan.prompt + pairs * 0.5 * plan.prompt**2
    prefill = max(prompt_flops / (plan.gpus * peak), weights / (plan.gpus * chip.bandwidth))
    made |= {"tpot": step, "prefill": prefill, "decode": (plan.output - 1) * step}
    made["user_speed"] = 1 / step
    rate = plan.batch / (step + plan.batch * prefill / plan.output)
    made |= {"throughput": rate, "gpu_throughput": rate / plan.gpus}
    made["ridge"] = peak / chip.bandwidth
    met_flops = (2 * net.active + pairs * context) * plan.batch
    made |= {"intensity": met_flops / (read + cache), "prefill_intensity": prompt_flops / weights}
    sparse = net.experts / net.visited if net.experts else 1
    made["critical_batch"] = made["ridge"] * wide / 2 * sparse
    return made


def fleet(plan: Plan, has: dict[str, float]) -> dict[str, float]:
    """Return how many replicas there must be, and how long requests wait for them."""
    made, rate, prefill = dict[str, float](), has["throughput"], has["prefill"]
    made["mean_traffic"] = plan.per_day / (plan.prompt + plan.output) / 86400
    busiest = max(plan.peak, made["mean_traffic"])
    replicas = math.ceil(busiest * plan.output / (rate * plan.planned) - 1e-9)
    slot = plan.batch * plan.output / rate
    waits, mean = waiting(busiest / replicas, slot, plan.batch)
    spare = plan.batch / slot - busiest / replicas
    made |= {"replicas": replicas, "fleet": replicas * plan.gpus, "slot_time": slot, "queue": mean}
    made["queue_tail"] = math.log(waits / 0.01) / spare if waits > 0.01 else 0.0
    made["load"] = busiest / replicas * slot / plan.batch
    made["ttft"] = mean + prefill
    made["latency"] = mean + prefill + has["decode"]
    return made


def money(plan: Plan, has: dict[str, float]) -> dict[str, float]:
    """Return what tokens and months cost, here and with the API."""
    made, rate, replicas = dict[str, float](), has["throughput"], has["replicas"]
    made["cost"] = 1e6 * plan.gpus * plan.hour / 3600 / (rate * plan.planned)
    made["spend"] = replicas * plan.gpus * plan.hour * 24 * DAYS
    made["budget_share"] = made["spend"] / plan.budget
    made["budget_left"] = plan.budget - made["spend"]
    made["served_cost"] = 1e6 * made["spend"] / (plan.per_day * DAYS)
    tokens = plan.prompt + plan.output
    made["blended"] = (plan.prompt * plan.api_in + plan.output * plan.api_out) / tokens
    made["api_spend"] = made["blended"] / 1e6 * plan.per_day * DAYS
    made["api_share"] = made["api_spend"] / plan.budget
    made["break_even"] = made["spend"] / DAYS / made["blended"] * 1e6
    return made
