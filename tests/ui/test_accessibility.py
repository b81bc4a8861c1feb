"""What a screen reader hears, through Qt's own accessibility interface."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.looks.walk import NOW
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.domain.memory import Rating
from trainer.places import Places
from trainer.study import demo
from trainer.study.learner import answer_for
from trainer.study.study import Study
from trainer.ui import restyle, slices, theme
from trainer.ui.jobs import InlineJobs
from trainer.ui.main_window import MainWindow
from trainer.ui.screens import feedback, practice
from trainer.ui.widgets import parts


@pytest.fixture(scope="module")
def demo_study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The demo profile, made once."""
    chance = random.Random(demo.SEED)
    folder = tmp_path_factory.mktemp("demo")
    with open_study(Places(folder), FrozenClock(NOW), chance) as study:
        demo.fill(study, chance)
        yield study


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, demo_study: Study) -> Iterator[MainWindow]:
    """A window on the demo profile, with the keyboard."""
    made = MainWindow(demo_study, InlineJobs(), qapp)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sentence announced, in order."""
    said: list[str] = []
    for module, name in (
        (practice, "announce_soon"),
        (feedback, "announce"),
        (parts, "announce"),
    ):
        monkeypatch.setattr(module, name, lambda _widget, sentence: said.append(sentence))
    return said


def reached(window: QWidget) -> list[QWidget]:
    """Return what Tab goes to in turn, until it is back where it began."""
    first = QApplication.focusWidget()
    found: list[QWidget] = []
    while len(found) < 400:
        window.focusNextChild()
        now = QApplication.focusWidget()
        if now is None or now in found:
            break
        found.append(now)
        if now is first:
            break
    return found


def face(widget: QWidget) -> Any:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface


def test_whatever_tab_reaches_has_a_name_and_every_button_is_reached(window: MainWindow) -> None:
    # One window for all places: making it costs more than the walk.
    for place in ("today", *window.rooms):
        window.show_place(place)
        slices.finish(window)
        QApplication.processEvents()
        found = reached(window)
        for widget in found:
            told = f"{type(widget).__name__} on {place}"
            name = face(widget).text(QAccessible.Text.Name)
            assert name.strip() or widget.objectName() == "page", told
            assert widget.isVisible(), told
            assert face(widget).state().focusable, told
        missed = {
            each.text()
            for each in window.findChildren(QPushButton)
            if each.isVisible() and each.isEnabled() and each not in found
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        assert not missed, place


def test_a_session_is_heard_question_by_question(window: MainWindow, heard: list[str]) -> None:
    window.start()
    chance, kinds = random.Random(3), set()
    session = window.flow.session
    assert session is not None
    while session.question is not None and len(kinds) < 4:
        question = session.question
        kinds.add(question.posed.kind.name)
        assert heard[-1].startswith(f"{question.done + 1} of {question.total}. ")
        assert len(heard[-1]) > len(f"{question.done + 1} of {question.total}. ") + 20
        window.flow.answer(answer_for(question.posed, chance))
        judged = session.judged
        assert judged is not None
        assert heard[-1].startswith(f"Verdict: {judged.assessment.headline}")
        window.flow.rate(Rating.GOOD)
    window.show_today()


def test_a_place_is_a_button_and_says_when_it_is_on_screen(window: MainWindow) -> None:
    window.show_place("library")
    here, there = (face(window.sidebar.buttons[key]) for key in ("library", "plan"))
    assert here.role() == there.role() == QAccessible.Role.Button
    assert here.text(QAccessible.Text.Description) == "Library is on screen"
    assert there.text(QAccessible.Text.Description) == "Go to Plan"


def test_a_window_narrow_for_its_texts_shows_places_as_pictures_with_names(
    window: MainWindow, qapp: QApplication
) -> None:
    window.resize(1024, 700)
    theme.put_on(qapp, theme.current(), 2.0)
    restyle.settle(qapp)
    QApplication.processEvents()
    library = window.sidebar.buttons["library"]
    assert (library.text(), face(library).text(QAccessible.Text.Name)) == ("", "Library")
    assert library.iconSize().width() == 40
    theme.put_on(qapp, theme.current())
    restyle.settle(qapp)
    QApplication.processEvents()
    assert (library.text(), library.iconSize().width()) == ("Library", 20)
