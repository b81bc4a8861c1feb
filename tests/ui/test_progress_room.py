"""The room Progress with real threads: answers are judged again beside it, until it is left."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from trainer.errors import CannotRun
from trainer.study.study import Study
from trainer.ui.care import DataCare
from trainer.ui.jobs import ThreadJobs
from trainer.ui.rooms.base import House
from trainer.ui.rooms.progress import ProgressRoom


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, study: Study) -> Iterator[ProgressRoom]:
    jobs = ThreadJobs()
    window = QWidget()
    qtbot.addWidget(window)
    made = ProgressRoom(
        House(study, jobs, qapp, window, lambda _: None, DataCare(window, study, jobs))
    )
    yield made
    jobs.close()


def test_reading_is_told_and_stops_when_the_room_is_left(
    room: ProgressRoom, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    def endless(*arguments: object) -> None:
        step = arguments[-1]
        try:
            while True:
                step(0.5, "Reading answer 7 of 9")  # type: ignore[operator]
                threading.Event().wait(0.01)
        finally:
            ended.set()

    monkeypatch.setattr("trainer.study.habits.habits", endless)
    room.open()
    assert room.screen is not None
    qtbot.addWidget(room.screen)
    line = room.screen.pitfalls.line
    qtbot.waitUntil(lambda: line.text() == "Reading answer 7 of 9 …")
    qtbot.waitUntil(lambda: "Nothing answered yet" in room.screen.reviews.line.text())
    room.settle()
    qtbot.waitUntil(ended.is_set)


def test_what_cannot_be_read_says_so(
    room: ProgressRoom, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise CannotRun("the calculation was stopped", remedy="try it again")

    monkeypatch.setattr("trainer.study.habits.habits", failing)
    with qtbot.waitSignal(room.failed):
        room.open()
    assert room.screen is not None
    qtbot.addWidget(room.screen)
    assert room.screen.coverage.line.text().startswith("What you wrote could not be read")
