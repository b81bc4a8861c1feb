"""The room of the workbench: made off the window's thread when first opened, then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from trainer.costmodel.solve import solve
from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating
from trainer.drills.estimate import EstimateExercise
from trainer.errors import TrainerError
from trainer.study.sitting import Change
from trainer.study.study import Study
from trainer.study.workbench.configuration import DEFAULT, Basis
from trainer.ui.care import DataCare
from trainer.ui.jobs import InlineJobs, ThreadJobs
from trainer.ui.rooms.base import House
from trainer.ui.rooms.workbench import WorkbenchRoom
from trainer.ui.screens.evidence import EvidenceScreen
from trainer.ui.screens.workbench import WorkbenchScreen

DRILL = solve("monthly_spend", {"cost_per_token": 1e-6, "tokens_per_day": 5e6})


class Opened:
    """A room with everything it opened and everything that failed."""

    def __init__(self, study: Study, qapp: QApplication, qtbot: QtBot, jobs: Any) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        self.window = window
        self.room = WorkbenchRoom(
            House(study, jobs, qapp, window, lambda _: None, DataCare(window, study, jobs))
        )
        self.screens: list[QWidget] = []
        self.errors: list[TrainerError] = []
        self.room.opened.connect(self.screens.append)
        self.room.failed.connect(self.errors.append)


Make = Callable[..., Opened]


@pytest.fixture
def make(study: Study, qapp: QApplication, qtbot: QtBot) -> Make:
    """A room over a fresh store."""
    return lambda jobs=None: Opened(study, qapp, qtbot, jobs or InlineJobs())


def screen_of(opened: Opened) -> WorkbenchScreen:
    screen = opened.room.screen
    assert screen is not None
    return screen


def test_the_workbench_is_made_once(make: Make) -> None:
    opened = make()
    opened.room.settle()
    assert opened.room.screen is None
    opened.room.open()
    opened.room.open()
    assert opened.screens == [screen_of(opened)] * 2
    assert screen_of(opened).back_button.isHidden()


def test_off_the_windows_thread_it_is_made_once_as_well(make: Make, qtbot: QtBot) -> None:
    jobs = ThreadJobs()
    opened = make(jobs)
    opened.room.open()
    opened.room.open()
    assert opened.screens == [], "nothing waits for it"
    qtbot.waitUntil(lambda: len(opened.screens) == 2)
    assert opened.screens[0] is opened.screens[1]
    opened.room.open_evidence()
    evidence = opened.room.evidence
    assert isinstance(evidence, EvidenceScreen)
    qtbot.waitUntil(lambda: evidence.table.rowCount() > 0)
    jobs.close()


def test_it_is_as_it_was_left(make: Make) -> None:
    opened = make()
    opened.room.open()
    flow = opened.room.flow
    assert flow is not None
    flow.change_to(DEFAULT.changed(batch=77.0))
    opened.room.settle()
    again = make()
    again.room.open()
    assert again.room.flow is not None
    assert again.room.flow.configuration.batch == 77


def test_a_drill_brings_its_numbers_and_waits(make: Make) -> None:
    opened = make()
    opened.room.open_with(DRILL, None)
    screen = screen_of(opened)
    assert not screen.back_button.isHidden()
    assert opened.room.flow is not None
    assert opened.room.flow.configuration.tokens_per_day == 5e6
    opened.room.open()
    assert not screen.back_button.isHidden(), "the drill still waits"
    left: list[None] = []
    opened.room.left.connect(lambda: left.append(None))
    screen.back_button.click()
    assert left == [None]
    for other in ("a deck was imported", Change(DrillId("a/b"), None, "flagged", leaves=False)):
        opened.room.stale(other)
        opened.room.open()
        assert not screen.back_button.isHidden(), "the drill still waits"
    opened.room.stale(Change(DrillId("a/b"), Rating.GOOD))
    opened.room.open()
    assert screen.back_button.isHidden(), "the drill was rated"


@pytest.mark.parametrize(
    ("said", "basis"),
    [("roofline", Basis.ROOFLINE), ("realistic", Basis.REALISTIC), ("exact", Basis.ROOFLINE)],
)
def test_the_basis_of_the_drill_is_taken(make: Make, said: Any, basis: Basis) -> None:
    opened = make()
    exercise = EstimateExercise("?", {}, "monthly_spend", "USD/month", 1.05, said)
    opened.room.open_with(DRILL, exercise)
    assert opened.room.flow is not None
    assert opened.room.flow.configuration.basis is basis


def test_evidence_and_back_keeps_the_drill_waiting(make: Make) -> None:
    opened = make()
    opened.room.open_with(DRILL, None)
    screen_of(opened).evidence_button.click()
    evidence = opened.screens[-1]
    assert isinstance(evidence, EvidenceScreen)
    assert evidence.table.rowCount() > 0
    opened.room.open_evidence()
    assert opened.screens[-1] is evidence, "it is counted once"
    evidence.back_button.click()
    assert opened.screens[-1] is screen_of(opened)
    assert not screen_of(opened).back_button.isHidden()


def test_evidence_that_cannot_be_counted_says_so_and_is_tried_again(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = make()
    opened.room._not_counted(TrainerError("no evidence"))
    with monkeypatch.context() as patch:

        def refuse() -> None:
            raise TrainerError("published.json cannot be read")

        patch.setattr("trainer.costmodel.evidence.verify", refuse)
        opened.room.open_evidence()
    first = opened.screens[-1]
    assert isinstance(first, EvidenceScreen)
    assert "published.json cannot be read" in first.banner.text.text()
    opened.room.open_evidence()
    second = opened.screens[-1]
    assert isinstance(second, EvidenceScreen)
    assert second.table.rowCount() > 0


def test_what_cannot_be_remembered_is_said(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = make()
    opened.room.open()
    assert opened.room.flow is not None

    def refuse(*_: object) -> None:
        raise TrainerError("the store is locked")

    monkeypatch.setattr(opened.room.house.study, "remember", refuse)
    opened.room.flow.change_to(DEFAULT.changed(batch=3.0))
    opened.room.settle()
    assert [str(each) for each in opened.errors] == ["the store is locked."]


def test_a_catalogue_that_cannot_be_read_is_said(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise TrainerError("the catalogue cannot be read")

    monkeypatch.setattr("trainer.study.workbench.choices.load", refuse)
    opened = make()
    opened.room.open()
    assert opened.screens == []
    assert "the catalogue cannot be read" in str(opened.errors[0])


def test_what_fails_on_the_way_does_not_keep_it_from_being_made_later(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = make()
    with monkeypatch.context() as failing:
        failing.setattr(WorkbenchRoom, "_joined", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            opened.room.open()
    opened.room.open()
    assert opened.screens == [screen_of(opened)]
