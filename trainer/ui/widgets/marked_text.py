"""Text with stretches of it lit up in the theme's roles, as HTML that this program makes itself."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trainer.claims.claim import Claims
from trainer.domain.assessment import Finding
from trainer.ui import theme
from trainer.ui.widgets.sheet import unbroken


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text to be shown in a theme role (latency, cost, good, wrong …)."""

    start: int
    end: int
    role: str


def marked_html(text: str, marks: Iterable[Mark]) -> str:
    """Return ``text`` escaped, with its marks in colour, underlined and bold.

    Of overlapping marks the one that begins first is shown; a later one loses what is taken.
    """
    worn = theme.current()
    text = unbroken(text)
    pieces: list[str] = []
    at = 0
    for mark in sorted(marks, key=lambda item: (item.start, -item.end)):
        if mark.start < at or mark.start >= mark.end:
            continue
        pieces.append(_escaped(text[at : mark.start]))
        pieces.append(
            f'<span style="background:{worn.colours[mark.role + "_soft"]};'
            f"color:{worn.colours[mark.role]};font-weight:600;"
            f'text-decoration:underline">{_escaped(text[mark.start : mark.end])}</span>'
        )
        at = mark.end
    pieces.append(_escaped(text[at:]))
    return f'<div style="color:{worn.colours["text"]}">{"".join(pieces)}</div>'


def reading_marks(claims: Claims, faults: Sequence[Finding] = ()) -> list[Mark]:
    """Return what a reader saw in a text: what fails in red, else claims in their colours.

    A fault of the whole text lights nothing up: it is about what is not there.
    """
    whole = len(claims.text)
    wrong = [
        Mark(each.start, each.end, "wrong")
        for each in faults
        if each.start is not None and each.end is not None and each.end - each.start < whole
    ]
    wrong += [Mark(wish.start, wish.end, "wrong") for wish in claims.vague]
    read = [Mark(each.start, each.end, role_of(each.dimension)) for each in claims.claims]
    read += [Mark(plan.start, plan.end, "good") for plan in claims.plans]
    free = [mark for mark in read if not any(_overlap(mark, other) for other in wrong)]
    return [*wrong, *free]


def role_of(dimension: str) -> str:
    """Return the theme role of a claim's dimension: only the triad has colours of its own."""
    return dimension if dimension in {"latency", "cost", "quality"} else "accent"


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
