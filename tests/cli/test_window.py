"""A start of the window, read without click: only what click would take in the same way."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.cli.conftest import Triad
from trainer import app
from trainer.cli.window import Window, plainly_a_window
from trainer.places import Places


def test_what_is_plainly_a_start_of_the_window(tmp_path: Path) -> None:
    folder, none = str(tmp_path), str(tmp_path / "none")
    assert plainly_a_window([]) == Window()
    assert plainly_a_window(["--data-dir", folder, "--safe"]) == Window(tmp_path, safe=True)
    assert plainly_a_window(["--data-dir", none]) == Window(tmp_path / "none")
    assert plainly_a_window(["--verbose", "--measure-startup"]) == Window(None, True, False, True)


@pytest.mark.parametrize(
    "words",
    [
        ("stats",),
        ("--data-dir",),
        ("--data-dir", ""),
        ("--data-dir", " "),
        ("--data-dir", "--safe"),
        ("--data-dir", "{file}"),
        ("--data-dir={folder}",),
        ("--demo",),
        ("--help",),
        ("--", "--safe"),
    ],
)
def test_all_else_is_for_click(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    given = [each.format(file=tmp_path / "file", folder=tmp_path) for each in words]
    assert plainly_a_window(given) is None


def test_a_shell_that_asks_for_completions_asks_click(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_TRIAD_COMPLETE", "bash_source")
    assert plainly_a_window([]) is None


def test_a_defect_that_ends_the_window_is_in_the_log(
    triad: Triad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(app, "run_window", fail)
    with pytest.raises(ZeroDivisionError):
        triad()
    log = (tmp_path / "data" / "state" / "triad.log").read_text("utf-8")
    assert "A defect ended 'triad'" in log
    assert not logging.getLogger("trainer").handlers


def test_an_interrupt_of_the_window_ends_it_quietly(
    triad: Triad, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "run_window", interrupt)
    told = triad()
    assert (told.code, told.out, told.err) == (2, "", "")


def test_words_that_only_click_reads_open_the_same_window(
    triad: Triad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, bool]] = []

    def run_window(places: Places, *, measure_startup: bool, safe: bool) -> int:
        opened.append((places.data_dir, safe))
        return int(measure_startup)

    monkeypatch.setattr(app, "run_window", run_window)
    assert triad(f"--data-dir={tmp_path / 'other'}", "--safe").code == 0
    assert opened == [(tmp_path / "other", True)]
