"""The end of a sitting: what it came to, without fuss."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from trainer.domain.memory import Rating
from trainer.study.session import SessionSummary
from trainer.study.sitting import Moved
from trainer.ui.theme import SPACE
from trainer.ui.widgets.bullets import Bullets
from trainer.ui.widgets.chrome import Header, centred, scrolled
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.parts import (
    Stat,
    badge,
    button,
    card,
    column,
    empty,
    label,
    press_focused,
    row,
)
from trainer.ui.words import counted, span_words

_TONES = {Rating.AGAIN: "wrong", Rating.HARD: "close", Rating.GOOD: "good", Rating.EASY: "good"}


MOST_MOVED = 5
"""So many drills are named among those whose memory changed."""


def _moved_line(summary: SessionSummary) -> str:
    """Return how many memories last longer now, and how many less long."""
    longer = sum(each.change > 0 for each in summary.moved)
    shorter = len(summary.moved) - longer
    if not longer:
        return f"{counted(shorter, 'drill')} will be remembered for less long."
    said = f"{counted(longer, 'drill')} will be remembered for longer"
    return f"{said}, {shorter:,} for less long." if shorter else f"{said}."


def _change(each: Moved) -> str:
    before = "new" if each.before_days is None else span_words(each.before_days)
    return f"{before} → {span_words(each.after_days)}"


class SummaryScreen(QWidget):
    """Shows a finished sitting."""

    left = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.header = Header("Session done")
        self.answered = Stat("answers", "answer")
        self.remembered = Stat("remembered")
        self.new = Stat("new drills met", "new drill met")
        self.minutes = Stat("minutes", "minute")
        self.ratings = row(space=2)
        self.weakest_line = label("", wrap=True)
        self.weakest = Bullets()
        self.done_button = button("Back to Today", "primary")
        self.undo_button = button("Undo last answer", "quiet", tip="Ctrl+Z")

        stats = FlowBox((self.answered, self.remembered, self.new, self.minutes), 10 * SPACE)
        go = row(self.done_button, self.undo_button, space=3)
        go.addStretch(1)
        again = column(self.weakest_line, self.weakest, space=1)
        inside = column(stats, self.ratings, again, go, space=5)
        self.moved_line = label("", "muted", wrap=True)
        self.moved = column(space=2)
        self.moved_card = card(
            column(label("What moved", "heading"), self.moved_line, self.moved, space=3)
        )
        layout = column(self.header, card(inside, margin=6), self.moved_card, space=5)
        layout.addStretch(1)
        scrolled(centred(layout), self)

        self.done_button.clicked.connect(self.left)
        self.undo_button.clicked.connect(self.undo_wanted)

    def show_summary(
        self,
        summary: SessionSummary,
        weakest: tuple[str, ...],
        moved: Sequence[tuple[str, Moved]] = (),
        *,
        is_over: bool = True,
    ) -> None:
        """Put the sitting on screen.

        Without ``is_over`` the user left before its end. ``weakest`` are one-line summaries
        of what did not stick, ``moved`` what changed most.
        """
        self.header.title.setText("Session done" if is_over else "Until here")
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
        self.weakest_line.setVisible(bool(weakest))
        self.weakest_line.setText(f"{counted(len(weakest), 'drill')} to look at again:")
        self.weakest.show_lines(weakest[:5])
        self._show_moved(summary, moved)
        self.undo_button.setEnabled(summary.answered > 0)
        self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_moved(self, summary: SessionSummary, moved: Sequence[tuple[str, Moved]]) -> None:
        self.moved_card.setVisible(bool(moved))
        self.moved_line.setText(_moved_line(summary))
        empty(self.moved)
        for name, each in moved:
            title = label(name, wrap=True)
            change = label(_change(each), "muted")
            line = row(title, change, space=4)
            line.setStretch(0, 1)
            self.moved.addLayout(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and press_focused(self):
            return
        if is_enter or event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
