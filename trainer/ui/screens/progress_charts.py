"""What each chart of the progress page draws, and the sentence that says what it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from trainer.study.estimating import MEANT
from trainer.study.overview import STABILITY_ENDS_DAYS, Overview
from trainer.study.progress import FEW_REVIEWS, Report
from trainer.study.standing import Readiness
from trainer.ui.widgets.chart_base import Bar, Shape
from trainer.ui.widgets.chart_card import ChartCard
from trainer.ui.words import counted, day_words
from trainer.units.writing import percent

_FEWEST_DAYS = 14


def since_first(days: Mapping[dt.date, float]) -> dict[dt.date, float]:
    """Leave out the days before the first that has something, but keep two weeks."""
    names = list(days)
    first = next((at for at, day in enumerate(names) if days[day]), len(names))
    return {day: days[day] for day in names[max(0, min(first, len(names) - _FEWEST_DAYS)) :]}


def of_day(day: dt.date, value: float, said: str) -> Bar:
    """Return a bar that stands for a day: in ISO form in a table, as people write it elsewhere."""
    return Bar(f"{day}", value, said, tick=_tick(day), spoken=day_words(day))


def _tick(day: dt.date) -> str:
    return f"{day.day} {day:%b}"


def _share(day: dt.date, share: float, interval: tuple[float, float], of: int) -> Bar:
    low, high = interval
    said = f"{percent(share)} of {of:,} (95 % interval {percent(low)} to {percent(high)})"
    return replace(of_day(day, share * 100, said), low=low * 100, high=high * 100)


def show_reviews(card: ChartCard, report: Report) -> None:
    """Show the answers of each day."""
    if not report.answered:
        card.show_none("Nothing answered yet. This fills with your first session.")
        return
    active = sum(1 for many in report.reviews.values() if many)
    shown = since_first(report.reviews)
    bars = [of_day(d, many, counted(int(many), "answer")) for d, many in shown.items()]
    card.show_bars(
        f"{counted(report.answered, 'answer')} on {counted(active, 'day')}.",
        bars,
        Shape(unit="answers"),
    )


def show_year(card: ChartCard, year: Mapping[dt.date, int]) -> None:
    """Show the answers of each day of a year."""
    active = sum(1 for many in year.values() if many)
    if not active:
        card.show_none("No answer in the last year yet.")
        return
    day, most = max(year.items(), key=lambda pair: pair[1])
    bars = [of_day(d, many, counted(many, "answer")) for d, many in year.items()]
    card.show_bars(
        f"{counted(active, 'day')} with answers in a year; the larger a square, the more. Most were"
        f" {counted(most, 'answer')}, on {day_words(day)}.",
        bars,
    )


def show_minutes(card: ChartCard, days: Mapping[dt.date, float]) -> None:
    """Show the time of each day."""
    spent, active = sum(days.values()), sum(1 for each in days.values() if each)
    if not active:
        card.show_none("No time spent yet.")
        return
    bars = [of_day(d, each, f"{each:.1f} minutes") for d, each in days.items()]
    card.show_bars(
        f"{spent / active:.1f} minutes on a day with drills.", bars, Shape(unit="minutes")
    )


def show_retention(card: ChartCard, report: Report) -> None:
    """Show the weeks' retention beside the desired one."""
    retention = report.retention
    if retention.asked < FEW_REVIEWS or retention.interval is None or retention.share is None:
        card.show_none(
            f"{counted(retention.asked, 'review')} of drills from earlier days so far; below"
            f" {FEW_REVIEWS} a percentage would say more about chance than about memory."
        )
        return
    low, high = retention.interval
    bars = [
        _share(week.last_day, share, interval, week.retention.asked)
        for week in report.weeks
        if (share := week.retention.share) is not None
        and (interval := week.retention.interval) is not None
    ]
    card.show_bars(
        f"{percent(retention.share)} of {retention.asked:,} remembered (95 % interval"
        f" {percent(low)} to {percent(high)}); the dashed line is the"
        f" {percent(report.desired_retention)} you asked for.",
        bars,
        Shape(points=True, target=report.desired_retention * 100, unit="%"),
    )


