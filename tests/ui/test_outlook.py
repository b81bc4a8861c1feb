"""The cards below what is due: a quiet calendar, readiness, one weak spot."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from trainer.domain.aspect import Dimension
from trainer.scheduling.focus import Focus
from trainer.study.outlook import Outlook, weeks_to
from trainer.study.standing import Readiness, Standing, WeakSpot
from trainer.ui import theme
from trainer.ui.screens.outlook import OutlookCards

TODAY = dt.date(2026, 11, 24)
SPOT = WeakSpot("KV cache", "You would remember 60 % of it today.", Focus(tags=frozenset({"kv"})))
FOUND = Outlook(
    TODAY,
    weeks_to(TODAY),
    frozenset({TODAY, TODAY - dt.timedelta(days=1), TODAY - dt.timedelta(days=9)}),
    Standing(
        2,
        tuple(
            Readiness(each, TODAY, 5, total, 0.8)
            for each, total in zip(Dimension, (10, 5, 0), strict=True)
        ),
        SPOT,
    ),
    24,
)


@pytest.fixture
def cards(qtbot: QtBot) -> OutlookCards:
    made = OutlookCards()
    qtbot.addWidget(made)
    made.resize(780, 300)
    made.show_outlook(FOUND)
    return made


def test_what_the_cards_say(cards: OutlookCards) -> None:
    assert cards.days_line.text() == "Practised on 3 of 10 days, 2 in a row now."
    assert cards.ready_title.text() == "Ready for the interview in 24 days"
    shares = [made.share.text() for made in cards.rows.values()]
    assert shares == ["40 %", "80 %", "no drills"]
    assert cards.rows[Dimension.LATENCY].bar.accessibleDescription().startswith("40 %. 5 of 10")
    assert (cards.weak_name.text(), cards.weak_line.text()) == ("KV cache", SPOT.sentence)
    assert "Practised on 3 of the last 30 days" in cards.days.accessibleDescription()


def test_the_weak_spot_is_one_press_away(cards: OutlookCards, qtbot: QtBot) -> None:
    with qtbot.waitSignal(cards.drill_wanted) as asked:
        cards.drill_button.click()
    assert asked.args == [SPOT.focus]


def test_nothing_is_shown_of_nobody(cards: OutlookCards) -> None:
    cards.show_outlook(dataclasses.replace(FOUND, practised=frozenset()))
    assert cards.isHidden()


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (None, "Where you stand"),
        (0, "Ready for the interview today"),
        (1, "Ready for the interview tomorrow"),
    ],
)
def test_when_the_interview_is(cards: OutlookCards, days: int | None, title: str) -> None:
    strong = Standing(0, FOUND.standing.readiness, None)
    cards.show_outlook(dataclasses.replace(FOUND, interview_in=days, standing=strong))
    assert cards.ready_title.text() == title
    assert cards.weak_card.isHidden()
    assert cards.days_line.text() == "Practised on 3 of 10 days."


def test_where_there_is_no_room_the_weak_spot_goes_below(cards: OutlookCards, qtbot: QtBot) -> None:
    holder = QWidget()
    cards.setParent(holder)
    cards.show()
    with qtbot.waitExposed(holder):
        holder.show()
    cards.resize(780, 300)
    qtbot.waitUntil(lambda: cards.weak_card.y() < cards.days.height())
    cards.resize(560, 600)
    qtbot.waitUntil(lambda: cards.weak_card.y() > cards.days.height())
    assert cards.minimumSizeHint().width() == 0
    cards.setParent(None)
    holder.close()


def test_each_day_says_what_it_was(cards: OutlookCards, monkeypatch: pytest.MonkeyPatch) -> None:
    grid, told = cards.days, list[str]()
    # The offscreen platform cannot raise a tip.
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _at: told.append(text))
    at = FOUND.days.index(TODAY)
    for place in (grid.cell(at), grid.cell(at - 2), grid.cell(at + 1)):
        here = place.center().toPoint()
        grid.event(QHelpEvent(QEvent.Type.ToolTip, here, grid.mapToGlobal(here)))
    assert told == [
        "Tuesday, 24 November 2026: practised",
        "Sunday, 22 November 2026: a day off",
    ]


@pytest.mark.parametrize("name", theme.NAMES)
def test_a_day_of_practice_is_a_filled_dot(
    cards: OutlookCards, qapp: QApplication, name: str
) -> None:
    theme.put_on(qapp, theme.load(name))
    grid = cards.days
    grid.resize(grid.sizeHint())
    image = grid.grab().toImage()
    at = FOUND.days.index(TODAY - dt.timedelta(days=1))
    worn = theme.load(name)
    assert image.pixelColor(grid.cell(at).center().toPoint()) == worn.colour("accent")
    off = grid.cell(at - 2).center().toPoint()
    assert image.pixelColor(off) != worn.colour("accent")
