"""Numbers as people write them, and what becomes of them in the unit that was asked for."""

from __future__ import annotations

import pytest

from trainer.units.quantity import read_quantity

READABLE = [
    ("٣٠٠", "ms", 300),
    ("１２ M", "token/day", 12e6),
    # bare numbers are taken in the asked unit
    ("180k", "USD/month", 180_000),
    ("1 200 000", "1", 1_200_000),
    ("1,200,000", "1", 1_200_000),
    ("1'200'000", "1", 1_200_000),
    ("1’200’000", "1", 1_200_000),
    ("1_200_000", "1", 1_200_000),
    ("1\u202f200\u00a0000.5", "1", 1_200_000.5),
    ("1\u2009200", "1", 1200),
    ("0.15", "s", 0.15),
    (".5", "1", 0.5),
    ("5.", "1", 5),
    ("0", "USD", 0),
    ("~120", "ms", 120),
    ("≈ 120 ms", "ms", 120),
    ("about 120 ms", "ms", 120),
    ("approx. 120 ms", "ms", 120),
    ("~ roughly 120", "ms", 120),
    ("+5", "1", 5),
    ("-5", "USD", -5),
    ("−5", "USD", -5),
    ("-$5", "USD", -5),
    ("$-5", "USD", -5),
    # magnitudes
    ("180K", "USD", 180e3),
    ("1.2 million", "USD", 1.2e6),
    ("1.2 Million", "USD", 1.2e6),
    ("3 thousand", "USD", 3e3),
    ("0.18M", "USD", 180e3),
    ("$5MM", "USD", 5e6),
    ("5 mn", "USD", 5e6),
    ("2bn", "USD", 2e9),
    ("2 billion USD", "USD", 2e9),
    ("1.2T tokens", "token", 1.2e12),
    ("5B tokens", "token", 5e9),
    ("5b tokens", "token", 5e9),
    ("70B", "1", 70e9),
    ("4Ki", "token", 4096),
    ("$180m", "USD", 180e6),
    ("$5 per 5m tokens", "USD/token", 1e-6),
    ("180 k$", "USD", 180e3),
    ("0.18 MUSD", "USD", 180e3),
    # arithmetic that people type
    ("2^10", "1", 1024),
    ("2**10", "1", 1024),
    ("10⁶", "1", 1e6),
    ("10⁻³", "1", 1e-3),
    ("10^-3", "1", 1e-3),
    ("1.2×10^6", "1", 1.2e6),
    ("1.5x10^6", "1", 1.5e6),
    ("1.2e-3", "1", 1.2e-3),
    ("1E6", "1", 1e6),
    ("1e+6", "1", 1e6),
    ("1/3", "1", 1 / 3),
    ("1÷4", "1", 0.25),
    ("4 × 80 GB", "GB", 320),
    ("4·80 GB", "GB", 320),
    ("1/3 GB", "MB", 1000 / 3),
    ("$2M/12", "USD/month", 2e6 / 12),
    ("$2M/12 months", "USD/month", 2e6 / 12),
    ("$180k/30 days", "USD/day", 6000),
    # pure numbers
    ("85 %", "1", 0.85),
    ("85%", "percent", 85),
    ("0.85", "1", 0.85),
    ("12x", "1", 12),
    ("12×", "1", 12),
    ("12x", "percent", 1200),
    # units
    ("150ms", "s", 0.15),
    ("0.15 s", "ms", 150),
    ("300 µs", "ms", 0.3),
    ("300 μs", "ms", 0.3),
    ("300 us", "ms", 0.3),
    ("2 milliseconds", "s", 0.002),
    ("2 h", "minute", 120),
    ("40 GB", "byte", 40e9),
    ("40 gigabytes", "byte", 40e9),
    ("37.3 GiB", "byte", 37.3 * 2**30),
    ("1 KB", "byte", 1000),
    ("400 Gb/s", "GB/s", 50),
    ("400 Gbps", "GB/s", 50),
    ("900 GBps", "GB/s", 900),
    ("3.35 TB/s", "byte/s", 3.35e12),
    ("327,680 B/token", "byte/token", 327_680),
    ("989 TFLOPS", "FLOP/s", 989e12),
    ("989 TFLOP/s", "FLOP/s", 989e12),
    ("989 teraflops", "FLOP/s", 989e12),
    ("140 GFLOPs", "FLOP", 140e9),
    ("3×H100", "GPU", 3),
    ("3 x H100", "GPU", 3),
    ("8xH100-SXM5", "GPU", 8),
    ("8 H100 SXM GPUs", "GPU", 8),
    ("8 MI300X", "GPU", 8),
    ("8 cards", "GPU", 8),
    ("24 GPU-hours", "GPU*hour", 24),
    ("24 GPU hours", "GPU*hour", 24),
    ("24 GPU*h", "GPU*hour", 24),
    ("20 rps", "request/s", 20),
    ("20 req/s", "request/s", 20),
    ("1200 rpm", "request/s", 20),
    ("150 tok/s", "token/s", 150),
    ("5 MTok", "token", 5e6),
    ("5 Mtok/day", "token/day", 5e6),
    ("3 TOKENS", "token", 3),
    ("30 days", "day/month", 30),
    ("30 days/month", "day/month", 30),
    ("720 h/month", "day/month", 30),
    ("5 GB/MB", "1", 5000),
    # money per something
    ("$180k/mo", "USD/month", 180e3),
    ("US$180k a month", "USD/month", 180e3),
    ("USD 180k monthly", "USD/month", 180e3),
    ("180,000 dollars per month", "USD/month", 180e3),
    ("$6k daily", "USD/month", 180e3),
    ("$365 per annum", "USD/day", 1),
    ("1.2e-3 USD/token", "USD/token", 1.2e-3),
    ("0.12¢ per token", "USD/token", 1.2e-3),
    ("$1,200 per 1M tokens", "USD/token", 1.2e-3),
    ("$1,200 / 1M tokens", "USD/token", 1.2e-3),
    ("$0.60/M tokens", "USD/Mtoken", 0.60),
    ("$0.60/Mtok", "USD/Mtoken", 0.60),
    ("$1.2 per thousand", "USD/token", 1.2e-3),
    ("$1.2 per 1k", "USD/Mtoken", 1200),
    ("$1,200 per million", "USD/Mtoken", 1200),
    ("$1200/1M", "USD/token", 1.2e-3),
    ("$2.50 per GPU-hour", "USD/GPU/hour", 2.5),
    ("$2.5/GPU/h", "USD/GPU/hour", 2.5),
    ("USD 2.5/(GPU*h)", "USD/GPU/hour", 2.5),
    ("USD 2.5/(GPU-h)", "USD/GPU/hour", 2.5),
    ("$5 B", "USD", 5e9),
    # tokens per something
    ("5M tokens a day", "token/day", 5e6),
    ("5 M tokens/day", "token/day", 5e6),
    ("5M tokens-per-day", "token/day", 5e6),
    ("150M tokens monthly", "token/day", 5e6),
    ("5 tokens each second", "token/s", 5),
    ("5/1M tokens", "USD/token", 5e-6),
    ("5/1M", "USD/Mtoken", 5),
    ("150M/30", "token/day", 5e6),
    ("20 requests/user/day", "request/user/day", 20),
    # a part of the unit is implied
    ("$0.0012", "USD/token", 0.0012),
    ("180k USD", "USD/month", 180e3),
    ("180k a month", "USD/month", 180e3),
    ("5M tokens", "token/day", 5e6),
    ("$2.5/h", "USD/GPU/hour", 2.5),
    ("989 TFLOPs", "FLOP/s", 989e12),
    ("250 MB", "GB/s", 0.25),
    ("12 cents", "USD/token", 0.12),
]


