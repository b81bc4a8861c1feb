"""How far to trust this: every case with its verdict, found and sorted by keyboard."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from trainer.costmodel.evidence import Report, Row, verify
from trainer.costmodel.tolerance import read_tolerance
from trainer.ui import theme
from trainer.ui.screens.evidence import SORTS, EvidenceScreen
from trainer.ui.widgets.evidence_table import HEADINGS, EvidenceTable, cells, kind_text

REPORT = verify()
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[EvidenceScreen]:
    made = EvidenceScreen()
    qtbot.addWidget(made)
    made.resize(1096, 770)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def with_failures() -> Report:
    """The report as if one case failed and one could not be computed."""
    first, second, *rest = REPORT.rows
    broken = dataclasses.replace(
        second, computed=None, deviation=None, tolerance=None, passed=False, problem="no formula"
    )
    return Report("x", (dataclasses.replace(first, passed=False), broken, *rest))


def column_texts(screen: EvidenceScreen, column: int) -> list[str]:
    table = screen.table
    return [table.index(place, column).data() for place in range(table.rowCount())]


def test_until_the_report_is_there_it_says_so(screen: EvidenceScreen) -> None:
    assert screen.line.text().startswith("Running the published cases")
    assert screen.table.rowCount() == 0


def test_every_case_is_shown_with_its_verdict(screen: EvidenceScreen) -> None:
    screen.show_report(REPORT)
    assert screen.table.rowCount() == len(REPORT.rows)
    assert screen.line.text().startswith(f"{REPORT.passed} of {len(REPORT.rows)} published figures")
    for place, row in enumerate(REPORT.rows):
        assert screen.table.row(place) is row
        assert column_texts(screen, 0)[place] == ("✓" if row.passed else "✗")
    assert [screen.table.headerData(at, Qt.Orientation.Horizontal) for at in range(7)] == list(
        HEADINGS
    )


def test_a_case_says_published_computed_deviation_and_what_is_allowed() -> None:
    row = Row(
        id="a", kind="worked-example", formula="f", quantity="time", source="a book", unit="ms",
        published=1.01, computed=1.01112, tolerance=read_tolerance({"type": "rel", "value": 0.005}),
        deviation=0.00111, passed=True,
    )  # fmt: skip
    assert cells(row) == ("✓", "time", "1.01 ms", "1.0111 ms", "0.11 %", "± 0.5 %", "a book")


def test_each_kind_has_a_summary(screen: EvidenceScreen) -> None:
    screen.show_report(REPORT)
    texts = " ".join(label.text() for label in screen.findChildren(QLabel))
    for kind, summary in REPORT.by_kind.items():
        assert f"{kind_text(kind).capitalize()}s" in texts
        assert f"{summary.passed} of {summary.cases} pass" in texts
    assert "median error" in texts
    assert "of the roofline" in texts


def test_failures_are_red_in_words_and_can_be_shown_alone(screen: EvidenceScreen) -> None:
    screen.show_report(with_failures())
    index = screen.table.index(0, 0)
    assert index.data() == "✗"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "fails"
    assert index.data(Qt.ItemDataRole.ForegroundRole) == theme.current().colour("wrong")
    screen.filter_combo.setCurrentIndex(screen.filter_combo.count() - 1)
    screen.filter_combo.activated.emit(screen.filter_combo.currentIndex())
    assert screen.filter_combo.currentText() == "failed cases (2)"
    assert screen.table.rowCount() == 2
    screen.view.selectRow(1)
    assert "fails no formula" in screen.detail.text()
    assert column_texts(screen, 4)[1] == "no formula"
    assert column_texts(screen, 3)[1] == "–"


def test_where_nothing_fails_that_is_said(screen: EvidenceScreen) -> None:
    screen.show_report(REPORT)
    screen.filter_combo.setCurrentIndex(screen.filter_combo.count() - 1)
    screen.filter_combo.activated.emit(0)
    assert screen.empty_line.isVisible()
    assert screen.empty_line.text() == "No case fails."
    assert not screen.view.isVisible()


def test_the_filter_is_reached_and_set_by_keyboard(
    screen: EvidenceScreen, qtbot: QtBot, qapp: QApplication
) -> None:
    screen.show_report(REPORT)
    assert qapp.focusWidget() is screen.view
    qtbot.keyClick(screen.view, Qt.Key.Key_H, ALT)
    assert qapp.focusWidget() is screen.filter_combo
    qtbot.keyClick(screen.filter_combo, Qt.Key.Key_Down)
    kind = next(iter(REPORT.by_kind))
    assert screen.table.rowCount() == REPORT.by_kind[kind].cases
    assert {screen.table.row(at).kind for at in range(screen.table.rowCount())} == {kind}


def test_words_find_cases(screen: EvidenceScreen, qtbot: QtBot, qapp: QApplication) -> None:
    screen.show_report(REPORT)
    qtbot.keyClick(screen.view, Qt.Key.Key_F, CTRL)
    assert qapp.focusWidget() is screen.find_edit
    qtbot.keyClicks(screen.find_edit, "KV int8")
    found = [screen.table.row(at) for at in range(screen.table.rowCount())]
    assert 0 < len(found) < len(REPORT.rows)
    for row in found:
        text = f"{row.id} {row.kind} {row.formula} {row.quantity} {row.source}".casefold()
        assert "kv" in text
        assert "int8" in text
    screen.find_edit.setText("nothing of the sort")
    assert screen.empty_line.text() == "There is no such case."
    screen.find_edit.clear()
    assert screen.table.rowCount() == len(REPORT.rows)


def test_the_order_is_chosen_by_keyboard(
    screen: EvidenceScreen, qtbot: QtBot, qapp: QApplication
) -> None:
    screen.show_report(REPORT)
    qtbot.keyClick(screen.view, Qt.Key.Key_S, ALT)
    assert qapp.focusWidget() is screen.sort_combo
    qtbot.keyClick(screen.sort_combo, Qt.Key.Key_Down)
    assert screen.sort_combo.currentText() == "largest deviation"
    assert screen.view.horizontalHeader().sortIndicatorSection() == 4
    assert screen.table.row(0) is not REPORT.rows[0]
    qtbot.keyClick(screen.sort_combo, Qt.Key.Key_Up)
    assert screen.table.row(0) is REPORT.rows[0]


@pytest.mark.parametrize("place", range(len(SORTS)))
def test_every_order_keeps_every_case(screen: EvidenceScreen, place: int) -> None:
    screen.show_report(with_failures())
    screen.sort_combo.setCurrentIndex(place)
    screen.sort_combo.activated.emit(place)
    rows = [screen.table.row(at) for at in range(screen.table.rowCount())]
    assert sorted(row.id for row in rows) == sorted(row.id for row in with_failures().rows)
    name = SORTS[place][0]
    assert screen.sort_combo.currentText() == name
    if name == "failures first":
        assert [row.passed for row in rows[:3]] == [False, False, True]
    if name == "largest deviation":
        assert rows[0].problem == "no formula"
    if name == "name":
        names = [(row.quantity or row.id).casefold() for row in rows]
        assert names == sorted(names)
    if name == "source":
        sources = [row.source.casefold() for row in rows]
        assert sources == sorted(sources)


def test_a_click_on_a_heading_sorts_too_and_the_list_says_so(screen: EvidenceScreen) -> None:
    screen.show_report(REPORT)
    header = screen.view.horizontalHeader()
    header.setSortIndicator(5, Qt.SortOrder.AscendingOrder)
    assert screen.sort_combo.currentIndex() == -1, "an order that the list does not offer"
    allowed = column_texts(screen, 5)
    assert allowed == sorted(allowed)
    header.setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    assert screen.sort_combo.currentText() == "largest deviation"
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    assert screen.sort_combo.currentText() == "as published"


def test_an_order_survives_a_filter(screen: EvidenceScreen) -> None:
    screen.show_report(REPORT)
    screen.view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    screen.find_edit.setText("kv")
    names = [text.casefold() for text in column_texts(screen, 1)]
    assert names == sorted(names)


def test_sorting_an_empty_table_is_no_trouble(screen: EvidenceScreen) -> None:
    screen.view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    assert screen.table.rowCount() == 0


def test_the_chosen_case_is_told_in_full(screen: EvidenceScreen, qtbot: QtBot) -> None:
    screen.show_report(REPORT)
    first = screen.detail.text()
    qtbot.keyClick(screen.view, Qt.Key.Key_Down)
    row = REPORT.rows[1]
    assert screen.detail.text() != first
    for part in (row.id, row.formula, row.quantity, row.source, "passes"):
        assert part in screen.detail.text()


def test_in_little_room_the_source_stands_below_only(screen: EvidenceScreen) -> None:
    screen.show_report(REPORT)
    assert not screen.view.isColumnHidden(6)
    screen.resize(840, 640)
    assert screen.view.isColumnHidden(6)


def test_a_second_report_takes_the_place_of_the_first(screen: EvidenceScreen) -> None:
    screen.show_report(REPORT)
    screen.show_report(with_failures())
    assert screen.summaries.count() == 1
    assert "failed cases (2)" in [
        screen.filter_combo.itemText(at) for at in range(screen.filter_combo.count())
    ]


def test_why_there_is_no_report(screen: EvidenceScreen) -> None:
    screen.show_problem("The published cases cannot be read.")
    assert screen.banner.isVisible()
    assert screen.line.text() == ""
    screen.filter_combo.activated.emit(0)
    assert screen.table.rowCount() == 0


def test_back_by_button_and_escape(screen: EvidenceScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.back_wanted):
        screen.back_button.click()
    with qtbot.waitSignal(screen.back_wanted):
        qtbot.keyClick(screen.view, Qt.Key.Key_Escape)
    qtbot.keyClick(screen, Qt.Key.Key_X)


def test_the_model_answers_only_what_it_is_asked(screen: EvidenceScreen) -> None:
    table = EvidenceTable()
    table.show_rows(REPORT.rows[:2])
    index = table.index(0, 1)
    assert table.headerData(0, Qt.Orientation.Vertical) is None
    assert table.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DecorationRole) is None
    assert table.data(index, Qt.ItemDataRole.DecorationRole) is None
    assert table.data(index, Qt.ItemDataRole.ToolTipRole) == table.data(index)
    assert table.rowCount(index) == table.columnCount(index) == 0
    assert table.data(table.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "passes"
    numbers = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert table.data(table.index(0, 2), Qt.ItemDataRole.TextAlignmentRole) == int(numbers)
    assert table.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == int(
        numbers
    )
    assert kind_text("some-new-kind") == "some new kind"
    screen.show_report(REPORT)
