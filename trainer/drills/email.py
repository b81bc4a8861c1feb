"""Email: the follow-up after an interview in which the numbers were left out."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment
from trainer.domain.deck import Fields
from trainer.drills.base import (
    ContentProblem,
    Sides,
    Some,
    Text,
    one_line,
    paragraphs,
    plain,
    text_field,
)
from trainer.drills.contrast import AspectName
from trainer.drills.entries import CatalogueSource, shipped_catalogue
from trainer.drills.prose import judged, model_problems
from trainer.drills.scenario import Scenario, Setting, problems_of, read_scenario, setting
from trainer.drills.statement import (
    Statement,
    read_along,
    read_statement,
    refuse_unreadable,
)
from trainer.drills.tone import check_length, check_tone
from trainer.drills.unanswered import given_up

FEWEST_WORDS = 8
"""Fewer words than this are no mail; they are refused, not judged."""


@dataclass(frozen=True, slots=True)
class Email:
    """The fields of an email drill. ``forgot`` is what was left unsaid in the interview."""

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    scenario: Scenario
    forgot: Text
    good: Text
    requires: Annotated[tuple[AspectName, ...], Some()]
    why: str = ""


@dataclass(frozen=True, slots=True)
class EmailExercise:
    """An email drill posed: nothing is drawn."""

    about: Setting
    forgot: str
    good: str
    requires: tuple[Aspect, ...]
    why: str


@dataclass(frozen=True, slots=True)
class EmailAnswer:
    """The mail's body as written."""

    text: str


@dataclass(frozen=True)
class EmailKind:
    """The kind ``email``."""

    name: ClassVar[str] = "email"
    content_type: type[Email] = Email
    catalogue: CatalogueSource = field(default=shipped_catalogue)

    def check(self, content: Email) -> Iterable[ContentProblem]:
        """Yield unreadable facts and a model mail that fails its own drill."""
        unreadable = list(problems_of(content.scenario, self.catalogue(), ("scenario",)))
        yield from unreadable
        if unreadable:
            return
        exercise = self.pose(content, random.Random(0))  # noqa: S311 (nothing is drawn)
        yield from model_problems(
            "the model mail", lambda: self.assess(exercise, EmailAnswer(content.good))
        )

    def read(self, fields: Fields) -> Email:
        """Return the content of stored ``fields``."""
        requires = fields["requires"]
        assert isinstance(requires, list | tuple)  # noqa: S101 (narrowing checked content)
        return Email(
            scenario=read_scenario(fields["scenario"]),
            forgot=text_field(fields, "forgot"),
            good=text_field(fields, "good"),
            requires=tuple(requires),
            why=text_field(fields, "why", ""),
        )

    def write(self, content: Email) -> dict[str, object]:
        """Return ``content`` as a deck file states it."""
        return plain(content)

    def pose(self, content: Email, rng: random.Random) -> EmailExercise:  # noqa: ARG002
        """Return the exercise; nothing in it is drawn."""
        return EmailExercise(
            about=setting(content.scenario, self.catalogue()),
            forgot=content.forgot,
            good=content.good,
            requires=tuple(Aspect(name) for name in content.requires),
            why=content.why,
        )

    def read_statement(self, exercise: EmailExercise, text: str) -> Statement:
        """Return ``text`` as it is read for the verdict."""
        return read_statement(text, exercise.about, self.catalogue())

    def read_along(self, exercise: EmailExercise, text: str) -> Statement:
        """Return ``text`` as it is read while it is typed."""
        return read_along(text, exercise.about, self.catalogue())

    def assess(self, exercise: EmailExercise, answer: EmailAnswer) -> Assessment:
        """Judge the mail. Raises BadInput for next to nothing and for a whole paper."""
        refuse_unreadable(answer.text, FEWEST_WORDS, "mail", "write three to six sentences")
        statement = self.read_statement(exercise, answer.text)
        extra = [*check_length(statement.text), *check_tone(statement)]
        return judged(statement, exercise.requires, exercise.why, extra)

    def give_up(self, exercise: EmailExercise) -> Assessment:
        """Return what is listened for; the view shows the model answer."""
        return given_up(exercise.requires, exercise.why)

    def describe_answer(self, answer: EmailAnswer) -> str:
        """Return what was written."""
        return answer.text

    def summary(self, content: Email) -> str:
        """Return what was forgotten."""
        return one_line(content.forgot)

    def sides(self, content: Email) -> Sides:
        """Return what was forgotten, and the model mail."""
        asked = f"Write the mail that mends what you forgot: {content.forgot}"
        return Sides(paragraphs(content.scenario.text, asked), content.good, content.why)
