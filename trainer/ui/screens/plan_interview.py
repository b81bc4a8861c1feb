"""The interview's date, what its plan asks for, and what will not be ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from trainer.scheduling.plan import Plan
from trainer.study.first_run import MINUTES_PER_NEW
from trainer.ui.theme import SPACE
from trainer.ui.widgets.bullets import Bullets
from trainer.ui.widgets.date_input import DateInput
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.parts import Stat, button, card, column, label, row
from trainer.ui.words import counted, day_words
from trainer.units.writing import percent

_WEEKS_AHEAD = 28
_MORE = 1.1
"""Up to a tenth more than chosen is as chosen."""


class InterviewCard(QWidget):
    """Asks for the day and shows the plan."""

    chosen = Signal(object)
    """The day of the interview (a date), or None."""
    drill_wanted = Signal()
    """Practise what will not be ready."""

    def __init__(self) -> None:
        super().__init__()
        self.date_check = QCheckBox("My interview is on")
        self.date_edit = DateInput("Day of the interview")
        self.sentence = label("", wrap=True)
        self.complaint = label("", "error", wrap=True)
        self.complaint.hide()
        self._day: dt.date | None = None
        self._today = dt.date.min
        self.days = Stat("days left")
        self.new = Stat("new drills a day")
        self.recall = Stat("recall that day")
        self.reviews = Stat("answers a day")
        self.minutes = Stat("minutes a day", "minute a day")
        self.time_line = label("", "muted", wrap=True)
        self.not_ready_line = label("Not ready on the day, the weakest first:", "muted", wrap=True)
        self.not_ready = Bullets("muted")
        self.drill_button = button(
            "Practise these now", tip="A session over what will not be ready"
        )
        ask = row(self.date_check, self.date_edit, space=2)
        ask.addStretch(1)
        self.stats = FlowBox(
            (self.days, self.new, self.recall, self.reviews, self.minutes), 10 * SPACE
        )
        go = row(self.drill_button)
        go.addStretch(1)
        inside = column(
            label("Interview", "heading"),
            ask,
            self.complaint,
            self.stats,
            self.sentence,
            self.time_line,
            column(self.not_ready_line, self.not_ready, space=1),
            go,
            space=3,
        )
        outer = column(card(inside))
        self.setLayout(outer)
        self.date_check.clicked.connect(self._choose)
        self.date_edit.editingFinished.connect(self._choose_date)
        self.date_edit.picked.connect(self._choose_date)
        self.drill_button.clicked.connect(self.drill_wanted)

    def show_day(self, interview: dt.date | None, today: dt.date) -> None:
        """Put the day on screen; without one a guess, four weeks ahead, waits to be taken."""
        shown = interview or today + dt.timedelta(days=_WEEKS_AHEAD)
        self.date_check.setChecked(interview is not None)
        self.date_edit.setEnabled(interview is not None)
        self.date_edit.show_day(shown)
        self._day, self._today = interview, today
        self.complaint.hide()
        if interview is None:
            self.show_text(
                "With a day set, the plan works back from it: how many new drills each day, what"
                " will be remembered, what will not be ready. It is reckoned anew each day."
            )

    def show_today(self, today: dt.date) -> None:
        """Hear that it is another day; what is being typed stays."""
        self._today = today

    def show_text(self, sentence: str) -> None:
        """Say ``sentence`` in the place of a plan."""
        self.sentence.setText(sentence)
        parts = (self.not_ready_line, self.not_ready, self.drill_button)
        for each in (self.stats, self.time_line, *parts):
            each.hide()

    def show_plan(self, plan: Plan, names: Sequence[str], usual_new: int) -> None:
        """Put ``plan`` on screen; ``names`` say the first of what will not be ready.

        ``usual_new`` is how many new drills come on a day without a plan: what was chosen.
        """
        self.stats.show()
        self.days.show_value(f"{plan.days_left:,}")
        self.new.show_value(f"{plan.new_per_day:,}")
        self.recall.show_value(percent(plan.expected_recall))
        self.reviews.show_value(f"{plan.reviews_per_day:,.0f}")
        self.minutes.show_value(f"{plan.minutes_per_day:,.0f}")
        self.sentence.setText(plan.sentence)
        time = _time_sentence(plan.minutes_per_day, usual_new)
        self.time_line.setText(time)
        self.time_line.setVisible(bool(time) and plan.days_left > 0)
        rest = len(plan.not_ready) - len(names)
        self.not_ready_line.setVisible(bool(names))
        self.not_ready.show_lines(names, f"and {rest:,} more" if names and rest else "")
        self.drill_button.setVisible(bool(names))

    def _choose(self) -> None:
        chosen = self.date_check.isChecked()
        self.date_edit.setEnabled(chosen)
        if chosen:
            self._choose_date()
        else:
            self.complaint.hide()
            self._say(None)

    def _choose_date(self) -> None:
        if not self.date_check.isChecked():
            return
        day = self.date_edit.day
        problem = self._problem(day)
        self.complaint.setText(problem)
        self.complaint.setVisible(bool(problem))
        if day is not None and not problem:
            self.date_edit.show_day(day)
            self._say(day)

    def _problem(self, day: dt.date | None) -> str:
        """Return why no plan can be made for ``day``, "" if one can."""
        if day is None:
            typed = self.date_edit.text().strip()
            return f"'{typed}' is no day; write it as 25 November 2026 or 2026-11-25."
        if day < self._today and day != self._day:
            return f"{day_words(day)} is past; choose today or a day to come."
        return ""

    def _say(self, day: dt.date | None) -> None:
        if day != self._day:
            self._day = day
            self.chosen.emit(day)


def _time_sentence(minutes: float, usual_new: int) -> str:
    """Return how the plan's ``minutes`` a day lie to what was chosen, "" where there are none."""
    chosen = usual_new * MINUTES_PER_NEW
    new = counted(usual_new, "new drill")
    if minutes > chosen * _MORE:
        return (
            f"That is more than the about {chosen} minutes a day of your usual {new}. Do what your"
            " day allows: leave a session when your time is up, and the plan is reckoned anew"
            " tomorrow. Fewer new drills a day (Settings) make it shorter, and leave more unseen."
        )
    if not round(minutes):
        return ""
    return f"About {chosen} minutes a day go with your usual {new}."
