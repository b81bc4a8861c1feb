"""Decks come in: the built-in ones by themselves, the user's on consent, broken ones not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget

from tests.stories.conftest import HERE, App, Later
from trainer.domain.ids import DrillId
from trainer.domain.memory import Seen
from trainer.drills.kinds import KINDS
from trainer.errors import BadInput
from trainer.formats.base import DeckFile
from trainer.scheduling.focus import Focus
from trainer.store.errors import StoreFull
from trainer.study.installing import Installed, Installer
from trainer.ui.drills.recall import RecallView
from trainer.ui.jobs import InlineJobs, Ticket
from trainer.ui.screens.import_plan import ImportPlanScreen

GOOD = """\
format: triad-deck/1
id: mine
title: My deck
drills:
  - {kind: recall, id: a, front: "Front?", back: "Back."}
"""

ANYWHERE = QPoint(400, 300)

BROKEN = (
    GOOD
    + """\
  - {kind: recal, id: b, front: "Front?", back: "Back."}
"""
)


def test_on_first_start_the_built_in_deck_is_there(empty_app: Callable[[], App]) -> None:
    app = empty_app()
    assert not app.window.today.start_button.isVisible()
    assert "being read in" in app.window.today.sentence.text()
    app.window.install_builtin()
    assert app.window.today.new.number.text() == "15"
    app.press(Qt.Key.Key_Return)
    session = app.window.flow.session
    assert session is not None
    assert session.question is not None
    assert session.question.posed.drill.deck_id == "interview-metrics"


@pytest.fixture
def three_built_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three small decks in place of the shipped ones, which take seconds to read."""
    for name in ("latency", "interview-metrics", "money"):
        text = GOOD.replace("id: mine", f"id: {name}").replace("My deck", name.title())
        save(tmp_path / "decks" / f"{name}.yaml", text)
    monkeypatch.setattr("trainer.app.shipped", lambda name: tmp_path / name)


@pytest.mark.usefixtures("three_built_in")
def test_the_built_in_deck_is_not_installed_twice(empty_app: Callable[[], App]) -> None:
    app = empty_app()
    app.reopen()
    app.window.install_builtin()
    total = app.study.today().counts.total
    assert total == 3
    window = app.reopen()
    assert not app.study.builtin_decks_stale()
    window.install_builtin()
    assert app.study.today().counts.total == total


