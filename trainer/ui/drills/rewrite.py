"""The view of a rewrite drill: read as it is typed, no button needed to see how it stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from trainer.domain.assessment import Assessment
from trainer.drills.prose import lacking
from trainer.drills.rewrite import RewriteAnswer, RewriteExercise, RewriteKind
from trainer.drills.statement import Statement
from trainer.ui.drills.base import DrillView
from trainer.ui.drills.writing import BudgetMeter, Checklist, Editor, ScenarioCard, model_answer
from trainer.ui.theme import SPACE
from trainer.ui.widgets.parts import button, column, label, row


class RewriteView(DrillView):
    """Enter checks, Shift+Enter begins a new line."""

    hint = "Write it so that it would hold  ·  Shift+Enter for a new line  ·  Enter checks"
    task = "Rewrite this so that an interviewer would accept it"
    lines = 5

    def __init__(self) -> None:
        super().__init__()
        self._kind: Any = self.kind()
        self._exercise: Any = None
        self.scenario = ScenarioCard()
        self.task_label = label(self.task, "heading", wrap=True)
        self.given = label("", wrap=True)
        self.editor = Editor(self.task, self.lines)
        self.checklist = Checklist()
        self.meter = BudgetMeter()
        self.check_button = button("Check", "primary")
        self.complaint = label("", "error", wrap=True)
        self.model_card, self.model = model_answer("A statement that holds")
        actions = row(self.check_button, self.complaint)
        layout = column(self.scenario, self.task_label, self.given, self.editor, space=3)
        for part in (self.checklist, self.meter):
            layout.addWidget(part)
        layout.addLayout(actions)
        layout.addWidget(self.model_card)
        layout.setContentsMargins(0, 0, 0, SPACE)
        self.setLayout(layout)

        self.editor.textChanged.connect(self._read)
        self.editor.submitted.connect(self.submit)
        self.check_button.clicked.connect(self.submit)

    def kind(self) -> Any:
        """Return the kind whose reader reads along."""
        return RewriteKind()

    def shown_given(self, exercise: Any) -> str:
        """Return what there is to start from."""
        assert isinstance(exercise, RewriteExercise)  # noqa: S101 (narrowing)
        return f"“{exercise.bad}”"

    def answer(self, text: str) -> Any:
        """Return what was written as the kind's answer."""
        return RewriteAnswer(text)

    def show_exercise(self, exercise: Any) -> None:
        self._exercise = exercise
        self.scenario.show_setting(exercise.about)
        self.given.setText(self.shown_given(exercise))
        self.editor.setReadOnly(False)
        self.editor.setPlainText("")
        self.checklist.require(exercise.requires)
        self.meter.show_statement(None)
        self.meter.setVisible("monthly_budget" in exercise.about.facts)
        self.model_card.hide()
        self.model.setText(exercise.good)
        self.complaint.clear()
        self.check_button.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        if not self.editor.isReadOnly():
            self.answered.emit(self.answer(self.editor.toPlainText()))

    def refuse(self, sentence: str) -> None:
        self.complaint.setText(sentence)

    def show_assessment(self, assessment: Assessment) -> None:  # noqa: ARG002 (the card says it)
        self.editor.setReadOnly(True)
        self.check_button.hide()
        self.complaint.clear()
        self.model_card.show()

    def _read(self) -> None:
        if self._exercise is None:
            return
        statement: Statement = self._kind.read_statement(self._exercise, self.editor.toPlainText())
        required = self._exercise.requires
        self.checklist.show_covered(frozenset(required) - lacking(statement, required))
        self.meter.show_statement(statement)
        self.editor.underline(statement)
        self.complaint.clear()
