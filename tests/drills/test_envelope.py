"""Claims against the cost model: a month, the market, growth, and what hardware can do."""

from __future__ import annotations

import statistics
from collections.abc import Mapping

import pytest

from trainer.claims.reader import extract
from trainer.costmodel.solve import evaluate
from trainer.domain.assessment import Finding
from trainer.drills.amounts import bound, money, price, short, times, volume
from trainer.drills.budgets import read_budgets
from trainer.drills.entries import shipped_catalogue
from trainer.drills.envelope import CODES, NOTHING, Holds, check_envelope
from trainer.drills.mentions import mentioned
from trainer.drills.prose import ORDER
from trainer.drills.spend import MARKET_USD_PER_MTOKEN, TYPICAL_USD_PER_MTOKEN, stated_facts

FACTS = {"tokens_per_day": 200e6, "monthly_budget": 60e3}


def holds(text: str, facts: Mapping[str, float] | None = None) -> Holds:
    told = mentioned(text, shipped_catalogue())
    return check_envelope(extract(text), {**(facts or {}), **told.values}, told.places)


def only(text: str, facts: Mapping[str, float] | None = None) -> Finding:
    (finding,) = holds(text, facts).findings
    return finding


# -- how amounts are said ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0.0012, "0.0012"),
        (0.6, "0.6"),
        (90, "90"),
        (3600, "3,600"),
        (9999.7, "10k"),
        (150_000, "150k"),
        (999_999, "1 M"),
        (1.834e6, "1.83 M"),
        (2e9, "2 B"),
    ],
)
def test_amounts_are_short(amount: float, said: str) -> None:
    assert short(amount) == said
    assert money(amount) == f"USD {said}"


def test_prices_volumes_and_factors_are_said_as_people_say_them() -> None:
    assert price(6e-7, "token") == "USD 0.60 per million tokens"
    assert price(0.001, "token") == "USD 0.001 per token"
    assert price(0.02, "request") == "USD 0.02 per request"
    assert price(1e-5, "request") == "USD 0.00001 per request"
    assert price(2.5e-7, "request") == "USD 0.00000025 per request"
    assert volume(5e6, "token") == "5 M tokens a day"
    assert volume(5000, "request") == "5,000 requests a day"
    assert [times(each) for each in (1.04, 1.44, 22.4, 1000)] == ["1.04×", "1.44×", "22×", "1,000×"]


# -- money -------------------------------------------------------------------------------------


def test_the_market_price_is_the_catalogues() -> None:
    recent = [
        entry.terms
        for entry in shipped_catalogue().prices.values()
        if "output_price" in entry.terms and entry.date >= "2025"
    ]
    blended = [(3 * each["input_price"] + each["output_price"]) / 4 for each in recent]
    assert statistics.median(blended) == pytest.approx(TYPICAL_USD_PER_MTOKEN, rel=0.1)
    low, high = MARKET_USD_PER_MTOKEN
    inside = [each for each in blended if low <= each <= high]
    assert len(inside) >= 0.8 * len(blended)


