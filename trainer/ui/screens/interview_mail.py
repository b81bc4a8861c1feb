"""The follow-up mail after an interview, written as a drill of the kind ``email``."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.domain.assessment import Assessment
from trainer.drills.email import EmailExercise
from trainer.ui.drills.email import EmailView
from trainer.ui.screens.feedback import Feedback
from trainer.ui.widgets.chrome import Header, centred, scrolled
from trainer.ui.widgets.parts import Banner, button, card, column, label


class InterviewMail(QWidget):
    """Shows the exercise above its skeleton; ``answered`` carries what was written."""

    answered = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.back_button = button("Back to the debrief", "quiet", tip="Esc")
        self.header = Header("The follow-up mail", self.back_button)
        self.header.line.setText("It is judged as a drill of this kind is; nothing is scheduled.")
        self.banner = Banner()
        self.view = EmailView()
        self.skeleton = label("", "muted", wrap=True)
        self.feedback = Feedback()
        draft = card(column(label("Skeleton", "heading"), self.skeleton, space=2))
        layout = column(self.header, self.banner, self.view, self.feedback, draft, space=4)
        layout.addStretch(1)
        self.area = scrolled(centred(layout))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self.view.answered.connect(self.answered)
        self.back_button.clicked.connect(self.left)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.view.editor)

    def show_exercise(self, exercise: EmailExercise, skeleton: str) -> None:
        """Begin an empty mail."""
        self.banner.hide()
        self.feedback.hide()
        self.skeleton.setText(skeleton.strip())
        self.view.show_exercise(exercise)

    def show_judged(self, assessment: Assessment) -> None:
        """Show what the mail was worth."""
        self.view.show_assessment(assessment)
        self.feedback.show_assessment(assessment, ())
        self.feedback.workbench_button.hide()
        self.area.ensureWidgetVisible(self.feedback)
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
