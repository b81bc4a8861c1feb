"""The library: found by keys, looked at, set aside, edited where it was written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from tests.stories.conftest import HERE, App, Later
from trainer.domain.ids import DeckId, DrillId
from trainer.domain.memory import Seen, Unseen
from trainer.store.errors import StoreFull
from trainer.ui.library_flow import LibraryFlow
from trainer.ui.rooms.library import LibraryRoom
from trainer.ui.screens.editor import EditorScreen
from trainer.ui.screens.library import LibraryScreen

CTRL = Qt.KeyboardModifier.ControlModifier
TODAY = dt.date(2026, 11, 24)

MINE = """\
# my own deck
format: triad-deck/1
id: mine
title: "Lang::Mine"
drills:
  # about caches
  - kind: recall   # asked first
    id: kv
    tags: [serving/kv-cache]
    front: What grows with the context?
    back: The KV cache.

  - {kind: recall, id: hw, tags: [serving/gpu], front: What bounds decode?, back: Bandwidth.}
"""


@pytest.fixture
def own(app: App) -> Path:
    """A deck in the user's own folder, read in."""
    path = app.folder / "decks" / "mine.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(MINE, "utf-8")
    app.window.folder.start()
    return path


def room(app: App) -> LibraryRoom:
    found = app.window.rooms["library"]
    assert isinstance(found, LibraryRoom)
    return found


def flow(app: App) -> LibraryFlow:
    found = room(app).flow
    assert found is not None
    return found


def enter(app: App) -> LibraryScreen:
    app.press(Qt.Key.Key_6, CTRL)
    screen = app.window.stack.currentWidget()
    assert isinstance(screen, LibraryScreen)
    return screen


def lines(screen: LibraryScreen) -> list[str]:
    model = screen.table
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def search(app: App, screen: LibraryScreen, text: str) -> list[str]:
    """Type a search as a user does, wait for it, return what is found."""
    screen.search_edit.setFocus()
    screen.search_edit.selectAll()
    app.type(text)
    app.qtbot.waitUntil(lambda: not flow(app)._typed.isActive())
    return lines(screen)


def texts(screen: LibraryScreen) -> str:
    QApplication.processEvents()  # what was just put into a layout is shown by it
    return "\n".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def test_what_was_looked_at_stays_in_view_when_the_search_is_cleared(
    app: App, tmp_path: Path
) -> None:
    table = tmp_path / "long.csv"
    table.write_text("".join(f"question {at},answer {at}\n" for at in range(300)), "utf-8")
    app.window.decks.offer([table])
    app.window.decks.accept()
    screen = enter(app)
    search(app, screen, "answer 299")
    chosen = screen.selected
    screen.search_edit.clear()
    app.qtbot.waitUntil(lambda: not flow(app)._typed.isActive())
    assert screen.selected == chosen
    row = screen.view.currentIndex().row()
    assert screen.view.rowAt(0) <= row <= screen.view.rowAt(screen.view.viewport().height() - 1)


def test_finding_as_you_type(app: App, own: Path) -> None:
    screen = enter(app)
    assert screen.search_edit.hasFocus()
    assert screen.count.text() == "14 drills"
    assert search(app, screen, "deck:mine") == [
        "What grows with the context?",
        "What bounds decode?",
    ]
    assert search(app, screen, 'tag:serving/* "bounds decode"') == ["What bounds decode?"]
    assert screen.count.text() == "1 drill"
    assert "Lang::Mine" in texts(screen)
    assert "New: never answered." in texts(screen)
    assert len(search(app, screen, "kind:estimate")) == 4
    assert search(app, screen, "is:odd") != []
    assert "there is no state 'odd'" in screen.refusal.text()
    assert search(app, screen, "zzzz") == []
    assert "Nothing is found" in texts(screen)
    assert "Choose a drill" in texts(screen)
    app.press(Qt.Key.Key_Return)
    assert not screen.buttons["edit"].isEnabled()
    flow(app).carry_out("suspend")
    assert not screen.banner.isVisible()


def test_the_tree_chooses_decks_folders_and_tags(app: App, own: Path) -> None:
    screen = enter(app)
    tree = screen.tree

    def choose(*path: str) -> list[str]:
        item = tree._find(path)
        assert item is not None, path
        tree.setCurrentItem(item)
        app.qtbot.waitUntil(lambda: not flow(app)._typed.isActive())
        return lines(screen)

    assert len(choose("My decks")) == 2
    assert len(choose("My decks", "Lang", "Mine")) == 2
    assert screen.remove_button.isEnabled()
    assert len(choose("Imported")) == 12
    assert choose("Tags", "serving", "gpu") == ["What bounds decode?"]
    assert len(choose("Tags", "serving")) == 2
    assert len(choose("Tags")) == 14
    assert not screen.remove_button.isEnabled()
    flow(app).reload()
    assert tree._path_of(tree.currentItem()) == ("Tags",)
    assert tree._find(("Tags", "gone", "deeper")) is None
    assert tree._find(()) is None


