"""Contrast: which of two statements holds, and what the other one lacks."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple

from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Finding, Verdict
from trainer.domain.deck import Fields
from trainer.domain.memory import Rating
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
from trainer.drills.entries import CatalogueSource, shipped_catalogue

if TYPE_CHECKING:
    from trainer.drills.pair import Pair

AspectName = Literal[
    "latency", "cost", "quality", "benchmark", "plan", "percentile", "traffic", "budget"
]

PARTLY = 0.5
"""From this F1 of the named gaps on, an answer that is not complete still counts as close."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """The fields of a contrast drill.

    ``lacks`` maps what BAD lacks to the phrase of GOOD that supplies it (verbatim), or to an empty
    text where no single phrase does. Left out, it is what the reader of claims finds in GOOD and
    not in BAD.
    """

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    bad: Text
    good: Text
    lacks: Annotated[Mapping[AspectName, str | None], Some()] | None = None
    situation: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        """Let a phrase that is left out be an empty one: both say the same."""
        if self.lacks is not None:
            phrases = {name: phrase or "" for name, phrase in self.lacks.items()}
            object.__setattr__(self, "lacks", phrases)


@dataclass(frozen=True)
class ContrastExercise:
    """The two statements in drawn order. ``good_at`` is 0 or 1.

    ``named`` is what the author says that BAD lacks; None leaves it to the reader of claims. That
    reads the statements when it is first asked about them, for an answer: the question needs none.
    """

    situation: str
    statements: tuple[str, str]
    good_at: int
    why: str
    named: Mapping[Aspect, str] | None = None
    catalogue: CatalogueSource = field(default=shipped_catalogue, repr=False, compare=False)

    @cached_property
    def pair(self) -> Pair:
        """The two statements as they are read."""
        return _read(self.good, self.bad, self.situation, self.catalogue)

    @cached_property
    def lacks(self) -> Mapping[Aspect, str]:
        """What BAD lacks, and the phrase of GOOD that supplies it, if one does."""
        return self.pair.gaps() if self.named is None else self.named

    @property
    def wishes(self) -> tuple[tuple[int, int], ...]:
        """The places of BAD that promise without a number, or with one that does not hold."""
        return self.pair.wishes()

    @property
    def supplied(self) -> Mapping[Aspect, tuple[tuple[int, int], ...]]:
        """The places of GOOD that fill each gap."""
        return {gap: _places(phrase, gap, self.pair) for gap, phrase in self.lacks.items()}

    @cached_property
    def remarks(self) -> tuple[Finding, ...]:
        """What is to be said even of GOOD."""
        return self.pair.remarks()

    @property
    def good(self) -> str:
        """Return the statement that holds."""
        return self.statements[self.good_at]

    @property
    def bad(self) -> str:
        """Return the statement that does not."""
        return self.statements[1 - self.good_at]


class ContrastAnswer(NamedTuple):
    """Which statement was picked (0 or 1) and what the other was said to lack."""

    picked: int
    lacks: frozenset[Aspect]


@dataclass(frozen=True)
class ContrastKind:
    """The kind ``contrast``."""

    name: ClassVar[str] = "contrast"
    content_type: type[Contrast] = Contrast
    catalogue: CatalogueSource = field(default=shipped_catalogue)

    def check(self, content: Contrast) -> Iterable[ContentProblem]:
        """Yield phrases that do not stand in GOOD, and a pair that is no pair."""
        if content.bad.strip() == content.good.strip():
            yield ContentProblem(("good",), "GOOD says the same as BAD; one of them must differ")
        if content.lacks is None and not self._pair(content).gaps():
            yield ContentProblem(
                ("good",), "nothing is found that GOOD has and BAD lacks; name it under 'lacks'"
            )
        for name, phrase in (content.lacks or {}).items():
            if phrase and phrase not in content.good:
                yield ContentProblem(
                    ("lacks", name),
                    f"'{phrase}' does not stand in 'good' word for word; copy the phrase from there"
                    " or leave it empty",
                )

    def read(self, fields: Fields) -> Contrast:
        """Return the content of stored ``fields``."""
        lacks = fields.get("lacks")
        assert lacks is None or isinstance(lacks, Mapping)  # noqa: S101 (narrowing: stored content was checked)
        return Contrast(
            bad=text_field(fields, "bad"),
            good=text_field(fields, "good"),
            lacks=lacks,
            situation=text_field(fields, "situation", ""),
            why=text_field(fields, "why", ""),
        )

    def write(self, content: Contrast) -> dict[str, object]:
        """Return ``content`` as a deck file states it."""
        return plain(content)

    def pose(self, content: Contrast, rng: random.Random) -> ContrastExercise:
        """Return the pair in the order ``rng`` draws."""
        good_at = 1 if rng.random() < 0.5 else 0
        shown = (content.bad, content.good) if good_at else (content.good, content.bad)
        return ContrastExercise(
            situation=content.situation,
            statements=shown,
            good_at=good_at,
            why=content.why,
            named=_named_gaps(content),
            catalogue=self.catalogue,
        )

    def _pair(self, content: Contrast) -> Pair:
        return _read(content.good, content.bad, content.situation, self.catalogue)

    def assess(self, exercise: ContrastExercise, answer: ContrastAnswer) -> Assessment:
        """Judge the pick and the named gaps; each missed or wrong gap is a finding."""
        expected = frozenset(exercise.lacks)
        gaps = (*_missed(exercise, answer), *_needless(exercise, answer))
        findings = (*gaps, *exercise.remarks)
        if answer.picked != exercise.good_at:
            return Assessment(
                verdict=Verdict.WRONG,
                suggested=Rating.AGAIN,
                headline="That is the weak one",
                findings=findings,
                explanation=exercise.why,
            )
        share = _f1(expected, answer.lacks)
        named = len(expected & answer.lacks)
        if share == 1.0:
            verdict, rating, headline = Verdict.CORRECT, Rating.GOOD, "Right, and for every reason"
        elif share >= PARTLY:
            verdict, rating = Verdict.CLOSE, Rating.HARD
            headline = f"Right pick; {_named(named, len(expected))}" + _too_many(
                answer.lacks - expected
            )
        else:
            verdict, rating = Verdict.WRONG, Rating.AGAIN
            few = f"only {_named(named, len(expected))}" if named else "no gap named"
            headline = f"Right pick, but {few}" + _too_many(answer.lacks - expected)
        return Assessment(verdict, rating, headline, findings, exercise.why)

    def give_up(self, exercise: ContrastExercise) -> Assessment:
        """Return which statement holds and everything that the other one lacks."""
        nothing = ContrastAnswer(exercise.good_at, frozenset())
        return Assessment(
            verdict=Verdict.GIVEN_UP,
            suggested=Rating.AGAIN,
            headline=f"Statement {exercise.good_at + 1} holds",
            findings=(*_missed(exercise, nothing), *exercise.remarks),
            explanation=exercise.why,
        )

    def describe_answer(self, answer: ContrastAnswer) -> str:
        """Return the pick (1 or 2) and the named gaps."""
        gaps = ", ".join(sorted(gap.value for gap in answer.lacks))
        return f"{answer.picked + 1}: {gaps}" if gaps else f"{answer.picked + 1}"

    def summary(self, content: Contrast) -> str:
        """Return BAD's first line."""
        return one_line(content.bad)

    def lacks(self, content: Contrast) -> dict[Aspect, str]:
        """Return what BAD lacks, and the phrase that supplies it in GOOD, if one does."""
        named = _named_gaps(content)
        return self._pair(content).gaps() if named is None else named

    def sides(self, content: Contrast) -> Sides:
        """Return BAD with the question what it lacks, and GOOD with the answer."""
        lacks = [
            f"- {aspect.facts.label.lower()}{f': “{phrase}”' if phrase else ''}"
            for aspect, phrase in self.lacks(content).items()
        ]
        asked = "What does this statement lack?"
        front = paragraphs(content.situation, asked, quoted(content.bad))
        return Sides(front, paragraphs(quoted(content.good), "\n".join(lacks)), content.why)


