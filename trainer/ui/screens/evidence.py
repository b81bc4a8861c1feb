"""How far to trust this: the model held against published figures, case by case."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QWidget,
)

from trainer.costmodel.evidence import Report, Row, Summary
from trainer.ui.theme import SPACE
from trainer.ui.widgets.chrome import EDGE, scrolled
from trainer.ui.widgets.columns import Columns
from trainer.ui.widgets.evidence_table import EvidenceTable, kind_text
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.number_input import StillCombo
from trainer.ui.widgets.parts import Banner, button, card, column, empty, label, row
from trainer.ui.widgets.sheet import StyledPage, unbroken
from trainer.ui.zoom import hold, px

ALL, FAILED = "all cases", "failed cases"
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
SORTS = (
    ("as published", -1, _UP),
    ("largest deviation", 4, _DOWN),
    ("smallest deviation", 4, _UP),
    ("failures first", 0, _UP),
    ("name", 1, _UP),
    ("published figure", 2, _DOWN),
    ("model's figure", 3, _DOWN),
    ("source", 6, _UP),
)
"""The orders on offer by keyboard: what each is called, its column, its direction."""

_WIDTHS = {0: 28, 2: 140, 3: 150, 4: 108, 5: 116, 6: 160}
_SOURCE, _ROOM_FOR_SOURCE = 6, 900
_ALLOWED, _ROOM_FOR_ALLOWED = 5, 720
_FIGURES, _NARROW = (2, 3), 112
_SUMMARY_WIDTH = 220
_LEAST_TABLE = 200


class EvidenceScreen(StyledPage):
    """Shows one report: a summary by kind, the cases, and one case in full."""

    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._report: Report | None = None
        self.line = label("Running the published cases through the model …", "muted", wrap=True)
        self.banner = Banner()
        self.back_button = button("Back to the workbench", tip="Esc")
        self.summaries = column(space=0)
        self.filter_combo = StillCombo("Which cases to show")
        _settle(self.filter_combo, 220)
        self.sort_combo = StillCombo("How to sort the cases")
        _settle(self.sort_combo, 190)
        self.find_edit = QLineEdit()
        self.find_edit.setProperty("role", "small")
        self.find_edit.setPlaceholderText("Find (Ctrl+F)")
        self.find_edit.setAccessibleName("Find cases by their words")
        self.find_edit.setClearButtonEnabled(True)
        self.table = EvidenceTable()
        self.view = QTableView()
        self.empty_line = label("", "muted", wrap=True)
        self.detail = label("", "", wrap=True)
        self._assemble()
        self.back_button.clicked.connect(self.back_wanted)
        self.filter_combo.activated.connect(self._show_chosen)
        self.sort_combo.activated.connect(self._sort_chosen)
        self.find_edit.textChanged.connect(self._show_chosen)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.find_edit.setFocus)
        self.view.selectionModel().currentRowChanged.connect(
            lambda current, _: self._show_detail(current.row())
        )

    def _assemble(self) -> None:
        self._prepare_view()
        head = row(label("How far to trust this", "title", wrap=True), self.back_button, space=2)
        head.setStretch(0, 1)
        shown, sorted_by = label("S&how", "muted"), label("&Sort by", "muted")
        shown.setBuddy(self.filter_combo)
        sorted_by.setBuddy(self.sort_combo)
        choose = FlowBox(
            (
                _together(shown, self.filter_combo),
                _together(sorted_by, self.sort_combo),
                self.find_edit,
            ),
            2 * SPACE,
        )
        inside = column(choose, self.empty_line, self.view, self.detail, space=2)
        inside.setStretch(2, 1)
        layout = column(head, self.line, self.banner, self.summaries, card(inside, 3), space=2)
        layout.setStretch(4, 1)
        layout.setContentsMargins(EDGE, EDGE, 6 * SPACE, 4 * SPACE)
        # In a low window the page scrolls: cut short, it would hide figures.
        outer = column(scrolled(row(layout)))
        outer.setContentsMargins(0, 0, 0, 0)
        self.setLayout(outer)

    def _prepare_view(self) -> None:
        self.view.setModel(self.table)
        self.view.setMinimumHeight(_LEAST_TABLE)
        self.view.setAccessibleName("Published cases")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setAlternatingRowColors(True)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(28)
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.sortIndicatorChanged.connect(self._show_sorting)
        self.view.setSortingEnabled(True)
        for text, _, _ in SORTS:
            self.sort_combo.addItem(text)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def show_report(self, report: Report) -> None:
        """Put ``report`` on screen."""
        self._report = report
        total = len(report.rows)
        self.line.setText(
            f"{report.passed} of {total} published figures are met. Worked examples and other"
            " calculators are held against a tolerance; measurements against the roofline, of"
            " which hardware reaches a part."
        )
        self._show_summaries(report)
        self.filter_combo.clear()
        self.filter_combo.addItem(f"{ALL} ({total})", ALL)
        for kind, summary in report.by_kind.items():
            self.filter_combo.addItem(f"{kind_text(kind)}s ({summary.cases})", kind)
        self.filter_combo.addItem(f"{FAILED} ({len(report.failed)})", FAILED)
        self._show_chosen()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say why there is no report."""
        self.line.setText("")
        self.banner.say(sentence, "wrong")

    def _show_summaries(self, report: Report) -> None:
        cards = []
        for kind, summary in report.by_kind.items():
            title = label(f"{kind_text(kind).capitalize()}s", "heading")
            said = label(unbroken(_accuracy(summary)), "small", wrap=True)
            inside = column(title, said, space=1)
            inside.addStretch(1)
            cards.append(card(inside, 3))
        empty(self.summaries)
        self.summaries.addWidget(Columns(cards, least_width=_SUMMARY_WIDTH, most=4))

    def _show_chosen(self) -> None:
        report, chosen = self._report, self.filter_combo.currentData()
        if report is None:
            return
        words = self.find_edit.text().casefold().split()
        rows = [row for row in report.rows if _is_chosen(row, chosen) and _holds(row, words)]
        self.table.show_rows(rows)
        self.view.setVisible(bool(rows))
        self.detail.setVisible(bool(rows))
        self.empty_line.setVisible(not rows)
        none_fails = chosen == FAILED and not words
        self.empty_line.setText("No case fails." if none_fails else "There is no such case.")
        if rows:
            self.view.selectRow(0)

    def _sort_chosen(self, place: int) -> None:
        _, column_, order = SORTS[place]
        self.view.horizontalHeader().setSortIndicator(column_, order)

    def _show_sorting(self, column_: int, order: Qt.SortOrder) -> None:
        """Follow a click on a heading, so that list and heading say the same."""
        places = [place for place, each in enumerate(SORTS) if each[1:] == (column_, order)]
        self.sort_combo.setCurrentIndex(places[0] if places else 0 if column_ < 0 else -1)
        if self.table.rowCount():
            self.view.selectRow(0)

    def _show_detail(self, place: int) -> None:
        if not 0 <= place < self.table.rowCount():
            return
        chosen = self.table.row(place)
        verdict = "passes" if chosen.passed else f"fails {chosen.problem}".rstrip()
        self.detail.setText(
            f"{chosen.id} ({kind_text(chosen.kind)}, formula {chosen.formula}) {verdict}."
            f" {chosen.quantity}. Source: {chosen.source}."
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        # The line below the table names the source of the chosen case in any width.
        self.view.setColumnHidden(_SOURCE, self.width() < px(_ROOM_FOR_SOURCE))
        is_narrow = self.width() < px(_ROOM_FOR_ALLOWED)
        for place, width in _WIDTHS.items():
            self.view.setColumnWidth(place, px(width))
        self.view.setColumnHidden(_ALLOWED, is_narrow)
        for place in _FIGURES:
            self.view.setColumnWidth(place, px(_NARROW if is_narrow else _WIDTHS[place]))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)


