"""What is not meant as a statement, and what is promised without a number."""

from __future__ import annotations

import pytest

from tests.claims.telling import plans, told, vague
from trainer.claims.reader import extract


@pytest.mark.parametrize(
    "text",
    [
        # denied
        "We don't promise 99.9 % availability.",
        "99.999 % would be overkill.",
        "Two dollars a conversation would sink us.",
        "The p99 is not 200 ms.",
        "We cannot guarantee 200 ms.",
        # supposed
        "If latency were 50 ms we could skip caching.",
        "Suppose we had $1M a month.",
        "Without caching it would cost $0.01 per request.",
        "They would like 100 ms.",
        "He said the cost would be $0.01 per token.",
        # asked
        "Could you do 50 ms?",
        "So, 50 ms?",
        "Less than $5 per 1B tokens?",
        # quoted
        'My colleague said "we get 50 ms at p99".',
        "He asked: “is 99.99 % fine”",
        "> we do 200 ms p95\nInteresting.",
        # no metrics
        "A 175B model on 8 A100s, version 2, in Q3, after a 45-minute interview.",
        "Retries happen after 100 ms, 200 ms and 400 ms.",
        "Reading speed is 5 words a second.",
        "Our seed round was $4M.",
        "60 % of the traffic comes from Europe.",
        "We sample 300 conversations every week.",
    ],
)
def test_nothing_is_claimed(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("We target 200 ms, right?", 1),
        ("Half a million tokens a day isn't much.", 1),
        ("“Latency: 80 ms.”", 1),
        ("GOOD: “Latency: 80 ms.”", 1),
        ("If p95 goes over 1 s we shed load, and the p99 stays at 2 s.", 1),
        ("The p95 shows the answer after 3.5 s.", 1),
        ("It isn't 150 ms; it is 300 ms.", 1),
        ("We never, ever, whatever happens on any day of the week, go beyond 2 s.", 1),
    ],
)
def test_these_are_claims_all_the_same(text: str, count: int) -> None:
    assert len(told(text)) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is scalable, fast and cost-effective.", ["scalable", "fast", "cost-effective"]),
        ("It is fast: 80 ms at p95.", []),
        ("3x cheaper than today", []),
        ("We are cheaper than GPT-4.", ["cheaper than"]),
        ("We'll optimise later.", ["optimise later"]),
        ("We'll monitor it.", ["We'll monitor it"]),
        ("Accuracy will be high.", ["high"]),
        ("short latency", ["short latency"]),
        ("The budget is tight.", []),
        ("It is not fast.", []),
        ("as short as possible", ["as short as possible"]),
        ("We use the last stable release.", []),
        ("Monitor it", []),
        ("will monitor", ["will monitor"]),
    ],
)
def test_promises_without_a_number(text: str, found: list[str]) -> None:
    assert vague(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "We measure F1 weekly on the golden set, and latency is 200 ms at p95.",
            ["measure F1 weekly on the golden set"],
        ),
        (
            "Every night we replay the logs against the baseline.",
            ["Every night we replay the logs against the baseline"],
        ),
        (
            "A drop of 2 points triggers a rollback.",
            ["A drop of 2 points triggers a rollback"],
        ),
        (
            "We check it daily; if it drops we roll back.",
            ["check it daily; if it drops we roll back"],
        ),
        (
            "F1 is measured weekly on 200 fresh questions; below 0.82 we roll back.",
            ["measured weekly on 200 fresh questions; below 0.82 we roll back"],
        ),
        (
            "Each Monday 200 fresh chats are rated; two misses in a row roll the release back.",
            ["Each Monday 200 fresh chats are rated; two misses in a row roll the release back"],
        ),
        (
            "- pass@1 computed nightly;\n- if it is below 0.53 the new index is rolled back",
            ["computed nightly;\n- if it is below 0.53 the new index is rolled back"],
        ),
        (
            "Recall@20 of 0.9, re-computed every night; over 1 point less blocks the new index.",
            ["re-computed every night; over 1 point less blocks the new index"],
        ),
        ("pass@1 ≥ 60 % on our 250-task test set, monitored.", []),
        ("pass@1 ≥ 60 % on our 250-task test set, which we monitor.", []),
        ("pass@1 ≥ 60 % on our 250-task test set and monitored in production.", []),
        ("pass@1 ≥ 60 % on our 250-task test set, monitored weekly.", ["monitored weekly"]),
        (
            "On our 250-task test set, we monitor pass@1 of 60 %.",
            ["monitor pass@1 of 60 %"],
        ),
        ("We roll back.", []),
        ("We don't measure anything daily.", []),
        ("The judge model must rate helpfulness.", []),
        (
            "We measure, track, evaluate, audit, verify and validate it daily,",
            ["measure, track, evaluate, audit, verify and validate it daily"],
        ),
    ],
)
def test_measurement_plans(text: str, found: list[str]) -> None:
    assert plans(text) == found


def test_a_plan_knows_its_parts() -> None:
    text = "We measure F1 weekly with Ragas against the baseline and roll back if it drops."
    assert extract(text).plans[0].parts == {"often", "means", "against", "rollback"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pass@1 ≥ 60 % on our 250-task test set, monitored.", ["monitored"]),
        ("It is fine, but we'll see and it should scale.", ["we'll see", "should scale"]),
        ("We'll see a p95 of 300 ms.", []),
    ],
)
def test_what_is_left_open_is_vague(text: str, found: list[str]) -> None:
    assert vague(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "We spend at most $60k a month.\n- Should daily spend pass $1,500, a cap kicks in.",
            ["budget le 60000 USD/month"],
        ),
        (
            "Perhaps p95 TTFT under 400 ms and at most $6 per million tokens.",
            ["latency lt 0.4 s p95 TTFT", "cost le 6e-06 USD/token"],
        ),
        ("Perhaps it might cost $6 per million tokens.", []),
        ("Perhaps one day p95 is 40 ms.", []),
        ("I forgot to mention that it costs $8 per million tokens.", ["cost eq 8e-06 USD/token"]),
    ],
)
def test_conditions_hedges_and_omissions(text: str, found: list[str]) -> None:
    assert told(text) == found
