"""A drill as it will appear, beside what is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.domain.memory import Seen
from trainer.domain.review import Review
from trainer.scheduling.marks import FLAGS
from trainer.study.library import Details
from trainer.ui.drills.base import DrillView
from trainer.ui.drills.views import view_for
from trainer.ui.theme import SPACE
from trainer.ui.widgets.drill_table import days_words
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.parts import badge, card, column, empty, label
from trainer.ui.widgets.rich_text import Pictures, no_pictures
from trainer.ui.words import counted, day_words, kind_words, short_day_words
from trainer.units.writing import percent

REVIEWS_SHOWN = 12
TAGS_SHOWN = 8


class Stage(QWidget):
    """Shows exercises with the views that ask them; nothing in it can be answered."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._views: dict[str, DrillView] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_exercise(self, kind: str, exercise: Any, pictures: Pictures) -> None:
        """Put an exercise on screen; the keyboard stays where it is."""
        # Of this window, which may not be the active one: a view takes the keyboard in any.
        focus: QWidget | None = self.window().focusWidget()
        view = self._view(kind)
        for name, each in self._views.items():
            each.setVisible(name == kind)
        view.use_pictures(pictures)
        view.show_exercise(exercise)
        for part in view.findChildren(QWidget):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show()

    def _view(self, kind: str) -> DrillView:
        if kind not in self._views:
            self._views[kind] = view_for(kind)
            self._layout.addWidget(self._views[kind])
        return self._views[kind]


class DrillPreview(QWidget):
    """Shows one drill: its badges, its question, its memory state, its history."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.pictures_of: Callable[[str], Pictures] = lambda _deck_id: no_pictures
        self.nothing = label("Choose a drill to see it.", "muted", wrap=True)
        self.title = label("", "heading", wrap=True)
        self.badges = column(space=0)
        self.stage = Stage()
        self.problem = label("", "error", wrap=True)
        self.memory = label("", wrap=True)
        self.history = column(space=1)
        self.sources = label("", "small", wrap=True)
        inside = column(label("Memory", "small"), self.memory, self.history, self.sources, space=2)
        self.known = card(inside, margin=4)
        layout = column(
            self.nothing, self.title, self.badges, self.stage, self.problem, self.known, space=3
        )
        layout.addStretch(1)
        layout.setContentsMargins(0, SPACE, 2 * SPACE, 3 * SPACE)
        self.setLayout(layout)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no drill is chosen."""
        self.nothing.show()
        for part in (self.title, self.stage, self.problem, self.known):
            part.hide()
        empty(self.badges)

    def show_details(self, details: Details, today: dt.date) -> None:
        """Put one drill on screen."""
        drill = details.row.drill
        self.nothing.hide()
        self.title.setText(details.row.deck)
        self.title.show()
        self._show_badges(details)
        self.problem.setVisible(details.posed is None)
        self.problem.setText("This drill cannot be shown: its content is not what its kind needs.")
        if details.posed is None:
            self.stage.hide()
        else:
            pictures = self.pictures_of(drill.deck_id)
            self.stage.show_exercise(drill.kind, details.posed.exercise, pictures)
        self.memory.setText(memory_words(details, today))
        empty(self.history)
        for review in reversed(details.reviews[-REVIEWS_SHOWN:]):
            self.history.addWidget(label(review_words(review), "small", wrap=True))
        more = len(details.reviews) - REVIEWS_SHOWN
        if more > 0:
            self.history.addWidget(label(f"… and {counted(more, 'earlier answer')}", "small"))
        named = [
            f"{each.title} ({each.date})" if each.date else each.title for each in drill.sources
        ]
        self.sources.setText("Source: " + "; ".join(named))
        self.sources.setVisible(bool(named))
        self.known.show()

    def _show_badges(self, details: Details) -> None:
        empty(self.badges)
        drill, mark = details.row.drill, details.row.mark
        parts = [badge(kind_words(drill.kind).capitalize())]
        if mark.suspended:
            parts.append(badge("Suspended", "close"))
        if mark.flag:
            parts.append(badge(f"Flag: {FLAGS[mark.flag]}", "wrong"))
        for tag in drill.tags[:TAGS_SHOWN]:
            tone = tag if tag in {"latency", "cost", "quality"} else ""
            parts.append(badge(tag if len(tag) <= 24 else f"{tag[:23]}…", tone))
        if len(drill.tags) > TAGS_SHOWN:
            parts.append(label(f"+{len(drill.tags) - TAGS_SHOWN}", "small"))
        self.badges.addWidget(FlowBox(parts, SPACE))


def memory_words(details: Details, today: dt.date) -> str:
    """Return what is known of how well a drill is remembered, in a few sentences."""
    seen = details.row.progress
    if not isinstance(seen, Seen) or details.recall is None:
        return "New: never answered."
    late = (today - seen.due).days
    when = "Due today" if late == 0 else f"Due {day_words(seen.due)}"
    if late > 0:
        when = f"Due since {day_words(seen.due)}"
    return (
        f"{when}. Recalled now with a chance of {percent(details.recall)}; stability"
        f" {days_words(seen.memory.stability_days)}, difficulty {seen.memory.difficulty:.1f} of 10."
        f" {counted(seen.reviews, 'answer')}, {counted(seen.lapses, 'lapse')}."
    )


def review_words(review: Review) -> str:
    """Return one answer of the past: "24 Nov 2026 · Good · 4 s · $180k"."""
    parts = [short_day_words(review.study_day), review.rating.label]
    parts.append(f"{review.duration_ms / 1000:,.0f} s")
    answer = " ".join(review.answer.split())
    if answer:
        parts.append(answer if len(answer) <= 60 else f"{answer[:59]}…")
    return " · ".join(parts)
