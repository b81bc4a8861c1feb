"""In a consistent world every route to a term gives the same value."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.costmodel.apply import apply
from trainer.costmodel.equation import Way
from trainer.costmodel.problems import Contradiction, OutOfReach
from trainer.costmodel.registry import EQUATIONS, decisive
from trainer.costmodel.seek import ROUNDED, meets
from trainer.costmodel.solve import evaluate, solve
from trainer.costmodel.terms import TERMS
from trainer.errors import BadInput

KINDS = ("dense", "sparse", "latent", "split", "latents split", "cached")
SEEDS = st.integers(0, 10**9)
ALONE = {
    "bytes_per_weight", "memory_bound_tpot", "prefill_time_computing",
    "flops_per_token_of_weights", "prefill_flops_of_weights", "whole_budget_spent",
    "tpot_of_weights", "memory_bound_tpot_of_weights", "cost_per_token",
    "cost_per_output_token", "served_share",
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


@pytest.mark.no_cover
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


@pytest.mark.no_cover
@settings(derandomize=True, deadline=None, max_examples=80)
@given(kind=st.sampled_from(KINDS), seed=SEEDS)
def test_backwards_through_a_whole_chain_gives_the_given_again(draw_world, kind, seed):
    rng = random.Random(seed)
    world = draw_world(kind, rng)
    asked = rng.choice([name for name in world.values if name not in world.question.given])
    known = {name: world.values[name] for name in world.question.given}
    try:
        forward = solve(asked, known)
    except BadInput:
        return  # the world holds it by a default that is never worked out
    used = {number.term: number.value for number in forward.givens}
    name = rng.choice(sorted(used) or [asked])
    others = {term: value for term, value in known.items() if term in used or term in decisive()}
    others.pop(name, None)
    back = reached(name, {**others, asked: forward.result.value})
    if back is None:
        assert saturated(name, asked, others, known, forward.result.value), (asked, name)
    elif not math.isclose(back, known.get(name, back), rel_tol=1e-9):
        assert serves(name, asked, others, back, forward.result.value), (asked, name)


def reached(name, givens):
    """Return what the term must be, None where nothing will do."""
    try:
        return evaluate(name, givens)
    except OutOfReach:
        return None


def serves(name, asked, others, found, wanted):
    """Return whether another value than the one begun with is an answer as well.

    It leads to the same; or it is a count that is as good, or near where neither is better. A
    count worked back through another count is right to one.
    """
    again = evaluate(asked, {**others, name: found})
    if math.isclose(again, wanted, rel_tol=1e-9):
        return True
    if TERMS[asked].better and TERMS[asked].whole and TERMS[name].whole:
        beside = (evaluate(asked, {**others, name: found + step}) for step in (-1, 1))
        return any(meets(each, wanted, TERMS[asked]) for each in (again, *beside))
    if TERMS[asked].better:
        return TERMS[name].whole and meets(again, wanted, TERMS[asked])
    return TERMS[name].whole and math.isclose(again, wanted, rel_tol=ROUNDED)


def saturated(name, asked, others, known, wanted):
    """Return whether what is asked hardly depends on the term, or is rounded on the way."""
    near = {}
    for factor in (0.9, 1.1):
        moved = known[name] * factor
        value = round(moved) if TERMS[name].whole else min(moved, TERMS[name].most)
        try:
            near[factor] = evaluate(asked, {**others, name: value})
        except BadInput:
            return True
    flat = any(math.isclose(value, wanted, rel_tol=1e-6, abs_tol=1e-12) for value in near.values())
    return flat or TERMS[asked].whole


@pytest.mark.no_cover
@settings(derandomize=True, deadline=None, max_examples=40)
@given(kind=st.sampled_from(KINDS), seed=SEEDS)
def test_what_holds_together_is_never_called_a_contradiction(draw_world, kind, seed):
    rng = random.Random(seed)
    world = draw_world(kind, rng)
    held = {name: value for name, value in world.values.items() if math.isfinite(value)}
    told = set(rng.sample(sorted(held), rng.randint(30, 120)))
    told |= {name for name in held if name in world.question.given and name in decisive()}
    told |= {name for name in held if TERMS[name].default is not None}
    asked = rng.choice(sorted(held.keys() - told))
    refused = refusal(asked, {name: held[name] for name in told})
    assert not isinstance(refused, Contradiction), refused


def refusal(asked, givens):
    """Return what keeps the question from being answered, None if nothing does."""
    try:
        solve(asked, givens)
    except BadInput as found:
        return found
    return None
