"""Joins an interview under way to its screen: a timer, keys and words in; questions out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from trainer.errors import TrainerError
from trainer.study.interview.live import Live
from trainer.study.interview.room import Challenge
from trainer.ui.screens.interview_live import InterviewLive

TICK_MS = 500
"""Twice a second, so that no second of the clock is skipped."""

_OVER = "Time is up. End the interview to read the debrief."


class InterviewFlow(QObject):
    """Holds one interview at a time."""

    finished = Signal(object)
    """Carries the InterviewRecord of an interview that was ended."""
    left = Signal()

    def __init__(self, begun: Mapping[str, str]) -> None:
        """``begun`` is what was ``unsaid`` when the window was closed."""
        super().__init__()
        self.screen = InterviewLive()
        self.live: Live | None = None
        self._begun = dict(begun)
        """What stood in the field when an interview was left, by its id."""
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.screen.said.connect(self._say)
        self.screen.marked.connect(lambda key: self._put_in(lambda live: live.mark(key)))
        self.screen.entered.connect(self._enter)
        self.screen.pause_wanted.connect(self.pause_or_go_on)
        self.screen.ended.connect(self.end)
        self.screen.left.connect(self.leave)

    @property
    def is_running(self) -> bool:
        """Whether an interview's clock is going."""
        return self.live is not None and not self.live.is_paused

    @property
    def unsaid(self) -> Mapping[str, str]:
        """What stands in the field, by the interview it is for."""
        if self.live is None:
            return self._begun
        text = self.screen.field.toPlainText()
        return {self.live.record.id: text} if text.strip() else {}

    def hold(self, live: Live) -> None:
        """Show ``live`` and let its clock be heard."""
        begun = self._begun.pop(live.record.id, "")
        self.live = live
        self.screen.show_interview(live.exercise, live.interview.slot, aloud=live.is_aloud)
        self.screen.field.setPlainText(begun)
        self.screen.show_talk(tuple(live.interview.heard), tuple(live.interview.asked))
        self._show_time()
        self._timer.start()

    def tick(self) -> None:
        """Let the interviewer hear the clock."""
        live = self.live
        if live is None or live.is_paused:
            return
        self._do(lambda: self.screen.show_asked(live.tick()))
        self._show_time()
        if live.is_over and self.screen.banner.isHidden():
            self.screen.banner.say(_OVER, "close")

    def pause_or_go_on(self) -> None:
        """Stop the clock, or set it going."""
        live = self.live
        if live is not None:
            self._do(live.go_on if live.is_paused else live.pause)
            self._show_time()

    def leave(self) -> None:
        """Stop the clock and go elsewhere; the interview waits."""
        self.settle()
        self.left.emit()

    def settle(self) -> None:
        """Stop the clock and keep all of it."""
        self._timer.stop()
        if self.live is not None:
            self._begun = {self.live.record.id: self.screen.field.toPlainText()}
            if not self.live.is_paused:
                self._do(self.live.pause)

    def end(self) -> None:
        """End the interview; the debrief follows."""
        live = self.live
        if live is None:
            return
        self._timer.stop()
        if self._do(live.finish):
            self.live = None
            self.finished.emit(live.record)

    def _say(self, text: str) -> None:
        self._put_in(lambda live: live.say(text))

    def _put_in(self, hear: Callable[[Live], tuple[Challenge, ...]]) -> None:
        """Hear something; what is said in a pause sets the clock going."""
        live = self.live
        if live is None:
            return
        live.go_on()
        many, before = len(live.interview.heard), len(live.interview.asked)
        self._do(lambda: hear(live))
        for each in live.interview.heard[many:]:
            self.screen.show_heard(each)
        self.screen.show_asked(tuple(live.interview.asked[before:]))
        self._show_time()

    def _enter(self, phase: str) -> None:
        self._put_in(lambda live: live.enter(phase))

    def _do(self, act: Callable[[], object]) -> bool:
        """Carry out ``act``; say it if it could not be kept."""
        try:
            act()
        except TrainerError as error:
            self.screen.banner.say(str(error), "wrong")
            return False
        return True

    def _show_time(self) -> None:
        live = self.live
        if live is not None:
            self.screen.show_time(live.elapsed_s, live.interview.phase, paused=live.is_paused)