@pytest.mark.parametrize(
    ("text", "facts", "code", "message"),
    [
        (
            "at most $15 per million tokens",
            FACTS,
            "beyond-envelope",
            (
                "USD 15 per million tokens at 200 M tokens a day is USD 90k a month, 1.5× the 60k"
                " budget."
            ),
        ),
        (
            "$0.002 per token",
            {"tokens_per_day": 5e6, "monthly_budget": 250e3},
            "beyond-envelope",
            (
                "USD 0.002 per token at 5 M tokens a day is USD 300k a month, 1.2× the 250k budget,"
                " and about 2,000× the market price: USD 2,000 per million tokens."
            ),
        ),
        (
            "$0.001 per token at 5 M tokens a day, inside the $250k monthly budget",
            {},
            "off-market",
            (
                "USD 0.001 per token at 5 M tokens a day is USD 150k a month, inside the 250k"
                " budget, but about 1,000× the market price: USD 1,000 per million tokens."
            ),
        ),
        (
            "$0.001 per token",
            {"tokens_per_day": 5e6},
            "off-market",
            (
                "USD 0.001 per token at 5 M tokens a day is USD 150k a month, and about 1,000× the"
                " market price: USD 1,000 per million tokens."
            ),
        ),
        (
            "$0.001 per token",
            {},
            "off-market",
            "This price is about 1,000× the market price: USD 1,000 per million tokens.",
        ),
        (
            "$0.001 per million tokens",
            {},
            "off-market",
            (
                "This price is far below the cheapest list price of about USD 0.1: USD 0.001 per"
                " million tokens."
            ),
        ),
        (
            "$0.50 per request at 5,000 requests a day, inside $50k a month",
            {},
            "beyond-envelope",
            "USD 0.50 per request at 5,000 requests a day is USD 75k a month, 1.5× the 50k budget.",
        ),
        (
            "€0.50 per request at 5,000 requests a day, inside €50k a month",
            FACTS,
            "beyond-envelope",
            "EUR 0.50 per request at 5,000 requests a day is EUR 75k a month, 1.5× the 50k budget.",
        ),
        (
            "$8 per million tokens, so $480k a month",
            {"tokens_per_day": 200e6},
            "spend-mismatch",
            "USD 8 per million tokens at 200 M tokens a day is USD 48k a month, not USD 480k.",
        ),
        (
            "$8 per million tokens for 20 M tokens a day",
            FACTS,
            "short-of-volume",
            "20 M tokens a day is less than the 200 M tokens a day asked for.",
        ),
        (
            "a budget of $100k a month",
            FACTS,
            "beyond-envelope",
            "USD 100k a month is 1.67× the 60k budget.",
        ),
        (
            "$8 per million tokens, up to 10× the baseline",
            FACTS,
            "growth-over-budget",
            "At 10× the volume that is USD 480k a month, 8× the 60k budget.",
        ),
        (
            "200 M tokens a day now and 2 B tokens a day in two years, at $8 per million tokens",
            FACTS,
            "growth-over-budget",
            "At 2 B tokens a day that is USD 480k a month, 8× the 60k budget.",
        ),
        (
            "$8 per million tokens. Budget: $4,800 a month of the $60k a month",
            FACTS,
            "spend-mismatch",
            "USD 8 per million tokens at 200 M tokens a day is USD 48k a month, not USD 4,800.",
        ),
    ],
)
def test_what_does_not_hold_is_said_in_numbers(
    text: str, facts: Mapping[str, float], code: str, message: str
) -> None:
    finding = only(text, facts)
    assert (finding.code, finding.message) == (code, message)
    assert finding.fix
    assert finding.start is not None
    assert text[finding.start : finding.end].strip()


def test_the_highest_price_that_fits_is_named() -> None:
    assert only("at most $15 per million tokens", FACTS).fix == (
        "Stay at or below USD 10 per million tokens, or say where the rest is saved."
    )


@pytest.mark.parametrize(
    "text",
    [
        "€9 per million tokens",
        "cost of at least $15 per million tokens",
        "$15 per 1M output tokens",
        "$48k of the $60k a month",
        "$8 per million tokens, so $48k a month, which leaves $12k a month",
        "$2 and later $3 per million tokens",
        "$0.80 per million tokens, up to 10× the baseline, then $48k a month",
        "$8 per million tokens for 200 M tokens a day",
        "$0.80 per million tokens at 2 B tokens a day, then $48k a month",
        "$8 per million tokens. Budget: $48k a month of the $60k a month",
        "$8 per million tokens. Budget: $50k a month",
        "$8 per million tokens, and at least 10× the baseline",
    ],
)
def test_what_holds_or_cannot_be_computed_is_passed_over(text: str) -> None:
    assert holds(text, FACTS).findings == ()


def test_what_holds_is_a_note() -> None:
    found = holds("$8 per million tokens", FACTS)
    assert [(note.code, note.message) for note in found.notes] == [
        (
            "inside-budget",
            (
                "USD 8 per million tokens at 200 M tokens a day is USD 48k a month, inside the 60k"
                " budget (80 %)."
            ),
        )
    ]
    assert found.inside == ((0, 21),)
    assert found.month is not None
    assert found.month.share == pytest.approx(0.8)
    alone = holds("$8 per million tokens", {"tokens_per_day": 200e6})
    assert [note.code for note in alone.notes] == ["month"]
    assert alone.month is not None
    assert alone.month.share is None


def test_the_spend_is_the_cost_models() -> None:
    found = holds("$8 per million tokens", FACTS)
    assert found.month is not None
    expected = evaluate("monthly_spend", {"cost_per_token": 8e-6, "tokens_per_day": 200e6})
    assert found.month.amount == pytest.approx(expected)


