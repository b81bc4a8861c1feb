"""Which measured band fits a situation."""

import pytest

from trainer.costmodel.bands import BANDS, band_for, realistic


@pytest.mark.parametrize(
    ("asked", "known", "name"),
    [
        ("ttft", {"prompt_tokens": 2048}, "prefill-16"),
        ("ttft", {"prompt_tokens": 2048, "bytes_per_weight": 1}, "prefill-8"),
        ("prefill_time", {"prompt_tokens": 256}, "prefill-short"),
        ("tpot", {}, "decode-1"),
        ("tpot", {"gpus": 2}, "decode-2"),
        ("tpot", {"gpus": 4}, "decode-4"),
        ("decode_time", {"gpus": 8}, "decode-8"),
        ("throughput", {"gpus": 64}, "decode-pod"),
        ("throughput", {"gpus": 8, "batch": 64}, "serving"),
        ("static_throughput", {}, "static"),
        ("compute_ceiling", {}, "ceiling"),
        ("request_latency", {"gpus": 8}, "general"),
        ("monthly_spend", {}, "general"),
    ],
)
def test_the_band_of_a_situation(asked, known, name):
    assert band_for(asked, known) is BANDS[name]


def test_times_and_costs_grow_by_the_efficiency_and_rates_shrink():
    assert realistic("tpot", 8.0) == pytest.approx((10, 8 / 0.15))
    assert realistic("throughput", 100, BANDS["serving"]) == pytest.approx((30, 62))


def test_bands_lie_below_the_roofline():
    assert all(0 < band.low <= band.high < 1 for band in BANDS.values())
