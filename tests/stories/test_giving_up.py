"""Who does not know says so: by one key, from wherever the keyboard is, in every kind of drill."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.stories.conftest import App
from tests.stories.test_kinds import RIGHT, begun, judged, kinds, question, shown, to, unjudged
from trainer.domain.memory import Rating
from trainer.drills.kinds import KINDS

__all__ = ["kinds"]

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


def give_up(app: App) -> None:
    app.press(Qt.Key.Key_N, CTRL)


def last(app: App) -> Any:
    review = app.study.store.last_review()
    assert review is not None
    return review


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_one_key_shows_the_solution_and_asks_again(kinds: App, kind: str) -> None:
    to(kinds, kind)
    screen = kinds.window.practice
    assert screen.give_up_button.isVisible() == (kind != "recall"), "there Enter shows the answer"
    give_up(kinds)
    assert judged(kinds).suggested is Rating.AGAIN
    assert screen.feedback.isVisible()
    assert not screen.give_up_button.isVisible()
    give_up(kinds)
    kinds.press(ENTER)
    review = last(kinds)
    assert (review.kind, review.rating, review.answer) == (kind, Rating.AGAIN, "")
    assert review.value is None
    assert review.log10_error is None


def test_the_button_does_it_too_and_the_user_may_rate_otherwise(kinds: App) -> None:
    to(kinds, "contrast")
    kinds.window.practice.give_up_button.click()
    assert judged(kinds).suggested is Rating.AGAIN
    kinds.press("2")
    assert (last(kinds).suggested, last(kinds).rating) == (Rating.AGAIN, Rating.HARD)


def test_what_was_begun_to_be_picked_or_typed_counts_nothing(kinds: App) -> None:
    to(kinds, "contrast")
    exercise = question(kinds).posed.exercise
    kinds.press(str(exercise.good_at + 1))
    for gap in exercise.lacks:
        kinds.press(gap.facts.key)
    give_up(kinds)
    assert {shown(kinds).toggles[gap].accessibleName() for gap in exercise.lacks} == {
        f"{gap.facts.label}: missed" for gap in exercise.lacks
    }
    kinds.press(ENTER)
    assert question(kinds).posed.kind.name == "estimate"
    kinds.type("$18")
    give_up(kinds)
    assert shown(kinds).answer_edit.text() == ""
    assert "Monthly spend" in kinds.window.practice.feedback.working.text.toPlainText()
    kinds.press(ENTER)
    assert question(kinds).posed.kind.name == "spot"
    kinds.press("1")
    kinds.press("2")
    give_up(kinds)
    assert not any(each.isVisible() for each in shown(kinds).corrections)


@pytest.mark.parametrize("kind", ["rewrite", "email"])
def test_where_nothing_was_written_the_model_stands_alone(kinds: App, kind: str) -> None:
    to(kinds, kind)
    give_up(kinds)
    view = shown(kinds)
    assert view.comparison.model.isVisible()
    assert not view.comparison.yours.isVisible()
    assert not view.checklist.isVisible()
    assert not view.meter.isVisible()
    kinds.press(Qt.Key.Key_1)
    kinds.press(Qt.Key.Key_Z, CTRL)
    assert question(kinds).posed.kind.name == kind
    assert view.checklist.isVisible(), "undone, it is asked as before"
    RIGHT[kind](kinds)
    assert view.comparison.yours.isVisible()
    assert judged(kinds).suggested is Rating.GOOD


def test_what_was_written_stands_beside_the_model_and_is_back_when_undone(kinds: App) -> None:
    to(kinds, "rewrite")
    kinds.type("p95 latency under 400 ms")
    give_up(kinds)
    assert shown(kinds).comparison.yours.isVisible()
    kinds.press(ENTER)
    assert last(kinds).answer == "", "it was not handed in"
    kinds.press(Qt.Key.Key_Z, CTRL)
    assert kinds.study.store.last_review().kind != "rewrite"
    assert begun(shown(kinds)) == "p95 latency under 400 ms"
    assert unjudged(kinds)


def test_a_table_given_up_shows_a_cell_that_holds_in_each_row(kinds: App) -> None:
    to(kinds, "table")
    give_up(kinds)
    view = shown(kinds)
    assert all(model.isVisible() for model in view.models.values())
    assert not view.copy_button.isVisible(), "there is nothing to copy"
    assert not any(mark.isVisible() for mark in view.marks.values())
    kinds.press(ENTER)


def test_half_a_table_is_read_beside_the_model(kinds: App) -> None:
    to(kinds, "table")
    kinds.type("p95 TTFT 1 s")
    give_up(kinds)
    marks = shown(kinds).marks
    assert (marks["latency"].text(), marks["cost"].text()) == ("✓", "empty")
