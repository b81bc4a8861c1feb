"""Why a drill is asked now, in plain words."""

from __future__ import annotations

import datetime as dt

from trainer.domain.memory import Seen, Unseen
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.queue import is_again
from trainer.study.sitting import Question


def why(question: Question, day: dt.date, scheduler: Scheduler) -> str:
    """Return a few sentences: what is known of the drill on screen, and why it comes on ``day``."""
    from trainer.units.writing import percent

    progress = question.progress
    if isinstance(progress, Unseen):
        return "It is new: you have not seen it before, and today's limit lets it in."
    recall = scheduler.retrievability(progress, day)
    forgot = f"forgot it {_times(progress.lapses)}" if progress.lapses else "never forgot it"
    return (
        f"{_reason(progress, day)} You answered it {_times(progress.reviews)}, last"
        f" {_ago(progress, day)}, and {forgot}. It takes"
        f" {_days(progress.memory.stability_days)} to fall to 90 %; the chance that you recall it"
        f" now is put at {percent(recall)}, and it falls due at"
        f" {percent(scheduler.desired_retention)}."
    )


def _reason(seen: Seen, day: dt.date) -> str:
    if is_again(seen, day):
        return "It did not stick earlier today."
    late = (day - seen.due).days
    if late > 0:
        return f"It has been due for {_days(late)}."
    if late == 0:
        return "It is due today."
    return f"It is not due for {_days(-late)}: you asked for it."


def _times(many: int) -> str:
    return {1: "once", 2: "twice"}.get(many, f"{many} times")


def _ago(seen: Seen, day: dt.date) -> str:
    days = (day - seen.last_day).days
    return "today" if days <= 0 else f"{_days(days)} ago"


def _days(days: float) -> str:
    if days < 1:
        return "less than a day"
    return "1 day" if round(days) == 1 else f"{days:,.0f} days"
