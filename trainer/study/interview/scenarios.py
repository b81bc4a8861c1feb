"""Finding a scenario: among those that come with the program, or in a deck file."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.drills.interview import Interview as Content
from trainer.drills.interview import InterviewExercise, InterviewKind
from trainer.errors import BadInput, did_you_mean, nearest
from trainer.formats.base import UnreadableDeck
from trainer.formats.yaml_deck import read_deck
from trainer.study.builtin import builtin_paths

_KIND = InterviewKind()
_MENTION = b"kind: interview"
"""What a deck with an interview holds: reading the others would take a second."""

_SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Scenario:
    """An interview of a deck: the deck's id, its own, and its content."""

    deck: str
    id: str
    content: Content

    @property
    def summary(self) -> str:
        """Return the system in one line."""
        return _KIND.summary(self.content)

    def pose(self, seed: int) -> InterviewExercise:
        """Return the interview with the facts that ``seed`` draws."""
        return _KIND.pose(self.content, random.Random(seed))  # noqa: S311 (a puzzle's numbers)


@functools.cache
def builtin(folder: Path) -> tuple[Scenario, ...]:
    """Return the interviews of the deck files in ``folder``, read once."""
    paths = (path for path in builtin_paths(folder) if _MENTION in path.read_bytes())
    return tuple(each for path in paths for each in _in_file(path))


def find(name: str, folder: Path) -> Scenario:
    """Return the interview ``name``: an id, deck/id, a deck file, or file#id.

    Raises BadInput where there is none, or where a file has several.
    """
    path, _, wanted = name.partition("#")
    if wanted or Path(path).suffix.lower() in _SUFFIXES or "deck.yaml" in _names_in(Path(path)):
        return _of_file(Path(path), wanted)
    known = {f"{each.deck}/{each.id}": each for each in builtin(folder)}
    found = known.get(name) or next((each for each in known.values() if each.id == name), None)
    if found is None:
        near = nearest(name, [each.id for each in known.values()])
        remedy = did_you_mean(near, "'triad interview --list' names them")
        raise BadInput(f"there is no interview '{name[:60]}'", remedy=remedy)
    return found


def _of_file(path: Path, wanted: str) -> Scenario:
    found = {each.id: each for each in _in_file(path)}
    if not found:
        raise BadInput("there is no interview in this deck", where=str(path), remedy=(
            "add a drill with 'kind: interview'"
        ))  # fmt: skip
    if wanted in found:
        return found[wanted]
    ids = ", ".join(found)
    if wanted:
        said = f"there is no interview '{wanted}' in this deck"
        raise BadInput(said, where=str(path), remedy=f"there are {ids}")
    if len(found) > 1:
        said = f"this deck has {len(found)} interviews"
        raise BadInput(said, where=str(path), remedy=f"add '#' and one of {ids}")
    return next(iter(found.values()))


def _in_file(path: Path) -> Iterator[Scenario]:
    try:
        deck = read_deck(path)
    except UnreadableDeck as error:
        first = error.problems[0]
        raise BadInput(first.message, where=str(path), remedy="'triad check' says more") from error
    for drill in deck.drills:
        if drill.kind == _KIND.name:
            yield Scenario(deck.id, drill.local_id, _KIND.read(drill.fields))


def _names_in(path: Path) -> frozenset[str]:
    return frozenset(each.name for each in path.iterdir()) if path.is_dir() else frozenset()
