"""Looking ahead: the interview's plan, fitted parameters, what a desired retention costs.

The slow ones open the database by themselves and are made for a worker.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from trainer.clock import Clock, study_day
from trainer.scheduling.optimise import Optimised, optimise
from trainer.scheduling.plan import Plan, plan
from trainer.store.database import Store
from trainer.study.options import load_options, save_options
from trainer.study.sittings import Sittings

MOST_NEW_FACTOR = 3
"""A plan may ask for up to three times the usual number of new drills a day."""

Step = Callable[[float, str], None]


def interview_plan(sittings: Sittings, interview: dt.date) -> Plan:
    """Return the plan for ``interview`` over all drills that are not suspended.

    About 10 ms per hundred drills; from some thousand on it belongs on a worker with a store of
    its own.
    """
    store, clock = sittings.store, sittings.clock
    marks = store.marks()
    entries = [
        entry for entry in store.entries() if not (entry.id in marks and marks[entry.id].suspended)
    ]
    most = max(1, sittings.settings.new_per_day) * MOST_NEW_FACTOR
    today = study_day(clock)
    return plan(entries, today, interview, sittings.scheduler, most_per_day=most)


def optimise_log(
    database: Path, clock: Clock, current: tuple[float, ...], step: Step = lambda *_: None
) -> Optimised:
    """Fit parameters to the log in ``database``; see ``optimise``. Writes nothing.

    Raises TooFewAnswers, the store's errors, and what ``step`` raises to stop.
    """
    with Store.open(database, device="", at=clock.now()) as store:
        answers = store.histories()
    return optimise(answers, current, step)


def adopt(store: Store, found: Optimised) -> int:
    """Use the parameters ``found`` from now on; return how many memory states changed.

    States are computed anew from the log; days due stay as they are.
    """
    options = replace(load_options(store), parameters=found.parameters)
    save_options(store, options)
    return store.rebuild(options.scheduler(0.9, 365))
