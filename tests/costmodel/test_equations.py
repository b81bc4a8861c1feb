"""Every equation: its names, its formula, its inverses, its dimensions."""

import ast
import math
import random
import re

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.costmodel import algebra, latency, money, quality, queueing
from trainer.costmodel.apply import apply
from trainer.costmodel.capacity import power_of_two_up
from trainer.costmodel.equation import Equation, Way
from trainer.costmodel.registry import EQUATIONS, use, uses
from trainer.costmodel.terms import TERMS
from trainer.units.quantity import base_units
from trainer.units.registry import registry

SEEDS = st.integers(0, 10**9)
BY_NAME = [pytest.param(entry, id=entry.name) for entry in EQUATIONS]
COUNTS = re.compile(r"\b[kM]?(token|request|GPU|FLOP|user)\b")
OWN_FUNCTIONS = {
    "power_of_two_up": power_of_two_up,
    "erlang_c": queueing.erlang_c,
    "normal_quantile": quality.normal_quantile,
    "pass_at_k": quality.pass_at_k,
}


def usual(draw_value, entry, seed):
    """Draw values of the equation's inputs; what cannot go together is drawn anew."""
    rng = random.Random(seed)
    while True:
        values = {name: draw_value(rng, name) for name in entry.inputs}
        if sensible(**values):
            return values


def sensible(
    offered_load=0.0,
    servers=400.0,
    server_load=0.0,
    experts=2.0,
    experts_active=1.0,
    batch=1.0,
    samples=1e9,
    correct_samples=0.0,
    tries=0.0,
    kv_cache=0.0,
    kv_heads=1.0,
    gpu_memory=1e99,
    usable_share=1.0,
    **_,
):
    """Return whether queues are finite and short, few experts active, a head's cache fits, …"""
    queues = offered_load < servers <= 400 and server_load < 0.99
    sparse = experts_active < experts and (experts == 2 or batch <= 40)
    held = kv_cache / kv_heads < gpu_memory * usable_share
    return queues and sparse and held and correct_samples + tries <= samples


@pytest.mark.parametrize("entry", BY_NAME)
def test_an_equation_speaks_in_terms_and_says_where_it_comes_from(entry):
    assert {entry.result, *entry.inputs, *entry.unless, *entry.only_with} <= set(TERMS)
    assert set(entry.fixed) <= set(entry.inputs)
    assert entry.source
    assert entry.function.__doc__
    names = {
        node.id for node in ast.walk(algebra.parse(entry.formula)) if isinstance(node, ast.Name)
    }
    assert names - set(algebra.FUNCTIONS) - set(OWN_FUNCTIONS) == set(entry.inputs)


def test_names_of_equations_are_unique():
    assert len({entry.name for entry in EQUATIONS}) == len(EQUATIONS)


@pytest.mark.parametrize("entry", BY_NAME)
@settings(derandomize=True, deadline=None, max_examples=8)
@given(seed=SEEDS)
def test_the_formula_shown_is_the_function_computed(draw_value, formulas_computed, entry, seed):
    values = usual(draw_value, entry, seed)
    shown = algebra.compile_tree(algebra.parse(entry.formula))(values)
    computed = entry.function(**values)
    assert math.isclose(shown, computed, rel_tol=1e-9, abs_tol=1e-12)


