"""Plan: back from the interview's date, what a retention costs, parameters fitted to the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from trainer.errors import TrainerError
from trainer.scheduling.focus import Focus
from trainer.study.apart import apart
from trainer.study.options import interview_day, scheduler_of
from trainer.study.sittings import FOCUS
from trainer.ui.jobs import Ticket
from trainer.ui.rooms.base import House, Room
from trainer.ui.rooms.beginning import Beginning

if TYPE_CHECKING:
    from trainer.scheduling.optimise import Optimised
    from trainer.scheduling.plan import Plan
    from trainer.scheduling.workload import Workload
    from trainer.ui.screens.plan import PlanScreen

_NAMED = 8
"""So many of what will not be ready are named."""


def _make_plot_ready(_ticket: Ticket) -> None:
    import trainer.ui.widgets.workload_plot  # noqa: F401 (made ready on a worker)


class PlanRoom(Room):
    """Reckons in processes of their own and shows what came of it."""

    key = "plan"
    title = "Plan"
    shortcut = "Ctrl+5"
    tip = "Interview date, workload, how fast you forget"

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.screen: PlanScreen | None = None
        self._plan: Plan | None = None
        self._running: dict[str, Ticket] = {}
        self._beginning = Beginning(house, self._complain, self._say_empty)

    def open(self) -> None:
        """Show the plan as it is today."""
        if self.screen is None:
            self.screen = self._made()
        self.opened.emit(self.screen)
        settings = self.house.study.settings
        self.screen.fit.show_state(fitted=bool(settings.fsrs_parameters))
        self.screen.interview.show_day(interview_day(settings), self.house.study.day)
        self._reckon()

    def _made(self) -> PlanScreen:
        from trainer.ui.screens.plan import PlanScreen

        made = PlanScreen()
        made.interview.chosen.connect(self._choose_day)
        made.interview.drill_wanted.connect(self._drill_weak)
        made.simulate_wanted.connect(self._simulate)
        made.simulate_cancelled.connect(lambda: self._cancel("workload"))
        made.fit.started.connect(self._fit)
        made.fit.cancelled.connect(lambda: self._cancel("fit"))
        made.fit.usual_wanted.connect(self._use_usual)
        return made

    @property
    def _screen(self) -> PlanScreen:
        assert self.screen is not None  # noqa: S101 (narrowing: nothing runs before it is made)
        return self.screen

    def _run(
        self,
        name: str,
        work: Callable[..., Any],
        *arguments: object,
        done: Callable[[Any], None],
        progress: Callable[[float, str], None] | None = None,
        failed: Callable[[TrainerError], None] | None = None,
    ) -> None:
        """Run ``work`` in a process; what runs under the same ``name`` is given up."""
        self._stop(name)
        self._running[name] = self.house.jobs.run(
            lambda ticket: apart(work, *arguments, step=ticket.step),
            done,
            failed or self._complain,
            progress,
        )

    def _stop(self, name: str) -> None:
        ticket = self._running.pop(name, None)
        if ticket is not None:
            ticket.cancel()

    def _cancel(self, name: str) -> None:
        """Stop what runs under ``name``, if it still does, and show that nothing runs."""
        self._stop(name)
        if self.screen is not None and name == "workload":
            self.screen.show_simulating(running=False)
        if self.screen is not None and name == "fit":
            self.screen.fit.show_running(running=False)

    def _complain(self, error: TrainerError) -> None:
        self._screen.banner.say(str(error), "wrong")

    def _change(self, name: str, value: object) -> bool:
        try:
            self.house.study.change_setting(name, value)
        except TrainerError as error:
            self._complain(error)
            return False
        return True

    # -- the interview ---------------------------------------------------------------------

    def _choose_day(self, day: dt.date | None) -> None:
        if self._change("interview", day.isoformat() if day else ""):
            self._screen.interview.show_day(day, self.house.study.day)
            self._reckon()

    def _reckon(self) -> None:
        from trainer.study.planning import interview_plan

        study = self.house.study
        interview = interview_day(study.settings)
        if interview is None:
            self._cancel("plan")
            return
        self._screen.interview.show_text("Reckoning back from the day …")
        self._run(
            "plan",
            interview_plan,
            study.store.path,
            study.day,
            study.settings,
            interview,
            done=self._show_plan,
        )

    def _show_plan(self, plan: Plan) -> None:
        self._plan = plan
        describe = self.house.study.describe
        try:
            names = [describe(drill_id) for drill_id in plan.not_ready[:_NAMED]]
        except TrainerError as error:
            self._complain(error)
            return
        usual_new = self.house.study.settings.new_per_day
        self._screen.interview.show_plan(plan, names, usual_new)

    def _drill_weak(self) -> None:
        if self._plan is not None:
            weak = Focus(drills=frozenset(self._plan.not_ready))
            self._beginning.begin(self._screen, weak, FOCUS)

    def _say_empty(self) -> None:
        self._screen.banner.say(
            "None of these is due, and today's new drills are used up. Focus → Cram asks all of"
            " them."
        )

    # -- the workload ----------------------------------------------------------------------

    def _simulate(self) -> None:
        from trainer.study.planning import workload_chart

        study, screen = self.house.study, self._screen
        screen.show_simulating(running=True)
        # Meanwhile, and not when the chart is drawn: that took the window 200 ms.
        self.house.jobs.run(_make_plot_ready, lambda _: None, self._complain)
        self._run(
            "workload",
            workload_chart,
            study.store.path,
            study.day,
            study.settings,
            done=self._show_workloads,
            progress=lambda share, _: screen.bar.setValue(round(share * 100)),
            failed=partial(self._stopped, "workload"),
        )

    def _show_workloads(self, found: tuple[Workload, ...]) -> None:
        self._cancel("workload")
        self._screen.show_workloads(found, self.house.study.settings.desired_retention)

    def _stopped(self, name: str, error: TrainerError) -> None:
        self._cancel(name)
        self._complain(error)

    # -- how fast the user forgets ---------------------------------------------------------

    def _fit(self) -> None:
        from trainer.study.planning import optimise_log

        study, fit = self.house.study, self._screen.fit
        fit.show_running(running=True)
        self._run(
            "fit",
            optimise_log,
            study.store.path,
            scheduler_of(study.settings).parameters,
            done=self._fitted,
            progress=fit.show_progress,
            failed=self._not_fitted,
        )

    def _not_fitted(self, error: TrainerError) -> None:
        self._cancel("fit")
        self._screen.fit.show_sentence(str(error))

    def _fitted(self, found: Optimised) -> None:
        self._cancel("fit")
        self._screen.fit.show_found(found)
        if found.is_better:
            self._use(found.parameters)

    def _use_usual(self) -> None:
        self._screen.fit.show_sentence("The usual parameters are used from now on.")
        self._use(())

    def _use(self, parameters: tuple[float, ...]) -> None:
        """Schedule by ``parameters`` from now on; memory states are computed anew from the log."""
        from trainer.study.planning import rebuild_states

        study, fit = self.house.study, self._screen.fit
        if self._change("fsrs_parameters", parameters):
            fit.show_state(fitted=bool(parameters))
            fit.show_rebuilding()
            self._run(
                "fit",
                rebuild_states,
                study.store.path,
                study.settings,
                done=lambda _: self._cancel("fit"),
                failed=partial(self._stopped, "fit"),
            )

    def stale(self, _change: object = None) -> None:
        """Reckon again if the page is in view: there are other drills, or it is another day."""
        if self.screen is not None and self.screen.isVisible():
            self.screen.interview.show_today(self.house.study.day)
            self._reckon()

    def settle(self) -> None:
        """Stop what runs."""
        for name in list(self._running):
            self._cancel(name)
