"""A Markdown file as lines that know their number and whether they are code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NAME = re.compile(
    r"""^[ \t]*+(?:name|title|deck)[ \t]*+[:=][ \t]*+["']?([^"'\n]+)["']?[ \t\r]*$""", re.MULTILINE
)
_TAGS = re.compile(
    r"^tags[ \t]*+:[ \t]*+(?:\[([^\]\n]*)\]|([^\n\[]+)|((?:\n[ \t]*-[ \t]+[^\n]+)+))",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line, without its end; ``is_code`` inside fences, and on the fences themselves."""

    number: int
    text: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class Front:
    """What stands between ``---`` lines at the top of a file."""

    name: str = ""
    tags: tuple[str, ...] = ()
    lines: int = 0


def front_matter(text: str) -> Front:
    """Return name and tags of the front matter (TOML or YAML) of ``text``."""
    first = text[:64].split("\n", 1)[0].rstrip()
    if first not in {"---", "+++"}:
        return Front()
    end = re.compile(rf"^{re.escape(first)}[ \t]*$", re.MULTILINE).search(text, len(first) + 1)
    if end is None:
        return Front()
    inside = text[len(first) : end.start()][:100_000]
    name, tags = _NAME.search(inside), _TAGS.search(inside)
    words = re.split(r"[\s,]+", next(filter(None, tags.groups()), "")) if tags else []
    cleaned = (word.strip("\"'#- ") for word in words)
    return Front(
        name[1].strip() if name else "",
        tuple(word for word in cleaned if word),
        text.count("\n", 0, end.end()) + 1,
    )


def without_comments(text: str) -> str:
    """Return ``text`` without HTML comments, its lines where they were."""
    if "<!--" not in text:
        return text
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def lines_of(text: str, after: int = 0) -> Iterator[Line]:
    """Yield the lines of ``text`` that come after the first ``after``."""
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        if number <= after:
            continue
        found = _FENCE.match(line)
        if fence:
            yield Line(number, line, is_code=True)
            if found and found[1].startswith(fence) and not line.strip(" `~\t"):
                fence = ""
        elif found:
            fence = found[1]
            yield Line(number, line, is_code=True)
        else:
            yield Line(number, line, is_code=False)
