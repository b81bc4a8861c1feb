"""Whole days, fuzz, and the end of the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.scheduling.intervals import day_span, even_chance, fuzz_days, whole_days


@pytest.mark.parametrize(
    ("interval_days", "days"), [(0.0, 1), (0.4, 1), (1.4, 1), (2.3065, 2), (8.2956, 8), (9e9, 365)]
)
def test_without_chance_intervals_are_rounded(interval_days: float, days: int) -> None:
    assert whole_days(interval_days, 365) == days


def test_fuzz_widens_with_the_interval() -> None:
    assert fuzz_days(2.4) == 0.0
    assert fuzz_days(7.0) == pytest.approx(1 + 4.5 * 0.15)
    assert fuzz_days(30.0) == pytest.approx(1 + 4.5 * 0.15 + 13 * 0.1 + 10 * 0.05)
    assert [whole_days(10.0, 365, chance) for chance in (0.0, 0.5, 0.999)] == [8, 10, 12]


@settings(deadline=None, derandomize=True)
@given(st.floats(0, 500), st.floats(0, 500), st.integers(1, 400), st.floats(0, 1, exclude_max=True))
def test_a_longer_interval_never_gives_fewer_days(
    one: float, other: float, longest: int, chance: float
) -> None:
    short, long = sorted((one, other))
    assert 1 <= whole_days(short, longest, chance) <= whole_days(long, longest, chance) <= longest


def test_chance_is_even_and_decided_by_its_seed() -> None:
    drawn = [even_chance(seed) for seed in range(-500, 500)]
    assert drawn == [even_chance(seed) for seed in range(-500, 500)]
    assert 0.0 <= min(drawn) < 0.01
    assert 0.99 < max(drawn) < 1.0
    assert sum(drawn) / 1000 == pytest.approx(0.5, abs=0.05)


def test_the_calendar_ends() -> None:
    assert day_span(dt.date(2024, 2, 28), 1) == dt.date(2024, 2, 29)
    assert day_span(dt.date(9999, 12, 30), 365) == dt.date.max
