"""Below what is due: a quiet calendar, readiness for the interview, one weak spot."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLabel, QProgressBar, QWidget

from trainer.domain.aspect import Dimension
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.day_grid import DayGrid
from trainer.ui.widgets.parts import badge, button, card, column, label, row
from trainer.ui.words import counted
from trainer.ui.zoom import px

if TYPE_CHECKING:
    from trainer.study.outlook import Outlook
    from trainer.study.standing import Readiness, WeakSpot


_WIDE, _MIDDLING = (490, 250), (290, 150)
"""From these widths on all cards, and the first two, stand beside each other: what grows with the
text, and what does not."""
_TWO, _ONE = 33, 16
"""How two cards and the distance between them relate to one, so that three are equally wide."""


class ReadinessRow:
    """One dimension: its chip, a bar and the share."""

    def __init__(self, dimension: Dimension) -> None:
        self.chip = badge(dimension.value.capitalize(), dimension.value)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(f"Readiness in {dimension.value}")
        set_property(self.bar, "tone", dimension.value)
        self.share = label("–", "muted")

    def show_readiness(self, found: Readiness) -> None:
        """Put one dimension's readiness on screen."""
        share = found.share
        per_cent = 0 if share is None else round(100 * share)
        self.bar.setValue(per_cent)
        self.share.setText("no drills" if share is None else f"{per_cent} %")
        tip = f"{found.seen:,} of {found.total:,} drills met; those not met count as not known."
        for part in (self.bar, self.share):
            part.setToolTip(tip)
        self.bar.setAccessibleDescription(f"{self.share.text()}. {tip}")


class OutlookCards(QWidget):
    """Three cards. Hidden until there is something to look back on."""

    drill_wanted = Signal(object)
    """Carries the Focus of the weak spot."""

    def __init__(self) -> None:
        super().__init__()
        self.days = DayGrid()
        self.days_line = label("", "muted", wrap=True)
        self.ready_title = label("Where you stand", "heading", wrap=True)
        self.rows = {dimension: ReadinessRow(dimension) for dimension in Dimension}
        self.ready_line = label("", "small", wrap=True)
        self.weak_name = label("", wrap=True)
        self.weak_line = label("", "muted", wrap=True)
        self.drill_button = button("Drill this for 5 minutes")
        self.drill_button.clicked.connect(self._want)
        self._weak: WeakSpot | None = None
        self.shown_day: dt.date | None = None

        bars = QWidget()
        bars.setLayout(self._bars())
        go = row(self.drill_button)
        go.addStretch(1)
        calendar = _topped(label("The last five weeks", "heading"), self.days, self.days_line)
        ready = _topped(self.ready_title, bars, self.ready_line)
        self.weak_card = _topped(
            label("Worth five minutes", "heading"), self.weak_name, self.weak_line, go
        )
        self._beside = row(calendar, ready, space=4)
        for place in (0, 1):
            self._beside.setStretch(place, 1)
        self._box = row(self._beside, self.weak_card, space=4)
        self._box.setStretch(0, _TWO)
        self._box.setStretch(1, _ONE)
        self.setLayout(self._box)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for box, least in ((self._box, _WIDE), (self._beside, _MIDDLING)):
            text, frames = least
            box.setDirection(across if self.width() >= px(text) + frames else down)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        # Side by side the cards want more than they need: one below the other they fit anywhere.
        return QSize(0, super().minimumSizeHint().height())

    def _bars(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(3 * SPACE)
        for line, made in enumerate(self.rows.values()):
            parts: tuple[QLabel | QProgressBar, ...] = (made.chip, made.bar, made.share)
            for place, part in enumerate(parts):
                grid.addWidget(part, line, place)
        grid.setColumnStretch(1, 1)
        return grid

    def show_outlook(self, found: Outlook) -> None:
        """Put the outlook on screen."""
        self.shown_day = found.day
        self.days.show_days(found.days, found.practised, found.day)
        self.days_line.setText(_days_line(found))
        self.ready_title.setText(_ready_title(found.interview_in))
        for each in found.standing.readiness:
            self.rows[each.dimension].show_readiness(each)
        self.ready_line.setText(
            "What you would know today of all drills of each dimension."
            if found.interview_in is None
            else "What you would know on that day of all drills, without learning more."
        )
        self._weak = weak = found.standing.weak_spot
        self.weak_card.setVisible(weak is not None)
        if weak is not None:
            self.weak_name.setText(weak.name[:1].upper() + weak.name[1:])
            self.weak_line.setText(weak.sentence)
            self.drill_button.setAccessibleDescription(f"{weak.name}: {weak.sentence}")
        self.setVisible(found.has_begun)

    def _want(self) -> None:
        if self._weak is not None:
            self.drill_wanted.emit(self._weak.focus)


def _topped(*parts: QWidget | QBoxLayout) -> QFrame:
    layout = column(*parts)
    layout.addStretch(1)
    return card(layout)


def _days_line(found: Outlook) -> str:
    begun = min(found.practised, default=found.day)
    so_far = sum(begun <= day <= found.day for day in found.days)
    line = f"Practised on {len(found.practised)} of {counted(so_far, 'day')}"
    streak = found.standing.streak
    return f"{line}, {streak} in a row now." if streak > 1 else f"{line}."


def _ready_title(interview_in: int | None) -> str:
    if interview_in is None:
        return "Where you stand"
    when = ("today", "tomorrow")[interview_in] if interview_in < 2 else f"in {interview_in:,} days"
    return f"Ready for the interview {when}"
