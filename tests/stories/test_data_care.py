"""The user's data looked after from the window: copies, restoring, damage found, the front."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from tests.stories.conftest import App
from trainer import app as composition
from trainer.places import Places
from trainer.study import backups
from trainer.ui import slices
from trainer.ui.care import Wish
from trainer.ui.main_window import MainWindow
from trainer.ui.screens.settings_copies import CopiesPanel
from trainer.ui.screens.trouble import TroubleScreen
from trainer.ui.single_instance import SingleInstance
from trainer.ui.startup import Timeline


def run_of(
    qapp: QApplication, places: Places, first: SingleInstance | None = None
) -> composition._Run:
    """The program as it runs on ``places``, without a start of its own."""
    return composition._Run(qapp, places, first or SingleInstance(places.data_dir), Timeline())


def panel(app: App) -> CopiesPanel:
    app.window.actions_by_name["settings"].trigger()
    screen = app.window.rooms["settings"].screen  # type: ignore[attr-defined]
    slices.finish(screen)
    found = screen.findChild(CopiesPanel)
    assert isinstance(found, CopiesPanel)
    return found


def test_a_copy_is_made_each_day_and_the_file_checked(app: App) -> None:
    app.window.care.copy_and_check()
    (first,) = backups.copies(app.study.store.path)
    app.clock.advance(hours=23)
    app.window.care.copy_and_check()
    assert backups.copies(app.study.store.path) == (first,)
    app.clock.advance(hours=2)
    app.window.care.copy_and_check()
    assert len(backups.copies(app.study.store.path)) == 2


def test_the_file_is_looked_after_once_the_start_is_over(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.window.care._waiting, "start", app.window.care._waiting.timeout.emit)
    app.window.care.look_after()
    assert len(backups.copies(app.study.store.path)) == 1


def test_a_window_that_is_closed_at_once_is_not_waited_for(app: App) -> None:
    app.window.care.look_after()
    app.window.close()
    assert not app.window.care._waiting.isActive()
    assert backups.copies(app.study.store.path) == ()


def test_backing_up_now_from_the_menu_and_from_settings(app: App) -> None:
    app.window.actions_by_name["backup"].trigger()
    assert "Copied to" in app.window.today.banner.text.text()
    copies = panel(app)
    assert copies.list.count() == 1
    assert "24 November 2026" in copies.list.item(0).text()
    app.clock.advance(hours=1)
    copies.backup_button.click()
    assert copies.list.count() == 2
    assert "Copied to" in copies.banner.text.text()


def test_a_copy_is_restored_and_what_was_there_is_kept(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.window.actions_by_name["backup"].trigger()
    app.press(Qt.Key.Key_Return)
    app.press(Qt.Key.Key_Return)
    app.press("3")
    assert app.study.store.last_review() is not None
    copies = panel(app)
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)  # Cancelled.
    copies.restore_button.click()
    assert app.window.wish is None
    monkeypatch.setattr(app.window.care, "ask_consent", lambda _copy: True)
    copies.restore_button.click()
    (copy,) = backups.copies(app.study.store.path)
    assert app.window.wish == Wish(copy.path)
    assert not app.window.isVisible()
    app.close()
    sentence = composition._mending(Places(app.folder)).restore(copy.path)
    assert "What was there is kept as" in sentence
    app.open()
    assert app.study.store.last_review() is None


def test_restoring_from_the_menu_asks_for_a_file(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[Path | None] = [None, Path("/elsewhere/copy.sqlite")]
    monkeypatch.setattr(app.window.care, "ask_copy", lambda: chosen.pop(0))
    monkeypatch.setattr(app.window.care, "ask_consent", lambda _copy: True)
    app.window.actions_by_name["restore"].trigger()
    assert app.window.wish is None
    app.window.actions_by_name["restore"].trigger()
    assert app.window.wish == Wish(Path("/elsewhere/copy.sqlite"))


def test_damage_found_by_the_weekly_check_is_said(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        backups, "look_after", lambda *_: backups.Care(None, ("row 3 missing from index x",))
    )
    app.window.care.copy_and_check()
    notice = app.window.today.damage
    assert notice.isVisible()
    assert "damaged: row 3 missing from index x." in notice.text.text()
    notice.close_button.click()
    assert app.window.isVisible()
    app.window.care.copy_and_check()
    notice.action_button.click()
    assert app.window.wish == Wish(None, "row 3 missing from index x")


def test_a_copy_that_fails_is_said(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    from trainer.store.errors import StoreFull

    def full(*_: object) -> None:
        raise StoreFull(Path("/data/copy"))

    monkeypatch.setattr(backups, "back_up", full)
    app.window.actions_by_name["backup"].trigger()
    assert "no room left" in app.window.today.banner.text.text()


def test_answers_are_settled_into_the_file_a_little_later(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[Path] = []
    monkeypatch.setattr(backups, "settle", settled.append)
    app.window.care._settling.setInterval(0)
    app.press(Qt.Key.Key_Return)
    app.press(Qt.Key.Key_Return)
    app.press("3")
    app.qtbot.waitUntil(lambda: settled == [app.study.store.path])


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_window_comes_to_the_front(app: App) -> None:
    app.window.showMinimized()
    app.window.come_to_front()
    assert not app.window.isMinimized()
    assert app.window.isVisible()


@pytest.fixture
def spoilt(app: App) -> Path:
    """The folder of a user whose file was damaged, and who has a copy."""
    app.press(Qt.Key.Key_Return)
    app.press(Qt.Key.Key_Return)
    app.press("3")
    app.window.care.back_up()
    path = app.study.store.path
    app.close()
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)
    return path.parent


def test_a_damaged_file_is_mended_from_the_window(
    spoilt: Path, app: App, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way: the store does not open, the screen offers, the next window opens."""
    shown: list[str] = []

    def press_save() -> int:
        screen = next(each for each in qapp.topLevelWidgets() if is_up(each))
        app.qtbot.waitUntil(lambda: "salvage" in screen.buttons)
        shown.append(screen.details.text())
        screen.buttons["salvage"].click()
        app.qtbot.waitUntil(lambda: not screen.isVisible())
        return 0

    from trainer.store.errors import StoreCorrupt

    places = Places(spoilt)
    monkeypatch.setattr(qapp, "exec", press_save)
    with pytest.raises(StoreCorrupt) as caught, composition.open_study(places):
        pass
    said = composition._show_trouble(run_of(qapp, places), caught.value)
    assert said is not None
    assert "is kept as" in said
    assert "newest good copy" in shown[0]
    app.open()
    assert app.study.store.check_integrity() == ()
    assert app.study.store.last_review() is not None
    assert app.study.store.daily_counts(dt.date(2026, 1, 1), dt.date(2027, 1, 1))


