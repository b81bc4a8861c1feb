"""Progress: reviews, retention, estimates, what is to come; each chart says what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from trainer.study.habits import Habits
from trainer.study.overview import Overview
from trainer.study.progress import Report
from trainer.ui.screens import progress_charts as charts
from trainer.ui.screens import progress_habits as habit_charts
from trainer.ui.screens.progress_interviews import show_interviews
from trainer.ui.slices import Slices
from trainer.ui.widgets.chart_card import ChartCard
from trainer.ui.widgets.charts import SeriesChart
from trainer.ui.widgets.chrome import Header, centred, scrolled
from trainer.ui.widgets.columns import Columns
from trainer.ui.widgets.parts import Banner, Stat, card, column
from trainer.ui.widgets.progress_filters import ProgressFilters
from trainer.ui.widgets.rows_chart import RowsChart
from trainer.ui.widgets.year_chart import YearChart
from trainer.ui.words import counted
from trainer.units.writing import percent

_WIDTH = 980


def _series(title: str, column_name: str) -> ChartCard:
    return ChartCard(title, column_name, SeriesChart(title))


def _rows(title: str, column_name: str) -> ChartCard:
    return ChartCard(title, column_name, RowsChart(title))


class ProgressScreen(QWidget):
    """Shows one overview; ``narrowed`` says that another choice was made."""

    narrowed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.header = Header("Progress")
        self.banner = Banner()
        self.filters = ProgressFilters()
        self.answered = Stat("answers")
        self.seen = Stat("drills seen")
        self.retention = Stat("observed retention")
        self.minutes = Stat("minutes spent")
        self.year = ChartCard("A year of days", "day", YearChart("A year of days"))
        self.reviews = _series("Reviews per day", "day")
        self.retention_card = _series("Retention per week", "week to")
        self.calibration = _series("Calibration of 80 % intervals", "four weeks to")
        self.bias = _rows("Bias per quantity", "quantity")
        self.pitfalls = _rows("Faults that recur", "fault")
        self.coverage = _series("The whole triad in what you write", "four weeks to")
        self.time = _series("Minutes per day", "day")
        self.forecast = _series("Due in the days ahead", "day")
        self.stability = _series("Stability", "days")
        self.difficulty = _series("Difficulty", "difficulty")
        self.readiness = _series("Readiness", "dimension")
        self.interviews = _series("Mock interviews", "day")
        self.cards: Sequence[ChartCard] = (
            *(self.year, self.reviews, self.retention_card, self.calibration, self.bias),
            *(self.pitfalls, self.coverage, self.readiness, self.interviews),
            *(self.time, self.forecast, self.stability, self.difficulty),
        )
        self._waiting: list[Callable[[], None]] = []
        self._habits: list[Callable[[], None]] = []
        """The same of what recurs, which may have come before the overview, or comes later."""
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._show_next)
        self._assemble()
        self.show_reading()
        self.filters.changed.connect(self.narrowed)

    def _assemble(self) -> None:
        stats = Columns(
            (self.answered, self.seen, self.retention, self.minutes), least_width=170, most=4
        )
        layout = column(self.header, self.banner, self.filters, card(column(stats)), space=5)
        layout.addStretch(1)
        scrolled(centred(layout, _WIDTH), self)
        # What moves into another parent is looked up in the style sheet anew, so the cards come
        # when the page has its place; by then nothing is read yet that could be drawn on them.
        steps = [
            partial(layout.insertWidget, layout.count() - 1 + at, each)
            for at, each in enumerate(self.cards)
        ]
        self._cards_in = Slices(self, steps)

    def show_overview(self, found: Overview) -> None:
        """Put ``found`` on screen."""
        self._cards_in.finish()
        report = found.report
        self.filters.show_choices(found.choices)
        self._show_numbers(report)
        self._waiting = [
            lambda: charts.show_year(self.year, found.year),
            lambda: charts.show_reviews(self.reviews, report),
            lambda: charts.show_retention(self.retention_card, report),
            lambda: charts.show_calibration(self.calibration, found),
            lambda: habit_charts.show_bias(self.bias, found.biases),
            lambda: charts.show_readiness(self.readiness, found.readiness),
            lambda: show_interviews(self.interviews, found.interviews),
            lambda: charts.show_minutes(self.time, charts.since_first(found.minutes_by_day)),
            lambda: charts.show_forecast(self.forecast, report),
            lambda: charts.show_stability(self.stability, found.stabilities),
            lambda: charts.show_difficulty(self.difficulty, found.difficulties),
        ]
        self._turn.start()

    def show_habits(self, found: Habits) -> None:
        """Put what recurs on screen."""
        self._cards_in.finish()
        self._habits = [
            lambda: habit_charts.show_pitfalls(self.pitfalls, found),
            lambda: habit_charts.show_coverage(self.coverage, found),
        ]
        self._turn.start()

    def show_reading(self, what: str = "") -> None:
        """Say that the answers of before are being judged again, and how far that is."""
        for each in (self.pitfalls, self.coverage):
            each.show_none(f"{what or 'Reading what you wrote'} …")

    def show_unread(self) -> None:
        """Say that the answers could not be judged again."""
        for each in (self.pitfalls, self.coverage):
            each.show_none("What you wrote could not be read; choose a filter to try again.")

    def _show_next(self) -> None:
        """Draw one chart, then let the window breathe before the next; while none is seen, none."""
        if self.window().isVisible() and not self.isVisible():
            self._turn.stop()
            return
        waiting = self._waiting or self._habits
        if waiting:
            waiting.pop(0)()
        if not (self._waiting or self._habits):
            self._turn.stop()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        self._turn.start()

    @property
    def is_drawn(self) -> bool:
        """Whether no chart waits to be drawn."""
        return not (self._waiting or self._habits) and self._cards_in.is_done

    def _show_numbers(self, report: Report) -> None:
        self.header.line.setText(f"The last {counted(len(report.reviews), 'day')}")
        self.answered.show_value(f"{report.answered:,}")
        self.seen.caption.setText(f"of {counted(report.total, 'drill')} seen")
        self.seen.show_value(f"{report.seen:,}")
        share = report.retention.share
        self.retention.show_value("–" if share is None else percent(share))
        self.minutes.show_value(f"{report.minutes:,.0f}")
