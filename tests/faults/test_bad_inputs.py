"""Every bad input is imported harmlessly or refused in one sentence, and nothing else happens."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.bad_inputs import collections, decks, texts, zips  # noqa: F401 (they register)
from tests.faults.bad_inputs.expected import INPUTS, SOME, Bad
from tests.study.learner import GOOD, answer
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.formats.yaml_deck import read_deck_text
from trainer.places import Places

MOST_MIB = 300
MOST_CPU_S = 10.0

BEFORE = """
format: triad-deck/1
id: before
title: Before
drills:
  - {kind: recall, id: a, front: Q, back: A}
  - {kind: recall, id: b, front: Q2, back: A2}
"""


class Server:
    """The process that imports; see ``bad_inputs/server.py``."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        return found


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.bad_inputs.server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    with process:
        yield Server(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a deck of which one drill was answered."""
    folder = tmp_path_factory.mktemp("used")
    import datetime as dt

    clock = FrozenClock(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))
    with open_study(Places(folder), clock) as study:
        study.install(study.plan(read_deck_text(BEFORE, Path("before.yaml"))))
        session = study.begin()
        session.next()
        answer(session, GOOD)
    return folder


def test_there_are_many() -> None:
    assert len(INPUTS) >= 60


@pytest.mark.parametrize("name", INPUTS)
def test_a_bad_input(name: str, server: Server, used: Path, tmp_path: Path) -> None:
    bad = INPUTS[name]
    folder, data = tmp_path / "given", tmp_path / "data"
    folder.mkdir()
    shutil.copytree(used, data)
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG\r\n\x1a\n secret")
    given = bad.make(folder)
    outside = {path: path.lstat().st_mtime_ns for path in _files(tmp_path, data)}
    told = server.ask({"input": str(given), "data": str(data), "options": bad.options})
    assert "died" not in told, f"killed: {told}"
    assert told["cpu_s"] < MOST_CPU_S
    assert told["mib"] < MOST_MIB
    assert told["reached"] == []
    assert not [path for path in told["opened"] if "passwd" in path or path == str(secret)]
    assert {path: path.lstat().st_mtime_ns for path in _files(tmp_path, data)} == outside
    stored = told["stored"]
    assert stored["sound"]
    assert stored["before"] == ["before/a", "before/b"]
    assert stored["reviews"] == 1
    _is_said(bad, told)
    # What our own format says is kept word for word; what shows it reads no file.
    _is_harmless(stored, of_strangers=given.suffix != ".yaml")


def _files(root: Path, data: Path) -> list[Path]:
    return [path for path in root.rglob("*") if data not in (path, *path.parents)]


def _is_said(bad: Bad, told: dict[str, Any]) -> None:
    if bad.says:
        assert told["code"] in {1, 2}
        # As JSON it is said once more; either way nothing went in.
        assert not told["out"] or json.loads(told["out"])["decks"] == []
        assert bad.says in told["err"]
        assert told["err"].startswith("triad: ")
        assert told["err"].count("\n") == 1
        assert told["stored"]["new"] == []
        return
    assert told["err"] == ""
    data = json.loads(told["out"])
    assert data["added"] == len(told["stored"]["new"])
    assert data["added"] > 0 if bad.good == SOME else data["added"] == bad.good
    problems = [problem["message"] for problem in data["problems"]]
    assert bad.names in "\n".join([*problems, *data["not_carried"]])


def _is_harmless(stored: dict[str, Any], *, of_strangers: bool) -> None:
    """Nothing that acts, leads outside or misleads may stand in what is stored."""
    for _, fields, _ in stored["new"] if of_strangers else ():
        text = fields.lower().replace("\\\\<", "")
        for word in ("<script", "<img", "javascript:", "onerror=", "<iframe", "file:///", "(/etc"):
            assert word not in text
        assert "\\u0000" not in text
    assert all(_is_plain("".join(tags)) for _, _, tags in stored["new"])
    assert all(_is_plain(title) for title in stored["titles"])


def _is_plain(name: str) -> bool:
    return not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in name)
