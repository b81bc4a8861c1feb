"""What an author is told although nothing is wrong: alike, unfounded, out of date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from trainer.formats.base import WARNING
from trainer.formats.shelf_life import good_until, last_day, read_span
from trainer.formats.yaml_deck import read_deck, read_deck_text

ROOT = Path(__file__).parents[2]
TODAY = dt.date(2026, 11, 24)
HEADER = "format: triad-deck/1\nid: d\ntitle: D\n"


def warned(text: str, today: dt.date | None = TODAY) -> list[str]:
    deck = read_deck_text(text, Path("d.yaml"), today=today)
    assert all(problem.severity == WARNING for problem in deck.problems)
    return [f"{each.line}:{each.column} {each.message}" for each in deck.problems]


def recalls(*pairs: tuple[str, str]) -> str:
    lines = [f"  - {{kind: recall, front: '{front}', back: '{back}'}}\n" for front, back in pairs]
    return f"{HEADER}drills:\n{''.join(lines)}"


# -- alike -------------------------------------------------------------------------------------

LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("What is TTFT?", "a"), ("what is  TTFT", "b")),
        ((LONG, "sixteen seventeen"), (f"{LONG} again", "seventeen sixteen")),
    ],
)
def test_two_drills_alike(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert warned(recalls(("Other?", "Else."), first, second)) == [
        "7:5 this drill is much like the one on line 6; keep the better one"
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("What is TTFT?", "time to first token"), ("What is TPOT?", "time per output token")),
        ((LONG, "x"), (f"{LONG} but here the question goes on about", "y")),
        (("1 GB?", "a"), ("2 GB?", "a")),
    ],
)
def test_two_drills_that_only_resemble(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert warned(recalls(first, second)) == []


def test_what_is_alike_is_of_one_kind() -> None:
    text = recalls(("Fast.", "It is fast under 1 s."))
    text += "  - {kind: contrast, bad: Fast., good: TTFT under 1 s., lacks: {latency: under 1 s}}\n"
    assert warned(text) == []


def test_words_in_lists_and_mappings_count_too() -> None:
    flaws = "flaws: [{phrase: x is 5, right: '4'}]"
    spot = f"  - {{kind: spot, text: x is 5 for y or z, {flaws}, decoys: [z]}}\n"
    (found,) = warned(f"{HEADER}drills:\n{spot}{spot.replace('decoys: [z]', 'decoys: [y]')}")
    assert "much like" in found


def test_a_word_that_every_drill_has_does_not_hide_two_alike() -> None:
    pairs = [
        (f"{LONG} number {n} of its kind {n}{n}", f"answer {n} {n}{n} x{n}") for n in range(80)
    ]
    assert len(warned(recalls(*pairs))) < 80
    assert any("line 5;" in each for each in warned(recalls(*pairs, (f"{pairs[0][0]}!", "other"))))


def test_only_an_author_hears_of_it() -> None:
    assert warned(recalls(("Same?", "a"), ("Same?", "b")), today=None) == []


# -- a GOOD that fails its own rubric ------------------------------------------------------------


@pytest.mark.parametrize(
    ("good", "lacks", "said"),
    [
        ("TTFT of 300 ms, and it will be cheap.", "{latency: 300 ms}", "“cheap” is a wish"),
        ("TTFT stays under 300 ms.", "{latency: 300 ms, percentile: }", "read as percentile"),
    ],
)
def test_a_good_that_does_not_hold(good: str, lacks: str, said: str) -> None:
    drill = f"  - {{kind: contrast, bad: Quick., good: '{good}', lacks: {lacks}}}\n"
    (found,) = warned(f"{HEADER}drills:\n{drill}")
    assert "GOOD fails its own rubric" in found
    assert said in found


def test_a_bad_that_has_what_it_is_said_to_lack() -> None:
    drill = (
        "  - {kind: contrast, bad: TTFT of 900 ms., good: 'TTFT ≤ 300 ms at p95.',"
        " lacks: {latency: ≤ 300 ms, percentile: p95}}\n"
    )
    assert warned(f"{HEADER}drills:\n{drill}") == [
        "5:92 BAD is read as having latency, which it is said to lack; say it otherwise"
    ]


def test_a_good_without_named_gaps_is_its_own_reader() -> None:
    drill = "  - {kind: contrast, bad: Quick., good: TTFT stays under 300 ms at p95.}\n"
    assert warned(f"{HEADER}drills:\n{drill}") == []


@pytest.mark.parametrize("kind", ["rewrite", "email"])
def test_a_model_answer_that_fails(kind: str) -> None:
    more = "bad: It is fast." if kind == "rewrite" else "forgot: The cost."
    drill = (
        f"  - {{kind: {kind}, scenario: {{text: A chat.}}, {more}, requires: [cost],"
        " good: 'We will be fast, and we will be cheap, as everybody hopes. Really.'}\n"
    )
    assert any("fails its own" in each for each in warned(f"{HEADER}drills:\n{drill}", None))


def test_an_estimate_that_leaves_its_range_for_some_seed() -> None:
    drill = (
        "  - {kind: estimate, question: '{tokens_per_day} at {cost_per_token}?',"
        " givens: {tokens_per_day: {between: [1 M, 5000000 T]}, cost_per_token: $0.001},"
        " asked: daily_spend}\n"
    )
    (found,) = warned(f"{HEADER}drills:\n{drill}")
    assert "outside the plausible" in found


# -- shelf life ----------------------------------------------------------------------------------


def sources(fields: str) -> str:
    return f"{HEADER}sources: {{s: {{title: T, {fields}}}}}\n" + recalls(("Q?", "A")).removeprefix(
        HEADER
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("date: 2026-01, shelf_life: 6 months", "was to be trusted for 6 months"),
        ("date: '2024', shelf_life: 1 year", "of 2024"),
        ("date: 2026-11-01, shelf_life: 2 weeks", "still hold"),
        ("date: 2026-11-22, shelf_life: 1 day", "still hold"),
        ("date: 2026-01, shelf_life: soon", "'soon' is no span of time"),
        ("shelf_life: 6 months", "counts from a date"),
        ("date: last week, shelf_life: 6 months", "'last week' is no date"),
        ("date: 2026-13, shelf_life: 6 months", "'2026-13' is no date"),
        ("date: 2026-02-30", "'2026-02-30' is no date"),
        ("date: 2026-02 to 2026-14", "is no date"),
    ],
)
def test_a_fact_past_its_shelf_life(fields: str, said: str) -> None:
    (found,) = warned(sources(fields))
    assert found.startswith("4:")
    assert said in found


@pytest.mark.parametrize(
    "fields",
    [
        "date: 2026-05, shelf_life: 6 months",
        "date: '2024', shelf_life: 2 years",
        "date: 2026-11-10, shelf_life: 2 weeks",
        "date: '2019-05 to 2026-06', shelf_life: 6 months",
        "date: 2001",
        "date: 2001, shelf_life: 9999 years",
        "date: 9999-12, shelf_life: 9999 weeks",
    ],
)
def test_a_fact_that_keeps(fields: str) -> None:
    assert warned(sources(fields)) == []


def test_spans_and_days() -> None:
    assert read_span(" 18 months ") == (18, "month")
    assert read_span("0 days") is None
    assert last_day("2024-02") == dt.date(2024, 2, 29)
    assert last_day("2026-08-05") == dt.date(2026, 8, 5)
    assert last_day("9999") == dt.date(9999, 12, 31)
    assert last_day("12345") is None
    assert good_until(dt.date(2024, 1, 31), (1, "month")) == dt.date(2024, 2, 29)
    assert good_until(dt.date(2024, 12, 15), (1, "year")) == dt.date(2025, 12, 15)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "path", sorted((ROOT / "decks").glob("*.yaml")), ids=lambda path: path.stem
)
def test_the_shipped_decks_give_no_second_thoughts(path: Path) -> None:
    assert read_deck(path, TODAY).problems == ()
