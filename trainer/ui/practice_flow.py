"""Joins a sitting to its screen: what the user wants goes in, what to show comes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating
from trainer.drills.base import GaveUp
from trainer.errors import BadInput, TrainerError
from trainer.scheduling.marks import FLAGS
from trainer.study.session import Change, Question, Session, StaleAnswer
from trainer.study.study import Study
from trainer.ui.screens.practice import PracticeScreen
from trainer.ui.unfinished import keep_unfinished, unfinished
from trainer.ui.words import action_words, ended_words, leech_words, taken_back_words

if TYPE_CHECKING:
    from trainer.ui.screens.summary import SummaryScreen


class PracticeFlow(QObject):
    """Drives one sitting at a time."""

    changed = Signal(object)
    """A rating or an undo was written: carries the Change."""
    finished = Signal()
    """The queue is done; the summary is ready to be shown."""
    left = Signal()
    """The user is done with the summary, or leaves before there is anything to sum up."""
    resumed = Signal()
    """An answer was taken back from the summary; a question is on screen again."""

    def __init__(
        self,
        screen: PracticeScreen,
        study: Study,
    ) -> None:
        super().__init__()
        self._screen = screen
        self._summary: SummaryScreen | None = None
        self._study = study
        self._settings = study.settings
        self.session: Session | None = None
        self._leech: DrillId | None = None
        self._is_left = False
        screen.answered.connect(self.answer)
        screen.rated.connect(lambda rating: self.rate(Rating(rating)))
        screen.given_up.connect(self.give_up)
        screen.undo_wanted.connect(self.undo)
        screen.banner.acted.connect(self.suspend_leech)

    @property
    def summary(self) -> SummaryScreen:
        """What ends a sitting; made when the first one ends."""
        from trainer.ui.screens.summary import SummaryScreen

        if self._summary is None:
            self._summary = SummaryScreen()
            self._summary.undo_wanted.connect(self.undo)
            self._summary.left.connect(self.left)
        return self._summary

    def shows(self, screen: QWidget | None) -> bool:
        """Tell whether ``screen`` is one of a sitting."""
        return screen is not None and screen in {self._screen, self._summary}

    @property
    def is_running(self) -> bool:
        """Whether a sitting waits at a question, on screen or behind another page."""
        return self.has_drill and not self._is_left

    def begin(self, session: Session) -> None:
        """Start ``session`` with its first question; say so of a sitting that this ends."""
        ended = self._ended()
        if self.session is None:
            self._screen.drafts.kept |= unfinished(self._study, "answers")
        self.session = session
        self._leech = None
        self._is_left = False
        self._advance(session)
        if ended and session.question is not None:
            self._screen.banner.say(ended, "")
        self._screen.make_ready({entry.kind for entry in session.queue})

    def _ended(self) -> str:
        """Return what to say of the sitting that runs when another takes its place."""
        session = self.session
        if session is None or not self.is_running:
            return ""
        return ended_words(session.summary().answered, is_judged=session.judged is not None)

    def send(self) -> None:
        """Answer with what is on screen; once that is judged, take the suggested rating."""
        session, view = self.session, self._screen.view
        if session is not None and session.judged is not None:
            self.rate(session.judged.assessment.suggested)
        elif view is not None and self.has_drill:
            view.submit()

    def answer(self, answer: Any) -> None:
        """Judge what the view says the user answered."""
        session = self.session
        if session is None or session.question is None or session.judged is not None:
            return
        try:
            self._keep_up(session)
            judged = session.assess(answer)
        except BadInput as error:
            self._screen.show_refused(error)
            return
        except TrainerError as error:
            self._screen.show_problem(error)
            return
        self._screen.show_judged(session.question, judged)

    def give_up(self) -> None:
        """Show the solution to somebody who does not know."""
        self.answer(GaveUp())

    def _keep_up(self, session: Session) -> None:
        """Let ``session`` schedule by settings that were changed since."""
        if self._settings is not self._study.settings:
            session.terms = self._study.sittings.terms
            self._settings = self._study.settings

    def rate(self, rating: Rating) -> None:
        """Record the rating, then show the next question."""
        session = self.session
        if session is None or session.judged is None:
            return
        self._act(lambda: session.rate(rating))

    @property
    def has_drill(self) -> bool:
        """Whether a drill is on screen."""
        return self.session is not None and self.session.question is not None

    def suspend(self) -> None:
        """Ask the drill on screen no more until it is let back."""
        self._with_drill(Session.suspend)

    def bury(self) -> None:
        """Ask the drill on screen no more today."""
        self._with_drill(Session.bury)

    def reset(self) -> None:
        """Make the drill on screen new again."""
        self._with_drill(Session.reset)

    def set_due(self, days: int) -> None:
        """Let the drill on screen come back in ``days`` days."""
        self._with_drill(lambda session: session.set_due_in(days))

    def flag(self) -> None:
        """Give the drill on screen the next colour of flag; after the last none."""
        self._with_drill(lambda session: session.flag((session.mark.flag + 1) % len(FLAGS)))

    def explain(self) -> None:
        """Say why the drill on screen is asked now."""
        if self.session is not None and self.session.question is not None:
            self._screen.banner.say(self.session.why(), "")

    def suspend_leech(self) -> None:
        """Suspend the drill that was just pointed out as a leech."""
        leech = self._leech
        if leech is not None:
            self._leech = None
            self._with_drill(lambda session: session.suspend_other(leech))

    def undo(self) -> None:
        """Take the last action back and show its question again."""
        session = self.session
        if session is None or not session.can_undo:
            return
        was_done = session.question is None or self._is_left
        self._is_left = False
        shown, was_judged = session.question, session.judged is not None
        try:
            change = session.undo()
        except TrainerError as error:
            self._screen.show_problem(error)
            return
        self._leech = None
        self._tell(change)
        if session.question is None:
            return
        if was_done:
            self.resumed.emit()
        if session.question is shown:
            self._screen.show_flag(session.mark.flag)
            self._screen.show_can_undo(can_undo=session.can_undo)
        else:
            self._show(session, undone=True)
        unrated = was_judged and session.judged is None
        self._screen.banner.say(taken_back_words(change.was, unrated=unrated), "")

    def redo(self) -> None:
        """Do again what was taken back."""
        session = self.session
        if session is not None and session.can_redo:
            self._act(session.redo)

    def _with_drill(self, action: Callable[[Session], Change]) -> None:
        session = self.session
        if session is not None and session.question is not None:
            self._act(lambda: action(session))

    def _act(self, action: Callable[[], Change]) -> None:
        """Carry out ``action`` and show what comes of it."""
        session = self.session
        assert session is not None  # noqa: S101 (narrowing: the callers ask)
        try:
            change = action()
        except StaleAnswer as error:
            self._renew(session, error)
            return
        except TrainerError as error:
            self._screen.show_problem(error)
            return
        self._tell(change)
        if change.leaves:
            self._advance(session)
        else:
            self._screen.show_flag(session.mark.flag)
            self._screen.show_can_undo(can_undo=session.can_undo)
        self._say(session, change)

    def _renew(self, session: Session, stale: StaleAnswer) -> None:
        """Ask the drill on screen as it is now, and say why."""
        try:
            question = session.renew()
        except TrainerError as error:
            self._screen.show_problem(error)
            return
        self._go_on(session, question)
        what = stale.what[:1].upper() + stale.what[1:]
        self._screen.banner.say(f"{what}: your answer was not rated.", "close")

    def _say(self, session: Session, change: Change) -> None:
        if change.leech_lapses:
            self._leech = change.drill_id
            name = self._study.describe(change.drill_id)
            self._screen.banner.say(
                leech_words(change.leech_lapses, name),
                "close",
                action="Suspend it",
                tip="Not again until you let it back (Ctrl+L)",
            )
            return
        if change.leaves:
            self._leech = None
        if change.rating is None and session.question is not None:
            self._screen.banner.say(action_words(change.what, session.mark.flag), "good")

    def _advance(self, session: Session) -> None:
        self._go_on(session, session.next())

    def _go_on(self, session: Session, question: Question | None) -> None:
        if question is not None:
            self._show(session)
            return
        self._sum_up(session)

    def keep(self) -> None:
        """Keep what was begun to be written for the next start. Raises the store's errors."""
        if self.session is not None:
            self._screen.keep_draft()
            keep_unfinished(self._study, "answers", self._screen.drafts.kept)

    def leave(self) -> None:
        """Leave before the end: what was answered is summed up, if anything was."""
        session = self.session
        if session is not None and session.summary().answered:
            self._is_left = True
            self._sum_up(session)
        else:
            self.left.emit()

    def _sum_up(self, session: Session) -> None:
        from trainer.ui.screens.summary import MOST_MOVED

        summary = session.summary()
        weakest = tuple(self._study.describe(drill) for drill in summary.weakest)
        moved = [(self._study.describe(each.drill_id), each) for each in summary.moved[:MOST_MOVED]]
        self.summary.show_summary(summary, weakest, moved, is_over=not self._is_left)
        self.finished.emit()

    def _show(self, session: Session, *, undone: bool = False) -> None:
        question = session.question
        assert question is not None  # noqa: S101 (narrowing: the callers ask)
        self._screen.show_question(question, can_undo=session.can_undo, undone=undone)
        self._screen.show_flag(session.mark.flag)

    def _tell(self, change: Change) -> None:
        self.changed.emit(change)
