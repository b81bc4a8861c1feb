"""Signals that ask a program to end close its window in good order."""

from __future__ import annotations

import os
import signal

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from trainer.ui.interrupts import heard

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


def _by_python(number: int, _: object) -> None:
    raise AssertionError(number)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_the_window_is_closed(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    asked = getattr(signal, name)
    found = signal.signal(asked, _by_python)  # In the background it may be ignored.
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    with heard(qapp):
        os.kill(os.getpid(), asked)
        qtbot.waitUntil(lambda: not window.isVisible())
    assert signal.signal(asked, found) is _by_python


def test_what_is_ignored_from_outside_stays_ignored(qapp: QApplication) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with heard(qapp):
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_other_signals_are_none_of_its_business(qtbot: QtBot, qapp: QApplication) -> None:
    told: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, _: told.append(number))
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    try:
        with heard(qapp):
            os.kill(os.getpid(), signal.SIGUSR1)
            qtbot.waitUntil(lambda: bool(told))
            qapp.processEvents()
            assert window.isVisible()
    finally:
        signal.signal(signal.SIGUSR1, before)
    window.close()