def is_up(widget: QWidget) -> bool:
    """Return whether this is the screen of trouble on show: other tests may have left theirs."""
    return isinstance(widget, TroubleScreen) and widget.isVisible()


def _is_ready(screen: TroubleScreen) -> bool:
    return "restore" in screen.buttons or screen.isHidden()


def test_the_window_closes_for_a_wish_and_opens_again(
    app: App, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the composition root does between windows: restore, mend, and open the next one."""
    app.window.care.back_up()
    (copy,) = backups.copies(app.study.store.path)
    places = Places(app.folder)
    app.close()
    said: list[str] = []
    wishes = [Wish(copy.path), Wish(None, "row 3 is missing"), None]

    def act() -> int:
        """Stand for the user in front of whatever window is open."""
        shown = [each for each in qapp.topLevelWidgets() if each.isVisible()]
        for each in shown:
            if isinstance(each, MainWindow):
                said.append(each.today.banner.text.text())
                wish = wishes.pop(0)
                if wish is None:
                    each.close()
                else:
                    each.care.wished.emit(wish)
            elif isinstance(each, TroubleScreen):
                app.qtbot.waitUntil(partial(_is_ready, each))
                if each.isVisible():
                    said.append(each.sentence.text())
                    each.buttons["restore"].click()
                    app.qtbot.waitUntil(each.isHidden)
        return 0

    monkeypatch.setattr(qapp, "exec", act)
    first = SingleInstance(places.data_dir)
    assert first.claim()
    composition._stay_open(run_of(qapp, places, first))
    first.release()
    assert wishes == []
    begins = ("", "Restored", "row 3 is missing", "Restored")
    assert len(said) == len(begins)
    assert all(begin in text for begin, text in zip(begins, said, strict=True)), said
    assert not (app.folder / "window.lock").exists()
    app.open()


def test_leaving_the_screen_of_trouble_opens_nothing(
    app: App, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = app.study.store.path
    app.close()
    kept = path.read_bytes()
    path.write_bytes(b"no database" * 1000)
    shown: list[str] = []

    def leave() -> int:
        (screen,) = (each for each in qapp.topLevelWidgets() if is_up(each))
        app.qtbot.waitUntil(lambda: "anew" in screen.buttons)
        shown.append(screen.title.text())
        screen.buttons["leave"].click()
        return 0

    monkeypatch.setattr(qapp, "exec", leave)
    places = Places(app.folder)
    composition._stay_open(run_of(qapp, places))
    assert shown == ["The database is damaged"]
    assert path.read_bytes() == b"no database" * 1000
    assert "new database" in composition._mending(places).start_anew()
    path.write_bytes(kept)
    app.open()


def test_what_is_asked_before_anything_is_replaced(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    care = app.window.care
    asked: list[str] = []

    def agree(box: QMessageBox) -> int:
        asked.append(f"{box.text()} {box.informativeText()}")
        box.buttons()[0].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", agree)
    care.back_up()
    (copy,) = backups.copies(care.database)
    assert care.ask_consent(copy.path)
    assert care.ask_consent(Path("/elsewhere/old.sqlite"))
    assert "the copy of 24 November 2026" in asked[0]
    assert "old.sqlite" in asked[1]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert care.ask_copy() is None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy.path), ""))
    assert care.ask_copy() == copy.path


def test_settings_before_the_first_copy(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    copies = panel(app)
    assert "There is no copy yet" in copies.line.text()
    assert not copies.restore_button.isEnabled()
    copies._restore()
    copies.folder_button.click()
    assert opened == [str(app.folder)]
    app.window.care.back_up()
    (copy,) = backups.copies(app.study.store.path)
    copy.path.unlink()
    copies.show_copies((copy,), app.folder)
    assert "gone" in copies.list.item(0).text()