def test_in_a_narrow_window_decks_and_drill_take_turns(app: App) -> None:
    screen = enter(app)
    assert screen.area.isVisible()
    assert not screen.turn_button.isVisible()
    app.window.resize(820, 560)
    app.qapp.processEvents()
    assert screen.shelves.isVisible()
    assert not screen.area.isVisible()
    app.press(Qt.Key.Key_D, CTRL)
    assert screen.area.isVisible()
    assert not screen.shelves.isVisible()
    assert screen.area.geometry().right() < screen.split.width()
    app.window.resize(1280, 800)
    app.qapp.processEvents()
    assert screen.area.isVisible()
    assert screen.shelves.isVisible()


def test_the_table_is_sorted_by_the_store(app: App) -> None:
    screen = enter(app)
    first = lines(screen)
    screen.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert lines(screen) != first
    assert sorted(lines(screen)) == sorted(first)
    screen.view.sortByColumn(4, Qt.SortOrder.AscendingOrder)
    screen.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert len(lines(screen)) == 12


def answer_one(app: App) -> DrillId:
    app.window.show_today()
    app.press(Qt.Key.Key_Return)
    session = app.window.flow.session
    assert session is not None
    assert session.question is not None
    drill_id = session.question.posed.drill.id
    app.press(Qt.Key.Key_Return)
    app.press("3")
    app.press(Qt.Key.Key_Escape)
    return drill_id


def test_memory_and_history_of_a_drill(app: App) -> None:
    answer_one(app)
    screen = enter(app)
    search(app, screen, "is:seen")
    assert "Recalled now with a chance of 100 %" in texts(screen)
    assert "1 answer, 0 lapses." in texts(screen)
    assert "24 Nov 2026 · Good" in texts(screen)


