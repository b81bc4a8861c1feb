"""From settings to what schedules: the scheduler, the terms of a sitting, the interview's day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from trainer.domain.ids import DeckId
from trainer.scheduling.estimates import EstimateRating
from trainer.scheduling.fsrs import DEFAULT_PARAMETERS, BadSchedule, Scheduler
from trainer.settings import WEEKDAYS, Settings
from trainer.study.terms import Terms


def scheduler_of(settings: Settings) -> Scheduler:
    """Return the scheduler of decks without a retention of their own.

    Parameters that FSRS cannot use give way to the usual ones: a newer version wrote them, and
    drilling must go on all the same.
    """
    usual = Scheduler(
        desired_retention=settings.desired_retention,
        maximum_interval_days=settings.maximum_interval_days,
        fuzz=settings.fuzz,
        learning_minutes=settings.learning_minutes,
        relearning_minutes=settings.relearning_minutes,
    )
    try:
        return replace(usual, parameters=settings.fsrs_parameters or DEFAULT_PARAMETERS)
    except BadSchedule:
        return usual


def terms_of(settings: Settings, load: dict[dt.date, int] | None) -> Terms:
    """Return the terms of a sitting; ``load`` is how much is due on which day, to be balanced."""
    usual = scheduler_of(settings)
    return Terms(
        scheduler=usual,
        schedulers={
            DeckId(deck): replace(usual, desired_retention=retention)
            for deck, retention in settings.deck_retention.items()
        },
        load=load,
        shares={WEEKDAYS.index(day): settings.easy_share for day in settings.easy_days},
        estimates=EstimateRating(settings.estimate_hard_factor, settings.estimate_easy_s),
        leech_lapses=settings.leech_lapses,
    )


def interview_day(settings: Settings) -> dt.date | None:
    """Return the day of the interview, None when none is set."""
    return dt.date.fromisoformat(settings.interview) if settings.interview else None


def days_to_interview(settings: Settings, day: dt.date) -> int | None:
    """Return how many days there are from ``day`` to the interview, None when none is ahead."""
    interview = interview_day(settings)
    return (interview - day).days if interview is not None and interview >= day else None
