"""Two profiles and a folder on one machine: what one answers, the other's window shows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.stories.conftest import HERE, App
from trainer.app import open_study
from trainer.domain.memory import Rating
from trainer.places import Places
from trainer.study.cohort.sharing import Sharing
from trainer.study.learner import answer_for
from trainer.study.study import Study
from trainer.study.syncing.here import Here
from trainer.sync.cards import Card
from trainer.ui.jobs import ThreadJobs
from trainer.ui.rooms.sync import SyncRoom
from trainer.ui.screens.cohort import CohortPanel
from trainer.ui.screens.devices import DeviceRow, DevicesPanel
from trainer.ui.widgets.member_card import MemberCard


def quiet(*_: object) -> None:
    """Hear of progress, and say nothing."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sync"
    made.mkdir()
    return made


@pytest.fixture
def desktop(tmp_path: Path, app: App) -> Iterator[Study]:
    """The same user's other machine, whose window is closed."""
    with open_study(Places(tmp_path / "desktop"), app.clock, random.Random(2)) as study:
        study.install(study.plan(study.read_deck(HERE / "twelve.yaml")))
        yield study


def room_of(app: App) -> SyncRoom:
    app.window.actions_by_name["sync"].trigger()
    room = app.window.rooms["sync"]
    assert isinstance(room, SyncRoom)
    return room


def devices_of(room: SyncRoom) -> DevicesPanel:
    assert room.screen is not None
    return room.screen.devices


def cohort_of(room: SyncRoom) -> CohortPanel:
    assert room.screen is not None
    return room.screen.cohort


def chosen(room: SyncRoom, folder: Path) -> DevicesPanel:
    room.ask_folder = lambda _title: folder  # type: ignore[method-assign]
    devices_of(room).folder_button.click()
    return devices_of(room)


def rows(panel: DevicesPanel) -> list[str]:
    QApplication.processEvents()
    return [each.accessibleName() for each in panel.findChildren(DeviceRow) if not each.isHidden()]


def practise(study: Study, many: int) -> None:
    session = study.begin()
    session.next()
    for _ in range(many):
        assert session.question is not None
        session.assess(answer_for(session.question.posed, random.Random(1)))
        session.rate(Rating.GOOD)
        session.next()


def answered(study: Study) -> int:
    return sum(1 for _ in study.store.log())


def test_what_the_desktop_answered_the_laptops_window_shows(
    app: App, desktop: Study, folder: Path
) -> None:
    Here.of(desktop).choose(folder)
    Here.of(desktop).rename("desktop")
    practise(desktop, 3)
    Here.of(desktop).run(quiet)
    practise(app.study, 1)
    app.clock.advance(hours=1)
    assert app.study.today().answered_today == 1

    panel = chosen(room_of(app), folder)

    assert answered(app.study) == 4
    assert "received" in panel.banner.text.text()
    mine, other = rows(panel)
    assert "this device" in mine
    assert other.startswith("desktop. Last seen 24 November 2026")
    assert panel.problems.isHidden()
    app.window.show_today()
    assert app.study.today().answered_today == 4
    Here.of(desktop).run(quiet)
    assert answered(desktop) == 4


def test_what_is_wrong_in_the_folder_is_named(app: App, desktop: Study, folder: Path) -> None:
    Here.of(desktop).choose(folder)
    practise(desktop, 2)
    Here.of(desktop).run(quiet)
    (written,) = (folder / "devices" / desktop.store.device).glob("*.jsonl")
    lines = written.read_bytes().split(b"\n")
    lines[1] = lines[1].replace(b"{", b"[", 1)
    written.write_bytes(b"\n".join(lines))

    panel = chosen(room_of(app), folder)

    assert written.name in panel.problems.text()
    assert answered(app.study) == 1  # what was good is there
    app.window.show_today()
    app.window.rooms["sync"].flow.run()  # type: ignore[attr-defined]
    assert app.window.today.banner.isHidden()  # it was said where the user was
    room_of(app).flow._said = ""
    app.window.show_today()
    room = app.window.rooms["sync"]
    assert isinstance(room, SyncRoom)
    room.flow.run()
    assert written.name in app.window.today.banner.text.text()


