"""No text is clipped, nothing overlaps, every control has a name: in every state, at every size."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.looks.faults import faults
from tests.looks.walk import NOW, Walk
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.places import Places
from trainer.ui import theme
from trainer.ui.jobs import InlineJobs
from trainer.ui.main_window import MainWindow

Sizes = tuple[tuple[int, int], ...]
LOOKS = (
    ("light", 1.0, ((1024, 700), (1440, 900))),
    ("dark", 2.0, ((1024, 700),)),
)
"""The last leaves least room: half as much as the least that is promised."""


@pytest.fixture
def walk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Walk]:
    """A window that nobody has opened before."""
    clock = FrozenClock(NOW)
    with open_study(Places(tmp_path / "data"), clock, random.Random(3)) as study:
        window = MainWindow(study, InlineJobs(), qapp)
        qtbot.addWidget(window)
        window.show()
        yield Walk(window, study, clock)
        theme.put_on(qapp, theme.load("light"))


@pytest.mark.parametrize(("name", "enlarged", "sizes"), LOOKS)
def test_every_state_at_every_size(
    walk: Walk, qapp: QApplication, name: str, enlarged: float, sizes: Sizes
) -> None:
    theme.put_on(qapp, theme.load(name), enlarged)
    found: dict[str, list[str]] = {}
    begins: dict[tuple[int, int], str] = {}
    states = []
    for state in walk.all():
        states.append(state)
        for width, height in sizes:
            walk.resize(width, height)
            for fault in faults(walk.front):
                found.setdefault(fault, []).append(f"{state} at {width}x{height}")
            if (width, enlarged) == (1024, 1.0):
                begins |= dict.fromkeys(titles_begin(walk.window), state)
    assert found == {}
    for edge in zip(*begins, strict=True):
        assert max(edge) - min(edge) <= 2, begins
    assert len(states) == len(set(states)) > 55


def titles_begin(window: MainWindow) -> list[tuple[int, int]]:
    """Return where the title on screen begins on its page, and how high its middle stands."""
    page = window.stack.currentWidget()
    shown = [each for each in page.findChildren(QLabel) if each.property("role") == "title"]
    areas = [area.widget() for area in page.findChildren(QScrollArea)]
    places = []
    for each in shown:
        inside = next((area for area in areas if area.isAncestorOf(each)), page)
        corner = each.mapTo(inside, QPoint(0, 0))
        places.append((corner.x(), corner.y() + each.height() // 2))
    return places


def label(text: str, width: int, *, wrap: bool = False) -> QLabel:
    made = QLabel(text)
    made.setWordWrap(wrap)
    made.resize(width, 20)
    return made


def short_button() -> QWidget:
    made = QPushButton("Start the first drill")
    made.resize(40, 24)
    return made


def short_field() -> QWidget:
    made = QLineEdit()
    made.setPlaceholderText("Search for words, kinds, tags and decks")
    made.setAccessibleName("Search")
    made.resize(80, 24)
    return made


def wide_page() -> QWidget:
    made = QScrollArea()
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName("Page")
    inside = QWidget()
    inside.setFixedWidth(400)
    made.setWidget(inside)
    made.resize(200, 100)
    return made


def outside() -> QWidget:
    made = QLabel("Here")
    made.setGeometry(280, 10, 60, 20)
    return made


PLANTED: dict[str, tuple[str, Callable[[], QWidget]]] = {
    "a line too long": ("clipped", lambda: label("This does not fit into forty pixels", 40)),
    "a paragraph too low": ("clipped", lambda: label("One two three four five", 60, wrap=True)),
    "a button too narrow": ("clipped", short_button),
    "a hint too long": ("clipped", short_field),
    "a page too wide": ("wider than its page", wide_page),
    "beyond the edge": ("cut off by its parent", outside),
    "no name": ("without a name", QLineEdit),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(qtbot: QtBot, fault: str) -> None:
    said, make = PLANTED[fault]
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    make().setParent(window)
    window.show()
    assert [each.partition(":")[0] for each in faults(window)] == [said]


def test_texts_upon_each_other_are_found_and_sound_ones_are_not(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    one, other = label("One", 60), label("Other", 60)
    for each, at in ((one, 10), (other, 40)):
        each.setParent(window)
        each.move(10, at)
    window.show()
    assert faults(window) == []
    other.move(40, 15)
    assert [each.partition(":")[0] for each in faults(window)] == ["overlapping"]
    other.hide()
    assert faults(window) == []
