"""The workbench's screen and the flow behind it, driven as a user drives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from trainer.costmodel.problems import OutOfReach
from trainer.costmodel.solve import solve
from trainer.study.workbench.choices import Choices, load
from trainer.study.workbench.configuration import DEFAULT, Basis, Configuration, from_text
from trainer.study.workbench.fields import FIELDS
from trainer.study.workbench.outcome import outcome
from trainer.study.workbench.questions import QUESTIONS
from trainer.ui import theme
from trainer.ui.screens.workbench import WorkbenchScreen
from trainer.ui.screens.workbench_inputs import WorkbenchInputs
from trainer.ui.screens.workbench_pictures import PICTURES
from trainer.ui.screens.workbench_results import WorkbenchResults
from trainer.ui.workbench_flow import WorkbenchFlow

CHOICES = load(Path("/nobody"), dt.date(2026, 11, 24))
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


class Bench:
    """A workbench on screen with the flow that answers it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, choices: Choices = CHOICES) -> None:
        self.qtbot = qtbot
        self.qapp = qapp
        self.screen = WorkbenchScreen(WorkbenchInputs(choices), WorkbenchResults())
        qtbot.addWidget(self.screen)
        self.screen.resize(1096, 770)
        self.flow = WorkbenchFlow(self.screen, choices, DEFAULT, qapp.clipboard())
        self.screen.show()
        qtbot.waitExposed(self.screen)
        self.screen.activateWindow()
        qtbot.waitUntil(self.screen.isActiveWindow)
        self.flow.draw()

    @property
    def set_to(self) -> Configuration:
        return self.flow.configuration

    def number(self, key: str) -> str:
        return self.screen.results.figures[key].number.text()

    def settle(self) -> None:
        self.flow.draw()
        for _ in range(12):
            self.qapp.processEvents()

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        target = self.qapp.focusWidget() or self.screen
        self.qtbot.keyClick(target, key, modifier)
        self.settle()


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    """The workbench as a new user meets it."""
    made = Bench(qtbot, qapp)
    yield made
    made.screen.close()


def test_every_number_is_on_screen_and_says_what_it_is(bench: Bench) -> None:
    found = outcome(DEFAULT, CHOICES)
    shown = set(bench.screen.results.figures)
    # what only links others: how long a request holds its place
    assert set(QUESTIONS) - shown == {"slot_time"}
    for key, figure in bench.screen.results.figures.items():
        bare = "1,009" if key == "prefill_intensity" else found[key].text.partition(" ")[0]
        assert figure.number.text().startswith(bare), key
        assert figure.number.text() in figure.accessibleName()
        assert figure.isEnabled()
        assert figure.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_bars_are_told_to_screen_readers(bench: Bench) -> None:
    results = bench.screen.results
    assert (
        results.latency_bar.accessibleDescription() == "queue < 1 µs, prefill 36 ms, decode 3.42 s"
    )
    assert results.memory_bar.accessibleDescription() == "153 GB needed of 288 GB"
    assert results.budget_bar.accessibleDescription() == "$20,090 per month of $30,000"


def test_every_number_opens_its_derivation(bench: Bench) -> None:
    for key, figure in bench.screen.results.figures.items():
        figure.click()
        drawer = bench.screen.drawer
        assert drawer.isVisible()
        assert drawer.heading.text() == f"How it comes about: {QUESTIONS[key].label}"
        root = drawer.tree.tree.topLevelItem(0)
        assert root is not None
        assert root.childCount() > 0
        assert drawer.tree.what.text().startswith(root.text(0))
        assert root.text(1) in drawer.tree.what.text()
        assert figure.isChecked()
        assert sum(each.isChecked() for each in bench.screen.results.figures.values()) == 1


