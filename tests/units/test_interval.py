"""Intervals as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.units.quantity import UnreadableQuantity, WrongDimension, read_interval


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("100-120", "ms", 100, 120),
        ("100–120 ms", "s", 0.1, 0.12),
        ("100 ms - 0.2 s", "ms", 100, 200),
        ("100 to 120 ms", "ms", 100, 120),
        ("100..120 ms", "ms", 100, 120),
        ("100…120 ms", "ms", 100, 120),
        ("between 100 and 120 ms", "ms", 100, 120),
        ("from 100 to 120 ms", "ms", 100, 120),
        ("[100, 120]", "ms", 100, 120),
        ("(100; 120", "ms", 100, 120),
        ("120 - 100", "ms", 100, 120),
        ("$150k–$200k/month", "USD/month", 150e3, 200e3),
        ("$150k–$200k per day", "USD/month", 4.5e6, 6e6),
        ("$150k a month to 200k", "USD/month", 150e3, 200e3),
        ("$150k to 200k a month", "USD/day", 5e3, 20e4 / 30),
        ("$5 to $6 per 1M tokens", "USD/Mtoken", 5, 6),
        ("$5 per 1M tokens to $6 per 1M tokens", "USD/Mtoken", 5, 6),
        ("$150k-USD 200k", "USD", 150e3, 200e3),
        ("0 to 1.2k", "USD", 0, 1200),
        ("900 to 1.2k", "USD", 900, 1200),
        ("10^-3 - 10^-2", "USD", 1e-3, 1e-2),
        ("-5 - -3", "USD", -5, -3),
        ("-5 - +3", "USD", -5, 3),
        ("80-90 %", "1", 0.8, 0.9),
        ("2-3x", "1", 2, 3),
        ("180k ± 20k", "USD/month", 160e3, 200e3),
        ("180k +/- 20 %", "USD/month", 144e3, 216e3),
        ("$180k/mo +- 20k", "USD/month", 160e3, 200e3),
        ("85 % ± 2 %", "1", 0.83, 0.87),
        ("24 GPU-hours to 30 GPU-hours", "GPU*hour", 24, 30),
    ],
)
def test_reads_both_ends(text: str, unit: str, low: float, high: float) -> None:
    assert read_interval(text, unit) == pytest.approx((low, high), rel=1e-12)


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("100", "ms", "a lower and an upper end"),
        ("", "ms", "a lower and an upper end"),
        ("100 -", "ms", "a lower and an upper end"),
        ("to 100", "ms", "a lower and an upper end"),
        ("100 to", "ms", "a lower and an upper end"),
        ("GPU-hour", "ms", "a lower and an upper end"),
        ("150-200k", "USD", "same magnitude"),
        ("1 to 2 million", "USD", "same magnitude"),
        ("100-120-140 ms", "ms", "more than one number"),
        ("0.85 ± 2 %", "1", "points of it"),
        ("85 ± 2 %", "percent", "points of it"),
        ("5B-6B", "byte", "two ways"),
        ("± 5", "ms", "no number"),
    ],
)
def test_refuses_what_is_no_interval(text: str, unit: str, reason: str) -> None:
    with pytest.raises(UnreadableQuantity, match=reason):
        read_interval(text, unit)


def test_refuses_an_interval_of_another_kind() -> None:
    with pytest.raises(WrongDimension, match="token"):
        read_interval("5 to 6 GB", "token")


@settings(deadline=None, derandomize=True, max_examples=200)
@given(ends=st.tuples(st.floats(1e-6, 1e9), st.floats(1e-6, 1e9)))
def test_the_lower_end_comes_first(ends: tuple[float, float]) -> None:
    low, high = read_interval(f"{ends[0]!r} to {ends[1]!r} ms", "ms")

    assert (low, high) == (min(ends), max(ends))


@pytest.mark.parametrize(
    ("text", "unit", "about", "low", "high"),
    [
        ("20 to 10", "GB", "13.5 TB", 10_000, 20_000),
        ("10 to 20 GB", "GB", "13.5 TB", 10, 20),
        ("12 ± 3", "GB", "13.5 TB", 9_000, 15_000),
        ("12 ± 50 %", "GB", "13.5 TB", 6_000, 18_000),
        ("4 to 6", "USD/Mtoken", "5 cents per 1k tokens", 40, 60),
        ("4 to 6 cents per token", "USD/Mtoken", "5 cents per 1k tokens", 40_000, 60_000),
        ("$1 to $3", "USD/month", "$2k per day", 30, 90),
        ("150k to 200k", "USD/month", "180k", 150_000, 200_000),
        ("0.2 to 0.4", "USD/token", "$0.3", 0.2, 0.4),
    ],
)
def test_bare_ends_are_in_the_unit_of_what_they_are_about(
    text: str, unit: str, about: str, low: float, high: float
) -> None:
    assert read_interval(text, unit, about) == pytest.approx((low, high), rel=1e-12)
