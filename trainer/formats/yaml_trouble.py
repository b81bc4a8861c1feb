"""What the YAML parser cannot read, in the words of somebody who writes decks and no parsers."""

from __future__ import annotations

import re
from typing import Any

_AT_OPENING = (
    ("while scanning a quoted scalar", r"end of stream|document separator",
     "the quotes that open here are never closed"),
    ("while parsing a flow mapping", r"<stream end>", "the '{' here is never closed by a '}'"),
    ("while parsing a flow sequence", r"<stream end>", "the '[' here is never closed by a ']'"),
    ("while scanning a simple key", r"expected ':'",
     "a ':' is missing in the line that begins here"),
)  # fmt: skip
"""Context, problem and sentence of what is found at the end but went wrong at the beginning."""

_AT_PROBLEM = (
    (r"character '\\t' that cannot start", "a tab cannot stand here; indent with spaces"),
    (r"character '(.*)' that cannot start",
     r"a text cannot begin with \1; put quotes round it"),
    (r"mapping values are not allowed",
     "a ':' cannot stand here; put quotes round a text that holds one, or check the indentation"),
    (r"expected ',' or '([\]}])'", r"a ',' or '\1' is missing before this"),
    (r"expected (<block end>|'<document start>')|after document end",
     "this does not fit what stands before it; check the indentation, or put quotes round it"),
    (r"sequence entries are not allowed",
     "a list cannot begin in the middle of a line; put '- ' on a line of its own"),
    (r"expected alphabetic or numeric character",
     "a text cannot begin with & or *; put quotes round it"),
    (r"found unknown escape character",
     "a backslash in double quotes begins an escape; use single quotes, or write two of them"),
    (r"expected the node content", "a value is missing before this"),
    (r"chomping or indentation|a comment or a line break",
     "a text that begins with | or > starts on the next line; put quotes round it if it does not"),
    (r"(scanning|parsing) an? tag", "a text cannot begin with !; put quotes round it"),
    (r"incompatible YAML document", "this is not YAML 1.2; take the line beginning with % out"),
)  # fmt: skip
"""Problem and sentence, where the parser's own place is the right one."""


_NO_CHARACTER = re.compile(r"\\U(?!0010|000[0-9A-Fa-f])[0-9A-Fa-f]{8}")
"""An escape beyond the last character there is; the parser trips over it."""


def trouble(text: str, error: Any) -> tuple[str, int, int]:
    """Return what is wrong with ``text``, and the line and column (from 1) where it went wrong.

    ``error`` is any of the parser's own, or what Python says to an escape that is no character
    and to a version of five thousand digits.
    What has no words of ours keeps the parser's.
    """
    if isinstance(error, ValueError | OverflowError):
        found = _NO_CHARACTER.search(text)
        if found is None:
            return "this is not YAML 1.2; take the line beginning with % out", 1, 1
        what = "this escape stands for no character; write the character itself"
        return what, *_line_and_column(text, found.start())
    position = getattr(error, "position", None)
    if position is not None:
        what = f"the character U+{error.character:04X} cannot be part of a deck; take it out"
        return what, *_line_and_column(text, position)
    problem = " ".join(str(error.problem or error.context).split())
    for context, pattern, sentence in _AT_OPENING:
        if error.context == context and re.search(pattern, problem):
            return sentence, *_place(error.context_mark)
    place = _place(error.problem_mark or error.context_mark)
    for pattern, sentence in _AT_PROBLEM:
        found = re.search(pattern, f"{error.context}: {problem}")
        if found:
            return found.expand(sentence), *place
    return f"this is not valid YAML: {problem}", *place


def _line_and_column(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
