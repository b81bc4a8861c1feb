"""What a start loads, and what it leaves for later: the reason that it is short."""

from __future__ import annotations

import builtins
import gc
import json
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.app import open_study
from trainer.formats.yaml_deck import read_deck_text
from trainer.places import Places
from trainer.ui import startup

LATER = (
    "fsrs",
    "markdown_it",
    "multiprocessing",
    "numpy",
    "pint",
    "pydantic",
    "pyqtgraph",
    "PySide6.QtNetwork",
    "ruamel.yaml",
    "sqlite_utils",
    "statistics",
    "trainer.claims",
    "trainer.costmodel",
    "trainer.drills.estimate",
    "trainer.formats.yaml_deck",
    "trainer.study.backups",
    "trainer.study.importing",
    "trainer.study.installing",
    "trainer.study.overview",
    "trainer.ui.screens.import_plan",
    "trainer.ui.screens.library",
    "trainer.ui.screens.progress",
    "trainer.ui.screens.settings",
    "trainer.ui.screens.workbench",
    "trainer.study.rereading",
)
"""What the first recall drill can do without."""

PROBE = """
import sys
from trainer.ui import startup
later, told = sys.argv[1].split(","), startup.peak_mb
def probe():
    print(",".join(sorted(set(later) & set(sys.modules))))
    return told()
startup.peak_mb = probe
from trainer.cli import run
sys.exit(run(sys.argv[2:]))
"""
DECK = "format: triad-deck/1\nid: one\ntitle: One\ndrills:\n- {kind: recall, front: A?, back: B}\n"


def test_the_first_drill_is_on_screen_before_what_it_does_not_need_is_loaded(
    tmp_path: Path,
) -> None:
    with open_study(Places(tmp_path)) as study:
        study.install(study.plan(read_deck_text(DECK, Path("one.yaml"))))
        study.builtin_installed([])
    command = [sys.executable, "-c", PROBE, ",".join(LATER)]
    done = subprocess.run(
        [*command, "--data-dir", tmp_path, "--measure-startup"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    loaded, timeline = done.stdout.splitlines()
    assert loaded == ""
    assert "question_ready_ms" in json.loads(timeline)


def test_pyside_is_taken_out_of_the_import_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    __import__("PySide6.QtCore")
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)  # put back afterwards
    startup.import_plainly()
    assert builtins.__import__ is builtins.__orig_import__  # type: ignore[attr-defined]
    monkeypatch.delattr(builtins, "__orig_import__")
    startup.import_plainly()
    __import__("json")


def test_no_garbage_is_looked_for_during_a_start() -> None:
    with startup.collecting_later():
        assert not gc.isenabled()
        startup.collect()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
        gc.unfreeze()
        gc.disable()
    assert gc.isenabled()
