"""When something goes wrong: one sentence, nothing lost, and on it goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from tests.stories.conftest import App
from trainer.errors import CannotRun
from trainer.ui import crash, theme


def test_a_full_disk_is_said_and_the_rating_can_be_given_again(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.press(Qt.Key.Key_Return)
    session = app.window.flow.session
    assert session is not None
    assert session.question is not None
    drill = session.question.posed.drill.id
    app.press(Qt.Key.Key_Return)
    record = app.study.store.record

    def full(*_: object) -> None:
        raise CannotRun("there is no room left, so nothing was saved", remedy="free some space")

    monkeypatch.setattr(app.study.store, "record", full)
    app.press("3")
    assert "no room left" in app.window.practice.banner.text.text()
    assert app.window.practice.banner.isVisible()
    assert session.question.posed.drill.id == drill
    monkeypatch.setattr(app.study.store, "record", record)
    app.press("3")
    assert session.question.posed.drill.id != drill
    assert len(app.study.store.reviews_of(drill)) == 1
    assert not app.window.practice.banner.isVisible()


def test_a_failed_undo_is_said(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    app.press(Qt.Key.Key_Return)
    app.press(Qt.Key.Key_Return)
    app.press("3")

    def locked(*_: object) -> None:
        raise CannotRun("another program is using the database")

    monkeypatch.setattr(app.study.store, "retract", locked)
    app.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "another program" in app.window.practice.banner.text.text()
    session = app.window.flow.session
    assert session is not None
    assert session.can_undo


def test_the_theme_is_changed_and_remembered(app: App) -> None:
    app.window.actions_by_name["dark"].trigger()
    assert theme.current().name == "dark"
    assert app.study.settings.theme == "dark"
    app.reopen()
    assert app.study.settings.theme == "dark"
    app.window.actions_by_name["light"].trigger()
    assert theme.current().name == "light"


def test_progress_opens_before_and_after_a_session(app: App) -> None:
    app.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    screen = app.window.rooms["progress"].screen
    assert screen is not None
    assert screen.answered.number.text() == "0"  # type: ignore[attr-defined]
    app.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    app.press(Qt.Key.Key_Return)
    app.press(Qt.Key.Key_Return)
    app.press("3")
    app.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert screen.answered.number.text() == "1"  # type: ignore[attr-defined]


def test_a_defect_is_shown_with_a_report_that_can_be_copied(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[QMessageBox] = []

    def press_copy(box: QMessageBox) -> int:
        shown.append(box)
        next(each for each in box.buttons() if each.text() == "Copy report").click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press_copy)
    with pytest.raises(ZeroDivisionError) as caught:
        _ = 1 // int("0")
    crash.show(caught.type, caught.value, caught.tb)
    assert "Every rated answer is stored" in shown[0].text()
    assert "ZeroDivisionError" in app.qapp.clipboard().text()
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_an_error_for_users_that_nobody_caught_is_a_sentence(
    app: App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    monkeypatch.setattr(crash, "tell", lambda _parent, sentence: said.append(sentence))
    error = CannotRun("the disk is gone", remedy="plug it in")
    crash.show(type(error), error, None)
    assert said == ["the disk is gone; plug it in."]
    capsys.readouterr()


def test_trouble_at_the_foot_is_gone_once_something_is_stored(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    app.press(Qt.Key.Key_Return)
    bar = app.window.statusBar()
    app.window.tell_quietly("There is no room left, so nothing was saved.", "wrong")
    assert bar.isVisible()
    app.press("3")
    assert not bar.isVisible(), "the answer was stored"
    app.window.tell_quietly("Copied to a file.", "good")
    app.press(Qt.Key.Key_Return)
    app.press("3")
    assert bar.currentMessage() == "Copied to a file."


def test_what_is_said_after_the_verdict_is_in_view(app: App) -> None:
    app.window.resize(900, 560)
    app.press(Qt.Key.Key_Return)
    app.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    app.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    banner = app.window.practice.banner
    assert banner.isVisible()
    assert not banner.visibleRegion().isEmpty()
    assert not app.window.practice.area.isAncestorOf(banner), "it does not scroll away"
