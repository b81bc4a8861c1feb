"""A member's progress card: readiness per dimension, calibration, days in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QWidget

from trainer.domain.aspect import Dimension
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.parts import badge, card, column, label, row
from trainer.ui.words import counted, day_words

if TYPE_CHECKING:
    from trainer.sync.cards import Signed


class MemberCard(QFrame):
    """Shows one card; ``is_own`` marks the user's as the others see it."""

    def __init__(self, signed: Signed, *, is_own: bool) -> None:
        super().__init__()
        shown = signed.card
        self.name = label(shown.name, "heading", wrap=True)
        top = row(self.name)
        top.setStretch(0, 1)
        if is_own:
            top.addWidget(badge("You", "good"))
        self.days = label(_streak(shown.streak), wrap=True)
        self.calibration = label(_calibration(shown.calibration), "muted", wrap=True)
        self.foot = label(f"{day_words(shown.day)} · key {signed.mark}", "small", wrap=True)
        self.foot.setToolTip("The key tells two members of one name apart: ask for its digits.")
        layout = column(top, self._bars(signed), self.days, self.calibration)
        layout.addStretch(1)
        layout.addWidget(self.foot)
        self.setLayout(column(card(layout, margin=4)))
        self.setAccessibleName(self._said(signed, is_own=is_own))

    def _bars(self, signed: Signed) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * SPACE)
        grid.setVerticalSpacing(2 * SPACE)
        for line, dimension in enumerate(Dimension):
            share = signed.card.readiness[dimension.value]
            bar = QProgressBar()
            bar.setTextVisible(False)
            bar.setRange(0, 100)
            bar.setValue(round(100 * (share or 0.0)))
            bar.setAccessibleName(f"{signed.card.name}, readiness in {dimension.value}")
            bar.setAccessibleDescription(_share(share))
            set_property(bar, "tone", dimension.value)
            grid.addWidget(badge(dimension.value.capitalize(), dimension.value), line, 0)
            grid.addWidget(bar, line, 1)
            grid.addWidget(label(_share(share), "muted"), line, 2)
        grid.setColumnStretch(1, 1)
        return holder

    @staticmethod
    def _said(signed: Signed, *, is_own: bool) -> str:
        shown = signed.card
        parts = [f"{each.value} {_share(shown.readiness[each.value])}" for each in Dimension]
        who = f"{shown.name}, you" if is_own else shown.name
        said = ", ".join((who, *parts, _streak(shown.streak)))
        return f"{said}. {_calibration(shown.calibration)}"


def _share(share: float | None) -> str:
    return "no drills" if share is None else f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")


def _streak(days: int) -> str:
    return f"{counted(days, 'day')} in a row" if days else "Not practised yesterday or today"


def _calibration(share: float | None) -> str:
    if share is None:
        return "No 80\N{NO-BREAK SPACE}% intervals given yet"
    return f"{_share(share)} of the 80\N{NO-BREAK SPACE}% intervals held the truth"
