"""Joins a sitting to its screen: what the user wants goes in, what to show comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from trainer.domain.memory import Rating
from trainer.errors import BadInput, TrainerError
from trainer.study.session import Change, Session
from trainer.ui.screens.practice import PracticeScreen
from trainer.ui.screens.summary import SummaryScreen


class PracticeFlow(QObject):
    """Drives one sitting at a time."""

    changed = Signal(object)
    """A rating or an undo was written: carries the Change."""
    finished = Signal()
    """The queue is done; the summary is ready to be shown."""
    resumed = Signal()
    """An answer was taken back from the summary; a question is on screen again."""

    def __init__(
        self,
        screen: PracticeScreen,
        summary: SummaryScreen,
        describe: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._screen = screen
        self._summary = summary
        self._describe = describe
        self.session: Session | None = None
        screen.answered.connect(self.answer)
        screen.rated.connect(lambda rating: self.rate(Rating(rating)))
        screen.undo_wanted.connect(self.undo)
        summary.undo_wanted.connect(self.undo)

    def begin(self, session: Session) -> None:
        """Start ``session`` with its first question."""
        self.session = session
        self._advance(session)

    def answer(self, answer: Any) -> None:
        """Judge what the view says the user answered."""
        session = self.session
        if session is None or session.question is None or session.judged is not None:
            return
        try:
            judged = session.assess(answer)
        except BadInput as error:
            self._screen.show_refused(error)
            return
        self._screen.show_judged(session.question, judged)

    def rate(self, rating: Rating) -> None:
        """Record the rating, then show the next question."""
        session = self.session
        if session is None or session.judged is None:
            return
        try:
            change = session.rate(rating)
        except TrainerError as error:
            self._screen.show_problem(error)
            return
        self._tell(change)
        self._advance(session)

    def undo(self) -> None:
        """Take the last answer back and show its question again."""
        session = self.session
        if session is None or not session.can_undo:
            return
        was_done = session.question is None
        try:
            change = session.undo()
        except TrainerError as error:
            self._screen.show_problem(error)
            return
        self._tell(change)
        if session.question is not None:
            if was_done:
                self.resumed.emit()
            self._screen.show_question(session.question, can_undo=session.can_undo)

    def _advance(self, session: Session) -> None:
        question = session.next()
        if question is not None:
            self._screen.show_question(question, can_undo=session.can_undo)
            return
        summary = session.summary()
        weakest = tuple(self._describe(drill) for drill in summary.weakest)
        self._summary.show_summary(summary, weakest)
        self.finished.emit()

    def _tell(self, change: Change) -> None:
        self.changed.emit(change)
