"""The progress screen says what it knows, and what it does not know yet."""

from __future__ import annotations

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from trainer.scheduling.forecast import DueDay
from trainer.study.progress import Report, Retention, Week
from trainer.ui import theme
from trainer.ui.screens.progress import ProgressScreen

TODAY = dt.date(2026, 11, 24)
DAYS = [TODAY - dt.timedelta(days=back) for back in reversed(range(84))]


def report(answers: int, asked: int) -> Report:
    reviews = dict.fromkeys(DAYS, 0)
    reviews[TODAY] = answers
    recalled = round(asked * 0.9)
    weeks = (Week(TODAY, Retention(recalled, asked)),) if asked else ()
    return Report(
        today=TODAY,
        desired_retention=0.9,
        total=100,
        seen=40,
        due=3,
        reviews=reviews,
        minutes=12.4,
        retention=Retention(recalled, asked),
        weeks=weeks,
        forecast=tuple(
            DueDay(TODAY + dt.timedelta(days=ahead), 2 if answers else 0) for ahead in range(30)
        ),
    )


@pytest.fixture
def screen(qtbot: QtBot) -> ProgressScreen:
    made = ProgressScreen()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def test_before_the_first_answer_it_says_so(screen: ProgressScreen) -> None:
    screen.show_report(report(0, 0))
    assert "Nothing answered yet" in screen.reviews_line.text()
    assert not screen.reviews_chart.isVisible()
    assert "chance" in screen.retention_line.text()
    assert not screen.retention_chart.isVisible()
    assert screen.forecast_line.text() == "Nothing is scheduled yet."


def test_below_thirty_reviews_there_is_no_percentage(screen: ProgressScreen) -> None:
    screen.show_report(report(29, 29))
    assert not screen.retention_chart.isVisible()
    assert screen.reviews_chart.isVisible()


def test_with_enough_reviews_it_shows_share_interval_and_target(screen: ProgressScreen) -> None:
    screen.show_report(report(50, 50))
    assert screen.retention_chart.isVisible()
    assert "90% of 50 remembered (95 % interval 79% to 96%)" in screen.retention_line.text()
    assert "2026-11-24: 90 %" in screen.retention_chart.accessibleDescription()
    assert screen.forecast_line.text().startswith("60 reviews in the next 30 days")


def test_a_short_history_is_not_lost_in_a_long_axis(screen: ProgressScreen) -> None:
    screen.show_report(report(5, 0))
    shown = screen.reviews_chart.accessibleDescription().split("; ")
    assert len(shown) == 14
    assert shown[-1] == "2026-11-24: 5 reviews"


def test_charts_follow_a_change_of_theme(screen: ProgressScreen, qapp: object) -> None:
    from PySide6.QtWidgets import QApplication

    assert isinstance(qapp, QApplication)
    screen.show_report(report(50, 50))
    light = screen.reviews_chart.grab().toImage().pixelColor(400, 20)
    theme.put_on(qapp, theme.load("dark"))
    qapp.processEvents()
    dark = screen.reviews_chart.grab().toImage().pixelColor(400, 20)
    assert light.lightness() > 200
    assert dark.lightness() < 80
