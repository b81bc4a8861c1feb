"""The end of a sitting: what it came to, without fuss."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.domain.memory import Rating
from trainer.study.session import SessionSummary
from trainer.ui.widgets.chrome import Header, centred
from trainer.ui.widgets.parts import Stat, badge, button, card, column, empty, label, row
from trainer.ui.words import counted

_TONES = {Rating.AGAIN: "wrong", Rating.HARD: "close", Rating.GOOD: "good", Rating.EASY: "good"}


class SummaryScreen(QWidget):
    """Shows a finished sitting."""

    left = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.header = Header("Session done")
        self.answered = Stat("answers")
        self.remembered = Stat("remembered")
        self.new = Stat("new drills met")
        self.minutes = Stat("minutes")
        self.ratings = row(space=2)
        self.weakest = label("", wrap=True)
        self.done_button = button("Back to Today", "primary")
        self.undo_button = button("Undo last answer", "quiet", tip="Ctrl+Z")

        stats = row(self.answered, self.remembered, self.new, self.minutes, space=10)
        stats.addStretch(1)
        go = row(self.done_button, self.undo_button, space=3)
        go.addStretch(1)
        inside = column(stats, self.ratings, self.weakest, go, space=5)
        layout = column(self.header, card(inside, margin=7), space=6)
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(centred(layout))

        self.done_button.clicked.connect(self.left)
        self.undo_button.clicked.connect(self.undo_wanted)

    def show_summary(self, summary: SessionSummary, weakest: tuple[str, ...]) -> None:
        """Put the sitting on screen; ``weakest`` are one-line summaries of what did not stick."""
        self.header.line.setText(
            "Every answer is stored."
            if summary.recorded
            else "Crammed: no answer was stored, and the schedule is as it was."
        )
        self.answered.show_value(f"{summary.answered:,}")
        self.remembered.setVisible(summary.seen_before > 0)
        self.remembered.show_value(f"{summary.remembered} of {summary.seen_before}")
        self.new.show_value(f"{summary.new:,}")
        self.minutes.show_value(f"{summary.minutes:.0f}" if summary.minutes >= 1 else "< 1")
        empty(self.ratings)
        for rating, count in summary.ratings.items():
            if count:
                self.ratings.addWidget(badge(f"{rating.label} {count}", _TONES[rating]))
        self.ratings.addStretch(1)
        self.weakest.setVisible(bool(weakest))
        lines = "\n".join(f"•  {line}" for line in weakest[:5])
        self.weakest.setText(f"{counted(len(weakest), 'drill')} to look at again:\n{lines}")
        self.undo_button.setEnabled(summary.answered > 0)
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            self.left.emit()
            return
        super().keyPressEvent(event)
