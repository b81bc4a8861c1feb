"""What the window says when the database does not open, and what it offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from trainer.store.copies import Copy
from trainer.store.errors import NothingToSalvage, StoreCorrupt, StoreLocked, StoreTooNew
from trainer.study.backups import Damage
from trainer.ui.jobs import InlineJobs
from trainer.ui.screens.trouble import Mending, TroubleScreen

FILE = Path("/data/trainer.sqlite")
COPY = Copy(Path("/data/backups/copy.sqlite"), dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[TroubleScreen]:
    made = TroubleScreen(FILE.parent, InlineJobs())
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def mending(found: Damage) -> Mending:
    return Mending(
        lambda: found, lambda: "salvaged", lambda copy: f"restored {copy.name}", lambda: "anew"
    )


def after(qtbot: QtBot, screen: TroubleScreen, name: str) -> str:
    with qtbot.waitSignal(screen.again) as said:
        screen.buttons[name].click()
    return str(said.args[0])


@pytest.mark.parametrize("error", [StoreLocked(FILE), StoreTooNew(FILE, ("m900_later",))])
def test_an_error_that_may_pass(
    qtbot: QtBot, screen: TroubleScreen, error: StoreLocked | StoreTooNew
) -> None:
    screen.show_error(error)
    assert screen.sentence.text() == str(error)
    assert list(screen.buttons) == ["again", "folder", "leave"]
    assert screen.buttons["again"].isDefault()
    assert after(qtbot, screen, "again") == ""


def test_damage_with_a_copy(qtbot: QtBot, screen: TroubleScreen) -> None:
    screen.show_damage(StoreCorrupt(FILE), mending(Damage(COPY, 1234)))
    assert "24 November 2026" in screen.details.text()
    assert "1,234 answers can be read" in screen.details.text()
    assert list(screen.buttons) == ["salvage", "restore", "folder", "leave"]
    assert not screen.bar.isVisible()
    assert after(qtbot, screen, "restore") == "restored copy.sqlite"
    screen.show_damage(StoreCorrupt(FILE), mending(Damage(COPY, 0)))
    assert after(qtbot, screen, "salvage") == "salvaged"


def test_damage_without_a_copy(qtbot: QtBot, screen: TroubleScreen) -> None:
    screen.show_damage(StoreCorrupt(FILE), mending(Damage(None, 1)))
    assert "There is no good copy. 1 answer can be read" in screen.details.text()
    assert list(screen.buttons) == ["salvage", "folder", "leave"]
    screen.show_damage(StoreCorrupt(FILE), mending(Damage(None, 0)))
    assert list(screen.buttons) == ["anew", "folder", "leave"]
    assert after(qtbot, screen, "anew") == "anew"


def test_a_way_out_that_fails_is_said(screen: TroubleScreen) -> None:
    def fail() -> str:
        raise NothingToSalvage(FILE)

    ways = Mending(lambda: Damage(None, 1), fail, str, lambda: "")
    screen.show_damage(StoreCorrupt(FILE), ways)
    screen.buttons["salvage"].click()
    assert "no answer can be read" in screen.sentence.text()
    assert "again" in screen.buttons


def test_a_copy_that_was_chosen_is_put_back(qtbot: QtBot, screen: TroubleScreen) -> None:
    with qtbot.waitSignal(screen.again) as said:
        screen.show_restore(lambda: "restored")
    assert said.args == ["restored"]


def test_leaving(qtbot: QtBot, screen: TroubleScreen) -> None:
    screen.show_error(StoreLocked(FILE))
    with qtbot.waitSignal(screen.left):
        screen.buttons["leave"].click()
