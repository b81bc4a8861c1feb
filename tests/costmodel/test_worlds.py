"""In a consistent world every route to a term gives the same value."""

import math
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.costmodel.apply import apply
from trainer.costmodel.equation import Way
from trainer.costmodel.registry import EQUATIONS
from trainer.costmodel.terms import TERMS

KINDS = ("dense", "sparse", "latent", "cached")
SEEDS = st.integers(0, 10**9)
ALONE = {
    "bytes_per_weight", "memory_bound_tpot", "prefill_time_computing",
    "flops_per_token_of_weights", "prefill_flops_of_weights", "whole_budget_spent",
    "tpot_of_weights", "memory_bound_tpot_of_weights",
}  # fmt: skip
"""Equations for givens that leave out what these worlds hold: they meet no second route."""
BENT = {"usl_speedup"}
"""Equations that turn round: the same value is met twice."""


def result(use, values):
    """Return what the equation gives in these values."""
    return use.equation.function(*[values[name] for name in use.equation.inputs])


def decided(use, values):
    """Return whether the equation's result says what the target is.

    Not where the target hardly matters beside the other terms, where a count would have to be a
    fraction, or where an agreement (the length of a month) would have to stretch.
    """
    term = TERMS[use.target]
    if use.equation.name in BENT or (term.convention and not use.sharp):
        return False
    if term.whole and not values[use.target].is_integer():
        return False
    step = 1 if term.whole else values[use.target] * 1e-4
    here = result(use, values)
    there = result(use, {**values, use.target: values[use.target] + step})
    if not use.sharp and not term.whole:
        return here > 0
    return abs(there - here) > 1e-7 * abs(here)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(kind=st.sampled_from(KINDS), seed=SEEDS)
def test_all_routes_to_a_term_agree(draw_world, kind, seed):
    values = (world := draw_world(kind, random.Random(seed))).values
    for use in world.uses():
        if use.way is Way.FORWARD:
            assert math.isclose(apply(use, values), values[use.target], rel_tol=1e-9), use
        elif decided(use, values):
            met = result(use, {**values, use.target: apply(use, values)})
            assert math.isclose(met, result(use, values), rel_tol=1e-9), use


def test_the_worlds_hold_every_equation(draw_world):
    met = {
        use.equation.name
        for kind in KINDS
        for seed in range(3)
        for use in draw_world(kind, random.Random(seed)).uses()
    }
    assert {entry.name for entry in EQUATIONS} - met == ALONE
