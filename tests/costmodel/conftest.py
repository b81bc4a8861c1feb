"""Consistent worlds: a value for every term that follows from a set of givens."""

import math
from dataclasses import dataclass

import pytest

from trainer.costmodel.apply import apply
from trainer.costmodel.equation import Way
from trainer.costmodel.problems import OutOfReach
from trainer.costmodel.question import Question
from trainer.costmodel.registry import uses
from trainer.costmodel.terms import TERMS

LLAMA_70B = {
    "parameters": 70_552_387_584,
    "active_parameters": 70_552_387_584,
    "layers": 80,
    "d_model": 8192,
    "heads": 64,
    "kv_heads": 8,
    "head_dim": 128,
}
H100 = {"peak_flops": 989e12, "memory_bandwidth": 3.35e12, "gpu_memory": 80e9}
SERVING = {**LLAMA_70B, **H100, "gpus": 8, "prompt_tokens": 2048, "output_tokens": 256, "batch": 64}


def between(rng, name):
    """Draw a value of a term, spread evenly over the orders of magnitude it usually has."""
    term = TERMS[name]
    low, high = term.low, min(term.high, 1 - 1e-6 if term.most == 1 else term.high)
    low = max(low, high / 1e6) if low >= 0 else high / 1e3
    value = low * (high / low) ** rng.random()
    return float(max(1, round(value))) if term.whole else value


@dataclass(frozen=True)
class World:
    """Every term that follows from ``givens``, each computed forwards, once."""

    question: Question
    values: dict

    def uses(self):
        """Yield the uses that this world decides: all their terms known, and they apply."""
        for use in uses():
            if self.question.applies(use.equation) and {use.target, *use.sources} <= set(
                self.values
            ):
                yield use


def build_world(givens):
    """Return the world of ``givens``, with the defaults of what they leave open."""
    question = Question("", frozenset(givens))
    values = dict(givens)
    _close(values, question)
    for term in TERMS.values():
        if term.default is not None:
            values.setdefault(term.name, float(term.default))
    _close(values, question)
    return World(question, values)


def _close(values, question):
    """Add everything that follows forwards, until nothing more does."""
    forward = [use for use in uses() if use.way is Way.FORWARD and question.applies(use.equation)]
    impossible = set()
    grown = True
    while grown:
        grown = False
        for use in forward:
            if use.target not in values | dict.fromkeys(impossible) and values.keys() >= set(
                use.sources
            ):
                grown = True
                try:
                    values[use.target] = apply(use, values)
                except OutOfReach:
                    impossible.add(use.target)


PRIMITIVES = {
    "dense": ("layers", "d_model", "d_ff", "kv_heads", "head_dim", "vocabulary_size"),
    "sparse": (
        "layers", "d_model", "d_ff", "kv_heads", "head_dim", "vocabulary_size", "experts_active",
    ),
    "latent": ("layers", "kv_rank", "rope_dim", "parameters"),
    "split": ("layers", "kv_heads", "head_dim", "parameters", "attention_gpus"),
    "latents split": ("layers", "kv_rank", "rope_dim", "parameters", "attention_gpus"),
    "cached": ("layers", "kv_heads", "head_dim", "parameters", "cached_tokens", "cached_price"),
}  # fmt: skip
COMMON = (
    "bytes_per_weight", "bytes_per_kv", "peak_flops", "memory_bandwidth", "gpu_memory", "gpus",
    "mfu", "mbu", "usable_share", "prompt_tokens", "output_tokens", "queue_time", "network_time",
    "message_time", "messages_per_layer", "vectors_per_layer", "bytes_per_activation",
    "link_bandwidth", "price_per_gpu_hour", "utilisation", "replicas", "input_price",
    "output_price", "requests_per_day", "peak_factor", "daily_budget", "growth_factor",
    "reference_cost_per_token", "acceptance_rate", "draft_tokens", "draft_cost", "contention",
    "coherence", "scale_out", "serial_share", "purchase_price", "lifetime", "overhead_factor",
    "percentile", "wait_limit", "service_variability", "score", "other_score", "sample_size",
    "margin_wanted", "confidence", "training_tokens", "precision", "recall", "daily_revenue",
    "service_time", "batch",
)  # fmt: skip


def _draw_world(kind, rng):
    """Return a random world of a kind of model: dense, sparse, latent attention, cached prefix."""
    givens = {name: between(rng, name) for name in (*COMMON, *PRIMITIVES[kind])}
    heads = givens.get("kv_heads", 8.0) * rng.choice((1, 4, 8))
    givens |= {"heads": heads, "head_dim": 128.0, "days_per_month": 365 / 12}
    if kind == "sparse":
        givens["experts"] = givens["experts_active"] * rng.choice((2, 4, 8))
    if kind == "cached":
        givens["cached_tokens"] = givens["prompt_tokens"] * rng.random()
    load = 10 ** rng.uniform(-1, 2)
    givens["service_time"] = load / givens["requests_per_day"] * 86400
    givens["servers"] = float(math.ceil(load * (1 + rng.random())) + 1)
    givens["samples"], givens["correct_samples"], givens["tries"] = 20.0, 7.0, 5.0
    return build_world(givens)


@pytest.fixture(scope="session")
def draw_world():
    """Draw a random world: ``draw_world(kind, rng)``."""
    return _draw_world


@pytest.fixture(scope="session")
def draw_value():
    """Draw a usual value of a term: ``draw_value(rng, name)``."""
    return between


@pytest.fixture(scope="session")
def serving():
    """Return the givens of Llama 3 70B on eight H100, batch 64, 2,048 tokens in, 256 out."""
    return SERVING
