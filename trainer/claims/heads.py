"""The words that say what is measured, with what belongs to their name: ``pass@1``, ``X rate``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trainer.claims.reading import Reading
from trainer.claims.spans import Row
from trainer.claims.tokens import HYPHEN

_OPEN_CLASS = frozenset({"rate", "ratio"})
_CUTOFFS = frozenset({"1", "3", "5", "10", "20", "50", "100"})
CUTOFFS = {"one": "1", "three": "3", "five": "5", "ten": "10", "twenty": "20", "hundred": "100"}
"""The words for the cut-offs of ``pass at one``, ``recall at ten``."""
_NEEDS_AT = frozenset({"pass", "hit rate"})


@dataclass(frozen=True, slots=True)
class Head:
    """A metric named in the text, from token ``start`` up to ``end``."""

    start: int
    end: int
    dimension: str
    subject: str
    bare: bool = False
    low: bool = False
    aside: int = 0
    """Where the brackets around it close, 0 if it stands in none."""


Heads = Row[Head]
"""All heads of a text."""


def find_heads(reading: Reading) -> Heads:
    """Return what the text calls its metrics."""
    heads: Heads = Row()
    marks = reading.marks.at.get("metric", {})
    covered = 0
    closes = _brackets(reading)
    for index, key in enumerate(reading.tokens.keys):
        if index < covered:
            continue
        head = None
        if index in marks and reading.key(marks[index][0] + 1) in _OPEN_CLASS:
            head = _open_pair(reading, index, marks[index][0])
        if head is not None:
            pass
        elif index in marks:
            head = _known(reading, index, *marks[index])
        elif reading.key(index + 1) in _OPEN_CLASS and key[:1].isalpha():
            head = _open(reading, index)
        if head is not None:
            heads.add(replace(head, aside=closes[index]))
            covered = head.end
    reading.steps.add(len(reading.tokens))
    return heads


def _brackets(reading: Reading) -> list[int]:
    """Return for each token where the round brackets around it close, 0 outside of any."""
    closes = [0] * len(reading.tokens)
    opened = -1
    for index, key in enumerate(reading.tokens.keys):
        if key == "(":
            opened = index
        elif key == ")" and opened >= 0:
            closes[opened : index + 1] = [index] * (index + 1 - opened)
            opened = -1
    return closes


def _known(reading: Reading, start: int, end: int, name: str) -> Head | None:
    metric = reading.lexicon.metrics[name]
    subject = metric.subject
    if metric.at and _is_cutoff(reading, end):
        cutoff = reading.key(end + 1)
        subject, end = f"{subject}@{CUTOFFS.get(cutoff, cutoff)}", end + 2
    elif subject in _NEEDS_AT:
        return None
    if reading.key(start - 2) == HYPHEN and reading.key(start - 3) == "top":
        subject, start = f"top-{reading.key(start - 1)} {subject}", start - 3
    return Head(start, end, metric.dimension, subject, metric.bare, metric.low)


def _is_cutoff(reading: Reading, index: int) -> bool:
    """Whether ``@10`` or ``at 10`` follows; ``at 90 %`` is a value."""
    if reading.key(index) == "at" and reading.key(index + 1) in CUTOFFS:
        return True
    if reading.tokens.numeric[index + 1 : index + 2] != [True]:
        return False
    if reading.key(index) == "@":
        return True
    share = reading.at("percent", index + 2) is not None
    return reading.key(index) == "at" and reading.key(index + 1) in _CUTOFFS and not share


def _open_pair(reading: Reading, start: int, end: int) -> Head | None:
    """Read a share named by a metric word and a noun: ``unsafe output rate``."""
    plain = reading.key(start).isalpha() and reading.key(end).isalpha() and end == start + 1
    if not plain or reading.at("metric", end) is not None or reading.at("stop", end) is not None:
        return None
    return Head(start, end + 2, "quality", reading.tokens.slice(start, end + 2).lower())


def _open(reading: Reading, index: int) -> Head | None:
    """Read the name of a share that the lexicon does not list: ``citation rate``."""
    key = reading.key(index)
    barred = ("open_rate.not", "thing", "period")
    if key.endswith("s") and not key.endswith("ss"):
        return None
    if any(reading.at(role, index) is not None for role in barred):
        return None
    return Head(index, index + 2, "quality", f"{key} {reading.key(index + 1)}")
