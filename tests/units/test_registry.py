"""Our own units: what they are worth, what cannot be mixed, and what is not loaded too early."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.units.quantity import (
    UnknownUnit,
    WrongDimension,
    base_units,
    convert,
    same_dimension,
)
from trainer.units.registry import registry, scale
from trainer.units.words import BASES, CANONICAL, powers, prefix_factor, spelled, unit_word


@pytest.mark.parametrize("name", sorted(CANONICAL))
def test_the_registry_knows_every_unit_and_agrees_on_its_prefix(name: str) -> None:
    _, base = CANONICAL[name]

    assert scale(name).factor == pytest.approx(prefix_factor(name) * scale(base).factor, rel=1e-15)
    assert scale(name).dimension == scale(base).dimension


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.name)
def test_every_spelling_means_its_unit(base: object) -> None:
    assert all(unit_word(word) == ((base.name, 1),) for word in base.spellings)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (1, "month", "day", 30),
        (1, "year", "day", 365),
        (1, "week", "hour", 168),
        (1, "GiB", "byte", 2**30),
        (400, "Gb/s", "GB/s", 50),
        (1200, "USD/Mtoken", "USD/token", 0.0012),
        (0.85, "1", "percent", 85),
        (1, "request/day", "request/s", 1 / 86_400),
        (5, "GPU", "GPU", 5),
    ],
)
def test_converts(value: float, unit: str, to: str, expected: float) -> None:
    assert convert(value, unit, to) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("unit", "other"),
    [
        ("byte", "1"), ("token", "1"), ("token", "request"), ("GPU", "1"), ("USD", "1"),
        ("FLOP", "FLOP/s"), ("user", "request"), ("USD/token", "token/USD"),
    ],
)  # fmt: skip
def test_counts_that_people_mix_up_are_dimensions(unit: str, other: str) -> None:
    assert not same_dimension(unit, other)
    with pytest.raises(WrongDimension, match="cannot be turned into"):
        convert(1, unit, other)


def test_a_sum_of_bytes_and_a_bare_number_is_refused() -> None:
    import pint

    with pytest.raises(pint.DimensionalityError):
        registry().Quantity(80, "GB") + 3


def test_kv_cache_arithmetic_comes_out_in_gibibytes() -> None:
    ours = registry()
    per_token = ours.Quantity(2 * 80 * 8 * 128 * 2, "byte/token")

    assert (per_token * ours.Quantity(8192, "token")).to("GiB").magnitude == pytest.approx(2.5)


def test_unknown_units_are_refused() -> None:
    for function in (same_dimension, lambda unit, to: convert(1, unit, to)):
        with pytest.raises(UnknownUnit, match="not a unit"):
            function("parsec", "s")
    with pytest.raises(UnknownUnit, match="a unit is missing"):
        base_units("")


def test_base_units_have_no_prefix() -> None:
    assert base_units("USD/Mtoken") == {"USD", "token"}
    assert base_units("GiB/s") == {"byte", "s"}
    assert base_units("1") == frozenset()


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    names=st.lists(st.sampled_from(sorted(CANONICAL)), max_size=3, unique=True),
    exponents=st.lists(st.sampled_from((1, -1, 2)), min_size=3, max_size=3),
)
def test_spelling_a_unit_can_be_taken_back(names: list[str], exponents: list[int]) -> None:
    unit = tuple(zip(names, exponents, strict=False))

    assert sorted(powers(spelled(unit))) == sorted(unit)


SAME_UNIT = """
import sys
from trainer.units.quantity import read_quantity, show_quantity
show_quantity(180000, "USD/month"), show_quantity(2.5, "GiB"), show_quantity(5e6, "token/day")
for text, unit in (("1 M", "token/day"), ("$0.0008", "USD/token"), ("30", "day/month"),
                   ("$1,200 per 1M tokens", "USD/Mtoken"), ("5 kB", "GiB"),
                   ("5M tokens a day", "token/day")):
    read_quantity(text, unit)
sys.exit("pint" in sys.modules)
"""


def test_showing_and_reading_in_the_same_unit_do_not_import_pint() -> None:
    done = subprocess.run([sys.executable, "-c", SAME_UNIT], check=False)

    assert done.returncode == 0
