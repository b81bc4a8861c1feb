"""How the numbers of an estimate are stated and drawn."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.drills.draws import BadGiven, Choice, Range, read_draw


@pytest.mark.parametrize(
    ("stated", "unit", "value"),
    [
        (30, "day/month", 30),
        (0.0012, "USD/token", 0.0012),
        ("$0.0012", "USD/token", 0.0012),
        ("1 M", "token/day", 1e6),
        ("150M tokens a month", "token/day", 5e6),
        (1e-05, "USD/token", 1e-5),
    ],
)
def test_a_fixed_value_is_read_in_its_terms_unit(stated: object, unit: str, value: float) -> None:
    draw = read_draw(stated, unit)

    assert draw == Choice((pytest.approx(value),))
    assert not draw.varies
    assert draw.draw(random.Random(1)) == pytest.approx(value)


def test_a_fixed_value_costs_no_random_number() -> None:
    rng = random.Random(1)
    state = rng.getstate()

    Choice((5.0,)).draw(rng)

    assert rng.getstate() == state


def test_a_choice_draws_each_of_its_values() -> None:
    draw = read_draw({"one_of": ["$0.0008", 0.0012]}, "USD/token")

    assert draw.varies
    assert {draw.draw(random.Random(seed)) for seed in range(30)} == {0.0008, 0.0012}


def test_a_range_is_read_with_its_digits() -> None:
    assert read_draw({"between": ["1 M", "50 M"]}, "token/day") == Range(1e6, 50e6, 2)
    assert read_draw({"between": [1, 50], "digits": 1}, "1") == Range(1, 50, 1)


@pytest.mark.parametrize(
    ("stated", "path", "reason"),
    [
        (True, (), "a number with or without its unit"),
        (None, (), "a number with or without its unit"),
        ([1, 2], (), "a number with or without its unit"),
        ("5 GB", (), "in GB"),
        ("a lot", (), "cannot be read"),
        (float("nan"), (), "cannot be read"),
        ({"betwen": [1, 2]}, ("betwen",), "no field 'betwen'"),
        ({}, (), "either between"),
        ({"between": [1, 2], "one_of": [1, 2]}, (), "either between"),
        ({"one_of": [1]}, ("one_of",), "list of 2 or more"),
        ({"one_of": "12"}, ("one_of",), "list of 2 or more"),
        ({"one_of": [1, "x"]}, ("one_of", 1), "cannot be read"),
        ({"one_of": [1, 2], "digits": 1}, ("digits",), "not rounded"),
        ({"between": [1, 2, 3]}, ("between",), "list of 2 values"),
        ({"between": [2, 1]}, ("between",), "from a smaller"),
        ({"between": [0, 1]}, ("between",), "above zero"),
        ({"between": [1, True]}, ("between", 1), "a number with"),
        ({"between": [1, 2], "digits": 3}, ("digits",), "1 or 2"),
        ({"between": [1, 2], "digits": True}, ("digits",), "1 or 2"),
        ({"between": [1, 2], "digits": "2"}, ("digits",), "1 or 2"),
    ],
)
def test_says_what_is_wrong_with_a_given_and_where(
    stated: object, path: tuple[str | int, ...], reason: str
) -> None:
    with pytest.raises(BadGiven, match=reason) as caught:
        read_draw(stated, "USD/token")

    assert caught.value.path == path


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    low=st.floats(1e-9, 1e9),
    factor=st.floats(1.01, 1e6),
    digits=st.integers(1, 2),
    seed=st.integers(0, 2**63),
)
def test_a_drawn_number_is_round_and_within_its_range(
    low: float, factor: float, digits: int, seed: int
) -> None:
    made = Range(low, low * factor, digits)

    drawn = made.draw(random.Random(seed))

    assert made.low <= drawn <= made.high
    assert drawn in (made.low, made.high, float(f"{drawn:.{digits - 1}e}"))
    assert drawn == made.draw(random.Random(seed))


def test_draws_spread_evenly_over_the_decades() -> None:
    made = Range(1, 1000, 2)
    drawn = [made.draw(random.Random(seed)) for seed in range(3000)]

    shares = [sum(low <= value < 10 * low for value in drawn) / 3000 for low in (1, 10, 100)]

    assert shares == pytest.approx([1 / 3] * 3, abs=0.04)


def test_a_seed_means_the_same_for_ever() -> None:
    """Numbers kept in review logs must be drawn again alike by every later version."""
    assert [Range(1e6, 50e6, 2).draw(random.Random(seed)) for seed in range(6)] == [
        27e6, 1.7e6, 42e6, 2.5e6, 2.5e6, 11e6,
    ]  # fmt: skip
