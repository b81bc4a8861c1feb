"""Text cut into tokens: words, numbers, signs. Spaces say nothing; offsets point into the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trainer.claims.steps import Steps

NEWLINE = "\n"
HYPHEN = "-"
QUOTED_LINE = "> "
"""The key of a ">" that opens a quoted e-mail line, unlike the ">" of "> 85 %"."""

# One alternative per kind of token; each is left by its first character, so nothing is tried twice.
_TOKEN = re.compile(
    r"(?P<number>(?:\d+(?:[.,]\d+|['’]\d{3}(?!\d))*|\.\d+)(?:[eE][+\-−]?\d+)?)"
    r"|(?P<currency>(?<![^\W_])(?i:us|au|ca|nz|hk|sg|[acrs])\$)"
    r"|(?P<word>[^\W\d_](?:[^\W_]|['’](?=[^\W\d_]))*)"
    r"|(?P<newline>\n\s*)"
    r"|(?P<sign>[<>]=|=[<>=]|~=|\.\.+|\+/-|[^\s])"
)
_MULTIPLE_OF = re.compile(r"[xX](?=[^\W_]{0,4}\d)")
"""The x of ``8xH100`` and ``1024x1024``, a sign of its own behind a number."""
_SPELLING = str.maketrans(
    {"’": "'", "‐": "-", "‑": "-", "−": "-", "﹣": "-", "_": "-", "…": ".", "İ": "i"}
    | dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
    | {"，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "％": "%"}
)
_LINE_OPENERS = frozenset("-•*–—|>·◦▪#☐✓")
_LINE_CLOSERS = frozenset(".:;!?|,")
_SHORT_LINE = 9
"""A line of fewer tokens ends where its author ended it; a longer one may have been wrapped."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: the lower-case ``keys``, ``starts`` and ``ends`` in ``text``, ``numeric``."""

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    numeric: list[bool]

    def __len__(self) -> int:
        """Return how many tokens there are."""
        return len(self.keys)

    def slice(self, start: int, end: int) -> str:
        """Return the text from token ``start`` up to (not with) ``end``, spaces made single."""
        return " ".join(self.text[self.starts[start] : self.ends[end - 1]].split())

    def glued(self, index: int) -> bool:
        """Return whether no space stands between token ``index`` and the one before it."""
        return 0 < index < len(self.keys) and self.ends[index - 1] == self.starts[index]


def tokenize(text: str, steps: Steps | None = None) -> Tokens:
    """Return the tokens of ``text``. Never raises.

    A line break becomes a token where it ends something (blank line, list item, table row, short
    line) and is dropped where prose was merely wrapped.
    """
    tokens = Tokens(text, [], [], [], [])
    line_start = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "newline":
            if _ends_something(tokens, match, line_start):
                _append(tokens, NEWLINE, match, numeric=False)
            line_start = len(tokens.keys)
            continue
        key = match.group().lower().translate(_SPELLING)
        if key == ">" and len(tokens.keys) == line_start and _opens_quoted_line(text, match.end()):
            key = QUOTED_LINE
        if kind == "word" and tokens.numeric[-1:] == [True] and _MULTIPLE_OF.match(match.group()):
            _split_multiple(tokens, match)
            continue
        _append(tokens, key, match, numeric=kind == "number")
    if steps is not None:
        steps.add(len(tokens.keys))
    return tokens


def _append(tokens: Tokens, key: str, match: re.Match[str], *, numeric: bool) -> None:
    tokens.keys.append(key)
    tokens.starts.append(match.start())
    tokens.ends.append(match.end())
    tokens.numeric.append(numeric)


def _split_multiple(tokens: Tokens, match: re.Match[str]) -> None:
    """Append ``x`` and what follows it as tokens of their own."""
    start = match.start()
    for piece in _TOKEN.finditer(match.string, start + 1, match.end()):
        if piece.start() == start + 1:
            tokens.keys.append("x")
            tokens.starts.append(start)
            tokens.ends.append(start + 1)
            tokens.numeric.append(False)
        key = piece.group().lower().translate(_SPELLING)
        _append(tokens, key, piece, numeric=piece.lastgroup == "number")


def _ends_something(tokens: Tokens, match: re.Match[str], line_start: int) -> bool:
    text, position = tokens.text, match.end()
    if position == len(text) or len(tokens.keys) == line_start:
        return False
    return (
        match.group().count("\n") > 1
        or len(tokens.keys) - line_start < _SHORT_LINE
        or tokens.keys[-1] in _LINE_CLOSERS - {","}
        or text[position] in _LINE_OPENERS
        or (text[position].isdigit() and text[position + 1 : position + 2] in {".", ")"})
    )


def _opens_quoted_line(text: str, position: int) -> bool:
    following = text[position : position + 2].lstrip(" \t")
    return bool(following) and not (following[0].isdigit() or following[0] in "$€£¥~.=")
