"""Write decks/README.md: how many drills each deck has, by kind, dimension and level."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.content.shipped import decks
from trainer.domain.aspect import Dimension
from trainer.drills.kinds import KINDS
from trainer.formats.base import DeckFile, FileDrill
from trainer.places import shipped

README = shipped("decks") / "README.md"
COMMAND = "make counts"
DIMENSIONS = (*(dimension.value for dimension in Dimension), "other")
LEVELS = (1, 2, 3)


def page() -> str:
    """Return the whole page."""
    course = sorted(decks(), key=lambda deck: deck.course.order if deck.course else 0)
    total = sum(len(deck.drills) for deck in course)
    head = (
        "# The built-in decks\n\n"
        f"{total:,} drills in {len(course)} decks, which are one course in this order. Written by"
        f" `{COMMAND}`; not to be edited.\n\n"
        "In each cell the drills of level 1 · 2 · 3. A drill counts for the first of the three"
        " dimensions that\nis among its tags, else as other.\n\n"
    )
    return head + "\n".join(_rows(course)) + "\n\n" + "\n".join(_aims(course))


def _rows(course: Sequence[DeckFile]) -> Iterator[str]:
    yield f"| deck | kind | {' | '.join(DIMENSIONS)} | all |"
    yield f"|---|---|{'--:|' * (len(DIMENSIONS) + 1)}"
    for deck in course:
        for kind in KINDS:
            drills = [drill for drill in deck.drills if drill.kind == kind.name]
            if drills:
                yield _row(deck.title, kind.name, drills)
        yield _row(deck.title, "**all**", deck.drills)
    yield _row("**all**", "", [drill for deck in course for drill in deck.drills])


def _row(deck: str, kind: str, drills: Sequence[FileDrill]) -> str:
    many = Counter((_dimension(drill), drill.level) for drill in drills)
    cells = (
        " · ".join(str(many[dimension, level]) for level in LEVELS) if any(
            many[dimension, level] for level in LEVELS
        ) else ""
        for dimension in DIMENSIONS
    )  # fmt: skip
    return f"| {deck} | {kind} | {' | '.join(cells)} | {len(drills)} |"


def _dimension(drill: FileDrill) -> str:
    return next((tag for tag in drill.tags if tag in DIMENSIONS), "other")


def _aims(course: Sequence[DeckFile]) -> Iterator[str]:
    for deck in course:
        yield f"**{deck.title}** (`{deck.path.name}`). {' '.join(deck.aim.split())}\n"


if __name__ == "__main__":
    README.write_text(page(), "utf-8")
    sys.stdout.write(f"{README} is written.\n")