def test_nothing_costs_nothing() -> None:
    assert holds("$8 per million tokens", {**FACTS, "tokens_per_day": 0.0}).month is None
    assert not NOTHING.has("beyond-envelope")


@pytest.mark.parametrize(
    ("facts", "envelope"),
    [
        ({"monthly_budget": 10.0, "annual_budget": 1.0}, 10.0),
        ({"annual_budget": 120.0}, 10.0),
        ({"daily_budget": 2.0}, 60.0),
        ({"monthly_budget": 0.0}, None),
        ({}, None),
    ],
)
def test_an_envelope_is_counted_in_months(
    facts: Mapping[str, float], envelope: float | None
) -> None:
    assert read_budgets(extract("p95 ≤ 200 ms"), facts).envelope == envelope


@pytest.mark.parametrize(
    ("text", "envelope", "spent"),
    [
        ("under $300k a month", 300e3, []),
        ("our budget is $120k a year", 10e3, []),
        ("we spend $36k a month of the $50k monthly budget", 50e3, [36e3]),
        ("we pay $20k a month and they pay $30k a month", 30e3, [20e3]),
        ("we spend $36k a month", None, [36e3]),
    ],
)
def test_which_amount_is_the_envelope(
    text: str, envelope: float | None, spent: list[float]
) -> None:
    found = read_budgets(extract(text), {})
    assert found.envelope == (pytest.approx(envelope) if envelope else None)
    assert [usd for _, usd in found.spends] == pytest.approx(spent)


def test_a_description_tells_facts() -> None:
    told = extract("5 M tokens a day, 2,000 requests a day, $120k a year")
    assert stated_facts(told) == {
        "tokens_per_day": 5e6,
        "requests_per_day": 2000,
        "monthly_budget": 10e3,
    }


# -- physics -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "175B in FP16 at 150 ms for 200 tokens on 8 A100",
            "below-physics",
            (
                "150 ms is out of reach: reading the weights once takes at least 21.5 ms per token,"
                " so 200 tokens take at least 4.27 s."
            ),
        ),
        (
            "We start with a 70B model on 8 H100. Answers of 300 tokens take 400 ms",
            "below-physics",
            (
                "400 ms is out of reach: reading the weights once takes at least 5.22 ms per token,"
                " so 300 tokens take at least 1.56 s."
            ),
        ),
        (
            "A 70B model in FP16 on two A100: p95 TTFT 300 ms for 2k-token prompts",
            "below-physics",
            "300 ms is out of reach: even at its peak the hardware needs 449 ms for the prompt.",
        ),
        (
            "A 70B model on 8 H100 with TPOT ≤ 2 ms at p95",
            "below-physics",
            "2 ms is out of reach: reading the weights once takes at least 5.22 ms per token.",
        ),
        (
            "405B on 8 H100 in FP8 at 400,000 tokens/s",
            "above-ceiling",
            "400,000 tokens/s is out of reach: the hardware's peak allows 19,500 tokens/s.",
        ),
        (
            "A 70B model on one A100",
            "does-not-fit",
            "The weights take 140 GB, and 80 GB is all the memory there is.",
        ),
    ],
)
def test_what_no_hardware_can_keep(text: str, code: str, message: str) -> None:
    finding = only(text)
    assert (finding.code, finding.message) == (code, message)
    assert finding.fix
    assert finding.start is not None
    assert text[finding.start : finding.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "A 70B model on 8 H100 with TPOT ≤ 30 ms and TTFT ≤ 400 ms at p95 for 2k-token prompts",
        "A 70B model on H100s: 300 tokens in 10 ms",
        "A 70B model on 8 H100 with TTFT ≤ 1 ms",
        "A 70B model on 8 H100 answers within 5 ms",
        "A 70B model on 8 H100, answers of 300 tokens that start within 400 ms at p95",
        "A 70B model on 8 H100, with speculative decoding, has a TPOT of 4 ms at p95",
        "A 70B model on 8 H100 at 20,000 tokens/s",
        "A 70B model on 8 H100 serves 50 requests/s with a latency of at least 1 ms",
    ],
)
def test_what_hardware_can_keep_or_nobody_can_tell(text: str) -> None:
    assert holds(text).findings == ()


