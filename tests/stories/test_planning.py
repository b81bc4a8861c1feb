"""Focus, Plan and Settings: what the user chooses there is what the next session does."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.scheduling import simulated
from tests.stories.conftest import App
from tests.stories.test_a_session import answer, question
from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating, Seen
from trainer.errors import TrainerError
from trainer.scheduling.focus import Focus
from trainer.scheduling.fsrs import DEFAULT_PARAMETERS
from trainer.scheduling.optimise import optimise
from trainer.study import planning
from trainer.study.focusing import Grounds
from trainer.ui import theme
from trainer.ui.rooms import plan as plan_room
from trainer.ui.rooms.focus import FocusRoom
from trainer.ui.rooms.plan import PlanRoom
from trainer.ui.rooms.settings import SettingsRoom
from trainer.ui.screens.focus import FocusScreen
from trainer.ui.screens.plan import PlanScreen
from trainer.ui.screens.settings import SettingsScreen

CTRL = Qt.KeyboardModifier.ControlModifier


def push(app: App, widget: QWidget) -> None:
    """Press a button as the keyboard does: go there, then Space."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    app.press(Qt.Key.Key_Space)


def kinds_asked(app: App) -> set[str]:
    kinds = set()
    while app.window.stack.currentWidget() is app.window.practice:
        kinds.add(question(app).posed.kind.name)
        answer(app, "right")
        app.press("3")
    return kinds


# -- focus -------------------------------------------------------------------------------------


def focus(app: App) -> FocusScreen:
    app.press(Qt.Key.Key_4, CTRL)
    room = app.window.rooms["focus"]
    assert isinstance(room, FocusRoom)
    assert room.screen is not None
    assert app.window.stack.currentWidget() is room.screen
    return room.screen


def test_only_estimates(app: App) -> None:
    screen = focus(app)
    assert screen.line.text() == "12 drills to choose from: 0 due, 12 new, 0 not due yet."
    push(app, screen.kinds["estimate"])
    assert screen.line.text() == "4 drills to choose from: 0 due, 4 new, 0 not due yet."
    screen.setFocus()
    app.press(Qt.Key.Key_Return)
    assert kinds_asked(app) == {"estimate"}
    assert app.window.summary.answered.number.text() == "4"


