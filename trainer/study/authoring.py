"""Editing a drill where it was written: its own lines of the deck file, checked while typed."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.domain.deck import Deck, Drill
from trainer.errors import BadInput, CannotRun
from trainer.formats.base import FileDrill, Problem, UnreadableDeck
from trainer.formats.deck_bytes import bytes_of, decoded
from trainer.formats.deck_folder import SUFFIXES, picture_names
from trainer.formats.yaml_deck import read_deck_text
from trainer.formats.yaml_edit import HEADER_LINES, INDENT, deck_of_one, entry_at
from trainer.formats.yaml_tree import read_tree
from trainer.formats.yaml_write import deck_yaml
from trainer.study.kept import Kept, put_file

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Draft:
    """A drill's lines as they stand in its file; ``first_line`` (from 1) is where they begin."""

    path: Path
    raw: bytes
    deck_id: str
    position: int
    entry: str
    first_line: int
    sources: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Checked:
    """What an edited entry came to: the drill if it is good, and its problems.

    Their lines count from 1 within the entry.
    """

    drill: FileDrill | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """Opens, checks and saves drills. ``own`` is the user's folder of decks.

    Decks in the ``shipped`` folder, and those ``lent`` by a cohort, are there to read.
    """

    kept: Kept
    own: Path
    shipped: Path
    lent: Path | None = None

    def source(self, deck_id: str) -> Path | None:
        """Return the file in which the deck can be edited; None where there is none."""
        path = self.kept.origin(deck_id)
        if path is None or path.suffix not in {".yaml", ".yml"} or not path.is_file():
            return None
        if path.is_relative_to(self.shipped) or self.is_lent(path):
            return None
        return path if os.access(path, os.W_OK) else None

    def is_lent(self, path: Path) -> bool:
        """Return whether the deck file at ``path`` is the cohort's."""
        return self.lent is not None and path.is_relative_to(self.lent)

    def open(self, drill: Drill) -> Draft:
        """Return the lines of ``drill`` in its file. Meant for a worker: reads the whole file.

        Raises BadInput where the file does not hold it (any more).
        """
        path = self.source(drill.deck_id)
        if path is None:
            raise BadInput("this deck has no file to edit", remedy="copy it to your own decks")
        raw = bytes_of(path)
        text = decoded(raw, path)
        position = _position(drill, text, path)
        entry = entry_at(text, position)
        first_line = text.count("\n", 0, entry.start) + 1
        plain = entry.cut(text).replace("\r\n", "\n")
        return Draft(path, raw, str(drill.deck_id), position, plain, first_line, _sources(text))

    def check(self, draft: Draft, entry: str, today: dt.date | None = None) -> Checked:
        """Return what ``entry`` would be as the draft's drill, looked at alone."""
        text = deck_of_one(draft.deck_id, dict(draft.sources), entry)
        try:
            deck = read_deck_text(text, draft.path, draft.path.parent, today)
        except UnreadableDeck as error:
            return Checked(None, _moved(error.problems))
        return Checked(None if deck.errors else deck.drills[0], _moved(deck.problems))

    def save(self, draft: Draft, entry: str) -> None:
        """Put ``entry`` into the file in the draft's place; every other line stays as it is.

        Raises BadInput for an entry that is wrong, CannotRun where the file was changed meanwhile
        or cannot be written.
        """
        checked = self.check(draft, entry)
        if checked.drill is None:
            first = checked.problems[0]
            raise BadInput(first.message, where=f"line {first.line}", remedy="mend it first")
        if bytes_of(draft.path) != draft.raw:
            raise CannotRun(
                "the file was changed by another program while you edited",
                where=str(draft.path),
                remedy="copy your text, and open the drill again",
            )
        text = decoded(draft.raw, draft.path)
        line_end = "\r\n" if "\r\n" in text else "\n"
        unix = text.replace("\r\n", "\n")
        edited = entry_at(unix, draft.position).put(unix, entry)
        if edited == unix:
            return
        _same_but_one(unix, edited, draft)
        bom = _BOM if draft.raw.startswith(_BOM) else b""
        put_file(draft.path, bom + edited.replace("\n", line_end).encode())

    def copy_to_own(self, deck: Deck, drills: tuple[Drill, ...]) -> Path:
        """Write the deck into the user's own folder and return the file. Raises CannotRun.

        As it was written where that is known, with its pictures in a folder of their own.
        """
        names = sorted({name for drill in drills for name in _pictures(drill.fields)})
        shown = [(name, data) for name in names if (data := self.kept.picture(deck.id, name))]
        stem = str(deck.id)
        path = self.own / stem / "deck.yaml" if shown else self.own / f"{stem}.yaml"
        if path.exists():
            raise CannotRun("this file exists already", where=str(path), remedy="edit it there")
        raw = self.kept.raw(deck.id) or deck_yaml(deck, drills).encode()
        for name, data in shown:
            put_file(path.parent / name, data)
        put_file(path, raw)
        return path


def _position(drill: Drill, text: str, path: Path) -> int:
    local_id = drill.id.removeprefix(f"{drill.deck_id}/")
    found = read_deck_text(text, path).drills
    named = [each for each in found if each.has_own_id and each.local_id == local_id]
    alike = [each for each in found if each.content_hash == drill.content_hash]
    if named or alike:
        return (named or alike)[0].position
    remedy = "import the file again, then edit"
    raise BadInput(
        "the drill is not in this file as it was imported", where=str(path), remedy=remedy
    )


def _sources(text: str) -> Mapping[str, object]:
    data = read_tree(text).data
    found = data.get("sources") if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


def _moved(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems of a deck of one with lines and columns of the entry alone."""
    return tuple(
        replace(
            problem,
            line=max(1, problem.line - HEADER_LINES),
            column=max(1, problem.column - INDENT),
        )
        for problem in problems
    )


def _same_but_one(before: str, after: str, draft: Draft) -> None:
    """Raise BadInput if the edit reached beyond its own drill."""
    was, now = read_deck_text(before, draft.path), read_deck_text(after, draft.path)
    others = [
        {
            each.position: each.content_hash
            for each in deck.drills
            if each.position != draft.position
        }
        for deck in (was, now)
    ]
    if others[0] != others[1]:
        said = "this would change other drills of the file as well"
        raise BadInput(said, where=str(draft.path), remedy="check the indentation and the quotes")


def _pictures(fields: Mapping[str, object]) -> list[str]:
    from trainer.formats.deck_folder import texts

    return [
        name
        for _, text in texts(fields, ())
        for name in picture_names(text)
        if name.lower().endswith(SUFFIXES)
    ]
