"""What goes out: decks in four forms, the log in two, each whole or not at all."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from tests.study.learner import AGAIN, GOOD, answer
from trainer.clock import FrozenClock
from trainer.errors import BadInput, CannotRun
from trainer.formats.reading import read_decks
from trainer.formats.steps import silent
from trainer.study.exporting import LOG_COLUMNS, Exporter
from trainer.study.study import Study

DECK = """# A comment that must survive
format: triad-deck/1
id: d
title:   D
language: en
drills:
  - {kind: recall, id: a, front: Q, back: A}   # another
  - kind: recall
    front: "No id"
    back: >
      Folded
      text.
"""


@pytest.fixture
def exporter(study: Study, tmp_path: Path) -> Exporter:
    """An exporter of a study with one deck, imported from a file."""
    path = tmp_path / "d.yaml"
    path.write_text(DECK, "utf-8")
    offers = study.installer.offer([path], silent)
    study.installer.install(offers.offers, silent)
    return Exporter(study.store, study.clock, study.kept)


def test_an_unedited_deck_goes_out_as_it_came_in(exporter: Exporter, tmp_path: Path) -> None:
    out = tmp_path / "out.yaml"
    done = exporter.decks(out, ["d"])
    assert (done.decks, done.drills) == (1, 2)
    assert out.read_text("utf-8") == DECK
    assert exporter.decks(tmp_path / "out.yml").drills == 2


@pytest.mark.parametrize("kept", [None, b"\xff", b"format: x", DECK.replace("Q", "Other").encode(),
                                  DECK.replace("title:   D", "title: E").encode()])  # fmt: skip
def test_another_deck_than_the_kept_one_is_written_anew(
    kept: bytes | None, exporter: Exporter, tmp_path: Path
) -> None:
    (place,) = exporter.kept.folder.glob("deck-*/deck.yaml")
    place.unlink() if kept is None else place.write_bytes(kept)
    out = tmp_path / "out.yaml"
    exporter.decks(out)
    text = out.read_text("utf-8")
    assert text.startswith("format: triad-deck/1\nid: d\n")
    (deck,) = read_decks(out)
    assert [dict(drill.fields) for drill in deck.drills] == [
        {"front": "Q", "back": "A"},
        {"front": "No id", "back": "Folded text.\n"},
    ]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".apkg"])
def test_other_forms_come_back(suffix: str, exporter: Exporter, tmp_path: Path) -> None:
    out = tmp_path / f"out{suffix}"
    exporter.decks(out)
    (deck,) = read_decks(out)
    assert (deck.title, [drill.fields["front"] for drill in deck.drills]) == ("D", ["Q", "No id"])


@pytest.mark.parametrize(
    ("name", "wanted", "reason"),
    [
        ("x.doc", (), "not written as '.doc'"),
        ("x", (), "not written as 'x'"),
        ("x.yaml", ("nope",), "no deck 'nope'"),
    ],
)
def test_what_cannot_be_written(
    name: str, wanted: tuple[str, ...], reason: str, exporter: Exporter, tmp_path: Path
) -> None:
    with pytest.raises(BadInput, match=reason):
        exporter.decks(tmp_path / name, wanted)
    assert not (tmp_path / name).exists()


def test_a_yaml_file_holds_one_deck(exporter: Exporter, study: Study, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n", "utf-8")
    offers = study.installer.offer([tmp_path / "x.csv"], silent)
    study.installer.install(offers.offers, silent)
    with pytest.raises(BadInput, match="holds one deck, and there are 2"):
        exporter.decks(tmp_path / "x.yaml")
    assert exporter.decks(tmp_path / "x.apkg").decks == 2


def test_nothing_half_written_stays(exporter: Exporter, tmp_path: Path) -> None:
    def step(share: float, what: str) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(KeyboardInterrupt):
        exporter.decks(out / "x.apkg", step=step)
    assert list(out.iterdir()) == []
    (out / "x.apkg").write_bytes(b"mine")
    with pytest.raises(KeyboardInterrupt):
        exporter.decks(out / "x.apkg", step=step)
    assert [path.read_bytes() for path in out.iterdir()] == [b"mine"]
    with pytest.raises(CannotRun, match="cannot be written"):
        exporter.decks(tmp_path / "nowhere/x.csv")
    os.mkfifo(out / "pipe.csv")
    with pytest.raises(CannotRun, match="not an ordinary file"):
        exporter.decks(out / "pipe.csv")
    assert (out / "pipe.csv").is_fifo()


def test_the_log(exporter: Exporter, study: Study, tmp_path: Path) -> None:
    session = study.begin()
    session.next()
    answer(session, GOOD)
    answer(session, AGAIN)
    session.undo()
    assert exporter.log(tmp_path / "log.jsonl") == 2
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert [row["rating"] for row in rows] == [3, 1]
    assert [row["retracted_at"] is None for row in rows] == [True, False]
    assert all(tuple(row) == LOG_COLUMNS for row in rows)
    assert rows[0]["before_reviews"] is None
    exporter.log(tmp_path / "log.csv")
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["drill"] for row in table] == [row["drill"] for row in rows]
    assert table[0]["value"] == ""
    with pytest.raises(BadInput, match=r"not written as '\.txt'"):
        exporter.log(tmp_path / "log.txt")


def test_what_was_before_an_answer(exporter: Exporter, study: Study, tmp_path: Path) -> None:
    assert isinstance(study.clock, FrozenClock)
    for _ in range(2):
        session = study.begin()
        session.next()
        answer(session, GOOD)
        study.clock.advance(days=30)
    exporter.log(tmp_path / "log.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert any(row["before_reviews"] == 1 and row["before_due"] for row in rows)
