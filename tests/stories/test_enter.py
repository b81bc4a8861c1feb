"""Enter does what the button says that has the keyboard, on pages where it begins something."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.stories.conftest import App
from tests.stories.test_a_session import answer, judged
from tests.stories.test_interview import debrief, setup, start, wait
from tests.stories.test_planning import focus
from trainer.domain.memory import Rating
from trainer.ui.drills.estimate import EstimateView

ENTER = Qt.Key.Key_Return


def test_on_the_summary(app: App) -> None:
    app.window.start()
    answer(app, "right")
    app.window.flow.rate(Rating.GOOD)
    app.window.flow.leave()
    summary = app.window.summary
    summary.undo_button.setFocus()
    app.press(ENTER)
    assert app.window.practice.isVisible()


def test_on_the_page_of_interviews(app: App) -> None:
    start(app)
    wait(app, 30)
    app.press(Qt.Key.Key_F10)
    held = debrief(app)
    held.leave_button.click()
    screen = setup(app)
    seen = screen.brief.accessibleName()
    screen.redraw_button.setFocus()
    for _ in range(5):
        app.press(ENTER)
    assert screen.isVisible()
    assert screen.brief.accessibleName() != seen
    screen.history.buttons[0].setFocus()
    app.press(ENTER)
    assert held.isVisible()


def test_on_the_page_to_focus(app: App) -> None:
    app.window.start()
    app.window.flow.suspend()
    screen = focus(app)
    screen.back_button.setFocus()
    app.press(ENTER)
    assert screen.isVisible()
    assert not screen.back_card.isVisible(), "it is let back"


def test_the_enter_that_answers_rates_nothing(app: App) -> None:
    """Qt's own line hands Enter on to the page once it has told of it."""
    app.window.start()
    while not isinstance(app.window.practice.view, EstimateView):
        app.window.flow.bury()
    view = app.window.practice.view
    line = QLineEdit(view)
    line.show()
    line.returnPressed.connect(view.submit)
    view.answer_edit.setText("12")
    line.setFocus()
    app.press(ENTER)
    assert judged(app)
    assert not list(app.study.store.log())


def test_in_a_field_that_was_answered(app: App) -> None:
    app.window.start()
    while not isinstance(app.window.practice.view, EstimateView):
        app.window.flow.bury()
    view = app.window.practice.view
    answer(app, "right")
    suggested = judged(app).assessment.suggested
    view.answer_edit.setFocus()
    app.press(ENTER)
    log = list(app.study.store.log())
    assert [each.review.rating for each in log] == [suggested]
