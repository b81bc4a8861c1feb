"""The log file of a sitting: what happened is in it, what was typed is not."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from tests.stories.conftest import HERE, App
from tests.stories.test_a_session import answer, question
from trainer.logfile import NAME, start_log, stop_log
from trainer.ui import crash

TYPED = "$731,731"


def test_a_typed_answer_is_not_in_the_log(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start_log(tmp_path / "state", verbose=True)
    app.window.decks.offer([HERE / "kinds.yaml"])
    app.window.decks.accept()
    app.window.show_today()
    app.press(Qt.Key.Key_Return)
    while question(app).posed.kind.name != "estimate":
        answer(app, "right")
        app.press("3")
    app.type(TYPED)
    app.press(Qt.Key.Key_Return)
    app.press("3")
    review = app.study.store.last_review()
    assert review is not None
    assert TYPED in str(review), "it was given"
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
    try:
        float(TYPED)
    except ValueError:
        crash.show(*sys.exc_info())  # type: ignore[arg-type]
    stop_log()
    capsys.readouterr()
    log = (tmp_path / "state" / NAME).read_text("utf-8")
    assert "Import: decks 1" in log
    assert "ValueError" in log
    assert TYPED.lstrip("$") not in log
    for line in (HERE / "kinds.yaml").read_text("utf-8").splitlines():
        said = line.strip().removeprefix("- ").partition(": ")[2]
        assert len(said) < 12 or said not in log, "nor is what a deck says"
