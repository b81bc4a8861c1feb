"""Syncing by itself while the window is open: when, and what is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.study.learner import GOOD, answer, deck_text, install
from trainer.errors import CannotRun
from trainer.formats.yaml_deck import read_deck_text
from trainer.study.cohort.choice import choose_folder as join
from trainer.study.cohort.cohort import Cohort, Look
from trainer.study.cohort.decks import News
from trainer.study.cohort.sharing import Shown
from trainer.study.study import Study
from trainer.study.syncing.here import Here, Standing
from trainer.study.syncing.report import DeviceStatus, SyncStatus
from trainer.sync.problem import Problem, Trouble
from trainer.ui import sync_flow
from trainer.ui.arrivals import Arrivals
from trainer.ui.care import DataCare
from trainer.ui.cohort_flow import CohortFlow
from trainer.ui.jobs import InlineJobs, Ticket
from trainer.ui.rooms.base import House
from trainer.ui.rooms.sync import SyncRoom
from trainer.ui.screens.cohort import CohortPanel
from trainer.ui.screens.devices import DevicesPanel
from trainer.ui.sync_flow import SyncFlow

NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path: Path, study: Study) -> Path:
    """A sync folder that is in use, and a deck to answer."""
    made = tmp_path / "sync"
    made.mkdir()
    install(study, deck_text("a", "b"))
    Here.of(study).choose(made)
    Here.of(study).run(lambda *_: None)
    return made


class Told:
    """What a flow said, in order."""

    def __init__(self, flow: SyncFlow) -> None:
        self.said: list[str] = []
        self.failures: list[str] = []
        flow.told.connect(lambda sentence, _tone: self.said.append(sentence))
        flow.troubled.connect(self.said.append)
        flow.failed.connect(lambda error: self.failures.append(str(error)))


@pytest.fixture
def flow(qapp: QApplication, study: Study) -> SyncFlow:
    return SyncFlow(study, InlineJobs())


@pytest.fixture
def told(flow: SyncFlow) -> Told:
    return Told(flow)


class HeldJobs(InlineJobs):
    """Runs nothing until it is let go."""

    def __init__(self) -> None:
        self.held: list[Callable[[], None]] = []

    def run(self, work: Any, done: Any, failed: Any, progress: Any = None) -> Ticket:
        ticket = Ticket(progress)
        self.held.append(lambda: super(HeldJobs, self).run(work, done, failed, progress))
        return ticket

    def go(self) -> None:
        """Run what was held."""
        held, self.held = self.held, []
        for each in held:
            each()


def practise(study: Study) -> None:
    session = study.begin()
    session.next()
    answer(session, GOOD)


def untold(study: Study) -> int:
    return Here.of(study).standing().status.untold


def test_nothing_runs_by_itself_without_a_folder(flow: SyncFlow, study: Study) -> None:
    flow.start()
    flow.answered()
    assert not flow.soon.isActive()


def test_the_first_sync_comes_soon_after_the_start(
    qtbot: QtBot, flow: SyncFlow, study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync_flow, "START_MS", 0)
    before = untold(study)
    practise(study)
    assert untold(study) > before
    flow.start()
    qtbot.waitUntil(lambda: untold(study) == before)
    flow.answered()
    assert flow.soon.isActive()


def test_what_arrives_is_taken_in(
    qtbot: QtBot, flow: SyncFlow, told: Told, study: Study, folder: Path
) -> None:
    flow.arrivals.settled.setInterval(0)
    flow.run()
    (folder / "devices" / "notes.txt").write_text("left here")
    qtbot.waitUntil(lambda: bool(told.said))
    assert "notes.txt" in told.said[0]
    flow.run()
    assert len(told.said) == 1  # the same is said once
    flow.pause()


def test_only_what_is_wanted_is_watched(qapp: QApplication, tmp_path: Path) -> None:
    holder = QWidget()
    arrivals = Arrivals(holder)
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    arrivals.watch([one])
    arrivals.watch([two])
    assert arrivals._watcher.directories() == [str(two)]
    arrivals.watch([])
    assert arrivals._watcher.directories() == []


def test_a_run_of_the_command_line_is_waited_for(
    flow: SyncFlow, told: Told, study: Study, folder: Path
) -> None:
    with Here.of(study)._alone():
        flow.run()
        assert flow.soon.isActive()
        assert told.said == []
        flow.run_now()
    assert "already" in told.failures[0]


def test_a_folder_that_went_away_is_said_once(
    flow: SyncFlow, told: Told, study: Study, folder: Path
) -> None:
    folder.rename(folder.with_name("elsewhere"))
    flow.run()
    flow.run()
    assert len(told.said) == 1
    assert "is not there" in told.said[0]
    folder.with_name("elsewhere").rename(folder)
    for _ in range(2):
        flow.run()
    assert told.said[1:] == ["Sync goes on: what was in its way is over."]
    folder.rename(folder.with_name("elsewhere"))
    flow.run()
    assert len(told.said) == 3


def test_a_defect_of_one_run_does_not_end_all_others(
    flow: SyncFlow, told: Told, study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OverflowError

    with monkeypatch.context() as patch:
        patch.setattr(Here, "run", broken)
        with pytest.raises(OverflowError):
            flow.run()
    assert "a defect of the program" in told.said[0]
    practise(study)
    flow.run()
    assert untold(study) == 0


def test_a_run_is_cancelled_and_one_that_was_asked_for_meanwhile_follows(
    qapp: QApplication, study: Study, folder: Path
) -> None:
    jobs = HeldJobs()
    flow = SyncFlow(study, jobs)
    told = Told(flow)
    flow.cancel()
    assert told.said == []
    flow.run()
    flow.run()
    flow.cancel()
    assert "goes on from there" in told.said[0]
    assert flow.soon.isActive()
    flow.pause()


def test_a_second_run_waits_for_the_first(qapp: QApplication, study: Study, folder: Path) -> None:
    jobs = HeldJobs()
    flow = SyncFlow(study, jobs)
    flow.run()
    flow.run()
    assert len(jobs.held) == 1
    jobs.go()
    assert flow.soon.isActive()
    flow.pause()


def test_the_last_answers_are_told_on_closing(flow: SyncFlow, study: Study, folder: Path) -> None:
    flow.start()
    before = untold(study)
    practise(study)
    flow.answered()
    flow.settle()
    assert untold(study) == before
    assert not flow.soon.isActive()


def test_closing_waits_for_nobody(
    flow: SyncFlow, study: Study, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow.start()
    practise(study)
    monkeypatch.setattr(sync_flow, "_LEAVING_MS", 0)
    flow.settle()
    flow.start()
    folder.rename(folder.with_name("elsewhere"))
    flow.settle()
    assert not folder.exists()


def test_a_fresh_folder_is_not_written_to_by_itself(
    flow: SyncFlow, study: Study, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    Here.of(study).choose(fresh)
    flow.start()
    flow.run()
    flow.start()
    flow.settle()
    assert list(fresh.iterdir()) == []


# -- the screen ----------------------------------------------------------------------------


@pytest.fixture
def panel(qtbot: QtBot) -> DevicesPanel:
    made = DevicesPanel()
    qtbot.addWidget(made)
    return made


def standing(**more: Any) -> Standing:
    devices = (
        DeviceStatus("0123456789abcdef", "laptop", NOW, 3, is_self=True),
        DeviceStatus("fedcba9876543210", "", None, 0),
    )
    problem = Problem(Trouble.HALF_WRITTEN, "devices/x", "not yet there whole", "it is read later")
    status = SyncStatus(NOW, 2, devices, (problem,) * 12)
    facts: dict[str, Any] = {
        "folder": Path("/sync"), "name": "laptop", "is_sealed": False, "is_locked": False,
        "is_there": True, "is_fresh": False, "status": status,
    }  # fmt: skip
    return Standing(**(facts | more))


def test_how_things_stand_is_read(panel: DevicesPanel) -> None:
    panel.show_standing(standing(is_sealed=True))
    assert "/sync, sealed. Last synced 24 November 2026" in panel.line.text()
    assert "2 events wait to be sent" in panel.line.text()
    assert panel.problems.text().count("On its way: devices/x") == 8
    assert "4 more problems" in panel.problems.text()
    panel.show_standing(standing(is_there=False))
    assert "is not there now" in panel.line.text()
    assert not panel.sync_button.isEnabled()


def test_the_device_is_renamed_once(panel: DevicesPanel) -> None:
    names: list[str] = []
    panel.renamed.connect(names.append)
    panel.show_standing(standing())
    panel.name_edit.editingFinished.emit()
    panel.name_edit.setText("desktop")
    panel.name_edit.editingFinished.emit()
    panel.name_edit.editingFinished.emit()
    assert names == ["desktop"]


# -- the room ------------------------------------------------------------------------------


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, study: Study) -> Iterator[SyncRoom]:
    window = QWidget()
    qtbot.addWidget(window)
    jobs = InlineJobs()
    house = House(study, jobs, qapp, window, lambda _: None, DataCare(window, study, jobs))
    made = SyncRoom(house)
    made.opened.connect(qtbot.addWidget)
    yield made
    made.settle()


def test_choosing_nothing_changes_nothing(
    room: SyncRoom, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.open()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    room.choose()
    room.join()
    assert Here.of(study).standing().folder is None
    assert room.ask_folder("Choose") is None


def test_a_folder_in_use_is_refused_where_the_user_is(
    room: SyncRoom, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    room.told.connect(lambda sentence, _tone: said.append(sentence))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(study.data_dir))
    room.choose()
    assert "in use" in said[0]
    room.open()
    assert room.screen is not None
    room.screen.show()
    room.choose()
    assert "in use" in room.screen.devices.banner.text.text()
    room.screen.cohort.folder_button.click()
    assert "in use" in room.screen.cohort.banner.text.text()
    room._want_decks()
    room.screen.close()


def test_a_device_is_renamed_and_the_sync_stopped(
    room: SyncRoom, study: Study, folder: Path
) -> None:
    room.open()
    assert room.screen is not None
    room.rename("desk")
    assert Here.of(study).standing().name == "desk"
    room.screen.devices.stop_button.click()
    assert Here.of(study).standing().folder is None
    assert room.screen.devices.stop_button.isHidden()


# -- the cohort ----------------------------------------------------------------------------


def test_news_of_the_cohort_is_told_once(
    qapp: QApplication, study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cohort = tmp_path / "cohort"
    cohort.mkdir()
    flow = CohortFlow(study, InlineJobs())
    said: list[str] = []
    flow.told.connect(lambda sentence, _tone: said.append(sentence))
    flow.start()
    assert not flow.soon.isActive()
    join(study.store, cohort)
    flow.answered()
    assert flow.soon.isActive()
    flow._look_quietly()
    assert said == []
    (cohort / "lent.yaml").write_text(deck_text("a"))
    flow._look_quietly()
    flow._look_quietly()
    assert said == ["Your cohort has something new in 1 deck: see Sync."]

    def refuse(*_: object) -> None:
        raise CannotRun("the disk is gone")

    monkeypatch.setattr(Cohort, "look", refuse)
    flow._look_quietly()
    assert said[1:] == ["the disk is gone."]
    flow.stop()


def test_many_decks_with_news_are_counted(qtbot: QtBot, study: Study) -> None:
    plans = []
    for name in "abcde":
        text = deck_text(name).replace("id: d\n", f"id: {name}\n")
        plans.append(study.plan(read_deck_text(text, Path(f"{name}.yaml"))))
    panel = CohortPanel()
    qtbot.addWidget(panel)
    panel.show_look(Look(Path("/cohort"), "", Shown(), News((), tuple(plans), ())))
    assert "and 2 more decks have something new" in panel.news.text.text()


def test_what_is_not_carried_is_said_before_a_folder_is_chosen(panel: DevicesPanel) -> None:
    panel.show_standing(None)
    assert not panel.travels.isHidden()
    assert "Not carried: the decks' pictures, mock interviews" in panel.travels.text()


def test_a_decks_title_is_shown_as_it_is(panel: DevicesPanel) -> None:
    panel.show_progress(0.3, "telling of the deck 'KV cache'")
    assert panel.doing.text() == "Telling of the deck 'KV cache'"
