"""Plain Markdown: each heading asks, the text below it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from trainer.formats.gathering import Gathering
from trainer.formats.markdown.content import Content
from trainer.formats.markdown.lines import Line

_HEADING = re.compile(r" {0,3}(#{1,6})\s++(\S.*)$")
_CLOSING = re.compile(r"(?<=\s)#+$")


@dataclass
class _Part:
    """A heading and the lines below it, up to the next."""

    depth: int
    title: str
    line: int
    above: tuple[str, ...]
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def _heading(line: Line) -> tuple[int, str] | None:
    """Return depth and title of a heading, without the signs that may close it; else None."""
    found = None if line.is_code else _HEADING.match(line.text)
    return (len(found[1]), _CLOSING.sub("", found[2].rstrip()).rstrip()) if found else None


def has_headings(lines: list[Line]) -> bool:
    """Return whether any of ``lines`` is a heading."""
    return any(_heading(line) for line in lines)


def title_of(lines: list[Line]) -> str:
    """Return the one heading of the first level that titles the whole file, or ""."""
    found = [each for each in map(_heading, lines) if each]
    top = [title for depth, title in found if depth == 1]
    others = any(depth > 1 for depth, _ in found)
    return top[0] if len(top) == 1 and others else ""


def take_headings(lines: list[Line], gathering: Gathering, content: Content) -> None:
    """Take a card in for each heading that has a text of its own.

    Headings above it become tags; the title of the file is none.
    """
    title = title_of(lines)
    for part in _parts(lines):
        if part.text and not (part.depth == 1 and part.title == title):
            above = [name for name in part.above if name != title]
            tags = gathering.tags(" ".join("-".join(name.split()) for name in above))
            gathering.add(
                content.fit(part.title), content.fit(part.text), line=part.line, tags=tags
            )


def _parts(lines: list[Line]) -> list[_Part]:
    parts: list[_Part] = []
    path: list[tuple[int, str]] = []
    for line in lines:
        found = _heading(line)
        if found:
            path = [each for each in path if each[0] < found[0]]
            parts.append(_Part(*found, line.number, tuple(name for _, name in path)))
            path.append(found)
        elif parts:
            parts[-1].lines.append(line.text)
    return parts
