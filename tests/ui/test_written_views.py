"""The views of written answers: read along while typing, side by side after the verdict."""

from __future__ import annotations

import random
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Finding
from trainer.drills.email import Email, EmailAnswer, EmailKind
from trainer.drills.rewrite import Rewrite, RewriteAnswer, RewriteKind
from trainer.drills.scenario import Scenario
from trainer.drills.table import ROWS, Table, TableAnswer, TableKind
from trainer.ui import theme
from trainer.ui.drills.email import EmailView
from trainer.ui.drills.rewrite import RewriteView
from trainer.ui.drills.table import TableView
from trainer.ui.widgets.comparison import NARROW, Comparison
from trainer.ui.widgets.editor import LONGEST, Editor
from trainer.ui.widgets.marked_text import Mark, marked_html, reading_marks, role_of

FACTS: dict[str, str | int | float] = {"tokens_per_day": "200 M", "monthly_budget": "$10k"}
GOOD = "TTFT ≤ 400 ms at p95, ≤ $0.60 per million tokens, F1 ≥ 0.85 on our QA set."
REWRITE = Rewrite(
    Scenario("A handbook.", "qa", FACTS),
    bad="It will be <b>fast</b>.",
    good=GOOD,
    requires=("latency", "percentile", "cost", "budget", "quality"),
)
CELLS = {
    "latency": "p95 TTFT ≤ 400 ms at 20 requests/s",
    "cost": "≤ $0.60 per million tokens",
    "quality": "F1 ≥ 0.85 on our 500-question QA set",
    "volume": "200 M tokens a day",
    "budget": "$10k a month",
    "measurement": "F1 is measured weekly on 200 fresh questions, with a rollback below 0.82",
}
TABLE = Table(Scenario("A handbook.", "qa", FACTS), good=CELLS)  # type: ignore[arg-type]


def posed(kind: Any, content: Any) -> Any:
    return kind.pose(content, random.Random(1))


@pytest.fixture
def rewrite(qtbot: QtBot) -> RewriteView:
    made = RewriteView()
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_exercise(posed(RewriteKind(), REWRITE))
    return made


def ticked(view: RewriteView) -> set[Aspect]:
    return {each for each, tick in view.checklist.ticks.items() if tick.text().startswith("✓")}


def underlined(editor: Editor) -> list[str]:
    return [each.cursor.selectedText() for each in editor.extraSelections()]


def write(qtbot: QtBot, view: RewriteView, text: str) -> None:
    view.editor.setPlainText(text)
    qtbot.waitUntil(lambda: view.editor.is_read)


# -- while typing ------------------------------------------------------------------------------


def test_an_empty_field_has_everything_still_to_come(rewrite: RewriteView) -> None:
    assert rewrite.editor.hasFocus()
    assert rewrite.given.text() == "“It will be <b>fast</b>.”"
    shown = [each for each, tick in rewrite.checklist.ticks.items() if not tick.isHidden()]
    assert {each.value for each in shown} == set(REWRITE.requires)
    assert ticked(rewrite) == set()
    assert "say a price per token" in rewrite.meter.said.text()
    assert rewrite.meter.bar.value() == 0
    assert not rewrite.comparison.isVisible()


def test_the_checklist_follows_what_is_written(qtbot: QtBot, rewrite: RewriteView) -> None:
    write(qtbot, rewrite, "p95 latency ≤ 400 ms at $0.60 per million tokens")
    assert ticked(rewrite) == {Aspect.LATENCY, Aspect.PERCENTILE, Aspect.COST, Aspect.BUDGET}
    name = rewrite.checklist.ticks[Aspect.QUALITY].accessibleName()
    assert name == "Quality: missing"
    assert rewrite.checklist.ticks[Aspect.COST].accessibleName() == "Cost: there"


@pytest.mark.parametrize(
    ("price", "said", "value", "tone"),
    [
        ("$0.60", "USD 3,600 a month: 36 % of the 10k budget.", 36, "good"),
        ("$6", "USD 36k a month: 3.6× the 10k budget.", 100, "wrong"),
    ],
)
def test_the_meter_shows_the_month(
    qtbot: QtBot, rewrite: RewriteView, price: str, said: str, value: int, tone: str
) -> None:
    write(qtbot, rewrite, f"It costs {price} per million tokens.")
    assert rewrite.meter.said.text().endswith(said)
    assert rewrite.meter.bar.value() == value
    assert rewrite.meter.bar.property("tone") == tone