def _together(name: QLabel, field: QWidget) -> QWidget:
    """Return a field and what it is called as one part of a row."""
    made = QWidget()
    inside = row(name, field, space=2)
    inside.setContentsMargins(0, 0, 0, 0)
    made.setLayout(inside)
    return made


def _settle(combo: StillCombo, width: int) -> None:
    combo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    hold(combo, width=width)


def _is_chosen(row: Row, chosen: object) -> bool:
    if chosen == FAILED:
        return not row.passed
    return chosen in {ALL, row.kind}


def _holds(row: Row, words: Sequence[str]) -> bool:
    """Return whether every word stands somewhere in the case."""
    text = f"{row.id} {row.kind} {row.formula} {row.quantity} {row.source}".casefold()
    return all(word in text for word in words)


def _accuracy(summary: Summary) -> str:
    """Return in a few words how near the model comes."""
    parts = [f"{summary.passed} of {summary.cases} pass"]
    if summary.median_error is not None and summary.largest_error is not None:
        parts.append(
            f"median error {_percent(summary.median_error)},"
            f" largest {_percent(summary.largest_error)}"
        )
    if summary.efficiencies is not None:
        low, high = summary.efficiencies
        parts.append(f"hardware reaches {_percent(low)} to {_percent(high)} of the roofline")
    return "\n".join(parts)


def _percent(share: float) -> str:
    return "0 %" if share < 1e-6 else f"{100 * share:.2g} %"
