"""Another look is put on what is seen at once, on the rest before it is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from trainer.ui import restyle, theme, zoom
from trainer.ui.theme import set_property
from trainer.ui.widgets.parts import badge, button, card, column, label


class Pages(QStackedWidget):
    """A stack of two pages, the first in front; the second has one of each part."""

    def __init__(self) -> None:
        super().__init__()
        self.front, self.back = QWidget(), QWidget()
        self.title = label("Title", "title", wrap=True)
        self.toned = badge("Good", "good")
        self.edit = QLineEdit("typed")
        zoom.hold(self.edit, width=100)
        parts = (self.title, self.toned, self.edit, button("Go"), label("said", "muted"))
        for page, inside in ((self.front, (label("front"),)), (self.back, parts)):
            page.setObjectName("page")
            page.setLayout(column(card(column(*inside))))
            self.addWidget(page)
        self.resize(600, 700)

    def see_both(self) -> None:
        """Have both pages dressed once."""
        self.show()
        for page in (self.back, self.front):
            self.setCurrentWidget(page)


@pytest.fixture(autouse=True)
def light_afterwards(qapp: QApplication) -> Iterator[None]:
    theme.put_on(qapp, theme.load("light"))
    yield
    theme.put_on(qapp, theme.load("light"))
    restyle.settle(qapp)


def made(qtbot: QtBot) -> Pages:
    pages = Pages()
    qtbot.addWidget(pages)
    pages.see_both()
    return pages


def picture(pages: Pages, page: QWidget) -> QImage:
    pages.setCurrentWidget(page)
    QApplication.processEvents()
    return pages.grab().toImage()


def ink(of: QLabel) -> str:
    return of.palette().color(of.foregroundRole()).name()


@pytest.mark.parametrize(("name", "enlarged"), [("dark", 1.0), ("light", 1.5), ("dark", 2.0)])
def test_what_was_hidden_looks_as_if_it_was_made_so(
    qtbot: QtBot, qapp: QApplication, name: str, enlarged: float
) -> None:
    pages = made(qtbot)
    theme.put_on(qapp, theme.load(name), enlarged)
    changed = [picture(pages, page) for page in (pages.front, pages.back)]
    fresh = made(qtbot)
    assert changed == [picture(fresh, page) for page in (fresh.front, fresh.back)]


def test_what_is_seen_is_dressed_at_once_and_the_rest_in_time(
    qtbot: QtBot, qapp: QApplication
) -> None:
    pages = made(qtbot)
    front = pages.front.findChildren(QLabel)[0]
    below = label("far below", "muted")
    below.setParent(pages.front)
    below.move(0, 2000)
    below.show()
    theme.put_on(qapp, theme.load("dark"), 2.0)
    assert front.font().pointSizeF() == theme.SIZES_PT["body"]
    assert pages.edit.width() == 100
    dark = theme.load("dark").colours
    qtbot.waitUntil(lambda: ink(pages.toned) == dark["good"])
    qtbot.waitUntil(lambda: ink(below) == dark["muted"])
    qtbot.waitUntil(lambda: pages.edit.minimumWidth() == 200)


def test_no_colour_of_a_look_before_stays(qtbot: QtBot, qapp: QApplication) -> None:
    pages = made(qtbot)
    verdict = label("Right", "verdict")
    verdict.setParent(pages.back)
    for name in ("dark", "high contrast", "dark"):
        set_property(verdict, "tone", "good")
        theme.put_on(qapp, theme.load(name))
        pages.setCurrentWidget(pages.back)
        assert ink(pages.toned) == theme.load(name).colours["good"]
        set_property(verdict, "tone", "")
        assert ink(verdict) == theme.load(name).colours["text"]
        pages.setCurrentWidget(pages.front)


def test_looks_may_change_faster_than_all_are_dressed(qtbot: QtBot, qapp: QApplication) -> None:
    pages = made(qtbot)
    theme.put_on(qapp, theme.load("light"), 2.0)
    theme.put_on(qapp, theme.load("dark"), 2.0)
    restyle.settle(qapp)
    assert pages.edit.minimumWidth() == 200
    assert pages.title.font().pointSizeF() == theme.SIZES_PT["title"]
    assert ink(pages.toned) == theme.load("dark").colours["good"]


def test_the_event_loop_has_its_turn_between_slices(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restyle, "_SLICE_S", 0.0)
    pages = made(qtbot)
    theme.put_on(qapp, theme.load("dark"))
    qtbot.waitUntil(lambda: ink(pages.toned) == theme.load("dark").colours["good"])


def test_what_is_gone_before_its_turn_is_passed_over(qtbot: QtBot, qapp: QApplication) -> None:
    pages = made(qtbot)
    theme.put_on(qapp, theme.load("dark"))
    pages.back.setParent(None)
    pages.back.deleteLater()
    QApplication.sendPostedEvents(pages.back, QEvent.Type.DeferredDelete)
    restyle.settle(qapp)
    assert ink(pages.front.findChildren(QLabel)[0]) == theme.load("dark").colours["text"]


def test_a_window_is_painted_again_when_all_it_shows_is_dressed(
    qtbot: QtBot, qapp: QApplication
) -> None:
    page, gone = QWidget(), QWidget()
    said = [label(f"{place}", "muted") for place in range(3 * restyle._AT_ONCE)]
    page.setLayout(column(*said))
    qtbot.addWidget(page)
    for window in (gone, page):
        window.show()
    theme.put_on(qapp, theme.load("dark"))
    dressed = [ink(each) for each in said].count(theme.load("dark").colours["muted"])
    assert 0 < dressed <= restyle._AT_ONCE
    assert not page.updatesEnabled()
    theme.put_on(qapp, theme.load("high contrast"))
    gone.deleteLater()
    QApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(page.updatesEnabled)
    assert {ink(each) for each in said} == {theme.load("high contrast").colours["muted"]}


def test_a_page_full_of_them_is_dressed_in_turns_and_painted_then(
    qtbot: QtBot, qapp: QApplication
) -> None:
    pages, window = Pages(), QWidget()
    window.setLayout(column(pages))
    qtbot.addWidget(window)
    window.show()
    said = [label(f"{place}", "muted") for place in range(3 * restyle._AT_ONCE)]
    many = QWidget()
    many.setLayout(column(*said))
    pages.addWidget(many)
    pages.setCurrentWidget(many)
    pages.setCurrentWidget(pages.front)
    theme.put_on(qapp, theme.load("dark"))
    pages.setCurrentWidget(many)
    muted = theme.load("dark").colours["muted"]
    assert 0 < [ink(each) for each in said].count(muted) <= restyle._AT_ONCE
    assert not window.updatesEnabled()
    qtbot.waitUntil(window.updatesEnabled)
    assert {ink(each) for each in said} == {muted}
    theme.put_on(qapp, theme.load("light"))
    pages.setCurrentWidget(pages.front)
    window.hide()
    restyle.settle(qapp)
    theme.put_on(qapp, theme.load("dark"))
    pages.setCurrentWidget(many)
    window.show()
    assert {ink(each) for each in said} == {muted}, "one that appears is dressed whole"


def test_one_that_comes_into_sight_meanwhile_is_not_waited_for(
    qtbot: QtBot, qapp: QApplication
) -> None:
    page, apart = QWidget(), label("apart", "muted")
    page.setLayout(column(*(label("said") for _ in range(3 * restyle._AT_ONCE)), apart))
    qtbot.addWidget(page)
    page.show()
    theme.put_on(qapp, theme.load("dark"))
    apart.hide()
    apart.show()
    assert ink(apart) == theme.load("dark").colours["muted"]
    restyle.settle(qapp)
    assert page.updatesEnabled()
