"""Answers of the log judged again: it keeps what was said, not what was found in it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.claims.reader import extract
from trainer.domain.aspect import Aspect, Dimension
from trainer.domain.assessment import Assessment
from trainer.domain.deck import Drill
from trainer.domain.ids import ReviewId
from trainer.domain.review import Review
from trainer.drills.email import EmailAnswer
from trainer.drills.estimate import EstimateAnswer
from trainer.drills.prose import failing
from trainer.drills.rewrite import RewriteAnswer
from trainer.drills.statement import LONGEST_STATEMENT, covered
from trainer.drills.table import TableAnswer, as_text, cells_in
from trainer.errors import BadInput
from trainer.study.exercises import Posed, pose

WRITTEN = ("email", "interview", "rewrite", "table")
"""The kinds whose answers are statements that can cover the triad."""

HEARD = ("estimate", *WRITTEN)
"""The kinds whose answers can be judged again from their text."""

_SLIPS = ("slip-", "roofline-promised")


@dataclass(frozen=True, slots=True)
class Pitfall:
    """A fault by its stable ``code``, and the sentence that was said of it."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What one answer of ``day`` held: its faults, and which of the triad it covers.

    ``covers`` is None for an answer that is no statement.
    """

    day: dt.date
    pitfalls: tuple[Pitfall, ...]
    covers: frozenset[Dimension] | None = None


def hear_all(
    answers: Sequence[tuple[Review, Drill]], step: Callable[[float, str], object]
) -> dict[ReviewId, Heard | None]:
    """Return what was found in each of ``answers``; None where it can no longer be told.

    Takes some milliseconds an answer: for a process of its own.
    """
    found: dict[ReviewId, Heard | None] = {}
    for done, (review, drill) in enumerate(answers):
        step(done / len(answers), f"Reading answer {done + 1} of {len(answers)}")
        found[review.id] = hear(review, drill)
    return found


def hear(review: Review, drill: Drill) -> Heard | None:
    """Return what ``review`` held; None if its drill says something else by now."""
    if review.content_hash != drill.content_hash:
        return None
    posed = pose(drill, review.seed)
    answer = answer_in(posed.kind.name, review.answer)
    try:
        found = posed.assess(answer)
    except BadInput:  # An older version took what is no answer to this one.
        return None
    return Heard(review.study_day, _pitfalls(posed, found), _covered(posed.kind.name, answer))


def answer_in(kind: str, text: str) -> Any:
    """Return the answer of ``kind`` that the log keeps as ``text``. Raises ValueError for others.

    The inverse of the kind's ``describe_answer``.
    """
    match kind:
        case "estimate":
            said, _, interval = text.partition(" [")
            is_told = text.endswith("]") and bool(interval)
            return EstimateAnswer(said, interval[:-1]) if is_told else EstimateAnswer(text)
        case "rewrite":
            return RewriteAnswer(text)
        case "email":
            return EmailAnswer(text)
        case "table" | "interview":
            return TableAnswer(cells_in(text))
        case _:
            raise ValueError(kind)


def _pitfalls(posed: Posed, found: Assessment) -> tuple[Pitfall, ...]:
    findings = failing(found.findings)
    if posed.kind.name not in WRITTEN:
        findings = tuple(each for each in findings if each.code.startswith(_SLIPS))
    return tuple({each.code: Pitfall(each.code, each.message) for each in findings}.values())


def _covered(kind: str, answer: Any) -> frozenset[Dimension] | None:
    if kind not in WRITTEN:
        return None
    is_table = isinstance(answer, TableAnswer)
    text = as_text(answer.cells) if is_table else answer.text[:LONGEST_STATEMENT]
    found = covered(extract(text))
    return frozenset(each for each in Dimension if Aspect(each.value) in found)
