"""Quantities as people write them, and that the reader understands its own handwriting."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.costmodel.terms import TERMS
from trainer.units.quantity import read_quantity, show_quantity


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (180_000, "USD/month", "$180,000 per month"),
        (1.2e6, "USD/month", "$1.2 M per month"),
        (2.5e9, "USD/year", "$2.5 B per year"),
        (0.0012, "USD/token", "$0.0012 per token"),
        (8e-7, "USD/token", "$0.80 per million tokens"),
        (9.999e-7, "USD/token", "$0.000001 per token"),
        (-2e-13, "USD/token", "-$2e-7 per million tokens"),
        (4e-6, "USD/token", "$0.000004 per token"),
        (1200, "USD/Mtoken", "$1,200 per million tokens"),
        (0.6, "USD/Mtoken", "$0.60 per million tokens"),
        (0.3, "USD/ktoken", "$0.30 per thousand tokens"),
        (2.5, "USD/GPU/hour", "$2.50 per GPU-hour"),
        (-5, "USD", "-$5"),
        (0, "USD", "$0"),
        (1.5, "kUSD", "$1,500"),
        (12, "USD/user/month", "$12 per user per month"),
        (0.15, "s", "150 ms"),
        (150, "ms", "150 ms"),
        (1500, "ms", "1.5 s"),
        (0, "s", "0 s"),
        (3e-7, "s", "300 ns"),
        (2.5e-12, "s", "0.0025 ns"),
        (7200, "s", "7,200 s"),
        (3, "hour", "3 hours"),
        (1, "day", "1 day"),
        (40e9, "byte", "40 GB"),
        (2.5, "GiB", "2.5 GiB"),
        (0.5, "GiB", "512 MiB"),
        (1, "byte", "1 byte"),
        (12, "byte", "12 bytes"),
        (327_680, "byte/token", "328 kB/token"),
        (3.35e12, "byte/s", "3.35 TB/s"),
        (4, "bit", "4 bits"),
        (989e12, "FLOP/s", "989 TFLOP/s"),
        (5e6, "token/day", "5 M tokens/day"),
        (2.5e9, "token/day", "2.5 B tokens/day"),
        (24_087, "token/s", "24,100 tokens/s"),
        (1, "token", "1 token"),
        (2, "Mtoken", "2 M tokens"),
        (8, "GPU", "8 GPUs"),
        (24, "GPU*hour", "24 GPU-hours"),
        (1, "GPU*hour", "1 GPU-hour"),
        (20, "request/user/day", "20 requests/user/day"),
        (3e-5, "s/Mtoken", "30 µs per million tokens"),
        (30, "day/month", "30 days/month"),
        (0.85, "1", "0.85"),
        (85, "percent", "85 %"),
        (70e9, "1", "70 B"),
        (1e18, "1", "1,000,000 T"),
        (1e30, "1", "1e30"),
        (2.5e30, "USD/month", "$2.5e30 per month"),
        (1e40, "1", "1e40"),
        (0.5, "1/s", "0.5/s"),
        (5, "minute", "5 minutes"),
        (5, "token/minute", "5 tokens/min"),
        (999_999, "USD", "$1 M"),
        (999.9e6, "byte", "1 GB"),
        (math.inf, "s", "∞"),
        (-math.inf, "s", "-∞"),
        (math.nan, "s", "undefined"),
    ],
)
def test_shows_what_people_write(value: float, unit: str, shown: str) -> None:
    assert show_quantity(value, unit) == shown


def test_rounds_to_the_digits_asked_for() -> None:
    assert show_quantity(201_600, "USD/month", 4) == "$201,600 per month"
    assert show_quantity(201_600, "USD/month", 1) == "$200,000 per month"
    assert show_quantity(1 / 3, "1", 6) == "0.333333"


MORE_UNITS = """
1 s ms minute hour byte GB GiB bit token Mtoken token/day token/s token/minute USD kUSD cent
USD/token USD/ktoken USD/Mtoken USD/month USD/GPU/hour USD/GPU USD/user/month FLOP TFLOP FLOP/s
FLOP/byte GPU GPU*hour request/s percent day/month byte/token 1/s s/Mtoken token/GPU/s
FLOP*GPU*hour/s/USD USD/Mrequest GB/Mtoken
"""
UNITS = sorted({term.unit for term in TERMS.values()} | set(MORE_UNITS.split()))


@pytest.mark.no_cover
@settings(deadline=None, derandomize=True, max_examples=1500)
@given(
    mantissa=st.floats(1, 10, exclude_max=True),
    exponent=st.integers(-30, 35),
    sign=st.sampled_from((1, -1)),
    unit=st.sampled_from(UNITS),
    digits=st.integers(1, 9),
)
def test_what_is_shown_reads_back(
    mantissa: float, exponent: int, sign: int, unit: str, digits: int
) -> None:
    value = sign * mantissa * 10.0**exponent
    shown = show_quantity(value, unit, digits)

    read = read_quantity(shown, unit).value

    assert read == pytest.approx(value, rel=0.5 * 10.0 ** (1 - digits) + 1e-12)
    assert show_quantity(read, unit, digits) == shown


@pytest.mark.parametrize("unit", UNITS)
def test_zero_reads_back(unit: str) -> None:
    assert read_quantity(show_quantity(0.0, unit), unit).value == 0
