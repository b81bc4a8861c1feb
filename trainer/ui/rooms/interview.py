"""Interview: a system is chosen, the interview held, its debrief read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from trainer.errors import TrainerError
from trainer.ui.rooms.base import House, Room
from trainer.ui.unfinished import keep_unfinished, unfinished

if TYPE_CHECKING:
    from trainer.domain.interview import InterviewRecord
    from trainer.drills.interview import InterviewExercise
    from trainer.study.interview.live import Live
    from trainer.study.interview.scenarios import Scenario
    from trainer.study.interview.session import Interview
    from trainer.ui.interview_after import AfterInterview
    from trainer.ui.interview_flow import InterviewFlow
    from trainer.ui.jobs import Ticket
    from trainer.ui.screens.interview_setup import InterviewSetup

SEED_BITS = 32
_UNSAID = "statements"
_UNFINISHED = "You left an interview before its end; the clock stands where you left it."


class InterviewRoom(Room):
    """Shows the choice, or the interview under way."""

    key = "interview"
    title = "Interview"
    shortcut = "Ctrl+7"
    tip = "A mock interview against the clock"

    unfinished = Signal(bool)
    """Whether an interview waits to be gone on with."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.screen: InterviewSetup | None = None
        self.flow: InterviewFlow | None = None
        self.after: AfterInterview | None = None
        self._scenarios: tuple[Scenario, ...] = ()
        self._seed = 0
        self._drawing: Ticket | None = None

    # -- choosing --------------------------------------------------------------------------

    def open(self) -> None:
        """Show the interview under way if its clock is going, else the choice."""
        if self.flow is not None and self.flow.is_running:
            self.opened.emit(self.flow.screen)
            return
        screen = self._setup()
        self.opened.emit(screen)
        self._show_kept(screen)
        if not self._scenarios:
            self._draw()

    def _setup(self) -> InterviewSetup:
        from trainer.ui.screens.interview_setup import InterviewSetup

        if self.screen is None:
            self.screen = InterviewSetup()
            self.screen.started.connect(self.start)
            self.screen.redrawn.connect(self._draw)
            self.screen.looked.connect(self._look_again)
            self.screen.banner.acted.connect(self.resume)
        return self.screen

    def _show_kept(self, screen: InterviewSetup) -> None:
        """Show the history, and whether an interview waits."""
        from trainer.study.interview.history import history

        try:
            store = self.house.study.store
            screen.show_history(history(store))
            waits = store.interview_under_way() is not None
        except TrainerError as error:
            screen.banner.say(str(error), "wrong")
            return
        self.unfinished.emit(waits)
        if waits:
            screen.banner.say(_UNFINISHED, "close", "Resume your interview")
        else:
            screen.banner.hide()

    def _draw(self) -> None:
        """Draw the numbers of all systems anew."""
        from trainer.study.interview.scenarios import builtin

        if self._drawing is not None:
            self._drawing.cancel()
        seed = self.house.study.rng.getrandbits(SEED_BITS)
        folder = self.house.study.builtin_folder
        self._drawing = self.house.jobs.run(
            lambda _ticket: [(each, each.pose(seed)) for each in builtin(folder)],
            partial(self._show_systems, seed),
            self._complain,
        )

    def _show_systems(self, seed: int, found: list[tuple[Scenario, InterviewExercise]]) -> None:
        self._seed = seed  # With the numbers that are seen the interview begins.
        self._scenarios = tuple(scenario for scenario, _ in found)
        self._setup().show_systems([posed for _, posed in found])

    def _complain(self, error: TrainerError) -> None:
        self._setup().banner.say(str(error), "wrong")

    # -- holding ---------------------------------------------------------------------------

    def start(self, place: int, minutes: int, aloud: bool) -> None:  # noqa: FBT001 (a Qt slot)
        """Begin the interview chosen; one that was left before its end is given up."""
        from trainer.study.interview.live import begin

        study, scenario = self.house.study, self._scenarios[place]
        try:
            live = begin(
                *(study.store, study.clock, study.rng, scenario, self._seed, minutes), aloud=aloud
            )
        except TrainerError as error:
            self._complain(error)
            return
        self._hold(live)

    def look_for_unfinished(self) -> None:
        """Say so if the program ended in the middle of an interview."""
        try:
            record = self.house.study.store.interview_under_way()
        except TrainerError as error:
            self.failed.emit(error)
            return
        self.unfinished.emit(record is not None)

    def resume(self) -> None:
        """Go on with the interview that was left; its clock stands until it is set going."""
        from trainer.study.interview.live import replayed, resume

        study = self.house.study
        try:
            record = study.store.interview_under_way()
        except TrainerError as error:
            self._not_looked_at(error)
            return
        if record is None:
            self.open()
            return
        asker = self.house.on_screen()

        def hold(interview: Interview) -> None:
            if asker is self.house.on_screen():
                self._hold(resume(study.store, study.clock, record, interview))

        self.house.jobs.run(lambda _ticket: replayed(record), hold, self._not_looked_at)

    def _hold(self, live: Live) -> None:
        from trainer.ui.interview_flow import InterviewFlow

        if self.flow is None:
            self.flow = InterviewFlow(unfinished(self.house.study, _UNSAID))
            self.flow.finished.connect(self._finished)
            self.flow.left.connect(self.open)
        self.flow.hold(live)
        self.unfinished.emit(False)  # noqa: FBT003 (what a signal carries has no name)
        self.opened.emit(self.flow.screen)

    # -- afterwards ------------------------------------------------------------------------

    def _finished(self, record: InterviewRecord) -> None:
        self._after().look(record)

    def _look_again(self, interview_id: str) -> None:
        try:
            kept = {each.id: each for each in self.house.study.store.interviews()}
        except TrainerError as error:
            self._complain(error)
            return
        self._after().look(kept[interview_id])

    def _after(self) -> AfterInterview:
        from trainer.ui.interview_after import AfterInterview

        if self.after is None:
            self.after = AfterInterview(self.house)
            self.after.opened.connect(self.opened)
            self.after.left.connect(self.open)
            self.after.failed.connect(self._not_looked_at)
        return self.after

    def _not_looked_at(self, error: TrainerError) -> None:
        self.open()
        self._complain(error)

    def undo(self) -> None:
        """Take the last drill out of tomorrow's queue again."""
        if self.after is not None:
            self.after.undo()

    def keep(self) -> None:
        """Keep the mails that were begun, and the words."""
        if self.after is not None:
            self.after.keep()
        if self.flow is not None:
            keep_unfinished(self.house.study, _UNSAID, self.flow.unsaid)

    def settle(self) -> None:
        """Stop the clock and keep the interview as it stands."""
        if self.flow is not None:
            self.flow.settle()