def test_a_derivation_says_the_number_on_screen(bench: Bench) -> None:
    for key in ("spend", "throughput", "budget_share", "cost"):
        bench.screen.results.figures[key].click()
        root = bench.screen.drawer.tree.tree.topLevelItem(0)
        assert root is not None
        shown = bench.number(key).strip("$ %").replace(",", "")
        value = root.text(1).partition(" ")[0].strip("$").replace(",", "")
        assert float(value) == pytest.approx(float(shown), rel=0.005), key


def test_a_derivation_follows_the_slider_and_stays_unfolded(bench: Bench) -> None:
    bench.screen.results.figures["cost"].click()
    tree = bench.screen.drawer.tree.tree
    root = tree.topLevelItem(0)
    assert root is not None
    tree.expandAll()
    tree.setCurrentItem(root.child(0))
    before = root.text(1)
    bench.screen.inputs.numbers["batch"].slider.setValue(20)
    bench.settle()
    assert tree.topLevelItem(0) is root
    assert root.text(1) != before
    assert root.isExpanded()
    assert tree.currentItem() is root.child(0)
    assert bench.screen.drawer.tree.what.text().startswith(root.child(0).text(0))


def test_the_working_folds_away_by_its_number_its_button_and_escape(bench: Bench) -> None:
    figure = bench.screen.results.figures["ttft"]
    for close in (
        figure.click,
        bench.screen.drawer.close_button.click,
        lambda: bench.press(Qt.Key.Key_Escape),
    ):
        figure.setFocus()
        figure.click()
        assert bench.screen.drawer.isVisible()
        close()
        assert not bench.screen.drawer.isVisible()
        assert not figure.isChecked()
        assert bench.qapp.focusWidget() is figure, "the keyboard is where it was"


