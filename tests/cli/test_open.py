"""``triad open``: what a file manager calls with the decks that were chosen there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Triad
from trainer import app
from trainer.cli import run
from trainer.places import Places


@pytest.fixture
def held() -> list[bool]:
    """Whether each window is in safe mode."""
    return []


@pytest.fixture
def opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: list[bool]
) -> list[tuple[Path, ...]]:
    """The files of each window that would have opened, one of them in a running one."""
    found: list[tuple[Path, ...]] = []

    def window(
        places: Places,
        files: tuple[Path, ...],
        *,
        safe: bool,
        handed_over: Callable[[], object] = lambda: None,
    ) -> int:
        assert places == Places(tmp_path / "data")
        held.append(safe)
        found.append(files)
        if any(file.name == "running.csv" for file in files):
            handed_over()
        return 0

    monkeypatch.setattr(app, "run_window", window)
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "running.csv"):
        (tmp_path / name).touch()
    return found


def test_files_are_named_in_full(
    triad: Triad, opened: list[tuple[Path, ...]], tmp_path: Path
) -> None:
    assert triad("open", "a.yaml", str(tmp_path / "running.csv")).code == 0
    assert opened == [(tmp_path / "a.yaml", tmp_path / "running.csv")]


def test_without_a_file_the_window_opens_as_ever(
    triad: Triad, opened: list[tuple[Path, ...]]
) -> None:
    assert triad("open").code == 0
    assert opened == [()]


def test_the_window_may_be_in_safe_mode(
    triad: Triad, opened: list[tuple[Path, ...]], held: list[bool]
) -> None:
    assert triad("--safe", "open", "a.yaml").code == 0
    assert triad("open", "a.yaml").code == 0
    assert held == [True, False]


def test_a_demo_opens_no_file(opened: list[tuple[Path, ...]], tmp_path: Path) -> None:
    assert run(["--demo", "open", "a.yaml"]) == 2
    assert opened == []


def test_one_that_is_not_there_is_named(triad: Triad, opened: list[tuple[Path, ...]]) -> None:
    told = triad("open", "a.yaml", "b.yaml")
    assert (told.code, told.out) == (1, "")
    assert told.sentence == "b.yaml: there is no such file; check its name."
    assert opened == []


@pytest.mark.parametrize(("name", "handed_over"), [("a.yaml", False), ("running.csv", True)])
def test_its_json(
    triad: Triad,
    opened: list[tuple[Path, ...]],
    tmp_path: Path,
    name: str,
    handed_over: bool,
) -> None:
    told = triad("open", name, "--json")
    assert told.code == 0
    assert json.loads(told.out) == {"files": [str(tmp_path / name)], "handed_over": handed_over}


def test_a_file_in_place_of_a_command_is_told_how(
    triad: Triad, opened: list[tuple[Path, ...]]
) -> None:
    told = triad("a.yaml")
    assert told.code == 2
    assert "a deck is opened by 'triad open a.yaml'" in told.sentence
    assert opened == []
