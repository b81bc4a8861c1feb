"""Decks as JSON: the same decks as in YAML, within the same bounds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trainer.formats.base import UnreadableDeck
from trainer.formats.json_deck import MAX_JSON_VALUES, deck_json, is_json, read_deck_json
from trainer.formats.yaml_deck import read_deck, read_deck_text
from trainer.study.importing import plan_import

DATA = Path(__file__).parents[1] / "data" / "decks"


def stored_and_told() -> bytes:
    """Return a deck as JSON after it lay in a store, where numbers have lost their spelling."""
    change = plan_import(read_deck(DATA / "good.yaml"), ()).change
    drills = [drill._replace(fields=json.loads(json.dumps(drill.fields))) for drill in change.added]
    return deck_json(change.deck, drills)


def test_a_deck_says_the_same_as_before() -> None:
    before = read_deck(DATA / "good.yaml")
    after = read_deck_json(stored_and_told(), Path("d"))
    assert after.problems == ()
    assert (after.id, after.title, after.licence) == (before.id, before.title, before.licence)
    for one, other in zip(before.drills, after.drills, strict=True):
        assert one._replace(line=0) == other._replace(line=0)


def test_it_is_yaml_as_well() -> None:
    data = stored_and_told()
    assert is_json(data)
    assert not is_json((DATA / "good.yaml").read_bytes())
    read = read_deck_text(data.decode(), Path("d"))
    assert [each.content_hash for each in read.drills] == [
        each.content_hash for each in read_deck_json(data, Path("d")).drills
    ]


@pytest.mark.parametrize(
    "data",
    [
        b'{"format":',
        b'{"format":"triad-deck/1","id":"d","title":"T","drills":[NaN]}',
        b"[" * 100_000,
        b'{"format":"triad-deck/1","id":"d","title":"T","drills":[' + b"[]," * MAX_JSON_VALUES,
        b"\xff",
        b"[]",
        b"{}",
    ],
    ids=range(7),
)
def test_what_is_no_deck_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableDeck):
        read_deck_json(data, Path("d"))


def test_what_is_wrong_with_a_drill_is_told_of_the_file() -> None:
    data = b'{"format":"triad-deck/1","id":"d","title":"T","drills":[{"kind":"recall"}]}'
    found = read_deck_json(data, Path("d"))
    assert found.drills == ()
    assert {(each.line, each.column) for each in found.errors} == {(1, 1)}
