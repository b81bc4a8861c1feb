"""The start page after some days: it shows where one stands, and five minutes on a weak spot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.stories.conftest import App, Later
from trainer.domain.memory import Rating
from trainer.errors import CannotRun
from trainer.scheduling.focus import Focus
from trainer.ui.jobs import InlineJobs


def test_the_days_behind_and_what_is_new_the_next_day(app: App) -> None:
    window = app.window
    outlook = window.today.outlook
    assert outlook.isHidden(), "nothing is shown before the first answer"
    window.start()
    window.flow.give_up()
    window.flow.rate(Rating.AGAIN)
    window.show_today()
    app.qtbot.waitUntil(lambda: not outlook.isHidden())
    assert outlook.days_line.text().startswith("Practised on 1 of 1 day")
    app.clock.advance(days=1)
    window.show_today()
    app.qtbot.waitUntil(lambda: outlook.shown_day == app.study.day)
    assert outlook.days_line.text().startswith("Practised on 1 of 2 days")


def test_the_weak_spot_begins_a_sitting(app: App) -> None:
    window = app.window
    window.today.outlook.drill_wanted.emit(Focus(kinds=frozenset({"estimate"})))
    app.qtbot.waitUntil(window.practice.isVisible)
    session = window.flow.session
    assert session is not None
    assert session.question is not None
    assert session.question.posed.drill.kind == "estimate"


def test_a_spot_without_drills_is_told(app: App) -> None:
    window = app.window
    window.today.outlook.drill_wanted.emit(Focus(tags=frozenset({"nothing"})))
    app.qtbot.waitUntil(window.today.banner.isVisible)
    assert "nothing to ask" in window.today.banner.text.text()


def test_whoever_drills_at_once_is_not_slowed(app: App) -> None:
    window = app.window
    app.press(Qt.Key.Key_Return)
    assert window.stack.currentWidget() is window.practice
    window.today_flow._read()
    assert window.today.outlook.shown_day is None


def test_what_lies_below_is_read_once_the_queue_is_chosen(app: App) -> None:
    flow = app.window.today_flow
    flow._starting.is_choosing = True
    flow._read()
    assert app.window.today.outlook.shown_day is None
    flow._starting.is_choosing = False
    app.qtbot.waitUntil(lambda: app.window.today.outlook.shown_day == app.study.day)


def test_what_was_read_is_gone_when_one_comes_back(app: App) -> None:
    window = app.window
    banner = window.today.banner
    window.show_place("library")
    window.tell_quietly("Copied.", "good")
    window.show_today()
    assert banner.isVisible(), "nobody has read it so far"
    for key in ("library", "today"):
        window.show_place(key)
    assert not banner.isVisible()


def test_trouble_is_told_until_something_went_well(app: App) -> None:
    window = app.window
    banner = window.today.banner
    window.tell(CannotRun("the disk is full"))
    for key in ("library", "today"):
        window.show_place(key)
    assert banner.isVisible()
    window.start()
    window.flow.give_up()
    window.flow.rate(Rating.AGAIN)
    window.show_today()
    assert not banner.isVisible()


def test_trouble_of_a_page_that_was_left_fetches_nobody_back(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise CannotRun("this could not be read")

    monkeypatch.setattr("trainer.study.outlook.outlook", fails)
    monkeypatch.setattr("trainer.study.overview.overview", fails)
    window, later = app.window, Later()
    window.today_flow._jobs = later
    window.today_flow._read()
    progress = window.rooms["progress"]
    progress.house = progress.house._replace(jobs=later)
    progress.open()
    window.show_place("settings")
    settings = window.stack.currentWidget()
    later.all()
    assert window.stack.currentWidget() is settings
    window.today_flow._jobs = InlineJobs()
    window.show_today()
    window.today_flow._read()
    assert "could not be read" in window.today.banner.text.text()
