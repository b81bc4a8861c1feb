"""The small parts do what they say."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from trainer.domain.memory import MemoryState, Rating, Seen
from trainer.ui.widgets.bullets import Bullets
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.notice import Notice
from trainer.ui.widgets.parts import Banner, Stat, badge, column, empty, label
from trainer.ui.widgets.rating_bar import RatingBar
from trainer.ui.widgets.statement import Statement
from trainer.ui.widgets.wrap_label import WrapLabel
from trainer.ui.words import all_intervals, counted, interval_words

TODAY = dt.date(2026, 11, 24)


def seen(days: int) -> Seen:
    return Seen(MemoryState(3.0, 5.0), TODAY + dt.timedelta(days=days), TODAY, 1, 0)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "this session"),
        (1, "tomorrow"),
        (12, "in 12 days"),
        (91, "in 3 months"),
        (730, "in 2.0 years"),
    ],
)
def test_intervals_in_words(days: int, words: str) -> None:
    assert interval_words(TODAY, seen(days)) == words


def test_counts_in_words() -> None:
    assert counted(1, "drill") == "1 drill"
    assert counted(1200, "drill") == "1,200 drills"


def test_the_rating_bar_offers_and_reports(qtbot: QtBot) -> None:
    bar = RatingBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    bar.show_ratings(all_intervals(TODAY, {rating: seen(rating) for rating in Rating}), Rating.HARD)
    assert bar.buttons[Rating.HARD].hasFocus()
    chosen: list[int] = []
    bar.rated.connect(chosen.append)
    qtbot.keyClick(bar.buttons[Rating.HARD], Qt.Key.Key_Return)
    qtbot.keyClick(bar.buttons[Rating.HARD], Qt.Key.Key_4)
    bar.buttons[Rating.AGAIN].click()
    assert chosen == [2, 4, 1]


def test_enter_takes_the_suggested_rating_in_a_window_that_is_not_the_active_one(
    qtbot: QtBot,
) -> None:
    # As on a bare X server without a window manager: keys arrive, but nothing has the focus.
    bar = RatingBar()
    qtbot.addWidget(bar)
    bar.show_ratings(all_intervals(TODAY, {rating: seen(rating) for rating in Rating}), Rating.HARD)
    assert not bar.buttons[Rating.HARD].hasFocus()
    with qtbot.waitSignal(bar.rated) as rated:
        qtbot.keyClick(bar.buttons[Rating.HARD], Qt.Key.Key_Return)
    assert rated.args == [2]


def test_a_wrapping_label_grows_and_shrinks(qtbot: QtBot) -> None:
    made = WrapLabel("word " * 60)
    qtbot.addWidget(made)
    made.resize(200, 10)
    made.show()
    tall = made.height()
    made.setText("word")
    assert made.height() < tall / 5


def test_a_flow_box_breaks_its_row(qtbot: QtBot) -> None:
    parts = [QPushButton(f"button {number}") for number in range(6)]
    box = FlowBox(parts, spacing=4)
    qtbot.addWidget(box)
    box.resize(2000, 10)
    box.show()
    assert len({part.y() for part in parts}) == 1
    box.resize(150, 10)
    assert len({part.y() for part in parts}) > 1
    assert box.height() >= parts[-1].geometry().bottom()
    box.resize(2000, 10)
    parts[0].hide()
    qtbot.waitUntil(lambda: parts[1].x() == 0)


def test_a_banner_speaks_and_can_be_dismissed(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("The deck was imported.", "good")
    assert banner.isVisible()
    assert banner.accessibleName() == "The deck was imported."
    banner.close_button.click()
    assert not banner.isVisible()


def test_a_stat_is_read_with_its_caption(qtbot: QtBot) -> None:
    stat = Stat("due")
    qtbot.addWidget(stat)
    stat.show_value("12")
    assert stat.accessibleName() == "due: 12"


def test_emptying_a_layout_takes_out_nested_ones(qtbot: QtBot) -> None:
    layout = column(label("one"), column(badge("two")))
    empty(layout)
    assert layout.count() == 0


def test_a_number_of_one_has_a_caption_for_one(qtbot: QtBot) -> None:
    stat = Stat("minutes", "minute")
    qtbot.addWidget(stat)
    for value, caption in (("1", "minute"), ("2", "minutes"), ("–", "minutes")):
        stat.show_value(value)
        assert stat.caption.text() == caption


@pytest.mark.parametrize("width", [180, 210, 700])
def test_a_statement_is_as_tall_as_its_text_however_narrow(qtbot: QtBot, width: int) -> None:
    shown = Statement(1)
    qtbot.addWidget(shown)
    shown.resize(width, 50)
    shown.show()
    shown.show_statement("The p95 latency stays below 800 ms at 50 requests per second. " * 3)
    text = shown._document
    text.setTextWidth(max(width - 3 * 16 - 24, 40))
    assert shown.height() >= text.size().height() + 2 * 16


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_buttons_of_a_banner_are_pressed_by_enter_too(qtbot: QtBot, key: Qt.Key) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.say("Something is in the way.", action="Mend it")
    with qtbot.waitSignal(notice.acted):
        qtbot.keyClick(notice.action_button, key)
    qtbot.keyClick(notice.close_button, key)
    assert notice.isHidden()


def test_a_long_line_of_a_list_goes_on_below_its_own_text(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    listed = Bullets()
    listed.show_lines(["only to be put somewhere"])
    assert not listed.isVisible(), "it is no window of its own"
    page.setLayout(column(listed))
    listed.show_lines(["short", "long enough to be broken " * 8], "and 3 more")
    page.resize(240, 400)
    page.show()
    qtbot.waitUntil(lambda: listed.findChildren(QLabel)[3].height() > 60)
    dot, short, other_dot, long, more = listed.findChildren(QLabel)
    assert dot.x() == other_dot.x() == more.x() < short.x() == long.x()
    assert other_dot.y() == long.y()
    assert listed.text().splitlines()[::2] == ["short", "and 3 more"]
    listed.show_lines(())
    assert listed.isHidden()
    assert not listed.text()