@pytest.mark.usefixtures("three_built_in")
def test_the_built_in_decks_come_one_by_one_and_what_fails_is_said(
    empty_app: Callable[[], App], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = empty_app()
    app.reopen()
    installed = app.study.install_builtin_deck

    def fail(deck_file: DeckFile) -> None:
        if deck_file.id == "latency":
            raise BadInput("no room for this one")
        installed(deck_file)

    monkeypatch.setattr(app.study, "install_builtin_deck", fail)
    app.window.install_builtin()
    assert "no room for this one" in app.window.today.banner.text.text()
    assert [deck.id for deck in app.study.store.decks()] == ["interview-metrics"]
    assert app.study.builtin_decks_stale(), "tried again at the next start"


@pytest.mark.usefixtures("three_built_in")
def test_start_waits_for_the_first_deck(empty_app: Callable[[], App]) -> None:
    app = empty_app()
    app.reopen()
    app.window.start_when_ready()
    assert app.window.stack.currentWidget() is app.window.today
    app.window.install_builtin()
    assert app.window.stack.currentWidget() is app.window.practice


def total(app: App) -> int:
    return app.study.today().counts.total


def texts(screen: QWidget) -> str:
    QApplication.processEvents()  # what was just put into a layout is shown by it
    return "\n".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


def plan_of(app: App) -> ImportPlanScreen:
    screen = app.window.stack.currentWidget()
    assert isinstance(screen, ImportPlanScreen)
    return screen


def test_a_deck_is_imported_after_its_plan_was_seen(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, "utf-8")
    monkeypatch.setattr(app.window.decks, "ask_paths", lambda: [path])
    app.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert "1 added" in texts(plan_of(app))
    assert "Front?" in texts(plan_of(app))
    app.press(Qt.Key.Key_Escape)
    assert app.window.stack.currentWidget() is app.window.today
    assert total(app) == 12, "declined: nothing written"
    app.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    app.press(Qt.Key.Key_Return)
    assert total(app) == 13
    assert app.window.today.banner.text.text() == "“My deck”: 1 added."
    app.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert "All of it is installed already." in texts(plan_of(app))
    assert not plan_of(app).accept_button.isEnabled()
    app.press(Qt.Key.Key_Return)
    assert app.window.stack.currentWidget() is app.window.today


def test_choosing_nothing_does_nothing(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.window.decks, "ask_paths", list)
    app.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert app.window.stack.currentWidget() is app.window.today


def test_of_a_broken_deck_the_good_part_is_offered_and_the_bad_part_named(
    app: App, tmp_path: Path
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, "utf-8")
    app.window.decks.offer([path])
    assert "broken.yaml:6:12: there is no kind" in texts(plan_of(app))
    assert "did you mean 'recall'" in texts(plan_of(app))
    app.press(Qt.Key.Key_Return)
    assert total(app) == 13


def test_a_deck_of_nothing_but_mistakes_is_not_called_installed(app: App, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(GOOD.replace("recall", "recal"), "utf-8")
    app.window.decks.offer([path])
    assert "Mend the problems in the file, then import it again." in texts(plan_of(app))
    assert not plan_of(app).accept_button.isEnabled()


def test_an_unreadable_deck_changes_nothing_and_says_where(app: App, tmp_path: Path) -> None:
    path = tmp_path / "noise.yaml"
    path.write_text("format: [", "utf-8")
    app.window.decks.offer([path])
    assert f"{path}:1:10" in texts(plan_of(app))
    assert not plan_of(app).accept_button.isEnabled()
    app.window.decks.accept()
    plan_of(app).decline_button.click()
    assert total(app) == 12


def drop(app: App, *paths: Path, address: str = "", at: QPoint = ANYWHERE) -> bool:
    """Drag files or an address over the window and let go; return whether they were taken.

    They come as from the system: to its window, which stands before the widgets in it.
    """
    data = QMimeData()
    urls = [QUrl.fromLocalFile(str(path)) for path in paths]
    data.setUrls([*urls, QUrl(address)] if address else urls)
    place, buttons = at, Qt.MouseButton.LeftButton
    copy, no_keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, copy, data, buttons, no_keys)
    enter.ignore()
    app.qapp.sendEvent(app.window.windowHandle(), enter)
    if not enter.isAccepted():
        return False
    app.qapp.sendEvent(app.window.windowHandle(), QDropEvent(place, copy, data, buttons, no_keys))
    return True


def test_a_plan_stays_when_the_rest_of_the_course_has_come(app: App, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, "utf-8")
    app.window.decks.offer([path])
    plan = plan_of(app)
    app.study.builtin_folder = tmp_path / "shipped"
    app.study.builtin_folder.mkdir()
    shutil.copy(HERE / "kinds.yaml", app.study.builtin_folder)
    app.window.install_builtin()
    assert app.window.stack.currentWidget() is plan
    app.press(Qt.Key.Key_Return)
    assert app.window.stack.currentWidget() is app.window.today
    assert "mine" in app.study.deck_titles()


def test_files_dropped_on_the_window_are_imported_and_taken_back(app: App, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("one", "two"):
        text = GOOD.replace("id: mine", f"id: {name}").replace("My deck", name)
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    (tmp_path / "cards.csv").write_text("front,back\nHello?,World\n", "utf-8")
    assert drop(app, folder, tmp_path / "cards.csv")
    assert "3 decks read" in texts(plan_of(app))
    app.press(Qt.Key.Key_Return)
    assert total(app) == 15
    assert "“one”: 1 added; “two”: 1 added" in app.window.today.banner.text.text()
    app.window.actions_by_name["undo_import"].trigger()
    assert total(app) == 12
    assert app.window.today.banner.text.text().startswith("Taken back: the import of “one”, “two”")
    app.window.actions_by_name["undo_import"].trigger()
    assert app.window.today.banner.text.text() == "There is no import to take back."


def bring_while_writing(monkeypatch: pytest.MonkeyPatch, app: App, path: Path) -> None:
    """Let ``path`` be brought by a second start in the middle of the next writing."""
    install = Installer.install

    def interrupted(self: Installer, *given: Any) -> Installed:
        monkeypatch.setattr(Installer, "install", install)
        app.window.decks.offer([path])
        assert "Writing" in plan_of(app).header.line.text()
        return install(self, *given)

    monkeypatch.setattr(Installer, "install", interrupted)


def test_what_comes_while_decks_are_written_waits_for_them(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        text = GOOD.replace("id: mine", f"id: {name}").replace("My deck", name)
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    bring_while_writing(monkeypatch, app, tmp_path / "two.yaml")
    app.window.decks.offer([tmp_path / "one.yaml"])
    app.window.decks.accept()
    assert total(app) == 13, "the first is written, the second is asked about"
    assert app.window.stack.currentWidget() is plan_of(app)
    assert "two" in texts(plan_of(app))
    app.press(Qt.Key.Key_Return)
    assert total(app) == 14


def test_the_pictures_of_a_folder_are_seen_when_it_is_practised(app: App, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(folder / "curve.png"))
    text = GOOD.replace("Front?", "What is this? ![a curve](curve.png) ![no](../secret.png)")
    (folder / "deck.yaml").write_text(text, "utf-8")
    assert drop(app, folder)
    assert "is not in the deck's folder" in texts(plan_of(app))
    app.press(Qt.Key.Key_Return)
    (folder / "curve.png").unlink()
    app.window.practise(app.study.sittings.focused(Focus(decks=frozenset({"mine"}))))
    view = app.window.practice.view
    assert isinstance(view, RecallView)
    assert view.front.height() > 200, "kept with the deck, although its file is gone"


def test_many_decks_at_once_are_told_by_their_number(app: App, tmp_path: Path) -> None:
    for number in range(40):
        text = GOOD.replace("id: mine", f"id: n{number}")
        (tmp_path / f"n{number}.yaml").write_text(text, "utf-8")
    app.window.decks.offer([tmp_path])
    assert "… and 10 more decks." in texts(plan_of(app))
    app.press(Qt.Key.Key_Return)
    assert app.window.today.banner.text.text().endswith("and 37 more decks.")
    assert total(app) == 52


def test_an_import_that_fails_is_said_and_changes_nothing(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, "utf-8")

    def full(*_: object, **__: object) -> None:
        raise StoreFull(tmp_path)

    app.window.decks.offer([path])
    monkeypatch.setattr("trainer.store.database.Store.apply_all", full)
    app.press(Qt.Key.Key_Return)
    assert "no room left" in app.window.today.banner.text.text()
    assert total(app) == 12


def test_a_long_import_can_be_stopped(app: App, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, "utf-8")
    held = HeldJobs()
    app.window.decks._jobs = held
    app.window.decks.offer([path])
    screen = plan_of(app)
    assert screen.busy.isVisible()
    screen.show_progress(0.5, "mine.yaml")
    assert screen.bar.value() == 500
    app.press(Qt.Key.Key_Escape)
    assert held.ticket.cancelled
    assert app.window.stack.currentWidget() is app.window.today


class HeldJobs(InlineJobs):
    """Takes work and never begins it."""

    def run(self, *_: Any, **__: Any) -> Ticket:
        self.ticket = Ticket()
        return self.ticket


def agreed(app: App, tmp_path: Path) -> Later:
    """Agree to an import whose writing comes later."""
    save(tmp_path / "mine.yaml", GOOD)
    app.window.decks.offer([tmp_path / "mine.yaml"])
    later = Later()
    app.window.decks._jobs = later
    app.press(Qt.Key.Key_Return)
    return later


def test_the_key_that_agreed_does_not_stop_the_writing(app: App, tmp_path: Path) -> None:
    later = agreed(app, tmp_path)
    app.press(Qt.Key.Key_Return)
    assert plan_of(app).isVisible()
    later.all()
    assert total(app) == 13
    assert app.window.today.isVisible()


def test_writing_is_stopped_or_what_was_written_is_told(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = agreed(app, tmp_path)
    app.press(Qt.Key.Key_Escape)
    assert "Stopping" in app.window.decks._screen().header.line.text()
    later.all()
    assert total(app) == 12
    assert app.window.today.isVisible()
    assert not app.window.today.banner.isVisible()
    app.window.decks._jobs = InlineJobs()
    install = Installer.install

    def too_late(self: Installer, *arguments: Any) -> Installed:
        done = install(self, *arguments)
        app.window.decks.decline()
        return done

    monkeypatch.setattr(Installer, "install", too_late)
    agreed(app, tmp_path).all()
    assert "1 added" in app.window.today.banner.text.text()
    app.window.decks._jobs = InlineJobs()
    app.window.decks.undo()
    assert total(app) == 12


def test_who_went_on_to_drill_is_not_taken_away_from_it(app: App, tmp_path: Path) -> None:
    later = agreed(app, tmp_path)
    app.window.show_today()
    app.window.start()
    later.all()
    assert app.window.practice.isVisible()
    assert "1 added" in app.window.statusBar().currentMessage()


def test_an_import_is_taken_back_once(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(app, tmp_path).all()
    later = Later()
    app.window.decks._jobs = later
    app.window.decks.undo()
    app.window.decks.undo()
    assert len(later.kept) == 1
    with monkeypatch.context() as full:
        full.setattr(Installer, "take_back", fail_full)
        later.all()
    assert total(app) == 13
    app.window.decks.undo()
    later.all()
    assert total(app) == 12


def fail_full(*_: object) -> None:
    raise StoreFull(Path("x"))


def test_what_is_pasted_waits_for_what_is_being_written(app: App, tmp_path: Path) -> None:
    later = agreed(app, tmp_path)
    app.qapp.clipboard().setText("Hello\tBonjour\nBye\tAu revoir\n")
    app.window.decks.paste()
    app.window.decks._jobs = InlineJobs()
    later.all()
    assert total(app) == 13
    assert "2 added" in texts(plan_of(app))


def test_an_address_that_is_dropped_is_refused_in_one_sentence(app: App) -> None:
    app.window.show_place("settings")
    assert drop(app, address="https://example.org/deck.yaml")
    banner = app.window.today.banner
    assert banner.isVisible()
    assert banner.text.text() == (
        "https://example.org/deck.yaml: what was dropped is an address, not a file on this"
        " computer; save it first, then drop the file."
    )


def test_a_drop_whose_sender_is_gone_is_said(app: App) -> None:
    data, place = QMimeData(), QPointF(400, 300)
    data.setData("text/uri-list", b"")
    copy, no_keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(place, copy, data, Qt.MouseButton.LeftButton, no_keys)
    app.qapp.sendEvent(app.window.windowHandle(), event)
    assert "could not be had" in app.window.today.banner.text.text()


def test_while_a_drill_is_on_screen_a_refused_drop_is_said_above_it(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    assert drop(app, address="https://example.org/deck.yaml")
    assert app.window.practice.banner.isVisible()
    assert "not a file on this computer" in app.window.practice.banner.text.text()


def test_a_file_dropped_on_a_text_field_is_a_file(app: App, tmp_path: Path) -> None:
    deck = tmp_path / "mine.yaml"
    deck.write_text(GOOD, "utf-8")
    app.window.show_place("library")
    field = app.focus()
    assert isinstance(field, QLineEdit)
    assert drop(app, deck, at=field.mapTo(app.window, field.rect().center()))
    assert field.text() == ""
    assert "1 deck read" in texts(plan_of(app))


# -- tables and the clipboard --------------------------------------------------------------------


def choose(combo: QComboBox, data: str) -> None:
    combo.setCurrentIndex(combo.findData(data))
    combo.activated.emit(combo.currentIndex())


def test_the_columns_of_a_table_are_shown_and_chosen(app: App, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("answer,question,x\nA1,Q1,odd\nA2,Q2,even\n", "utf-8")
    app.window.decks.offer([path])
    options = plan_of(app).options
    assert options.isVisible()
    assert [combo.currentData() for combo in options.role_combos] == ["back", "front", "skip"]
    assert "Q1" in texts(plan_of(app))
    choose(options.role_combos[2], "tags")
    assert plan_of(app).accept_button.isEnabled()
    choose(options.role_combos[1], "skip")
    assert "Choose which column is the question" in options.hint.text()
    assert not plan_of(app).accept_button.isEnabled()
    choose(options.role_combos[1], "front")
    app.window.decks.accept()
    (drill,) = (each for each in app.study.store.drills() if each.fields.get("front") == "Q1")
    assert (drill.fields["back"], drill.tags) == ("A1", ("odd",))


def test_another_mark_between_the_columns(app: App, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("Q1;A1, B1, C1\nQ2;A2, B2, C2\n", "utf-8")
    app.window.decks.offer([path])
    options = plan_of(app).options
    choose(options.separator_combo, str(options.separator_combo.currentData()))
    choose(options.separator_combo, ",")
    assert len(options.role_combos) == 3
    choose(options.separator_combo, ";")
    assert len(options.role_combos) == 2
    options.header_check.click()
    assert "1 added" in texts(plan_of(app))
    options.header_check.click()
    assert "2 added" in texts(plan_of(app))
    options._columns = None
    options._choose()
    options._separate()
    app.press(Qt.Key.Key_Escape)
    path.write_bytes(b"\0\0\0")
    app.window.decks.offer([path])
    assert not options.table.isVisible()
    app.window.decks.offer([tmp_path / "gone.apkg"])
    assert options.scheduling_check.isVisible()
    options.scheduling_check.click()
    assert options.options.scheduling
    assert "gone.apkg" in texts(plan_of(app))


def test_two_columns_are_pasted(app: App) -> None:
    app.qapp.clipboard().setText("Hello\tBonjour\nBye\tAu revoir\n")
    app.window.actions_by_name["paste_import"].trigger()
    assert "2 added" in texts(plan_of(app))
    app.press(Qt.Key.Key_Return)
    assert total(app) == 14
    app.qapp.clipboard().setText("one word")
    app.window.decks.paste()
    assert "one column" in app.window.today.banner.text.text()
    app.qapp.clipboard().setText(" ")
    app.window.decks.paste()
    assert "no text on the clipboard" in app.window.today.banner.text.text()


# -- the user's folder of decks ------------------------------------------------------------------


def save(path: Path, text: str) -> None:
    """Write as careful editors do: beside the file, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def test_a_deck_is_written_in_an_editor_mended_and_practised(app: App) -> None:
    app.window.folder.start()
    path = app.folder / "decks" / "mine.yaml"
    told = app.window.today.banner.text
    save(path, BROKEN)
    app.qtbot.waitUntil(lambda: f"{path}:6:12" in told.text())
    assert "did you mean 'recall'" in told.text()
    assert "“My deck”: 1 added" in told.text(), "the good part is there at once"
    save(path, BROKEN.replace("recal,", "recall,"))
    app.qtbot.waitUntil(lambda: told.text() == "“My deck”: 1 added")
    assert total(app) == 14

    app.window.practise(app.study.sittings.focused(Focus(decks=frozenset({"mine"}))))
    app.press(Qt.Key.Key_Return)
    app.press("3")
    session = app.window.flow.session
    assert session is not None
    assert session.question is not None
    other = session.question.posed.drill.id
    (learnt,) = {DrillId("mine/a"), DrillId("mine/b")} - {other}
    before = app.study.store.progress(learnt)
    assert isinstance(before, Seen)

    save(path, BROKEN.replace("recal,", "recall,").replace("Front?", "A better front?"))
    app.qtbot.waitUntil(lambda: told.text() == "“My deck”: 2 changed")
    assert app.window.statusBar().currentMessage() == told.text(), "said, not in the way"
    assert app.window.stack.currentWidget() is app.window.practice
    assert app.study.store.progress(learnt) == before, "progress is kept"


def test_a_deck_saved_while_the_window_was_closed_is_read_at_the_start(app: App) -> None:
    save(app.folder / "decks" / "sub" / "mine.yaml", GOOD)
    window = app.reopen()
    assert total(app) == 12
    window.folder.start()
    assert total(app) == 13
    assert window.today.banner.text.text() == "“My deck”: 1 added"
    window = app.reopen()
    window.folder.start()
    assert not window.today.banner.isVisible(), "nothing changed, nothing said"


def test_a_new_deck_is_written_from_the_menu(app: App) -> None:
    new = app.window.actions_by_name["new_deck"]
    new.trigger()
    path = app.folder / "decks" / "my-deck.yaml"
    assert f"{path} holds one drill of each kind" in app.window.today.banner.text.text()
    assert total(app) == 12 + len(KINDS)
    new.trigger()
    assert (app.folder / "decks" / "my-deck-2.yaml").exists()
    assert total(app) == 12 + 2 * len(KINDS), "another id, so another deck"


def test_a_new_deck_takes_no_other_deck_s_place(app: App, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text(GOOD.replace("id: mine", "id: my-deck"), "utf-8")
    app.window.decks.offer([elsewhere])
    app.window.decks.accept()
    app.window.actions_by_name["new_deck"].trigger()
    assert {"my-deck", "my-deck-2"} <= set(app.study.deck_titles())
    assert "my-deck-2.yaml holds one drill" in app.window.today.banner.text.text()
    assert app.study.deck_titles()["my-deck"] == "My deck", "as it was"


def test_a_new_deck_that_cannot_be_written(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise StoreFull(app.folder)

    monkeypatch.setattr("trainer.formats.starter.write_starter", refuse)
    app.window.actions_by_name["new_deck"].trigger()
    assert "no room left" in app.window.today.banner.text.text()


def test_the_folder_is_shown(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    answers = iter((True, False))
    monkeypatch.setattr(
        "PySide6.QtGui.QDesktopServices.openUrl",
        lambda url: shown.append(url.toLocalFile()) or next(answers),
    )
    action = app.window.actions_by_name["deck_folder"]
    action.trigger()
    assert shown == [str(app.folder / "decks")]
    assert not app.window.today.banner.isVisible()
    action.trigger()
    assert app.window.today.banner.text.text() == f"Your decks are in {app.folder / 'decks'}."


def test_two_files_of_one_id_do_not_take_turns(app: App) -> None:
    folder = app.folder / "decks"
    save(folder / "a.yaml", GOOD)
    app.window.folder.start()
    told = app.window.today.banner.text
    save(folder / "b.yaml", GOOD.replace("id: a", "id: z"))
    app.qtbot.waitUntil(lambda: "the id 'mine' is that of a.yaml already" in told.text())
    assert total(app) == 13
    assert app.study.store.drill(DrillId("mine/a")).fields["front"] == "Front?"
    (folder / "b.yaml").unlink()
    (folder / "a.yaml").rename(folder / "c.yaml")
    save(folder / "c.yaml", GOOD.replace("Front?", "Renamed?"))
    app.qtbot.waitUntil(lambda: "1 changed" in told.text())


def test_a_save_during_a_look_is_not_missed(app: App) -> None:
    held = HeldJobs()
    folder = app.window.folder
    folder.start()
    folder._jobs = held
    folder.look()
    save(app.folder / "decks" / "mine.yaml", GOOD)
    folder.look()
    folder._jobs = InlineJobs()
    with app.qtbot.waitSignal(folder.changed):
        folder._failed(StoreFull(app.folder))
    assert total(app) == 13


def test_a_deck_file_that_goes_leaves_its_deck(app: App) -> None:
    path = app.folder / "decks" / "mine.yaml"
    save(path, GOOD)
    app.window.folder.start()
    path.unlink()
    app.window.folder.look()
    assert total(app) == 13


def test_what_is_no_ordinary_file_is_named_and_never_waited_for(app: App) -> None:
    folder = app.folder / "decks"
    save(folder / "mine.yaml", GOOD)
    (folder / "pipe").mkdir()
    os.mkfifo(folder / "pipe" / "deck.yaml")
    app.window.folder.start()
    assert "this is not an ordinary file" in app.window.today.banner.text.text()
    assert total(app) == 13


def test_a_folder_that_is_taken_away_is_made_anew_and_watched(app: App) -> None:
    folder = app.folder / "decks"
    save(folder / "mine.yaml", GOOD)
    app.window.folder.start()
    shutil.rmtree(folder)
    app.window.folder.look()
    assert total(app) == 13
    save(folder / "mine.yaml", GOOD.replace("Front?", "Again?"))
    with app.qtbot.waitSignal(app.window.folder.changed):
        pass
    assert "1 changed" in app.window.today.banner.text.text()


def test_a_folder_that_cannot_be_made_is_not_watched(app: App) -> None:
    (app.folder / "decks").write_text("a file", "utf-8")
    app.window.folder.start()
    assert total(app) == 12


def test_importing_again_keeps_what_was_learnt(app: App) -> None:
    app.press(Qt.Key.Key_Return)
    session = app.window.flow.session
    assert session is not None
    assert session.question is not None
    drill = session.question.posed.drill.id
    app.press(Qt.Key.Key_Return)
    app.press("3")
    app.press(Qt.Key.Key_Escape)
    before = app.study.store.progress(drill)
    plan = app.study.plan(app.study.read_deck(HERE / "twelve.yaml"))
    assert plan.counts["unchanged"] == 12
    app.study.install(plan)
    assert app.study.store.progress(drill) == before
