"""The workbench and its table of evidence, made when they are first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from trainer.clock import study_day
from trainer.domain.derivation import Derivation
from trainer.errors import TrainerError
from trainer.ui.rooms.base import House, Room

if TYPE_CHECKING:
    from trainer.study.workbench.configuration import Basis
    from trainer.ui.screens.evidence import EvidenceScreen
    from trainer.ui.screens.workbench import WorkbenchScreen
    from trainer.ui.workbench_flow import WorkbenchFlow

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

    def open(self) -> None:
        """Show the workbench as it was left."""
        screen, _ = self._made()
        screen.show_back(False)  # noqa: FBT003 (as setVisible)
        self.opened.emit(screen)

    def open_with(self, derivation: Derivation, exercise: object) -> None:
        """Show the workbench set to a drill's numbers, with a way back to the drill."""
        screen, flow = self._made()
        flow.carry(derivation, _basis_of(exercise))
        screen.show_back(True)  # noqa: FBT003 (as setVisible)
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
        self.house.jobs.run(
            lambda _ticket: verify(),
            made.show_report,
            lambda error: made.show_problem(str(error)),
        )

    def settle(self) -> None:
        """Remember the configuration now, if it still has to be."""
        if self.flow is not None:
            self.flow.settle_now()

    def _back_from_evidence(self) -> None:
        screen, _ = self._made()
        self.opened.emit(screen)

    def _made(self) -> tuple[WorkbenchScreen, WorkbenchFlow]:
        if self.screen is None or self.flow is None:
            self.screen, self.flow = self._make()
        return self.screen, self.flow

    def _make(self) -> tuple[WorkbenchScreen, WorkbenchFlow]:
        from trainer.study.workbench.choices import load
        from trainer.study.workbench.configuration import from_text
        from trainer.ui.screens.workbench import WorkbenchScreen
        from trainer.ui.workbench_flow import WorkbenchFlow

        choices = load(self.house.study.data_dir, study_day(self.house.study.clock))
        screen = WorkbenchScreen(choices)
        configuration = from_text(self.house.study.remembered(_REMEMBERED))
        flow = WorkbenchFlow(screen, choices, configuration, self.house.app.clipboard())
        flow.settled.connect(self._remember)
        screen.evidence_wanted.connect(self.open_evidence)
        screen.back_wanted.connect(self.left)
        return screen, flow

    def _remember(self, text: str) -> None:
        try:
            self.house.study.remember(_REMEMBERED, text)
        except TrainerError as error:
            self.failed.emit(error)


def _basis_of(exercise: object) -> Basis | None:
    """Return what the exercise asked for, roofline or realistic, if it said so."""
    from trainer.drills.estimate import EstimateExercise
    from trainer.study.workbench.configuration import Basis

    if isinstance(exercise, EstimateExercise) and exercise.basis in set(Basis):
        return Basis(exercise.basis)
    return None
