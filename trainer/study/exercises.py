"""From stored drills to posed exercises and back to assessments: where content meets its kind."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

from trainer.domain.assessment import Assessment
from trainer.domain.deck import Drill
from trainer.domain.ids import Seed
from trainer.drills.base import GaveUp
from trainer.drills.kinds import AnyKind, kind_named


class Posed(NamedTuple):
    """A drill posed once: ``exercise`` is of the kind's own type, drawn from ``seed``."""

    drill: Drill
    kind: AnyKind
    seed: Seed
    exercise: Any

    def assess(self, answer: Any) -> Assessment:
        """Return the verdict on ``answer``: one of the kind's own type, or GaveUp.

        Raises BadInput for what is no answer.
        """
        if isinstance(answer, GaveUp):
            return self.kind.give_up(self.exercise)
        return self.kind.assess(self.exercise, answer)

    def describe(self, answer: Any) -> str:
        """Return ``answer`` as the text that the log keeps: none where it was given up."""
        return "" if isinstance(answer, GaveUp) else self.kind.describe_answer(answer)


def pose(drill: Drill, seed: Seed) -> Posed:
    """Return ``drill`` posed with ``seed``: the same on every machine."""
    kind = kind_named(drill.kind)
    # Draws puzzles, no secrets; the seed is in the log for all to see.
    rng = random.Random(int(seed))  # noqa: S311
    return Posed(drill, kind, seed, kind.pose(kind.read(drill.fields), rng))


def summary(drill: Drill) -> str:
    """Return one line that tells ``drill`` from its neighbours."""
    kind = kind_named(drill.kind)
    return kind.summary(kind.read(drill.fields))
