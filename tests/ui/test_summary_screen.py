"""The end of a sitting says what moved."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating
from trainer.study.sitting import Moved, SessionSummary
from trainer.ui.screens.summary import SummaryScreen
from trainer.ui.words import span_words


def summary(*moved: Moved) -> SessionSummary:
    return SessionSummary(3, dict.fromkeys(Rating, 1), 2, 1, 1, 2.0, (), moved)


@pytest.fixture
def screen(qtbot: QtBot) -> SummaryScreen:
    made = SummaryScreen()
    qtbot.addWidget(made)
    return made


def test_what_moved_most_is_named(screen: SummaryScreen) -> None:
    grown = Moved(DrillId("d/a"), 4.0, 30.0)
    shrunk = Moved(DrillId("d/b"), 400.0, 0.5)
    screen.show_summary(summary(shrunk, grown), (), [("What is TTFT?", grown), ("Why?", shrunk)])
    texts = [found.text() for found in screen.moved_card.findChildren(QLabel)]
    assert "1 drill will be remembered for longer, 1 for less long." in texts
    assert "4 days → 4 weeks" in texts
    assert "1.1 years → under a day" in texts
    assert "What is TTFT?" in texts


def test_new_drills_begin_somewhere(screen: SummaryScreen) -> None:
    new = Moved(DrillId("d/a"), None, 3.0)
    screen.show_summary(summary(new), (), [("What?", new)])
    texts = [found.text() for found in screen.moved_card.findChildren(QLabel)]
    assert "new → 3 days" in texts
    assert "1 drill will be remembered for longer." in texts
    screen.show_summary(summary(Moved(DrillId("d/a"), 3.0, 1.0)), ())
    assert screen.moved_line.text() == "1 drill will be remembered for less long."


def test_when_nothing_moved_nothing_is_said(screen: SummaryScreen) -> None:
    screen.show_summary(summary(), ())
    assert screen.moved_card.isHidden()


@pytest.mark.parametrize(
    ("days", "words"),
    [(0.2, "under a day"), (1.0, "1 day"), (13, "13 days"), (20, "3 weeks"), (90, "3 months"),
     (800, "2.2 years")],
)  # fmt: skip
def test_spans_in_words(days: float, words: str) -> None:
    assert span_words(days) == words
