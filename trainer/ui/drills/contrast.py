"""The view of a contrast drill: pick the statement that holds, name what the other lacks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Verdict
from trainer.drills.contrast import ContrastAnswer, ContrastExercise
from trainer.ui.drills.base import Complaint, DrillView, actions
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.marked_text import Mark
from trainer.ui.widgets.parts import button, column, label
from trainer.ui.widgets.sheet import unbroken
from trainer.ui.widgets.statement import Statement

_JUDGED = {
    (True, True): ("✓", "rightly named"),
    (True, False): ("○", "missed"),
    (False, True): ("✗", "not a gap"),
    (False, False): ("–", "rightly left out"),
}
"""What to say of a toggle, by whether it is a gap and whether it was named."""


class ContrastView(DrillView):
    """Keys 1 and 2 pick, letters toggle the gaps, Enter checks."""

    hint = "1 or 2 picks  ·  letters mark what the other lacks  ·  Enter checks"

    def __init__(self) -> None:
        super().__init__()
        self._exercise: ContrastExercise | None = None
        self._judged = False
        self.situation = label("", "muted", wrap=True)
        self.task = label("Which statement would an interviewer accept?", "heading", wrap=True)
        self.statements = (Statement(1), Statement(2))
        self.gap_task = label("What does the other one lack?", "heading", wrap=True)
        self.toggles = {aspect: _toggle(aspect) for aspect in Aspect}
        self.check_button = button("Check", "primary")
        self.complaint = Complaint()

        gaps = FlowBox(tuple(self.toggles.values()), spacing=2 * SPACE)
        layout = column(self.situation, self.task, *self.statements, space=3)
        layout.addSpacing(2 * SPACE)
        layout.addWidget(self.gap_task)
        layout.addWidget(gaps)
        layout.addLayout(actions(self.check_button, self.complaint))
        layout.setContentsMargins(0, 0, 0, SPACE)
        self.setLayout(layout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        for index, statement in enumerate(self.statements):
            statement.clicked.connect(lambda _=False, at=index: self.pick(at))
        for toggle in self.toggles.values():
            toggle.toggled.connect(lambda _=False: self.complaint.say(""))
        self.check_button.clicked.connect(self.submit)

    def show_exercise(self, exercise: ContrastExercise) -> None:
        self._exercise, self._judged = exercise, False
        self.situation.setText(unbroken(exercise.situation))
        self.situation.setVisible(bool(exercise.situation))
        first, second = exercise.statements
        # The view itself has the keyboard, so this is what a screen reader says first.
        self.setAccessibleName(
            f"{exercise.situation} {self.task.text()} 1: {first} 2: {second}".strip()
        )
        for statement, text in zip(self.statements, exercise.statements, strict=True):
            statement.show_statement(text)
        for gap, toggle in self.toggles.items():
            toggle.setChecked(False)
            toggle.setEnabled(True)
            toggle.setText(f"{gap.facts.key}  {gap.facts.label}")
            toggle.setAccessibleName(gap.facts.label)
            set_property(toggle, "tone", "")
        self.complaint.say("")
        self.check_button.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, at: int) -> None:
        """Pick the statement at 0 or 1."""
        if self._judged:
            return
        for index, statement in enumerate(self.statements):
            statement.setChecked(index == at)
        self.complaint.say("")

    def submit(self) -> None:
        picked = [index for index, each in enumerate(self.statements) if each.isChecked()]
        if not picked:
            self.refuse("Pick a statement first: 1 or 2.")
            return
        gaps = frozenset(gap for gap, toggle in self.toggles.items() if toggle.isChecked())
        if not gaps:
            self.refuse("Mark at least one thing the other statement lacks.")
            return
        self.answered.emit(ContrastAnswer(picked[0], gaps))

    def refuse(self, sentence: str) -> None:
        self.complaint.say(sentence)

    def show_assessment(self, assessment: Assessment) -> None:
        exercise = self._exercise
        if exercise is None:
            return
        self._judged = True
        if assessment.verdict is Verdict.GIVEN_UP:
            for each in (*self.statements, *self.toggles.values()):
                each.setChecked(False)
        self.complaint.say("")
        self.check_button.hide()
        good = self.statements[exercise.good_at]
        good.show_verdict("Holds", "good", _marks(exercise))
        wishes = [Mark(start, end, "wrong") for start, end in exercise.wishes]
        self.statements[1 - exercise.good_at].show_verdict("Does not hold", "wrong", wishes)
        for gap, toggle in self.toggles.items():
            set_property(toggle, "tone", _tone(gap in exercise.lacks, toggle.isChecked()))
            toggle.setEnabled(False)
            mark, words = _JUDGED[gap in exercise.lacks, toggle.isChecked()]
            toggle.setText(f"{mark}  {gap.facts.label}")
            toggle.setAccessibleName(f"{gap.facts.label}: {words}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        text = event.text().upper()
        if self._judged or not text:
            super().keyPressEvent(event)
        elif text in {"1", "2"}:
            self.pick(int(text) - 1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.submit()
        elif not self._toggled(text):
            super().keyPressEvent(event)

    def _toggled(self, key: str) -> bool:
        for gap, toggle in self.toggles.items():
            if gap.facts.key == key:
                toggle.toggle()
                return True
        return False


def _toggle(aspect: Aspect) -> QPushButton:
    facts = aspect.facts
    made = button(f"{facts.key}  {facts.label}", "toggle", name=facts.label, tip=facts.meaning)
    made.setCheckable(True)
    return made


def _marks(exercise: ContrastExercise) -> list[Mark]:
    """Return where GOOD fills each gap, in the colour of the triad's member that it serves."""
    return [
        Mark(start, end, gap.facts.dimension.value if gap.facts.dimension else "good")
        for gap, places in exercise.supplied.items()
        for start, end in places
    ]


def _tone(is_gap: bool, named: bool) -> str:  # noqa: FBT001 (two facts, both named)
    if is_gap:
        return "good" if named else "missed"
    return "wrong" if named else ""
