"""Today: what is due, what is new, and one thing to press."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.clock import ROLLOVER_HOUR
from trainer.study.today import Today
from trainer.ui.theme import SPACE
from trainer.ui.widgets.chrome import Header, centred, scrolled
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.notice import Notice
from trainer.ui.widgets.parts import (
    Banner,
    Stat,
    badge,
    button,
    card,
    column,
    label,
    press_focused,
    row,
)
from trainer.ui.words import counted, day_words, kind_words
from trainer.ui.zoom import hold

if TYPE_CHECKING:
    from trainer.ui.screens.outlook import OutlookCards


class TodayScreen(QWidget):
    """The first thing seen every morning."""

    started = Signal()
    mend_wanted = Signal()
    drill_wanted = Signal(object)
    """Carries the Focus of the weak spot."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._lasting = ""
        self.header = Header("Today")
        self.banner = Banner()
        self.safety = Notice()
        self.unfinished = Notice()
        self.due = Stat("due for review")
        self.new = Stat("new")
        self.minutes = Stat("minutes", "minute")
        self.start_button = button("Start", "primary", name="Start today's drills")
        hold(self.start_button, least_height=44)
        self.hint = label("Enter", "small")
        self.sentence = label("", "muted", wrap=True)
        self.kinds = FlowBox([], 2 * SPACE)

        stats = row(self.due, self.new, self.minutes, space=10)
        stats.addStretch(1)
        go = row(self.start_button, self.hint, space=3)
        go.addStretch(1)
        inside = column(stats, self.kinds, self.sentence, go, space=5)
        self.below = QVBoxLayout()
        self._notices = QVBoxLayout()
        layout = column(
            *(self.header, self._notices, self.safety, self.banner, self.unfinished),
            *(card(inside, margin=6), self.below),
            space=5,
        )
        layout.addStretch(1)
        scrolled(centred(layout), self)

        self.start_button.clicked.connect(self.started)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @cached_property
    def outlook(self) -> OutlookCards:
        """What lies below what is due; made when there is something to show in it."""
        from trainer.ui.screens.outlook import OutlookCards

        made = OutlookCards()
        made.drill_wanted.connect(self.drill_wanted)
        self.below.addWidget(made)
        return made

    @cached_property
    def damage(self) -> Notice:
        """What the weekly check found; made when it found something."""
        made = Notice()
        made.acted.connect(self.mend_wanted)
        self._notices.addWidget(made)
        return made

    def say_lasting(self, sentence: str) -> None:
        """Say what holds as long as the window is open: it stays until it is dismissed."""
        self._lasting = sentence
        self.banner.say(sentence, "close")

    def went_well(self, _change: object = None) -> None:
        """Hear that something was stored: the trouble there was is over."""
        if self.banner.property("tone") == "wrong":
            self.banner.hide()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 (Qt's name)
        """Say what was read no longer, once this page is left; trouble stays until it is over."""
        super().hideEvent(event)
        stays = self.banner.property("tone") == "wrong"
        if not (stays or event.spontaneous() or self.banner.text.text() == self._lasting):
            self.banner.hide()

    def show_damage(self, sentence: str) -> None:
        """Say what is damaged and offer to mend it."""
        self.damage.say(sentence, "wrong", "Mend now", "Close and see what can be saved")

    def show_unfinished(self, waits: bool) -> None:  # noqa: FBT001 (a Qt slot)
        """Offer to go on with an interview that was left before its end."""
        if waits:
            self.unfinished.say(
                "An interview was left before its end; its clock stands.",
                action="Resume your interview",
            )
        else:
            self.unfinished.hide()

    def show_today(self, today: Today, *, is_past_midnight: bool = False) -> None:
        """Put the day on screen; past midnight it is still yesterday, and says so."""
        until = f", until {ROLLOVER_HOUR:02}:00" if is_past_midnight else ""
        self.header.line.setText(
            f"{today.day:%A}, {day_words(today.day)}{until}{_interview(today)}"
        )
        self.due.show_value(f"{today.counts.due:,}")
        self.new.show_value(f"{today.counts.new:,}")
        self.minutes.show_value(_minutes(today.minutes))
        self.kinds.show_parts(
            [badge(counted(count, kind_words(kind))) for kind, count in today.by_kind.items()]
        )
        self.kinds.setVisible(bool(today.by_kind))
        self.sentence.setText(_sentence(today))
        ready = today.waiting > 0
        self.start_button.setEnabled(ready)
        self.start_button.setVisible(ready)
        self.hint.setVisible(ready)
        if ready and self.isVisible():
            self.start_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and press_focused(self):
            return
        if is_enter and self.start_button.isEnabled():
            self.started.emit()
            return
        super().keyPressEvent(event)


def _interview(today: Today) -> str:
    days = today.interview_in
    if days is None:
        return ""
    return f"  ·  interview {('today', 'tomorrow')[days] if days < 2 else f'in {days:,} days'}"


def _minutes(minutes: float) -> str:
    return "–" if minutes == 0 else f"{max(1, round(minutes))}"


def _sentence(today: Today) -> str:
    if today.counts.total == 0:
        return "There is no deck yet. Add one with File → Import decks."
    if today.waiting:
        again = today.counts.again
        if again:
            return f"{counted(again, 'drill')} did not stick earlier today and will come back."
        if today.answered_today:
            return f"{counted(today.answered_today, 'answer')} given today so far."
        return "One answer at a time; leave whenever you like, nothing is lost."
    done = "Nothing more today."
    if today.answered_today:
        done = f"Done for today: {counted(today.answered_today, 'answer')}."
    if today.next_due is None:
        return done
    day, count = today.next_due
    return f"{done} Next: {counted(count, 'review')} {_when(day, today.day)}."


def _when(day: dt.date, today: dt.date) -> str:
    return "tomorrow" if (day - today).days == 1 else f"on {day_words(day)}"