def show_calibration(card: ChartCard, found: Overview) -> None:
    """Show how many 80 % intervals held the truth."""
    all_of_it = found.calibration
    if all_of_it.given < FEW_REVIEWS or all_of_it.interval is None or all_of_it.share is None:
        card.show_none(
            f"{counted(all_of_it.given, 'interval')} given so far; below {FEW_REVIEWS} nothing can"
            " be said. Add one to an estimate, like 100-120 ms, to be 80 % sure of."
        )
        return
    low, high = all_of_it.interval
    advice = {
        "too narrow": "make them wider",
        "too wide": "make them narrower",
        "calibrated": "that fits the 80 % meant",
    }[all_of_it.verdict]
    bars = [
        _share(day, share, interval, block.given)
        for day, block in found.blocks
        if (share := block.share) is not None and (interval := block.interval) is not None
    ]
    card.show_bars(
        f"{percent(all_of_it.share)} of {all_of_it.given:,} intervals held the truth (95 % interval"
        f" {percent(low)} to {percent(high)}): {advice}.",
        bars,
        Shape(points=True, target=MEANT * 100, unit="%"),
    )


def show_readiness(card: ChartCard, readiness: tuple[Readiness, ...]) -> None:
    """Show what of each dimension will be known on the interview's day."""
    known = [(each, share) for each in readiness if (share := each.share) is not None]
    if not any(each.seen for each, _ in known):
        card.show_none("No drill on latency, cost or quality was seen yet.")
        return
    bars = [
        Bar(
            each.dimension.value,
            share * 100,
            f"{percent(share)}, {each.seen:,} of {each.total:,} seen",
            tone=each.dimension.value,
        )
        for each, share in known
    ]
    least, share = min(known, key=lambda pair: pair[1])
    card.show_bars(
        f"On {day_words(least.day)} you would know {percent(share)} of the drills on"
        f" {least.dimension.value}, the least of the three; drills never seen count as not known.",
        bars,
        Shape(unit="%"),
    )


def show_forecast(card: ChartCard, report: Report) -> None:
    """Show what falls due."""
    total = sum(each.due for each in report.forecast)
    if not total:
        card.show_none("Nothing is scheduled yet.")
        return
    bars = [of_day(each.day, each.due, counted(each.due, "drill")) for each in report.forecast]
    days = len(report.forecast)
    sentence = f"{counted(total, 'review')} in the next {days} days if nothing new is added."
    card.show_bars(sentence, bars, Shape(unit="drills"))


def show_stability(card: ChartCard, found: Mapping[int, int]) -> None:
    """Show how long memories last."""
    if not found:
        card.show_none("No drill was seen yet.")
        return
    ends = STABILITY_ENDS_DAYS
    names = [f"{low}–{high}" for low, high in pairwise(ends)] + [f"{ends[-1]}+"]
    bars = [
        Bar(name, found.get(at, 0), f"{counted(found.get(at, 0), 'drill')} of {name} days")
        for at, name in enumerate(names)
    ]
    long, total = (
        sum(many for at, many in found.items() if at >= ends.index(30)),
        sum(found.values()),
    )
    card.show_bars(
        f"{long:,} of {counted(total, 'drill')} will still be known at 90 % after a month.",
        bars,
        Shape(unit="drills"),
    )


def show_difficulty(card: ChartCard, found: Mapping[int, int]) -> None:
    """Show how hard drills are."""
    if not found:
        card.show_none("No drill was seen yet.")
        return
    bars = [
        Bar(f"{at}", found.get(at, 0), counted(found.get(at, 0), "drill")) for at in range(1, 11)
    ]
    hard, total = sum(many for at, many in found.items() if at >= 8), sum(found.values())
    card.show_bars(
        f"{hard:,} of {counted(total, 'drill')} are hard for you (8 to 10 of 10).",
        bars,
        Shape(unit="drills"),
    )