@pytest.fixture(scope="module")
def formulas_computed():
    """Let formulas compute with the functions that they otherwise only name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(algebra, "FUNCTIONS", algebra.FUNCTIONS | OWN_FUNCTIONS)
        yield


@pytest.mark.parametrize("entry", BY_NAME)
@settings(derandomize=True, deadline=None, max_examples=8)
@given(seed=SEEDS)
def test_backwards_from_the_result_gives_the_input_again(draw_value, entry, seed):
    values = usual(draw_value, entry, seed)
    result = entry.function(**values)
    for back in (found for found in uses() if found.equation is entry):
        if back.way is not Way.FORWARD and not bent(back) and settled(entry, values, back.target):
            found = apply(back, {**values, entry.result: result})
            if counted(entry):
                assert entry.function(**{**values, back.target: found}) == result, back
            else:
                assert math.isclose(found, values[back.target], rel_tol=1e-9), back


def bent(back):
    """Return whether one result has two inputs, or would stretch an agreed length of the month."""
    agreed = TERMS[back.target].convention and counted(back.equation)
    return agreed or (back.equation.name, back.target) == ("usl_speedup", "scale_out")


def counted(entry):
    """Return whether the result is rounded, so that many inputs give the same."""
    return "ceil" in entry.formula or "floor" in entry.formula


def settled(entry, values, name):
    """Return whether the input shows in the result, so that a float can give it back."""
    step = 1.0 if TERMS[name].whole else 1e-4 * values[name]
    try:
        here, *there = (
            entry.function(**{**values, name: values[name] + nudge}) for nudge in (0.0, -step, step)
        )
    except (ArithmeticError, ValueError):
        return False
    moved = counted(entry) or min(abs(other - here) for other in there) > 1e-6 * abs(here)
    return moved and here != 0


@pytest.mark.parametrize("entry", BY_NAME)
def test_time_information_and_money_balance(draw_value, entry):
    values = positive(draw_value, entry)
    assert balances(entry, values, counts=True) or balances(entry, values, counts=False)


def test_money_balances_to_the_last_token(draw_value):
    strict = [entry for entry in money.EQUATIONS if entry.name != "tokens_per_day"]
    for entry in strict:
        assert balances(entry, usual(draw_value, entry, 1), counts=True), entry.name


def test_a_wrong_dimension_is_noticed(draw_value):
    wrong = Equation("tpot", latency.spec_tpot, "tpot * spec_speedup", "nowhere")
    assert balances(wrong, usual(draw_value, wrong, 1), counts=False)
    wrong = Equation("weights", latency.spec_tpot, "tpot * spec_speedup", "nowhere")
    assert not balances(wrong, usual(draw_value, wrong, 1), counts=False)


def positive(draw_value, entry):
    """Return usual values that give a result above zero: nothing is cut off there."""
    drawn = (usual(draw_value, entry, seed) for seed in range(100))
    return next(values for values in drawn if entry.function(**values) > 0)


def balances(entry, values, *, counts):
    """Return whether the function, fed with quantities, gives its result's dimension.

    Without ``counts`` tokens, requests, users, GPUs and FLOP are pure numbers.
    """
    try:
        result = entry.function(
            **{name: quantity(name, value, counts=counts) for name, value in values.items()}
        )
        return registry().get_dimensionality(quantity(entry.result, 1.0, counts=counts)) == (
            registry().get_dimensionality(registry().Quantity(result))
        )
    except (pint.DimensionalityError, ValueError):  # the latter for comparing GPUs with a number
        return False


def quantity(name, value, *, counts):
    unit = TERMS[name].unit if counts else COUNTS.sub("1", TERMS[name].unit)
    return registry().Quantity(value, "" if unit == "1" else unit)


def test_terms_are_well_formed():
    assert len({term.symbol for term in TERMS.values()}) == len(TERMS)
    assert len({term.label for term in TERMS.values()}) == len(TERMS)
    mentioned = {name for entry in EQUATIONS for name in (entry.result, *entry.inputs)}
    assert mentioned == set(TERMS)
    for term in TERMS.values():
        assert term.least <= term.low < term.high <= term.most, term.name
        assert term.default is None or term.least <= term.default <= term.most, term.name
        assert base_units(term.unit) is not None  # raises UnknownUnit for one that is none
        assert term.meaning[0] == term.meaning[0].lower() or term.meaning[1].isupper(), term.name
        assert not term.meaning.endswith("."), term.name


def test_a_use_is_found_by_equation_and_target():
    assert use("weights", "parameters").way is Way.ALGEBRA
    with pytest.raises(KeyError):
        use("weights", "tpot")
