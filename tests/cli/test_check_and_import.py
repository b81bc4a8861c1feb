"""``triad check``, ``triad import`` and ``triad schema``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Triad

KEYS = {"file", "line", "column", "severity", "message"}


# -- check -------------------------------------------------------------------------------------


def test_a_good_deck(triad: Triad, decks: Path) -> None:
    told = triad("check", decks / "good.yaml")
    assert (told.code, told.out, told.err) == (0, "4 drills are good, 0 errors.\n", "")
    assert triad("check", decks / "good.yaml", "--json").data == []


def test_a_broken_deck(triad: Triad, decks: Path) -> None:
    path = decks / "broken.yaml"
    told = triad("check", path)
    assert told.code == 1
    lines = told.out.splitlines()
    assert len(lines) == 10
    assert lines[0] == f"{path}:8:5: the field 'front' is missing in a drill of kind recall"
    assert lines[-1].startswith(f"{path}:32:15: warning: the source 'owm' is not named")
    assert told.err == "2 drills are good, 9 errors, 1 warning.\n"


def test_a_broken_deck_as_json(triad: Triad, decks: Path) -> None:
    told = triad("check", decks / "broken.yaml", "--json")
    assert (told.code, told.err) == (1, "")
    assert all(set(problem) == KEYS for problem in told.data)
    assert told.data[0] == {
        "file": str(decks / "broken.yaml"),
        "line": 8,
        "column": 5,
        "severity": "error",
        "message": "the field 'front' is missing in a drill of kind recall",
    }
    assert [problem["severity"] for problem in told.data] == ["error"] * 9 + ["warning"]


def test_a_folder_is_its_decks(triad: Triad, decks: Path, tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml"):
        (tmp_path / name).write_bytes((decks / "good.yaml").read_bytes())
    (tmp_path / "notes.txt").write_text("no deck", "utf-8")
    assert triad("check", tmp_path).out == "8 drills are good, 0 errors.\n"


def test_decks_of_other_formats_are_read_as_an_import_reads_them(
    triad: Triad, tmp_path: Path
) -> None:
    (tmp_path / "cards.csv").write_text("front,back\nq,a\nr,\n", "utf-8")
    (tmp_path / "notes.md").write_text("# Notes\n\nQ: q\nA: a\n", "utf-8")
    (tmp_path / "bad.apkg").write_bytes(b"no package")
    told = triad("check", *(tmp_path / name for name in ("cards.csv", "notes.md", "bad.apkg")))
    assert told.code == 1
    assert "the field 'format'" not in told.out
    assert f"{tmp_path / 'bad.apkg'}:1:1: " in told.out
    assert told.err.startswith("2 drills are good, ")
    assert triad("check", tmp_path / "notes.md").out == "1 drill is good, 0 errors.\n"


def test_a_folder_without_decks_is_said_to_be_one(triad: Triad, tmp_path: Path) -> None:
    told = triad("check", tmp_path)
    assert told.code == 1
    assert told.out == f"{tmp_path}:1:1: there is no deck in this folder\n"


def test_every_file_is_looked_at_whatever_is_wrong_with_another(
    triad: Triad, decks: Path, tmp_path: Path
) -> None:
    (tmp_path / "header.yaml").write_text("fromat: triad-deck/1\nid: x\ntitel: X\n", "utf-8")
    told = triad("check", "no.yaml", tmp_path / "header.yaml", decks / "good.yaml")
    assert told.code == 1
    assert [line.split(": ", 1)[1] for line in told.out.splitlines()] == [
        "there is no such file",
        "the field 'drills' is missing",
        "there is no field 'fromat'; did you mean 'format'?",
        "there is no field 'titel'; did you mean 'title'?",
    ]
    assert told.err == "4 drills are good, 4 errors.\n"


@pytest.mark.parametrize(
    ("drills", "code", "verdict"),
    [
        ("[{kind: recall, front: Q, back: A, sources: [x]}]", 0, "1 drill is good, 1 warning."),
        ("[{kind: recall, front: Q, back: A, sources: [x, y]}]", 0, "1 drill is good, 2 warnings."),
        ("[{kind: recal, front: Q, back: A}]", 1, "0 drills are good, 1 error."),
    ],
)
def test_a_warning_is_no_error(
    triad: Triad, tmp_path: Path, drills: str, code: int, verdict: str
) -> None:
    path = tmp_path / "d.yaml"
    path.write_text(f"format: triad-deck/1\nid: d\ntitle: D\ndrills: {drills}\n", "utf-8")
    told = triad("check", path)
    assert (told.code, told.err) == (code, f"{verdict}\n")


def test_checking_needs_no_data_folder(triad: Triad, decks: Path, tmp_path: Path) -> None:
    triad("check", decks)
    assert not (tmp_path / "data").exists()


# -- import ------------------------------------------------------------------------------------


def test_a_deck_is_installed_and_counted(triad: Triad, decks: Path) -> None:
    told = triad("import", decks / "good.yaml")
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "A good deck: 4 added, 0 changed, 0 moved, 0 unchanged, 0 removed; its id is good.\n"
    )
    assert triad("stats", "--json").data["drills"] == 4


def test_the_same_deck_again_is_unchanged(triad: Triad, decks: Path) -> None:
    first = triad("import", decks / "good.yaml", "--json").data
    assert first == {
        "added": 4,
        "changed": 0,
        "moved": 0,
        "unchanged": 0,
        "removed": 0,
        "dry_run": False,
        "answers": 0,
        "suspended": 0,
        "flagged": 0,
        "decks": [
            {
                "id": "good",
                "title": "A good deck",
                "file": str(decks / "good.yaml"),
                "added": 4,
                "changed": 0,
                "moved": 0,
                "unchanged": 0,
                "removed": 0,
            }
        ],
        "not_carried": [],
        "problems": [],
    }
    again = triad("import", decks / "good.yaml", "--json").data
    assert (again["added"], again["unchanged"]) == (0, 4)
    assert again.keys() == first.keys()


def test_an_edited_deck_is_changed(triad: Triad, decks: Path, tmp_path: Path) -> None:
    triad("import", decks / "good.yaml")
    edited = tmp_path / "edited.yaml"
    text = (decks / "good.yaml").read_text("utf-8")
    text = text.replace("It will be fast.", "It will be quick.")
    edited.write_text(text.replace("  - {kind: recall, front: No id?", "  #"), "utf-8")
    data = triad("import", edited, "--json").data
    assert (data["changed"], data["unchanged"], data["removed"]) == (1, 2, 1)


def test_the_good_part_of_a_broken_deck_is_installed(triad: Triad, decks: Path) -> None:
    told = triad("import", decks / "broken.yaml")
    assert told.code == 1
    assert told.out.startswith("A broken deck: 2 added")
    assert len(told.err.splitlines()) == 10
    again = triad("import", decks / "broken.yaml", "--json")
    assert again.code == 1
    assert again.data["unchanged"] == 2
    assert len(again.data["problems"]) == 10
    assert all(set(problem) == KEYS for problem in again.data["problems"])


def test_a_file_that_is_no_deck_is_refused_in_one_sentence(triad: Triad, tmp_path: Path) -> None:
    path = tmp_path / "no.yaml"
    told = triad("import", path)
    assert (told.code, told.sentence) == (1, f"{path}:1:1: there is no such file.")
    path.write_text("a: 1\n", "utf-8")
    told = triad("import", path)
    assert told.code == 1
    assert told.sentence == (
        f"{path}:1:1: a deck is a mapping of fields, beginning with 'format: triad-deck/1'."
    )
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_a_file_that_is_no_deck_is_a_problem_in_json(
    triad: Triad, decks: Path, tmp_path: Path, dry: tuple[str, ...]
) -> None:
    path = tmp_path / "no.yaml"
    path.write_text("format: triad-deck/1\nid: [\n", "utf-8")
    told = triad("import", path, "gone.csv", "--json", *dry)
    assert told.code == 1
    assert told.err.startswith(f"triad: {path}:")
    assert told.err.count("\n") == 1
    good = triad("import", decks / "good.yaml", "--json", "--dry-run").data
    assert told.data.keys() == good.keys()
    assert [told.data[what] for what in ("added", "changed", "moved", "unchanged", "removed")] == (
        [0] * 5
    )
    assert (told.data["decks"], told.data["not_carried"], told.data["answers"]) == ([], [], 0)
    assert told.data["dry_run"] is bool(dry)
    problems = told.data["problems"]
    assert all(set(problem) == KEYS for problem in problems)
    assert {problem["file"] for problem in problems} == {str(path), "gone.csv"}
    assert {problem["severity"] for problem in problems} == {"error"}


# -- schema ------------------------------------------------------------------------------------


def test_the_schema_is_json(triad: Triad) -> None:
    told = triad("schema")
    assert (told.code, told.err) == (0, "")
    assert triad("schema", "--json").out == told.out
    assert json.loads(told.out)["title"] == "Triad Trainer deck (triad-deck/1)"


def test_a_folder_that_may_not_be_read_is_a_problem_of_its_own(
    triad: Triad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("trainer.formats.deck_folder.deck_files", refuse)
    (problem,) = triad("check", tmp_path, "--json").data
    assert (problem["file"], problem["severity"]) == (str(tmp_path), "error")
