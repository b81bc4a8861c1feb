"""The view of a recall drill: the front, then the back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from trainer.domain.assessment import Assessment
from trainer.drills.recall import RecallAnswer, RecallExercise
from trainer.ui.announce import announce
from trainer.ui.drills.base import DrillView, prose
from trainer.ui.theme import SPACE
from trainer.ui.widgets.parts import button, card, column, label, row


class RecallView(DrillView):
    """Shows the front; Enter or Space reveals the back."""

    hint = "Say it to yourself, then Enter shows the answer"
    offers_giving_up = False

    def __init__(self) -> None:
        super().__init__()
        self.front = prose()
        self.reveal_button = button("Show answer", "primary")
        self.back = prose()
        self.back_card = card(column(label("Answer", "small"), self.back, space=2))

        question = card(column(self.front))
        actions = row(self.reveal_button)
        actions.addStretch(1)
        layout = column(question, actions, self.back_card, space=4)
        layout.setContentsMargins(0, 0, 0, SPACE)
        self.setLayout(layout)

        self.reveal_button.clicked.connect(self.submit)

    def show_exercise(self, exercise: RecallExercise) -> None:
        self.front.show_markdown(exercise.front)
        self.back.show_markdown(exercise.back)
        self.back_card.hide()
        self.reveal_button.show()
        self.reveal_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def spoken(self) -> str:
        return self.front.accessibleName()

    def submit(self) -> None:
        self.answered.emit(RecallAnswer())

    def show_assessment(self, assessment: Assessment) -> None:  # noqa: ARG002 (it judges nothing)
        self.reveal_button.hide()
        self.back_card.show()
        announce(self, f"Answer: {self.back.accessibleName()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        wanted = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if wanted and self.reveal_button.isVisible():
            self.submit()
            return
        super().keyPressEvent(event)
