"""What holds for every deck: nothing crashes the reader, and what is written is read back."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trainer.domain.aspect import Aspect
from trainer.drills.contrast import Contrast
from trainer.drills.kinds import kind_named
from trainer.drills.recall import Recall
from trainer.formats.base import DeckFile, UnreadableDeck
from trainer.formats.yaml_deck import content_hash, read_deck_text

DECKS = Path(__file__).parent.parent / "data" / "decks"
GOOD = (DECKS / "good.yaml").read_text("utf-8")
BROKEN = (DECKS / "broken.yaml").read_text("utf-8")

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)
SOME_TEXT = ANY_TEXT.filter(str.strip)
FRAGMENTS = (
    "\n", "\n  ", "- ", ": ", "{", "}", "[", "]", ",", "'", '"', "|", ">", "%", "@", "`", "&a ",
    "*a", "!", "!<", "\\x", "\\U", "\\UFFFFFFFF", "%TAG ! x\n", "%YAML 1.1\n", "---\n", "...\n",
    "? ", "~", "null", "true", "1e5", "1e999", "\t", "\x00", "\u2028", "\x85", "\ufeff", "#",
    "<<: ", "kind: recall", "id: a", "str: 1", "int: 1", "[key]: 1", "none: 1", "lacks:",
    "givens:", "between: [1, 2]", "one_of: [1]", "digits: 3", "{a}", "tolerance: 0",
    "sources: [x]", "9" * 400,
)  # fmt: skip


def outcome(text: str) -> DeckFile | None:
    try:
        return read_deck_text(text, Path("d.yaml"))
    except UnreadableDeck as error:
        refusal = error
    assert refusal.problems
    assert str(refusal).startswith("d.yaml:")
    return None


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(max_size=200) | st.text(alphabet="abc:-[]{}\"'#&*!|>%@ \n\t\\ud9", max_size=80))
@example("%YAML 1." + "9" * 5000 + "\n---\n")
@example('"\\UFFFFFFFF"')
def test_any_text_is_a_deck_or_refused(text: str) -> None:
    outcome(text)


@pytest.mark.no_cover
@settings(deadline=None, derandomize=True, max_examples=200)
@given(
    st.sampled_from((GOOD, BROKEN)),
    st.lists(
        st.tuples(st.integers(0, 10_000), st.integers(0, 12), st.sampled_from(("", *FRAGMENTS))),
        min_size=1,
        max_size=5,
    ),
)
def test_any_slip_of_the_pen_leaves_a_deck_or_a_reason(
    text: str, edits: list[tuple[int, int, str]]
) -> None:
    for place, removed, added in edits:
        at = place % (len(text) + 1)
        text = text[:at] + added + text[at + removed :]
    deck = outcome(text)
    lines = text.count("\n") + text.count("\x85") + text.count("\u2028") + text.count("\r") + 1
    for problem in deck.problems if deck else ():
        assert 1 <= problem.line <= lines
        assert problem.column >= 1


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(
    [
        *("kind", "id", "tags", "level", "sources", "front", "back", "why", "bad", "good", "lacks"),
        *("situation", "question", "givens", "asked", "unit", "tolerance", "basis", "str", "[key]"),
    ]
)


@pytest.mark.no_cover
@settings(deadline=None, derandomize=True, max_examples=200)
@given(
    st.dictionaries(NAMES, VALUES, max_size=5),
    st.sampled_from(("recall", "contrast", "estimate", None)),
)
def test_any_value_in_any_field_is_read_or_complained_of(
    fields: dict[str, Any], kind: str | None
) -> None:
    entry = fields if kind is None else {"kind": kind, **fields}
    deck = outcome(deck_of(entry))
    assert deck is not None
    assert len(deck.drills) == 1 or deck.errors


def deck_of(*entries: dict[str, Any]) -> str:
    """Return a deck as JSON writes it, which is YAML."""
    header = {"format": "triad-deck/1", "id": "d", "title": "D"}
    text = json.dumps({**header, "drills": entries}, indent=1)
    return text.replace("NaN", ".nan").replace("Infinity", ".inf")


RECALLS = st.builds(Recall, front=SOME_TEXT, back=SOME_TEXT, why=ANY_TEXT)


@st.composite
def contrasts(draw: st.DrawFn) -> Contrast:
    good = draw(SOME_TEXT)
    phrases = st.integers(0, len(good)).flatmap(
        lambda end: st.integers(0, end).map(lambda start: good[start:end])
    )
    lacks = draw(
        st.dictionaries(
            st.sampled_from([aspect.value for aspect in Aspect]), phrases, min_size=1, max_size=8
        )
    )
    bad = draw(SOME_TEXT.filter(lambda text: text.strip() != good.strip()))
    return Contrast(bad, good, lacks, draw(ANY_TEXT), draw(ANY_TEXT))  # type: ignore[arg-type]


@settings(deadline=None, derandomize=True)
@given(st.lists(RECALLS | contrasts(), min_size=1, max_size=3, unique_by=repr))
def test_what_a_kind_writes_a_deck_file_carries(contents: list[Recall | Contrast]) -> None:
    kinds = [kind_named(type(content).__name__.lower()) for content in contents]
    entries = [
        {"kind": kind.name, **kind.write(content)}
        for kind, content in zip(kinds, contents, strict=True)
    ]
    deck = outcome(deck_of(*entries))
    assert deck is not None
    assert not deck.errors
    for kind, content, drill in zip(kinds, contents, deck.drills, strict=True):
        assert kind.read(drill.fields) == content
        assert drill.fields == kind.write(content)
        assert drill.content_hash == content_hash(kind, content)


@settings(deadline=None, derandomize=True)
@given(RECALLS, RECALLS)
def test_two_contents_hash_alike_only_if_they_are(first: Recall, second: Recall) -> None:
    kind = kind_named("recall")
    assert (content_hash(kind, first) == content_hash(kind, second)) == (first == second)


def test_the_hash_changes_with_the_content_and_with_nothing_else() -> None:
    entry = {"kind": "recall", "front": "Q", "back": "A"}

    def hashed(**changes: object) -> str:
        deck = outcome(deck_of({**entry, **changes}))
        assert deck is not None
        return deck.drills[0].content_hash

    assert hashed() == hashed(tags=["x"], level=2, id="y", sources=["z"], why="")
    assert len({hashed(), hashed(front="R"), hashed(back="B"), hashed(why="C")}) == 4


def test_the_order_of_fields_and_an_empty_phrase_say_nothing() -> None:
    one = Contrast("B", "G at p95", {"cost": None, "percentile": "p95"})
    two = Contrast("B", "G at p95", {"percentile": "p95", "cost": ""})
    kind = kind_named("contrast")
    assert content_hash(kind, one) == content_hash(kind, two)


def test_the_hash_is_the_same_on_every_machine_and_in_every_version() -> None:
    """History hangs on it: what has no id of its own is known by this."""
    assert content_hash(kind_named("recall"), Recall("Q", "A")) == "7343b1aeca6c8874"


def test_the_readers_own_order_of_drills_is_the_files() -> None:
    fronts = [f"Q{number}" for number in range(50)]
    random.Random(3).shuffle(fronts)
    deck = outcome(deck_of(*({"kind": "recall", "front": front, "back": "A"} for front in fronts)))
    assert deck is not None
    assert [each.fields["front"] for each in deck.drills] == fronts
