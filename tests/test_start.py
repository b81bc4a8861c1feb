"""What a start loads, and what it leaves for later: the reason that it is short."""

from __future__ import annotations

import builtins
import gc
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from trainer.app import open_study
from trainer.formats.yaml_deck import read_deck_text
from trainer.places import Places
from trainer.ui import startup

LATER = (
    "click",
    "fsrs",
    "logging.handlers",
    "markdown_it",
    "multiprocessing",
    "numpy",
    "pint",
    "platform",
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
    "uuid",
)
"""What the first recall drill can do without."""

UNASKED = {
    "contrast": ("pydantic", "trainer.claims.reader", "trainer.costmodel", "trainer.drills.pair"),
    "estimate": (
        *("pint", "pydantic", "trainer.claims", "trainer.costmodel.catalogue"),
        *("trainer.costmodel.solve", "trainer.drills.judgement"),
    ),
    "spot": ("pint", "pydantic", "trainer.claims", "trainer.costmodel"),
}
"""What the answer to a drill of a kind needs, and its question does not."""

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


FIRST = {
    "contrast": "{kind: contrast, bad: It is fast., good: p95 ≤ 150 ms., lacks: {latency: null}}",
    "estimate": "{kind: estimate, question: 'What does {tokens_per_day} a day cost?',"
    " givens: {tokens_per_day: 5 M, cost_per_token: $2 per Mtoken}, asked: daily_spend}",
    "spot": "{kind: spot, text: 5 M tokens at $2 per M are $100 a day.,"
    " flaws: [{phrase: $100, right: $10, unit: USD}], decoys: [5 M]}",
}


def loaded_before(folder: Path, deck: str, later: Sequence[str]) -> str:
    """Return which of ``later`` a start loads before the first drill of ``deck`` is on screen."""
    with open_study(Places(folder)) as study:
        found = read_deck_text(deck, Path("one.yaml"))
        assert found.drills, found.problems
        study.install(study.plan(found))
        study.builtin_installed([])
    command = [sys.executable, "-c", PROBE, ",".join(later)]
    done = subprocess.run(
        [*command, "--data-dir", folder, "--measure-startup"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    loaded, timeline = done.stdout.splitlines()
    assert "question_ready_ms" in json.loads(timeline)
    return loaded


def test_the_first_drill_is_on_screen_before_what_it_does_not_need_is_loaded(
    tmp_path: Path,
) -> None:
    assert loaded_before(tmp_path, DECK, LATER) == ""


@pytest.mark.parametrize("kind", UNASKED)
def test_what_an_answer_needs_is_loaded_behind_the_question(tmp_path: Path, kind: str) -> None:
    deck = DECK.replace("{kind: recall, front: A?, back: B}", FIRST[kind])
    assert loaded_before(tmp_path, deck, UNASKED[kind]) == ""


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
