"""Safe mode: the user's decks are left unread and the theme is the default, until they say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDesktopServices

from tests.stories.conftest import App
from trainer.settings import Settings
from trainer.study.cohort import choice as cohort_choice
from trainer.study.syncing import choice as sync_choice
from trainer.ui import theme
from trainer.ui.deck_folder import DeckFolder
from trainer.ui.rooms.sync import SyncRoom
from trainer.ui.rooms.workbench import WorkbenchRoom
from trainer.ui.safe_mode import ASKED, hold_back

DECK = """\
format: triad-deck/1
id: mine
title: Mine
drills:
  - {kind: recall, id: r1, front: "What is it?", back: "Mine."}
"""


@pytest.fixture
def held(app: App) -> App:
    """A window in safe mode, with a dark theme and a deck of the user's that it must not touch."""
    app.study.change_setting("theme", "high contrast")
    app.study.change_setting("zoom", 1.5)
    folder = app.window.folder.folder
    folder.mkdir(exist_ok=True)
    (folder / "mine.yaml").write_text(DECK, "utf-8")
    app.window.looks.dress()
    hold_back(app.window, ASKED)
    app.window.folder.start()
    return app


def titles(app: App) -> set[str]:
    return set(app.study.deck_titles().values())


def test_nothing_of_the_users_is_read_or_worn(held: App) -> None:
    assert "Mine" not in titles(held)
    assert theme.current() == theme.wanted(Settings().theme)
    assert held.window.windowTitle() == "Safe mode – Triad Trainer"
    notice = held.window.today.safety
    assert notice.isVisible()
    assert notice.text.text().startswith("Safe mode, as you asked: your own decks")
    assert held.window.today.new.number.text() == "12", "the answers and decks are all there"


def test_it_is_left_by_the_keyboard_and_all_is_as_ever(held: App) -> None:
    held.window.today.safety.action_button.setFocus()
    held.press(Qt.Key.Key_Space)
    assert "Mine" in titles(held)
    assert theme.current().name == "high contrast"
    assert held.window.windowTitle() == "Triad Trainer"
    assert not held.window.today.safety.isVisible()


def test_what_the_user_asks_for_in_it_is_done(held: App, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()) or True
    )
    folder: DeckFolder = held.window.folder
    folder.show()
    assert [Path(each) for each in shown] == [folder.folder]
    folder.new_deck()
    assert (folder.folder / "my-deck.yaml").is_file()
    assert held.window.today.banner.text.text().endswith("it is read when you leave safe mode.")
    assert titles(held) == {"Twelve"}
    held.window.looks.choose_theme("dark")
    assert theme.current().name == "dark"


def room_of(app: App) -> SyncRoom:
    room = app.window.rooms["sync"]
    assert isinstance(room, SyncRoom)
    return room


def stirs(room: SyncRoom) -> list[bool]:
    """Whether a sync is to come, whether one comes every now and then, whether a look is to."""
    return [each.isActive() for each in (room.flow.soon, room.flow._timer, room.cohort.soon)]


@pytest.fixture
def synced(app: App, tmp_path: Path) -> App:
    """A window, opened anew, of a user with a sync folder and a cohort."""
    for name in ("sync", "cohort"):
        (tmp_path / name).mkdir()
    sync_choice.choose_folder(app.study.store, tmp_path / "sync")
    cohort_choice.choose_folder(app.study.store, tmp_path / "cohort")
    app.reopen()
    room_of(app).behind.timeout.emit()
    assert stirs(room_of(app)) == [True, True, True]
    return app


def test_nothing_is_synced_or_shown_to_the_cohort(synced: App, tmp_path: Path) -> None:
    hold_back(synced.window, ASKED)
    assert stirs(room_of(synced)) == [False, False, False]
    synced.window.start()
    synced.press(Qt.Key.Key_Return)
    synced.press("3")
    assert len(list(synced.study.store.log())) == 1
    assert stirs(room_of(synced)) == [False, False, False], "nor after an answer"
    synced.window.show_today()
    synced.reopen()
    assert list((tmp_path / "sync").iterdir()) == list((tmp_path / "cohort").iterdir()) == []


def test_when_it_is_left_the_folders_are_looked_at_again(synced: App) -> None:
    hold_back(synced.window, ASKED)
    synced.window.today.safety.acted.emit()
    assert stirs(room_of(synced)) == [True, True, True]


CATALOGUE = """\
format: triad-catalogue/1
accelerators:
  - id: mine
    name: My accelerator
    gpu_memory: broken
"""


def test_a_catalogue_of_the_users_own_is_left_alone(app: App) -> None:
    own = app.folder / "catalogue"
    own.mkdir()
    (own / "mine.yaml").write_text(CATALOGUE, "utf-8")
    room = app.window.bench
    assert isinstance(room, WorkbenchRoom)
    hold_back(app.window, ASKED)
    room.open()
    assert room.screen is not None
    assert room.flow is not None
    assert room.flow._choices.problems == ()
    app.window.show_today()
    app.window.today.safety.acted.emit()
    app.qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    room.open()
    assert "mine.yaml" in " ".join(room.flow._choices.problems)
    assert app.window.stack.currentWidget() is room.screen


def test_leaving_it_makes_nothing_that_was_never_opened(app: App) -> None:
    hold_back(app.window, ASKED)
    app.window.today.safety.acted.emit()
    assert app.window.bench.screen is None