def test_suspend_flag_reset_move_and_take_it_all_back(app: App) -> None:
    drill_id = answer_one(app)
    store = app.study.store
    before = store.progress(drill_id)
    assert isinstance(before, Seen)
    screen = enter(app)
    search(app, screen, "is:seen")
    app.press(Qt.Key.Key_J, CTRL)
    assert store.mark(drill_id).suspended
    assert lines(screen)[0].startswith("‖ ")
    assert screen.buttons["suspend"].text() == "Let back"
    screen.flag_combo.setCurrentIndex(2)
    screen.flag_combo.activated.emit(2)
    assert store.mark(drill_id).flag == 2
    assert "Flag: orange" in texts(screen)
    app.press(Qt.Key.Key_T, CTRL)
    app.type("30")
    assert screen.due_row.day.text() == "days, on 24 December 2026."
    app.press(Qt.Key.Key_Return)
    assert screen.due_row.isHidden()
    moved = store.progress(drill_id)
    assert isinstance(moved, Seen)
    assert moved.due == TODAY + dt.timedelta(days=30)
    assert "Due 24 December 2026" in texts(screen)
    app.press(Qt.Key.Key_R, CTRL)
    assert store.progress(drill_id) == Unseen()
    for _ in range(5):
        app.press(Qt.Key.Key_Z, CTRL)
    assert store.progress(drill_id) == before
    assert not store.mark(drill_id).suspended
    assert screen.banner.text.text().startswith("Taken back: 1 drill suspended")
    flow(app).carry_out("move")
    app.press(Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is screen
    assert screen.due_row.isHidden()
    assert store.progress(drill_id) == before
    screen.flag_combo.setCurrentIndex(0)
    flow(app).carry_out("flag")
    assert "without a flag" in screen.banner.text.text()
    screen.buttons["suspend"].click()
    screen.buttons["suspend"].click()
    assert "let back" in screen.banner.text.text()
    screen.banner.action_button.click()
    assert store.mark(drill_id).suspended


def test_several_at_once_and_practised(app: App) -> None:
    screen = enter(app)
    search(app, screen, "kind:recall")
    screen.view.setFocus()
    app.press(Qt.Key.Key_A, CTRL)
    count = len(screen.selected)
    assert count > 1
    app.press(Qt.Key.Key_J, CTRL)
    assert len(app.study.store.marks()) == count
    app.press(Qt.Key.Key_P, CTRL)
    assert "let them back first" in screen.banner.text.text()
    app.press(Qt.Key.Key_Z, CTRL)
    app.press(Qt.Key.Key_A, CTRL)
    app.press(Qt.Key.Key_P, CTRL)
    assert app.window.stack.currentWidget() is app.window.practice
    session = app.window.flow.session
    assert session is not None
    assert session.question is not None
    assert session.question.total == count


def test_too_many_at_once_are_refused(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = enter(app)
    monkeypatch.setattr("trainer.ui.library_flow.MANY", 3)
    screen.view.selectAll()
    screen.buttons["suspend"].click()
    assert screen.banner.text.text() == "These are 12 drills; choose at most 3 at once."
    assert app.study.store.marks() == {}


def test_a_deck_is_removed_and_brought_back(app: App, own: Path) -> None:
    screen = enter(app)
    item = screen.tree._find(("My decks", "Lang", "Mine"))
    assert item is not None
    screen.tree.setCurrentItem(item)
    screen.remove_button.click()
    assert screen.banner.text.text() == "“Lang::Mine” removed; its answers are kept."
    assert [deck.id for deck in app.study.store.decks()] == ["twelve"]
    app.press(Qt.Key.Key_Z, CTRL)
    assert len(app.study.store.decks()) == 2
    flow(app).remove("no-such-deck")


def test_what_the_store_refuses_is_said(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = enter(app)

    def full(*_: object, **__: object) -> None:
        raise StoreFull(app.folder)

    for name in ("put_marks", "marks", "mark", "remove_deck", "deck_sizes"):
        with monkeypatch.context() as patched:
            patched.setattr(f"trainer.store.database.Store.{name}", full)
            screen.banner.hide()
            {
                "put_marks": lambda: flow(app).carry_out("suspend"),
                "marks": lambda: flow(app).carry_out("practise"),
                "mark": lambda: flow(app)._show(screen.selected[0]),
                "remove_deck": lambda: flow(app).remove("twelve"),
                "deck_sizes": flow(app).reload,
            }[name]()
            assert "no room left" in screen.banner.text.text(), name
    screen.buttons["suspend"].click()
    monkeypatch.setattr("trainer.store.database.Store.put_marks", full)
    app.press(Qt.Key.Key_Z, CTRL)
    assert "no room left" in screen.banner.text.text()


def test_without_a_deck(app: App) -> None:
    app.study.store.remove_deck(DeckId("twelve"), app.clock.now())
    screen = enter(app)
    assert "There is no deck yet" in texts(screen)


def test_the_library_follows_what_changes_elsewhere(app: App, own: Path) -> None:
    screen = enter(app)
    with app.qtbot.waitSignal(app.window.folder.changed):
        own.write_text(MINE.replace("What bounds decode?", "What bounds decoding?"), "utf-8")
    assert "What bounds decoding?" in lines(screen)
    app.window.show_today()
    room(app).stale()
    room(app).undo()


# -- editing -------------------------------------------------------------------------------------


def edit(app: App, text: str) -> EditorScreen:
    screen = enter(app)
    search(app, screen, text)
    app.press(Qt.Key.Key_E, CTRL)
    editor = app.window.stack.currentWidget()
    assert isinstance(editor, EditorScreen)
    return editor


def retype(app: App, editor: EditorScreen, text: str) -> None:
    """Replace all of what stands in the editor, and wait for it to be checked."""
    app.press(Qt.Key.Key_A, CTRL)
    app.qapp.clipboard().setText(text)
    app.press(Qt.Key.Key_V, CTRL)
    found = room(app).editor
    assert found is not None
    app.qtbot.waitUntil(lambda: not found._typed.isActive())


def test_a_drill_is_edited_in_its_file_and_comments_stay(app: App, own: Path) -> None:
    editor = edit(app, "grows")
    assert editor.edit.hasFocus()
    assert editor.place.text() == f"{own}, from line 7"
    assert editor.text.startswith("kind: recall   # asked first\nid: kv")
    assert not editor.save_button.isEnabled(), "nothing is changed yet"
    assert editor.stage.isVisible()
    retype(app, editor, editor.text.replace("back:", "bakc:"))
    assert editor.edit.hasFocus()
    assert not editor.save_button.isEnabled()
    assert not editor.stage.isVisible()
    shown = [editor.problems.item(row).text() for row in range(editor.problems.count())]
    assert shown == [
        "✗ line 11:1  there is no field 'bakc' in a drill of kind recall; did you mean 'back'?"
    ]
    editor.problems.itemActivated.emit(editor.problems.item(0))
    assert editor.edit.textCursor().blockNumber() == 4
    retype(app, editor, editor.text.replace("bakc:", "back:").replace("grows", "swells"))
    assert editor.problems.count() == 0
    app.press(Qt.Key.Key_S, CTRL)
    screen = app.window.stack.currentWidget()
    assert isinstance(screen, LibraryScreen)
    assert own.read_text("utf-8") == MINE.replace("grows", "swells")
    assert f"Saved in {own}" in screen.banner.text.text()
    assert (
        app.study.store.drill(DrillId("mine/kv")).fields["front"] == "What swells with the context?"
    )
    assert search(app, screen, "swells") == ["What swells with the context?"]


def test_leaving_the_editor(app: App, own: Path) -> None:
    editor = edit(app, "grows")
    app.press(Qt.Key.Key_Escape)
    assert isinstance(app.window.stack.currentWidget(), LibraryScreen)
    editor = edit(app, "grows")
    typed = editor.text + "\nwhy: Because."
    retype(app, editor, typed)
    app.window.show_today()
    app.press(Qt.Key.Key_6, CTRL)
    assert app.window.stack.currentWidget() is editor, "what was typed is still there"
    app.press(Qt.Key.Key_Escape)
    screen = app.window.stack.currentWidget()
    assert isinstance(screen, LibraryScreen)
    assert "is not saved" in screen.banner.text.text()
    assert screen.banner.action_button.hasFocus()
    app.press(Qt.Key.Key_Space)
    assert app.window.stack.currentWidget() is editor
    assert editor.text == typed
    assert "did not save" in editor.banner.text.text()
    found = room(app).editor
    assert found is not None
    retype(app, editor, typed.replace("\nwhy: Because.", ""))
    editor.leave_button.click()
    assert screen.banner.isHidden(), "there is nothing left to save"
    assert own.read_text("utf-8") == MINE
    found.save()
    found.check()
    assert own.read_text("utf-8") == MINE


def test_lines_that_are_not_saved_are_there_after_a_restart(app: App, own: Path) -> None:
    editor = edit(app, "grows")
    typed = editor.text + "\nwhy: Because."
    retype(app, editor, typed)
    app.reopen()
    again = edit(app, "grows")
    assert again is not editor
    assert again.text == typed


def test_a_file_changed_meanwhile_is_not_overwritten(app: App, own: Path) -> None:
    editor = edit(app, "grows")
    changed = MINE.replace("# my own deck", "# changed elsewhere")
    own.write_text(changed, "utf-8")
    retype(app, editor, editor.text + "\nwhy: Because.")
    editor.save_button.click()
    assert "changed by another program" in editor.banner.text.text()
    assert own.read_text("utf-8") == changed


def test_a_drill_that_left_its_file_cannot_be_opened(app: App, own: Path) -> None:
    screen = enter(app)
    search(app, screen, "grows")
    app.window.folder.settled.blockSignals(True)
    own.write_text(
        MINE.replace("id: kv", "id: kw").replace("grows with", "is there beside"), "utf-8"
    )
    app.press(Qt.Key.Key_E, CTRL)
    assert "not in this file" in screen.banner.text.text()


def test_a_deck_without_a_file_is_copied_first(app: App) -> None:
    screen = enter(app)
    search(app, screen, "first question")
    (first,) = app.study.store.search("first question", day=TODAY).ids[:1]
    app.press(Qt.Key.Key_E, CTRL)
    assert app.window.stack.currentWidget() is screen
    assert "A copy in your folder" in screen.banner.text.text()
    screen.banner.action_button.click()
    editor = app.window.stack.currentWidget()
    assert isinstance(editor, EditorScreen)
    copy = app.folder / "decks" / "twelve.yaml"
    assert str(copy) in editor.place.text()
    retype(app, editor, editor.text.replace("First question?", "The first question?"))
    app.press(Qt.Key.Key_S, CTRL)
    assert app.study.store.drill(first).fields["front"] == "The first question?"
    assert "The first question?" in copy.read_text("utf-8")
    assert (HERE / "twelve.yaml").read_text("utf-8").count("First question?") == 1


def test_while_the_editor_opens_that_is_said(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = enter(app)
    said: list[str] = []
    say = screen.banner.say

    def listen(sentence: str, *more: str) -> None:
        said.append(sentence)
        say(sentence, *more)

    monkeypatch.setattr(screen.banner, "say", listen)
    app.press(Qt.Key.Key_E, CTRL)
    screen.banner.action_button.click()
    assert said[-2:] == ["Copying the deck into your folder …", "Opening the editor …"]
    assert screen.banner.isHidden(), "the editor is open"


def opened_later(app: App) -> Later:
    """Let the editor do its work when it is told to."""
    found, later = room(app).editor, Later()
    assert found is not None
    found._jobs = later
    return later


def test_while_a_drill_is_saved_nothing_is_typed_or_left(app: App, own: Path) -> None:
    editor = edit(app, "grows")
    retype(app, editor, editor.text.replace("grows", "swells"))
    later = opened_later(app)
    app.press(Qt.Key.Key_S, CTRL)
    app.press(Qt.Key.Key_S, CTRL)
    app.press(Qt.Key.Key_Escape)
    app.type("x")
    assert app.window.stack.currentWidget() is editor
    assert len(later.kept) == 1
    later.all()
    screen = app.window.stack.currentWidget()
    assert isinstance(screen, LibraryScreen)
    assert f"Saved in {own}" in screen.banner.text.text()


def test_what_could_not_be_saved_can_be_typed_on(app: App, own: Path) -> None:
    editor = edit(app, "grows")
    retype(app, editor, editor.text.replace("grows", "swells"))
    own.write_text(MINE + "\n# meanwhile\n", "utf-8")
    app.press(Qt.Key.Key_S, CTRL)
    assert "changed by another program" in editor.banner.text.text()
    assert editor.edit.hasFocus()


@pytest.mark.usefixtures("own")
def test_of_two_drills_the_second_is_edited(app: App) -> None:
    edit(app, "grows")
    app.press(Qt.Key.Key_Escape)
    later = opened_later(app)
    first, second = app.study.store.drills(DeckId("mine"))
    room(app).edit(first)
    room(app).edit(second)
    later.kept.reverse()
    later.all()
    editor = app.window.stack.currentWidget()
    assert isinstance(editor, EditorScreen)
    assert "What bounds decode?" in editor.text


@pytest.mark.usefixtures("own")
def test_what_is_selected_is_edited_not_what_the_cursor_was_on(app: App) -> None:
    screen = enter(app)
    search(app, screen, "deck:mine")
    screen.view.selectRow(0)
    index = screen.table.index(1, 0)
    flags = QItemSelectionModel.SelectionFlag
    screen.view.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
    app.press(Qt.Key.Key_E, CTRL)
    editor = app.window.stack.currentWidget()
    assert isinstance(editor, EditorScreen)
    assert "What bounds decode?" in editor.text


@pytest.mark.usefixtures("own")
def test_the_editor_fetches_nobody_back(app: App) -> None:
    edit(app, "grows")
    app.press(Qt.Key.Key_Escape)
    later = opened_later(app)
    app.press(Qt.Key.Key_E, CTRL)
    app.window.show_today()
    later.all()
    assert app.window.today.isVisible()
    app.press(Qt.Key.Key_6, CTRL)
    assert isinstance(app.window.stack.currentWidget(), LibraryScreen)


def test_a_deck_that_is_gone_is_not_copied(app: App) -> None:
    screen = enter(app)
    app.press(Qt.Key.Key_E, CTRL)
    app.study.library.remove(DeckId("twelve"))
    screen.banner.action_button.click()
    assert "the deck of this drill is gone" in screen.banner.text.text()


def test_a_copy_that_cannot_be_made_is_said(app: App) -> None:
    (app.folder / "decks").mkdir()
    (app.folder / "decks" / "twelve.yaml").write_text("mine already", "utf-8")
    screen = enter(app)
    screen.view.activated.emit(screen.table.index(0, 0))
    screen.banner.action_button.click()
    assert "exists already" in screen.banner.text.text()


def test_the_tables_menu_offers_what_its_buttons_do(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[QMenu] = []
    # The platform of the tests has no window that could take the keyboard.
    monkeypatch.setattr(QMenu, "popup", lambda menu, _where: offered.append(menu))
    screen = enter(app)
    search(app, screen, "first question")
    screen.view.selectRow(0)
    for view in (screen.view, screen.tree):
        view.customContextMenuRequested.emit(QPoint(5, 5))
    drills, decks = offered
    texts = [each.text() for each in screen.buttons.values()]
    assert [each.text() for each in drills.actions()] == texts
    assert not decks.actions()[0].isEnabled(), "all drills are no deck"
    drills.actions()[texts.index("Suspend")].trigger()
    assert "suspended" in screen.banner.text.text()
