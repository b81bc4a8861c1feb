"""The actions of one sitting, to be taken back and done again, any number of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from trainer.domain.deck import QueueEntry
from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating, Seen
from trainer.scheduling.marks import is_leech
from trainer.study.sitting import Judged, Question
from trainer.study.waiting import Waiting

Inverse = Callable[[], object]
"""Takes one action back, in one transaction; raises the store's errors and then changes nothing."""


class Step(NamedTuple):
    """One action: how to do it, and where the sitting stood before it.

    ``do`` writes in one transaction and returns its inverse; ``finished`` is how many drills were
    done with. ``judged``, ``rating``, ``after`` and
    ``wait_minutes`` (None if the drill does not come back today) stand for a rated answer only.
    Without ``leaves`` the question stays on screen. ``other`` is the drill it was done to, if that
    is not the one on screen.
    """

    what: str
    entry: QueueEntry
    question: Question
    queue: Waiting
    finished: int
    do: Callable[[], Inverse]
    judged: Judged | None = None
    rating: Rating | None = None
    after: Seen | None = None
    wait_minutes: int | None = None
    leaves: bool = True
    other: DrillId | None = None

    def leech_lapses(self, threshold: int) -> int:
        """Return how often the drill was forgotten, if that has just made it a leech; else 0."""
        before, after = self.question.progress, self.after
        was = before.lapses if isinstance(before, Seen) else 0
        if after is None or after.lapses <= was or not is_leech(after.lapses, threshold):
            return 0
        return after.lapses


@dataclass(eq=False, repr=False)
class History:
    """What was done in order, and what was taken back and can be done again."""

    done: list[tuple[Step, Inverse]] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    ratings: Counter[DrillId] = field(default_factory=Counter)
    """How often each drill was rated, what was taken back left out."""

    @property
    def steps(self) -> list[Step]:
        """Return what was done and not taken back, oldest first."""
        return [step for step, _ in self.done]

    def carry_out(self, step: Step) -> None:
        """Do ``step``; what was taken back before can then no longer be done again."""
        self._add(step, step.do())
        self.undone.clear()

    def _add(self, step: Step, inverse: Inverse) -> None:
        self.done.append((step, inverse))
        self.ratings[step.entry.id] += step.rating is not None

    def take_back(self) -> Step:
        """Take the last step back and return it. If that fails, nothing changes."""
        step, inverse = self.done[-1]
        inverse()
        self.done.pop()
        self.ratings[step.entry.id] -= step.rating is not None
        self.undone.append(step)
        return step

    def do_again(self) -> Step:
        """Do the step last taken back again and return it. If that fails, nothing changes."""
        step = self.undone[-1]
        self._add(step, step.do())
        self.undone.pop()
        return step
