"""The real window on a real store in a temporary folder, driven by keys."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.places import Places
from trainer.study.study import Study
from trainer.ui import theme
from trainer.ui.jobs import InlineJobs, Ticket
from trainer.ui.main_window import MainWindow

HERE = Path(__file__).parent


class Later(InlineJobs):
    """Keeps work until it is wanted."""

    def __init__(self) -> None:
        self.kept: list[Callable[[], object]] = []

    def run(self, *work: Any, **more: Any) -> Ticket:
        """Keep the work; what is cancelled meanwhile delivers nothing, as on a thread."""
        ticket = Ticket()
        run, done, failed, *rest = work

        def tell(say: Callable[[Any], None], what: Any) -> None:
            if not ticket.cancelled:
                say(what)

        self.kept.append(
            lambda: InlineJobs.run(
                self, run, partial(tell, done), partial(tell, failed), *rest, **more
            )
        )
        return ticket

    def all(self) -> None:
        """Do what was kept, and what follows from it at once."""
        kept, self.kept = self.kept, []
        for each in kept:
            each()
        while self.kept:
            self.all()


class App:
    """One user's application: opened, closed, opened again."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, folder: Path) -> None:
        self.qtbot = qtbot
        self.qapp = qapp
        self.folder = folder
        self.clock = FrozenClock(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))
        self.seed = 7
        self._stack = ExitStack()

    def open(self) -> MainWindow:
        self.study: Study = self._stack.enter_context(
            open_study(Places(self.folder), self.clock, random.Random(self.seed))
        )
        theme.put_on(self.qapp, theme.wanted("light"), self.study.settings.zoom)
        self.window = MainWindow(self.study, InlineJobs(), self.qapp)
        self.window.resize(1280, 800)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        return self.window

    def close(self) -> None:
        self.window.close()
        self.window.deleteLater()
        self.qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._stack.close()

    def reopen(self) -> MainWindow:
        self.close()
        self._stack = ExitStack()
        return self.open()

    def install(self, name: str) -> None:
        study = self.study
        study.install(study.plan(study.read_deck(HERE / name)))
        self.window.show_today()

    def focus(self) -> QWidget:
        return self.qapp.focusWidget() or self.window

    def press(
        self,
        key: Qt.Key | str,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press one key where the keyboard is."""
        self.qtbot.keyClick(self.focus(), key, modifier)
        self.qapp.processEvents()

    def type(self, text: str) -> None:
        if text.isascii():
            self.qtbot.keyClicks(self.focus(), text)
        else:  # there are no key codes for these; people paste them
            self.qapp.clipboard().setText(text)
            self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.qapp.processEvents()


@pytest.fixture(autouse=True)
def _offline(no_socket: list[str]) -> None:
    """What a user does opens no socket at all, not even one to another process."""


@pytest.fixture
def app(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[App]:
    """An application with the twelve drills installed, its window open."""
    made = App(qtbot, qapp, tmp_path / "data")
    made.open()
    made.install("twelve.yaml")
    yield made
    made.close()


@pytest.fixture
def empty_app(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[], App]]:
    """An application without any deck."""
    made = App(qtbot, qapp, tmp_path / "data")
    made.open()
    yield lambda: made
    made.close()
