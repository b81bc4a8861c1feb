"""What holds for every kind of drill. A new kind is found here by its line in KINDS."""

from __future__ import annotations

import dataclasses
import random
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.shipped import decks
from trainer.domain.assessment import Verdict
from trainer.domain.deck import Drill
from trainer.domain.ids import DeckId, DrillId, Seed
from trainer.domain.memory import Rating
from trainer.drills.base import ContentProblem, GaveUp, one_line, plain, text_field
from trainer.drills.kinds import KINDS, AnyKind, kind_named
from trainer.errors import BadInput
from trainer.formats.base import DeckFile, FileDrill
from trainer.formats.yaml_deck import read_deck_text
from trainer.study.exercises import pose, summary

ROOT = Path(__file__).parents[2]
FORMAT = (ROOT / "docs" / "deck-format.md").read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", FORMAT, re.DOTALL)
HEADER = "format: triad-deck/1\nid: documented\ntitle: Documented\ndrills:\n"


def read_block(block: str) -> DeckFile:
    """Return the deck a documented example is, or the one it is made into."""
    whole = block if block.startswith("format:") else HEADER + block
    return read_deck_text(whole, Path("docs/deck-format.md"))


def known_drills() -> dict[str, list[FileDrill]]:
    """Return the shipped and the documented drills by kind."""
    found = defaultdict(list)
    for deck in (*decks(), *map(read_block, BLOCKS)):
        for drill in deck.drills:
            found[drill.kind].append(drill)
    return found


DRILLS = known_drills()
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def test_every_name_is_one_word_and_stands_for_one_kind() -> None:
    names = [kind.name for kind in KINDS]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+", name) for name in names)


@each_kind
def test_a_kind_is_found_by_its_name(kind: AnyKind) -> None:
    assert kind_named(kind.name) is kind
    assert kind in KINDS


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("recal", "there is no kind of drill called 'recal'; did you mean 'recall'?"),
        ("zebra", "there is no kind of drill called 'zebra'; the kinds are recall, contrast, "),
        ("k" * 50, f"there is no kind of drill called '{'k' * 40}…'; the kinds are recall, "),
    ],
)
def test_a_name_there_is_not(name: str, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        kind_named(name)
    assert str(caught.value).startswith(sentence)


# -- documented and shipped --------------------------------------------------------------------


@each_kind
def test_every_kind_is_documented_with_all_its_fields_and_an_example(kind: AnyKind) -> None:
    _, _, section = FORMAT.partition(f"\n## {kind.name}\n")
    section = section.partition("\n## ")[0]
    assert section, f"docs/deck-format.md has no section '{kind.name}'"
    assert f"- kind: {kind.name}\n" in section
    for item in dataclasses.fields(kind.content_type):
        assert f"| `{item.name}` |" in section, item.name


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_documented_example_is_read_without_a_problem(block: str) -> None:
    deck = read_block(block)
    assert deck.problems == ()
    assert deck.drills


@each_kind
def test_every_kind_is_used_in_a_shipped_deck(kind: AnyKind) -> None:
    assert DRILLS[kind.name]


# -- content, exercise, answer -----------------------------------------------------------------


@each_kind
def test_what_is_written_is_read_back(kind: AnyKind) -> None:
    for drill in DRILLS[kind.name]:
        content = kind.read(drill.fields)
        assert kind.read(kind.write(content)) == content
        assert kind.write(content) == drill.fields


@each_kind
@settings(deadline=None, derandomize=True, max_examples=40)
@given(data=st.data(), seed=st.integers(0, 2**53 - 1))
def test_the_same_seed_poses_the_same_exercise(
    kind: AnyKind, data: st.DataObject, seed: int
) -> None:
    drill = data.draw(st.sampled_from(DRILLS[kind.name]))
    content = kind.read(drill.fields)
    first = kind.pose(content, random.Random(seed))
    assert first == kind.pose(content, random.Random(seed))
    # A store gives fields back in another order of keys; a seed must not notice.
    turned = kind.read(dict(reversed(drill.fields.items())))
    assert first == kind.pose(turned, random.Random(seed))


@each_kind
def test_every_drill_has_a_line_that_tells_it_from_its_neighbours(kind: AnyKind) -> None:
    for drill in DRILLS[kind.name]:
        line = kind.summary(kind.read(drill.fields))
        assert line.strip()
        assert "\n" not in line
        assert len(line) <= 100


@each_kind
def test_a_stored_drill_is_posed_by_its_kind(kind: AnyKind) -> None:
    entry = DRILLS[kind.name][0]
    drill = Drill(
        DrillId("d/x"), DeckId("d"), kind.name, entry.fields, entry.content_hash, position=0
    )
    posed = pose(drill, Seed(5))
    assert posed.kind is kind
    assert posed.exercise == kind.pose(kind.read(entry.fields), random.Random(5))
    assert summary(drill) == kind.summary(kind.read(entry.fields))


@each_kind
def test_shipped_content_passes_its_own_check(kind: AnyKind) -> None:
    for drill in DRILLS[kind.name][:5]:
        assert [
            each for each in kind.check(kind.read(drill.fields)) if each.severity == "error"
        ] == []


# -- not knowing -------------------------------------------------------------------------------


@each_kind
def test_who_does_not_know_is_shown_the_solution_and_asked_again(kind: AnyKind) -> None:
    for drill in DRILLS[kind.name]:
        exercise = kind.pose(kind.read(drill.fields), random.Random(3))
        given = kind.give_up(exercise)
        assert given.verdict is Verdict.GIVEN_UP
        assert given.suggested is Rating.AGAIN
        assert given.headline
        assert given.findings or given.working or exercise.back
        assert given.explanation == exercise.why
        assert given.estimated is None, "there is no number to count"


@each_kind
def test_a_drill_given_up_leaves_no_answer_for_the_log(kind: AnyKind) -> None:
    entry = DRILLS[kind.name][0]
    drill = Drill(
        DrillId("d/x"), DeckId("d"), kind.name, entry.fields, entry.content_hash, position=0
    )
    posed = pose(drill, Seed(5))
    assert posed.assess(GaveUp()) == kind.give_up(posed.exercise)
    assert posed.describe(GaveUp()) == ""


# -- what kinds share --------------------------------------------------------------------------


@dataclass(frozen=True)
class Inner:
    """Something inside."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class Sample:
    """A content with a field of every shape."""

    text: str
    inner: Inner
    many: tuple[Inner, ...] = ()
    by_name: Mapping[str, Any] = field(default_factory=dict)
    renamed: int = field(default=1, metadata={"key": "as-in-the-file"})


def test_plain_data_leaves_defaults_out_all_the_way_down() -> None:
    assert plain(Sample("x", Inner("a"))) == {"text": "x", "inner": {"name": "a"}}
    full = Sample("x", Inner("a", "b"), (Inner("c"),), {"k": [1, Inner("d")]}, 2)
    assert plain(full) == {
        "text": "x",
        "inner": {"name": "a", "note": "b"},
        "many": [{"name": "c"}],
        "by_name": {"k": [1, {"name": "d"}]},
        "as-in-the-file": 2,
    }


def test_a_text_field_is_read_with_and_without_a_default() -> None:
    assert text_field({"a": 1}, "a") == "1"
    assert text_field({}, "a", "x") == "x"
    with pytest.raises(KeyError):
        text_field({}, "a")


def test_one_line_of_nothing_is_nothing() -> None:
    assert one_line("  \n\n ") == ""


def test_a_problem_is_an_error_unless_it_says_otherwise() -> None:
    assert ContentProblem((), "x").severity == "error"
