"""What Qt complains of is in the log file; so is what runs."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from trainer.ui import qt_log


def test_the_start_tells_versions(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "trainer")
    with qt_log.logged():
        pass
    first, last = (record.getMessage() for record in caplog.records)
    assert first.startswith("Start: Triad Trainer ")
    assert "Qt 6." in first
    assert "(offscreen)" in first
    assert last == "End"


def test_a_warning_of_qts_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    installed: list[object] = []
    caplog.set_level(logging.DEBUG, "trainer")
    with qt_log.logged():
        # Taken back at once: the tests have a handler of their own, which fails at warnings.
        installed.append(qInstallMessageHandler(None))
        qt_log._note(QtMsgType.QtWarningMsg, None, "QFont: odd\nsize")  # type: ignore[arg-type]
        qt_log._note(QtMsgType.QtDebugMsg, None, "a detail")  # type: ignore[arg-type]
    assert installed == [qt_log._note]
    told = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert ("WARNING", "Qt: QFont: odd size") in told
    assert ("DEBUG", "Qt: a detail") in told
