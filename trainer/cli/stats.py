"""``triad stats``: how it is going, without a window."""

from __future__ import annotations

import click

from trainer.cli.root import json_option, print_json
from trainer.places import Places
from trainer.study.estimating import MEANT, Bias, Calibration, biases, calibration
from trainer.study.progress import Report
from trainer.units.writing import percent


@click.command()
@json_option
@click.pass_obj
def stats(places: Places, as_json: bool) -> None:
    """Show reviews, retention and what falls due."""
    from trainer.cli.reading import open_to_read

    with open_to_read(places) as study:
        report = study.report()
        today = study.today()
        sums = study.estimate_sums()
        # Installing them takes seconds, which the window spends behind its first screen.
        await_window = study.builtin_decks_stale()
    data = {
        "day": report.today.isoformat(),
        "drills": report.total,
        "seen": report.seen,
        "due": today.counts.due,
        "new": today.counts.new,
        "answered_today": today.answered_today,
        "answered": report.answered,
        "minutes": round(report.minutes, 1),
        "retention": report.retention.share,
        "retention_interval": report.retention.interval,
        "retention_asked": report.retention.asked,
        "retention_per_week": [
            {
                "last_day": week.last_day.isoformat(),
                "retention": week.retention.share,
                "interval": week.retention.interval,
                "asked": week.retention.asked,
            }
            for week in report.weeks
        ],
        "calibration": _calibration(calibration(sums)),
        "bias": [_bias(each) for each in biases(sums)],
        "desired_retention": report.desired_retention,
        "reviews_per_day": {day.isoformat(): many for day, many in report.reviews.items() if many},
        "forecast": {each.day.isoformat(): each.due for each in report.forecast if each.due},
    }
    if as_json:
        print_json(data)
    else:
        click.echo(_text(data, report))
        if await_window:
            click.echo("Built in   decks are installed or updated when the window next opens")


def _calibration(found: Calibration) -> dict[str, object]:
    """Return how many of the 80 % intervals held the truth, with the share's 95 % interval."""
    return {
        "intended": MEANT,
        "intervals": found.given,
        "contained": found.contained,
        "share": found.share,
        "interval": found.interval,
        "verdict": found.verdict or None,
    }


def _bias(found: Bias) -> dict[str, object]:
    """Return by what factor a term's estimates miss, with its 95 % interval."""
    return {
        "term": found.term,
        "answers": found.answers,
        "log10_error": found.log10_mean,
        "factor": found.factor,
        "interval": found.interval if found.answers > 1 else None,
        "direction": found.direction,
        "trend": found.trend or None,
    }


def _text(data: dict[str, object], report: Report) -> str:
    interval = report.retention.interval
    retention = "no drill has come back yet"
    if report.retention.share is not None and interval is not None:
        retention = (
            f"{percent(report.retention.share)} of {report.retention.asked} (95 % interval"
            f" {percent(interval[0])} to {percent(interval[1])}), desired"
            f" {percent(report.desired_retention)}"
        )
    days = f"in the last {len(report.reviews)} days"
    answers = f"{data['answered']} {days}, {data['minutes']} minutes"
    week = sum(each.due for each in report.forecast[:7])
    return "\n".join(
        (
            f"Today      {data['due']} due, {data['new']} new, {data['answered_today']} answered",
            f"Drills     {data['seen']} of {data['drills']} seen",
            f"Answers    {answers}",
            f"Retention  {retention}",
            f"Ahead      {week} due within 7 days",
        )
    )
