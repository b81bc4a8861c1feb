"""Killed without warning, at any point: what was acknowledged is there, nothing is half there.

A dozen kills; `tests/campaigns/kill_store.py` does hundreds.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.faults import killing


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    killing.prepare(folder)
    return folder


@pytest.mark.parametrize("way", ["time", "steps"])
@pytest.mark.parametrize("kind", killing.KINDS)
def test_a_kill_loses_nothing(kind: str, way: str, template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    if kind != "create":
        shutil.copytree(template, folder)
    chance = random.Random(f"{kind} {way}")
    for turn in range(2 if kind in {"answer", "import"} else 1):
        before = frozenset[str]()
        if kind != "create":
            with killing.opened(folder) as study:
                before = frozenset(killing.logged(study))
        death = killing.run_and_kill(kind, folder, 30 + turn, chance, way)
        assert death.was_killed
        assert killing.losses(kind, folder, death, before) == []


def test_the_look_afterwards_sees_a_loss(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(template, folder)
    lost = killing.Death([["answered", "never-written"], ["undone", "nor-this"]], was_killed=True)
    found = killing.losses("answer", folder, lost, frozenset({"nor-that"}))
    assert "answer never-written is lost" in found
    assert "answer nor-that is lost" in found
    assert "taking back nor-this is lost" in found
    torn = killing.Death([["imported", "0", "4"]], was_killed=True)
    assert killing.losses("import", folder, torn, frozenset()) == [
        "deck 0 is at 0, but 4 was acknowledged"
    ]
