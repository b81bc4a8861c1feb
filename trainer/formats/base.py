"""What every reader of decks returns: what was found, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from trainer.domain.deck import Course, Source
from trainer.errors import BadInput
from trainer.scheduling.marks import Mark

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a file, and where. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    severity: str
    message: str

    def __str__(self) -> str:
        """Return ``file:line:column: message`` as editors and terminals make clickable."""
        mark = "" if self.severity == ERROR else f"{self.severity}: "
        return f"{self.file}:{self.line}:{self.column}: {mark}{self.message}"


class PastAnswer(NamedTuple):
    """One answer given in another program.

    ``at_ms`` is milliseconds of UTC since 1970, ``rating`` 1 to 4 as FSRS counts them.
    """

    at_ms: int
    rating: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a deck shows; ``source`` is the package it lies in or the file itself.

    ``name`` is what the texts call it. ``member`` names it inside a package and is empty for a
    file of its own; ``packed`` says that it is compressed once more inside.
    """

    name: str
    source: Path
    member: str = ""
    packed: bool = False


class FileDrill(NamedTuple):
    """One drill as a file states it, its content already checked by its kind.

    A named tuple takes a sixth of the time that a frozen dataclass takes to be made.
    ``local_id`` is the author's id, or one made from the content where the author gave none.
    ``position`` counts the entries of the file from 0, bad ones included. ``level`` says how hard
    the author thinks it is, 1 to 3.
    """

    local_id: str
    kind: str
    fields: Mapping[str, object]
    content_hash: str
    position: int
    tags: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    level: int | None = None
    has_own_id: bool = True
    line: int = 1
    history: tuple[PastAnswer, ...] = ()
    """What it was answered elsewhere, oldest first."""
    mark: Mark | None = None
    """How it was marked elsewhere: suspended, flagged."""


@dataclass(frozen=True, slots=True)
class DeckFile:
    """What a deck file holds: the good part and the problems of the rest."""

    path: Path
    id: str
    title: str
    aim: str = ""
    language: str = "en"
    licence: str = ""
    drills: tuple[FileDrill, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    not_carried: tuple[str, ...] = ()
    """What a foreign format holds and this program cannot."""
    pictures: tuple[Picture, ...] = ()
    raw: bytes = field(default=b"", repr=False)
    """A deck in the program's own format exactly as it was written; empty for the others."""
    course: Course | None = None
    course_places: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """Line and column of each topic that is needed, by the topic that needs it and its word."""
    whole: bool = True
    """Whether a drill that is not in the file was taken out of the deck; no in foreign formats."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return the problems that keep something out."""
        return tuple(problem for problem in self.problems if problem.severity == ERROR)


class UnreadableDeck(BadInput):
    """A file of which nothing could be used. ``problems`` says why, in the order of the file."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        first, more = problems[0], len(problems) - 1
        super().__init__(
            first.message + (f" ({more} more: see 'triad check')" if more else ""),
            where=f"{first.file}:{first.line}:{first.column}",
        )
