"""The root-finder, on curves with corners, jumps, gaps and none."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.costmodel.problems import OutOfReach
from trainer.costmodel.roots import NoCrossingError, crossing, root
from trainer.costmodel.seek import seek
from trainer.costmodel.terms import TERMS

CURVES = {
    "line": (lambda x: x - 3, 3),
    "cube": (lambda x: x**3 - 27, 3),
    "steep": (lambda x: math.exp(x) - math.exp(3), 3),
    "flat": (lambda x: (x - 3) ** 9, 3),
    "corner": (lambda x: max(x, 2) - 3, 3),
    "hyperbola": (lambda x: 3 / x - 1, 3),
    "undefined below": (lambda x: math.nan if x < 2 else x - 3, 3),
    "undefined above": (lambda x: math.nan if x > 4 else 3 - x, 3),
    "overloaded above": (lambda x: math.inf if x >= 4 else 1 / (4 - x) - 1, 3),
}


@pytest.mark.parametrize("name", CURVES)
def test_a_crossing_is_found(name):
    curve, expected = CURVES[name]
    tolerance = 1e-2 if name == "flat" else 1e-12
    assert crossing(curve, 1e-3, 1e3) == pytest.approx(expected, rel=tolerance)


@settings(derandomize=True, deadline=None)
@given(target=st.floats(1e-6, 1e6), power=st.sampled_from((0.5, 1, 2, 3)))
def test_a_power_is_undone_to_the_last_bits(target, power):
    found = crossing(lambda x: x**power - target, 1e-15, 1e15)
    assert found**power == pytest.approx(target, rel=1e-12)


@pytest.mark.parametrize(
    "curve",
    [
        lambda x: x + 1,
        lambda x: 1.0 if x > 3 else -1.0,
        lambda x: math.inf if x > 3 else -math.inf,
        lambda x: math.nan,
    ],
)
def test_where_nothing_crosses_nothing_is_found(curve):
    with pytest.raises(NoCrossingError):
        crossing(curve, 1e-3, 1e3)


def test_the_grid_may_begin_at_or_below_zero():
    assert crossing(lambda x: x + 3, -10, 10) == pytest.approx(-3)
    assert crossing(lambda x: x, 0, 10) == 0
    assert root(lambda x: x - 10, 0, 10) == 10


def test_it_takes_few_evaluations():
    asked = []

    def curve(x):
        asked.append(x)
        return math.log(x) - 1.5

    root(curve, 1, 100)
    assert len(asked) <= 14


def test_a_target_out_of_range_is_told_with_the_range():
    with pytest.raises(Exception, match="no MFU makes the TTFT 1 ms"):
        seek(lambda mfu: 1 / mfu, 1e-3, TERMS["mfu"], TERMS["ttft"])


@pytest.mark.parametrize(
    ("curve", "target", "expected"),
    [
        (lambda n: 10 / n, 3, 4),
        (lambda n: 10 / n, 10, 1),
        (lambda n: 10 / n, 20, 1),
        (lambda n: math.nan if n < 5 else 10 / n, 3, 5),
    ],
)
def test_counts_are_found_by_halving(curve, target, expected):
    assert seek(curve, target, TERMS["gpus"], TERMS["tpot"]) == expected


def test_a_count_may_be_rounded_where_better_has_no_meaning():
    tokens, sums = TERMS["layers"], TERMS["parameters"]
    assert seek(lambda n: 10.0 * n, 801, tokens, sums) == 80
    with pytest.raises(Exception, match="no layers makes the parameters 15"):
        seek(lambda n: 10.0 * n, 15, tokens, sums)
    with pytest.raises(Exception, match="no layers"):
        seek(lambda n: 1.0, 15, tokens, sums)


def test_a_count_that_jumps_over_the_target_keeps_the_side_that_holds():
    assert seek(lambda n: 1.0 if n < 7 else 9.0, 5, TERMS["batch"], TERMS["tpot"]) == 6
    assert seek(lambda n: 1.0 if n < 7 else 9.0, 5, TERMS["batch"], TERMS["throughput"]) == 7


def test_what_does_not_move_the_result_is_not_what_settles_it():
    with pytest.raises(OutOfReach, match="does not depend on"):
        seek(lambda _mfu: 1.0, 1.0, TERMS["mfu"], TERMS["ttft"])
