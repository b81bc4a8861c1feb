"""Every kind has its view, and every view its manners."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

import trainer.drills
import trainer.ui.drills
from trainer.domain.aspect import Aspect
from trainer.drills.contrast import Contrast, ContrastAnswer, ContrastExercise, ContrastKind
from trainer.drills.estimate import EstimateExercise
from trainer.drills.kinds import KINDS, NAMES, kind_named
from trainer.drills.recall import RecallAnswer, RecallExercise, RecallKind
from trainer.formats.yaml_deck import read_deck
from trainer.ui import theme
from trainer.ui.drills.base import DrillView
from trainer.ui.drills.contrast import ContrastView
from trainer.ui.drills.estimate import EstimateView
from trainer.ui.drills.recall import RecallView
from trainer.ui.drills.views import VIEWS, view_for
from trainer.ui.widgets.marked_text import Mark
from trainer.ui.widgets.statement import Statement

BUILT_IN = Path(__file__).parents[2] / "decks" / "interview-metrics.yaml"


def test_every_kind_has_a_view_and_every_view_a_kind() -> None:
    assert tuple(VIEWS) == NAMES == tuple(kind.name for kind in KINDS)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_core_file_and_view_file_share_a_name(kind: str) -> None:
    for package in (trainer.drills, trainer.ui.drills):
        assert (Path(package.__path__[0]) / f"{kind}.py").is_file()


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_every_control_has_an_accessible_name(qtbot: QtBot, kind: str) -> None:
    view = view_for(kind)
    qtbot.addWidget(view)
    controls = [*view.findChildren(QAbstractButton), *view.findChildren(QLineEdit)]
    nameless = [each for each in controls if not each.accessibleName() and not each.text()]
    assert not nameless or kind == "contrast"  # statements are named by what they say
    assert view.hint


@pytest.mark.parametrize("kind", ["contrast", "spot"])
def test_a_view_that_has_the_keyboard_itself_says_what_is_asked(qtbot: QtBot, kind: str) -> None:
    drills = read_deck(BUILT_IN).drills
    fields = next(drill.fields for drill in drills if drill.kind == kind)
    view = view_for(kind)
    qtbot.addWidget(view)
    made = kind_named(kind)
    exercise = made.pose(made.read(fields), random.Random(1))
    view.show_exercise(exercise)
    said = view.accessibleName()
    texts = exercise.statements if kind == "contrast" else (exercise.text,)
    assert exercise.situation in said
    assert all(text in said for text in texts)
    assert "?" in said


def test_the_base_view_promises_and_does_not_pretend(qtbot: QtBot) -> None:
    view = DrillView()
    qtbot.addWidget(view)
    for call in (
        lambda: view.show_exercise(None),
        lambda: view.show_assessment(None),  # type: ignore[arg-type]
        view.submit,
        lambda: view.refuse("no"),
        lambda: view.show_draft("of what?"),
    ):
        with pytest.raises(NotImplementedError):
            call()
    assert view.draft() is None


def shown_contrast(qtbot: QtBot) -> tuple[ContrastView, ContrastExercise]:
    view = ContrastView()
    qtbot.addWidget(view)
    exercise = ContrastExercise(
        situation="A chat.",
        statements=("It will be fast.", "p95 ≤ 150 ms."),
        good_at=1,
        why="",
        named={Aspect.LATENCY: "≤ 150 ms", Aspect.PERCENTILE: "p95"},
    )
    view.resize(700, 500)
    view.show()
    view.show_exercise(exercise)
    return view, exercise


def test_contrast_asks_for_both_parts_of_the_answer(qtbot: QtBot) -> None:
    view, _ = shown_contrast(qtbot)
    answers: list[ContrastAnswer] = []
    view.answered.connect(answers.append)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "1 or 2" in view.complaint.text()
    qtbot.keyClick(view, Qt.Key.Key_2)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "at least one" in view.complaint.text()
    qtbot.keyClick(view, Qt.Key.Key_P)
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert not view.complaint.isVisible(), "it was met"
    view.check_button.click()
    assert answers == [ContrastAnswer(1, frozenset({Aspect.PERCENTILE}))]


def test_contrast_marks_what_was_right_missed_and_needless(qtbot: QtBot) -> None:
    view, exercise = shown_contrast(qtbot)
    view.statements[1].click()
    view.toggles[Aspect.PERCENTILE].click()
    view.toggles[Aspect.COST].click()
    answer = ContrastAnswer(1, frozenset({Aspect.PERCENTILE, Aspect.COST}))
    view.show_assessment(ContrastKind().assess(exercise, answer))
    names = {gap: toggle.accessibleName() for gap, toggle in view.toggles.items()}
    assert names[Aspect.PERCENTILE] == "Percentile: rightly named"
    assert names[Aspect.LATENCY] == "Latency: missed"
    assert names[Aspect.COST] == "Cost: not a gap"
    assert names[Aspect.QUALITY] == "Quality: rightly left out"
    assert [each.badge for each in view.statements] == ["Does not hold", "Holds"]
    view.grab()
    view.pick(0)
    assert view.statements[1].isChecked(), "nothing changes after the verdict"
    view.show_exercise(exercise)
    assert view.toggles[Aspect.LATENCY].accessibleName() == "Latency"


def test_an_estimate_leads_from_the_number_to_how_sure_one_is(qtbot: QtBot) -> None:
    view = EstimateView()
    qtbot.addWidget(view)
    assert view.answer_edit.nextInFocusChain() is view.interval_edit
    assert view.interval_edit.nextInFocusChain() is view.check_button


def test_contrast_shows_statements_as_text(qtbot: QtBot) -> None:
    view, _ = shown_contrast(qtbot)
    content = Contrast(bad="<b>x</b>", good="a & b <i>≤ 1 s</i>", lacks={"latency": "≤ 1 s"})
    view.show_exercise(ContrastKind().pose(content, __import__("random").Random(1)))
    view.grab()
    assert view.statements[0].statement in {content.bad, content.good}


def test_recall_reveals_on_enter_and_on_click(qtbot: QtBot) -> None:
    view = RecallView()
    qtbot.addWidget(view)
    answers: list[RecallAnswer] = []
    view.answered.connect(answers.append)
    view.show_exercise(RecallExercise("Front?", "Back.", ""))
    view.show()
    assert not view.back_card.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    view.reveal_button.click()
    assert answers == [RecallAnswer(), RecallAnswer()]


def test_recall_turns_over_by_any_of_its_keys_and_stays_turned(qtbot: QtBot) -> None:
    view = RecallView()
    qtbot.addWidget(view)
    answers: list[RecallAnswer] = []
    view.answered.connect(answers.append)
    view.show_exercise(RecallExercise("Front?", "Back.", ""))
    view.show()
    for key in (Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_A):
        qtbot.keyClick(view, key)
    assert len(answers) == 2, "a letter shows nothing"
    view.show_assessment(RecallKind().assess(RecallExercise("Front?", "Back.", ""), answers[0]))
    assert view.back_card.isVisible()
    assert not view.reveal_button.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert len(answers) == 2


def test_contrast_leaves_other_keys_to_the_screen(qtbot: QtBot) -> None:
    view, exercise = shown_contrast(qtbot)
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Shift):
        qtbot.keyClick(view, key)
    assert not any(toggle.isChecked() for toggle in view.toggles.values())
    view.pick(1)
    answer = ContrastAnswer(1, frozenset({Aspect.LATENCY}))
    view.show_assessment(ContrastKind().assess(exercise, answer))
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert view.statements[1].isChecked()


def test_contrast_has_nothing_to_judge_before_there_is_an_exercise(qtbot: QtBot) -> None:
    view = ContrastView()
    qtbot.addWidget(view)
    _, exercise = shown_contrast(qtbot)
    answer = ContrastAnswer(1, frozenset({Aspect.LATENCY}))
    view.show_assessment(ContrastKind().assess(exercise, answer))
    assert view.statements[0].badge == ""


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_statement_is_painted_in_every_state(
    qtbot: QtBot, qapp: QApplication, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.put_on(qapp, theme.load(name))
    shown = Statement(1)
    qtbot.addWidget(shown)
    shown.resize(400, 80)
    shown.show_statement("It will be fast.")
    pictures = [shown.grab().toImage()]
    monkeypatch.setattr(shown, "underMouse", lambda: True)
    pictures.append(shown.grab().toImage())
    monkeypatch.setattr(shown, "hasFocus", lambda: True)
    pictures.append(shown.grab().toImage())
    shown.setChecked(True)
    pictures.append(shown.grab().toImage())
    shown.show_verdict("Does not hold", "wrong", [Mark(11, 15, "wrong")])
    pictures.append(shown.grab().toImage())
    for first, second in itertools.pairwise(pictures):
        assert first != second
    assert shown.accessibleName() == "Does not hold: It will be fast."


def asked_estimate(qtbot: QtBot) -> EstimateView:
    """Return the view of a question whose answer is wanted in GB."""
    view = EstimateView()
    qtbot.addWidget(view)
    givens = {"model_parameters": 70e9, "bytes_per_parameter": 2}
    view.show_exercise(
        EstimateExercise("How large?", givens, "weights_footprint", "GB", 1.05, "exact")
    )
    view.show()
    return view


def test_an_interval_reads_as_it_is_typed_in_the_unit_of_the_estimate(qtbot: QtBot) -> None:
    view = asked_estimate(qtbot)
    assert view.interval_echo.isHidden()
    qtbot.keyClicks(view.interval_edit, "20 to 10")
    assert view.interval_echo.text() == "reads as 10 GB to 20 GB"
    qtbot.keyClicks(view.answer_edit, "13.5 TB")
    assert view.interval_echo.text() == "reads as 10 TB to 20 TB"
    qtbot.keyClicks(view.interval_edit, " miles")
    assert "miles" in view.interval_echo.text()
    view.interval_edit.clear()
    view.interval_edit.textEdited.emit("")
    assert view.interval_echo.isHidden()


def test_what_is_refused_of_an_interval_is_said_and_mended_there(qtbot: QtBot) -> None:
    view = asked_estimate(qtbot)
    view.answer_edit.setText("13.5 TB")
    view.interval_edit.setText("10")
    view.refuse("An interval has two ends.")
    assert view.interval_echo.text() == "An interval has two ends."
    assert view.focusWidget() is view.interval_edit
    view.answer_edit.setText("13.5 miles")
    view.refuse("That is no unit.")
    assert view.echo.text() == "That is no unit."
    assert view.focusWidget() is view.answer_edit
