"""One window per folder of data: the second start hands over to the first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from trainer.errors import CannotRun
from trainer.ui import single_instance
from trainer.ui.single_instance import SingleInstance

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from trainer.ui.single_instance import SingleInstance
app = QCoreApplication([])
print(SingleInstance(Path(sys.argv[1])).claim())
"""


def start_again(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        text=True,
    )


def test_the_second_start_asks_the_first_window_to_the_front(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "data")
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.asked, timeout=20_000):
        second = start_again(tmp_path / "data")
    assert second.communicate()[0] == "False\n"
    first.release()
    assert start_again(tmp_path / "data").communicate()[0] == "True\n"


def test_another_folder_is_another_window(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = SingleInstance(tmp_path / "one"), SingleInstance(tmp_path / "two")
    assert first.claim()
    assert second.claim()
    first.release()
    second.release()


def test_a_window_that_does_not_answer_is_said(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE_MS", 10)
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim()
    with pytest.raises(CannotRun, match=f"already open on this data .process {os.getpid()} on "):
        second.claim()
    first.release()


def test_a_folder_that_cannot_be_made_is_left_to_the_store(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert SingleInstance(tmp_path / "file" / "data").claim()
