"""The view of a rewrite drill: read as it is typed, no button needed to see how it stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from trainer.domain.assessment import Assessment, Finding
from trainer.drills.prose import failing, lacking
from trainer.drills.rewrite import RewriteAnswer, RewriteExercise, RewriteKind
from trainer.drills.statement import Statement
from trainer.ui.drills.base import Complaint, DrillView, actions
from trainer.ui.drills.writing import BudgetMeter, Checklist, ScenarioCard
from trainer.ui.theme import SPACE
from trainer.ui.widgets.comparison import Comparison
from trainer.ui.widgets.editor import Editor
from trainer.ui.widgets.marked_text import reading_marks
from trainer.ui.widgets.parts import button, column, label
from trainer.ui.widgets.sheet import unbroken


class RewriteView(DrillView):
    """Enter checks, Shift+Enter begins a new line."""

    hint = "Write it so that it would hold  ·  Shift+Enter for a new line  ·  Enter checks"
    task = "Rewrite this so that an interviewer would accept it"
    titles = ("Your statement", "A statement that holds")
    lines = 5

    def __init__(self) -> None:
        super().__init__()
        self._kind: Any = self.kind()
        self._exercise: Any = None
        self.scenario = ScenarioCard()
        self.task_label = label(self.task, "heading", wrap=True)
        self.given = label("", wrap=True)
        self.editor = Editor(self.task, self.lines)
        self.editor.setPlaceholderText("latency, cost, quality: each with a number and a bound")
        self.comparison = Comparison(*self.titles)
        self.checklist = Checklist()
        self.meter = BudgetMeter()
        self.check_button = button("Check", "primary")
        self.complaint = Complaint()
        layout = column(self.scenario, self.task_label, self.given, self.editor, space=3)
        for part in (self.comparison, self.checklist, self.meter):
            layout.addWidget(part)
        layout.addLayout(actions(self.check_button, self.complaint))
        layout.setContentsMargins(0, 0, 0, SPACE)
        self.setLayout(layout)

        self.editor.textChanged.connect(lambda: self.complaint.say(""))
        self.editor.paused.connect(self.read_now)
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
        self.given.setText(unbroken(self.shown_given(exercise)))
        self.editor.show_text("")
        self.editor.show()
        self.comparison.hide()
        self.checklist.require(exercise.requires)
        self.meter.show_statement(None)
        self.show_own(written=True)
        self.complaint.say("")
        self.check_button.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def spoken(self) -> str:
        return f"{self.scenario.spoken()} {self.task}: {self.given.text()}"

    def submit(self) -> None:
        if not self.editor.isReadOnly():
            self.answered.emit(self.answer(self.editor.toPlainText()))

    def draft(self) -> str | None:
        text = self.editor.toPlainText()
        return text if text.strip() else None

    def show_draft(self, draft: Any) -> None:
        self.editor.show_text(draft)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.read_now()

    def refuse(self, sentence: str) -> None:
        self.complaint.say(sentence)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_assessment(self, assessment: Assessment) -> None:
        statement = self.read_now()
        self.editor.setReadOnly(True)
        self.check_button.hide()
        self.complaint.say("")
        faults = failing(assessment.findings)
        self.comparison.yours.show_text(statement.text, reading_marks(statement.claims, faults))
        self.show_own(written=bool(statement.text.strip()))
        model = self._read(self._exercise.good)
        self.comparison.model.show_text(model.text, reading_marks(model.claims))
        self.comparison.show()
        self.editor.hide()

    def show_own(self, *, written: bool) -> None:
        """Show what there is to say of the user's own text, or nothing where none was written."""
        self.comparison.yours.setVisible(written)
        self.checklist.setVisible(written)
        self.meter.setVisible(written and "monthly_budget" in self._exercise.about.facts)

    def read_now(self) -> Statement:
        """Read what stands in the field: tick off what it has, show its month, underline it."""
        statement = self._read(self.editor.toPlainText())
        required = self._exercise.requires
        self.checklist.show_covered(frozenset(required) - lacking(statement, required))
        self.meter.show_statement(statement)
        self.editor.underline(reading_marks(statement.claims, self.slips(statement)))
        return statement

    def slips(self, statement: Statement) -> tuple[Finding, ...]:
        """Return what is underlined as wrong while it is typed."""
        return statement.holds.findings

    def _read(self, text: str) -> Statement:
        """Read ``text`` as far as it was not read before; the verdict has its own reading."""
        read: Statement = self._kind.read_along(self._exercise, text)
        return read
