"""Cloze deletions, ``{{c1::text::hint}}``: which cards a text makes, and both sides of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from trainer.formats.bounds import MAX_CLOZE_NESTING

_MARK = re.compile(r"\{\{c(\d{1,5}(?:,\d{1,5}){0,19})::|\}\}", re.IGNORECASE)
_HINT = "::"


@dataclass
class Deletion:
    """One deletion: the cards it is for, its text and what is inside it."""

    numbers: tuple[int, ...]
    parts: list[str | Deletion] = field(default_factory=list)

    @property
    def hint(self) -> str:
        """What stands behind ``::`` in its own text, or ""."""
        for part in self.parts:
            if isinstance(part, str) and _HINT in part:
                return part.split(_HINT, 1)[1].strip()
        return ""

    def inside(self) -> list[str | Deletion]:
        """Return its parts up to the hint."""
        kept: list[str | Deletion] = []
        for part in self.parts:
            if isinstance(part, str) and _HINT in part:
                return [*kept, part.split(_HINT, 1)[0]]
            kept.append(part)
        return kept


Cloze = list["str | Deletion"]


def parse(text: str) -> Cloze:
    """Return ``text`` taken apart. What never closes, and what is too deep, stays text."""
    root: Cloze = []
    open_: list[tuple[Deletion, str]] = []
    done = 0
    for found in _MARK.finditer(text):
        here = open_[-1][0].parts if open_ else root
        if found[1] is None:
            if not open_:
                continue
            here.append(text[done : found.start()])
            deletion = open_.pop()[0]
            (open_[-1][0].parts if open_ else root).append(deletion)
        else:
            if len(open_) >= MAX_CLOZE_NESTING:
                continue
            here.append(text[done : found.start()])
            numbers = tuple(int(number) for number in found[1].split(","))
            open_.append((Deletion(numbers), found[0]))
        done = found.end()
    tail: Cloze = [text[done:]]
    while open_:
        deletion, opening = open_.pop()
        tail = [opening, *deletion.parts, *tail]
    return [*root, *tail]


def numbers_of(parts: Cloze) -> list[int]:
    """Return the numbers of the cards that ``parts`` make, in order. There is no card 0."""
    found: set[int] = set()
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, Deletion):
            found.update(part.numbers)
            waiting += part.parts
    return sorted(found - {0})


def question(parts: Cloze, number: int) -> str:
    """Return the text with deletion ``number`` taken out: its hint, or dots, in brackets."""
    return "".join(_shown(part, number, answer=False) for part in parts)


def answer(parts: Cloze, number: int, *, mark: bool = True) -> str:
    """Return the whole text, deletion ``number`` in bold (HTML) where ``mark`` is set."""
    return "".join(_shown(part, number, answer=True, mark=mark) for part in parts)


def only(parts: Cloze, number: int, *, answer: bool) -> str:
    """Return the deletions ``number`` alone, one after the other."""
    found: list[str] = []
    for part in parts:
        if isinstance(part, Deletion):
            if number in part.numbers:
                found.append(_shown(part, number, answer=answer))
            else:
                found.append(only(part.parts, number, answer=answer))
    return ", ".join(text for text in found if text)


def _shown(part: str | Deletion, number: int, *, answer: bool, mark: bool = True) -> str:
    if isinstance(part, str):
        return part
    active = number in part.numbers
    if active and not answer:
        return f"[{part.hint or '…'}]"
    inside = "".join(
        _shown(each, number, answer=answer, mark=mark and not active) for each in part.inside()
    )
    return f"<b>{inside}</b>" if active and mark else inside