def test_the_number_stays_in_sight_above_its_working(bench: Bench) -> None:
    figure = bench.screen.results.figures["break_even"]
    bench.screen.area.ensureWidgetVisible(figure)
    figure.click()
    bench.settle()
    top = figure.mapTo(bench.screen.area.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= bench.screen.area.viewport().height() - figure.height()


def test_sliders_change_numbers_at_once(bench: Bench) -> None:
    batch = bench.screen.inputs.numbers["batch"]
    before = bench.number("throughput")
    batch.slider.setValue(batch.slider.maximum())
    assert bench.set_to.batch == 1024
    assert batch.edit.text() == "1,024"
    assert bench.number("throughput") != before


def test_charts_follow_one_after_another(bench: Bench) -> None:
    charts = bench.screen.results.pictures
    before = {
        name: card.chart.accessibleDescription() for name, card in charts.items() if card.chart
    }
    assert set(before) == set(PICTURES)
    bench.screen.inputs.numbers["batch"].slider.setValue(3)
    bench.qtbot.waitUntil(
        lambda: all(
            card.chart is not None and card.chart.accessibleDescription() != before[name]
            for name, card in charts.items()
            if name != "spend"
        )
    )


def test_every_chart_gets_its_turn_while_a_slider_moves(bench: Bench) -> None:
    flow, slider = bench.flow, bench.screen.inputs.numbers["prompt_tokens"].slider
    drawn: list[str] = []
    for card_name, card in bench.screen.results.pictures.items():
        chart = card.chart
        assert chart is not None
        show = chart.show_chart
        chart.show_chart = (  # type: ignore[method-assign]
            lambda data, name=card_name, show=show: (drawn.append(name), show(data))
        )
    for position in range(20, 30):
        slider.setValue(position)
        flow._draw_next()
    assert set(drawn) == set(PICTURES)


def test_a_field_takes_what_people_write(bench: Bench) -> None:
    inputs = bench.screen.inputs.numbers
    inputs["batch"].edit.setFocus()
    inputs["batch"].edit.selectAll()
    bench.qtbot.keyClicks(inputs["batch"].edit, "2^7")
    assert bench.set_to.batch == 128
    bench.press(Qt.Key.Key_Return)
    assert inputs["batch"].edit.text() == "128"
    assert FIELDS["batch"].value_at(inputs["batch"].slider.value()) == 128


def test_what_cannot_be_read_leaves_the_last_number_in_force(bench: Bench) -> None:
    prompt = bench.screen.inputs.numbers["prompt_tokens"]
    prompt.edit.setFocus()
    prompt.edit.selectAll()
    bench.qtbot.keyClicks(prompt.edit, "40 GB")
    bench.press(Qt.Key.Key_Return)
    assert prompt.complaint.isVisible()
    assert prompt.complaint.text().endswith("40 stays in force.")
    assert prompt.edit.property("refused") == "true"
    bench.press(Qt.Key.Key_Escape)
    assert not prompt.complaint.isVisible()
    assert prompt.edit.text() == "40"
    assert bench.set_to.prompt_tokens == prompt.value == 40


def test_escape_takes_back_what_was_counted_with_while_it_was_typed(bench: Bench) -> None:
    prompt = bench.screen.inputs.numbers["prompt_tokens"]
    before = prompt.value
    prompt.edit.setFocus()
    prompt.edit.selectAll()
    bench.qtbot.keyClicks(prompt.edit, "40")
    assert bench.set_to.prompt_tokens == 40
    bench.press(Qt.Key.Key_Escape)
    assert bench.set_to.prompt_tokens == prompt.value == before
    bench.qtbot.keyClicks(prompt.edit, "x")
    bench.press(Qt.Key.Key_Escape)
    assert prompt.value == before


def test_up_and_down_step_a_field(bench: Bench) -> None:
    gpus = bench.screen.inputs.numbers["gpus"]
    gpus.edit.setFocus()
    bench.press(Qt.Key.Key_Up)
    assert bench.set_to.gpus == 8
    bench.press(Qt.Key.Key_Down)
    bench.press(Qt.Key.Key_Down)
    assert bench.set_to.gpus == 2


def test_letters_lead_to_fields_and_lists(bench: Bench) -> None:
    inputs = bench.screen.inputs
    for key, target in (
        (Qt.Key.Key_B, inputs.numbers["batch"].edit),
        (Qt.Key.Key_G, inputs.numbers["gpus"].edit),
        (Qt.Key.Key_M, inputs.choices["language_model"].combo),
        (Qt.Key.Key_W, inputs.choices["weights"].combo),
    ):
        bench.press(key, ALT)
        assert bench.qapp.focusWidget() is target


def test_letters_lead_to_one_place_each(bench: Bench) -> None:
    inputs = bench.screen.inputs
    captions = [
        each.caption.text() for each in (*inputs.numbers.values(), *inputs.choices.values())
    ]
    keys = [text[text.index("&") + 1].upper() for text in captions if "&" in text]
    assert len(keys) == len(set(keys))
    assert not set(keys) & set("FPVH"), "the menus have these"


def test_the_wheel_scrolls_past_sliders_and_lists(bench: Bench) -> None:
    inputs = bench.screen.inputs
    for widget in (inputs.numbers["batch"].slider, inputs.choices["weights"].combo):
        wheel = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(0, 120), QPoint(0, 120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        bench.qapp.sendEvent(widget, wheel)
    assert bench.set_to == DEFAULT


def choose(bench: Bench, what: str, name: str) -> None:
    combo = bench.screen.inputs.choices[what].combo
    combo.setCurrentIndex(combo.findData(name))
    combo.activated.emit(combo.currentIndex())


def test_lists_choose_model_accelerator_precision_and_prices(bench: Bench) -> None:
    choose(bench, "language_model", "deepseek-v3")
    choose(bench, "accelerator", "h200-sxm")
    choose(bench, "weights", "fp8")
    choose(bench, "kv", "fp8")
    choose(bench, "api", "gpt-4o")
    choose(bench, "attention", "1")
    set_to = bench.set_to
    assert set_to.stated == (("attention_gpus", 1.0),)
    assert bench.screen.inputs.stated.isHidden()
    assert (set_to.language_model, set_to.accelerator) == ("deepseek-v3", "h200-sxm")
    assert (set_to.weights, set_to.kv) == ("fp8", "fp8")
    assert set_to.gpu_price == CHOICES.rents["h200-sxm"].price
    assert "gpt-4o" in bench.screen.inputs.origin.text()
    combo = bench.screen.inputs.choices["accelerator"].combo
    assert combo.toolTip() == CHOICES.accelerators["h200-sxm"].name


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_list_is_as_wide_as_its_longest_name(bench: Bench) -> None:
    combo = bench.screen.inputs.choices["weights"].combo
    combo.showPopup()
    assert combo.view().minimumWidth() >= combo.view().sizeHintForColumn(0)
    combo.hidePopup()


def test_the_basis_is_chosen_and_always_said(bench: Bench) -> None:
    buttons = bench.screen.inputs.basis_buttons
    assert bench.screen.basis_line.text().startswith("Roofline: ")
    buttons[Basis.REALISTIC].click()
    bench.settle()
    assert bench.set_to.basis is Basis.REALISTIC
    assert bench.screen.basis_line.text().startswith("Realistic: ")
    figures = bench.screen.results.figures
    assert figures["tpot"].span.isVisible()
    assert "measured band" in figures["tpot"].accessibleName()
    assert not figures["weights"].span.isVisible(), "no number of that card has a band"
    buttons[Basis.ROOFLINE].click()
    assert not figures["tpot"].span.isVisible()


def test_a_misfit_says_by_how_much_and_mends_it(bench: Bench) -> None:
    misfit = bench.screen.results.misfit
    assert not misfit.isVisible()
    bench.flow.change_to(DEFAULT.changed(gpus=1.0))
    assert misfit.isVisible()
    assert "81.2 GB too little" in misfit.text.text()
    assert misfit.mend_button.text() == "Take int4 weights"
    assert "With int4 weights, measure quality again." in misfit.text.text()
    assert [each.text() for each in misfit.buttons if each.isVisible()][1:] == ["or 4 GPUs"]
    assert bench.screen.results.memory_line.text().endswith("the line marks what there is.")
    misfit.mend_button.click()
    assert bench.set_to == DEFAULT.changed(gpus=1.0, weights="int4")
    assert not misfit.isVisible()
    assert bench.qapp.focusWidget() is bench.screen.inputs.choices["weights"].combo


def test_a_larger_change_can_be_taken_instead(bench: Bench) -> None:
    bench.flow.change_to(DEFAULT.changed(gpus=1.0))
    bench.screen.results.misfit.buttons[1].click()
    assert bench.set_to == DEFAULT.changed(gpus=4.0)
    assert bench.qapp.focusWidget() is bench.screen.inputs.numbers["gpus"].edit


def test_where_no_single_change_helps_that_is_said(bench: Bench) -> None:
    bench.flow.change_to(
        DEFAULT.changed(
            gpus=1.0, accelerator="t4", language_model="palm-540b", batch=10_000.0,
            prompt_tokens=10_000_000.0,
        )
    )  # fmt: skip
    misfit = bench.screen.results.misfit
    assert misfit.text.text().endswith("No change of a single number helps.")
    assert not any(each.isVisible() for each in misfit.buttons)
    bench.settle()
    assert "No batch fits" in bench.screen.results.pictures["cost"].sentence.text()


def test_over_budget_is_said_in_words_and_hatched(bench: Bench) -> None:
    bench.flow.change_to(DEFAULT.changed(monthly_budget=5000.0))
    line = bench.screen.results.budget_line.text()
    assert line == "$20,090 per month of $5,000: over budget; the line marks the envelope."
    assert not bench.screen.grab().isNull()


def test_the_metric_table_goes_to_the_clipboard(bench: Bench) -> None:
    bench.qapp.clipboard().clear()
    bench.screen.copy_button.click()
    table = bench.qapp.clipboard().text()
    for word in ("Latency", "Cost", "Quality", "Plan", "$20,090 per month"):
        assert word in table
    assert bench.screen.banner.isVisible()
    bench.qapp.clipboard().clear()
    bench.press(Qt.Key.Key_C, CTRL_SHIFT)
    assert bench.qapp.clipboard().text() == table


def test_a_drills_numbers_are_carried_over_and_named(bench: Bench) -> None:
    drill = solve("monthly_spend", {"cost_per_token": 1e-6, "tokens_per_day": 5e6})
    bench.flow.carry(drill, Basis.REALISTIC)
    assert bench.set_to.tokens_per_day == 5e6
    assert bench.set_to.basis is Basis.REALISTIC
    said = bench.screen.banner.text.text()
    assert said == (
        "Taken over from the drill: cost per token, tokens per day. The price is set as the API's,"
        " for what goes in and what comes out: it counts in the lines of the API, not in what GPUs"
        " of your own cost."
    )
    assert "days per month 30" in bench.screen.inputs.stated.text()
    bench.screen.inputs.reset_button.click()
    assert bench.set_to.stated == ()
    assert not bench.screen.inputs.stated.isVisible()


def test_what_is_no_part_of_the_workbench_is_named_too(bench: Bench) -> None:
    bench.flow.carry(solve("f1", {"precision": 0.8, "recall": 0.7}))
    assert bench.screen.banner.text.text() == "Nothing of this drill can be set here."
    mixed = solve("kv_cache", {"kv_bytes_per_token": 1e5, "context_tokens": 100, "batch": 2})
    bench.flow.carry(mixed)
    assert "batch" in bench.screen.banner.text.text()


def test_what_cannot_be_counted_leaves_the_numbers_of_before(bench: Bench) -> None:
    before = bench.number("tpot")
    bench.flow.change_to(DEFAULT.changed(stated=(("gpu_memory", 0.0),)))
    assert "This cannot be counted: " in bench.screen.banner.text.text()
    assert bench.number("tpot") == before
    bench.settle()
    bench.flow.change_to(DEFAULT)
    assert not bench.screen.banner.isVisible(), "the sentence goes with its cause"


def test_a_workbench_that_never_counted_anything_still_stands(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OutOfReach("nothing goes together")

    monkeypatch.setattr("trainer.ui.workbench_flow.outcome", refuse)
    bench = Bench(qtbot, qapp)
    assert bench.flow.outcome is None
    qapp.clipboard().setText("kept")
    bench.screen.copy_button.click()
    assert qapp.clipboard().text() == "kept"
    bench.screen.results.figures["cost"].click()
    assert not bench.screen.drawer.isVisible()
    assert not bench.screen.results.figures["cost"].isChecked()
    bench.screen.close()


def test_a_queue_without_end_is_said_and_its_working_closes(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainer.costmodel.solve import evaluate

    bench.screen.results.figures["queue"].click()
    assert bench.screen.drawer.isVisible()

    def refused(term: str, givens: dict[str, float]) -> float:
        if term == "mean_wait":
            raise OutOfReach("the load is 1 or more")
        return evaluate(term, givens)

    monkeypatch.setattr("trainer.study.workbench.outcome.evaluate", refused)
    bench.screen.inputs.numbers["batch"].slider.setValue(12)
    bench.settle()
    assert bench.number("queue") == "–"
    assert not bench.screen.results.figures["queue"].isEnabled()
    assert bench.screen.results.latency_line.text().startswith("The queue grows without end")
    assert not bench.screen.drawer.isVisible()


def test_the_configuration_is_remembered_once_it_rests(bench: Bench) -> None:
    texts: list[str] = []
    bench.flow.settled.connect(texts.append)
    bench.flow.settle_now()
    assert texts == [], "nothing has changed"
    bench.flow.change_to(DEFAULT.changed(batch=8.0))
    assert texts == []
    bench.flow.settle_now()
    assert [from_text(each).batch for each in texts] == [8.0]
    with bench.qtbot.waitSignal(bench.flow.settled):
        bench.flow.change_to(DEFAULT.changed(batch=9.0))


def test_setting_what_is_set_does_nothing(bench: Bench) -> None:
    bench.flow.change_to(DEFAULT)
    bench.flow.settle_now()
    assert bench.set_to == DEFAULT


def test_the_way_back_is_offered_and_taken(bench: Bench) -> None:
    assert not bench.screen.back_button.isVisible()
    bench.screen.setFocus()
    bench.press(Qt.Key.Key_Escape)
    bench.screen.show_back(True)
    with bench.qtbot.waitSignal(bench.screen.back_wanted):
        bench.screen.back_button.click()
    bench.screen.setFocus()
    with bench.qtbot.waitSignal(bench.screen.back_wanted):
        bench.press(Qt.Key.Key_Escape)


def test_other_keys_are_not_the_workbenchs(bench: Bench) -> None:
    bench.screen.setFocus()
    bench.press(Qt.Key.Key_X)
    assert bench.set_to == DEFAULT


def test_evidence_is_one_button_away(bench: Bench) -> None:
    with bench.qtbot.waitSignal(bench.screen.evidence_wanted):
        bench.screen.evidence_button.click()


@pytest.mark.parametrize(("width", "beside"), [(1096, True), (840, True), (640, False)])
def test_in_little_room_inputs_stand_above(bench: Bench, width: int, beside: bool) -> None:
    bench.screen.resize(width, 700)
    bench.settle()
    inputs = bench.screen.inputs.geometry()
    area = bench.screen.area.geometry()
    assert (inputs.right() <= area.left()) == beside
    assert (inputs.bottom() <= area.top()) != beside


@pytest.mark.parametrize("width", [640, 840, 936, 1096, 1256])
def test_no_text_is_cut_and_nothing_scrolls_sideways(bench: Bench, width: int) -> None:
    bench.flow.change_to(DEFAULT.changed(basis=Basis.REALISTIC, gpus=1.0))
    bench.screen.resize(width, 700)
    bench.settle()
    assert bench.screen.area.horizontalScrollBar().maximum() == 0
    assert bench.screen.inputs.area.horizontalScrollBar().maximum() == 0
    for key, figure in bench.screen.results.figures.items():
        for part in (figure.caption, figure.number, figure.span):
            if part.isVisible():
                assert part.width() >= part.sizeHint().width(), (key, part.text())
                assert part.height() >= part.sizeHint().height(), (key, part.text())
    for number in bench.screen.inputs.numbers.values():
        assert number.caption.width() >= number.caption.sizeHint().width(), number.caption.text()


def test_another_theme_dresses_everything_anew(bench: Bench) -> None:
    bench.flow.change_to(DEFAULT.changed(basis=Basis.REALISTIC))
    bench.settle()
    light = bench.screen.grab().toImage().pixelColor(3, 3).name()
    theme.put_on(bench.qapp, theme.load("dark"))
    bench.settle()
    dark = bench.screen.grab().toImage().pixelColor(3, 3).name()
    assert light == theme.load("light").colours["window"]
    assert dark == theme.load("dark").colours["window"]
    chart = bench.screen.results.pictures["latency"].chart
    assert chart is not None
    corner = chart.grab().toImage().pixelColor(2, 2).name()
    assert corner == theme.load("dark").colours["surface"]


def test_problems_of_the_users_own_catalogue_are_said(qtbot: QtBot, qapp: QApplication) -> None:
    broken = Choices(
        CHOICES.language_models, CHOICES.accelerators, {}, {}, ("Black Box lacks the layers.",)
    )
    bench = Bench(qtbot, qapp, broken)
    assert bench.screen.banner.text.text() == "Black Box lacks the layers."
    bench.screen.close()
