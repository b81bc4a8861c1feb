"""The menus: every command can be reached by its own letter."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence

from tests.stories.conftest import App
from trainer.ui.commands import lettered


def test_no_two_commands_of_a_menu_share_a_letter(app: App) -> None:
    menus = [action.menu() for action in app.window.menuBar().actions()]
    assert len(menus) >= 4
    for menu in menus:
        letters = [QKeySequence.mnemonic(each.text()).toString() for each in menu.actions()]
        shared = {letter: many for letter, many in Counter(letters).items() if many > 1}
        assert shared == {}, menu.title()


def test_no_two_commands_share_a_key(app: App) -> None:
    keys = Counter(
        action.shortcut().toString()
        for menu in app.window.menuBar().actions()
        for action in menu.menu().actions()
        if not action.shortcut().isEmpty()
    )
    assert [key for key, many in keys.items() if many > 1] == []


def test_a_letter_that_is_taken_is_passed_over() -> None:
    taken = {"t"}
    marked = [lettered(title, taken) for title in ("Today", "Do", "2 doors", "Odd")]
    assert marked == ["T&oday", "&Do", "2 doo&rs", "Odd"]
