"""Money: what is paid for, how often, in which currency."""

from __future__ import annotations

import pytest

from tests.claims.telling import told


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("$0.60/M tokens", ["cost eq 6e-07 USD/token"]),
        ("€2 per 1k requests", ["cost eq 0.002 EUR/request"]),
        ("A$0.05 per query", ["cost eq 0.05 AUD/request"]),
        ("c$0.05 per query", ["cost eq 0.05 CAD/request"]),
        ("a $5 budget", ["budget eq 5 USD"]),
        ("$0.002 (per request)", ["cost eq 0.002 USD/request"]),
        ("$0.002 (per request", []),
        ("$0.002 (about)", []),
        ("$2 for each answer", ["cost eq 2 USD/request"]),
        ("$2 for 1,000 requests", ["cost eq 0.002 USD/request"]),
        ("$2 a request for the rest", ["cost eq 2 USD/request"]),
        ("a dollar fifty per million tokens", ["cost eq 1.5e-06 USD/token"]),
        ("two dollars and 30 cents per request", ["cost eq 2.3 USD/request"]),
        ("two dollars fifty euros per request", ["cost eq 50 EUR/request"]),
        ("two dollars 30 requests", []),
        ("$5 per active processed served billed request", ["cost eq 5 USD"]),
        ("cost per contact: €0.38", ["cost eq 0.38 EUR/contact"]),
        ("€0.38 per contact", ["cost eq 0.38 EUR/contact"]),
        ("cost per user: $2 a month", ["cost eq 2 USD/user/month"]),
        ("$4 per user per month", ["cost eq 4 USD/user/month"]),
        ("$2.50 per GPU-hour", ["cost eq 2.5 USD/GPU/hour"]),
        ("$4 per user per month for 10,000 users", ["cost eq 4 USD/user/month"]),
        ("retrieval adds $0.0002 per request", ["cost eq 0.0002 USD/request retrieval"]),
        ("we do it for $0.05 a meeting", ["cost eq 0.05 USD/meeting"]),
        ("$2.50 an hour", ["cost eq 2.5 USD/hour"]),
        ("one million tokens cost 90 cents", ["cost eq 9e-07 USD/token"]),
        ("the token price is $2e-6", ["cost eq 2e-06 USD/token"]),
        ("tokens cost $2e-6", ["cost eq 2e-06 USD/token"]),
        ("the average request costs 0.3 cents", ["cost eq 0.003 USD/request mean"]),
        ("the whole request costs 0.3 cents", ["cost eq 0.003 USD/request"]),
        ("2M requests a day at $0.0004 each", None),
        ("costs 0.3 cents", ["cost eq 0.003 USD"]),
        ("at most $0.002", ["cost le 0.002 USD"]),
        ("our cap is $0.0015", ["cost le 0.0015 USD"]),
        (
            "a page is back within 20 s for $0.01",
            ["latency le 20 s", "cost eq 0.01 USD/page"],
        ),
        ("Each page is short. We do it for $0.01", ["cost eq 0.01 USD"]),
        ("we do it for $0.01", ["cost eq 0.01 USD"]),
        ("a 70B model costs $1.50", ["cost eq 1.5 USD"]),
        ("a distilled model at $0.20", ["cost eq 0.2 USD"]),
        (
            "| Cost / 1M tokens | $2.40 | ≤ $0.80 |",
            ["cost eq 2.4e-06 USD/token", "cost le 8e-07 USD/token"],
        ),
        (
            "at 5 M tokens a day a month costs $90,000",
            ["volume eq 5e+06 token/day", "budget eq 90000 USD/month"],
        ),
        ("we owe them $4", []),
        ("20 grand a month", ["budget eq 20000 USD/month"]),
        ("the budget is 20k a month", ["budget eq 20000 -"]),
        ("$60k a year, 5k a month", ["budget eq 60000 USD/year", "budget eq 5000 USD/month"]),
        (
            "$30 per million tokens in and $60 out",
            ["cost eq 3e-05 USD/token input", "cost eq 6e-05 USD/token output"],
        ),
        (
            "$3 per million tokens in and €60 out",
            ["cost eq 3e-06 USD/token input"],
        ),
        ("it's not $0.01 per request, it's $0.001", ["cost eq 0.001 USD/request"]),
        (
            "they charge $1 per 1k requests; we charge $0.60",
            ["cost eq 0.001 USD/request", "cost eq 0.0006 USD/request"],
        ),
        ("which is $20k below our $90k monthly envelope", ["budget eq 90000 USD/month"]),
    ],
)
def test_money_is_a_cost_or_a_budget(text: str, claims: list[str] | None) -> None:
    if claims is None:
        claims = ["volume eq 2e+06 request/day", "cost eq 0.0004 USD/request"]
    assert told(text) == claims


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$5.50 or less per million tokens.", ["cost le 5.5e-06 USD/token"]),
        ("It costs $5.50 or more per million tokens.", ["cost ge 5.5e-06 USD/token"]),
        (
            "The price is $48k of the $60k a month.",
            ["budget eq 48000 USD/month", "budget eq 60000 USD/month"],
        ),
        (
            "The bill is $48k of $60k monthly.",
            ["budget eq 48000 USD/month", "budget eq 60000 USD/month"],
        ),
        ("The cost is $4 of the $6 per call.", ["cost eq 4 USD", "cost eq 6 USD/request"]),
        ("The cost is $4 of the $ sign.", ["cost eq 4 USD"]),
    ],
)
def test_amounts_that_share_what_stands_behind(text: str, found: list[str]) -> None:
    assert told(text) == found
