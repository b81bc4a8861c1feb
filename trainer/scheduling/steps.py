"""Learning and relearning steps: how soon a drill comes back on the day it is learnt or failed.

Steps are waiting times in minutes, as in Anki: Again goes back to the first, Hard repeats the
step, Good goes on to the next, and past the last one, or with Easy, the drill leaves for days.
FSRS's own short-term memory reckons with answers of the same day, so no steps at all is a choice,
too: then only Again brings a drill back the same day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.domain.memory import Progress, Rating, Unseen

if TYPE_CHECKING:
    from collections.abc import Sequence

Minutes = tuple[int, ...]


def wait_minutes(
    steps: Minutes, today: Sequence[Rating], rating: Rating, *, learning: bool
) -> int | None:
    """Return after how many minutes a drill rated ``rating`` comes back today, None if it leaves.

    ``today`` are the ratings it already got today, oldest first. ``learning`` says that it was
    new today; otherwise steps begin with the first Again.
    """
    if rating is Rating.AGAIN:
        return steps[0] if steps else 0
    place = _place(steps, today, learning=learning)
    if rating is Rating.EASY or place is None:
        return None
    if rating is Rating.GOOD:
        place += 1
    return steps[place] if place < len(steps) else None


def _place(steps: Minutes, today: Sequence[Rating], *, learning: bool) -> int | None:
    """Return which step the drill is at; None when it is at none."""
    place = 0 if learning else None
    for rating in today:
        if rating is Rating.AGAIN:
            place = 0
        elif place is not None:
            place = None if rating is Rating.EASY else place + (rating is Rating.GOOD)
    return place if place is not None and place < max(1, len(steps)) else None


def is_learning(progress: Progress, today: Sequence[Rating]) -> bool:
    """Return whether the drill was new today: all its reviews are today's."""
    return isinstance(progress, Unseen) or progress.reviews <= len(today)
