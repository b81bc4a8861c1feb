"""Where sentences end, and what in a text is quoted."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.reading import Reading
from trainer.claims.tokens import HYPHEN, NEWLINE, QUOTED_LINE

_CLOSERS = frozenset({".", "!", "?", ";", NEWLINE})
_PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’", "「": "」"}
_STRAIGHT = frozenset({'"', "'", "’"})
_SIGNS = _STRAIGHT | _PAIRS.keys() | frozenset("".join(_PAIRS.values()))
_LONGEST_LABEL = 3
_BULLETS = frozenset({HYPHEN, "•", "*", "–"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of tokens that is read by itself. ``close`` is the sign that ends it, if any."""

    start: int
    end: int
    close: str = ""


def split_sentences(reading: Reading) -> list[Sentence]:
    """Return the sentences of a text in order; a semicolon and a kept line break end one too."""
    tokens = reading.tokens
    sentences: list[Sentence] = []
    start = _past_bullet(reading, 0)
    spared = _abbreviated(reading)
    for index, key in enumerate(tokens.keys):
        if key not in _CLOSERS or index in spared:
            continue
        if key == "." and tokens.glued(index + 1) and _is_word(reading, index + 1):
            continue
        if index > start:
            sentences.append(Sentence(start, index, key))
        start = _past_bullet(reading, index + 1)
    if start < len(tokens):
        sentences.append(Sentence(start, len(tokens)))
    reading.steps.add(len(tokens))
    return sentences


def _past_bullet(reading: Reading, index: int) -> int:
    """Return where the words of a list item begin: behind its sign and a space."""
    at_sign = reading.key(index) in _BULLETS and index + 1 < len(reading.tokens)
    return index + 1 if at_sign and not reading.tokens.glued(index + 1) else index


def _is_word(reading: Reading, index: int) -> bool:
    return index < len(reading.tokens) and reading.key(index)[:1].isalnum()


def _abbreviated(reading: Reading) -> set[int]:
    """Return the full stops that belong to an abbreviation."""
    spared: set[int] = set()
    for role in ("abbreviation", "abbreviation.number"):
        for start, (end, _) in reading.marks.at.get(role, {}).items():
            if role == "abbreviation" or _number_follows(reading, end):
                spared.update(range(start, end))
    return spared


def _number_follows(reading: Reading, index: int) -> bool:
    return index < len(reading.tokens) and (
        reading.tokens.numeric[index]
        or reading.at("money", index) is not None
        or reading.at("before", index) is not None
    )


def quoted(reading: Reading) -> bytearray:
    """Return for each token whether it stands in quotation marks or in a quoted e-mail line.

    Marks around the whole text, or around all of it but labels such as ``GOOD:``, quote nothing.
    """
    flags = bytearray(len(reading.tokens))
    for start, end in _quotations(reading):
        flags[start:end] = b"\1" * (end - start)
    if _only_labels(reading, flags):
        flags = bytearray(len(reading.tokens))
    _flag_quoted_lines(reading, flags)
    reading.steps.add(2 * len(reading.tokens))
    return flags


def _quotations(reading: Reading) -> list[tuple[int, int]]:
    """Return the closed pairs of quotation marks; an open one quotes nothing."""
    found: list[tuple[int, int]] = []
    opened, closers = -1, ""
    for index, key in enumerate(reading.tokens.keys):
        if key not in _SIGNS:
            continue
        sign = reading.tokens.text[reading.tokens.starts[index]]
        if opened < 0 and sign in _PAIRS and _opens(reading, index):
            opened, closers = index, _PAIRS[sign]
        elif opened < 0 and sign in _STRAIGHT and _opens(reading, index):
            opened, closers = index, sign
        elif opened >= 0 and sign in closers and index > opened + 1:
            found.append((opened, index + 1))
            opened = -1
    return found


def _opens(reading: Reading, index: int) -> bool:
    """Whether a sign may open a quotation: a single quote only before a word and after a space."""
    if reading.key(index) not in {"'", "‘"}:
        return True
    tokens = reading.tokens
    return not (tokens.glued(index) and _is_word(reading, index - 1)) and tokens.glued(index + 1)


def _only_labels(reading: Reading, flags: bytearray) -> bool:
    label = 0
    said = reading.marks.at.get("said", {})
    for index, key in enumerate(reading.tokens.keys):
        if flags[index]:
            if label:
                return False
        elif index in said:
            return False
        elif key == ":":
            label = 0
        elif key[:1].isalnum():
            label += 1
            if label > _LONGEST_LABEL:
                return False
    return label == 0


def _flag_quoted_lines(reading: Reading, flags: bytearray) -> None:
    keys = reading.tokens.keys
    inside = False
    for index, key in enumerate(keys):
        inside = key == QUOTED_LINE or (inside and key != NEWLINE)
        if inside:
            flags[index] = 1
