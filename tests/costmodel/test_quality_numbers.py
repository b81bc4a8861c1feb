"""Quantiles, queues and chances against their definitions."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.costmodel.latency import tokens_per_verify
from trainer.costmodel.problems import UnderDetermined
from trainer.costmodel.quality import f1, normal_quantile, pass_at_k
from trainer.costmodel.queueing import (
    erlang_c,
    mean_wait,
    service_level,
    single_mean_wait,
    single_response_at_percentile,
    single_wait_at_percentile,
    wait_at_percentile,
)
from trainer.costmodel.solve import solve


@settings(derandomize=True, deadline=None)
@given(share=st.floats(1e-12, 1 - 1e-12))
def test_quantiles_are_those_of_the_standard_library(share):
    assert normal_quantile(share) == pytest.approx(NormalDist().inv_cdf(share), rel=1e-9, abs=1e-9)


def test_quantiles_at_the_ends():
    assert normal_quantile(1) == -normal_quantile(0) == math.inf
    assert normal_quantile(1e-300) == pytest.approx(-37.0471, rel=1e-5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        normal_quantile(1.1)


@settings(derandomize=True, deadline=None)
@given(samples=st.integers(1, 40), data=st.data())
def test_pass_at_k_counts_combinations(samples, data):
    correct, tries = (data.draw(st.integers(low, samples)) for low in (0, 1))
    none = math.comb(samples - correct, tries) / math.comb(samples, tries)
    assert pass_at_k(samples, correct, tries) == pytest.approx(1 - none, abs=1e-12)


@settings(derandomize=True, deadline=None)
@given(servers=st.integers(1, 60), share=st.floats(0.01, 0.99))
def test_erlang_c_is_the_sum_of_its_definition(servers, share):
    load = servers * share
    busy = math.fsum(load**count / math.factorial(count) for count in range(servers))
    full = load**servers / math.factorial(servers) / (1 - share)
    assert erlang_c(servers, load) == pytest.approx(full / (busy + full), rel=1e-9)


def test_overload_waits_for_ever():
    assert mean_wait(1, 3, 20, 30) == math.inf
    assert wait_at_percentile(1, 0.99, 3, 20, 30) == math.inf
    assert wait_at_percentile(0.5, 1, 3, 40, 30) == math.inf
    assert wait_at_percentile(0.005, 0.99, 3, 40, 30) == 0
    assert service_level(1, 20, 30, 1, 3) == 0
    assert single_mean_wait(1, 1, 1) == math.inf
    assert single_response_at_percentile(0.99, 1, 1) == math.inf
    assert single_response_at_percentile(1, 1, 0.5) == math.inf
    assert single_wait_at_percentile(1, 1, 0.99) == math.inf


def test_the_ends_of_other_scales():
    assert f1(0, 0) == 0
    assert tokens_per_verify(1, 4) == 5
    assert tokens_per_verify(0, 4) == 1


def test_what_nothing_settles_is_said():
    with pytest.raises(UnderDetermined, match="no addition to them does"):
        solve("tries", {})
