"""The progress screen says what it knows, and what it does not know yet."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from trainer.domain.aspect import Dimension
from trainer.scheduling.focus import Focus
from trainer.scheduling.forecast import DueDay
from trainer.study.estimating import Bias, Calibration
from trainer.study.habits import Covered, Habits, Recurring
from trainer.study.overview import Choices, Overview
from trainer.study.progress import Report, Retention, Week
from trainer.study.standing import Readiness
from trainer.ui import theme
from trainer.ui.screens import progress_habits
from trainer.ui.screens.progress import ProgressScreen
from trainer.ui.widgets.year_chart import YearChart
from trainer.ui.words import day_words

TODAY = dt.date(2026, 11, 24)
DAYS = [TODAY - dt.timedelta(days=back) for back in reversed(range(84))]

YEAR = [TODAY - dt.timedelta(days=back) for back in reversed(range(365))]


def report(answers: int, asked: int) -> Report:
    reviews = dict.fromkeys(DAYS, 0)
    reviews[TODAY] = answers
    recalled = round(asked * 0.9)
    weeks = (Week(TODAY, Retention(recalled, asked)),) if asked else ()
    ahead = [TODAY + dt.timedelta(days=at) for at in range(30)]
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
        forecast=tuple(DueDay(day, 2 if answers else 0) for day in ahead),
    )


def overview(answers: int, asked: int = 0, given: int = 0, contained: int = 0) -> Overview:
    found = Calibration(contained, given)
    minutes = {**dict.fromkeys(DAYS, 0.0), TODAY: float(answers)}
    biases = (Bias("daily_spend", 9, 0.5, 0.1, 0.3, 0.6), Bias("throughput", 6, -0.3, 0.1, None, 0))
    return Overview(
        report=report(answers, asked),
        year=dict.fromkeys(YEAR, 0) | {TODAY: answers},
        minutes_by_day=minutes,
        stabilities={0: 3, 5: 7} if answers else {},
        difficulties={3: 6, 9: 4} if answers else {},
        calibration=found,
        blocks=((TODAY, found),),
        biases=biases if answers else (),
        readiness=tuple(
            Readiness(each, TODAY, answers, 100, 0.9 if answers else None) for each in Dimension
        ),
        choices=Choices({"d": "Deck"}, ("recall",), ("cost",)),
    )


def habits(written: int = 40, *, twice: bool = True, changed: int = 0) -> Habits:
    half = dict.fromkeys(Dimension, written) | {Dimension.COST: written // 4}
    covered = Covered(TODAY, written, written // 4, half)
    fault = Recurring("Silent on cost", 3, TODAY, "Cost is missing.")
    return Habits(written, changed, (fault,) if twice else (), covered, (covered,))


def shown(screen: ProgressScreen, found: Overview) -> None:
    """Put ``found`` on screen and wait until the last chart is drawn."""
    screen.show_overview(found)
    while not screen.is_drawn:
        QApplication.processEvents()


@pytest.fixture
def screen(qtbot: QtBot) -> ProgressScreen:
    made = ProgressScreen()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def test_before_the_first_answer_every_chart_says_why_it_is_empty(screen: ProgressScreen) -> None:
    shown(screen, overview(0))
    assert "Nothing answered yet" in screen.reviews.line.text()
    assert "chance" in screen.retention_card.line.text()
    assert screen.forecast.line.text() == "Nothing is scheduled yet."
    assert all(card.line.text() and not card.chart.isVisible() for card in screen.cards)


def test_below_thirty_there_is_no_percentage(screen: ProgressScreen) -> None:
    shown(screen, overview(29, 29, 29, 20))
    assert not screen.retention_card.chart.isVisible()
    assert not screen.calibration.chart.isVisible()
    assert screen.reviews.chart.isVisible()


def test_with_enough_reviews_each_sentence_is_of_the_numbers(screen: ProgressScreen) -> None:
    shown(screen, overview(50, 50, 40, 10))
    said = screen.retention_card.line.text()
    assert "90 % of 50 remembered (95 % interval 79 % to 96 %)" in said
    assert "make them wider" in screen.calibration.line.text()
    assert "Farthest off is daily spend: 3.16 times too high" in screen.bias.line.text()
    assert "2 times too low" in screen.bias.chart.accessibleDescription()
    assert screen.forecast.line.text().startswith("60 reviews in the next 30 days")
    assert screen.stability.line.text().startswith("7 of 10 drills")
    assert screen.difficulty.line.text().startswith("4 of 10 drills")
    assert "45 % of the drills on latency" in screen.readiness.line.text()
    assert len(screen.reviews.chart.bars) == 14  # A short history is not lost in a long axis.


def test_what_recurs_is_told_from_the_answers(screen: ProgressScreen) -> None:
    screen.show_reading("Reading answer 2 of 9")
    assert screen.pitfalls.line.text() == "Reading answer 2 of 9 …"
    shown(screen, overview(50))
    screen.show_habits(habits(changed=2))
    while not screen.is_drawn:
        QApplication.processEvents()
    said = screen.pitfalls.line.text()
    assert said.startswith("Most often: Silent on cost, 3 times in the last 40")
    assert said.endswith("2 answers left out: the drill has changed since or is gone.")
    assert "Cost is missing." in screen.pitfalls.chart.accessibleDescription()
    said = screen.coverage.line.text()
    assert said.startswith("25 % of the last 40 statements named latency, cost and quality")
    assert "Missing most often is cost: 25 % named it." in said


def test_what_recurs_is_told_if_it_came_before_the_overview(screen: ProgressScreen) -> None:
    screen.show_habits(habits())
    shown(screen, overview(50))
    assert screen.pitfalls.line.text().startswith("Most often")
    assert screen.coverage.line.text().startswith("25 %")


@pytest.mark.parametrize(
    ("found", "fault", "triad"),
    [
        (habits(0, twice=False), "No statement was written", "0 statements written"),
        (habits(9, twice=False), "No fault came twice in 9 answers.", "9 statements written"),
    ],
)
def test_of_little_that_was_written_no_share_is_told(
    screen: ProgressScreen, found: Habits, fault: str, triad: str
) -> None:
    shown(screen, overview(50))
    screen.show_habits(found)
    while not screen.is_drawn:
        QApplication.processEvents()
    assert screen.pitfalls.line.text().startswith(fault)
    assert screen.coverage.line.text().startswith(triad)
    assert not screen.coverage.chart.isVisible()


def test_the_year_is_walked_by_days_and_weeks(screen: ProgressScreen, qtbot: QtBot) -> None:
    shown(screen, overview(50))
    chart = screen.year.chart
    for key, back in ((Qt.Key.Key_Left, 0), (Qt.Key.Key_Up, 1), (Qt.Key.Key_Left, 8)):
        qtbot.keyClick(chart, key)
        day = TODAY - dt.timedelta(days=back)
        assert screen.year.value.text() == f"{day_words(day)}: {0 if back else 50} answers"
    assert isinstance(chart, YearChart)
    qtbot.mouseMove(chart, chart.cell(364).center().toPoint())
    assert chart.at == 364
    assert [chart.level(many) for many in (0, 1, 25, 26, 50)] == [0, 1, 2, 3, 4]
    assert chart.cell(364).right() <= chart.width()


def test_rows_are_named_in_words_and_walked_up_and_down(
    screen: ProgressScreen, qtbot: QtBot
) -> None:
    shown(screen, overview(50))
    chart = screen.bias.chart
    assert [bar.name for bar in chart.bars] == ["daily spend", "throughput"]
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert screen.bias.value.text().startswith("throughput: 2 times too low")
    place = QPointF(40, 5)  # Below the fold, where no mouse can be moved.
    none = Qt.MouseButton.NoButton
    keys = Qt.KeyboardModifier.NoModifier
    moved = QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, keys)
    QApplication.sendEvent(chart, moved)
    assert screen.bias.value.text().startswith("daily spend: 3.16 times")
    assert set(chart.shape.ticks or {}) >= {0.0, math.log10(2)}


def test_a_bias_that_is_small_gets_a_fine_scale(screen: ProgressScreen) -> None:
    near = Bias("daily_spend", 9, 0.05, 0.08, None, 0.1)
    progress_habits.show_bias(screen.bias, (near,))
    assert screen.bias.line.text().startswith("No quantity is clearly over or under")
    assert "1.2× high" in (screen.bias.chart.shape.ticks or {}).values()


def test_the_arrow_keys_read_one_value_after_the_other(
    screen: ProgressScreen, qtbot: QtBot
) -> None:
    shown(screen, overview(50, 50))
    chart = screen.reviews.chart
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert screen.reviews.value.text() == "24 November 2026: 50 answers"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.at == 13
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.accessibleDescription() == "11 November 2026: 0 answers"
    qtbot.keyClick(chart, Qt.Key.Key_A)
    chart.plot._hover(chart.plot.scene_area().center())
    assert chart.at in {6, 7}


def test_a_chart_is_saved_as_a_picture_and_as_a_table(
    screen: ProgressScreen, tmp_path: Path
) -> None:
    shown(screen, overview(50, 50))
    card = screen.retention_card
    card.save(tmp_path / "a.png")
    card.save(tmp_path / "a.csv")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    head, line = (tmp_path / "a.csv").read_text("utf-8").splitlines()
    assert head == "week to,%,low,high"
    assert line.startswith("2026-11-24,90.0,78.6")
    assert card.value.text() == f"Saved as {tmp_path / 'a.csv'}."
    card.save(tmp_path / "none" / "a.csv")
    assert "this file cannot be written: no such file" in card.value.text()
    screen.reviews.save(tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_text("utf-8").startswith("day,answers\n2026-")


def test_a_filter_asks_again_and_outlives_new_choices(screen: ProgressScreen, qtbot: QtBot) -> None:
    shown(screen, overview(50))
    with qtbot.waitSignal(screen.narrowed):
        screen.filters.deck.setCurrentIndex(1)
    screen.filters.tag.setCurrentIndex(1)
    shown(screen, overview(40))
    assert screen.filters.focus == Focus(decks=frozenset({"d"}), tags=frozenset({"cost"}))
    screen.filters.period.setCurrentIndex(2)
    assert screen.filters.days == 365


def test_charts_follow_a_change_of_theme(screen: ProgressScreen, qapp: QApplication) -> None:
    shown(screen, overview(50, 50))
    light = screen.reviews.chart.grab().toImage().pixelColor(400, 20)
    theme.put_on(qapp, theme.load("dark"))
    qapp.processEvents()
    dark = screen.reviews.chart.grab().toImage().pixelColor(400, 20)
    assert light.lightness() > 200
    assert dark.lightness() < 80


def test_no_chart_is_drawn_while_another_page_is_in_front(qtbot: QtBot) -> None:
    pages, other, screen = QStackedWidget(), QWidget(), ProgressScreen()
    qtbot.addWidget(pages)
    for each in (other, screen):
        pages.addWidget(each)
    pages.show()
    screen.show_overview(overview(40))
    for _ in range(30):
        QApplication.processEvents()
    assert not screen.is_drawn
    pages.setCurrentWidget(screen)
    qtbot.waitUntil(lambda: screen.is_drawn)
