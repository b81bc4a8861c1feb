"""The view of a spot drill, by keys alone and by clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from trainer.drills.spot import Flaw, Spot, SpotAnswer, SpotKind
from trainer.ui import theme
from trainer.ui.drills.spot import SpotView

CONTENT = Spot(
    text="It costs $18,000 a month at $0.0012 per token.",
    flaws=(Flaw("$18,000 a month", "$180,000", unit="USD/month"),),
    decoys=("$0.0012 per token",),
)
EXERCISE = SpotKind().pose(CONTENT, __import__("random").Random(1))


@pytest.fixture
def view(qtbot: QtBot) -> SpotView:
    made = SpotView()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_exercise(EXERCISE)
    return made


def test_keys_pick_enter_moves_on_and_checks(qtbot: QtBot, view: SpotView) -> None:
    answers: list[SpotAnswer] = []
    view.answered.connect(answers.append)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "Pick what is wrong first" in view.complaint.text()
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert view.corrections[0].isVisible()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    edit = view.corrections[0].edit
    assert edit.hasFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert "What is right instead of phrase 1?" in view.complaint.text()
    qtbot.keyClicks(edit, "$180k")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert answers == [SpotAnswer({0: "$180k"})]
    view.show_assessment(SpotKind().assess(EXERCISE, answers[0]))
    assert not view.complaint.isVisible(), "it was met"


def test_picking_again_lets_go(qtbot: QtBot, view: SpotView) -> None:
    view.text.anchorClicked.emit(QUrl("1"))
    assert view.corrections[1].isVisible()
    assert view.corrections[1].edit.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_2)
    assert not view.corrections[1].isVisible()
    qtbot.keyClick(view, Qt.Key.Key_9)
    assert not view.corrections[8].isVisible(), "there is no ninth phrase"


def test_after_the_verdict_nothing_changes(qtbot: QtBot, view: SpotView) -> None:
    view.pick(0)
    view.corrections[0].edit.setText("$1")
    assessment = SpotKind().assess(EXERCISE, SpotAnswer({0: "$1"}))
    view.show_assessment(assessment)
    assert "✗" in view.text.toPlainText()
    assert view.corrections[0].edit.isReadOnly()
    view.pick(1)
    assert not view.corrections[1].isVisible()
    assert not view.check_button.isVisible()


def test_alt_and_a_number_pick_while_a_field_has_the_keyboard(qtbot: QtBot, view: SpotView) -> None:
    qtbot.keyClick(view, Qt.Key.Key_1)
    edit = view.corrections[0].edit
    edit.setFocus()
    qtbot.keyClicks(edit, "$1")
    qtbot.keyClick(edit, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert view.corrections[1].isVisible()
    assert edit.text() == "$1"
    qtbot.keyClick(edit, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert not view.corrections[1].isVisible()


def test_each_correction_is_told_what_became_of_it(qtbot: QtBot, view: SpotView) -> None:
    for text, said in (("$180k", "✓ Put right"), ("$1", "✗ Not put right by")):
        view.show_exercise(EXERCISE)
        view.pick(0)
        view.pick(1)
        answer = SpotAnswer({0: text, 1: "$5"})
        view.show_assessment(SpotKind().assess(EXERCISE, answer))
        assert said in view.corrections[0].said.text()
        assert view.corrections[1].said.text() == "2  “$0.0012 per token” ✗ holds as it stands."


def test_a_new_theme_colours_the_text_anew(qapp: QApplication, view: SpotView) -> None:
    view.pick(0)
    theme.put_on(qapp, theme.load("dark"))
    QApplication.sendEvent(view, QEvent(QEvent.Type.PaletteChange))
    assert theme.load("dark").colours["accent"] in view.text.toHtml()


def test_a_view_without_an_exercise_shows_nothing(qtbot: QtBot) -> None:
    made = SpotView()
    qtbot.addWidget(made)
    made.pick(0)
    QApplication.sendEvent(made, QEvent(QEvent.Type.PaletteChange))
    assert made.text.toPlainText() == ""
