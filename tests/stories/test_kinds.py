"""Each kind of drill is done by keyboard alone: answered right, and answered wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.stories.conftest import App
from trainer.domain.assessment import Assessment
from trainer.domain.memory import Rating
from trainer.study.session import Question

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
ENTER = Qt.Key.Key_Return
TAB = Qt.Key.Key_Tab


@pytest.fixture
def kinds(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[App]:
    """An application with one drill of each kind, all new."""
    app = App(qtbot, qapp, tmp_path / "data")
    app.open()
    app.install("kinds.yaml")
    yield app
    app.close()


def question(app: App) -> Question:
    session = app.window.flow.session
    assert session is not None
    assert session.question is not None
    return session.question


def to(app: App, kind: str) -> None:
    """Begin, and pass what comes before the drill of ``kind``."""
    app.press(ENTER)
    for _ in RIGHT:
        if question(app).posed.kind.name == kind:
            return
        RIGHT[question(app).posed.kind.name](app)
        app.press(ENTER)
    raise AssertionError(f"no {kind} among them")


def shown(app: App) -> Any:
    """Return the view on screen, whichever kind's it is."""
    return app.window.practice.view


def unjudged(app: App) -> bool:
    session = app.window.flow.session
    return session is not None and session.judged is None


def judged(app: App) -> Assessment:
    session = app.window.flow.session
    assert session is not None
    assert session.judged is not None, "the answer was not taken"
    return session.judged.assessment


def recall(app: App) -> None:
    app.press(ENTER)


def contrast(app: App) -> None:
    exercise = question(app).posed.exercise
    app.press(str(exercise.good_at + 1))
    for gap in exercise.lacks:
        app.press(gap.facts.key)
    app.press(ENTER)


def estimate(app: App) -> None:
    app.type("$180k")
    app.press(ENTER)


def spot(app: App) -> None:
    app.press("2")
    app.press("3")
    app.press(ENTER)
    app.type("180k")
    app.press(ENTER)
    app.type("F1")
    app.press(ENTER)


def written(app: App) -> None:
    app.type(question(app).posed.exercise.good)
    app.press(ENTER)


def table(app: App) -> None:
    for cell in question(app).posed.exercise.good.values():
        app.type(cell)
        app.press(ENTER)


RIGHT: dict[str, Callable[[App], None]] = {
    "recall": recall,
    "contrast": contrast,
    "estimate": estimate,
    "spot": spot,
    "rewrite": written,
    "table": table,
    "email": written,
    "interview": table,
}


@pytest.mark.parametrize("kind", RIGHT)
def test_the_right_answer_is_given_by_keys_and_stored(kinds: App, kind: str) -> None:
    to(kinds, kind)
    drill = question(kinds).posed.drill.id
    RIGHT[kind](kinds)
    assert judged(kinds).suggested in {Rating.GOOD, Rating.EASY}
    kinds.press(ENTER)
    (review,) = kinds.study.store.reviews_of(drill)
    assert review.rating in {Rating.GOOD, Rating.EASY}
    assert (review.answer == "") == (kind == "recall")


def test_all_kinds_in_one_sitting(kinds: App) -> None:
    kinds.press(ENTER)
    seen = set()
    for _ in RIGHT:
        kind = question(kinds).posed.kind.name
        seen.add(kind)
        RIGHT[kind](kinds)
        kinds.press("3")
    assert seen == set(RIGHT)
    assert kinds.window.stack.currentWidget() is not kinds.window.practice


# -- on the way there --------------------------------------------------------------------------


def test_a_spot_is_changed_while_typing_and_nonsense_is_refused(kinds: App) -> None:
    to(kinds, "spot")
    view = shown(kinds)
    kinds.press(ENTER)
    assert "Pick what is wrong" in view.complaint.text()
    kinds.press("2")
    kinds.press(ENTER)
    kinds.type("much more")
    kinds.press("3", ALT)
    kinds.press(ENTER)
    kinds.type("EM")
    kinds.press(ENTER)
    assert "“much more”" in view.complaint.text()
    assert unjudged(kinds)
    kinds.press(TAB, SHIFT)
    kinds.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    kinds.type("$180,000")
    kinds.press(ENTER)
    assert judged(kinds).suggested is Rating.GOOD


def test_a_rewrite_shows_how_it_stands_while_it_is_typed(kinds: App, qtbot: QtBot) -> None:
    to(kinds, "rewrite")
    view = shown(kinds)
    kinds.press(ENTER)
    assert view.complaint.text().startswith("There is no statement yet")
    kinds.type("p95 latency under 400 ms,")
    kinds.press(ENTER, SHIFT)
    kinds.type("at most $6 per million tokens")
    qtbot.waitUntil(lambda: view.editor.is_read)
    ticked = [
        aspect.value for aspect, tick in view.checklist.ticks.items() if tick.text().startswith("✓")
    ]
    assert ticked == ["latency", "cost", "percentile"]
    assert "USD 36k a month: 3.6× the 10k budget." in view.meter.said.text()
    kinds.press(ENTER)
    assert judged(kinds).suggested is Rating.AGAIN
    assert view.comparison.isVisible()
    kinds.press("1")
    assert question(kinds).posed.kind.name != "rewrite" or question(kinds).is_repeat


