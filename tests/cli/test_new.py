"""``triad new``: a deck to begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Triad
from trainer.drills.kinds import KINDS
from trainer.formats.yaml_deck import read_deck


@pytest.mark.parametrize(
    ("name", "deck_id", "title"),
    [
        ("my-deck.yaml", "my-deck", "My deck"),
        ("KV Cache (2026).yml", "kv-cache-2026", "KV Cache 2026"),
        ("null", "null", "Null"),
        ("1.50.yaml", "1.50", "1 50"),
        ("ü.yaml", "my-deck", "Ü"),
        ("'.yaml", "my-deck", "My deck"),
        ("#: {@ID@}.yaml", "id", "ID"),
    ],
)
def test_what_it_writes_is_good(
    triad: Triad, tmp_path: Path, name: str, deck_id: str, title: str
) -> None:
    path = tmp_path / name
    told = triad("new", path)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"{path}: a deck with one drill of each kind")
    assert triad("check", path).out == f"{len(KINDS)} drills are good, 0 errors.\n"
    deck = read_deck(path)
    assert (deck.id, deck.title) == (deck_id, title)
    assert {drill.kind for drill in deck.drills} == {kind.name for kind in KINDS}
    assert path.read_text("utf-8").count("#") > 20


def test_nothing_is_overwritten(triad: Triad, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine", "utf-8")
    told = triad("new", path)
    assert told.code == 1
    assert told.sentence == f"{path}: this file exists already; choose a name that is not taken."
    assert path.read_text("utf-8") == "mine"
    assert "this is a folder" in triad("new", tmp_path).sentence


def test_a_place_that_is_not_there(triad: Triad, tmp_path: Path) -> None:
    told = triad("new", tmp_path / "no" / "x.yaml")
    assert told.code == 1
    assert "the folder for this file is missing" in told.sentence
    told = triad("new", tmp_path / ("x" * 300))
    assert told.code == 2
    assert "file name too long" in told.sentence


def test_as_json(triad: Triad, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    assert triad("new", path, "--json").data == {"file": str(path), "id": "x"}
