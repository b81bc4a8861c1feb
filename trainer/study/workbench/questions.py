"""What the workbench asks the cost model: one question for each number on screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from trainer.costmodel.solve import evaluate
from trainer.study.workbench.case import Case, Givens

Values = Mapping[str, float]
Group = Callable[[Case, Values], Givens]


@dataclass(frozen=True, slots=True)
class Question:
    """A term to solve for from a group of givens.

    ``links`` are givens that are themselves answers: term of the cost model → key of a question
    that stands before this one. ``banded`` tells whether the answer depends on efficiency,
    ``percent`` whether it is a share that is shown in per cent.
    ``note`` is said with the working.
    """

    key: str
    term: str
    label: str
    group: Group
    links: tuple[tuple[str, str], ...] = ()
    banded: bool = True
    percent: bool = False
    note: str = ""
    needs: tuple[str, ...] = ()
    """Keys of questions whose answers the group itself counts with."""


def _serving(case: Case, _: Values) -> Givens:
    return case.serving


def _footprint(case: Case, _: Values) -> Givens:
    return case.footprint


def _volume(case: Case, _: Values) -> Givens:
    return {**case.request, "tokens_per_day": case.configuration.tokens_per_day}


def _load(case: Case, values: Values) -> Givens:
    return {
        "arrival_rate": peak_traffic(case, values),
        "output_tokens": case.configuration.output_tokens,
        "utilisation": case.configuration.utilisation,
    }


def peak_traffic(case: Case, values: Values) -> float:
    """Return the requests per second to plan for: the stated peak, the daily mean at least."""
    return max(case.configuration.traffic, values["mean_traffic"])


def _slot(case: Case, _: Values) -> Givens:
    set_to = case.configuration
    return {"in_flight": set_to.batch, "output_tokens": set_to.output_tokens}


def _queue(case: Case, values: Values) -> Givens:
    return {
        "arrival_rate": peak_traffic(case, values) / values["replicas"],
        "servers": case.configuration.batch,
    }


def _per_gpu(case: Case, _: Values) -> Givens:
    return {"gpus": case.configuration.gpus}


def _capacity(case: Case, _: Values) -> Givens:
    set_to = case.configuration
    return {
        "price_per_gpu_hour": set_to.gpu_price,
        "gpus": set_to.gpus,
        "utilisation": set_to.utilisation,
    }


def cost_of(case: Case, throughput: float | None = None) -> float:
    """Return USD per million output tokens, at ``throughput`` where it is known already."""
    rate = evaluate("serving_throughput", case.serving) if throughput is None else throughput
    return evaluate("cost_per_million_tokens", {**_capacity(case, {}), "throughput": rate})


def _rent(case: Case, _: Values) -> Givens:
    set_to = case.configuration
    return {
        "price_per_gpu_hour": set_to.gpu_price,
        "gpus": set_to.gpus,
        "days_per_month": case.month,
    }


def _served(case: Case, values: Values) -> Givens:
    return {**_rent(case, values), "tokens_per_day": case.configuration.tokens_per_day}


def _api(case: Case, _: Values) -> Givens:
    set_to = case.configuration
    return {
        **case.request,
        "input_price": set_to.input_price,
        "output_price": set_to.output_price,
        "tokens_per_day": set_to.tokens_per_day,
        "days_per_month": case.month,
    }


def _listed(case: Case, _: Values) -> Givens:
    set_to = case.configuration
    prices = {"input_price": set_to.input_price, "output_price": set_to.output_price}
    return {**case.request, **prices}


def _break_even(case: Case, values: Values) -> Givens:
    return {**_listed(case, values), **_rent(case, values)}


def _budget(case: Case, _: Values) -> Givens:
    return {"monthly_budget": case.configuration.monthly_budget}


_RATE = (("throughput", "throughput"),)
_REPLICAS = (("replicas", "replicas"),)
_SLOT = (("service_time", "slot_time"),)
_QUEUE = (("queue_time", "queue"),)
_PREFILLED = "the throughput is the one with prefill: every answer pays for its prompt"
_SPREAD = "traffic is spread evenly over the replicas; each sequence of the batch is a server"
_LITTLE = "Little's law: a batch of requests in flight, leaving at the rate of the answers"

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        each.key: each
        for each in (
            # memory
            Question("weights", "weights", "weights", _footprint, banded=False),
            Question("kv_cache", "kv_cache_held", "KV cache", _footprint, banded=False),
            Question(
                "kv_per_token", "kv_bytes_per_token", "KV cache per token", _footprint,
                banded=False,
            ),
            Question("needed", "memory_needed", "memory needed", _footprint, banded=False),
            Question("available", "memory_available", "memory available", _footprint, banded=False),
            Question(
                "filled", "memory_share", "memory filled", _footprint, banded=False, percent=True,
            ),
            Question("headroom", "memory_headroom", "memory left", _footprint, banded=False),
            Question("max_batch", "max_batch", "largest batch that fits", _footprint, banded=False),
            # one replica
            Question("prefill", "prefill_time", "prefill", _serving),
            Question("tpot", "tpot", "TPOT", _serving),
            Question("decode", "decode_time", "decode", _serving),
            Question("user_speed", "speed_per_user", "speed per user", _serving),
            Question("throughput", "serving_throughput", "throughput of a replica", _serving),
            Question(
                "gpu_throughput", "throughput_per_gpu", "throughput per GPU", _per_gpu, _RATE,
                note=_PREFILLED,
            ),
            # the fleet and its queue
            Question("mean_traffic", "arrival_rate", "mean traffic", _volume, banded=False),
            Question(
                "replicas", "replicas_for_load", "replicas", _load, _RATE, note=_PREFILLED,
                needs=("mean_traffic",),
            ),
            Question("fleet", "fleet_gpus", "GPUs in all", _per_gpu, _REPLICAS),
            Question(
                "slot_time", "request_latency", "time a request holds its place", _slot,
                (("token_rate", "throughput"),), note=_LITTLE,
            ),
            Question(
                "load", "server_load", "load at peak", _queue, _SLOT, percent=True, note=_SPREAD,
                needs=("replicas",),
            ),
            Question(
                "queue", "mean_wait", "queue", _queue, _SLOT, note=_SPREAD, needs=("replicas",),
            ),
            Question(
                "queue_tail", "wait_at_percentile", "queue, 99th percentile", _queue, _SLOT,
                note=_SPREAD, needs=("replicas",),
            ),
            Question("ttft", "ttft", "TTFT", _serving, _QUEUE),
            Question("latency", "request_latency", "request latency", _serving, _QUEUE),
            # money
            Question(
                "cost", "cost_per_million_tokens", "cost per million output tokens", _capacity,
                _RATE, note=_PREFILLED,
            ),
            Question("spend", "fleet_monthly_cost", "monthly spend", _rent, _REPLICAS),
            Question(
                "budget_share", "budget_share", "share of the budget", _budget,
                (("monthly_spend", "spend"),), percent=True,
            ),
            Question(
                "budget_left", "budget_left", "left of the budget", _budget,
                (("monthly_spend", "spend"),),
            ),
            Question(
                "served_cost", "served_cost_per_million_tokens",
                "cost per million tokens served", _served, _REPLICAS,
            ),
            Question("blended", "blended_price", "API, blended", _listed, banded=False),
            Question("api_spend", "api_monthly_spend", "API, monthly spend", _api, banded=False),
            Question(
                "api_share", "budget_share", "API, share of the budget", _budget,
                (("monthly_spend", "api_spend"),), banded=False, percent=True,
            ),
            Question(
                "break_even", "break_even_tokens_per_day", "break-even with the API", _break_even,
                _REPLICAS,
            ),
            # the roofline
            Question("intensity", "decode_intensity", "decode intensity", _serving, banded=False),
            Question(
                "prefill_intensity", "prefill_intensity", "prefill intensity", _serving,
                banded=False,
            ),
            Question("ridge", "ridge_intensity", "ridge point", _serving, banded=False),
            Question("critical_batch", "critical_batch", "critical batch", _serving, banded=False),
        )
    }
)  # fmt: skip
"""Every number of the workbench, in an order in which each comes after those it needs."""
