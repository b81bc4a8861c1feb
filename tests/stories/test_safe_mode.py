"""Safe mode: the user's decks are left unread and the theme is the default, until they say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from tests.stories.conftest import App
from trainer.settings import Settings
from trainer.ui import theme
from trainer.ui.deck_folder import DeckFolder
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
    assert "safe mode" in held.window.windowTitle()
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
