"""What the user is promised beside rating: put a drill off, mark it, and take any of it back."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from tests.stories.conftest import App
from tests.stories.test_a_session import answer, question
from trainer.domain.ids import DrillId
from trainer.domain.memory import Seen, Unseen
from trainer.scheduling.focus import Focus
from trainer.scheduling.marks import Mark

CTRL = Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


def drill(app: App) -> DrillId:
    return question(app).posed.drill.id


def said(app: App) -> str:
    banner = app.window.practice.banner
    return banner.text.text() if banner.isVisible() else ""


def test_suspending_and_burying_bring_the_next_drill_and_can_be_taken_back(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    first = drill(app)
    app.press(Qt.Key.Key_B, BOTH)
    second = drill(app)
    assert second != first
    assert app.study.store.mark(first) == Mark(suspended=True)
    assert said(app).startswith("Suspended: it is not asked until you let it back")
    app.press(Qt.Key.Key_B, CTRL)
    assert drill(app) not in {first, second}
    assert app.study.store.mark(second).buried_until == dt.date(2026, 11, 25)
    assert question(app).total == 10
    app.press(Qt.Key.Key_Z, CTRL)
    assert drill(app) == second
    app.press(Qt.Key.Key_Z, CTRL)
    assert drill(app) == first
    assert app.study.store.marks() == {}
    app.press(Qt.Key.Key_Z, BOTH)
    assert app.study.store.mark(first) == Mark(suspended=True)
    assert drill(app) == second


def test_undo_and_redo_from_the_field_of_an_estimate(app: App) -> None:
    app.window.practise(app.study.sittings.focused(Focus(kinds=frozenset({"estimate"}))))
    asked = []
    for _ in range(3):
        asked.append(drill(app))
        app.type("12")
        app.press(Qt.Key.Key_Return)
        app.press("3")
    asked.append(drill(app))
    for step in (2, 1, 0):
        app.press(Qt.Key.Key_Z, CTRL)
        assert drill(app) == asked[step]
    assert app.study.store.last_review() is None
    for step in (1, 2, 3):
        app.press(Qt.Key.Key_Z, BOTH)
        assert drill(app) == asked[step]
    last = app.study.store.last_review()
    assert last is not None
    assert (last.drill_id, last.answer) == (asked[2], "12")


def test_a_flag_stays_beside_the_drill_and_its_answer(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    answer(app, "right")
    assert not app.window.practice.undo_button.isEnabled()
    for colour in ("red", "orange", "green", "blue"):
        app.press(Qt.Key.Key_G, CTRL)
        assert app.window.practice.flag.text() == f"⚑ {colour}"
        assert app.window.practice.flag.isVisible()
        assert said(app) == f"Flagged {colour}. Ctrl+Z takes it back."
    app.press(Qt.Key.Key_G, CTRL)
    assert not app.window.practice.flag.isVisible()
    assert said(app) == "The flag is gone. Ctrl+Z takes it back."
    assert app.window.practice.undo_button.isEnabled()
    app.press(Qt.Key.Key_Z, CTRL)
    assert app.window.practice.flag.text() == "⚑ blue"
    assert app.window.practice.rating_bar.isVisible(), "the answer waits for its rating"
    first = drill(app)
    app.press("3")
    assert not app.window.practice.flag.isVisible()
    app.press(Qt.Key.Key_Z, CTRL)
    assert (drill(app), app.window.practice.flag.text()) == (first, "⚑ blue")


def set_due(app: App, days: str) -> None:
    app.press(Qt.Key.Key_D, BOTH)
    app.type(days)
    app.press(Qt.Key.Key_Return)


def test_resetting_and_setting_the_due_day(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    first = drill(app)
    app.press(Qt.Key.Key_D, BOTH)
    app.window.practice.due_row.set_button.click()
    assert "never answered" in said(app)
    answer(app, "right")
    app.press("1")
    while drill(app) != first:
        answer(app, "right")
        app.press("4")
    set_due(app, "30")
    state = app.study.store.progress(first)
    assert isinstance(state, Seen)
    assert state.due == dt.date(2026, 12, 24)
    app.press(Qt.Key.Key_Z, CTRL)
    assert drill(app) == first
    app.press(Qt.Key.Key_R, BOTH)
    assert app.study.store.progress(first) == Unseen()
    app.press(Qt.Key.Key_Z, CTRL)
    assert isinstance(app.study.store.progress(first), Seen)
    before = app.focus()
    app.press(Qt.Key.Key_D, BOTH)
    app.press(Qt.Key.Key_Escape)
    assert drill(app) == first
    assert app.focus() is before
    app.press(Qt.Key.Key_D, BOTH)
    app.window.practice.due_row.leave_button.setFocus()
    app.press(Qt.Key.Key_Return)
    assert drill(app) == first
    app.press(Qt.Key.Key_D, BOTH)
    app.press(Qt.Key.Key_B, CTRL)
    assert drill(app) != first
    assert app.window.practice.due_row.isHidden(), "it asked about the drill before"


@pytest.mark.parametrize(
    ("key", "modifier", "what"),
    [
        (Qt.Key.Key_B, CTRL, "Buried"),
        (Qt.Key.Key_B, BOTH, "Suspended"),
        (Qt.Key.Key_G, CTRL, "Flagged red"),
        (Qt.Key.Key_I, CTRL, "It did not stick"),
        (Qt.Key.Key_D, BOTH, "It comes back on the day"),
        (Qt.Key.Key_R, BOTH, "Reset"),
    ],
)
def test_actions_work_while_an_answer_is_being_typed(
    app: App, key: Qt.Key, modifier: Qt.KeyboardModifier, what: str
) -> None:
    focus = Focus(kinds=frozenset({"estimate"}))
    for _ in range(2):
        app.window.practise(app.study.sittings.focused(focus))
        app.type("12")
        app.press(Qt.Key.Key_Return)
        app.press("1")
    app.window.practise(app.study.sittings.focused(focus))
    app.type("12")
    app.press(key, modifier)
    if what.startswith("It comes back"):
        app.press(Qt.Key.Key_Return)
    assert said(app).startswith(what)


def test_why_a_drill_is_asked(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    app.press(Qt.Key.Key_I, CTRL)
    assert said(app).startswith("It is new")
    first = drill(app)
    answer(app, "right")
    app.press("1")
    while drill(app) != first:
        answer(app, "right")
        app.press("4")
    app.press(Qt.Key.Key_I, CTRL)
    assert said(app).startswith("It did not stick earlier today. You answered it once, last today")


def test_a_leech_is_pointed_out_with_something_to_do(app: App) -> None:
    app.study.change_setting("leech_lapses", 2)
    app.study.change_setting("new_per_day", 2)
    leech = None
    for _ in range(3):
        app.reopen()
        app.press(Qt.Key.Key_Return)
        while drill(app) != (leech or drill(app)):
            answer(app, "right")
            app.press("3")
        leech = drill(app)
        answer(app, "right")
        app.press("1")
        app.study.change_setting("new_per_day", 0)
        app.clock.advance(days=1)
    assert "Forgotten 2 times" in said(app)
    button = app.window.practice.banner.action_button
    assert (button.isVisible(), button.text()) == (True, "Suspend it")
    assert leech is not None
    app.press(Qt.Key.Key_L, CTRL)
    assert app.study.store.mark(leech).suspended
    app.press(Qt.Key.Key_Z, CTRL)
    assert not app.study.store.mark(leech).suspended
    app.press(Qt.Key.Key_Z, CTRL)
    app.press(Qt.Key.Key_L, CTRL)
    assert not app.study.store.mark(leech).suspended, "the rating is gone, and with it the leech"


def test_actions_wait_for_a_drill(app: App) -> None:
    names = ("give_up", "suspend", "bury", "flag", "reset", "set_due", "redo", "why")
    names += ("suspend_leech",)
    actions = app.window.actions_by_name
    assert not any(actions[name].isEnabled() for name in names)
    app.press(Qt.Key.Key_Return)
    assert all(actions[name].isEnabled() for name in names)
    app.press(Qt.Key.Key_L, CTRL)  # No leech was pointed out.
    app.press(Qt.Key.Key_Z, BOTH)  # Nothing was taken back.
    assert app.study.store.marks() == {}
    app.press(Qt.Key.Key_Escape)
    assert not any(actions[name].isEnabled() for name in names)
    for name in names:
        actions[name].trigger()
    assert app.study.store.marks() == {}