def test_the_floor_is_the_cost_models() -> None:
    known = {"parameters": 175e9, "active_parameters": 175e9, "weight_bits": 16, "gpus": 8}
    machine = shipped_catalogue().givens("accelerator", "a100-80-sxm")
    least = evaluate("weight_read_time", {**known, **machine, "batch": 1, "mbu": 1})
    assert (
        f"{least * 1e3:.3g} ms per token"
        in only("175B in FP16 at 150 ms for 200 tokens on 8 A100").message
    )


def test_of_a_mixture_only_the_active_weights_are_read_for_one_token() -> None:
    text = "671B with 37B active in FP8 on 16 H200, TPOT ≤ 3 ms at p95"
    assert holds(text).findings == ()
    assert only(text.replace("3 ms", "0.1 ms")).code == "below-physics"


def test_facts_without_a_machine_are_no_machine() -> None:
    assert check_envelope(extract("TPOT ≤ 1 ms"), {"gpus": 8, "parameters": 70e9}) == NOTHING
    machine = shipped_catalogue().givens("accelerator", "h100-sxm")
    empty = {**machine, "gpus": 0.0, "parameters": 70e9}
    assert check_envelope(extract("TPOT ≤ 1 ms"), empty) == NOTHING


def test_every_code_has_its_place_among_the_findings() -> None:
    assert set(CODES) <= set(ORDER)


# -- the drill's own volume and budget ---------------------------------------------------------


MAIL = "At 700 M tokens a day and $1.20 per million tokens the month costs $25,200, inside the {}."


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (MAIL.format("$30,000"), ["other-volume", "other-budget"]),
        (MAIL.format("$60k"), ["other-volume"]),
        (MAIL.format("$720k"), ["other-volume"]),
        (MAIL.format("$30k a month budget"), ["other-volume", "other-budget"]),
        (MAIL.replace("700", "200").replace("25,200", "7,200").format("$60,000"), []),
        ("$1.20 per million tokens at 900 M tokens a day next year", []),
        ("$1.20 per million tokens, up to 900 M tokens a day", []),
        ("$1.20 per million tokens, 150 M to 250 M tokens a day", []),
        ("$1.20 per million tokens. Budget: ≤ $8k a month", []),
        ("$1.20 per million tokens, under our €20k a month", []),
    ],
)
def test_another_volume_or_budget_than_the_drills_is_said(text: str, codes: list[str]) -> None:
    assert [each.code for each in holds(text, FACTS).findings] == codes


def test_what_is_said_stands_beside_what_is_asked() -> None:
    volume_said, budget_said = holds(MAIL.format("$30,000"), FACTS).findings
    assert volume_said.message == ("You say 700 M tokens a day; 200 M tokens a day are asked for.")
    assert budget_said.message == "You say a budget of USD 30k; USD 60k a month are given."


@pytest.mark.parametrize(
    "text",
    [
        "At 200 M tokens a day and $1.20 per million tokens the month costs $9,200",
        "200 M tokens a day, $1.20 per million tokens: monthly spend is $9,200, budget $30k",
        "$1.20 per million tokens, 200 M tokens a day: $9,200 a month, the budget is $30k a month",
        "200 M tokens a day at $1.20 per million tokens. The whole month comes to $9,200.",
    ],
)
def test_a_months_spend_is_read_whatever_the_words(text: str) -> None:
    assert [each.code for each in holds(text).findings] == ["spend-mismatch"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("latency < 0.2 s", "< 0.2 s"),
        ("10M tokens/day", "10 million tokens a day"),
        ("1.5 B requests a month", "1.5 billion requests a month"),
        ("F1 of 0.92", "0.92"),
        ("F1 ≥ 92 %", "≥ 0.92"),
        ("$0.60 per million tokens", "USD 0.60 per million tokens"),
        ("about $0.002 per request", "about USD 0.002 per request"),
        ("a budget of $30k a month", "USD 30k a month"),
        ("a budget of €500", "EUR 500"),
        ("100 to 150 ms latency", "0.1 s to 0.15 s"),
        ("2000 tokens/s", "2,000 tokens/s"),
        ("1 request/s", "1 request/s"),
        ("10x growth", "10×"),
        ("latency under 200", "< 200 (no unit)"),
    ],
)
def test_a_claim_is_written_as_people_say_it(text: str, said: str) -> None:
    assert bound(extract(text).claims[0]) == said
