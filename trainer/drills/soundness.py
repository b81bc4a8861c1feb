"""Whether an estimate can be asked and answered, whatever numbers are drawn for it."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator

from trainer.costmodel.solve import solve
from trainer.costmodel.terms import TERMS, Term, term
from trainer.domain.derivation import Derivation
from trainer.drills.accuracy import read_tolerance
from trainer.drills.base import ContentProblem
from trainer.drills.draws import BadGiven, Draw, read_draw
from trainer.drills.entries import ENTRY_KINDS, CatalogueSource, EntryDraw, Supplies, read_entries
from trainer.drills.estimate import Estimate, EstimateExercise
from trainer.drills.judgement import REALISTIC
from trainer.drills.placeholders import names_in
from trainer.errors import BadInput
from trainer.units.quantity import same_dimension, show_quantity

TRIAL_SEEDS = range(12)
"""The seeds a question is tried with, besides the corners of what can be drawn."""

ROOFLINES = frozenset(("mfu", "mbu"))
"""Terms that the model assumes to be 1 where they are not given: nothing is lost."""

Pose = Callable[[Estimate, random.Random], EstimateExercise]


class Corner(random.Random):
    """Draws the ends of every range and list: where an answer leaves its range, it does there.

    The bits of ``pattern`` say, draw by draw, whether it is the upper end.
    """

    def __init__(self, pattern: int) -> None:
        super().__init__(0)
        self._pattern = pattern

    def random(self) -> float:
        """Return the smallest or the largest number a draw can be made from."""
        upper, self._pattern = self._pattern & 1, self._pattern >> 1
        return math.nextafter(1.0, 0.0) if upper else 0.0


CORNERS = range(8)
"""All corners of up to three drawn numbers, and eight of more."""


def problems(content: Estimate, pose: Pose, catalogue: CatalogueSource) -> Iterator[ContentProblem]:
    """Yield what is wrong with ``content``; trial questions are posed only if nothing is."""
    found = [
        *_asked_problems(content),
        *_given_problems(content, catalogue),
        *_place_problems(content),
    ]
    yield from found
    if not any(problem.severity == "error" for problem in found):
        yield from _trial_problems(content, pose)


def _asked_problems(content: Estimate) -> Iterator[ContentProblem]:
    try:
        read_tolerance(content.tolerance)
    except BadInput as refusal:
        yield ContentProblem(("tolerance",), refusal.advice)
    asked = _known(content.asked)
    if isinstance(asked, str):
        yield ContentProblem(("asked",), asked)
        return
    if content.asked in content.givens:
        yield ContentProblem(
            ("asked",), f"'{content.asked}' is asked and given at once; leave it out of 'givens'"
        )
    yield from _unit_problems(content, asked)
    if content.basis == REALISTIC and not asked.better:
        yield ContentProblem(
            ("basis",), f"there is no realistic band for {asked.label}: only times, costs and rates"
            " fall short of a roofline; leave 'basis' out",
        )  # fmt: skip


def _unit_problems(content: Estimate, asked: Term) -> Iterator[ContentProblem]:
    if not content.unit:
        return
    try:
        fits = same_dimension(content.unit, asked.unit)
    except BadInput as refusal:
        yield ContentProblem(("unit",), refusal.advice)
        return
    if not fits:
        yield ContentProblem(
            ("unit",), f"{asked.label} is measured in {asked.unit}, which is not of the same kind"
            f" as {content.unit}",
        )  # fmt: skip


def _known(name: str) -> Term | str:
    """Return the term called ``name``, or the sentence that says it is none."""
    try:
        return term(name)
    except BadInput as refusal:
        return refusal.advice


def _given_problems(content: Estimate, catalogue: CatalogueSource) -> Iterator[ContentProblem]:
    for name, given in content.givens.items():
        known = None if name in ENTRY_KINDS else _known(name)
        if isinstance(known, str):
            yield ContentProblem(("givens", name), known)
            continue
        try:
            if known is None:
                draw: Draw | EntryDraw = read_entries(given)
            else:
                draw = read_draw(given, known.unit)
        except BadGiven as refusal:
            yield ContentProblem(("givens", name, *refusal.path), refusal.what)
            continue
        if isinstance(draw, EntryDraw):
            yield from _entry_problems(name, draw, catalogue())
        yield from _unseen(content, name, varies=draw.varies)


def _entry_problems(kind: str, draw: EntryDraw, supplies: Supplies) -> Iterator[ContentProblem]:
    for place, name in enumerate(draw.names):
        try:
            supplies.givens(kind, name)
        except BadInput as refusal:
            path = ("givens", kind, "one_of", place) if draw.varies else ("givens", kind)
            yield ContentProblem(path, refusal.advice)


def _unseen(content: Estimate, name: str, *, varies: bool) -> Iterator[ContentProblem]:
    if varies and name not in names_in(content.question):
        yield ContentProblem(
            ("givens", name),
            f"'{name}' is drawn but never shown; put {{{name}}} into 'question'",
        )


def _place_problems(content: Estimate) -> Iterator[ContentProblem]:
    for field, text in (("question", content.question), ("why", content.why)):
        for name in names_in(text):
            if name in content.givens:
                continue
            if name in TERMS:
                message = f"{{{name}}} stands for nothing; add '{name}' to 'givens'"
            else:
                message = f"{{{name}}} is not one of the givens: {', '.join(content.givens)}"
            yield ContentProblem((field,), message)


def _trial_problems(content: Estimate, pose: Pose) -> Iterator[ContentProblem]:
    """Yield what goes wrong with drawn numbers, each kind of trouble once."""
    seen: set[tuple[str | int, ...]] = set()
    idle = set(content.givens) - set(ENTRY_KINDS)
    for rng in _trials():
        exercise = pose(content, rng)
        try:
            derivation = solve(exercise.asked, exercise.givens)
        except BadInput as refusal:
            yield ContentProblem(("givens",), refusal.advice)
            return
        idle -= {number.term for number in derivation.givens}
        for problem in (*_result_problems(derivation), *_basis_problems(content, derivation)):
            if problem.path not in seen:
                seen.add(problem.path)
                yield problem
    for name in sorted(idle):
        yield ContentProblem(
            ("givens", name), f"'{name}' is not needed for the answer; leave it out", "warning"
        )


def _trials() -> Iterator[random.Random]:
    for seed in TRIAL_SEEDS:
        yield random.Random(seed)  # noqa: S311 (a question, not a secret)
    for pattern in CORNERS:
        yield Corner(pattern)


def _basis_problems(content: Estimate, derivation: Derivation) -> Iterator[ContentProblem]:
    """Yield a basis that does not fit: MFU and MBU that nobody gave are those of a roofline."""
    assumed = {number.term for number in derivation.assumptions}
    if assumed & ROOFLINES and content.basis == "exact":
        yield ContentProblem(
            ("basis",), "the answer is a roofline, as MFU or MBU is not given; say"
            " 'basis: roofline' or 'basis: realistic'", "warning",
        )  # fmt: skip
    elif content.basis == REALISTIC and not assumed & ROOFLINES:
        yield ContentProblem(
            ("basis",), "nothing in the answer is a roofline, so no band of real figures applies;"
            " leave 'basis' out",
        )  # fmt: skip


def _result_problems(derivation: Derivation) -> Iterator[ContentProblem]:
    result = derivation.result
    asked = term(result.term)
    shown = show_quantity(result.value, result.unit)
    drawn = ", ".join(
        f"{number.term} {show_quantity(number.value, number.unit)}" for number in derivation.givens
    )
    if result.value <= 0:
        yield ContentProblem(
            ("asked",), f"the answer can be {shown} ({drawn}), and only numbers above zero can be"
            " judged by their ratio",
        )  # fmt: skip
    elif not asked.low <= result.value <= asked.high:
        low, high = (show_quantity(end, asked.unit) for end in (asked.low, asked.high))
        yield ContentProblem(
            ("asked",), f"the answer can be {shown} ({drawn}), outside the plausible {low} to"
            f" {high}", "warning",
        )  # fmt: skip
