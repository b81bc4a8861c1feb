"""Progress: reviews per day, retention, what is to come; each chart says what it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.study.progress import FEW_REVIEWS, Report
from trainer.ui.widgets.charts import DayChart
from trainer.ui.widgets.chrome import Header, centred, scrolled
from trainer.ui.widgets.columns import Columns
from trainer.ui.widgets.parts import Stat, card, column, label
from trainer.ui.words import counted

_WIDTH = 980
_FEWEST_DAYS = 14


class ProgressScreen(QWidget):
    """Shows one report."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.header = Header("Progress")
        self.answered = Stat("answers")
        self.seen = Stat("drills seen")
        self.retention = Stat("observed retention")
        self.minutes = Stat("minutes spent")
        self.reviews_chart = DayChart("Reviews per day", "reviews")
        self.reviews_line = label("", "muted", wrap=True)
        self.retention_chart = DayChart("Observed retention per week", "%")
        self.retention_line = label("", "muted", wrap=True)
        self.forecast_chart = DayChart("Drills due per day", "drills")
        self.forecast_line = label("", "muted", wrap=True)
        self._assemble()

    def _assemble(self) -> None:
        stats = Columns(
            (self.answered, self.seen, self.retention, self.minutes), least_width=170, most=4
        )
        layout = column(self.header, card(column(stats)), space=5)
        for title, line, chart in (
            ("Reviews per day", self.reviews_line, self.reviews_chart),
            ("Retention", self.retention_line, self.retention_chart),
            ("Due in the days ahead", self.forecast_line, self.forecast_chart),
        ):
            layout.addWidget(card(column(label(title, "heading"), line, chart, space=2)))
        layout.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(centred(layout, _WIDTH)))

    def show_report(self, report: Report) -> None:
        """Put ``report`` on screen."""
        self.header.line.setText(f"The last {len(report.reviews) // 7} weeks")
        self.answered.show_value(f"{report.answered:,}")
        self.seen.show_value(f"{report.seen:,} of {report.total:,}")
        share = report.retention.share
        self.retention.show_value("–" if share is None else f"{share:.0%}")
        self.minutes.show_value(f"{report.minutes:,.0f}")
        self._show_reviews(report)
        self._show_retention(report)
        self._show_forecast(report)

    def _show_reviews(self, report: Report) -> None:
        active = sum(1 for many in report.reviews.values() if many)
        self.reviews_chart.show_bars(_since_first(report.reviews))
        self.reviews_chart.setVisible(report.answered > 0)
        self.reviews_line.setText(
            f"{counted(report.answered, 'answer')} on {counted(active, 'day')}."
            if report.answered
            else "Nothing answered yet. This fills with your first session."
        )

    def _show_retention(self, report: Report) -> None:
        retention = report.retention
        enough = retention.asked >= FEW_REVIEWS
        self.retention_chart.setVisible(enough)
        if not enough or retention.interval is None or retention.share is None:
            self.retention_line.setText(
                f"{counted(retention.asked, 'review')} of drills from earlier days so far; below"
                f" {FEW_REVIEWS} a percentage would say more about chance than about memory."
            )
            return
        low, high = retention.interval
        self.retention_line.setText(
            f"{retention.share:.0%} of {retention.asked:,} remembered (95 % interval {low:.0%} to"
            f" {high:.0%}); the dashed line is the {report.desired_retention:.0%} you asked for."
        )
        shares = []
        for week in report.weeks:
            interval, mean = week.retention.interval, week.retention.share
            if interval is not None and mean is not None:
                shares.append((interval[0], mean, interval[1]))
        self.retention_chart.show_shares(
            [week.last_day for week in report.weeks], shares, report.desired_retention
        )

    def _show_forecast(self, report: Report) -> None:
        ahead = {each.day: each.due for each in report.forecast}
        total = sum(ahead.values())
        self.forecast_chart.show_bars(ahead, "quality")
        self.forecast_chart.setVisible(total > 0)
        self.forecast_line.setText(
            f"{counted(total, 'review')} in the next {len(ahead)} days if nothing new is added."
            if total
            else "Nothing is scheduled yet."
        )


def _since_first(reviews: Mapping[dt.date, int]) -> dict[dt.date, int]:
    """Leave out the days before the first review, but keep two weeks."""
    days = list(reviews)
    first = next((at for at, day in enumerate(days) if reviews[day]), len(days))
    return {day: reviews[day] for day in days[max(0, min(first, len(days) - _FEWEST_DAYS)) :]}
