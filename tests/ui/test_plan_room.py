"""The room Plan with real threads: what runs is shown as running and can be stopped."""

from __future__ import annotations

import dataclasses
import datetime as dt
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from trainer.scheduling.plan import Plan
from trainer.study.study import Study
from trainer.ui.care import DataCare
from trainer.ui.jobs import ThreadJobs
from trainer.ui.rooms import plan as module
from trainer.ui.rooms.base import House
from trainer.ui.rooms.plan import PlanRoom
from trainer.ui.screens.plan import PlanScreen
from trainer.ui.screens.plan_interview import InterviewCard


@pytest.fixture
def jobs() -> Iterator[ThreadJobs]:
    made = ThreadJobs()
    yield made
    made.close()


@pytest.fixture
def room(
    qtbot: QtBot,
    qapp: QApplication,
    study: Study,
    jobs: ThreadJobs,
    monkeypatch: pytest.MonkeyPatch,
) -> PlanRoom:
    """The room with its screen open; what it reckons goes on until it is stopped."""

    def endless(*_: object, step: object) -> None:
        while True:
            step(0.5, "halfway")  # type: ignore[operator]
            threading.Event().wait(0.01)

    monkeypatch.setattr(module, "apart", endless)
    window = QWidget()
    qtbot.addWidget(window)
    care = DataCare(window, study, jobs)
    room = PlanRoom(House(study, jobs, qapp, window, lambda _: None, care))
    room.open()
    assert room.screen is not None
    qtbot.addWidget(room.screen)
    room.screen.show()
    return room


@pytest.fixture
def screen(room: PlanRoom) -> PlanScreen:
    assert room.screen is not None
    return room.screen


def test_a_fit_shows_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot, screen: PlanScreen, jobs: ThreadJobs
) -> None:
    fit = screen.fit
    fit.start_button.click()
    assert fit.cancel_button.isVisible()
    assert not fit.start_button.isEnabled()
    qtbot.waitUntil(lambda: fit.bar.value() == 50)
    assert fit.doing.text() == "halfway"
    fit.cancel_button.click()
    assert fit.start_button.isEnabled()
    assert not fit.cancel_button.isVisible()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert not fit.sentence.isVisible()


def test_a_simulation_can_be_cancelled(qtbot: QtBot, screen: PlanScreen, jobs: ThreadJobs) -> None:
    screen.simulate_button.click()
    assert screen.cancel_button.isVisible()
    qtbot.waitUntil(lambda: screen.bar.value() == 50)
    screen.cancel_button.click()
    assert screen.simulate_button.isEnabled()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert not screen.chart.isVisible()


def test_closing_the_window_stops_what_runs(
    qtbot: QtBot, room: PlanRoom, screen: PlanScreen, jobs: ThreadJobs
) -> None:
    screen.fit.start_button.click()
    screen.simulate_button.click()
    room.settle()
    qtbot.waitUntil(lambda: jobs.running == 0)


def test_a_plan_that_takes_more_than_was_chosen_says_so_calmly(qtbot: QtBot) -> None:
    card = InterviewCard()
    qtbot.addWidget(card)
    today = dt.date(2026, 11, 24)
    much = Plan(today, dt.date(2026, 12, 24), 900, 900, 40, 45, 0, 0.8, (), 113.0, 94.2)
    card.show_plan(much, (), 15)
    assert card.minutes.number.text() == "94"
    assert card.time_line.text().startswith(
        "That is more than the about 60 minutes a day of your usual 15 new drills. Do what"
    )
    card.show_plan(dataclasses.replace(much, minutes_per_day=0.2), (), 15)
    assert card.time_line.isHidden(), "there is next to nothing to do"
