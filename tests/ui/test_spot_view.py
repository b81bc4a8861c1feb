"""The view of a spot drill, by keys alone and by clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from pytestqt.qtbot import QtBot

from trainer.drills.spot import Flaw, Spot, SpotAnswer, SpotKind
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


def test_picking_again_lets_go(qtbot: QtBot, view: SpotView) -> None:
    view.text.anchorClicked.emit(QUrl("1"))
    assert view.corrections[1].isVisible()
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
