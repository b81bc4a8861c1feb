"""The dialog about a defect: a report to copy, without what the user typed, one at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QTextEdit

import trainer
from trainer.logfile import NAME, start_log, stop_log
from trainer.ui import crash

SECRET = "p95 TTFT below 731 ms"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """A log file of this test's own."""
    start_log(tmp_path)
    yield tmp_path
    stop_log()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[QMessageBox]:
    """The dialogs there were; each was closed by its button Copy report."""
    boxes: list[QMessageBox] = []

    def press_copy(box: QMessageBox) -> int:
        boxes.append(box)
        next(each for each in box.buttons() if each.text() == "Copy report").click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_copy)
    return boxes


def meet(error: Exception) -> None:
    """Let the hook meet ``error`` as Qt's loop does."""
    try:
        raise error
    except type(error) as caught:
        crash.show(type(caught), caught, caught.__traceback__)


def test_the_report_tells_versions_the_place_and_the_log(
    qapp: QApplication,
    shown: list[QMessageBox],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crash.log.info("Import: decks 1")
    meet(ValueError(SECRET))
    report = qapp.clipboard().text()
    assert f"Triad Trainer {trainer.__version__} on " in report
    assert "Python 3." in report
    assert "test_crash.py" in report
    assert "ValueError" in report
    assert "Import: decks 1" in report
    assert SECRET not in report
    assert shown[0].detailedText() == report
    log = (folder / NAME).read_text("utf-8")
    assert "ERROR trainer.ui.crash: A defect reached the window" in log
    assert SECRET not in log
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert SECRET not in told, "it may end in a file of the desktop's"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    meet(ValueError(SECRET))
    assert SECRET in capsys.readouterr().err, "whoever started it in a terminal sees all of it"


def test_the_report_is_seen_without_asking(shown: list[QMessageBox], qapp: QApplication) -> None:
    meet(ValueError(SECRET))
    [report] = shown[0].findChildren(QTextEdit)
    assert not report.isHidden()
    assert "ValueError" in report.toPlainText()


def test_where_nothing_can_be_printed_nothing_is(
    shown: list[QMessageBox], qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    meet(ValueError(SECRET))
    assert shown


def test_one_report_at_a_time(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[str] = []

    def fail_again(box: QMessageBox) -> int:
        seen.append(box.text())
        box.show()
        meet(KeyError("again"))
        box.close()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", fail_again)
    meet(ValueError("first"))
    assert len(seen) == 1
    assert "KeyError" in capsys.readouterr().err, "but each is told"


def test_closing_it_copies_nothing(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    qapp.clipboard().setText("mine")
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
    meet(ValueError("x"))
    assert qapp.clipboard().text() == "mine"
    capsys.readouterr()
