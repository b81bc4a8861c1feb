"""Practice: one thing on screen, the verdict, the rating, the next."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from trainer.domain.memory import Seen
from trainer.errors import TrainerError
from trainer.scheduling.marks import FLAGS
from trainer.study.session import Judged, Question
from trainer.ui.announce import announce_soon
from trainer.ui.drafts import Drafts
from trainer.ui.drills.base import DrillView
from trainer.ui.drills.views import view_for
from trainer.ui.slices import Slices
from trainer.ui.theme import COLUMN_WIDTH, SCROLL_BAR, SPACE, set_property
from trainer.ui.widgets.chrome import centred, scrolled
from trainer.ui.widgets.notice import Notice
from trainer.ui.widgets.parts import badge, button, column, empty, label, press_focused, row
from trainer.ui.widgets.rating_bar import RatingBar
from trainer.ui.widgets.rich_text import Pictures, no_pictures
from trainer.ui.words import all_intervals, kind_words
from trainer.ui.zoom import hold

if TYPE_CHECKING:
    from trainer.ui.screens.feedback import Feedback
    from trainer.ui.widgets.due_row import DueRow

FLAG_TONES = ("", "wrong", "close", "good", "latency")
"""The theme's colours for red, orange, green and blue."""


class PracticeScreen(QWidget):
    """Shows one question after the other. What to do about an answer is decided elsewhere."""

    answered = Signal(object)
    rated = Signal(int)
    given_up = Signal()
    undo_wanted = Signal()
    left = Signal()
    workbench_wanted = Signal(object)
    """Carries the Derivation to play with."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._view: DrillView | None = None
        self._views: dict[str, DrillView] = {}
        self.drafts = Drafts()
        self._pictures: Pictures = no_pictures
        self._is_judged = self._is_just_judged = False
        self._brought: int | None = None
        self._keyboard_at: QWidget | None = None
        self.pictures_of: Callable[[str], Pictures] = lambda _deck_id: no_pictures
        self.progress_bar = QProgressBar()
        self.progress_bar.setTextVisible(False)
        self.progress_bar.setAccessibleName("Progress of this session")
        self.count = label("", "small")
        self.undo_button = button("Undo", "quiet", tip="Take the last action back (Ctrl+Z)")
        self.leave_button = button("Leave", "quiet", tip="Back to Today; nothing is lost (Esc)")
        self.banner = Notice()
        self.badges = row(space=2)
        self.stage = QVBoxLayout()
        self.stage.setContentsMargins(0, 0, 0, 0)
        self.below_stage = QVBoxLayout()
        self.rating_bar = RatingBar()
        self.hint = label("", "small", wrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.give_up_button = button(
            "I don't know", "quiet", tip="Show the solution; Again is suggested (Ctrl+N)"
        )
        self._assemble()

        self.undo_button.clicked.connect(self.undo_wanted)
        self.leave_button.clicked.connect(self.left)
        self.rating_bar.rated.connect(self.rated)
        self.give_up_button.clicked.connect(self.given_up)

    def _assemble(self) -> None:
        above = row(self.progress_bar, self.count, self.undo_button, self.leave_button, space=3)
        above.setStretch(0, 1)
        # What is said stays in view, however far down the verdict is.
        self._above = column(above, self.banner, space=3)
        top = _over_the_column(self._above)
        top.setContentsMargins(8 * SPACE, 4 * SPACE, 8 * SPACE + SCROLL_BAR, 2 * SPACE)
        body = column(self.badges, self.stage, self.below_stage, space=4)
        body.addStretch(1)
        self.area = scrolled(centred(body))
        self.area.verticalScrollBar().rangeChanged.connect(self._bring_feedback_into_view)
        below = row(self.hint, self.give_up_button, space=3)
        below.setStretch(0, 1)
        foot = _over_the_column(column(self.rating_bar, below, space=1))
        foot.setContentsMargins(8 * SPACE, 3 * SPACE, 8 * SPACE + SCROLL_BAR, 4 * SPACE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(self.area, 1)
        outer.addLayout(foot)

    @cached_property
    def due_row(self) -> DueRow:
        """Where the day is asked for on which a drill comes back; made when it is first asked."""
        from trainer.ui.widgets.due_row import DueRow

        made = DueRow()
        self._above.addWidget(made)
        return made

    def show_question(self, question: Question, *, can_undo: bool, undone: bool = False) -> None:
        """Put a question on screen, with what was begun to be written for it.

        Where its answer was ``undone``, what was written then is there to be mended.
        """
        self.drafts.keep(self._view)
        self.progress_bar.setMaximum(max(1, question.total))
        self.progress_bar.setValue(question.done)
        self.count.setText(f"{question.done + 1} of {question.total}")
        self.show_can_undo(can_undo=can_undo)
        self.banner.hide()
        if "due_row" in vars(self):
            self.due_row.leave()
        self._show_badges(question)
        view = self._view_of(question.posed.kind.name)
        self.hint.setText(f"{view.hint}  ·  Esc leaves")
        self.hint.show()
        self.give_up_button.setVisible(view.offers_giving_up)
        self._brought = None
        self.area.verticalScrollBar().setValue(0)
        self._pictures = self.pictures_of(question.posed.drill.deck_id)
        view.use_pictures(self._pictures)
        view.show_exercise(question.posed.exercise)
        # Only now that the keyboard is elsewhere: from a hidden button it would wander to the list
        # of places, and a screen reader would say so.
        if self._is_judged:
            self.feedback.hide()
        self.rating_bar.hide()
        announce_soon(self, f"{self.count.text()}. {view.spoken()}")
        if self.drafts.begin(question, view, undone=undone) and not undone:
            self.banner.say("What you had begun to write is back.", "good")

    @cached_property
    def feedback(self) -> Feedback:
        """What the answer was worth; made when the first one is judged."""
        from trainer.ui.screens.feedback import Feedback

        made = Feedback()
        made.workbench_wanted.connect(self.workbench_wanted)
        self.below_stage.addWidget(made)
        return made

    def show_can_undo(self, *, can_undo: bool) -> None:
        """Say whether there is something to take back."""
        self.undo_button.setEnabled(can_undo)

    def _show_badges(self, question: Question) -> None:
        drill = question.posed.drill
        empty(self.badges)
        self.badges.addWidget(badge(kind_words(drill.kind).capitalize()))
        for tag in drill.tags:
            if tag in {"latency", "cost", "quality"}:
                self.badges.addWidget(badge(tag.capitalize(), tag))
        if not question.recorded:
            self.badges.addWidget(badge("Cram: not recorded", "close"))
        if question.is_repeat:
            self.badges.addWidget(badge("Again", "close"))
        elif not isinstance(question.progress, Seen):
            self.badges.addWidget(badge("New"))
        self.badges.addWidget(self._flag_badge())
        self.badges.addStretch(1)

    def _flag_badge(self) -> QLabel:
        # Made anew with the others: emptying the row lets them go.
        self.flag = badge("")
        self.flag.hide()
        return self.flag

    def show_flag(self, flag: int) -> None:
        """Show the flag of the drill on screen; 0 is none."""
        self.flag.setVisible(flag > 0)
        self.flag.setText(f"⚑ {FLAGS[flag]}")
        self.flag.setAccessibleName(f"Flagged {FLAGS[flag]}")
        set_property(self.flag, "tone", FLAG_TONES[flag])

    def make_ready(self, kinds: Collection[str]) -> None:
        """Make the views of ``kinds`` while the user reads: the first of a kind is not to wait."""
        steps = [partial(self._made_view, kind) for kind in kinds if kind not in self._views]
        Slices(self, steps)

    def _made_view(self, kind: str) -> DrillView:
        if kind not in self._views:
            view = self._views[kind] = view_for(kind)
            view.answered.connect(self.answered)
            view.hide()
            self.stage.addWidget(view)
            for each in (view, *view.findChildren(QWidget)):
                each.ensurePolished()
        return self._views[kind]

    def _view_of(self, kind: str) -> DrillView:
        self._view = self._made_view(kind)
        for name, view in self._views.items():
            view.setVisible(name == kind)
        return self._view

    @property
    def view(self) -> DrillView | None:
        """The view of the drill on screen."""
        return self._view

    def show_judged(self, question: Question, judged: Judged) -> None:
        """Show the verdict and offer the ratings."""
        if self._view is not None:
            self.drafts.answered(self._view)
            self._view.show_assessment(judged.assessment)
        self._is_judged = True
        self.feedback.use_pictures(self._pictures)
        self.feedback.show_assessment(judged.assessment, question.posed.drill.sources)
        intervals = all_intervals(judged.day, judged.intervals, recorded=question.recorded)
        self.rating_bar.show()
        self.hint.hide()
        self.give_up_button.hide()
        self._brought = self.area.verticalScrollBar().value()
        self._is_just_judged = True
        QTimer.singleShot(0, self, self._after_the_key)
        self.rating_bar.show_ratings(intervals, judged.assessment.suggested)

    def _after_the_key(self) -> None:
        self._is_just_judged = False
        self._bring_feedback_into_view()

    def _bring_feedback_into_view(self) -> None:
        """Scroll until all of it is seen; where it is taller than the page, its verdict first.

        Its texts find their heights in some turns of the event loop: each time the page grows it is
        done again, unless the user has scrolled.
        """
        margin, seen, bar = 4 * SPACE, self.area.viewport(), self.area.verticalScrollBar()
        if self._brought != bar.value():
            return
        top = bar.value() + self.feedback.mapTo(seen, QPoint(0, 0)).y()
        hidden = top + self.feedback.height() + margin - seen.height()
        bar.setValue(max(bar.value(), min(hidden, top - margin)))
        self._brought = bar.value()

    def show_refused(self, error: TrainerError) -> None:
        """Say why what was typed is no answer; the question stays open."""
        if self._view is not None:
            sentence = str(error)
            self._view.refuse(sentence[:1].upper() + sentence[1:])

    def show_problem(self, error: TrainerError) -> None:
        """Say what went wrong; the answer can be rated again."""
        self.banner.say(str(error), "wrong")
        self.area.verticalScrollBar().setValue(0)

    def keep_draft(self) -> None:
        """Keep what was begun to be written for the open question."""
        self.drafts.keep(self._view)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        self.keep_draft()
        self._keyboard_at = self.focusWidget()
        super().hideEvent(event)

    def take_keyboard(self) -> None:
        """Put the keyboard back to where it was when the page was left."""
        if self._keyboard_at is not None and self._keyboard_at.isVisible():
            self._keyboard_at.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # A line hands Enter on when it has answered with it: that key rates nothing yet.
            if self._is_just_judged or press_focused(self):
                return
            if self.rating_bar.isVisible():
                self.rating_bar.take()
        else:
            super().keyPressEvent(event)


def _over_the_column(layout: QBoxLayout) -> QHBoxLayout:
    """Return ``layout`` as wide as the column that scrolls, and where that stands."""
    holder = QWidget()
    hold(holder, most_width=COLUMN_WIDTH)
    layout.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(layout)
    made = row(space=0)
    made.addStretch(1)
    made.addWidget(holder, 1000)
    made.addStretch(1)
    return made
