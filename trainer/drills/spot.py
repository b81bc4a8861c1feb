"""Spot: find what is wrong in a statement or a small calculation, and put it right."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

from trainer.domain.assessment import Assessment, Finding, Verdict
from trainer.domain.deck import Fields
from trainer.domain.memory import Rating
from trainer.drills.accuracy import read_tolerance
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
from trainer.errors import BadInput
from trainer.units.quantity import read_quantity, show_quantity

MOST_SPANS = 9
"""The spans are picked with the keys 1 to 9."""

MOST_WORDS_AROUND = 6
"""A right word counts inside so many others; in a longer answer it may stand for anything."""

_ROUNDING = 1e-9
_APART = str.maketrans("-/", "  ")
_WORD = re.compile(r"[\w@%+]+")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One error: the ``phrase`` as it stands in the text, what is ``right`` instead, and why.

    With a ``unit``, ``right`` is a quantity and an answer is judged within ``tolerance``; without,
    it is words, and ``accept`` lists other wordings that are right, too.
    """

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    phrase: Text
    right: Text
    why: str = ""
    unit: str = ""
    tolerance: str = "5%"
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """The fields of a spot drill. ``decoys`` are phrases of the text that are right as they are."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    text: Text
    flaws: Annotated[tuple[Flaw, ...], Some()]
    decoys: Annotated[tuple[str, ...], Some()]
    situation: str = ""
    why: str = ""


class Span(NamedTuple):
    """A stretch of the text that can be picked; ``flaw`` is None where nothing is wrong."""

    start: int
    end: int
    text: str
    flaw: Flaw | None


class SpotExercise(NamedTuple):
    """The text with its spans in reading order."""

    situation: str
    text: str
    spans: tuple[Span, ...]
    why: str


class SpotAnswer(NamedTuple):
    """What was picked (by index of the span) and what was typed as right in its place."""

    corrections: Mapping[int, str]


@dataclass(frozen=True)
class SpotKind:
    """The kind ``spot``."""

    name: ClassVar[str] = "spot"
    content_type: type[Spot] = Spot

    def check(self, content: Spot) -> Iterable[ContentProblem]:
        """Yield phrases that cannot be found or overlap, and right values that cannot be read."""
        yield from _phrase_problems(content)
        for index, flaw in enumerate(content.flaws):
            try:
                read_tolerance(flaw.tolerance)
                if flaw.unit:
                    read_quantity(flaw.right, flaw.unit, positive=True)
            except BadInput as error:
                field = "right" if "tolerance" not in error.what else "tolerance"
                yield ContentProblem(("flaws", index, field), error.advice)

    def read(self, fields: Fields) -> Spot:
        """Return the content of stored ``fields``."""
        flaws, decoys = fields["flaws"], fields["decoys"]
        assert isinstance(flaws, list | tuple)  # noqa: S101 (narrowing checked content)
        assert isinstance(decoys, list | tuple)  # noqa: S101
        return Spot(
            text=text_field(fields, "text"),
            flaws=tuple(
                Flaw(**{**flaw, "accept": tuple(flaw.get("accept", ()))}) for flaw in flaws
            ),
            decoys=tuple(decoys),
            situation=text_field(fields, "situation", ""),
            why=text_field(fields, "why", ""),
        )

    def write(self, content: Spot) -> dict[str, object]:
        """Return ``content`` as a deck file states it."""
        return plain(content)

    def pose(self, content: Spot, rng: random.Random) -> SpotExercise:  # noqa: ARG002
        """Return the exercise; nothing in it is drawn."""
        flaws = {flaw.phrase: flaw for flaw in content.flaws}
        spans = [
            Span(start, start + len(phrase), phrase, flaws.get(phrase))
            for phrase in (*flaws, *content.decoys)
            if (start := content.text.find(phrase)) >= 0
        ]
        ordered = tuple(sorted(spans, key=lambda span: span.start))
        return SpotExercise(content.situation, content.text, ordered, content.why)

    def assess(self, exercise: SpotExercise, answer: SpotAnswer) -> Assessment:
        """Judge which spans were picked and what was put in their place.

        Raises BadInput for a correction that cannot be read as a quantity of its flaw's unit.
        """
        flawed = {index: span.flaw for index, span in enumerate(exercise.spans) if span.flaw}
        picked = set(answer.corrections)
        mended = {
            index
            for index in flawed.keys() & picked
            if _is_right(flawed[index], answer.corrections[index])
        }
        found, needless = len(flawed.keys() & picked), len(picked - flawed.keys())
        verdict, rating = _verdict(len(flawed), found, len(mended), needless)
        return Assessment(
            verdict=verdict,
            suggested=rating,
            headline=_headline(len(flawed), found, len(mended), needless),
            findings=tuple(_findings(exercise, answer, mended)),
            explanation=exercise.why,
        )

    def give_up(self, exercise: SpotExercise) -> Assessment:
        """Return every error with what is right in its place."""
        unmended = {index: "" for index, span in enumerate(exercise.spans) if span.flaw}
        many = len(unmended)
        return Assessment(
            verdict=Verdict.GIVEN_UP,
            suggested=Rating.AGAIN,
            headline="There is 1 error" if many == 1 else f"There are {many} errors",
            findings=tuple(_findings(exercise, SpotAnswer(unmended), set())),
            explanation=exercise.why,
        )

    def describe_answer(self, answer: SpotAnswer) -> str:
        """Return the picked spans (counted from 1) with what was put in their place."""
        return "; ".join(
            f"{index + 1}: {text}" for index, text in sorted(answer.corrections.items())
        )

    def summary(self, content: Spot) -> str:
        """Return the text's first line."""
        return one_line(content.text)

    def sides(self, content: Spot) -> Sides:
        """Return the text, and each of its flaws with what is right."""
        flaws = [
            f"- “{flaw.phrase}” is wrong; right is {flaw.right}. {flaw.why}".rstrip()
            for flaw in content.flaws
        ]
        front = paragraphs(content.situation, "What is wrong here?", quoted(content.text))
        return Sides(front, "\n".join(flaws), content.why)


