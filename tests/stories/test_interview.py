"""A mock interview in the window: held by keyboard, challenged, debriefed, drilled; killed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.stories.conftest import App, Later
from trainer.places import shipped
from trainer.study.interview.history import history
from trainer.ui.interview_after import AfterInterview
from trainer.ui.rooms.interview import InterviewRoom
from trainer.ui.screens.interview_debrief import InterviewDebrief
from trainer.ui.screens.interview_live import InterviewLive
from trainer.ui.screens.interview_setup import InterviewSetup
from trainer.ui.screens.progress import ProgressScreen
from trainer.ui.screens.progress_interviews import show_interviews

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
MONEY = shipped("decks") / "money.yaml"


def room(app: App) -> InterviewRoom:
    return app.window.interview


def shown(app: App) -> object:
    return app.window.stack.currentWidget()


def setup(app: App) -> InterviewSetup:
    app.study.builtin_folder = shipped("decks")
    app.press(Qt.Key.Key_7, CTRL)
    screen = room(app).screen
    assert screen is not None
    assert shown(app) is screen
    return screen


def start(app: App, minutes: int = 10, *, aloud: bool = False) -> InterviewLive:
    """Choose the first system by keyboard and begin."""
    screen = setup(app)
    screen.list.setFocus()
    for _ in range(3):
        if not screen.lengths[minutes].hasFocus():
            app.press(Qt.Key.Key_Tab)
    app.press(Qt.Key.Key_Space)
    while aloud and not screen.ways[True].hasFocus():
        app.press(Qt.Key.Key_Tab)
    if aloud:
        app.press(Qt.Key.Key_Space)
    assert (screen.minutes, screen.is_aloud) == (minutes, aloud)
    screen.start_button.setFocus()
    app.press(Qt.Key.Key_Return)
    return live(app)


def live(app: App) -> InterviewLive:
    flow = room(app).flow
    assert flow is not None
    assert shown(app) is flow.screen
    return flow.screen


def wait(app: App, seconds: float) -> None:
    """Let the clock run in steps of ten seconds, as the window hears it."""
    flow = room(app).flow
    assert flow is not None
    while seconds > 0:
        app.clock.advance(seconds=min(10, seconds))
        flow.tick()
        seconds -= 10


def say(app: App, text: str) -> None:
    app.type(text)
    app.press(Qt.Key.Key_Return)


def after(app: App) -> AfterInterview:
    made = room(app).after
    assert made is not None
    return made


def debrief(app: App) -> InterviewDebrief:
    screen = after(app).debrief
    assert shown(app) is screen
    return screen


def asked(app: App) -> list[str]:
    flow = room(app).flow
    assert flow is not None
    assert flow.live is not None
    return [each.kind for each in flow.live.interview.asked]


def test_ten_minutes_by_keyboard_then_two_drills_for_tomorrow(app: App) -> None:
    app.study.install(app.study.plan(app.study.read_deck(MONEY)))
    app.study.change_setting("new_per_day", 5)
    hold_ten_minutes(app)
    read_debrief(app)
    first, second, _ = debrief(app).drill_buttons
    send_two(app, first, second)
    app.press(Qt.Key.Key_Escape)
    chosen = setup(app)
    assert len(chosen.history.buttons) == 1
    assert not chosen.banner.isVisible()
    chosen.history.buttons[0].click()
    read_debrief(app)
    (past,) = history(app.study.store)
    screen = ProgressScreen()
    show_interviews(screen.interviews, [past])
    assert "4 of 5 said in 10 minutes, cost at 0:40, mixed" in screen.interviews.line.text()
    screen.deleteLater()


def hold_ten_minutes(app: App) -> None:
    screen = start(app)
    assert screen.clock.text() == "0:00"
    assert screen.field.hasFocus()
    wait(app, 20)
    say(app, "We serve forty requests a second and it will be cheap.")
    assert "cheap" in screen.list.toPlainText()
    wait(app, 20)
    assert screen.question.isVisible()
    assert "cost" in screen.question.text.text()
    assert screen.question.accessibleName().startswith("The interviewer asks")
    say(app, "$0.50 per million tokens.")
    assert not screen.question.isVisible()
    wait(app, 40)
    say(app, "TTFT is 300 ms.")
    wait(app, 40)
    assert "p95 or p99" in screen.question.text.text()
    assert {"vague-cost", "missing-percentile"} <= set(asked(app))
    say(app, "p99 TTFT is at most 450 ms at 40 requests per second.")
    app.press("p", ALT)  # said aloud: how it is measured
    app.press("4", ALT)
    assert screen.phases.buttons["deep-dive"].isChecked()
    app.press(Qt.Key.Key_F8)
    app.clock.advance(hours=1)
    assert screen.pause_button.text() == "Go on  F8"
    app.press(Qt.Key.Key_F8)
    wait(app, 600)
    assert screen.clock.text() == "12:00"
    assert screen.banner.isVisible()
    app.press(Qt.Key.Key_F10)


def read_debrief(app: App) -> None:
    told = debrief(app)
    assert told.verdict.text() == "Mixed"
    assert "Cost: 0:40, firm" in told.timeline.accessibleName()
    assert len(told.drill_buttons) == 3


def send_two(app: App, first: str, second: str) -> None:
    buttons = debrief(app).drill_buttons
    assert buttons[first].hasFocus()
    app.press(Qt.Key.Key_Space)
    assert buttons[second].hasFocus()
    app.press(Qt.Key.Key_Space)
    assert not buttons[first].isEnabled()
    assert buttons[first].text() == "In tomorrow's queue"
    assert first not in [each.id for each in app.study.begin().queue]
    app.clock.advance(days=1)
    assert {first, second} <= {each.id for each in app.study.begin().queue}
    app.press(Qt.Key.Key_Z, CTRL)
    assert buttons[second].isEnabled()
    assert [each.id for each in app.study.store.wished(app.study.day)] == [first]


def test_killed_in_the_middle_it_is_resumed(app: App) -> None:
    screen = start(app, 25)
    wait(app, 30)
    say(app, "TTFT is 300 ms.")
    wait(app, 40)
    was_asked, seen = asked(app), screen.list.toPlainText()
    # Killed: the window is not told, and nothing is settled.
    app.window.interview.flow = None
    window = app.reopen()
    assert window.today.unfinished.isVisible()
    button = window.today.unfinished.action_button
    assert button.text() == "Resume your interview"
    button.setFocus()
    app.press(Qt.Key.Key_Space)
    again = live(app)
    assert asked(app) == was_asked
    assert again.list.toPlainText() == seen
    assert again.paused.isVisible()
    assert again.clock.text() == "1:10"
    assert not window.today.unfinished.isVisible()
    app.clock.advance(minutes=5)
    assert again.field.hasFocus()
    say(app, "p95 TTFT is 400 ms.")  # what is said sets the clock going
    assert not again.paused.isVisible()
    assert again.clock.text() == "1:10"
    app.type("begun")
    app.press(Qt.Key.Key_Escape)
    chosen = room(app).screen
    assert shown(app) is chosen
    assert chosen is not None
    assert chosen.banner.isVisible()
    chosen.banner.action_button.click()
    assert "400 ms" in live(app).list.toPlainText()
    assert live(app).field.toPlainText() == "begun"


def test_speaking_each_key_marks_what_was_said(app: App) -> None:
    screen = start(app, 45, aloud=True)
    assert screen.hasFocus()
    for key in "lcqvp":
        wait(app, 10)
        app.press(key)
    assert screen.list.toPlainText().count("Said aloud") == 5
    app.press(Qt.Key.Key_Return)
    assert screen.field.hasFocus()
    app.press(Qt.Key.Key_P)  # in the field it is a letter
    assert screen.field.toPlainText() == "p"
    assert screen.list.toPlainText().count("Said aloud") == 5
    app.press("v", ALT)
    assert screen.list.toPlainText().count("Said aloud") == 6
    assert app.qapp.activePopupWidget() is None
    app.press(Qt.Key.Key_F10)
    assert "marked" in debrief(app).timeline.accessibleName()


def test_the_mail_is_written_as_a_drill(app: App) -> None:
    start(app)
    wait(app, 30)
    app.press(Qt.Key.Key_F10)
    debrief(app).mail_button.click()
    mail = after(app).mail
    assert mail is not None
    assert shown(app) is mail
    assert "___" in mail.skeleton.text()
    assert mail.view.editor.hasFocus()
    app.press(Qt.Key.Key_Return)
    assert mail.feedback.isHidden()
    app.type("Thank you. The cost is $0.50 per million tokens. We stay inside the budget.")
    app.press(Qt.Key.Key_Return)
    assert mail.feedback.isVisible()
    assert mail.feedback.verdict.text()
    app.press(Qt.Key.Key_Escape)
    debrief(app)


def test_a_mail_that_was_begun_is_there_after_a_look_elsewhere_and_after_a_restart(
    app: App,
) -> None:
    start(app)
    wait(app, 30)
    app.press(Qt.Key.Key_F10)
    debrief(app).mail_button.click()
    app.type("Thank you.")
    app.press(Qt.Key.Key_Escape)
    debrief(app).mail_button.click()
    mail = after(app).mail
    assert mail is not None
    assert mail.view.editor.toPlainText() == "Thank you."
    app.type(" The cost")
    app.reopen()
    room(app).open()
    setup(app).looked.emit(app.study.store.interviews()[-1].id)
    debrief(app).mail_button.click()
    mail = after(app).mail
    assert mail is not None
    assert mail.view.editor.toPlainText() == "Thank you. The cost"
    mail.view.editor.clear()
    mail.back_button.click()
    debrief(app).mail_button.click()
    assert mail.view.editor.toPlainText() == ""


def choosing(name: Path) -> Callable[[QFileDialog], int]:
    """Return what takes the place of showing a dialog: ``name`` is typed into it."""

    def choose(dialog: QFileDialog) -> int:
        dialog.selectFile(str(name))
        return QFileDialog.DialogCode.Accepted.value

    return choose


@pytest.mark.parametrize("ending", ["md", "pdf"])
def test_the_debrief_is_saved_as_the_button_says(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    start(app)
    wait(app, 30)
    app.press(Qt.Key.Key_F10)
    screen = debrief(app)
    monkeypatch.setattr(QFileDialog, "exec", choosing(tmp_path / "said"))
    made = screen.pdf_button if ending == "pdf" else screen.markdown_button
    made.click()
    chosen = tmp_path / f"said.{ending}"
    assert screen.banner.text.text() == f"Saved as {chosen}."
    head = chosen.read_bytes()[:6]
    assert head == (b"%PDF-1" if ending == "pdf" else b"# Mock")
    monkeypatch.setattr(QFileDialog, "exec", choosing(tmp_path / "no" / "x"))
    made.click()
    assert "cannot be written" in screen.banner.text.text()
    monkeypatch.setattr(QFileDialog, "exec", lambda _: QFileDialog.DialogCode.Rejected)
    screen.banner.hide()
    made.click()
    assert not screen.banner.isVisible()


def test_what_was_being_said_is_there_after_the_window_was_closed(app: App) -> None:
    start(app)
    app.type("We serve it")
    app.reopen()
    app.study.builtin_folder = shipped("decks")
    room(app).resume()
    assert live(app).field.toPlainText() == "We serve it"


def test_the_interview_begins_with_the_numbers_that_are_seen(app: App) -> None:
    later = Later()
    screen = setup(app)
    room(app).house = room(app).house._replace(jobs=later)
    screen.redraw_button.click()
    screen.redraw_button.click()
    for each in reversed(later.kept):
        each()
    screen.start_button.click()
    assert live(app).brief.accessibleName() == screen.brief.accessibleName()


def test_who_went_elsewhere_is_not_fetched_back(app: App) -> None:
    later = Later()
    start(app)
    wait(app, 30)
    room(app).house = room(app).house._replace(jobs=later)
    app.press(Qt.Key.Key_F10)
    app.window.show_today()
    app.window.bench.open()
    app.window.show_place("settings")
    later.all()
    assert app.window.rooms["settings"].screen is shown(app)  # type: ignore[attr-defined]


def test_other_numbers_are_drawn(app: App) -> None:
    screen = setup(app)
    assert screen.list.count() >= 20
    app.press(Qt.Key.Key_Down)
    before = screen.brief.accessibleName()
    for _ in range(5):
        screen.redraw_button.click()
    assert screen.list.currentRow() == 1
    assert screen.brief.accessibleName() != before
