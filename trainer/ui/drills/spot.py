"""The view of a spot drill: pick what is wrong with a key or a click, type what is right."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel

from trainer.domain.assessment import Assessment, Verdict
from trainer.drills.spot import Span, SpotAnswer, SpotExercise
from trainer.ui import theme
from trainer.ui.drills.base import Complaint, DrillView, actions, prose
from trainer.ui.theme import SPACE
from trainer.ui.widgets.answer_edit import AnswerEdit
from trainer.ui.widgets.parts import button, card, column, label
from trainer.ui.widgets.sheet import unbroken

_JUDGED = {
    "mended": "✓ Put right:",
    "not-mended": "✗ Not put right by:",
    "needless": "✗ holds as it stands.",
}
"""What to say of a correction, by the code of the finding on its phrase."""


class _Correction(QFrame):
    """One picked span and the field for what is right in its place."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.said: QLabel = label("", wrap=True)
        self.edit = AnswerEdit(f"What is right instead of phrase {number}")
        self.edit.setProperty("role", "small")
        self.edit.setPlaceholderText("what is right instead?")
        self.setLayout(column(self.said, self.edit, space=1))

    def show_span(self, number: int, span: Span) -> None:
        """Ask what is right in place of ``span``."""
        self.said.setText(f"{number}  “{span.text}” is wrong. Right is:")
        self.edit.setText("")
        self.edit.setReadOnly(False)

    def show_judged(self, code: str) -> None:
        """Say what became of the correction."""
        asked = self.said.text().removesuffix("Right is:").rstrip()
        said = _JUDGED[code]
        self.said.setText(
            asked.replace("is wrong.", said) if code == "needless" else f"{asked} {said}"
        )
        self.edit.setReadOnly(True)


class SpotView(DrillView):
    """Keys 1 to 9 pick phrases, Enter goes to the fields and then checks."""

    hint = "1–9 picks (Alt+1–9 while typing)  ·  Enter types what is right, then checks"

    def __init__(self) -> None:
        super().__init__()
        self._exercise: SpotExercise | None = None
        self._picked: list[int] = []
        self._judged = False
        self.situation = label("", "muted", wrap=True)
        self.task = label("What is wrong here, and what is right?", "heading", wrap=True)
        self.text = prose()
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.corrections = [_Correction(number) for number in range(1, 10)]
        self.check_button = button("Check", "primary")
        self.complaint = Complaint()
        layout = column(
            self.situation, self.task, card(column(self.text)), *self.corrections, space=3
        )
        layout.addLayout(actions(self.check_button, self.complaint))
        layout.setContentsMargins(0, 0, 0, SPACE)
        self.setLayout(layout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        for index in range(len(self.corrections)):
            shortcut = QShortcut(QKeySequence(f"Alt+{index + 1}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda at=index: self.pick(at))
        self.text.anchorClicked.connect(self._clicked)
        self.check_button.clicked.connect(self.submit)
        for correction in self.corrections:
            correction.edit.returnPressed.connect(self.submit)

    def show_exercise(self, exercise: SpotExercise) -> None:
        self._exercise, self._judged = exercise, False
        self._let_go()
        self.situation.setText(unbroken(exercise.situation))
        self.situation.setVisible(bool(exercise.situation))
        phrases = " ".join(f"{at}: {span.text}." for at, span in enumerate(exercise.spans, 1))
        # The view itself has the keyboard, so this is what a screen reader says first.
        self.setAccessibleName(
            f"{exercise.situation} {self.task.text()} {exercise.text} {phrases}".strip()
        )
        self.complaint.say("")
        self.check_button.show()
        self._show_text()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_go(self) -> None:
        self._picked = []
        for correction in self.corrections:
            correction.hide()

    def pick(self, index: int) -> None:
        """Pick or let go of the span ``index``."""
        exercise = self._exercise
        if self._judged or exercise is None or index >= len(exercise.spans):
            return
        correction = self.corrections[index]
        if index in self._picked:
            self._picked.remove(index)
        else:
            self._picked.append(index)
            correction.show_span(index + 1, exercise.spans[index])
        correction.setVisible(index in self._picked)
        self.complaint.say("")
        self._show_text()

    def submit(self) -> None:
        if not self._picked:
            self.refuse("Pick what is wrong first, with its number.")
            return
        for index in sorted(self._picked):
            if not self.corrections[index].edit.text().strip():
                self.corrections[index].edit.setFocus(Qt.FocusReason.OtherFocusReason)
                if isinstance(self.sender(), AnswerEdit):
                    self.refuse(f"What is right instead of phrase {index + 1}?")
                return
        self.answered.emit(
            SpotAnswer({index: self.corrections[index].edit.text() for index in self._picked})
        )

    def refuse(self, sentence: str) -> None:
        self.complaint.say(sentence)

    def show_assessment(self, assessment: Assessment) -> None:
        self._judged = True
        self.check_button.hide()
        self.complaint.say("")
        spans = self._exercise.spans if self._exercise is not None else ()
        if assessment.verdict is Verdict.GIVEN_UP:
            self._let_go()
        codes = {finding.start: finding.code for finding in assessment.findings}
        for index in self._picked:
            self.corrections[index].show_judged(codes[spans[index].start])
        self._show_text()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.text() in set("123456789") and not self._judged:
            self.pick(int(event.text()) - 1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._judged:
            self.submit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_text()  # the colours stand in the text
        super().changeEvent(event)

    def _clicked(self, target: QUrl) -> None:
        index = int(target.path())
        self.pick(index)
        if index in self._picked:  # who clicks goes on to type; who presses keys may pick more
            self.corrections[index].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_text(self) -> None:
        exercise = self._exercise
        if exercise is None:
            return
        pieces: list[str] = []
        at = 0
        for index, span in enumerate(exercise.spans):
            pieces.append(html.escape(exercise.text[at : span.start]))
            pieces.append(self._span_html(index, span))
            at = span.end
        pieces.append(html.escape(exercise.text[at:]))
        self.text.show_html("".join(pieces).replace("\n", "<br>"))

    def _span_html(self, index: int, span: Span) -> str:
        role = self._role(index, span)
        colours = theme.current().colours
        text, soft = ("text", "sunken") if not role else (role, f"{role}_soft")
        mark = {"wrong": "✗&nbsp;", "good": "✓&nbsp;"}.get(role, "") if self._judged else ""
        return (
            f'<a href="{index}" style="text-decoration:none;color:{colours[text]};'
            f'background:{colours[soft]}"><sup>{index + 1}</sup>&nbsp;{mark}'
            f"<u>{html.escape(span.text)}</u></a>"
        )

    def _role(self, index: int, span: Span) -> str:
        if not self._judged:
            return "accent" if index in self._picked else ""
        if span.flaw is not None:
            return "wrong"
        return "good" if index in self._picked else ""
