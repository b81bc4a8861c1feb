"""A page is made piece by piece, in order, and wholly when that is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from trainer.ui import slices
from trainer.ui.slices import Slices


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each step take longer than a slice."""
    monkeypatch.setattr(slices, "SLICE_S", 0.0)


def steps(done: list[int], many: int) -> list[Callable[[], None]]:
    return [partial(done.append, at) for at in range(many)]


def test_it_waits_for_a_turn_of_the_event_loop(qtbot: QtBot) -> None:
    page, done = QObject(), list[int]()
    made = Slices(page, steps(done, 3))
    assert (done, made.is_done) == ([], False)
    qtbot.waitUntil(lambda: made.is_done)
    assert done == [0, 1, 2]


@pytest.mark.usefixtures("slow")
def test_the_event_loop_has_a_turn_after_each_slice(qtbot: QtBot) -> None:
    page, done = QObject(), list[int]()
    Slices(page, steps(done, 3))
    QApplication.processEvents()
    assert done == [0]
    QApplication.processEvents()
    assert done == [0, 1]
    qtbot.waitUntil(lambda: done == [0, 1, 2])


def test_a_step_may_ask_for_more(qtbot: QtBot) -> None:
    page, found, done = QObject(), list[int](), list[int]()

    def asked() -> Iterator[Callable[[], None]]:
        yield partial(found.extend, (4, 5))
        yield from [partial(done.append, each) for each in found]

    Slices(page, asked())
    qtbot.waitUntil(lambda: done == [4, 5])


@pytest.mark.usefixtures("slow")
def test_what_is_left_is_made_when_it_is_asked_for(qapp: QApplication) -> None:
    page, done = QObject(), list[int]()
    Slices(page, steps(done, 9))
    slices.finish(page)
    assert done == list(range(9))
    slices.finish(page)
    assert len(done) == 9
