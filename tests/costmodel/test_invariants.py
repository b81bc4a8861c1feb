"""What must hold of any serving system, whatever the numbers."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.costmodel.fleet import cached_api_cost_per_request
from trainer.costmodel.quality import pass_at_k
from trainer.costmodel.solve import evaluate

MACHINES = {
    "a100": {"peak_flops": 312e12, "memory_bandwidth": 2.039e12, "gpu_memory": 80e9},
    "h100": {"peak_flops": 989e12, "memory_bandwidth": 3.35e12, "gpu_memory": 80e9},
    "l4": {"peak_flops": 121e12, "memory_bandwidth": 3e11, "gpu_memory": 24e9},
}
MODELS = {
    "8b": {"parameters": 8.03e9, "layers": 32, "heads": 32, "kv_heads": 8, "head_dim": 128},
    "70b": {"parameters": 70.55e9, "layers": 80, "heads": 64, "kv_heads": 8, "head_dim": 128},
    "gpt3": {"parameters": 174.6e9, "layers": 96, "heads": 96, "kv_heads": 96, "head_dim": 128},
}
FIXED = settings(derandomize=True, deadline=None, max_examples=60)
shares = st.floats(0.05, 1)
counts = st.integers(1, 512)
tokens = st.integers(2, 20_000)


@st.composite
def systems(draw):
    """Draw a language model on a machine with a workload."""
    return {
        **draw(st.sampled_from(list(MODELS.values()))),
        **draw(st.sampled_from(list(MACHINES.values()))),
        "gpus": draw(st.sampled_from((1, 2, 4, 8))),
        "prompt_tokens": draw(tokens),
        "output_tokens": draw(tokens),
        "batch": draw(counts),
        "price_per_gpu_hour": draw(st.floats(0.1, 20)),
        "bytes_per_weight": draw(st.sampled_from((0.5, 1.0, 2.0))),
    }


def at_most(smaller, larger):
    """Return whether ``smaller`` does not exceed ``larger``, float noise aside."""
    return smaller <= larger * (1 + 1e-12)


@FIXED
@given(system=systems(), mfu=shares, mbu=shares, term=st.sampled_from(("ttft", "tpot")))
def test_nothing_is_faster_than_the_roofline(system, mfu, mbu, term):
    assert at_most(evaluate(term, system), evaluate(term, {**system, "mfu": mfu, "mbu": mbu}))


@FIXED
@given(system=systems(), more=st.integers(1, 100))
def test_a_larger_batch_slows_the_step_and_never_the_throughput(system, more):
    larger = {**system, "batch": system["batch"] + more}
    assert at_most(evaluate("tpot", system), evaluate("tpot", larger))
    assert at_most(evaluate("throughput", system), evaluate("throughput", larger))
    assert at_most(evaluate("cost_per_token", larger), evaluate("cost_per_token", system))


@FIXED
@given(system=systems(), context=tokens, more=tokens)
def test_a_longer_context_never_speeds_up_a_step(system, context, more):
    steps = [
        evaluate("tpot", {**system, "context_tokens": length})
        for length in (context, context + more)
    ]
    assert at_most(*steps)


@FIXED
@given(system=systems())
def test_a_step_reads_the_weights_and_the_cache(system):
    read = evaluate("weights", system) + evaluate("kv_cache", system)
    floor = read / (system["gpus"] * system["memory_bandwidth"])
    assert at_most(floor, evaluate("tpot", system))
    assert at_most(floor, evaluate("tpot_overlap", system))
    assert at_most(evaluate("tpot_overlap", system), evaluate("tpot", system))


@FIXED
@given(system=systems())
def test_prefill_takes_no_longer_than_as_many_decode_steps(system):
    alone = {**system, "batch": 1, "output_tokens": 2, "context_tokens": system["prompt_tokens"]}
    assert at_most(
        evaluate("prefill_time", alone), alone["prompt_tokens"] * evaluate("tpot", alone)
    )


@FIXED
@given(system=systems())
def test_fewer_kv_heads_shrink_the_cache_in_proportion(system):
    full = {**system, "kv_heads": system["heads"]}
    share = system["kv_heads"] / system["heads"]
    assert math.isclose(evaluate("kv_cache", system), evaluate("kv_cache", full) * share)


@FIXED
@given(system=systems(), factor=st.floats(1, 10))
def test_cost_times_throughput_is_the_price_and_rises_with_it(system, factor):
    cost = evaluate("cost_per_token", system)
    rent = system["price_per_gpu_hour"] * system["gpus"] / 3600
    assert math.isclose(cost * evaluate("throughput", system), rent, rel_tol=1e-12)
    dearer = {**system, "price_per_gpu_hour": system["price_per_gpu_hour"] * factor}
    assert at_most(cost, evaluate("cost_per_token", dearer))


@FIXED
@given(
    call=st.lists(st.floats(0.01, 1e4), min_size=6, max_size=6),
    place=st.integers(0, 5),
    factor=st.floats(0, 5),
)
def test_the_api_price_is_linear_in_each_of_its_arguments(call, place, factor):
    moved, none = list(call), list(call)
    moved[place], none[place] = call[place] * factor, 0.0
    whole, base = cached_api_cost_per_request(*call), cached_api_cost_per_request(*none)
    expected = base + factor * (whole - base)
    assert cached_api_cost_per_request(*moved) == pytest.approx(expected, abs=1e-5)


@FIXED
@given(samples=st.integers(1, 60), data=st.data())
def test_more_tries_never_lower_the_chance_to_pass(samples, data):
    correct = data.draw(st.integers(0, samples))
    chances = [pass_at_k(samples, correct, tries) for tries in range(1, samples + 1)]
    assert chances == sorted(chances)
    assert chances[0] == pytest.approx(correct / samples)
    assert all(0 <= chance <= 1 for chance in chances)


@FIXED
@given(system=systems(), spend=st.floats(1, 1e6))
def test_a_larger_budget_never_rents_fewer_accelerators(system, spend):
    rent = {"price_per_gpu_hour": system["price_per_gpu_hour"]}
    rented = [
        evaluate("max_gpus", {**rent, "monthly_budget": budget}) for budget in (spend, 2 * spend)
    ]
    assert at_most(*rented)
