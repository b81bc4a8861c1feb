"""One drill of a deck file as its own few lines, edited and put back without touching the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trainer.errors import BadInput
from trainer.formats.declared import FORMAT


@dataclass(frozen=True, slots=True)
class Entry:
    """Where one drill stands in a deck's text: offsets, and the column its lines begin at."""

    start: int
    end: int
    column: int

    def cut(self, text: str) -> str:
        """Return the entry's lines, the first and all others at the left margin."""
        indent = " " * self.column
        first, *rest = text[self.start : self.end].split("\n")
        return "\n".join([first, *(line.removeprefix(indent) for line in rest)])

    def put(self, text: str, entry: str) -> str:
        """Return ``text`` with ``entry`` in the place of this one. Every other line stays."""
        indent = " " * self.column
        first, *rest = entry.strip("\n").rstrip().split("\n")
        lines = [first, *(f"{indent}{line}" if line.strip() else "" for line in rest)]
        return text[: self.start] + "\n".join(lines) + text[self.end :]


def entry_at(text: str, position: int) -> Entry:
    """Return where the drill at ``position`` of the deck ``text`` stands.

    Comments behind it and between its lines are part of it, those below it are not. Raises
    BadInput where there is no such drill.
    """
    from ruamel.yaml.error import YAMLError

    try:
        for index, (first, last) in enumerate(_entries(text)):
            if index == position:
                return _entry(text, first, last)
    except YAMLError:
        pass  # said below: whoever asks has read the text before
    raise BadInput("the drill is not in this file any more", remedy="import the file again")


def _entry(text: str, first: Any, last: Any) -> Entry:
    start, end = first.start_mark.index, last.end_mark.index
    # A block of lines ends where the next thing begins; what is blank or a comment between is not
    # the drill's.
    body = text[start:end].rstrip()
    behind = re.match(r"[ \t]+#[^\n]*", text[start + len(body) :])
    # The rest of a line that goes on (a list in brackets) belongs to the others.
    comment = behind.end() if behind is not None and first.flow_style is False else 0
    return Entry(start, start + len(body) + comment, first.start_mark.column)


def _entries(text: str) -> Iterator[tuple[Any, Any]]:
    """Yield the first event and the last that has any text, of each entry of ``drills``."""
    from ruamel.yaml import YAML

    keys = _HeaderKeys()
    last, first = None, None
    for event in YAML(typ="safe", pure=True).parse(text):
        keys.hear(event)
        name = type(event).__name__
        if name.endswith("StartEvent") and keys.depth == 3 and keys.current == "drills":
            first = event
        if (name == "ScalarEvent" or name.endswith("EndEvent")) and _has_text(event):
            last = event
        if name.endswith("EndEvent") and keys.depth == 2 and first is not None:
            yield first, last
            first = None


class _HeaderKeys:
    """Follows the events of a deck: how deep they are, and under which of the header's keys."""

    def __init__(self) -> None:
        self.depth = 0
        self.current = ""
        self._is_key = True

    def hear(self, event: Any) -> None:
        name = type(event).__name__
        if name in {"MappingStartEvent", "SequenceStartEvent"}:
            self.depth += 1
        elif name in {"MappingEndEvent", "SequenceEndEvent"}:
            self.depth -= 1
            self._is_key = self._is_key or self.depth == 1
        elif name == "ScalarEvent" and self.depth == 1:
            if self._is_key:
                self.current = event.value
            self._is_key = not self._is_key


def _has_text(event: Any) -> bool:
    return bool(event.end_mark.index > event.start_mark.index)


HEADER_LINES = 5
"""Lines before the entry in a deck of one."""

INDENT = 4


def deck_of_one(deck_id: str, sources: dict[str, Any], entry: str) -> str:
    """Return a deck that holds nothing but ``entry``, to look at it alone.

    The entry begins on the line after HEADER_LINES, INDENT columns to the right.
    """
    import json

    named = {str(name): source for name, source in sources.items()}
    lines = entry.strip("\n").split("\n")
    body = ("\n" + " " * INDENT).join(lines)
    return (
        f"format: {FORMAT}\nid: {json.dumps(deck_id)}\ntitle: one\n"
        f"sources: {json.dumps(named)}\ndrills:\n  - {body}\n"
    )
