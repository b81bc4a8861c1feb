"""Recall: a question, an answer kept back, and the user's own word on whether it was known."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from trainer.domain.assessment import Assessment, Verdict
from trainer.domain.deck import Fields
from trainer.domain.memory import Rating
from trainer.drills.base import ContentProblem, Sides, Text, one_line, plain, text_field

MAX_BACK_WORDS = 120
"""More than this cannot be recalled; it can only be recognised."""


@dataclass(frozen=True, slots=True)
class Recall:
    """The fields of a recall drill. All are Markdown."""

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    front: Text
    back: Text
    why: str = ""


class RecallExercise(NamedTuple):
    """A recall drill posed: nothing in it is drawn."""

    front: str
    back: str
    why: str


@dataclass(frozen=True, slots=True)
class RecallAnswer:
    """The user turned the card over; what he thought stays his own."""


class RecallKind:
    """The kind ``recall``."""

    name: ClassVar[str] = "recall"
    content_type: type[Recall] = Recall

    def check(self, content: Recall) -> Iterable[ContentProblem]:
        """Yield a warning when the answer is too long to be recalled."""
        words = len(content.back.split())
        if words > MAX_BACK_WORDS:
            yield ContentProblem(
                ("back",),
                f"this answer has {words} words; nobody recalls more than {MAX_BACK_WORDS}: "
                "split it into several drills",
                "warning",
            )

    def read(self, fields: Fields) -> Recall:
        """Return the content of stored ``fields``."""
        return Recall(
            front=text_field(fields, "front"),
            back=text_field(fields, "back"),
            why=text_field(fields, "why", ""),
        )

    def write(self, content: Recall) -> dict[str, object]:
        """Return ``content`` as a deck file states it."""
        return plain(content)

    def pose(self, content: Recall, rng: random.Random) -> RecallExercise:  # noqa: ARG002
        """Return the exercise; ``rng`` is not needed."""
        return RecallExercise(content.front, content.back, content.why)

    def assess(self, exercise: RecallExercise, answer: RecallAnswer) -> Assessment:  # noqa: ARG002
        """Return no verdict: the user rates himself."""
        return Assessment(
            verdict=Verdict.UNJUDGED,
            suggested=Rating.GOOD,
            headline="Did you know it?",
            explanation=exercise.why,
        )

    def give_up(self, exercise: RecallExercise) -> Assessment:
        """Return that it was not known; the view shows the back."""
        return Assessment(
            verdict=Verdict.GIVEN_UP,
            suggested=Rating.AGAIN,
            headline="Not known",
            explanation=exercise.why,
        )

    def describe_answer(self, answer: RecallAnswer) -> str:  # noqa: ARG002
        """Return the log's text for an answer that was only thought."""
        return ""

    def summary(self, content: Recall) -> str:
        """Return the question's first line."""
        return one_line(content.front)

    def sides(self, content: Recall) -> Sides:
        """Return the card as it stands."""
        return Sides(content.front, content.back, content.why)
