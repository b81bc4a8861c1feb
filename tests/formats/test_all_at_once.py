"""A fault that is told hides none of the others: an author gets the whole list in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.formats.base import UnreadableDeck
from trainer.formats.yaml_deck import read_deck_text

HEADER = "format: triad-deck/1\nid: d\ntitle: D\n"


def places(text: str) -> list[str]:
    """Return line, column and the first words of every problem; no drill may come through."""
    path = Path("d.yaml")
    try:
        deck = read_deck_text(text, path)
    except UnreadableDeck as error:
        found = error.problems
    else:
        assert deck.drills == ()
        found = deck.problems
    return [f"{each.line}:{each.column} {each.message}" for each in found]


def drills(text: str) -> str:
    return f"{HEADER}drills:\n{text}"


def said(text: str, *expected: str) -> None:
    """Check that ``text`` has exactly the ``expected`` problems, told by how they begin."""
    found = places(text)
    assert len(found) == len(expected), found
    for one, begins in zip(found, expected, strict=True):
        assert one.startswith(begins), one


def test_a_misspelt_kind_hides_no_misspelt_field_and_no_wrong_value() -> None:
    said(
        drills(
            "  - kind: estimat\n    qestion: '{x} a day?'\n    lvel: 1\n"
            "    givens: {tokens_per_dya: 5 M}\n    asked: monthly_spned\n"
            "  - kind: Recall\n    frnt: [Q]\n    back: A\n"
        ),
        "5:11 there is no kind of drill called 'estimat'; did you mean 'estimate'?",
        "6:5 there is no field 'qestion' in a drill of kind estimate; did you mean 'question'?",
        "6:14 {x} is not one of the givens",
        "7:5 there is no field 'lvel' in a drill of kind estimate; did you mean 'level'?",
        "8:30 there is no term 'tokens_per_dya'; did you mean",
        "9:12 there is no term 'monthly_spned'; did you mean",
        "10:11 there is no kind of drill called 'Recall'; did you mean 'recall'?",
        "11:5 there is no field 'frnt' in a drill of kind recall; did you mean 'front'?",
        "11:11 'front' must be text, not a list",
    )


def test_a_kind_that_is_like_none_leaves_the_fields_alone() -> None:
    said(drills("  - {kind: zebra, frnt: Q, level: 9}\n"), "5:12 there is no kind", "5:35 'level'")


def test_the_word_kind_may_be_misspelt_itself() -> None:
    said(
        drills("  - {knd: recall, frnt: Q, back: A}\n"),
        "5:6 there is no field 'knd'; did you mean 'kind'?",
        "5:19 there is no field 'frnt'",
    )


def test_a_misspelt_list_of_drills_is_read_all_the_same() -> None:
    said(
        f"{HEADER}drils:\n  - {{kind: recall, front: Q, bakc: A}}\n",
        "4:1 there is no field 'drils'; did you mean 'drills'?",
        "5:30 there is no field 'bakc'",
    )


def test_a_bad_source_hides_no_other_one() -> None:
    said(
        f"{HEADER}sources:\n  a: words\n  b: {{titel: [T], date: soon}}\n"
        "  c: {title: C, date: x}\n"
        "drills:\n  - {kind: recall, front: Q, back: A, sources: [c, z]}\n",
        "5:6 'a' must be a mapping",
        "6:7 there is no field 'titel' in 'b'",
        "6:14 'title' must be text",
        "7:23 'x' is no date",
        "9:52 the source 'z' is not named",
    )


def test_a_choice_that_there_is_not_hides_no_given() -> None:
    said(
        drills(
            "  - kind: estimate\n    question: Q\n    basis: guess\n    tolerance: lots\n"
            "    givens: {gpus: 3 parsecs}\n    asked: moon\n"
        ),
        "7:12 'basis' cannot be 'guess'",
        "8:16 'lots' is no tolerance",
        "9:20 “3 parsecs” cannot be read",
        "10:12 there is no term 'moon'",
    )


def test_an_entry_of_a_list_hides_none_of_the_others() -> None:
    said(
        drills(
            "  - kind: spot\n    text: a b c d\n    decoys: [[x], q, d]\n    flaws:\n"
            "      - {right: x}\n      - {phrase: zz, right: 5, unitt: ms}\n"
            "      - {phrase: b, right: x, accept: [[1], y]}\n"
            "      - {phrase: yy, right: x}\n"
        ),
        "7:14 entry 1 of 'decoys' must be text",
        "7:19 'q' does not stand in 'text'",
        "9:9 the field 'phrase' is missing",
        "10:18 'zz' does not stand in 'text'",
        "10:32 there is no field 'unitt'",
        "11:40 entry 1 of 'accept' must be text",
        "12:18 'yy' does not stand in 'text'",
    )


def test_a_misspelt_word_that_stands_there_rightly_too_is_told_once() -> None:
    said(
        drills(
            "  - kind: contrast\n    bad: It is cheap.\n    good: Cost stays below $0.60.\n"
            "    lacks: {coost: x, cost: q, latncy: z}\n    whhy: W\n    why: V\n"
        ),
        "8:13 'coost' is not known here; did you mean 'cost'?",
        "8:29 'q' does not stand in 'good'",
        "8:32 'latncy' is not known here; did you mean 'latency'?",
        "8:40 'z' does not stand in 'good'",
        "9:5 there is no field 'whhy'",
    )


def test_what_is_left_out_for_its_fault_is_not_missed() -> None:
    """Without its list, ``lacks`` would be found by the reader; that is not what was meant."""
    said(
        drills("  - {kind: contrast, bad: B, good: G, lacks: [latency]}\n"),
        "5:46 'lacks' must be a mapping",
    )


def test_a_warning_may_follow_from_what_was_left_out_and_is_kept_back() -> None:
    said(
        drills(
            "  - kind: rewrite\n    scenario: {text: T, task: nonsense}\n    bad: B\n"
            "    good: We serve at low latency, fast for all.\n    requires: [latency]\n"
        ),
        "6:31 'task' cannot be 'nonsense'",
    )


@pytest.mark.parametrize("times", [2, 3])
def test_a_repeated_key_hides_nothing(times: int) -> None:
    said(
        drills(
            "  - kind: recall\n" + "    front: Q\n" * times + "    bakc: A\n"
            "  - {kind: recal, front: P, back: A}\n"
        ),
        *[f"{6 + more}:5 the key 'front' stands here twice" for more in range(1, times)],
        f"{6 + times}:5 there is no field 'bakc'",
        f"{7 + times}:12 there is no kind",
    )


def test_a_repeated_key_below_a_drill_spoils_that_drill_alone() -> None:
    deck = read_deck_text(
        drills(
            "  - {kind: recall, front: Q, back: A}\n"
            "  - {kind: contrast, bad: Fast., good: TTFT below 3 s, "
            "lacks: {latency: '', latency: {a: 1}}}\n"
        ),
        Path("d.yaml"),
    )
    assert len(deck.drills) == 1
    assert [(each.line, each.column) for each in deck.problems] == [(6, 77)]


def test_a_repeated_key_of_the_deck_itself_keeps_it_out() -> None:
    said(
        f"{HEADER}id: e\ndrills:\n  - {{kind: recall, front: Q, bakc: A}}\n",
        "4:1 the key 'id' stands here twice; it is already on line 2",
        "6:30 there is no field 'bakc'",
    )


def test_repeated_keys_are_counted_only_so_far() -> None:
    many = "".join(f"  - {{kind: recall, front: Q{number}, front: Q, back: A}}\n"
                   for number in range(300))  # fmt: skip
    (only,) = places(drills(many))
    assert only.startswith("205:")
    assert "twice" in only


def test_a_misspelt_field_in_an_entry_that_lacks_another_is_told_with_it() -> None:
    said(
        drills(
            "  - {kind: spot, text: It is fast and cheap, decoys: [cheap], lvel: 1,\n"
            "     flaws: [{rigth: 150 ms}]}\n"
        ),
        "5:63 there is no field 'lvel'",
        "6:14 the field 'phrase' is missing",
        "6:15 there is no field 'rigth'",
    )


def test_a_list_where_one_value_belongs_is_told_at_its_place() -> None:
    found = places(
        drills(
            "  - {kind: rewrite, bad: It is fast., good: p95 of 150 ms.,\n"
            "     requires: [latency],\n"
            "     scenario: {text: A chat., facts: {tokens_per_day: []}}}\n"
        )
    )
    assert {problem.split()[0] for problem in found} == {"7:56"}
