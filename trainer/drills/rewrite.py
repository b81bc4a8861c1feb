"""Rewrite: a weak statement and a system; write the statement that would hold."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Verdict
from trainer.domain.deck import Fields
from trainer.drills.base import (
    ContentProblem,
    Sides,
    Some,
    Text,
    one_line,
    paragraphs,
    plain,
    quoted,
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
from trainer.drills.unanswered import given_up

FEWEST_WORDS = 4
"""Fewer words than this are no statement; they are refused, not judged."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The fields of a rewrite drill: ``good`` is the model answer shown beside the user's."""

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    scenario: Scenario
    bad: Text
    good: Text
    requires: Annotated[tuple[AspectName, ...], Some()]
    why: str = ""


@dataclass(frozen=True, slots=True)
class RewriteExercise:
    """A rewrite drill posed: nothing is drawn."""

    about: Setting
    bad: str
    good: str
    requires: tuple[Aspect, ...]
    why: str


@dataclass(frozen=True, slots=True)
class RewriteAnswer:
    """The statement the user wrote."""

    text: str


@dataclass(frozen=True)
class RewriteKind:
    """The kind ``rewrite``."""

    name: ClassVar[str] = "rewrite"
    content_type: type[Rewrite] = Rewrite
    catalogue: CatalogueSource = field(default=shipped_catalogue)

    def check(self, content: Rewrite) -> Iterable[ContentProblem]:
        """Yield unreadable facts, a GOOD that fails its own drill and a BAD that passes it."""
        unreadable = list(problems_of(content.scenario, self.catalogue(), ("scenario",)))
        yield from unreadable
        if unreadable:
            return
        exercise = self.pose(content, random.Random(0))  # noqa: S311 (nothing is drawn)
        yield from model_problems(
            "GOOD", lambda: self.assess(exercise, RewriteAnswer(content.good))
        )
        bad = judged(self.read_statement(exercise, content.bad), exercise.requires, "")
        if bad.verdict is Verdict.CORRECT:
            said = "BAD lacks nothing of what the drill requires"
            yield ContentProblem(("bad",), said, "warning")

    def read(self, fields: Fields) -> Rewrite:
        """Return the content of stored ``fields``."""
        requires = fields["requires"]
        assert isinstance(requires, list | tuple)  # noqa: S101 (narrowing checked content)
        return Rewrite(
            scenario=read_scenario(fields["scenario"]),
            bad=text_field(fields, "bad"),
            good=text_field(fields, "good"),
            requires=tuple(requires),
            why=text_field(fields, "why", ""),
        )

    def write(self, content: Rewrite) -> dict[str, object]:
        """Return ``content`` as a deck file states it."""
        return plain(content)

    def pose(self, content: Rewrite, rng: random.Random) -> RewriteExercise:  # noqa: ARG002
        """Return the exercise; nothing in it is drawn."""
        return RewriteExercise(
            about=setting(content.scenario, self.catalogue()),
            bad=content.bad,
            good=content.good,
            requires=tuple(Aspect(name) for name in content.requires),
            why=content.why,
        )

    def read_statement(self, exercise: RewriteExercise, text: str) -> Statement:
        """Return ``text`` as it is read for the verdict."""
        return read_statement(text, exercise.about, self.catalogue())

    def read_along(self, exercise: RewriteExercise, text: str) -> Statement:
        """Return ``text`` as it is read while it is typed."""
        return read_along(text, exercise.about, self.catalogue())

    def assess(self, exercise: RewriteExercise, answer: RewriteAnswer) -> Assessment:
        """Judge the statement. Raises BadInput for next to nothing and for a whole paper."""
        refuse_unreadable(
            answer.text, FEWEST_WORDS, "statement", "write at least one whole sentence"
        )
        statement = self.read_statement(exercise, answer.text)
        return judged(statement, exercise.requires, exercise.why)

    def give_up(self, exercise: RewriteExercise) -> Assessment:
        """Return what is listened for; the view shows the model answer."""
        return given_up(exercise.requires, exercise.why)

    def describe_answer(self, answer: RewriteAnswer) -> str:
        """Return what was written."""
        return answer.text

    def summary(self, content: Rewrite) -> str:
        """Return BAD's first line."""
        return one_line(content.bad)

    def sides(self, content: Rewrite) -> Sides:
        """Return the bad statement with what is wanted, and the model answer."""
        wanted = ", ".join(Aspect(name).facts.label.lower() for name in content.requires)
        asked = f"Rewrite this; it must hold {wanted}."
        front = paragraphs(content.scenario.text, asked, quoted(content.bad))
        return Sides(front, quoted(content.good), content.why)
