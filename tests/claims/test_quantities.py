"""Numbers with their units, ranges and shares, as claims tell them."""

from __future__ import annotations

import pytest

from tests.claims.telling import benchmarks, told, words
from trainer.claims.reader import extract


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        # ranges
        ("latency 100–150 ms", ["latency range 0.1..0.15 s"]),
        ("latency 80 ms to 0.1 s", ["latency range 0.08..0.1 s"]),
        ("latency [100, 200] ms", ["latency range 0.1..0.2 s"]),
        ("latency 150 ± 10 ms", ["latency range 0.14..0.16 s"]),
        ("latency 500–300 ms", ["latency range 0.3..0.5 s"]),
        ("latency 1 s ± 0.2 s", ["latency range 0.8..1.2 s"]),
        ("$1–2M per year", ["budget range 1e+06..2e+06 USD/year"]),
        ("100-150k requests a day", ["volume range 100000..150000 request/day"]),
        ("$2–$3 per 1,000 requests", ["cost range 0.002..0.003 USD/request"]),
        ("$0.10 to $0.15 per token", ["cost range 0.1..0.15 USD/token"]),
        ("p95 from 900 ms to 350 ms", ["latency eq 0.35 s p95"]),
        ("we cut p95 from 400 to 250 ms", ["latency eq 0.25 s p95"]),
        ("we trimmed the p95 by 40 ms to 260 ms", ["latency eq 0.26 s p95"]),
        ("availability of 3 to 4 nines", ["availability eq 0.9999 1"]),
        # compound and implied
        ("latency of 1 min 30 s", ["latency eq 90 s"]),
        ("latency of 1 s 30 min", ["latency eq 1 s", "latency eq 1800 s"]),
        ("latency of a second and a half", ["latency eq 1.5 s"]),
        ("it answers in under a second", ["latency lt 1 s"]),
        ("sub-second latency", ["latency lt 1 s"]),
        ("sub-100 ms latency", ["latency lt 0.1 s"]),
        ("P₉₅ ≤ 200 ms", ["latency le 0.2 s p95"]),
        ("ttft_p95_ms <= 400", ["latency le 0.4 s p95 TTFT"]),
        ("latency (ms): 180", ["latency eq 0.18 s"]),
        # pluses
        ("90%+ accuracy", ["quality ge 0.9 1 accuracy"]),
        ("1M+ users a day", ["volume ge 1e+06 user/day"]),
        ("500+ QPS", ["throughput ge 500 request/s"]),
        ("500+ things and 3 more", []),
        # nines
        ("three nines", ["availability eq 0.999 1"]),
        ("three-and-a-half nines", ["availability eq 0.9995 1"]),
        ("20 nines", ["availability eq 1 1"]),
        # shares and ratings
        ("nine out of ten answers must be right", ["quality eq 0.9 1 accuracy"]),
        ("at most 1 in 1,000 requests may fail", ["quality le 0.001 1 error rate"]),
        ("at most one failure per thousand requests", ["quality le 0.001 1 error rate"]),
        ("one failure per day", []),
        ("at most 5 wrong answers in 1,000", ["quality le 0.005 1 error rate"]),
        ("we want 4 stars out of 5 for relevance", ["quality eq 4 score relevance"]),
        ("the service is up 99.7 percent of the time", ["availability eq 0.997 1"]),
        ("the service may be down 0.1 % of the time", []),
        ("relevance 4.2/5", ["quality eq 4.2 score relevance"]),
        ("relevance of 4.2 out of 5", ["quality eq 4.2 score relevance"]),
        ("helpfulness of 8 out of 10", ["quality eq 8 score helpfulness"]),
        ("accuracy of 3 in 7", ["quality eq 3 score accuracy"]),
        ("accuracy 12/7", ["quality eq 12 score accuracy"]),
        # multiples
        ("we double the traffic", ["scale eq 2 x traffic"]),
        ("we halve the cost", ["scale eq 0.5 x cost"]),
        ("cost drops by half", ["scale eq 0.5 x cost"]),
        ("half the price", ["scale eq 0.5 x cost"]),
        ("half the team", []),
        ("it returns in half a second", ["latency eq 0.5 s"]),
        ("a grid 3x wide", []),
        ("an accuracy drop of 5 % points", []),
        # counts
        ("8 GPUs a day", []),
        ("1,000 daily active unique registered users", ["volume eq 1000 user/day"]),
        ("40,000 requests reach us daily", ["volume eq 40000 request/day"]),
        ("12,000 users log in each day", ["volume eq 12000 user/day"]),
        ("12,000 users log in each minute", ["volume eq 12000 user"]),
        (
            "1.5B input tokens and 300M output tokens per month",
            ["volume eq 1.5e+09 token/month input", "volume eq 3e+08 token/month output"],
        ),
        ("Monthly active users: 3.4M", ["volume eq 3.4e+06 user/month"]),
        ("Input tokens: 4M per day", ["volume eq 4e+06 token/day input"]),
        ("Tokens: 4M per day", ["volume eq 4e+06 token/day"]),
        ("Apples: 4M per day", []),
        (
            "86,400 requests per day, i.e. one per second",
            ["volume eq 86400 request/day", "throughput eq 1 request/s"],
        ),
        ("2,200 tokens a day, i.e. 15,400 per week", None),
    ],
)
def test_numbers_become_claims(text: str, claims: list[str] | None) -> None:
    if claims is None:
        claims = ["volume eq 2200 token/day", "volume eq 15400 token/week"]
    assert told(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "9e300 trillion tokens per day",
        "latency of 1e300 to 1e300 trillion trillion s",
        "[100, 200 apples",
        "[100; x] ms",
        "[1, 2] apples",
        "[x] and so on",
        "?! .",
        "[ 1",
        "the cost per day: 40",
        "latency is the",
        "GPT-4 and the 95th",
    ],
)
def test_a_number_too_large_or_without_its_rest_claims_nothing(text: str) -> None:
    assert told(text) == []


