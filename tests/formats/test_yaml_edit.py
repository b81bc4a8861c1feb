"""One drill's lines taken out of a deck and put back: nothing else moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.domain.deck import Deck, Drill, Source
from trainer.domain.ids import DeckId, DrillId
from trainer.errors import BadInput
from trainer.formats.json_deck import deck_json, read_deck_json
from trainer.formats.yaml_deck import read_deck_text
from trainer.formats.yaml_edit import deck_of_one, entry_at
from trainer.formats.yaml_write import deck_yaml

ROOT = Path(__file__).parents[2]
DECKS = (
    *sorted((ROOT / "decks").glob("*.yaml")),
    ROOT / "tests" / "data" / "decks" / "good.yaml",
    ROOT / "tests" / "stories" / "twelve.yaml",
)

ODD = """\
format: triad-deck/1
id: d
title: drills
sources: {a: {title: drills}}
drills:
- kind: recall  # one
  front: Q
  # in between
  back: |
    a

    b

# between
- {kind: recall, front: Q2, back: A} # behind
-   kind: recall
    front: Q3
    tags: [a,
      b]  # tags
    back: >
      A
    # of it?
# after
aim: x
"""


@pytest.mark.no_cover
@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_what_is_taken_out_goes_back_byte_for_byte(path: Path) -> None:
    text = path.read_text("utf-8")
    for drill in read_deck_text(text, path).drills[:12]:
        entry = entry_at(text, drill.position)
        assert entry.put(text, entry.cut(text)) == text
        alone = read_deck_text(deck_of_one("d", {}, entry.cut(text)), path)
        assert alone.drills[0].content_hash == drill.content_hash


def test_each_entry_is_its_own_lines() -> None:
    cut = [entry_at(ODD, position).cut(ODD) for position in range(3)]
    assert cut == [
        "kind: recall  # one\nfront: Q\n# in between\nback: |\n  a\n\n  b",
        "{kind: recall, front: Q2, back: A}",
        "kind: recall\nfront: Q3\ntags: [a,\n  b]  # tags\nback: >\n  A",
    ]
    for position, text in enumerate(cut):
        assert entry_at(ODD, position).put(ODD, text) == ODD


def test_a_list_in_brackets() -> None:
    text = "title: T\ndrills: [{front: Q, back: A}, {front: R, back: B}] # all\n"
    assert entry_at(text, 1).cut(text) == "{front: R, back: B}"
    assert (
        entry_at(text, 0)
        .put(text, "{front: S}")
        .endswith(": [{front: S}, {front: R, back: B}] # all\n")
    )


@pytest.mark.parametrize("text", ["", "drills: []", "drills: {a: b}", "title: [", "drills: [1]"])
def test_there_is_no_such_entry(text: str) -> None:
    with pytest.raises(BadInput, match="not in this file"):
        entry_at(text, 0)


def test_a_written_deck_reads_as_the_same() -> None:
    texts = (
        "1.10", "yes", "12:30", "1e5", "~", "", "true", " lead", "trail ", "a: b", "# no", "'q'",
        "two\nlines", "two \nlines", "\n first", "a\n\n  b\n", "tab\there", "é…\u2028x", "- a",
        "{x}", "x" * 300, "a\x85b", "\ufeffz",
    )  # fmt: skip
    sources = (Source("One: a", "2026-11"), Source("Two"))
    drills = [
        Drill(
            id=DrillId(f"d/n{number}"),
            deck_id=DeckId("d"),
            kind="recall",
            fields={"front": f"{number}", "back": text if text.strip() else f"|{text}|"},
            content_hash="",
            position=number,
            tags=("a", "1.50"),
            sources=sources[: number % 3],
            level=number % 3 + 1,
        )
        for number, text in enumerate(texts)
    ]
    deck = Deck(DeckId("d"), "T: 1", aim="Aim\nhigh")
    found = read_deck_text(deck_yaml(deck, drills), Path("d.yaml"))
    assert found.problems == ()
    assert (found.title, found.aim) == ("T: 1", "Aim\nhigh")
    assert [each.fields for each in found.drills] == [drill.fields for drill in drills]
    assert [each.sources for each in found.drills] == [drill.sources for drill in drills]
    assert all(each.tags == ("a", "1.50") for each in found.drills)


def test_numbers_and_choices_keep_their_kind() -> None:
    givens = {
        "mfu": 0.1,
        "gpus": 8,
        "x": {"between": ["1 M", "2 M"], "digits": 1},
        "y": None,
        "z": True,
    }
    drill = Drill(DrillId("d/h-77"), DeckId("d"), "estimate", {"givens": givens}, "77", 0)
    text = deck_yaml(Deck(DeckId("d"), "T"), [drill])
    assert "id: h-77" not in text, "an id made from the content is not the author's"
    for line in ("mfu: 0.1", "gpus: 8", "digits: 1", "between: [1 M, 2 M]", "y:\n", "z: true"):
        assert line in text


@pytest.mark.no_cover
@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_the_decks_there_are_come_through(path: Path) -> None:
    from trainer.study.importing import plan_import

    before = read_deck_text(path.read_text("utf-8"), path)
    change = plan_import(before, ()).change
    after = read_deck_text(deck_yaml(change.deck, change.added), path)
    again = read_deck_json(deck_json(change.deck, change.added), path)
    assert after.problems == again.problems == ()
    assert plan_import(again, change.added).counts["unchanged"] == len(change.added)
    for one, other in zip(before.drills, after.drills, strict=True):
        assert (one.local_id, one.content_hash, one.tags, one.level, one.sources) == (
            other.local_id, other.content_hash, other.tags, other.level, other.sources,
        )  # fmt: skip
