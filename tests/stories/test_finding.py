"""The command palette and the sheet of shortcuts: everything is found, from one table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from tests.stories.conftest import App
from trainer.ui.commands import commands
from trainer.ui.finder import plain
from trainer.ui.screens.library import LibraryScreen
from trainer.ui.screens.shortcuts import ShortcutSheet
from trainer.ui.widgets.palette import Entry, Palette

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(app: App) -> Palette:
    app.window.activateWindow()
    app.qtbot.waitUntil(app.window.isActiveWindow)
    app.press(Qt.Key.Key_K, CONTROL)
    palette = app.window.finder.palette
    assert palette is not None
    assert palette.isVisible()
    return palette


def titles(palette: Palette) -> list[tuple[str, str]]:
    items = (palette.list.topLevelItem(at) for at in range(palette.list.topLevelItemCount()))
    return [(item.text(0), item.text(1)) for item in items]


def test_every_command_that_can_be_given_is_listed_with_its_keys(app: App) -> None:
    palette = opened(app)
    shown = titles(palette)
    for action in app.window.actions_by_name.values():
        found = plain(action.text()) in {title for title, _ in shown}
        assert found is action.isEnabled(), action.text()
    assert ("Settings", "Ctrl+,") in shown
    palette.close()


def test_beginnings_of_words_find_and_enter_does(app: App) -> None:
    palette = opened(app)
    app.qtbot.keyClicks(palette.edit, "lim mem")
    assert titles(palette)[0][0] == "Settings"
    app.qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert app.window.rooms["settings"].screen is app.window.stack.currentWidget()


def test_keys_move_among_what_was_found(app: App) -> None:
    palette = opened(app)
    second = palette.list.topLevelItem(1)
    app.qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.list.currentItem() is second
    app.qtbot.keyClick(palette.edit, Qt.Key.Key_PageUp)
    assert palette.list.currentItem() is palette.list.topLevelItem(0)
    app.qtbot.keyClick(palette.edit, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_decks_and_drills_are_found_and_open_in_the_library(app: App) -> None:
    deck, title = next(iter(app.study.deck_titles().items()))
    line = app.study.describe(app.study.store.drills()[0].id)
    word = max(line.split(), key=len).strip("?.,()")
    palette = opened(app)
    assert (title, "deck") in titles(palette)
    with app.qtbot.waitSignal(palette.typed):
        app.qtbot.keyClicks(palette.edit, word)
    assert (line, "drill") in titles(palette)
    last = palette.list.topLevelItem(palette.list.topLevelItemCount() - 1)
    wanted = last.text(0)
    palette.list.setCurrentItem(last)
    app.qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    library = app.window.stack.currentWidget()
    assert library.search_edit.text() == word
    assert library.table.row(library.view.currentIndex().row()).line == wanted
    palette = opened(app)
    app.qtbot.keyClicks(palette.edit, title)
    app.qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert deck in library.search_edit.text()


def test_what_is_not_there_and_what_cannot_be_asked_is_said(app: App) -> None:
    palette = opened(app)
    app.qtbot.keyClicks(palette.edit, "zzzz")
    assert palette.line.text() == "Nothing is called that."
    app.qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert palette.isVisible()
    with app.qtbot.waitSignal(palette.typed):
        palette.edit.setText("is:nonsense")
    assert "nonsense" in palette.line.text()
    palette.close()


def test_what_was_chosen_in_the_library_does_not_narrow_what_the_palette_opens(app: App) -> None:
    app.window.show_place("library")
    tree = app.window.stack.currentWidget().tree
    tree.setCurrentItem(tree.topLevelItem(tree.topLevelItemCount() - 1).child(0))
    assert tree.terms
    app.window.rooms["library"].look_for("", app.study.store.drills()[-1].id)
    assert not tree.terms
    assert app.window.stack.currentWidget().selected == (app.study.store.drills()[-1].id,)


def test_the_sheet_of_shortcuts_shows_the_whole_table(app: App) -> None:
    app.window.setFocus()
    app.qtbot.keyClick(app.window, "?")
    (sheet,) = [
        each for each in app.window.findChildren(QDialog) if isinstance(each, ShortcutSheet)
    ]
    assert sheet.isVisible()
    for command in commands(app.window):
        assert plain(command.text) in sheet.lines
    assert sheet.lines["Find anything"] == "Ctrl+K"
    sheet.close_button.click()


def test_every_action_stands_in_a_menu(app: App) -> None:
    menus = [action.menu() for action in app.window.menuBar().actions()]
    inside = {action for menu in menus for action in menu.actions()}
    assert set(app.window.actions_by_name.values()) <= inside


def test_page_keys_scroll_wherever_on_the_page_the_keyboard_is(app: App) -> None:
    app.window.finder.show_shortcuts()
    sheet = app.window.findChild(ShortcutSheet)
    assert isinstance(sheet, ShortcutSheet)
    bar = sheet.area.verticalScrollBar()
    assert bar.maximum() > 0
    for key, place in (
        (Qt.Key.Key_End, bar.maximum()),
        (Qt.Key.Key_PageUp, bar.maximum() - bar.pageStep()),
        (Qt.Key.Key_PageDown, bar.maximum()),
        (Qt.Key.Key_Home, 0),
    ):
        app.qtbot.keyClick(sheet.close_button, key)
        assert bar.value() == max(0, place)
    sheet.close()


def test_page_keys_scroll_the_verdict_while_a_rating_has_the_keyboard(app: App) -> None:
    app.window.setMinimumSize(0, 0)
    app.window.resize(820, 320)
    app.window.start()
    practice = app.window.practice
    practice.given_up.emit()
    app.qtbot.waitUntil(practice.rating_bar.isVisible)
    bar = practice.area.verticalScrollBar()
    app.qtbot.waitUntil(lambda: bar.maximum() > 0)
    rating = next(iter(practice.rating_bar.buttons.values()))
    app.qtbot.keyClick(rating, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_a_kind_of_drill_is_found(app: App) -> None:
    palette = opened(app)
    app.qtbot.keyClicks(palette.edit, "email")
    assert titles(palette)[0] == ("Email drills", "kind")
    palette.edit.clear()
    app.qtbot.keyClicks(palette.edit, "estimate dri")
    app.qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    screen = app.window.stack.currentWidget()
    assert isinstance(screen, LibraryScreen)
    assert screen.table.rowCount() == 4


def test_what_is_called_just_that_comes_first(app: App) -> None:
    palette = opened(app)
    app.qtbot.keyClicks(palette.edit, "twelve")
    deck = titles(palette)[0]
    called = ("Show twelve", "Twelve more", "Twelve")
    palette.open_with([Entry(each, "", palette.close) for each in called])
    app.qtbot.keyClicks(palette.edit, "twelve")
    assert [title for title, _ in titles(palette)] == ["Twelve", "Twelve more", "Show twelve"]
    assert deck[1] == "deck"
    palette.close()
