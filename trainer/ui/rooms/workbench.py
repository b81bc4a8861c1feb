"""The workbench and its table of evidence, made when they are first opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from trainer.clock import study_day
from trainer.errors import TrainerError
from trainer.study.sitting import Change
from trainer.ui.painted import once_painted
from trainer.ui.rooms.base import House, Room

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from trainer.domain.derivation import Derivation
    from trainer.study.workbench.choices import Choices
    from trainer.study.workbench.configuration import Basis
    from trainer.ui.screens.evidence import EvidenceScreen
    from trainer.ui.screens.workbench import WorkbenchScreen
    from trainer.ui.workbench_flow import WorkbenchFlow

    Show = Callable[[WorkbenchScreen, WorkbenchFlow], None]

_REMEMBERED = "workbench"


class WorkbenchRoom(Room):
    """Opens the workbench: alone, with a drill's numbers, or its evidence."""

    key = "workbench"
    title = "Workbench"
    shortcut = "Ctrl+3"
    tip = "Play with a serving system"

    left = Signal()
    """The user wants back to the drill he came from."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.screen: WorkbenchScreen | None = None
        self.flow: WorkbenchFlow | None = None
        self.evidence: EvidenceScreen | None = None
        self._drill_waits = False
        self._wanted: list[tuple[QWidget | None, Show]] = []
        """What to do once the screen is made, while it is being made, and the page it is for."""
        self._rests = False

    def open(self) -> None:
        """Show the workbench as it was left."""
        self._when_made(self._show)

    def open_with(self, derivation: Derivation, exercise: object) -> None:
        """Show the workbench set to a drill's numbers, with a way back to the drill."""

        def show(screen: WorkbenchScreen, flow: WorkbenchFlow) -> None:
            self._drill_waits = True
            flow.carry(derivation, _basis_of(exercise))
            self._show(screen, flow)

        self._when_made(show)

    def stale(self, change: object = None) -> None:
        """Hear that a drill is done with: none waits for the user to return."""
        if isinstance(change, Change) and change.leaves:
            self._drill_waits = False

    def _show(self, screen: WorkbenchScreen, _: WorkbenchFlow) -> None:
        screen.show_back(self._drill_waits)
        self.opened.emit(screen)

    def open_evidence(self) -> None:
        """Show how the model compares with published figures; counted once, off the window."""
        from trainer.costmodel.evidence import verify
        from trainer.ui.screens.evidence import EvidenceScreen

        if self.evidence is not None:
            self.opened.emit(self.evidence)
            return
        made = self.evidence = EvidenceScreen()
        made.back_wanted.connect(self._back_from_evidence)
        self.opened.emit(made)
        self.house.jobs.run(lambda _ticket: verify(), made.show_report, self._not_counted)

    def _not_counted(self, error: TrainerError) -> None:
        """Say why there is no report; the next time it is counted anew."""
        if self.evidence is not None:
            self.evidence.show_problem(str(error))
            self.evidence = None

    def rest(self) -> None:
        """Count with what came with the program alone."""
        self._rests = True

    def resume(self) -> None:
        """Count with the user's own catalogue again: what was made without it is made anew."""
        self._rests = False
        if self.screen is not None:
            self.settle()
            self.screen.deleteLater()
        self.screen = self.flow = None

    def settle(self) -> None:
        """Remember the configuration now, if it still has to be."""
        if self.flow is not None:
            self.flow.settle_now()

    def _back_from_evidence(self) -> None:
        self._when_made(self._show)

    def _when_made(self, show: Show) -> None:
        """Call ``show`` with the screen, once the charts' library and the catalogue are loaded.

        That takes some tenths of a second, so it is not done on the window's thread.
        """
        if self.screen is not None and self.flow is not None:
            show(self.screen, self.flow)
            return
        self._wanted.append((self.house.on_screen(), show))
        if len(self._wanted) > 1:
            return  # It is being made already.
        study = self.house.study
        today = study_day(study.clock)
        own_in = None if self._rests else study.data_dir

        def loaded(choices: Choices) -> None:
            self._go_on(self._making(choices))

        self.house.jobs.run(lambda _ticket: _load(own_in, today), loaded, self._not_made)

    def _not_made(self, error: TrainerError) -> None:
        self._wanted.clear()
        self.failed.emit(error)

    def _go_on(self, making: Iterator[None]) -> None:
        """Make the next piece; after the last, do with it what is wanted.

        The way over a worker, who has nothing to do, gives the event loop its turn between them.
        """
        try:
            is_made = next(making, True)
        except BaseException:
            self._wanted.clear()  # So that the next wish begins anew.
            raise
        if not is_made:
            self.house.jobs.run(lambda _ticket: None, lambda _: self._go_on(making), self._not_made)
            return
        wanted, self._wanted = self._wanted, []
        for asker, show in wanted:
            if asker is not self.house.on_screen():
                continue  # The user has gone elsewhere meanwhile.
            if self.screen is not None and self.flow is not None:
                show(self.screen, self.flow)
        if self.screen is not None:
            once_painted(self.screen, self.screen.results.show)

    def _making(self, choices: Choices) -> Iterator[None]:
        """Make the screen piece by piece, in its place: so each is dressed once, in its turn."""
        from trainer.ui.screens.workbench import WorkbenchScreen
        from trainer.ui.screens.workbench_inputs import WorkbenchInputs
        from trainer.ui.screens.workbench_results import WorkbenchResults

        inputs = WorkbenchInputs(choices, whole=False)
        results = WorkbenchResults(whole=False)
        results.hide()  # Until the rest is painted: to lay all of it out takes two turns' time.
        screen = WorkbenchScreen(inputs, results)
        self.begun.emit(screen)
        yield
        yield from inputs.making()
        yield from results.making()
        self.flow = self._joined(screen, choices)
        self.screen = screen
        yield

    def _joined(self, screen: WorkbenchScreen, choices: Choices) -> WorkbenchFlow:
        from trainer.study.workbench.configuration import from_text
        from trainer.ui.workbench_flow import WorkbenchFlow

        configuration = from_text(self.house.study.remembered(_REMEMBERED))
        flow = WorkbenchFlow(screen, choices, configuration, self.house.app.clipboard())
        flow.settled.connect(self._remember)
        screen.evidence_wanted.connect(self.open_evidence)
        screen.back_wanted.connect(self.left)
        return flow

    def _remember(self, text: str) -> None:
        try:
            self.house.study.remember(_REMEMBERED, text)
        except TrainerError as error:
            self.failed.emit(error)


def _load(own_in: Path | None, today: dt.date) -> Choices:
    """Return what there is to choose from, with everything done that showing it needs once.

    Entries of the user's own are those in the data folder ``own_in``.

    The charts' library is imported, and each question has found its way through the equations.
    """
    import trainer.ui.workbench_flow  # noqa: F401 (imported for its time, not for its names)
    from trainer.study.workbench.case import resolve
    from trainer.study.workbench.choices import load
    from trainer.study.workbench.configuration import DEFAULT
    from trainer.study.workbench.outcome import answers

    choices = load(own_in, today)
    answers(resolve(DEFAULT, choices), {})
    return choices


def _basis_of(exercise: object) -> Basis | None:
    """Return what the exercise asked for, roofline or realistic, if it said so."""
    from trainer.drills.estimate import EstimateExercise
    from trainer.study.workbench.configuration import Basis

    if isinstance(exercise, EstimateExercise) and exercise.basis in set(Basis):
        return Basis(exercise.basis)
    return None
