"""The workbench by keyboard alone: play, ask why, mend, copy, come back with nothing lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.stories.conftest import App
from tests.stories.test_a_session import answer, judged, question
from trainer.ui.screens.evidence import EvidenceScreen
from trainer.ui.screens.workbench import WorkbenchScreen
from trainer.ui.workbench_flow import WorkbenchFlow

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
MOST_TABS = 120


def bench(app: App) -> tuple[WorkbenchScreen, WorkbenchFlow]:
    screen, flow = app.window.bench.screen, app.window.bench.flow
    assert screen is not None
    assert flow is not None
    assert app.window.stack.currentWidget() is screen
    flow.draw()
    app.qapp.processEvents()
    return screen, flow


def tab_to(app: App, target: QWidget) -> None:
    """Press Tab until the keyboard is at ``target``."""
    for _ in range(MOST_TABS):
        if app.focus() is target:
            return
        app.press(Qt.Key.Key_Tab)
    raise AssertionError(f"no way by keyboard to {target.accessibleName()}")


def retype(app: App, text: str) -> None:
    """Type over what the field holds."""
    app.press(Qt.Key.Key_A, CTRL)
    app.type(text)
    app.press(Qt.Key.Key_Return)


def to_an_estimate(app: App) -> str:
    """Answer until an estimate is on screen and judged; return its drill's id."""
    app.press(Qt.Key.Key_Return)
    while question(app).posed.kind.name != "estimate":
        answer(app, "right")
        app.press("3")
    answer(app, "close")
    return question(app).posed.drill.id


def reviews(app: App) -> int:
    return len(list(app.study.store.log()))


def test_play_ask_why_mend_and_copy_by_keyboard(app: App) -> None:
    app.press("3", CTRL)
    screen, flow = bench(app)
    before = screen.results.figures["throughput"].number.text()

    app.press("b", ALT)
    retype(app, "64")
    assert flow.configuration.batch == 64
    assert screen.results.figures["throughput"].number.text() != before
    app.press(Qt.Key.Key_Up)
    assert flow.configuration.batch > 64

    tab_to(app, screen.results.figures["cost"])
    app.press(Qt.Key.Key_Return)
    assert screen.drawer.isVisible()
    assert screen.drawer.heading.text().endswith("cost per million output tokens")
    tab_to(app, screen.drawer.tree.tree)
    app.press(Qt.Key.Key_Down)
    assert screen.drawer.tree.formula.text()
    app.press(Qt.Key.Key_Escape)
    assert not screen.drawer.isVisible()
    assert app.focus() is screen.results.figures["cost"]

    app.press("g", ALT)
    retype(app, "1")
    misfit = screen.results.misfit
    assert misfit.isVisible()
    assert "too little" in misfit.text.text()
    tab_to(app, misfit.mend_button)
    app.press(Qt.Key.Key_Space)
    assert not misfit.isVisible()
    assert flow.configuration.weights == "int4"

    app.press("c", CTRL_SHIFT)
    table = app.qapp.clipboard().text()
    assert "int4 weights" in table
    for word in ("Latency", "Cost", "Quality", "Plan"):
        assert word in table

    app.press("1", CTRL)
    assert app.window.stack.currentWidget() is app.window.today
    window = app.reopen()
    app.press("3", CTRL)
    assert window.bench.flow is not None
    assert window.bench.flow.configuration.weights == "int4", "it is as it was left"


def test_every_number_and_every_input_is_reached_by_tab(app: App) -> None:
    app.press("3", CTRL)
    screen, _ = bench(app)
    wanted: set[QWidget] = set(screen.results.figures.values())
    for number in screen.inputs.numbers.values():
        wanted |= {number.slider, number.edit}
    wanted |= {each.combo for each in screen.inputs.choices.values()}
    wanted |= {screen.copy_button, screen.evidence_button}
    met: set[QWidget] = set()
    for _ in range(MOST_TABS):
        app.press(Qt.Key.Key_Tab)
        met.add(app.focus())
        focus, page = app.focus(), screen.area.widget()
        if page is not None and page.isAncestorOf(focus):
            assert not focus.visibleRegion().isEmpty(), f"{focus.accessibleName()} is out of sight"
    assert {each.accessibleName() for each in wanted - met} == set()


def test_from_a_drill_to_the_workbench_and_back_with_nothing_lost(app: App) -> None:
    drill = to_an_estimate(app)
    verdict = judged(app)
    assert app.window.practice.feedback.workbench_button.isVisible()
    before = reviews(app)

    app.press("w")
    screen, flow = bench(app)
    assert screen.banner.text.text().startswith("Taken over from the drill: ")
    assert screen.back_button.isVisible()
    app.press("b", ALT)
    retype(app, "8")
    assert flow.configuration.batch == 8
    app.press("3", CTRL)
    assert screen.back_button.isVisible(), "asking for the workbench again does not lose the drill"

    app.press(Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is app.window.practice
    assert question(app).posed.drill.id == drill
    assert judged(app) is verdict
    assert app.window.practice.feedback.isVisible()
    assert reviews(app) == before

    app.press("3")
    assert reviews(app) == before + 1
    app.press("3", CTRL)
    assert not screen.back_button.isVisible(), "the drill was rated: none waits"


def test_the_drills_numbers_are_in_the_workbench(app: App) -> None:
    to_an_estimate(app)
    exercise = question(app).posed.exercise
    app.press("w")
    screen, flow = bench(app)
    said = screen.banner.text.text()
    for name in exercise.givens:
        if name == "tokens_per_day":
            assert flow.configuration.tokens_per_day == exercise.givens[name]
        if name == "cost_per_token":
            assert flow.configuration.output_price == exercise.givens[name] * 1e6
    assert "Taken over" in said or "Nothing of this drill" in said


def test_a_rating_after_the_workbench_counts_as_ever(app: App) -> None:
    to_an_estimate(app)
    app.press("w")
    bench(app)
    app.press(Qt.Key.Key_Escape)
    suggested = judged(app).assessment.suggested
    app.press(Qt.Key.Key_Return)
    day = app.study.today().day
    assert app.study.store.reviews_between(day, day)[-1].rating == suggested


def test_how_far_to_trust_this_and_back(app: App) -> None:
    app.press("3", CTRL)
    screen, _ = bench(app)
    tab_to(app, screen.evidence_button)
    app.press(Qt.Key.Key_Space)
    evidence = app.window.stack.currentWidget()
    assert isinstance(evidence, EvidenceScreen)
    assert evidence.table.rowCount() > 200
    app.press("f", CTRL)
    app.type("kv")
    assert 0 < evidence.table.rowCount() < 200
    app.press(Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is screen