def test_answers_are_told_by_themselves(app: App, desktop: Study, folder: Path) -> None:
    Here.of(desktop).choose(folder)
    Here.of(desktop).run(quiet)
    room = room_of(app)
    chosen(room, folder)
    app.window.start()
    app.press("\r")
    app.press("3")

    assert room.flow.soon.isActive()
    app.window.close()

    assert Here.of(desktop).run(quiet).received >= 1
    assert answered(desktop) == 1


def test_a_fresh_folder_is_sealed_and_opened_elsewhere(
    app: App, desktop: Study, folder: Path, cheap_seal: None
) -> None:
    panel = chosen(room_of(app), folder)
    assert list(folder.iterdir()) == []  # it waits, so that it can be sealed
    panel.secret.edit.setText("nine blue doors")
    panel.secret.button.click()
    assert panel.secret.edit.text() == ""
    assert ", sealed" in panel.line.text()
    assert panel.secret.isHidden()

    Here.of(desktop).choose(folder)
    Here.of(desktop).unlock("nine blue doors", remember=True)
    practise(desktop, 2)
    Here.of(desktop).run(quiet)
    panel.sync_button.click()
    assert answered(app.study) == 2

    (app.folder / "sync.key").unlink()
    app.window.rooms["sync"].flow.run()  # type: ignore[attr-defined]
    assert panel.secret.isVisible()
    assert not panel.sync_button.isEnabled()
    panel.secret.edit.setText("ten blue doors")
    panel.secret.button.click()
    assert "not that of this sync folder" in panel.banner.text.text()
    panel.secret.keep_check.setChecked(False)
    panel.secret.edit.setText("nine blue doors")
    panel.secret.edit.returnPressed.emit()
    assert panel.sync_button.isEnabled()
    assert not (app.folder / "sync.key").exists()


def test_a_cohort_shares_decks_and_cards(app: App, tmp_path: Path) -> None:
    cohort = tmp_path / "cohort"
    cohort.mkdir()
    text = (HERE / "twelve.yaml").read_text("utf-8").replace("id: ", "id: lent-", 1)
    (cohort / "lent.yaml").write_text(text, "utf-8")
    ada = tmp_path / "ada"
    ada.mkdir()
    card = Card("Ada", app.study.day, {"latency": 0.5, "cost": None, "quality": 1.0}, 0.8, 3)
    Sharing(cohort, ada).share(card)
    room = room_of(app)
    room.ask_folder = lambda _title: cohort  # type: ignore[method-assign]

    cohort_of(room).folder_button.click()
    shown = cohort_of(room).findChildren(MemberCard)

    assert ["Ada" in each.accessibleName() for each in shown] == [True]
    cohort_of(room).name_edit.setText("Me")
    cohort_of(room).share_button.click()
    names = [each.accessibleName() for each in cohort_of(room).findChildren(MemberCard)]
    assert any(name.startswith("Me, you") for name in names)
    assert len(list((cohort / "cards").iterdir())) == 2
    cohort_of(room).take_back_button.click()
    assert len(list((cohort / "cards").iterdir())) == 1

    assert "has something new" in cohort_of(room).news.text.text()
    cohort_of(room).news.action_button.click()
    assert app.window.decks.screen is not None
    app.window.decks.accept()
    assert any(name.startswith("lent-") for name in app.study.deck_titles())
    room_of(app)
    assert cohort_of(room).news.isHidden()
    cohort_of(room).leave_button.click()
    assert cohort_of(room).leave_button.isHidden()


def test_a_name_that_is_being_typed_is_kept_when_the_window_closes(
    app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.stories.conftest.InlineJobs", ThreadJobs)
    app.reopen()
    panel = devices_of(room_of(app))
    Here.of(app.study).choose(folder)
    panel.show_standing(Here.of(app.study).standing(None))
    panel.name_edit.setFocus()
    panel.name_edit.selectAll()
    app.type("desk")
    app.reopen()
    assert Here.of(app.study).standing(None).name == "desk"
