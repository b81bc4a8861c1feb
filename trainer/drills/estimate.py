"""Estimate: a question with drawn numbers, judged against the cost model on a log scale."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple

from trainer.costmodel.terms import term
from trainer.domain.assessment import Assessment
from trainer.domain.deck import Fields
from trainer.drills.accuracy import read_tolerance
from trainer.drills.base import ContentProblem, Sides, Some, Text, one_line, plain, text_field
from trainer.drills.drawn import drawn
from trainer.drills.entries import CatalogueSource, shipped_catalogue
from trainer.drills.placeholders import blanked, filled
from trainer.errors import BadInput

if TYPE_CHECKING:
    from trainer.drills.judgement import Case

BasisName = Literal["exact", "roofline", "realistic"]

_AS_A_FACTOR = 1.5


class _GivenSchema:
    """What a given looks like in the JSON Schema of deck files; ``draws`` checks it."""

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> dict[str, Any]:
        value = {"type": ["string", "number"]}
        choice = {"one_of": {"type": "array", "items": value, "minItems": 2}}
        between = {
            "between": {"type": "array", "items": value, "minItems": 2, "maxItems": 2},
            "digits": {"enum": [1, 2]},
        }
        return {
            "anyOf": [
                value,
                {"type": "object", "properties": choice, "required": ["one_of"]},
                {"type": "object", "properties": between, "required": ["between"]},
            ]
        }


Given = Annotated[object, _GivenSchema()]
"""A fixed value (1200 or "$0.0012"), {"one_of": [...]} or {"between": [low, high]}."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The fields of an estimate drill.

    ``givens`` maps terms of the cost model to their values or how to draw them, and ``model`` and
    ``accelerator`` to catalogue entries; ``asked`` is a term; ``unit`` is what the answer is wanted
    in (the term's own if empty). ``question`` and ``why`` are Markdown in which ``{term}`` is
    replaced by the drawn value.
    """

    __pydantic_config__ = {"extra": "forbid", "coerce_numbers_to_str": True}  # noqa: RUF012

    question: Text
    givens: Annotated[Mapping[str, Given], Some()]
    asked: Text
    unit: str = ""
    tolerance: str = "5%"
    basis: BasisName = "exact"
    why: str = ""


class EstimateExercise(NamedTuple):
    """An estimate posed: ``givens`` are drawn, in their terms' units; ``question`` shows them.

    ``unit`` is the unit an answer is read in, ``tolerance`` the factor (above 1) that counts as
    right. The solution is worked out only when an answer is judged.
    """

    question: str
    givens: Mapping[str, float]
    asked: str
    unit: str
    tolerance: float
    basis: BasisName
    why: str = ""

    @property
    def wanted(self) -> str:
        """Return in a sentence how near is right, and whether it is the roofline that is asked."""
        near = f"{100 * (self.tolerance - 1):.3g} %"
        if self.tolerance >= _AS_A_FACTOR:
            near = f"a factor of {self.tolerance:.3g}"
        if self.basis == "exact":
            return f"Right within {near}."
        if self.basis == "roofline":
            return f"The roofline is asked: right within {near} of it."
        from trainer.costmodel.bands import GENERAL

        return f"What real systems reach is asked: {GENERAL.shown} of the roofline."


class EstimateAnswer(NamedTuple):
    """What was typed, an 80 % interval as typed or "", and the seconds it took if known."""

    text: str
    interval: str = ""
    seconds: float | None = None


@dataclass(frozen=True)
class EstimateKind:
    """The kind ``estimate``."""

    name: ClassVar[str] = "estimate"
    content_type: type[Estimate] = Estimate
    catalogue: CatalogueSource = field(default=shipped_catalogue)
    """Where the numbers of a ``model`` or an ``accelerator`` come from."""

    def check(self, content: Estimate) -> Iterable[ContentProblem]:
        """Yield what keeps the question from being asked or answered, for any numbers drawn."""
        from trainer.drills.soundness import problems

        return problems(content, self.pose, self.catalogue)

    def read(self, fields: Fields) -> Estimate:
        """Return the content of stored ``fields``."""
        givens, basis = fields["givens"], fields.get("basis", "exact")
        assert isinstance(givens, Mapping)  # noqa: S101 (narrowing: stored content was checked)
        assert basis in ("exact", "roofline", "realistic")  # noqa: S101
        return Estimate(
            question=text_field(fields, "question"),
            givens=givens,
            asked=text_field(fields, "asked"),
            unit=text_field(fields, "unit", ""),
            tolerance=text_field(fields, "tolerance", "5%"),
            basis=basis,
            why=text_field(fields, "why", ""),
        )

    def write(self, content: Estimate) -> dict[str, object]:
        """Return ``content`` as a deck file states it."""
        return plain(content)

    def pose(self, content: Estimate, rng: random.Random) -> EstimateExercise:
        """Return the question with the numbers that ``rng`` draws, in the order of their names.

        A number stated outright takes the place of an entry's own.
        Raises BadInput for content that ``check`` refuses.
        """
        found = drawn(content.givens, self.catalogue, rng)
        return EstimateExercise(
            question=filled(content.question, found.shown),
            givens={**found.supplied, **found.stated},
            asked=content.asked,
            unit=content.unit or term(content.asked).unit,
            tolerance=read_tolerance(content.tolerance),
            basis=content.basis,
            why=filled(content.why, found.shown),
        )

    def assess(self, exercise: EstimateExercise, answer: EstimateAnswer) -> Assessment:
        """Judge the answer by its ratio to the cost model's value.

        Raises UnreadableQuantity and WrongDimension for what is no answer: it does not count.
        """
        from trainer.drills.judgement import judge, read_attempt

        attempt = read_attempt(answer.text, answer.interval, exercise.unit, answer.seconds)
        return judge(_case(exercise), attempt, exercise.why)

    def give_up(self, exercise: EstimateExercise) -> Assessment:
        """Return the cost model's value with its working, and no estimate."""
        from trainer.drills.judgement import give_up

        return give_up(_case(exercise), exercise.why)

    def describe_answer(self, answer: EstimateAnswer) -> str:
        """Return what was typed, the interval in brackets behind it."""
        interval = answer.interval.strip()
        return f"{answer.text.strip()} [{interval}]" if interval else answer.text.strip()

    def summary(self, content: Estimate) -> str:
        """Return the question's first line, the drawn numbers left open."""
        return one_line(blanked(content.question))

    def sides(self, content: Estimate) -> Sides:
        """Return the question with the numbers of one seed, and the worked solution."""
        from trainer.costmodel.solve import solve
        from trainer.costmodel.working import as_markdown

        exercise = self.pose(content, random.Random(0))  # noqa: S311 (no secret)
        worked = as_markdown(solve(exercise.asked, exercise.givens)).strip()
        return Sides(exercise.question, worked, exercise.why)


def _case(exercise: EstimateExercise) -> Case:
    """Return what ``exercise`` is judged by, its solution worked out."""
    from trainer.costmodel.solve import solve
    from trainer.drills.judgement import Case

    return Case(
        derivation=solve(exercise.asked, exercise.givens),
        unit=exercise.unit,
        tolerance=exercise.tolerance,
        basis=exercise.basis,
        resolve=functools.partial(_with, exercise),
    )


def _with(exercise: EstimateExercise, changed: Mapping[str, float]) -> float | None:
    """Return the answer with some givens changed, None where the model then refuses."""
    from trainer.costmodel.solve import solve

    try:
        return solve(exercise.asked, {**exercise.givens, **changed}).result.value
    except BadInput:
        return None
