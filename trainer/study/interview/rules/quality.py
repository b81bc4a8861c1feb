"""Quality: a metric made for another task, a score that nobody reaches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from trainer.study.interview.faults import standing
from trainer.study.interview.heard import Heard
from trainer.study.interview.room import Doubt, Room
from trainer.study.interview.rules.words import score_of
from trainer.study.interview.workings import joined, sample_of

_CODES = {
    "benchmark-misfit": (60, "Which metric says that this product is good?"),
    "too-good": (58, "What would a sceptic find?"),
}


def misfit(room: Room) -> Iterator[Doubt]:
    """Ask about a metric that does not fit the product, and about a score too good to be true."""
    for each, finding in standing(room.heard, tuple(_CODES)):
        weight, question = _CODES[finding.code]
        yield Doubt(
            kind=finding.code,
            point=finding.code,
            text=f"{finding.message} {question}",
            working=partial(quality_working, each, finding.fix),
            weight=weight,
            due_s=each.at_s,
        )


def quality_working(each: Heard, fix: str) -> str:
    """Return what would fit, and how many items a score of this size takes."""
    scores = [score_of(claim) for claim in each.of("quality")]
    return joined(fix, sample_of(scores[0] if scores else None))