def tabbed(app: App, start: QWidget) -> list[QWidget]:
    """Go round the screen with Tab, beginning at ``start``; return what was met."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    met = [start]
    for _ in range(60):
        app.press(Qt.Key.Key_Tab)
        if app.focus() is start:
            break
        met.append(app.focus())
    return met


def test_tab_goes_through_focus_and_settings_in_the_order_seen(app: App) -> None:
    screen = focus(app)
    met = tabbed(app, screen.dimensions["latency"])
    wanted = [*screen.dimensions.values(), *screen.kinds.values(), screen.tag_combo]
    wanted += [screen.deck_combo, screen.ways["focus"], screen.many_spin, screen.start_button]
    assert met[: len(wanted)] == wanted
    page = settings(app)
    fields = [field for each in page.rows.values() for field in each.fields]
    app.qapp.processEvents()
    met = tabbed(app, page.search_edit)
    assert met[1 : len(fields) + 1] == fields
    assert all(field.accessibleName() for field in fields)


def test_cramming_leaves_the_schedule_alone_and_recording_does_not(app: App) -> None:
    screen = focus(app)
    push(app, screen.ways["cram"])
    screen.many_spin.setValue(3)
    push(app, screen.start_button)
    assert not question(app).recorded
    answer(app, "right")
    good = app.window.practice.rating_bar.buttons[Rating.GOOD]
    assert good.accessibleName() == "Good, not recorded"
    assert len(kinds_asked(app)) >= 1
    assert app.window.summary.answered.number.text() == "3"
    assert "no answer was stored" in app.window.summary.header.line.text()
    assert list(app.study.store.log()) == []
    screen = focus(app)
    push(app, screen.ways["record"])
    push(app, screen.start_button)
    kinds_asked(app)
    assert len(list(app.study.store.log())) == 3


def test_flagged_drills_and_those_that_were_suspended(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    flagged = question(app).posed.drill.id
    app.press(Qt.Key.Key_G, CTRL)
    answer(app, "right")
    app.press("3")
    app.press(Qt.Key.Key_B, CTRL | Qt.KeyboardModifier.ShiftModifier)
    screen = focus(app)
    assert screen.suspended.text() == "1 drill is suspended."
    assert screen.line.text() == "11 drills to choose from: 0 due, 10 new, 1 not due yet."
    assert not screen.leech_button.isVisible()
    push(app, screen.flagged_button)
    assert screen.line.text() == "1 drill to choose from: 0 due, 0 new, 1 not due yet."
    push(app, screen.back_button)
    assert app.study.store.marks().keys() == {flagged}
    assert not screen.back_card.isVisible()
    push(app, screen.start_button)
    assert question(app).posed.drill.id == flagged


def test_the_weakest_dimension_is_one_key_away(qtbot: QtBot) -> None:
    screen = FocusScreen()
    qtbot.addWidget(screen)
    there = Grounds(
        day=dt.date(2026, 11, 24),
        entries=(),
        decks={"d": "Deck"},
        kinds={"recall": 3},
        tags={"budget": 2, "scale": 1},
        weakest="cost",
        flagged=frozenset(),
        suspended=2,
        leeches=frozenset({DrillId("d/l")}),
    )
    screen.show_grounds(there)
    screen.tag_combo.setCurrentIndex(2)
    screen.weak_button.click()
    screen.kinds["recall"].click()
    wanted = Focus(
        kinds=frozenset({"recall"}), tags=frozenset({"scale"}), dimensions=frozenset({"cost"})
    )
    assert screen.focus == wanted
    screen.show_grounds(there)
    assert screen.focus == wanted, "a choice that is still there stays"
    assert screen.suspended.text() == "2 drills are suspended."
    screen.leech_button.click()
    assert screen.focus.drills == {"d/l"}
    screen.show_grounds(dataclasses.replace(there, leeches=frozenset()))
    assert screen.focus.drills == frozenset()


def test_a_focus_without_anything_left_today_says_so(app: App) -> None:
    app.study.change_setting("new_per_day", 0)
    screen = focus(app)
    push(app, screen.start_button)
    assert "Cram asks all of it" in screen.banner.text.text()
    screen.deck_combo.setCurrentIndex(1)
    screen.deck_combo.activated.emit(1)
    assert screen.focus.decks == {"twelve"}
    app.press(Qt.Key.Key_Escape)  # Any other key is nobody's.


# -- settings ----------------------------------------------------------------------------------


def settings(app: App) -> SettingsScreen:
    app.press(Qt.Key.Key_Comma, CTRL)
    room = app.window.rooms["settings"]
    assert isinstance(room, SettingsRoom)
    assert room.screen is not None
    assert app.window.stack.currentWidget() is room.screen
    return room.screen


def retype(app: App, field: QWidget, text: str) -> None:
    field.setFocus(Qt.FocusReason.TabFocusReason)
    app.press(Qt.Key.Key_A, CTRL)
    app.type(text)
    app.press(Qt.Key.Key_Return)


def test_a_setting_is_found_changed_and_counts_at_once(app: App) -> None:
    screen = settings(app)
    app.type("new drills per")
    assert [name for name, each in screen.rows.items() if each.isVisible()] == ["new_per_day"]
    row = screen.rows["new_per_day"]
    retype(app, row.control, "5")  # type: ignore[attr-defined]
    assert app.study.settings.new_per_day == 5
    app.press(Qt.Key.Key_F, CTRL)
    app.press(Qt.Key.Key_A, CTRL)
    app.type("xyz")
    assert screen.nothing.isVisible()
    app.press(Qt.Key.Key_1, CTRL)
    assert app.window.today.new.number.text() == "5"


def test_what_cannot_be_is_refused_with_its_range(app: App) -> None:
    screen = settings(app)
    row = screen.rows["desired_retention"]
    retype(app, row.control, "99")  # type: ignore[attr-defined]
    assert row.complaint.text() == (
        "'Desired retention' cannot be 99; write a number from 70 to 97 %; the old value stays."
    )
    assert app.study.settings.desired_retention == 0.9
    retype(app, row.control, "85 %")  # type: ignore[attr-defined]
    assert app.study.settings.desired_retention == 0.85
    assert not row.complaint.isVisible()
    steps = screen.rows["learning_minutes"]
    retype(app, steps.control, "1, 10")  # type: ignore[attr-defined]
    assert app.study.settings.learning_minutes == (1, 10)
    assert steps.control.text() == "1 10"  # type: ignore[attr-defined]


def test_switches_choices_days_and_decks(app: App) -> None:
    screen = settings(app)
    push(app, screen.rows["fuzz"].control)  # type: ignore[attr-defined]
    assert app.study.settings.fuzz is False
    push(app, screen.rows["easy_days"].controls["Sun"])  # type: ignore[attr-defined]
    push(app, screen.rows["easy_days"].controls["Sat"])  # type: ignore[attr-defined]
    assert app.study.settings.easy_days == ("Sat", "Sun")
    order = screen.rows["due_order"].control  # type: ignore[attr-defined]
    order.setFocus()
    app.press(Qt.Key.Key_Down)
    assert app.study.settings.due_order == "weakest first"
    ((deck, field),) = screen.rows["deck_retention"].controls.items()  # type: ignore[attr-defined]
    retype(app, field, "95")
    assert app.study.settings.deck_retention == {deck: 0.95}
    retype(app, field, "12")
    assert "cannot be 12" in screen.rows["deck_retention"].complaint.text()
    retype(app, field, " ")
    assert app.study.settings.deck_retention == {}
    look = screen.rows["theme"].control  # type: ignore[attr-defined]
    look.setFocus()
    app.press(Qt.Key.Key_End)
    assert theme.current().name == "high contrast"
    look.setFocus()
    app.press(Qt.Key.Key_Up)
    assert theme.current().name == "dark"


def test_a_setting_that_could_not_be_stored_says_so(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = settings(app)

    def busy(*_: object) -> None:
        raise TrainerError("the database is busy", remedy="try again")

    monkeypatch.setattr(app.study, "change_setting", busy)
    push(app, screen.rows["fuzz"].control)  # type: ignore[attr-defined]
    assert screen.banner.text.text() == "the database is busy; try again."
    assert screen.rows["fuzz"].control.isChecked()  # type: ignore[attr-defined]


# -- plan --------------------------------------------------------------------------------------


def plan(app: App) -> PlanScreen:
    app.press(Qt.Key.Key_5, CTRL)
    room = app.window.rooms["plan"]
    assert isinstance(room, PlanRoom)
    assert room.screen is not None
    assert app.window.stack.currentWidget() is room.screen
    return room.screen


def test_an_interview_sets_what_each_day_asks(app: App) -> None:
    screen = plan(app)
    assert not screen.interview.stats.isVisible()
    push(app, screen.interview.date_check)
    assert app.study.settings.interview == "2026-12-22"
    assert screen.interview.new.number.text() == "1"
    screen.interview.date_edit.show_day(dt.date(2026, 11, 29))
    screen.interview.date_edit.editingFinished.emit()
    assert screen.interview.days.number.text() == "5"
    assert screen.interview.sentence.text().startswith("6 new drills a day for 5 days: about ")
    assert float(screen.interview.minutes.number.text()) > 0
    assert screen.interview.time_line.text() == (
        "About 60 minutes a day go with your usual 15 new drills."
    )
    app.press(Qt.Key.Key_1, CTRL)
    assert app.window.today.new.number.text() == "6"
    line = app.window.today.header.line
    assert line.text() == "Tuesday, 24 November 2026  ·  interview in 5 days"
    for days, words in ((4, "interview tomorrow"), (1, "interview today")):
        app.clock.advance(days=days)
        app.window.show_today()
        assert line.text().endswith(words)
    app.clock.advance(days=1)
    app.window.show_today()
    assert line.text() == "Monday, 30 November 2026"
    app.clock.advance(days=-6)
    screen = plan(app)
    push(app, screen.interview.date_check)
    assert app.study.settings.interview == ""
    assert not screen.interview.stats.isVisible()
    screen.interview.date_edit.editingFinished.emit()
    assert app.study.settings.interview == ""


def test_the_day_is_typed_as_people_write_it(app: App) -> None:
    screen = plan(app).interview
    push(app, screen.date_check)
    for typed in ("27 november 2026", "Nov 27, 2026", "2026-11-27", "27.11.2026"):
        retype(app, screen.date_edit, "30 Nov 2026")
        assert app.study.settings.interview == "2026-11-30"
        retype(app, screen.date_edit, typed)
        assert app.study.settings.interview == "2026-11-27"
        assert screen.date_edit.text() == "27 November 2026"
    for typed in ("31 February 2027", "soon", "11/12/2026", "1 2 3", "99999-1-1"):
        retype(app, screen.date_edit, typed)
        assert screen.complaint.text().startswith(f"'{typed}' is no day; write it as 25 November")
    retype(app, screen.date_edit, "1 Jan 2020")
    assert screen.complaint.text() == "1 January 2020 is past; choose today or a day to come."
    assert app.study.settings.interview == "2026-11-27"
    push(app, screen.date_check)
    assert not screen.complaint.isVisible()
    app.clock.advance(days=9)
    app.study.change_setting("interview", "2026-11-27")
    assert plan(app).interview.sentence.text().startswith("The day of the interview is past")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_day_is_taken_from_a_calendar(app: App) -> None:
    screen = plan(app).interview
    push(app, screen.date_check)
    screen.date_edit.setFocus()
    app.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = screen.date_edit.open_calendar()
    assert calendar.isVisible()
    calendar.activated.emit(QDate(2026, 12, 1))
    assert not calendar.isVisible()
    assert app.study.settings.interview == "2026-12-01"


def test_what_will_not_be_ready_is_named_and_can_be_practised(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    weak = question(app).posed.drill.id
    for _ in range(12):
        answer(app, "right")
        app.press("2" if question(app).posed.drill.id == weak else "4")
    app.study.change_setting("interview", "2026-11-30")
    app.clock.advance(days=6)
    screen = plan(app)
    assert screen.interview.not_ready.isVisible()
    assert "Not ready on the day" in screen.interview.not_ready_line.text()
    push(app, screen.interview.drill_button)
    assert question(app).posed.drill.id == weak


def test_a_year_is_simulated_and_drawn(app: App) -> None:
    screen = plan(app)
    push(app, screen.simulate_button)
    assert screen.chart.isVisible()
    assert "minutes a day" in screen.workload_line.text()
    assert "90.0 %" in screen.chart.accessibleDescription()
    assert not screen.cancel_button.isVisible()
    theme.put_on(app.qapp, theme.wanted("dark"))
    theme.put_on(app.qapp, theme.wanted("light"))


def test_too_few_answers_to_fit_to(app: App) -> None:
    screen = plan(app)
    push(app, screen.fit.start_button)
    assert "only 0 answers" in screen.fit.sentence.text()
    assert screen.fit.start_button.isEnabled()
    push(app, screen.fit.cancel_button)
    screen.cancel_button.click()


def test_fitted_parameters_are_used_and_given_up_again(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.press(Qt.Key.Key_Return)
    drill = question(app).posed.drill.id
    answer(app, "right")
    app.press("3")
    found = optimise(
        simulated.answers(simulated.forgetful(), drills=300, days=120, seed=4), DEFAULT_PARAMETERS
    )
    assert found.is_better

    def done(work: object, *arguments: object, step: object) -> object:
        if work is planning.optimise_log:
            return found
        return work(*arguments, step)  # type: ignore[operator]

    monkeypatch.setattr(plan_room, "apart", done)
    screen = plan(app)
    before = app.study.store.progress(drill)
    push(app, screen.fit.start_button)
    assert screen.fit.sentence.text() == found.sentence
    assert app.study.scheduler.parameters == pytest.approx(found.parameters)
    after = app.study.store.progress(drill)
    assert isinstance(before, Seen)
    assert isinstance(after, Seen)
    assert after.memory != before.memory
    assert after.due == before.due
    assert "fitted to your own" in screen.fit.state.text()
    push(app, screen.fit.usual_button)
    assert app.study.settings.fsrs_parameters == ()
    assert app.study.store.progress(drill) == before


def test_what_goes_wrong_while_planning_is_said(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise TrainerError("the database is busy", remedy="try again")

    screen = plan(app)
    monkeypatch.setattr(plan_room, "apart", fails)
    push(app, screen.simulate_button)
    assert screen.banner.text.text() == "the database is busy; try again."
    assert screen.simulate_button.isEnabled()
    screen.banner.hide()
    monkeypatch.setattr(app.study, "change_setting", fails)
    push(app, screen.interview.date_check)
    assert screen.banner.isVisible()
