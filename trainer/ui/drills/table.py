"""The view of a table drill: six rows, each read as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout

from trainer.domain.assessment import Assessment
from trainer.drills.table import ROWS, TableAnswer, TableExercise, TableKind, as_markdown
from trainer.ui.drills.base import DrillView
from trainer.ui.drills.writing import BudgetMeter, ScenarioCard, model_answer
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.answer_edit import LONGEST_ANSWER, AnswerEdit
from trainer.ui.widgets.parts import badge, button, column, label, row


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
        self.meter = BudgetMeter()
        self.check_button = button("Check", "primary")
        self.copy_button = button("Copy as Markdown", "quiet")
        self.complaint = label("", "error", wrap=True)
        self.model_card, self.model = model_answer("A table that holds")
        layout = column(self.scenario, label("Fill the metric table", "heading"), space=3)
        layout.addLayout(self._grid())
        layout.addWidget(self.meter)
        layout.addLayout(row(self.check_button, self.copy_button, self.complaint))
        layout.addWidget(self.model_card)
        layout.setContentsMargins(0, 0, 0, SPACE)
        self.setLayout(layout)
        self.check_button.clicked.connect(self.submit)
        self.copy_button.clicked.connect(self._copy)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        names = list(ROWS)
        for place, name in enumerate(names):
            title, _, example = ROWS[name]
            edit = self.cells[name]
            edit.setProperty("role", "small")
            edit.setPlaceholderText(example)
            edit.setMaxLength(LONGEST_ANSWER)
            caption = label(title)
            caption.setBuddy(edit)
            grid.addWidget(caption, place, 0)
            grid.addWidget(edit, place, 1)
            grid.addWidget(self.marks[name], place, 2)
            edit.textChanged.connect(self._read)
            edit.returnPressed.connect(lambda at=place: self._next(at))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, 30 * SPACE)
        return grid

    def show_exercise(self, exercise: TableExercise) -> None:
        self._exercise = None
        for edit in self.cells.values():
            edit.setReadOnly(False)
            edit.setText("")
        self._exercise = exercise
        self.scenario.show_setting(exercise.about)
        self.meter.setVisible("monthly_budget" in exercise.about.facts)
        self.model.setText(
            "\n".join(f"{ROWS[name][0]}: {text}" for name, text in exercise.good.items())
        )
        self.model_card.hide()
        self.complaint.clear()
        self.check_button.show()
        self.copy_button.hide()
        self._read()
        self.cells["latency"].setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        self.answered.emit(TableAnswer(self._texts()))

    def refuse(self, sentence: str) -> None:
        self.complaint.setText(sentence)

    def show_assessment(self, assessment: Assessment) -> None:  # noqa: ARG002 (the card says it)
        for edit in self.cells.values():
            edit.setReadOnly(True)
        self.check_button.hide()
        self.copy_button.show()
        self.model_card.show()

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
        for name, mark in self.marks.items():
            lacking = reading.lacks(name)
            empty = not texts[name].strip()
            said = "" if empty else "✓" if not lacking else f"no {lacking[0].facts.label.lower()}"
            mark.setText(said)
            mark.setVisible(bool(said))
            mark.setAccessibleName(f"{ROWS[name][0]}: {said or 'empty'}")
            set_property(mark, "tone", "good" if not lacking else "close")
        self.meter.show_statement(reading.statement)
        self.complaint.clear()

    def _copy(self) -> None:
        QApplication.clipboard().setText(as_markdown(self._texts()))