def test_a_table_is_copied_as_markdown(kinds: App) -> None:
    to(kinds, "table")
    table(kinds)
    view = shown(kinds)
    button = view.copy_button
    for _ in range(20):
        if button.hasFocus():
            break
        kinds.press(TAB, SHIFT)
    kinds.press(Qt.Key.Key_Space)
    assert kinds.qapp.clipboard().text().startswith("| metric | target |\n|---|---|\n| Latency |")
    kinds.press("3")


def test_letters_typed_into_a_field_are_no_keys_of_the_screen(kinds: App) -> None:
    to(kinds, "email")
    kinds.type("1234 w")
    view = shown(kinds)
    assert view.editor.toPlainText() == "1234 w"
    assert unjudged(kinds)


def test_leaving_a_half_written_answer_counts_nothing(kinds: App) -> None:
    to(kinds, "rewrite")
    drill = question(kinds).posed.drill.id
    kinds.type("p95 latency under")
    kinds.press(Qt.Key.Key_Escape)
    assert kinds.window.stack.currentWidget() is not kinds.window.practice
    assert kinds.study.store.reviews_of(drill) == ()


# -- drafts ------------------------------------------------------------------------------------

WRITTEN = {"rewrite": "p95 latency under 400 ms", "email": "Thank you", "table": "p95 TTFT 1 s"}


def begun(view: Any) -> str:
    """Return what stands in the first field of a written answer."""
    text: str = (
        view.cells["latency"].text() if hasattr(view, "cells") else view.editor.toPlainText()
    )
    return text


def leave(app: App) -> None:
    """Leave for Today, past what sums the answers up if there are any."""
    app.press(Qt.Key.Key_Escape)
    if app.window.stack.currentWidget() is not app.window.today:
        app.press(Qt.Key.Key_Escape)


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_was_begun_is_there_when_its_drill_comes_back(kinds: App, kind: str) -> None:
    to(kinds, kind)
    kinds.type(WRITTEN[kind])
    leave(kinds)
    to(kinds, kind)
    assert begun(shown(kinds)) == WRITTEN[kind]
    assert kinds.window.practice.banner.text.text() == "What you had begun to write is back."
    kinds.type(" and")
    assert begun(shown(kinds)) == f"{WRITTEN[kind]} and"
    assert unjudged(kinds)


def test_what_was_begun_is_there_after_a_restart(kinds: App) -> None:
    to(kinds, "table")
    kinds.type("p95 TTFT under 400 ms")
    kinds.reopen()
    to(kinds, "table")
    assert begun(shown(kinds)) == "p95 TTFT under 400 ms"


def test_a_draft_that_was_emptied_or_answered_does_not_come_back(kinds: App) -> None:
    to(kinds, "rewrite")
    kinds.type("p95 latency under 400 ms")
    leave(kinds)
    to(kinds, "rewrite")
    kinds.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    kinds.press(Qt.Key.Key_Delete)
    leave(kinds)
    to(kinds, "rewrite")
    assert begun(shown(kinds)) == ""
    assert not kinds.window.practice.banner.isVisible()
    kinds.type("p95 latency under 400 ms")
    kinds.press(ENTER)
    kinds.press("1")
    for _ in RIGHT:
        if question(kinds).posed.kind.name == "rewrite":
            break
        RIGHT[question(kinds).posed.kind.name](kinds)
        kinds.press(ENTER)
    assert question(kinds).is_repeat
    assert begun(shown(kinds)) == ""


def test_a_draft_survives_a_look_elsewhere_and_undo_takes_back_letters(kinds: App) -> None:
    to(kinds, "rewrite")
    done = question(kinds).done
    kinds.type("p95")
    kinds.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert begun(shown(kinds)) == ""
    assert question(kinds).done == done
    kinds.type("p99")
    kinds.window.show_today()
    to(kinds, "rewrite")
    assert begun(shown(kinds)) == "p99"


def test_undoing_a_rating_gives_the_written_answer_back_to_be_mended(kinds: App) -> None:
    to(kinds, "rewrite")
    kinds.type("p95 latency under 400 ms")
    kinds.press(ENTER)
    kinds.press("1")
    kinds.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert question(kinds).posed.kind.name == "rewrite"
    assert begun(shown(kinds)) == "p95 latency under 400 ms"
    kinds.type(" at 20 requests/s")
    kinds.press(ENTER)
    assert judged(kinds).suggested is Rating.AGAIN


@pytest.mark.parametrize("kind", ["contrast", "estimate", "table"])
def test_the_verdict_is_on_screen_even_in_a_small_window(kinds: App, kind: str) -> None:
    kinds.window.resize(1024, 560)
    to(kinds, kind)
    RIGHT[kind](kinds)
    area, feedback = kinds.window.practice.area, kinds.window.practice.feedback

    def at() -> tuple[int, int]:
        return (
            feedback.verdict.mapTo(area.viewport(), QPoint(0, 0)).y(),
            feedback.mapTo(area.viewport(), QPoint(0, feedback.height())).y(),
        )

    def is_seen() -> bool:
        top, bottom = at()
        return 0 <= top < 60 or (top >= 0 and bottom <= area.viewport().height())

    kinds.qtbot.waitUntil(is_seen)
    bar = area.verticalScrollBar()
    bar.setValue(0)
    feedback.setMinimumHeight(feedback.height() + 40)  # who has scrolled is left alone
    kinds.qapp.processEvents()
    assert bar.value() == 0