def _read(good: str, bad: str, situation: str, catalogue: CatalogueSource) -> Pair:
    from trainer.drills.pair import read_pair

    return read_pair(good, bad, situation, catalogue())


def _named_gaps(content: Contrast) -> dict[Aspect, str] | None:
    """Return what BAD lacks by the author's word, which counts; None where he says nothing."""
    if content.lacks is None:
        return None
    return {Aspect(name): phrase or "" for name, phrase in content.lacks.items()}


def _places(phrase: str, gap: Aspect, pair: Pair) -> tuple[tuple[int, int], ...]:
    """Return where GOOD fills ``gap``: the author's phrase, else what the reader finds."""
    start = pair.good.text.find(phrase) if phrase else -1
    if start >= 0:
        return ((start, start + len(phrase)),)
    return pair.good.covered.get(gap, ())


def _named(named: int, gaps: int) -> str:
    return f"{named} of {gaps} {'gap' if gaps == 1 else 'gaps'} named"


def _too_many(extra: frozenset[Aspect]) -> str:
    return f", {len(extra)} too many" if extra else ""


def _f1(expected: frozenset[Aspect], named: frozenset[Aspect]) -> float:
    return 2 * len(expected & named) / (len(expected) + len(named))


def _missed(exercise: ContrastExercise, answer: ContrastAnswer) -> Iterable[Finding]:
    for gap, phrase in exercise.lacks.items():
        if gap in answer.lacks:
            continue
        place = next(iter(exercise.supplied.get(gap, ())), (None, None))
        said = f": the other says “{phrase}”" if phrase else ""
        yield Finding(
            f"missed-{gap.value}",
            f"It lacks {gap.facts.noun}{said}.",
            f"Say {gap.facts.meaning}.",
            *place,
        )


def _needless(exercise: ContrastExercise, answer: ContrastAnswer) -> Iterable[Finding]:
    for gap in sorted(answer.lacks - frozenset(exercise.lacks), key=lambda item: item.value):
        yield Finding(
            code=f"needless-{gap.value}",
            message=f"{gap.facts.label} is not what tells the two apart.",
        )
