"""Email: the follow-up after an interview in which the numbers were left out."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, ClassVar

from annotated_types import Len

from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Finding
from trainer.domain.deck import Fields
from trainer.drills.base import ContentProblem, one_line, plain, text_field
from trainer.drills.contrast import AspectName
from trainer.drills.entries import CatalogueSource, shipped_catalogue
from trainer.drills.prose import NOTES, judged
from trainer.drills.scenario import Scenario, Setting, problems_of, read_scenario, setting
from trainer.drills.statement import Statement, read_statement
from trainer.errors import BadInput

FEWEST_SENTENCES, MOST_SENTENCES = 3, 6
MOST_WORDS = 130
"""Longer mails are not read before the debrief."""

FEWEST_WORDS = 8

_APOLOGIES = frozenset(
    {
        "sorry",
        "apologise",
        "apologize",
        "apologies",
        "apology",
        "unfortunately",
        "regret",
        "forgive",
    }
)
_IMPACT = frozenset(
    {
        "risk",
        "risks",
        "budget",
        "envelope",
        "spend",
        "headroom",
        "margin",
        "bounded",
        "bounds",
        "cap",
    }
    | {"capped", "keeps", "keep", "within", "guardrail", "fallback", "rollback", "saves", "saving"}
    | {"mitigate", "mitigates", "mitigation", "revenue", "customers", "users", "launch"}
)
"""Words that tie a number to what it means for the business or its risks."""


@dataclass(frozen=True, slots=True)
class Email:
    """The fields of an email drill. ``forgot`` is what was left unsaid in the interview."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    scenario: Scenario
    forgot: Annotated[str, Len(1)]
    good: Annotated[str, Len(1)]
    requires: Annotated[tuple[AspectName, ...], Len(1)]
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
        for finding in self.assess(exercise, EmailAnswer(content.good)).findings:
            if finding.code not in NOTES:
                said = f"the model mail fails its own drill: {finding.message}"
                yield ContentProblem(("good",), said, "warning")
                return

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
        """Return ``text`` as it is read: for the checklist and the budget while typing."""
        return read_statement(text, exercise.about, self.catalogue())

    def assess(self, exercise: EmailExercise, answer: EmailAnswer) -> Assessment:
        """Judge the mail. Raises BadInput when there is next to nothing to judge."""
        if len(answer.text.split()) < FEWEST_WORDS:
            raise BadInput("there is no mail yet", remedy="write three to six sentences")
        statement = self.read_statement(exercise, answer.text)
        extra = [*_length(answer.text), *_tone(statement)]
        return judged(statement, exercise.requires, exercise.why, extra)

    def describe_answer(self, answer: EmailAnswer) -> str:
        """Return what was written."""
        return answer.text

    def summary(self, content: Email) -> str:
        """Return what was forgotten."""
        return one_line(content.forgot)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence stands: they end at ``.``, ``!`` or ``?`` before white space."""
    found: list[tuple[int, int]] = []
    start = 0
    for index, letter in enumerate(text):
        ends = letter in ".!?" and (index + 1 == len(text) or text[index + 1].isspace())
        if (ends or letter == "\n") and text[start:index].strip():
            found.append((start, index + 1))
            start = index + 1
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def _length(text: str) -> Iterator[Finding]:
    count, words = len(_body(text)), len(text.split())
    if count < FEWEST_SENTENCES:
        said = f"{count} of at least {FEWEST_SENTENCES} sentences."
        yield Finding("too-short", said, "Say the numbers, what they mean, and what follows.")
    if count > MOST_SENTENCES or words > MOST_WORDS:
        said = (
            f"{count} sentences and {words} words; a panel reads {MOST_SENTENCES} and {MOST_WORDS}."
        )
        yield Finding("too-long", said, "Keep what carries a number.")


def _body(text: str) -> list[tuple[int, int]]:
    """Return the sentences without greeting and signature: lines of fewer than five words."""
    return [(start, end) for start, end in sentences(text) if len(text[start:end].split()) >= 5]


def _tone(statement: Statement) -> Iterator[Finding]:
    text = statement.text
    starts = [claim.start for claim in statement.claims.claims]
    impact = False
    for start, end in sentences(text):
        words = {word.strip(".,;:!?()").lower() for word in text[start:end].split()}
        impact = impact or bool(words & _IMPACT)
        if words & _APOLOGIES and not any(start <= each < end for each in starts):
            yield Finding(
                "apology",
                "An apology without a number repairs nothing.",
                "Replace it by the number that was missing.",
                start,
                end,
            )
    if not impact:
        yield Finding(
            "no-impact",
            "Nothing says what the numbers mean for the budget or the risk.",
            "Frame it as a risk you bound: the spend it keeps under, the headroom, the fallback.",
        )
