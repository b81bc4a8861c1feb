"""``triad import`` of foreign formats and ``triad export``, as a user has them."""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.cli.conftest import Triad
from tests.formats.packages import collection, package
from trainer.app import open_study
from trainer.places import Places
from trainer.scheduling.marks import Mark

COUNTS = ("added", "changed", "moved", "unchanged", "removed")


def test_several_files_at_once(triad: Triad, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("front,back\nq,a\nr,b\n", "utf-8")
    (tmp_path / "b.md").write_text("Q: x\nA: y\n", "utf-8")
    apkg = package(tmp_path / "c.apkg", collection([("f [sound:a.mp3]", "b")]))
    told = triad("import", tmp_path / "a.csv", tmp_path / "b.md", apkg)
    assert told.code == 0
    assert told.out.splitlines() == [
        "a: 2 added, 0 changed, 0 moved, 0 unchanged, 0 removed; its id is table-a.",
        "b: 1 added, 0 changed, 0 moved, 0 unchanged, 0 removed; its id is markdown-b.",
        "Deck: 1 added, 0 changed, 0 moved, 0 unchanged, 0 removed; its id is anki-deck-889eacd6.",
        "Not carried over: sounds, shown by their names only: 1.",
    ]
    assert triad("stats", "--json").data["drills"] == 4


def test_a_folder_of_foreign_decks(triad: Triad, tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "b.md").write_text("Q: x\nA: y\n", "utf-8")
    (folder / "a.csv").write_text("front,back\nq,a\n", "utf-8")
    (folder / ".hidden.csv").write_text("front,back\nq,a\n", "utf-8")
    (folder / "picture.png").write_bytes(b"x")
    (tmp_path / "outside.csv").write_text("secret,word\n", "utf-8")
    (folder / "out.csv").symlink_to(tmp_path / "outside.csv")
    data = triad("import", folder, "--json").data
    assert [deck["title"] for deck in data["decks"]] == ["a", "b"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "there is no deck in this folder" in triad("import", empty).sentence


def test_a_dry_run_changes_nothing(triad: Triad, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("front,back\nq,a\n,b\n", "utf-8")
    told = triad("import", tmp_path / "a.csv", "--dry-run")
    assert told.code == 1
    assert told.out.endswith("Nothing was changed.\n")
    assert told.err == f"{tmp_path / 'a.csv'}:3:1: this card has no question\n"
    data = triad("import", tmp_path / "a.csv", "--dry-run", "--json").data
    assert [data[what] for what in COUNTS] == [1, 0, 0, 0, 0]
    assert data["dry_run"] is True
    assert data["decks"][0]["title"] == "a"
    assert triad("stats", "--json").data["drills"] == 0


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("file", ["a.csv", "none.csv", "bad.csv"])
def test_a_dry_run_on_an_empty_machine_leaves_it_empty(
    triad: Triad, tmp_path: Path, file: str
) -> None:
    (tmp_path / "a.csv").write_text("what,this\n", "utf-8")
    (tmp_path / "bad.csv").write_text("", "utf-8")
    triad("--verbose", "import", tmp_path / file, "--dry-run")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "bad.csv"]


@pytest.mark.parametrize("in_use", [False, True])
def test_a_dry_run_touches_nothing_that_is_there(
    triad: Triad, tmp_path: Path, in_use: bool
) -> None:
    (tmp_path / "a.csv").write_text("what,this\n", "utf-8")
    triad("import", tmp_path / "a.csv")
    (tmp_path / "a.csv").write_text("what,that\nwho,he\n", "utf-8")
    data = tmp_path / "data"
    with open_study(Places(data)) if in_use else nullcontext():
        before = contents(data)
        told = triad("import", tmp_path / "a.csv", "--dry-run", "--json").data
        assert [told[what] for what in COUNTS] == [1, 1, 0, 0, 0]
        after = contents(data)
    # What its readers share lies in memory, and its file need not be told of it.
    assert {name for name in before if not name.endswith("-shm")} <= after.keys()
    assert {k: v for k, v in after.items() if not k.endswith("-shm")} == {
        k: v for k, v in before.items() if not k.endswith("-shm")
    }


def test_suspended_and_flagged_cards(triad: Triad, tmp_path: Path) -> None:
    change = "update cards set queue = -1 where id < 3; update cards set flags = 2 where id = 2"
    notes = [(f"front {number}", "back") for number in range(3)]
    path = package(tmp_path / "c.apkg", collection(notes, change=change))
    dry = triad("import", path, "--dry-run")
    assert "As in Anki: 2 suspended, 1 flagged.\n" in dry.out
    told = triad("import", path, "--json").data
    assert (told["suspended"], told["flagged"]) == (2, 1)
    with open_study(Places(tmp_path / "data")) as study:
        marks = study.store.marks()
        assert sorted(marks.values(), key=lambda mark: mark.flag) == [
            Mark(suspended=True), Mark(suspended=True, flag=2),
        ]  # fmt: skip
        mine = next(iter(marks))
        study.store.put_mark(mine, Mark(flag=4), study.clock.now())
    again = triad("import", path, "--json").data
    assert (again["unchanged"], again["suspended"], again["flagged"]) == (3, 0, 0)
    with open_study(Places(tmp_path / "data")) as study:
        assert study.store.mark(mine) == Mark(flag=4)


def test_a_mended_answer_is_a_change_and_nothing_is_removed(triad: Triad, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("term,meaning\nttft,first\ntpot,each\n", "utf-8")
    triad("import", path)
    path.write_text("term,meaning\nttft,time to first token\n", "utf-8")
    data = triad("import", path, "--json").data
    assert [data[what] for what in COUNTS] == [0, 1, 0, 0, 0]


def test_the_good_files_are_installed_and_the_bad_one_is_named(
    triad: Triad, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text("q1,a\n", "utf-8")
    told = triad("import", tmp_path / "a.csv", tmp_path / "no.apkg", "--json")
    assert told.code == 1
    assert told.data["added"] == 1
    assert [problem["message"] for problem in told.data["problems"]] == ["there is no such file"]


def test_answers_from_anki(triad: Triad, tmp_path: Path) -> None:
    log = [(1_760_000_000_000 + day * 86_400_000, 1, 3, 2500, 1) for day in (0, 3)]
    path = package(tmp_path / "c.apkg", collection(revlog=log))
    assert "can be taken over" in triad("import", path, "--dry-run").out
    told = triad("import", path, "--with-scheduling")
    assert "Answers from Anki: 2." in told.out
    assert triad("stats", "--json").data["seen"] == 1


def test_only_answers_that_are_new_are_counted(triad: Triad, tmp_path: Path) -> None:
    path = tmp_path / "x.apkg"
    rows = [(1_700_000_000_000, 1, 3, 2500, 1)]
    package(path, collection(revlog=rows))
    take = ("import", path, "--with-scheduling", "--json")
    assert triad(*take, "--dry-run").data["answers"] == 1
    assert triad(*take).data["answers"] == 1
    assert triad(*take, "--dry-run").data["answers"] == 0
    assert triad(*take).data["answers"] == 0
    package(path, collection(revlog=[*rows, (1_700_500_000_000, 1, 3, 2500, 1)]))
    assert triad(*take, "--dry-run").data["answers"] == 1
    assert triad(*take).data["answers"] == 1


def test_export(triad: Triad, decks: Path, tmp_path: Path) -> None:
    triad("import", decks / "good.yaml")
    out = tmp_path / "out.yaml"
    told = triad("export", out)
    assert (told.code, told.out) == (0, f"{out}: 1 deck, 4 drills.\n")
    assert out.read_bytes() == (decks / "good.yaml").read_bytes()
    assert triad("export", tmp_path / "x.apkg", "--deck", "good", "--json").data == {
        "file": str(tmp_path / "x.apkg"),
        "decks": 1,
        "drills": 4,
    }
    assert triad("import", tmp_path / "x.apkg", "--dry-run", "--json").data["added"] == 4
    assert triad("export", tmp_path / "log.jsonl", "--log", "--json").data["answers"] == 0
    assert json.loads(f"[{(tmp_path / 'log.jsonl').read_text('utf-8')}]") == []
    assert triad("export", tmp_path / "x.doc").code == 1


@pytest.mark.parametrize("log", [(), ("--log",)])
def test_an_export_takes_no_files_place_unasked(
    triad: Triad, decks: Path, tmp_path: Path, log: tuple[str, ...]
) -> None:
    triad("import", decks / "good.yaml")
    mine = tmp_path / "mine.csv"
    mine.write_bytes(b"mine")
    told = triad("export", mine, *log)
    assert told.code == 1
    assert told.sentence == (
        f"{mine}: this file exists already;"
        " choose a name that is not taken, or replace it with --overwrite."
    )
    assert mine.read_bytes() == b"mine"
    assert triad("export", mine, *log, "--overwrite").code == 0
    assert mine.read_bytes() != b"mine"


def test_an_export_that_fails_leaves_what_was_there(triad: Triad, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("front,back\nq,a\n", "utf-8")
    (tmp_path / "b.csv").write_text("front,back\nq,a\n", "utf-8")
    triad("import", tmp_path / "a.csv", tmp_path / "b.csv")
    mine = tmp_path / "mine.yaml"
    mine.write_bytes(b"mine")
    assert "holds one deck" in triad("export", mine, "--overwrite").sentence
    assert mine.read_bytes() == b"mine"
    assert not list(tmp_path.glob(".export-*"))


def test_an_export_to_where_no_file_can_be(triad: Triad, tmp_path: Path) -> None:
    told = triad("export", tmp_path / "no" / "x.csv")
    assert told.code == 1
    assert told.sentence == (
        f"{tmp_path / 'no' / 'x.csv'}: the folder for this file is missing;"
        f" make {tmp_path / 'no'} first, or choose another."
    )
    assert not (tmp_path / "no").exists()
    pipe = tmp_path / "x.csv"
    os.mkfifo(pipe)
    assert "no file that could be replaced" in triad("export", pipe, "--overwrite").sentence
    assert pipe.is_fifo()


def test_a_deck_is_exported_by_its_id_or_its_title(triad: Triad, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    (tmp_path / "one" / "Semi.csv").write_text("front,back\nq,a\n", "utf-8")
    (tmp_path / "two" / "semi.md").write_text("Q: x\nA: y\n", "utf-8")
    said = triad("import", tmp_path / "one" / "Semi.csv").out
    deck_id = said.removesuffix(".\n").rpartition(" ")[2]
    for name in (deck_id, "Semi", "semi"):
        told = triad("export", tmp_path / "x.yaml", "--deck", name, "--overwrite")
        assert (told.code, told.err) == (0, "")
    assert "there are table-" in triad("export", tmp_path / "y.yaml", "--deck", "nothing").sentence
    triad("import", tmp_path / "two" / "semi.md")
    told = triad("export", tmp_path / "y.yaml", "--deck", "SEMI")
    assert told.code == 1
    assert "several decks are called 'SEMI'; name one by its id: " in told.sentence


def test_a_file_given_back_with_its_faults_is_said_to_have_them(
    triad: Triad, tmp_path: Path
) -> None:
    deck = tmp_path / "one.yaml"
    deck.write_text(
        "format: triad-deck/1\nid: one\ntitle: one\ndrills:\n"
        "  - {kind: recall, front: a, back: b}\n  - {kind: recall, front: a}\n",
        "utf-8",
    )
    triad("import", deck)
    out = tmp_path / "out.yaml"
    told = triad("export", out)
    assert (told.code, told.out) == (0, f"{out}: 1 deck, 1 drill.\n")
    assert told.err == (
        f"{out}: this is the file as it came in, with its 1 error; 'triad check' lists it.\n"
    )
    assert out.read_bytes() == deck.read_bytes()
