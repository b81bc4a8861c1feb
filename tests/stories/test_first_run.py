"""The first run: three choices that need not be made, once, and the first drill at once."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest
from PySide6.QtCore import Qt

from tests.stories.conftest import HERE, App
from trainer.domain.memory import Rating
from trainer.errors import CannotRun
from trainer.settings import Settings
from trainer.study import demo
from trainer.study.learner import answer_for
from trainer.ui import theme
from trainer.ui.screens.welcome import WelcomeScreen


@pytest.fixture
def newcomer(empty_app: Callable[[], App], tmp_path: Path) -> App:
    """Someone who opens the window for the first time, with one shipped deck."""
    app = empty_app()
    app.study.builtin_folder = tmp_path / "shipped"
    app.study.builtin_folder.mkdir()
    copy(HERE / "twelve.yaml", app.study.builtin_folder)
    return app


def greeted(app: App) -> WelcomeScreen:
    app.window.greeting.greet()
    screen = app.window.greeting.screen
    assert screen is not None
    assert app.window.stack.currentWidget() is screen
    return screen


def drills(app: App) -> bool:
    return app.window.stack.currentWidget() is app.window.practice


def test_enter_alone_leads_to_the_first_drill(newcomer: App) -> None:
    screen = greeted(newcomer)
    newcomer.press(Qt.Key.Key_Return)
    assert not screen.start_button.isEnabled(), "the decks are not there yet"
    newcomer.window.install_builtin()
    assert drills(newcomer)
    assert newcomer.study.settings == Settings()


def test_who_skips_is_not_greeted_by_a_drill(newcomer: App) -> None:
    screen = greeted(newcomer)
    screen.skip_button.setFocus()
    newcomer.press(Qt.Key.Key_Return)
    newcomer.window.install_builtin()
    assert newcomer.window.today.isVisible()


def test_the_drill_that_waits_for_the_decks_fetches_nobody_back(newcomer: App) -> None:
    greeted(newcomer)
    newcomer.press(Qt.Key.Key_Return)
    newcomer.window.show_place("settings")
    newcomer.window.install_builtin()
    assert not drills(newcomer)
    newcomer.window.show_today()
    newcomer.window.install_builtin()
    assert not drills(newcomer)


def test_all_three_are_chosen_by_keyboard(newcomer: App) -> None:
    screen = greeted(newcomer)
    newcomer.window.install_builtin()
    assert newcomer.window.stack.currentWidget() is screen, "reading the decks takes nothing away"
    assert newcomer.focus() is screen.date_edit
    newcomer.type("15 January 2027")
    newcomer.press(Qt.Key.Key_Tab)
    newcomer.press(Qt.Key.Key_Home)
    assert "3 new drills" not in screen.meaning.text()
    assert screen.meaning.text().endswith("at most 6; afterwards it is 2.")
    newcomer.press(Qt.Key.Key_Tab)
    newcomer.press("d")
    assert screen.theme_combo.currentData() == "dark"
    screen.theme_combo.activated.emit(screen.theme_combo.currentIndex())
    assert theme.current().name == "dark"
    newcomer.press(Qt.Key.Key_Return)
    assert drills(newcomer)
    chosen = newcomer.study.settings
    assert (chosen.interview, chosen.new_per_day, chosen.theme) == ("2027-01-15", 2, "dark")


@pytest.mark.parametrize(
    ("typed", "said"), [("soonish", "'soonish' is no day"), ("2026-11-23", "is past")]
)
def test_a_day_that_cannot_be_is_refused(newcomer: App, typed: str, said: str) -> None:
    screen = greeted(newcomer)
    screen.date_edit.setText(typed)
    screen.start_button.click()
    assert said in screen.complaint.text()
    assert newcomer.focus() is screen.date_edit
    screen.date_edit.show_day(newcomer.study.day + dt.timedelta(days=9))
    newcomer.window.install_builtin()
    newcomer.press(Qt.Key.Key_Enter)
    assert drills(newcomer)


def test_esc_skips_and_nobody_is_greeted_twice(newcomer: App) -> None:
    greeted(newcomer)
    newcomer.press(Qt.Key.Key_Escape)
    assert newcomer.window.stack.currentWidget() is newcomer.window.today
    assert newcomer.study.settings == Settings()
    newcomer.reopen().greeting.greet()
    assert newcomer.window.greeting.screen is None


def test_whoever_has_answered_is_never_greeted(app: App) -> None:
    session = app.study.begin()
    question = session.next()
    assert question is not None
    session.assess(answer_for(question.posed, random.Random(1)))
    session.rate(Rating.GOOD)
    app.window.greeting.greet()
    assert app.window.greeting.screen is None
    assert app.window.stack.currentWidget() is app.window.today


def test_what_cannot_be_stored_is_said(newcomer: App, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = greeted(newcomer)
    screen.minutes_combo.setCurrentIndex(0)

    def refuse(*_: object) -> None:
        raise CannotRun("the disk is full", where="here", remedy="make room")

    monkeypatch.setattr(newcomer.study, "change_setting", refuse)
    screen.start_button.click()
    assert "the disk is full" in newcomer.window.today.banner.text.text()


def test_the_welcome_says_what_the_plan_for_an_interview_does_to_the_new_drills(
    newcomer: App,
) -> None:
    screen = greeted(newcomer)
    assert screen.meaning.text().startswith("Lets in 15 new drills a day")
    newcomer.type("20 December 2026")
    assert "at most 45; afterwards it is 15" in screen.meaning.text()


def test_the_demo_says_that_it_is_one_until_that_is_dismissed(newcomer: App) -> None:
    window = newcomer.window
    window.show_today()
    window.greeting.mark_as_demo()
    for key in ("library", "today"):
        window.show_place(key)
    assert window.today.banner.isVisible()
    assert window.today.banner.text.text() == demo.SAID
    window.today.banner.close_button.click()
    for key in ("library", "today"):
        window.show_place(key)
    assert not window.today.banner.isVisible()


def test_the_numbers_of_the_demo_stay_as_they_are(newcomer: App) -> None:
    shipped = newcomer.study.builtin_folder
    (shipped / "twelve.yaml").rename(shipped / "interview-metrics.yaml")
    copy(HERE / "kinds.yaml", shipped)
    demo.fill(newcomer.study, random.Random(demo.SEED))
    before = newcomer.study.today()
    assert before.counts.total == 12, "the other deck is left out"
    newcomer.window.install_builtin()
    assert newcomer.study.today() == before
