"""The reader of decks: what is good is kept, what is wrong is told all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trainer.domain.deck import Source
from trainer.formats.base import ERROR, WARNING, DeckFile, UnreadableDeck
from trainer.formats.bounds import MAX_PROBLEMS
from trainer.formats.yaml_deck import read_deck, read_deck_text

DECKS = Path(__file__).parent.parent / "data" / "decks"

HEADER = "format: triad-deck/1\nid: d\ntitle: D\ndrills:\n"
"""Four lines; the first drill begins on the fifth."""

GOOD = "  - {kind: recall, id: good, front: Q, back: A}\n"


def read(text: str) -> DeckFile:
    return read_deck_text(text, Path("d.yaml"))


def problems(text: str) -> list[str]:
    try:
        return [str(problem) for problem in read(text).problems]
    except UnreadableDeck as error:
        return [str(problem) for problem in error.problems]


def drill(fields: str) -> str:
    return f"{HEADER}  - {{{fields}}}\n"


def recall(fields: str) -> str:
    return drill(f"kind: recall, front: Q, back: A, {fields}")


# -- what is good ------------------------------------------------------------------------------


def test_a_good_deck() -> None:
    deck = read_deck(DECKS / "good.yaml")
    assert deck.problems == ()
    assert (deck.id, deck.title, deck.language, deck.licence) == (
        "good",
        "A good deck",
        "en-GB",
        "CC0-1.0",
    )
    assert deck.aim == "To be read without a single problem."
    assert [each.local_id for each in deck.drills[:3]] == ["triad", "fast", "spend"]
    assert [each.kind for each in deck.drills] == ["recall", "contrast", "estimate", "recall"]
    assert [each.position for each in deck.drills] == [0, 1, 2, 3]
    first = deck.drills[0]
    assert first.tags == ("triad", "quality")
    assert first.level == 1
    assert first.sources == (Source("Own words", "2026-11"), Source("RFC 2119", "1997"))
    assert first.fields["back"] == "- latency\n- cost\n- quality\n"
    assert first.line == 13
    assert first.has_own_id


def test_a_drill_without_an_id_is_known_by_its_content() -> None:
    last = read_deck(DECKS / "good.yaml").drills[-1]
    assert last.local_id == f"h-{last.content_hash}"
    assert not last.has_own_id


def test_what_is_left_out_has_its_default() -> None:
    deck = read(HEADER + GOOD)
    assert (deck.aim, deck.language, deck.licence, deck.not_carried) == ("", "en", "", ())
    only = deck.drills[0]
    assert (only.tags, only.sources, only.level) == ((), (), None)


def test_an_id_may_be_a_number_and_keeps_its_spelling() -> None:
    deck = read(drill("kind: recall, id: 007, front: 1.10, back: 0.00001, tags: [2026]"))
    assert deck.drills[0].local_id == "007"
    assert deck.drills[0].fields == {"front": "1.10", "back": "0.00001"}
    assert deck.drills[0].tags == ("2026",)


def test_the_kind_of_the_numbers_in_givens_is_kept() -> None:
    deck = read(
        drill(
            "kind: estimate, question: Q, givens: {tokens_per_day: 5e6, cost_per_token: 0.0012},"
            " asked: monthly_spend"
        )
    )
    givens: Any = deck.drills[0].fields["givens"]
    assert givens == {"tokens_per_day": 5e6, "cost_per_token": 0.0012}


def test_no_sentence_names_what_the_reader_is_made_of() -> None:
    said = "\n".join(problems((DECKS / "broken.yaml").read_text("utf-8")))
    for word in ("pydantic", "ruamel", "validation", "literal", "dict", "NoneType", "str "):
        assert word not in said


def test_a_misspelt_source_is_warned_of_with_the_nearest_there_is() -> None:
    text = HEADER.replace("drills:", "sources: {article: {title: X}}\ndrills:")
    deck = read(text + "  - {kind: recall, front: Q, back: A, sources: [artcle, article]}\n")
    (problem,) = deck.problems
    assert problem.severity == WARNING
    assert problem.message == (
        "the source 'artcle' is not named in the deck's own 'sources'; did you mean 'article'?"
    )
    assert deck.errors == ()
    assert deck.drills[0].sources == (Source("X"),)


# -- many mistakes -----------------------------------------------------------------------------


def test_every_mistake_of_a_file_is_told_at_once_and_the_rest_is_kept() -> None:
    deck = read_deck(DECKS / "broken.yaml")
    assert [(problem.line, problem.column, problem.severity) for problem in deck.problems] == [
        (8, 5, ERROR),
        (9, 9, ERROR),
        (10, 12, ERROR),
        (12, 11, ERROR),
        (23, 7, ERROR),
        (24, 13, ERROR),
        (26, 9, ERROR),
        (27, 5, ERROR),
        (29, 5, ERROR),
        (32, 15, WARNING),
    ]
    assert [(each.local_id, each.position) for each in deck.drills] == [("fine", 2), ("warned", 6)]
    assert len(deck.errors) == 9


NO_ID = (
    "'D' cannot be an id; use up to 80 lower-case letters, digits, '-', '_' and '.', beginning with"
    " a letter or digit"
)


def test_the_mistakes_of_a_header_are_told_together_with_those_of_its_drills() -> None:
    text = "fromat: triad-deck/1\nid: D\ntitel: T\ndrills:\n" + GOOD + "  - {kind: recal}\n"
    assert problems(text) == [
        "d.yaml:1:1: there is no field 'fromat'; did you mean 'format'?",
        f"d.yaml:2:5: {NO_ID}",
        "d.yaml:3:1: there is no field 'titel'; did you mean 'title'?",
        "d.yaml:6:5: the field 'front' is missing in a drill of kind recall",
        "d.yaml:6:5: the field 'back' is missing in a drill of kind recall",
        "d.yaml:6:12: there is no kind of drill called 'recal'; did you mean 'recall'?",
    ]
    with pytest.raises(UnreadableDeck) as caught:
        read(text)
    assert str(caught.value) == (
        "d.yaml:1:1: there is no field 'fromat'; did you mean 'format'? (5 more: see 'triad"
        " check')."
    )


def test_a_bad_id_of_the_deck_is_told_together_with_its_drills_mistakes() -> None:
    assert len(problems(HEADER.replace("id: d", "id: D") + GOOD + "  - {kind: recal}\n")) == 4


def test_a_drill_that_is_wrong_elsewhere_claims_its_id_all_the_same() -> None:
    deck = read(HEADER + "  - {kind: recall, id: good, front: Q}\n" + GOOD)
    assert [problem.line for problem in deck.problems] == [5, 6]
    assert deck.drills == ()


def test_a_warning_keeps_nothing_out() -> None:
    long = "word " * 121
    deck = read(drill(f"kind: recall, front: Q, back: '{long}'"))
    assert [problem.severity for problem in deck.problems] == [WARNING]
    assert "121 words" in deck.problems[0].message
    assert len(deck.drills) == 1


@pytest.mark.parametrize("entry", ["  - text\n", "  - {kind: recall, a: 1, b: 2, c: 3}\n"])
def test_a_file_of_another_kind_altogether_is_not_listed_to_the_end(entry: str) -> None:
    deck = read(HEADER + entry * 300 + GOOD)
    assert len(deck.problems) == MAX_PROBLEMS + 1
    assert deck.problems[-1].message == ("there are more than 200 problems; the rest is not listed")
    assert deck.drills == ()


def test_one_drill_of_a_thousand_mistakes_is_bounded_too() -> None:
    fields = ", ".join(f"z{number}: 1" for number in range(1000))
    deck = read(recall(fields))
    assert len(deck.problems) == MAX_PROBLEMS + 1


def test_too_many_warnings_count_as_an_error_because_the_rest_was_not_read() -> None:
    deck = read(
        HEADER
        + "".join(
            f"  - {{kind: recall, front: Q{number}, back: A, sources: [x]}}\n"
            for number in range(300)
        )
    )
    assert len(deck.drills) == 201
    assert len(deck.errors) == 1
