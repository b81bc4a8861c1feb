"""Plan: the interview, the workload, and how fast the user forgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from trainer.scheduling.workload import Workload
from trainer.ui.screens.plan_fit import FitCard
from trainer.ui.screens.plan_interview import InterviewCard
from trainer.ui.widgets.chrome import Header, centred, scrolled
from trainer.ui.widgets.parts import Banner, button, card, column, label, row
from trainer.ui.widgets.workload_chart import WorkloadChart
from trainer.ui.words import counted
from trainer.units.writing import percent


class PlanScreen(QWidget):
    """Shows the three; what to do about them is decided by its room."""

    simulate_wanted = Signal()
    simulate_cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.header = Header("Plan")
        self.header.line.setText("What each day asks of you, and what it leads to.")
        self.banner = Banner()
        self.interview = InterviewCard()
        self.fit = FitCard()
        self.simulate_button = button("Simulate a year", tip="Takes some seconds")
        self.cancel_button = button("Cancel", "quiet")
        self.cancel_button.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the simulation")
        self.bar.hide()
        self.chart = WorkloadChart()
        self.chart.hide()
        self.workload_line = label(
            "How many minutes a day each desired retention would take, with your decks, your new"
            " drills per day and your own time per answer.",
            "muted",
            wrap=True,
        )
        self._assemble()

    def _assemble(self) -> None:
        go = row(self.simulate_button, self.cancel_button, space=3)
        go.addStretch(1)
        inside = column(
            label("Workload", "heading"), self.workload_line, self.chart, go, self.bar, space=3
        )
        layout = column(self.header, self.banner, self.interview, card(inside), self.fit, space=5)
        layout.addStretch(1)
        scrolled(centred(layout), self)
        self.simulate_button.clicked.connect(self.simulate_wanted)
        self.cancel_button.clicked.connect(self.simulate_cancelled)
        self.setFocusProxy(self.interview.date_check)

    def show_simulating(self, *, running: bool) -> None:
        """Show progress and Cancel while the simulation runs."""
        self.simulate_button.setEnabled(not running)
        self.cancel_button.setVisible(running)
        self.bar.setVisible(running)

    def show_workloads(self, found: Sequence[Workload], desired: float) -> None:
        """Draw the simulated workloads and say what they mean."""
        self.chart.show_workloads(found, desired)
        self.chart.show()
        nearest = min(found, key=lambda each: abs(each.desired_retention - desired))
        highest = found[-1]
        self.workload_line.setText(
            f"At {percent(nearest.desired_retention)} about {_minutes(nearest)} a day, with"
            f" {counted(round(nearest.remembered), 'drill')} remembered after a year;"
            f" {percent(highest.desired_retention)} would take {_minutes(highest)}"
            f" for {highest.remembered:,.0f}. The dashed line is what you ask for"
            " (Settings)."
        )


def _minutes(found: Workload) -> str:
    return counted(round(found.minutes_per_day), "minute")
