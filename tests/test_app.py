"""The application as a whole: its window opened, measured, and kept to one per folder."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from trainer import app as composition
from trainer.app import open_study, run_window
from trainer.errors import CannotRun
from trainer.places import Places
from trainer.study.study import Study
from trainer.ui import startup
from trainer.ui.main_window import MainWindow
from trainer.ui.single_instance import SingleInstance


class TheOne(QApplication):
    """Stands for a new application where there is one already."""

    def __new__(cls, _arguments: list[str]) -> QApplication:  # type: ignore[misc]
        found = cls.instance()
        assert isinstance(found, QApplication)
        return found


@pytest.fixture
def places(tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A folder of this test's own; the one application there can be stands for a new one."""
    monkeypatch.setattr("PySide6.QtWidgets.QApplication", TheOne)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    return Places(tmp_path / "data")


@pytest.fixture
def study_with_nothing_due(places: Places) -> None:
    """All that is shipped is installed, and no new drill is let in."""
    with open_study(places) as study:
        study.install_builtin(study.read_builtin_decks(lambda *_: None))
        study.change_setting("new_per_day", 0)


def test_the_start_is_measured_step_by_step(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_window(places, measure_startup=True) == 0
    timeline = json.loads(capsys.readouterr().out)
    names = ["imports_ms", "application_ms", "store_open_ms", "window_shown_ms"]
    times = [timeline[name] for name in (*names, "question_ready_ms")]
    assert times == sorted(times)
    assert timeline["peak_memory_mb"] > 10
    assert timeline["processor_ms"] > 0
    assert places.database.is_file()


def test_where_nothing_is_due_the_start_is_measured_to_today(
    places: Places, capsys: pytest.CaptureFixture[str], study_with_nothing_due: None
) -> None:
    assert run_window(places, measure_startup=True) == 0
    said = capsys.readouterr()
    timeline = json.loads(said.out)
    assert timeline["today_ready_ms"] >= timeline["window_shown_ms"]
    assert "question_ready_ms" not in timeline
    assert said.err == startup.NOTHING_DUE


def test_decks_that_cannot_be_installed_end_the_measuring(
    places: Places, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise CannotRun("the deck cannot be read", where="basics.yaml")

    monkeypatch.setattr(Study, "read_deck", fail)
    with pytest.raises(CannotRun, match=r"could not be measured: basics.yaml: the deck cannot"):
        run_window(places, measure_startup=True)
    assert capsys.readouterr().out == ""


def test_a_start_that_comes_to_nothing_is_not_waited_for(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(startup, "PATIENCE_MS", 1)
    monkeypatch.setattr(MainWindow, "start_when_ready", lambda _self: None)
    with pytest.raises(CannotRun, match="no question came within 0 s"):
        run_window(places, measure_startup=True)


def test_where_the_system_does_not_tell_memory_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(startup, "_STATUS", Path("nowhere"))
    monkeypatch.setitem(sys.modules, "resource", None)
    assert startup.peak_mb() is None


@pytest.mark.skipif(not startup._STATUS.exists(), reason="only Linux tells it")
def test_the_memory_told_is_this_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    here = startup.peak_mb()
    assert here is not None
    monkeypatch.setattr(startup, "_STATUS", Path("nowhere"))
    elsewhere = startup.peak_mb()
    assert elsewhere is not None  # that system counts bytes where Linux counts 1024 of them
    ballast = bytes(range(256)) * 4 * 1024 * 100  # 100 MB, all of them touched
    assert elsewhere < here
    say = "from trainer.ui import startup; print(startup.peak_mb())"
    told = subprocess.run(
        [sys.executable, "-c", say], capture_output=True, text=True, check=True
    ).stdout
    assert 0 < float(told) < len(ballast) / 2**20


def test_elsewhere_the_clock_begins_with_the_first_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert startup.process_age_s() == 0.0


def test_the_window_opens_and_is_left(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[MainWindow] = []
    prepare = MainWindow.install_builtin

    def install_and_leave(window: MainWindow) -> None:
        seen.append(window)
        assert not window.windowIcon().pixmap(64).isNull()
        prepare(window)
        QTimer.singleShot(0, window, window.close)

    monkeypatch.setattr(MainWindow, "install_builtin", install_and_leave)
    assert run_window(places) == 0
    assert len(seen) == 1
    again = SingleInstance(places.data_dir)
    assert again.claim(), "the folder is free again"
    again.release()


def leave_at_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let each window close as soon as it is open; return their titles."""
    titles: list[str] = []

    def leave(window: MainWindow) -> None:
        titles.append(window.windowTitle())
        QTimer.singleShot(0, window, window.close)

    monkeypatch.setattr(MainWindow, "install_builtin", leave)
    return titles


def test_after_two_crashes_at_the_start_the_window_opens_in_safe_mode(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashing = True
    titles = leave_at_once(monkeypatch)
    leave = MainWindow.install_builtin

    def crash_or_leave(window: MainWindow) -> None:
        if crashing:
            window.close()
            raise ZeroDivisionError
        leave(window)

    monkeypatch.setattr(MainWindow, "install_builtin", crash_or_leave)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            run_window(places)
    crashing = False
    assert run_window(places) == 0
    assert run_window(places) == 0, "closed in order, and the next start is as ever"
    assert titles == ["Safe mode – Triad Trainer", "Triad Trainer"]


KILLED = """
import os, signal, sys
from trainer.ui.main_window import MainWindow
MainWindow.install_builtin = lambda _window: os.kill(os.getpid(), signal.SIGKILL)
from trainer.cli import run
sys.exit(run(sys.argv[1:]))
"""


def test_after_two_kills_at_the_start_the_window_opens_in_safe_mode(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        command = [sys.executable, "-c", KILLED, "--data-dir", str(places.data_dir)]
        done = subprocess.run(command, timeout=120, check=False)
        assert done.returncode == -signal.SIGKILL
    titles = leave_at_once(monkeypatch)
    assert run_window(places) == 0
    assert titles == ["Safe mode – Triad Trainer"]


def test_safe_mode_can_be_asked_for(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    titles = leave_at_once(monkeypatch)
    assert run_window(places, safe=True) == 0
    assert titles == ["Safe mode – Triad Trainer"]


def test_a_window_that_stays_has_come_through(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composition, "SETTLED_MS", 0)
    noted: list[bool] = []

    def look_later(window: MainWindow) -> None:
        def look() -> None:
            noted.append((places.state_dir / "starting").exists())
            window.close()

        noted.append((places.state_dir / "starting").exists())
        QTimer.singleShot(50, window, look)

    monkeypatch.setattr(MainWindow, "install_builtin", look_later)
    assert run_window(places) == 0
    assert noted[-1] is False


def test_what_is_to_be_opened_is_planned_in_place_of_the_welcome(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck = tmp_path / "cards.csv"
    deck.write_text("Question,Answer\nWhat is it?,A card.\n", "utf-8")
    shown: list[tuple[str, bool]] = []

    def look_later(window: MainWindow) -> None:
        looking = QTimer(window, interval=5)

        def look() -> None:
            plan = window.decks.screen
            if plan is not None and plan.accept_button.isEnabled():
                looking.stop()
                is_seen = window.stack.currentWidget() is plan
                shown.append((plan.header.line.text(), is_seen))
                window.close()

        looking.timeout.connect(look)
        looking.start()

    monkeypatch.setattr(MainWindow, "install_builtin", look_later)
    assert run_window(places, [deck]) == 0
    assert shown == [("1 deck read; nothing is written yet.", True)]


def test_a_second_start_says_so_and_leaves(
    places: Places, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # That the first window comes to the front is tested beside the lock, with two processes.
    monkeypatch.setattr(SingleInstance, "claim", lambda _self: False)
    assert run_window(places) == 0
    assert "already open" in capsys.readouterr().out
    told: list[bool] = []
    assert run_window(places, handed_over=lambda: told.append(True)) == 0
    assert told == [True]
    assert capsys.readouterr().out == ""
    assert not places.database.exists()


def test_a_second_start_cannot_be_measured(
    places: Places, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SingleInstance, "claim", lambda _self: False)
    with pytest.raises(CannotRun, match="a window is open on this data already") as told:
        run_window(places, measure_startup=True)
    assert told.value.exit_code == 2
    assert capsys.readouterr().out == ""


def test_the_demo_has_a_folder_of_its_own_and_leaves_nothing(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def look(window: MainWindow) -> None:
        opened.append(window._study.data_dir)
        assert window.windowTitle() == "Demo – Triad Trainer"
        assert window.sidebar.demo_badge.isVisible()
        QTimer.singleShot(0, window, window.close)

    monkeypatch.setattr("trainer.study.demo.fill", lambda study, _chance: study.today())
    monkeypatch.setattr(MainWindow, "install_builtin", look)
    said: list[str] = []
    monkeypatch.setattr(
        "trainer.ui.widgets.parts.Banner.say", lambda _self, text, *_: said.append(text)
    )
    assert composition.run_demo() == 0
    [folder] = opened
    assert folder != places.data_dir
    assert not folder.exists()
    assert not places.data_dir.exists()
    assert any("demo" in text and "made up" in text for text in said)
