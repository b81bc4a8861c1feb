"""A formatted claim reads back as itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims.scoring import FOLDER, statements
from trainer.claims.claim import Claim
from trainer.claims.reader import extract
from trainer.claims.writing import format_claim

_BOUNDS = ("le", "lt", "ge", "gt", "eq", "approx")
_CONDITIONS = (
    None,
    "at 200 requests/s",
    "for 2k-token prompts",
    "with 32 concurrent users",
    "on 8 A100s",
    "during peak hours",
    "under load",
)


def _amounts(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high).map(lambda value: float(f"{value:.4g}"))


@st.composite
def _claims(draw: st.DrawFn, low: float, high: float, **fields: object) -> Claim:
    """Draw a claim with a value, or a range, between two ends and the given fields."""
    chosen = {
        name: draw(value) if isinstance(value, st.SearchStrategy) else value
        for name, value in fields.items()
    }
    first, second = draw(_amounts(low, high)), draw(_amounts(low, high))
    if draw(st.booleans()) and first < second:
        return Claim(comparator="range", value=first, value_high=second, start=0, end=0, **chosen)
    bound = draw(st.sampled_from(_BOUNDS))
    return Claim(comparator=bound, value=first, start=0, end=0, **chosen)


_LATENCY = _claims(
    0.001,
    90,
    dimension="latency",
    unit="s",
    statistic=st.sampled_from([None, "p50", "p90", "p95", "p99", "p99.9", "mean", "max", "min"]),
    subject=st.sampled_from(
        [None, "TTFT", "TPOT", "end to end", "retrieval", "prefill", "rerank", "cold start"]
    ),
    condition=st.sampled_from(_CONDITIONS),
)
_COST = _claims(
    1e-7,
    50,
    dimension="cost",
    unit=st.sampled_from(
        ["USD/request", "EUR/request", "USD/user/month", "GBP/document", "USD/GPU/hour", "USD"]
    ),
    statistic=st.sampled_from([None, "mean"]),
    condition=st.sampled_from(_CONDITIONS),
)
_TOKEN_COST = _claims(
    1e-8,
    0.01,
    dimension="cost",
    unit=st.sampled_from(["USD/token", "EUR/token", "CHF/token"]),
    subject=st.sampled_from([None, "input", "output", "blended", "cached input"]),
)
_SHARE = _claims(
    0.01,
    1,
    dimension="quality",
    unit="1",
    subject=st.sampled_from([None, "accuracy", "F1", "EM", "pass@1", "win rate", "citation rate"]),
    benchmark=st.sampled_from([None, "HumanEval", "SQuAD", "MS MARCO dev", "our QA set"]),
)
_SCORE = _claims(
    1.5,
    99,
    dimension="quality",
    unit="score",
    subject=st.sampled_from(["BLEU", "chrF", "CSAT", "NDCG@10", "perplexity", "MOS"]),
    benchmark=st.sampled_from([None, "WMT14", "MMLU", "our 500-question QA set"]),
)
_THROUGHPUT = _claims(
    0.5,
    1e6,
    dimension="throughput",
    unit=st.sampled_from(["token/s", "request/s", "image/s"]),
    subject=st.sampled_from([None, "per GPU", "per user", "per replica"]),
    statistic=st.sampled_from([None, "max", "mean"]),
)
_VOLUME = _claims(
    100,
    1e12,
    dimension="volume",
    unit=st.sampled_from(
        ["token/day", "request/month", "user/day", "user", "request", "document/year"]
    ),
)
_BUDGET = _claims(
    100, 1e8, dimension="budget", unit=st.sampled_from(["USD/month", "EUR/year", "GBP/day", "USD"])
)
_SCALE = _claims(
    1.5, 1000, dimension="scale", unit="x", subject=st.sampled_from([None, "traffic", "throughput"])
)
_AVAILABILITY = _claims(0.9, 0.99999, dimension="availability", unit="1")
_UNITLESS = st.builds(
    Claim,
    dimension=st.sampled_from(["latency", "cost", "budget"]),
    comparator=st.sampled_from(["le", "eq", "gt"]),
    value=_amounts(1, 900),
    start=st.just(0),
    end=st.just(0),
)


@pytest.mark.parametrize("dimension", ["latency", "cost", "budget"])
def test_a_bare_number_is_written_without_a_unit(dimension: str) -> None:
    claim = Claim(dimension=dimension, comparator="le", value=5, start=0, end=0)  # type: ignore[arg-type]
    text = format_claim(claim)
    assert [replace(item, start=0, end=0) for item in extract(text).claims] == [claim], text


@pytest.mark.no_cover
@given(
    st.one_of(
        _LATENCY,
        _COST,
        _TOKEN_COST,
        _SHARE,
        _SCORE,
        _THROUGHPUT,
        _VOLUME,
        _BUDGET,
        _SCALE,
        _AVAILABILITY,
        _UNITLESS,
    )
)
@settings(deadline=None, derandomize=True, max_examples=1500)
def test_a_formatted_claim_reads_back_as_itself(claim: Claim) -> None:
    text = format_claim(claim)
    read = [replace(item, start=0, end=0) for item in extract(text).claims]
    assert read == [claim], text


_LABELLED = [item for path in sorted(FOLDER.glob("*.jsonl")) for item in statements(path.stem)]


@pytest.mark.parametrize("statement", _LABELLED, ids=lambda item: item["text"][:40])
def test_what_was_read_in_prose_reads_back_from_its_formatted_form(statement: dict) -> None:
    for claim in extract(statement["text"]).claims:
        if claim.condition is not None or (claim.unit == "score" and claim.value <= 1):
            continue
        again = extract(format_claim(claim)).claims
        core = [(item.dimension, item.comparator, item.value, item.unit) for item in again]
        assert core == [(claim.dimension, claim.comparator, claim.value, claim.unit)]
