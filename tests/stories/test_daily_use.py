"""The window left open for days, settings changed on the way, drills changed under the user."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication

from tests.stories.conftest import App
from tests.stories.test_a_session import answer, judged
from tests.stories.test_drill_actions import drill, said
from trainer.domain.memory import Rating, Seen
from trainer.scheduling.focus import Focus

CTRL = Qt.KeyboardModifier.ControlModifier


def finish(app: App) -> None:
    """Answer right what is left of the sitting, and leave the summary."""
    while app.window.stack.currentWidget() is app.window.practice:
        answer(app, "right")
        app.press("3")
    app.press(Qt.Key.Key_Return)


def come_back(app: App) -> None:
    """Return to the window from elsewhere."""
    QGuiApplication.sendEvent(app.window, QEvent(QEvent.Type.WindowActivate))


def test_a_window_left_open_overnight_shows_the_new_day(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    finish(app)
    today = app.window.today
    assert not today.start_button.isVisible()
    app.clock.advance(days=20)
    come_back(app)
    assert today.start_button.isVisible()
    assert today.due.number.text() == "12"
    app.press(Qt.Key.Key_Return)
    assert app.window.stack.currentWidget() is app.window.practice
    app.clock.advance(days=1)
    come_back(app)
    assert app.window.stack.currentWidget() is app.window.practice, "no sitting is interrupted"


def test_a_setting_changed_while_a_drill_is_on_screen_counts_for_its_answer(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    app.study.change_setting("maximum_interval_days", 2)
    answer(app, "right")
    app.press("4")
    app.study.change_setting("maximum_interval_days", 36500)
    answer(app, "right")
    assert judged(app).intervals[Rating.EASY].due > app.study.day + dt.timedelta(days=2)
    dues = [
        entry.progress.due
        for entry in app.study.store.entries()
        if isinstance(entry.progress, Seen)
    ]
    assert max(dues) <= app.study.day + dt.timedelta(days=2)


def test_a_drill_answered_or_edited_meanwhile_is_asked_again_as_it_is_now(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    first = drill(app)
    answer(app, "right")
    elsewhere = app.study.sittings.focused(Focus(drills=frozenset({first})))
    elsewhere.next()
    elsewhere.assess(judged(app).answer)
    elsewhere.rate(Rating.GOOD)
    app.press("3")
    assert drill(app) == first
    assert said(app) == "The drill was answered elsewhere meanwhile: your answer was not rated."
    answer(app, "right")
    app.press("3")
    assert drill(app) != first
    assert len(app.study.store.reviews_of(first)) == 2


def test_an_answer_is_taken_back_after_leaving_the_sitting(app: App) -> None:
    app.press(Qt.Key.Key_Z, CTRL)
    assert app.window.stack.currentWidget() is app.window.today, "there is nothing to take back"
    app.press(Qt.Key.Key_Return)
    first = drill(app)
    answer(app, "right")
    app.press("3")
    app.press(Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is app.window.flow.summary
    app.press(Qt.Key.Key_Z, CTRL)
    assert app.window.stack.currentWidget() is app.window.practice
    assert drill(app) == first
    answer(app, "right")
    app.press("3")
    for _ in range(2):
        app.press(Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is app.window.today
    app.press(Qt.Key.Key_Z, CTRL)
    assert app.window.stack.currentWidget() is app.window.practice
    assert drill(app) == first
    assert app.study.store.last_review() is None
    app.press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert app.study.store.last_review() is not None
    finish(app)
    app.press(Qt.Key.Key_Z, CTRL)
    assert len(list(app.study.store.reviews_of(first))) == 1
    assert app.window.stack.currentWidget() is app.window.practice


def test_after_midnight_today_says_until_when_it_is_still_yesterday(app: App) -> None:
    late = dt.datetime.combine(app.study.day + dt.timedelta(days=1), dt.time(0, 30))
    app.clock.advance(
        seconds=(late - app.clock.local(app.clock.now()).replace(tzinfo=None)).total_seconds()
    )
    app.window.show_today()
    assert app.window.today.header.line.text().startswith("Tuesday, 24 November 2026, until 04:00")