@pytest.mark.parametrize(("text", "unit", "value"), READABLE)
def test_reads_what_people_write(text: str, unit: str, value: float) -> None:
    reading = read_quantity(text, unit)

    assert reading.value == pytest.approx(value, rel=1e-12)
    assert (reading.unit, reading.text) == (unit, text)


@pytest.mark.parametrize(
    ("text", "unit", "typed"),
    [
        ("180k", "USD/month", ""),
        ("$180k/mo", "USD/month", "USD/month"),
        ("$180k", "USD/month", "USD"),
        ("150 ms", "s", "ms"),
        ("40 gibibytes", "GB", "GiB"),
        ("20 rps", "request/s", "request/s"),
        ("180k monthly", "USD/month", "1/month"),
        ("5/1M tokens", "USD/token", "1/token"),
        ("24 GPU hours", "GPU*hour", "GPU*hour"),
    ],
)
def test_keeps_the_unit_that_was_typed(text: str, unit: str, typed: str) -> None:
    assert read_quantity(text, unit).typed_unit == typed


def test_identical_units_lose_no_digit() -> None:
    assert read_quantity("$0.0012/token", "USD/token").value == 0.0012
    assert read_quantity("37.3 GiB", "GiB").value == 37.3


def test_above_zero_only_where_the_caller_says_so() -> None:
    assert read_quantity("-5", "USD").value == -5
    assert read_quantity("5", "USD", positive=True).value == 5
