"""Everything the progress page shows, read on a worker by a store of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.scheduling.focus import Focus
from trainer.settings import Settings
from trainer.store.database import Store
from trainer.store.estimates import STABILITY_EDGES_DAYS
from trainer.study import progress
from trainer.study.estimating import (
    Bias,
    Calibration,
    biases,
    calibration,
    calibration_by_block,
)
from trainer.study.interview.history import Past, history
from trainer.study.standing import Readiness, ready, year_begins

if TYPE_CHECKING:
    from trainer.store.statistics import DayCount

FORECAST_DAYS = 30

STABILITY_ENDS_DAYS = (0, *STABILITY_EDGES_DAYS)
"""Where each class of stabilities begins."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the page can be narrowed to: decks by id with their titles, kinds, tags."""

    decks: Mapping[str, str]
    kinds: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """One look at the progress over some days.

    ``year`` holds the answers of each day of 53 weeks. ``minutes_by_day`` has one entry a day.
    ``stabilities`` counts drills by how many of the store's class edges their stability has
    reached, ``difficulties`` by whole difficulty. ``blocks`` are the calibration of each four
    weeks, by the day they end on. ``interviews`` are all that were ever held.
    """

    report: progress.Report
    year: Mapping[dt.date, int]
    minutes_by_day: Mapping[dt.date, float]
    stabilities: Mapping[int, int]
    difficulties: Mapping[int, int]
    calibration: Calibration
    blocks: tuple[tuple[dt.date, Calibration], ...]
    biases: tuple[Bias, ...]
    readiness: tuple[Readiness, ...]
    choices: Choices
    interviews: tuple[Past, ...] = ()


@dataclass(frozen=True, slots=True)
class _Held:
    """What is known of the drills of a focus, as the states say, and what can be chosen."""

    stabilities: Mapping[int, int]
    difficulties: Mapping[int, int]
    due: dict[dt.date, int]
    total: int
    readiness: tuple[Readiness, ...]
    choices: Choices


def overview(
    database: Path,
    day: dt.date,
    settings: Settings,
    days: int,
    focus: Focus,
    step: Callable[[], object],
) -> Overview:
    """Return the last ``days`` days of the drills in ``focus``. Raises the store's errors.

    States and log are read side by side, each over a connection of its own: SQLite lets Python's
    lock go while it reads.
    """
    with ThreadPoolExecutor(1) as beside, _opened(database, day) as store:
        states = beside.submit(_held, database, day, settings, focus, step)
        span = progress.span(day, days)
        counts = store.counts_in(min(span[0], year_begins(day)), day, focus)
        step()
        sums = store.estimate_sums(span[0], day, focus)
        interviews = history(store)
        held = states.result()
        report = made_report(store, day, settings, span, _since(counts, span[0]), held.due)
    blocks = calibration_by_block(sums)
    return Overview(
        report=replace(report, total=held.total, seen=sum(held.stabilities.values())),
        year=progress.by_day(counts, progress.span(day, (day - year_begins(day)).days + 1)),
        minutes_by_day={
            each: counts[each].duration_ms / 60_000 if each in counts else 0.0 for each in span
        },
        stabilities=held.stabilities,
        difficulties=held.difficulties,
        calibration=calibration(sums),
        blocks=tuple((day - dt.timedelta(weeks=back), found) for back, found in blocks),
        biases=biases(sums),
        readiness=held.readiness,
        choices=held.choices,
        interviews=interviews,
    )


def _opened(database: Path, day: dt.date) -> Store:
    return Store.open(database, device="", at=dt.datetime.combine(day, dt.time(), dt.UTC))


def _held(
    database: Path, day: dt.date, settings: Settings, focus: Focus, step: Callable[[], object]
) -> _Held:
    with _opened(database, day) as store:
        stabilities, difficulties, due = store.spread(focus)
        step()
        readiness = ready(store, day, settings, focus)
        return _Held(
            stabilities, difficulties, due, store.total(focus), readiness, _choices(store, day)
        )


def _since(counts: dict[dt.date, DayCount], first: dt.date) -> dict[dt.date, DayCount]:
    return {day: count for day, count in counts.items() if day >= first}


def made_report(
    store: Store,
    day: dt.date,
    settings: Settings,
    span: list[dt.date],
    counts: dict[dt.date, DayCount],
    due: dict[dt.date, int],
) -> progress.Report:
    """Return the report over ``span`` from the days' sums and how many drills are due when."""
    tally = store.tally(day)
    return progress.Report(
        today=day,
        desired_retention=settings.desired_retention,
        total=tally.total,
        seen=tally.total - tally.unseen,
        due=tally.due,
        reviews=progress.by_day(counts, span),
        minutes=sum(each.duration_ms for each in counts.values()) / 60_000,
        retention=progress.retention_over(counts, span),
        weeks=progress.by_week(counts, span),
        forecast=progress.due_ahead(due, day, FORECAST_DAYS),
    )


def _choices(store: Store, day: dt.date) -> Choices:
    titles = {str(deck.id): deck.title for deck in store.decks()}
    sizes = store.deck_sizes()
    return Choices(
        {deck: titles[deck] for deck in map(str, sizes)},
        tuple(store.tally_by_kind(day)),
        tuple(tag for tag in store.tags() if ":" not in tag),
    )
