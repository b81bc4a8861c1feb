"""Any drill as two sides: what a program of cards can hold of it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from trainer.domain.aspect import Aspect
from trainer.domain.deck import Drill
from trainer.drills.contrast import Contrast, gaps
from trainer.drills.email import Email
from trainer.drills.entries import shipped_catalogue
from trainer.drills.estimate import Estimate, EstimateKind
from trainer.drills.interview import Interview, InterviewKind
from trainer.drills.kinds import kind_named
from trainer.drills.pair import read_pair
from trainer.drills.recall import Recall
from trainer.drills.rewrite import Rewrite
from trainer.drills.spot import Spot
from trainer.drills.table import Table, as_markdown

_SEED = 0
"""A drill whose numbers are drawn is given out with the numbers of this seed."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Question, answer and what explains it; all Markdown."""

    front: str
    back: str
    why: str = ""


def sides(drill: Drill) -> Sides:
    """Return what is asked and what is right, for a program that knows nothing but cards."""
    kind = kind_named(drill.kind)
    return _SIDES[drill.kind](kind.read(drill.fields))


def _recall(content: Recall) -> Sides:
    return Sides(content.front, content.back, content.why)


def lacking(content: Contrast) -> dict[Aspect, str]:
    """Return what the weak statement of a contrast lacks, and what supplies it in the other."""
    pair = read_pair(content.good, content.bad, content.situation, shipped_catalogue())
    return gaps(content, pair)


def _contrast(content: Contrast) -> Sides:
    lacks = [
        f"- {_label(aspect)}{f': “{phrase}”' if phrase else ''}"
        for aspect, phrase in lacking(content).items()
    ]
    front = _paragraphs(content.situation, "What does this statement lack?", _quoted(content.bad))
    return Sides(front, _paragraphs(_quoted(content.good), "\n".join(lacks)), content.why)


def _estimate(content: Estimate) -> Sides:
    from trainer.costmodel.solve import solve
    from trainer.costmodel.working import as_markdown as worked

    exercise = EstimateKind().pose(content, random.Random(_SEED))  # noqa: S311 (no secret)
    solution = worked(solve(exercise.asked, exercise.givens)).strip()
    return Sides(exercise.question, solution, exercise.why)


def _spot(content: Spot) -> Sides:
    flaws = [
        f"- “{flaw.phrase}” is wrong; right is {flaw.right}. {flaw.why}".rstrip()
        for flaw in content.flaws
    ]
    front = _paragraphs(content.situation, "What is wrong here?", _quoted(content.text))
    return Sides(front, "\n".join(flaws), content.why)


def _rewrite(content: Rewrite) -> Sides:
    wanted = ", ".join(_label(Aspect(name)) for name in content.requires)
    front = _paragraphs(
        content.scenario.text, f"Rewrite this; it must hold {wanted}.", _quoted(content.bad)
    )
    return Sides(front, _quoted(content.good), content.why)


def _table(content: Table) -> Sides:
    front = _paragraphs(content.scenario.text, "Fill the table: a target for each metric.")
    return Sides(front, as_markdown({str(row): text for row, text in content.good.items()}),
                 content.why)  # fmt: skip


def _email(content: Email) -> Sides:
    front = _paragraphs(
        content.scenario.text, f"Write the mail that mends what you forgot: {content.forgot}"
    )
    return Sides(front, content.good, content.why)


def _interview(content: Interview) -> Sides:
    exercise = InterviewKind().pose(content, random.Random(_SEED))  # noqa: S311 (no secret)
    wanted = "\n".join(f"- {each}" for each in exercise.requirements)
    front = _paragraphs(exercise.about.text, wanted, "Begin with the metric table.")
    return Sides(front, as_markdown(exercise.good), exercise.why)


_SIDES: Mapping[str, Callable[[Any], Sides]] = {
    "recall": _recall,
    "contrast": _contrast,
    "estimate": _estimate,
    "spot": _spot,
    "rewrite": _rewrite,
    "table": _table,
    "email": _email,
    "interview": _interview,
}


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())


def _label(aspect: Aspect) -> str:
    return aspect.facts.label.lower()
