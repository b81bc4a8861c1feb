"""How drills are scheduled beyond the plain settings: steps, decks' own retention, easy days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from trainer.domain.ids import DeckId
from trainer.errors import BadInput
from trainer.scheduling.fsrs import DEFAULT_PARAMETERS, Scheduler
from trainer.store.database import Store

_NAME = "scheduling"
_DAYS = 7


@dataclass(frozen=True)
class Options:
    """Everything about scheduling that is not one of the declared settings. Immutable.

    ``parameters`` are FSRS weights fitted to the user's log. ``learning_minutes`` and
    ``relearning_minutes`` are steps within a day. ``deck_retention`` is the desired retention of
    decks that have one of their own. With ``balance`` due days are moved within their fuzz to
    where there is least to do; ``weekday_shares`` (Monday 0) say how much of a usual day's work a
    weekday may take, 0 to 1. ``interview`` is the day everything is to be known.
    """

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    learning_minutes: tuple[int, ...] = ()
    relearning_minutes: tuple[int, ...] = ()
    deck_retention: Mapping[DeckId, float] = field(default_factory=dict)
    balance: bool = False
    weekday_shares: Mapping[int, float] = field(default_factory=dict)
    interview: dt.date | None = None

    def __post_init__(self) -> None:
        """Check what the scheduler does not."""
        for weekday, share in self.weekday_shares.items():
            # Written so that nan fails, too.
            if not (0 <= weekday < _DAYS and 0 <= share <= 1):
                raise BadInput(
                    f"weekday {weekday} cannot take {share} of a day's work",
                    remedy="weekdays are 0 (Monday) to 6, shares 0 to 1",
                )

    def scheduler(self, desired_retention: float, maximum_interval_days: int) -> Scheduler:
        """Return the scheduler of decks without a retention of their own. Raises BadSchedule."""
        return Scheduler(
            parameters=self.parameters,
            desired_retention=desired_retention,
            maximum_interval_days=maximum_interval_days,
            learning_minutes=self.learning_minutes,
            relearning_minutes=self.relearning_minutes,
        )

    def deck_schedulers(self, usual: Scheduler) -> dict[DeckId, Scheduler]:
        """Return the schedulers of the decks that have a retention of their own."""
        return {
            deck: replace(usual, desired_retention=retention)
            for deck, retention in self.deck_retention.items()
        }


def load_options(store: Store) -> Options:
    """Return the stored options; what this version cannot use is left at its default."""
    stored = store.settings().get(_NAME)
    options = Options()
    if not isinstance(stored, dict):
        return options
    for name, value in stored.items():
        try:
            candidate = replace(options, **{name: _READ[name](value)})
            candidate.deck_schedulers(candidate.scheduler(0.9, 365))
        except (KeyError, TypeError, ValueError, AttributeError, BadInput):
            continue  # A newer version wrote it: the window must open all the same.
        options = candidate
    return options


def save_options(store: Store, options: Options) -> None:
    """Store ``options``. Raises BadSchedule for what cannot be scheduled, the store's errors."""
    options.deck_schedulers(options.scheduler(0.9, 365))
    store.put_setting(
        _NAME,
        {
            "parameters": list(options.parameters),
            "learning_minutes": list(options.learning_minutes),
            "relearning_minutes": list(options.relearning_minutes),
            "deck_retention": dict(options.deck_retention),
            "balance": options.balance,
            "weekday_shares": {str(day): share for day, share in options.weekday_shares.items()},
            "interview": options.interview.isoformat() if options.interview else None,
        },
    )


def _minutes(value: Any) -> tuple[int, ...]:
    return tuple(int(each) for each in value)


_READ: Mapping[str, Any] = {
    "parameters": lambda value: tuple(float(each) for each in value),
    "learning_minutes": _minutes,
    "relearning_minutes": _minutes,
    "deck_retention": lambda value: {DeckId(deck): float(each) for deck, each in value.items()},
    "balance": bool,
    "weekday_shares": lambda value: {int(day): float(each) for day, each in value.items()},
    "interview": lambda value: dt.date.fromisoformat(value) if value else None,
}
