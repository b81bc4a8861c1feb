"""The two statements of a contrast, read in their situation."""

from __future__ import annotations

import pytest

from trainer.claims.reader import extract
from trainer.domain.aspect import Aspect
from trainer.drills.entries import shipped_catalogue
from trainer.drills.pair import MOST_REMARKS, Pair, read_pair
from trainer.drills.statement import covered

SITUATION = "200 M tokens a day, $60k a month."


def pair(good: str, bad: str = "It is cheap.", situation: str = SITUATION) -> Pair:
    return read_pair(good, bad, situation, shipped_catalogue())


def test_the_situations_numbers_are_facts_to_both() -> None:
    found = pair("It costs $8 per million tokens.", "It costs $15 per million tokens.")
    assert Aspect.BUDGET in found.good.covered
    assert found.bad.holds.has("beyond-envelope")
    assert found.bad_lacks((Aspect.BUDGET,)) == {Aspect.BUDGET}


def test_hardware_of_the_situation_counts_as_well() -> None:
    found = pair("TPOT ≤ 1 ms at p95.", situation="A 70B model on 8 H100.")
    assert [each.code for each in found.remarks()] == ["even-below-physics"]


def test_a_budget_is_a_gap_only_where_good_speaks_of_it() -> None:
    assert set(pair("It costs $8 per million tokens.").gaps()) == {Aspect.COST}
    spoken = pair("It costs $8 per million tokens, inside $60k a month.")
    assert set(spoken.gaps()) == {Aspect.COST, Aspect.BUDGET}


def test_a_public_benchmark_is_a_gap_next_to_ones_own() -> None:
    found = pair("pass@1 ≥ 60 % on our 250-task test set.", "85 % pass@1 on HumanEval.")
    assert found.bad_lacks((Aspect.BENCHMARK,)) == {Aspect.BENCHMARK}
    assert found.gaps() == {}, "both have one; that the other is weaker is for the author to say"


def test_places_in_bad_are_wishes_and_numbers_that_do_not_hold() -> None:
    bad = "It is fast, with 92 % BLEU on the QA benchmark and answers in 350 ms on average."
    found = pair("It costs $8 per million tokens.", bad)
    marked = [bad[start:end] for start, end in found.wishes()]
    assert "92 % BLEU" in marked
    assert any("350 ms" in each for each in marked)
    assert bad not in marked


def test_remarks_are_few() -> None:
    good = "≤ 80 ms latency, $0.0012 per token and 99 % BLEU on HumanEval; up to 10× the baseline."
    found = pair(good, situation="5 M tokens a day, $250k a month.").remarks()
    assert len(found) == MOST_REMARKS
    assert all(each.message.startswith("Even the better one: ") for each in found)


@pytest.mark.parametrize(
    ("good", "codes"),
    [
        ("The batch is done within 6 hours.", []),
        ("The answer is there within 6 s.", ["even-no-percentile"]),
        ("The answer is there within 6 s at p95.", []),
    ],
)
def test_a_batch_needs_no_percentile(good: str, codes: list[str]) -> None:
    assert [each.code for each in pair(good).remarks()] == codes


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("p95 latency stays below 150 ms at 200 requests/s.", ["p95"]),
        (
            "Done within 3 s at the 99th percentile, TTFT of 200 ms at p50.",
            ["99th percentile", "p50"],
        ),
        ("The median latency is 3 s.", ["median"]),
        ("The worst-case latency is 2 s.", ["worst-case"]),
        ("The ninety-fifth-percentile latency is 2 s.", ["ninety-fifth-percentile"]),
        ("95 % of requests are answered within 2 s.", ["95 % of requests"]),
        ("Nine in ten answers arrive within 2 s.", ["within 2 s"]),
    ],
)
def test_a_percentile_is_lit_where_it_stands(text: str, places: list[str]) -> None:
    spans = covered(extract(text)).get(Aspect.PERCENTILE, ())
    assert [text[start:end] for start, end in spans] == places