def test_bare_numbers_take_the_unit_told_beside_them() -> None:
    assert told("p95 under 200") == ["latency lt 200 - p95"]
    assert told("p99: 1 s, at most 3000.") == ["latency eq 1 s p99"]
    assert told("start within 1 s, finish within 8.") == ["latency le 1 s", "latency le 8 s"]
    assert told("$3 per token, 200 at p99") == ["cost eq 3 USD/token"]
    assert told("80 ms at p50, 200 at p99") == ["latency eq 0.08 s p50", "latency eq 0.2 s p99"]
    assert told("latency is is is is is is is is is 200") == []
    assert told("NDCG@10 rises from 0.41 to 0.48") == ["quality eq 0.48 1 NDCG@10"]
    assert told("latency) 180") == []
    assert told("the new one F1 0.86 on SQuAD") == ["quality eq 0.86 1 F1"]
    assert told("200 ms at p50, 300 for ( p99") == ["latency eq 0.2 s p50", "latency eq 0.3 s p99"]
    assert told("0.9 (F1)") == ["quality eq 0.9 1 F1"]


def test_a_claim_stretches_over_what_touches_its_number() -> None:
    assert words("p95 TTFT ≤ 200 ms at the 99th percentile") == [
        "p95 TTFT ≤ 200 ms at the 99th percentile"
    ]
    assert words("It is 200 ms (p95) here") == ["200 ms (p95)"]
    assert words("It is 200 ms (here)") == ["200 ms"]
    assert words("from 900 ms to 350 ms p95") == ["350 ms p95"]
    assert words("TTFT p95 TTFT p95 TTFT 300 ms p95 TTFT p95 TTFT p95") == [
        "p95 TTFT p95 TTFT 300 ms p95 TTFT p95 TTFT"
    ]


def test_no_more_than_two_thousand_quantities_are_read() -> None:
    assert len(extract("p95 1 ms\n" * 2500).claims) == 2000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("95 % of recordings are done within 90 s.", ["latency le 90 s p95"]),
        (
            "Nineteen of twenty requests get their first token within 0.8 s.",
            ["latency le 0.8 s p95 TTFT"],
        ),
        ("99 of 100 requests are answered within 2 s.", ["latency le 2 s p99"]),
        ("3 of 10 GPUs are idle.", []),
        (
            "For 95 % of requests with 4k-token prompts the first token is there within 320 ms.",
            ["latency le 0.32 s p95 TTFT"],
        ),
        ("0.83 token-F1 on 450 handbook questions.", ["quality eq 0.83 1 F1"]),
    ],
)
def test_shares_of_requests_and_scores_in_front(text: str, found: list[str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NDCG@10 >= 0.5 on 800 human-rated queries.", "800 human-rated queries"),
        ("80 % of 500 customer questions are answered correctly.", "500 customer questions"),
        ("75 % of 400 support chats solved without a human.", "400 support chats"),
        ("ROUGE-L ≥ 0.3 on 200 meetings summarised by hand.", "200 meetings"),
        ("I'd hold out 300 tasks from your past changes for pass@1 of at least 58 %.", "300 tasks"),
    ],
)
def test_sets_told_by_their_number(text: str, found: str) -> None:
    assert benchmarks(text) == [found]