def test_without_a_budget_there_is_no_meter(rewrite: RewriteView) -> None:
    content = Rewrite(Scenario("A."), "Fast.", GOOD, ("latency",))
    rewrite.show_exercise(posed(RewriteKind(), content))
    assert not rewrite.meter.isVisible()


def test_a_key_waits_for_no_reading(
    qtbot: QtBot, rewrite: RewriteView, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole = rewrite._kind.read_along
    monkeypatch.setattr(
        RewriteKind,
        "read_along",
        lambda _kind, exercise, text: read.append(text) or whole(exercise, text),
    )
    qtbot.keyClicks(rewrite.editor, "p95 latency 400 ms")
    assert read == [], "while keys come nothing is read"
    qtbot.waitUntil(lambda: bool(read))
    assert read == ["p95 latency 400 ms"]


# -- underlines --------------------------------------------------------------------------------


def test_what_was_read_is_underlined_and_wishes_have_a_wave(
    qtbot: QtBot, rewrite: RewriteView
) -> None:
    write(qtbot, rewrite, "🙂 It is scalable, with p95 latency ≤ 400 ms at $6 per million tokens.")
    words = {
        each.cursor.selectedText(): each.format.underlineStyle()
        for each in rewrite.editor.extraSelections()
    }
    style = QTextCharFormat.UnderlineStyle
    assert words["scalable"] is style.WaveUnderline
    assert words["p95 latency ≤ 400 ms"] is style.SingleUnderline
    assert words["$6 per million tokens"] is style.WaveUnderline, "it breaks the budget"


def test_a_stretch_that_is_changed_has_no_underline_until_it_is_read_again(
    qtbot: QtBot, rewrite: RewriteView
) -> None:
    write(qtbot, rewrite, "p95 latency ≤ 400 ms, F1 ≥ 0.85")
    before = underlined(rewrite.editor)
    assert len(before) == 2
    cursor = rewrite.editor.textCursor()
    cursor.setPosition(len("p95 latency ≤ 400 ms") - 3)
    rewrite.editor.setTextCursor(cursor)
    qtbot.keyClick(rewrite.editor, "0")
    assert underlined(rewrite.editor) == before[1:], "the other one moved with its words"
    qtbot.waitUntil(lambda: rewrite.editor.is_read)
    assert underlined(rewrite.editor)[0] == "p95 latency ≤ 4000 ms"


def test_a_new_theme_colours_the_underlines_anew(
    qtbot: QtBot, qapp: QApplication, rewrite: RewriteView
) -> None:
    write(qtbot, rewrite, "p95 latency ≤ 400 ms")

    def colour() -> str:
        (only,) = rewrite.editor.extraSelections()
        return only.format.underlineColor().name()

    light = colour()
    theme.put_on(qapp, theme.load("dark"))
    QApplication.sendEvent(rewrite.editor, QEvent(QEvent.Type.PaletteChange))
    assert colour() == theme.load("dark").colours["latency"]
    assert colour() != light


# -- the verdict -------------------------------------------------------------------------------


def assess(view: RewriteView, text: str) -> None:
    exercise = posed(RewriteKind(), REWRITE)
    view.editor.setPlainText(text)
    view.show_assessment(RewriteKind().assess(exercise, RewriteAnswer(text)))


def test_after_the_verdict_both_texts_stand_side_by_side(rewrite: RewriteView) -> None:
    assess(rewrite, "p95 latency ≤ 400 ms & <i>scalable</i>")
    assert rewrite.comparison.isVisible()
    assert not rewrite.editor.isVisible()
    assert not rewrite.check_button.isVisible()
    yours, model = rewrite.comparison.yours, rewrite.comparison.model
    assert yours.text.toPlainText() == "p95 latency ≤ 400 ms & <i>scalable</i>"
    assert model.text.toPlainText() == GOOD
    assert model.text.accessibleName() == f"A statement that holds: {GOOD}"
    wrong = theme.current().colours["wrong"]
    assert wrong in yours.text.toHtml()
    assert wrong not in model.text.toHtml()
    rewrite.submit()  # nothing is answered twice
    rewrite.show_exercise(posed(RewriteKind(), REWRITE))
    assert rewrite.editor.toPlainText() == ""
    assert not rewrite.editor.isReadOnly()


def test_what_is_refused_is_said_until_something_is_typed(
    qtbot: QtBot, rewrite: RewriteView
) -> None:
    assert not rewrite.complaint.isVisible()
    rewrite.refuse("There is no statement yet.")
    assert rewrite.complaint.isVisible()
    assert rewrite.editor.hasFocus()
    qtbot.keyClick(rewrite.editor, "a")
    assert not rewrite.complaint.isVisible()


def test_shift_enter_is_a_line_and_enter_an_answer(qtbot: QtBot, rewrite: RewriteView) -> None:
    answers: list[RewriteAnswer] = []
    rewrite.answered.connect(answers.append)
    qtbot.keyClicks(rewrite.editor, "a")
    qtbot.keyClick(rewrite.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(rewrite.editor, "b")
    qtbot.keyClick(rewrite.editor, Qt.Key.Key_Return)
    rewrite.check_button.click()
    assert answers == [RewriteAnswer("a\nb")] * 2


def test_a_mail_begins_with_what_was_missing(qtbot: QtBot) -> None:
    view = EmailView()
    qtbot.addWidget(view)
    content = Email(Scenario("A."), "the cost.", "Thank you. It is cheap.", ("cost",))
    view.show_exercise(posed(EmailKind(), content))
    assert view.given.text() == "What was missing: the cost."
    answers: list[EmailAnswer] = []
    view.answered.connect(answers.append)
    view.editor.setPlainText("Dear all")
    view.submit()
    assert answers == [EmailAnswer("Dear all")]
    assert view.comparison.yours.title.text() == "Your mail"


# -- the table ---------------------------------------------------------------------------------


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    made = TableView()
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_exercise(posed(TableKind(), TABLE))
    return made


def fill(view: TableView, **cells: str) -> None:
    for name, text in {**CELLS, **cells}.items():
        view.cells[name].setText(text)


def said(view: TableView) -> dict[str, str]:
    return {name: mark.text() for name, mark in view.marks.items()}


def test_each_cell_is_read_as_it_is_typed(table: TableView) -> None:
    assert set(said(table).values()) == {""}
    assert table.marks["cost"].accessibleName() == "Cost: empty"
    fill(
        table, latency="TTFT ≤ 400 ms", quality="F1 ≥ 0.85", volume="", cost="$6 per million tokens"
    )
    assert said(table) == {
        "latency": "no percentile",
        "cost": "does not hold",
        "quality": "no benchmark",
        "volume": "",
        "budget": "✓",
        "measurement": "✓",
    }
    assert table.meter.bar.property("tone") == "wrong"
    assert table.marks["budget"].accessibleName() == "Budget: ✓"


def test_enter_goes_down_and_checks_after_the_last(qtbot: QtBot, table: TableView) -> None:
    answers: list[TableAnswer] = []
    table.answered.connect(answers.append)
    for name, text in CELLS.items():
        assert table.cells[name].hasFocus()
        table.cells[name].setText(text)
        qtbot.keyClick(table.cells[name], Qt.Key.Key_Return)
    assert answers == [TableAnswer(CELLS)]


def test_the_verdict_shows_what_holds_where_it_differs(table: TableView) -> None:
    fill(table, latency="p95 TTFT ≤ 900 ms at 20 requests/s", volume="", quality="F1 ≥ 0.85")
    cells = {name: edit.text() for name, edit in table.cells.items()}
    exercise = posed(TableKind(), TABLE)
    assessment = TableKind().assess(exercise, TableAnswer(cells))
    table.show_assessment(assessment)
    visible = {name for name, model in table.models.items() if model.isVisible()}
    assert visible == {"latency", "volume", "quality"}
    assert table.models["volume"].text() == "for example: 200 M tokens a day"
    assert said(table)["volume"] == "empty"
    assert all(edit.isReadOnly() for edit in table.cells.values())
    assert not table.check_button.isVisible()
    table.copy_button.click()
    assert table.copy_button.text() == "Copied"
    assert "| Volume | – |" in QApplication.clipboard().text()
    table.show_exercise(exercise)
    assert table.copy_button.text() == "Copy as Markdown"
    assert set(said(table).values()) == {""}


def test_an_empty_table_is_refused_until_something_is_typed(table: TableView) -> None:
    table.refuse("The table is empty.")
    assert table.complaint.isVisible()
    table.cells["cost"].setText("$1")
    assert not table.complaint.isVisible()


def test_every_cell_has_a_name_and_an_example(table: TableView) -> None:
    for name, (title, _, example) in ROWS.items():
        assert table.cells[name].accessibleName() == title
        assert table.cells[name].placeholderText() == f"such as {example}"


# -- marks and comparison ----------------------------------------------------------------------


def test_marks_are_escaped_and_overlapping_ones_give_way() -> None:
    html = marked_html("a<b>\nc", [Mark(0, 3, "good"), Mark(2, 4, "wrong"), Mark(5, 5, "close")])
    assert "a&lt;b" in html
    assert "<br>" in html
    assert html.count("<span") == 1


def test_what_fails_takes_the_place_of_what_was_read() -> None:
    statement = RewriteKind().read_statement(
        posed(RewriteKind(), REWRITE), "p95 latency ≤ 400 ms, 5 M tokens a day, measured weekly"
    )
    text = statement.text
    whole = Finding("no-cost", "x", "", 0, len(text))
    nowhere = Finding("no-cost", "x")
    at = Finding("bad", "x", "", 0, 3)
    marks = reading_marks(statement.claims, (whole, nowhere, at))
    assert Mark(0, 3, "wrong") in marks
    roles = {mark.role for mark in marks}
    assert roles == {"wrong", "accent", "good"}
    assert [role_of(each) for each in ("cost", "volume")] == ["cost", "accent"]


@pytest.mark.parametrize(("width", "below"), [(NARROW - 1, True), (NARROW + 80, False)])
def test_two_texts_stand_below_each_other_where_it_is_narrow(
    qtbot: QtBot, width: int, below: bool
) -> None:
    shown = Comparison("Yours", "Model")
    qtbot.addWidget(shown)
    shown.yours.show_text("One.", [Mark(0, 3, "good")])
    shown.model.show_text("Two.", [])
    shown.resize(width, 300)
    shown.show()
    qtbot.waitUntil(lambda: (shown.model.y() > shown.yours.y()) == below)
    qtbot.waitUntil(lambda: (shown.model.x() > shown.yours.x()) != below)


def test_a_new_theme_colours_the_texts_anew(qtbot: QtBot, qapp: QApplication) -> None:
    shown = Comparison("Yours", "Model")
    qtbot.addWidget(shown)
    shown.yours.show_text("One.", [Mark(0, 3, "good")])
    theme.put_on(qapp, theme.load("dark"))
    QApplication.sendEvent(shown.yours, QEvent(QEvent.Type.PaletteChange))
    assert theme.load("dark").colours["good"] in shown.yours.text.toHtml()


def test_a_mail_is_counted_and_its_tone_underlined_while_it_is_typed(qtbot: QtBot) -> None:
    view = EmailView()
    qtbot.addWidget(view)
    content = Email(Scenario("A."), "the cost.", "Thank you. It is cheap.", ("cost",))
    view.show_exercise(posed(EmailKind(), content))
    assert view.length.text() == "0 of 3 to 6 sentences, 0 of at most 130 words"
    write(qtbot, view, "Dear all,\nI am sorry that I said nothing about the cost.\nA")
    assert view.length.text() == "1 of 3 to 6 sentences, 13 of at most 130 words"
    assert underlined(view.editor) == ["sorry"]
    write(qtbot, view, "This is a sentence of several words. " * 7)
    assert view.length.property("role") == "error"


def test_keys_of_the_screen_around_are_not_taken_from_it(
    qtbot: QtBot, rewrite: RewriteView
) -> None:
    outside: list[int] = []

    class Around(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
            outside.append(event.key())

    around = Around()
    qtbot.addWidget(around)
    rewrite.setParent(around)
    around.show()
    qtbot.keyClick(rewrite.editor, Qt.Key.Key_Escape)
    assert outside == [Qt.Key.Key_Escape]
    rewrite.editor.setReadOnly(True)
    qtbot.keyClick(rewrite.editor, "1")
    assert outside == [Qt.Key.Key_Escape], "a letter typed here is never a key of the screen"
    rewrite.setParent(None)


def test_an_empty_insertion_touches_nothing(qtbot: QtBot, rewrite: RewriteView) -> None:
    write(qtbot, rewrite, "p95 latency ≤ 400 ms")
    rewrite.editor.document().contentsChange.emit(3, 0, 0)
    assert underlined(rewrite.editor)
    assert rewrite.editor.is_read


def test_of_a_book_that_is_pasted_only_the_beginning_is_taken(rewrite: RewriteView) -> None:
    book = QMimeData()
    book.setText("p95 below 2 s. " * 100_000)
    rewrite.editor.setPlainText("ab")
    rewrite.editor.selectAll()
    rewrite.editor.insertFromMimeData(book)
    taken = rewrite.editor.toPlainText()
    assert taken == book.text()[: len(taken)]
    assert LONGEST - 2 <= len(taken) <= LONGEST
    rewrite.editor.insertFromMimeData(book)
    assert rewrite.editor.toPlainText() == taken
