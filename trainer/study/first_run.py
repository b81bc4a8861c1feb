"""The first run: who has not been here before, and what minutes a day mean."""

from __future__ import annotations

from trainer.study.study import Study

MINUTES = (10, 15, 20, 30, 45, 60)
"""What is offered as the time for practising, a day."""

MINUTES_PER_NEW = 4
"""One new drill a day costs so many minutes a day over the first two months.

It is answered five times in them (simulated with the usual parameters: 5.0), at 50 seconds each.
"""

_WELCOMED = "welcomed"


def is_first_run(study: Study) -> bool:
    """Return whether nobody was ever here: no answer, no setting, no window.

    Decks may be there: the command line brings them without asking anything.
    """
    store = study.store
    return not (store.settings() or store.last_review())


def remember_welcome(study: Study) -> None:
    """Note that the welcome was shown, so that it never is again."""
    study.remember(_WELCOMED, "yes")


def new_per_day(minutes: int) -> int:
    """Return how many new drills a day fill about so many ``minutes`` a day; at least one."""
    return max(1, round(minutes / MINUTES_PER_NEW))


def minutes_per_day(new: int) -> int:
    """Return which of ``MINUTES`` is nearest to what ``new`` drills a day cost."""
    return min(MINUTES, key=lambda minutes: abs(minutes - new * MINUTES_PER_NEW))
