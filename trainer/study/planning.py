"""Looking ahead: the interview's plan, fitted parameters, what a desired retention costs.

All of them open the database by themselves, take and return plain data, and are made for ``apart``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from trainer.clock import SystemClock
from trainer.scheduling.fitting import SIMULATED_ANSWER_S
from trainer.scheduling.optimise import Optimised, optimise
from trainer.scheduling.plan import Plan, plan
from trainer.scheduling.workload import Workload, workloads
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.store.statistics import DayCount
from trainer.study.day import most_new
from trainer.study.options import scheduler_of
from trainer.study.today import OTHER_SECONDS, SECONDS_PER_DRILL

Step = Callable[[float, str], None]

WORKLOAD_DAYS = 365
TIMED_DAYS = 84
"""So many days back the user's own times are looked at."""


def interview_plan(
    database: Path, today: dt.date, settings: Settings, interview: dt.date, step: Step
) -> Plan:
    """Return the plan for ``interview`` over all drills that are not suspended. Writes nothing.

    About 10 ms per hundred drills. Raises the store's errors, and what ``step`` raises to stop.
    """
    with _open(database) as store:
        marks = store.marks()
        entries = [
            entry
            for entry in store.entries()
            if not (entry.id in marks and marks[entry.id].suspended)
        ]
        introduced = store.introduced_on(today)
        counts = store.daily_counts(today - dt.timedelta(days=TIMED_DAYS), today).values()
    found = plan(
        entries,
        today,
        interview,
        scheduler_of(settings),
        most_per_day=most_new(settings),
        introduced=introduced,
        step=step,
    )
    return replace(found, minutes_per_day=found.reviews_per_day * _answer_s(counts) / 60)


def optimise_log(database: Path, current: tuple[float, ...], step: Step) -> Optimised:
    """Fit parameters to the log in ``database``; see ``optimise``. Writes nothing.

    Raises TooFewAnswers, the store's errors, and what ``step`` raises to stop.
    """
    with _open(database) as store:
        answers = store.histories()
    return optimise(answers, current, step)


def workload_chart(
    database: Path, today: dt.date, settings: Settings, step: Step
) -> tuple[Workload, ...]:
    """Return what each desired retention would cost over the year to come, starting afresh.

    The user's own seconds per answer stand for the simulator's. Raises the store's errors, and
    what ``step`` raises to stop.
    """
    with _open(database) as store:
        drills = store.tally(today).total
        counts = store.daily_counts(today - dt.timedelta(days=TIMED_DAYS), today).values()
    return workloads(
        scheduler_of(settings),
        drills=max(1, drills),
        new_per_day=max(1, settings.new_per_day),
        days=WORKLOAD_DAYS,
        seconds_share=_answer_s(counts) / SIMULATED_ANSWER_S,
        step=step,
    )


def rebuild_states(database: Path, settings: Settings, step: Step) -> int:
    """Compute all memory states anew from the log, as after a change of the parameters.

    Days due stay as they are. Returns how many states changed. Raises the store's errors.
    """
    step(0.0, "computing what is remembered")
    with _open(database) as store:
        return store.rebuild(scheduler_of(settings), states_only=True)


def _answer_s(counts: Iterable[DayCount]) -> float:
    """Return the mean seconds an answer takes; before there are any, a guess over the kinds."""
    listed = list(counts)
    answers = sum(each.reviews for each in listed)
    if answers:
        return sum(each.duration_ms for each in listed) / 1000 / answers
    return fmean((*SECONDS_PER_DRILL.values(), OTHER_SECONDS))


def _open(database: Path) -> Store:
    return Store.open(database, device="", at=SystemClock().now())
