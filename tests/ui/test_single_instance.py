"""One window per folder of data: the second start hands over to the first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
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
files = [Path(each) for each in sys.argv[2:]]
print(SingleInstance(Path(sys.argv[1]), files).claim())
"""


def start_again(folder: Path, *files: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(folder), *map(str, files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        text=True,
    )


def test_the_second_start_asks_the_first_window_to_the_front(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "data")
    assert first.claim()
    first.listen()
    with qtbot.waitSignal(first.asked):
        second = start_again(tmp_path / "data")
    assert second.communicate()[0] == "False\n"
    first.release()
    assert start_again(tmp_path / "data").communicate()[0] == "True\n"


def test_a_window_that_takes_the_place_of_another_is_asked(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "data")
    assert first.claim()
    first.listen()
    before = first._server
    assert before is not None
    with qtbot.waitSignal(before.destroyed):
        first.listen()
    socket = QLocalSocket()
    with qtbot.waitSignal(first.asked):
        socket.connectToServer(first._name)
        socket.write(b"\0")
    first.release()


def test_the_second_start_hands_its_files_over(qtbot: QtBot, tmp_path: Path) -> None:
    files = (tmp_path / "a\nb, ü.yaml", tmp_path / os.fsdecode(b"\xff.csv"))
    first = SingleInstance(tmp_path / "data")
    assert first.claim()
    first.listen()
    heard: list[object] = []
    first.brought.connect(heard.append)
    with qtbot.waitSignal(first.asked):
        second = start_again(tmp_path / "data", *files)
    assert second.communicate()[0] == "False\n"
    assert heard == [files]
    first.release()


def test_the_first_start_has_its_own_files_once_there_is_a_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    files = (tmp_path / "a.yaml",)
    first = SingleInstance(tmp_path / "data", files)
    heard: list[object] = []
    first.brought.connect(heard.append)
    assert first.claim()
    assert heard == []
    first.listen()
    first.listen()  # a second window, after trouble with the data
    assert heard == [files]
    first.release()


def test_a_file_that_the_finder_opens_reaches_the_window(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    app = QApplication.instance()
    assert app is not None
    first = SingleInstance(tmp_path / "data")
    heard: list[object] = []
    first.brought.connect(heard.append)
    app.sendEvent(app, QFileOpenEvent(str(tmp_path / "early.yaml")))
    assert heard == []
    first.listen()
    app.sendEvent(app, QFileOpenEvent(str(tmp_path / "late.yaml")))
    assert heard == [(tmp_path / "early.yaml",), (tmp_path / "late.yaml",)]
    app.removeEventFilter(first)
    first.release()


def says(first: SingleInstance, *parts: bytes) -> QLocalSocket:
    """Say ``parts`` to the first window, one after the other, as any program of the user's can."""
    socket = QLocalSocket()
    socket.connectToServer(first._name)
    assert socket.waitForConnected(5_000)
    for part in parts:
        socket.write(part)
        socket.flush()
        QApplication.processEvents()
    return socket


def test_what_comes_in_pieces_is_waited_for(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "data")
    first.listen()
    heard: list[object] = []
    first.brought.connect(heard.append)
    socket = says(first, b"", b"/a/b.ya", b"ml\0/c\0")
    qtbot.wait(20)
    assert heard == []
    socket.write(b"\0")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(Path("/a/b.yaml"), Path("/c"))]
    first.release()


def test_who_says_too_much_is_not_listened_to(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_MOST_BYTES", 16)
    first = SingleInstance(tmp_path / "data")
    first.listen()
    heard: list[object] = []
    first.asked.connect(lambda: heard.append(None))
    socket = says(first, b"/" + b"x" * 30)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == []
    first.release()


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