def _phrase_problems(content: Spot) -> Iterator[ContentProblem]:
    places: list[tuple[int, int]] = []
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("flaws", index, "phrase"), flaw.phrase) for index, flaw in enumerate(content.flaws)
    ]
    named += [(("decoys", index), phrase) for index, phrase in enumerate(content.decoys)]
    if len(named) > MOST_SPANS:
        yield ContentProblem(("decoys",), f"at most {MOST_SPANS} phrases can be picked by key")
    for path, phrase in named:
        times = content.text.count(phrase)
        if times != 1:
            how = "does not stand in 'text' word for word" if not times else "stands there twice"
            yield ContentProblem(path, f"'{phrase}' {how}; quote a phrase that stands there once")
            continue
        start = content.text.index(phrase)
        if any(start < end and begin < start + len(phrase) for begin, end in places):
            yield ContentProblem(path, f"'{phrase}' overlaps another phrase of this drill")
        places.append((start, start + len(phrase)))


def _is_right(flaw: Flaw, typed: str) -> bool:
    if not flaw.unit:
        return any(_says(typed, right, flaw.phrase) for right in (flaw.right, *flaw.accept))
    value = read_quantity(typed, flaw.unit, positive=True).value
    ratio = value / read_quantity(flaw.right, flaw.unit).value
    return abs(math.log(ratio)) <= math.log(read_tolerance(flaw.tolerance)) + _ROUNDING


def _says(typed: str, right: str, wrong: str) -> bool:
    """Tell whether ``typed`` is ``right``, alone or inside a short answer without the wrong one."""
    said, wanted = _words(typed), _words(right)
    if "".join(said) == "".join(wanted):
        return True
    if len(said) > len(wanted) + MOST_WORDS_AROUND or _holds(said, _words(wrong)):
        return False
    return _holds(said, wanted)


def _holds(words: list[str], wanted: list[str]) -> bool:
    """Tell whether ``wanted`` stands in ``words``, in one piece."""
    count = len(wanted)
    return any(words[at : at + count] == wanted for at in range(len(words) - count + 1))


def _words(text: str) -> list[str]:
    """Return the words without what spelling habits differ in: case, hyphens, punctuation."""
    return _WORD.findall(text.casefold().translate(_APART))


def _verdict(flaws: int, found: int, mended: int, needless: int) -> tuple[Verdict, Rating]:
    if mended == flaws and not needless:
        return Verdict.CORRECT, Rating.GOOD
    if found == flaws and needless <= 1:
        return Verdict.CLOSE, Rating.HARD
    return Verdict.WRONG, Rating.AGAIN


def _headline(flaws: int, found: int, mended: int, needless: int) -> str:
    if not found:
        said = "The error is elsewhere" if flaws == 1 else "None of the errors found"
    elif flaws == 1:
        said = "Found and put right" if mended else "Found, but not put right"
    else:
        said = f"{found} of {flaws} errors found, {mended} put right"
    return f"{said}; {needless} marked that hold" if needless else said


def _findings(exercise: SpotExercise, answer: SpotAnswer, mended: set[int]) -> Iterator[Finding]:
    for index, span in enumerate(exercise.spans):
        if span.flaw is None:
            if index in answer.corrections:
                yield Finding("needless", f"“{span.text}” holds.", "", span.start, span.end)
            continue
        right = _shown(span.flaw)
        why = f" {span.flaw.why}" if span.flaw.why else ""
        if index in mended:
            code, said = "mended", f"“{span.text}” is wrong, and {right} is right.{why}"
        elif index in answer.corrections:
            code, said = "not-mended", f"“{span.text}” is wrong; right is {right}.{why}"
        else:
            code, said = "missed", f"You missed “{span.text}”; right is {right}.{why}"
        yield Finding(code, said, "", span.start, span.end)


def _shown(flaw: Flaw) -> str:
    if not flaw.unit:
        return flaw.right
    return show_quantity(read_quantity(flaw.right, flaw.unit).value, flaw.unit)
