"""The view of a table drill: six rows, each read as it is typed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget

from trainer.domain.assessment import Assessment, Finding
from trainer.drills.prose import failing
from trainer.drills.table import (
    ROWS,
    TableAnswer,
    TableExercise,
    TableKind,
    TableReading,
    as_markdown,
)
from trainer.ui.drills.base import Complaint, DrillView, actions
from trainer.ui.drills.writing import BudgetMeter, ScenarioCard
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.answer_edit import LONGEST_ANSWER, AnswerEdit
from trainer.ui.widgets.parts import badge, button, column, label
from trainer.ui.zoom import px

_SIDE_BY_SIDE = 520


class TableView(DrillView):
    """Tab or Enter goes to the next row, Enter in the last one checks."""

    hint = "Enter goes to the next row and checks after the last  ·  Tab moves"

    def __init__(self) -> None:
        super().__init__()
        self._kind = TableKind()
        self._exercise: TableExercise | None = None
        self.scenario = ScenarioCard()
        self.cells = {name: AnswerEdit(facts[0]) for name, facts in ROWS.items()}
        self.marks = {name: badge("") for name in ROWS}
        self.models = {name: label("", "muted", wrap=True) for name in ROWS}
        self.meter = BudgetMeter()
        self.check_button = button("Check", "primary")
        self.copy_button = button("Copy as Markdown")
        self.complaint = Complaint()
        layout = column(self.scenario, label("Fill the metric table", "heading"), space=3)
        self._captions: dict[str, QLabel] = {}
        self._rows = self._grid()
        self._stand(beside=True)
        layout.addLayout(self._rows)
        layout.addWidget(self.meter)
        layout.addLayout(actions(self.check_button, self.copy_button, self.complaint))
        layout.setContentsMargins(0, 0, 0, SPACE)
        self.setLayout(layout)
        self.check_button.clicked.connect(self.submit)
        self.copy_button.clicked.connect(self._copy)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        for place, name in enumerate(ROWS):
            title = ROWS[name][0]
            edit = self.cells[name]
            edit.setProperty("role", "small")
            edit.setMaxLength(LONGEST_ANSWER)
            caption = label(title)
            caption.setBuddy(edit)
            self._captions[name] = caption
            edit.textChanged.connect(self._read)
            edit.returnPressed.connect(lambda at=place: self._next(at))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, 32 * SPACE)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._stand(beside=self.width() >= px(_SIDE_BY_SIDE))

    def _stand(self, *, beside: bool) -> None:
        """Let each name stand beside its field, or above it."""
        for place, name in enumerate(ROWS):
            first = 3 * place
            spots: tuple[tuple[QWidget, int, int, int], ...] = (
                (self._captions[name], first, 0, 1 if beside else 3),
                (self.cells[name], first + (not beside), int(beside), 1 if beside else 2),
                (self.marks[name], first + (not beside), 2, 1),
                (self.models[name], first + 2, int(beside), 2 if beside else 3),
            )
            for part, row_, column_, wide in spots:
                self._rows.removeWidget(part)
                self._rows.addWidget(part, row_, column_, 1, wide)

    def show_exercise(self, exercise: TableExercise) -> None:
        self._exercise = None
        for name, edit in self.cells.items():
            edit.setReadOnly(False)
            edit.setText("")
            edit.setPlaceholderText(f"such as {ROWS[name][2]}")
        self._exercise = exercise
        self.scenario.show_setting(exercise.about)
        self.meter.setVisible("monthly_budget" in exercise.about.facts)
        for name, model in self.models.items():
            model.setText(f"for example: {exercise.good[name]}")
            model.hide()
        self.complaint.say("")
        self.check_button.show()
        self.copy_button.hide()
        self.copy_button.setText("Copy as Markdown")
        self._read()
        self.cells["latency"].setFocus(Qt.FocusReason.OtherFocusReason)

    def spoken(self) -> str:
        return self.scenario.spoken()

    def submit(self) -> None:
        self.answered.emit(TableAnswer(self._texts()))

    def draft(self) -> dict[str, str] | None:
        texts = self._texts()
        return texts if any(text.strip() for text in texts.values()) else None

    def show_draft(self, draft: dict[str, str]) -> None:
        for name, edit in self.cells.items():
            edit.setText(draft.get(name, ""))  # A row may be newer than the draft.

    def refuse(self, sentence: str) -> None:
        self.complaint.say(sentence)

    def show_assessment(self, assessment: Assessment) -> None:
        for name, edit in self.cells.items():
            edit.setReadOnly(True)
            edit.setPlaceholderText("")  # an example would look like the answer
            edit.setCursorPosition(0)
            model = self._exercise.good[name] if self._exercise is not None else ""
            self.models[name].setVisible(edit.text().strip() != model)
        self.check_button.hide()
        written = self.draft() is not None
        self.copy_button.setVisible(written)
        if not written:  # Given up: neither rows nor a spend to speak of.
            self.meter.hide()
            return
        if self._exercise is not None:
            reading = self._kind.read_table(self._exercise, self._texts())
            self._show_faults(reading, failing(assessment.findings))
        for name, edit in self.cells.items():
            if not edit.text().strip():
                self._mark(name, "empty", "wrong")

    def _show_faults(self, reading: TableReading, faults: Iterable[Finding]) -> None:
        """Mark the rows in which something does not hold, though all that is asked is there."""
        for finding in faults:
            name = reading.row_of(finding)
            if name is not None and not reading.lacks(name):
                self._mark(name, "does not hold", "wrong")

    def _texts(self) -> dict[str, str]:
        return {name: edit.text() for name, edit in self.cells.items()}

    def _next(self, place: int) -> None:
        edits = list(self.cells.values())
        if place + 1 < len(edits):
            edits[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.submit()

    def _read(self) -> None:
        if self._exercise is None:
            return
        texts = self._texts()
        reading = self._kind.read_table(self._exercise, texts)
        for name in ROWS:
            lacking = reading.lacks(name)
            if not texts[name].strip():
                self._mark(name, "", "")
            elif lacking:
                self._mark(name, f"no {lacking[0].facts.label.lower()}", "close")
            else:
                self._mark(name, "✓", "good")
        self._show_faults(reading, reading.statement.holds.findings)
        self.meter.show_statement(reading.statement)
        self.complaint.say("")

    def _mark(self, name: str, said: str, tone: str) -> None:
        mark = self.marks[name]
        mark.setText(said)
        mark.setVisible(bool(said))
        mark.setAccessibleName(f"{ROWS[name][0]}: {said or 'empty'}")
        set_property(mark, "tone", tone)

    def _copy(self) -> None:
        QApplication.clipboard().setText(as_markdown(self._texts()))
        self.copy_button.setText("Copied")
