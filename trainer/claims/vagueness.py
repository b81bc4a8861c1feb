"""Promises without a number: ``scalable``, ``optimise later``, ``we'll monitor``."""

from __future__ import annotations

from collections.abc import Callable

from trainer.claims.heads import Heads
from trainer.claims.reading import Reading
from trainer.claims.sentences import Sentence
from trainer.claims.tokens import NEWLINE

_OBJECTS = frozenset({"it", "this", "that", "things", "everything", "them"})
_PRONOUNS = frozenset({"we", "i", "you", "they", "it", "which", "metrics", "this", "that"})
_PRAISE_ENDS = frozenset({",", ":", "(", ")", "than"})
_SIGNS = frozenset({",", "—", "–", "and", "("})
_CLOSED = frozenset({"", ".", ";", ")", NEWLINE})
_BEFORE_LATER = 6
_NEAR = 3


def find_vague(
    reading: Reading,
    heads: Heads,
    sentences: list[Sentence],
    unsaid: bytearray,
    redeemed: Callable[[Sentence, str], bool],
    planned: bytearray,
) -> list[tuple[int, int, str]]:
    """Return vague promises as (start token, end token, dimension), in order, without overlap.

    ``redeemed`` tells whether a sentence claims a number in a dimension ("" for any);
    ``planned`` flags the tokens of measurement plans.
    """
    found: list[tuple[int, int, str]] = []
    for sentence in sentences:
        candidates = [
            *_deferred(reading, sentence, planned),
            *_idle(reading, sentence, planned),
            *_praised(reading, sentence, redeemed),
            *_next_to_metric(reading, heads, sentence, redeemed),
            *_as_possible(reading, sentence),
        ]
        for start, end, dimension in sorted(candidates, key=lambda item: (item[0], -item[1])):
            if unsaid[start] or (found and start < found[-1][1]):
                continue
            found.append((start, end, dimension))
        reading.steps.add(sentence.end - sentence.start)
    return found


def _praised(
    reading: Reading, sentence: Sentence, redeemed: Callable[[Sentence, str], bool]
) -> list[tuple[int, int, str]]:
    """Return words of praise that no number redeems."""
    table, passed = reading.marks.at.get("vague", {}), reading.marks.at.get("passed", {})
    found = []
    covered = 0
    for index in range(sentence.start, sentence.end):
        if index in passed:
            covered = max(covered, passed[index][0])
        if index not in table or index < covered:
            continue
        end, dimension = table[index]
        if _is_denied(reading, sentence, index) or redeemed(sentence, dimension):
            continue
        found.append((index, end, dimension))
    return found


def _next_to_metric(
    reading: Reading, heads: Heads, sentence: Sentence, redeemed: Callable[[Sentence, str], bool]
) -> list[tuple[int, int, str]]:
    """Return praise of a metric: ``accuracy will be high``, ``short delays``."""
    table = reading.marks.at.get("praise", {})
    found = []
    for index in range(sentence.start, sentence.end):
        if index not in table or _is_denied(reading, sentence, index):
            continue
        end = table[index][0]
        following = heads.begun.get(end)
        before = [
            head
            for head in heads.between(max(sentence.start, index - 5), index)
            if not _PRAISE_ENDS.intersection(reading.tokens.keys[head.end : index])
        ]
        head = following or (before[-1] if before else None)
        if head is None or head.dimension == "budget" or redeemed(sentence, head.dimension):
            continue
        found.append((index, following.end if following else end, head.dimension))
    return found


def _as_possible(reading: Reading, sentence: Sentence) -> list[tuple[int, int, str]]:
    """Return ``as short as possible``."""
    keys = reading.tokens.keys
    return [
        (index, index + 4, "")
        for index in range(sentence.start, sentence.end - 3)
        if keys[index] == "as" and keys[index + 2 : index + 4] == ["as", "possible"]
    ]


def _is_denied(reading: Reading, sentence: Sentence, index: int) -> bool:
    return reading.last("negator", max(sentence.start, index - _NEAR), index) is not None


def _deferred(
    reading: Reading, sentence: Sentence, planned: bytearray
) -> list[tuple[int, int, str]]:
    """Return what is put off: ``optimise the cost afterwards``."""
    table = reading.marks.at.get("later", {})
    found = []
    for index in range(sentence.start, sentence.end):
        if index not in table or planned[index]:
            continue
        act = reading.first("later.acts", max(sentence.start, index - _BEFORE_LATER), index)
        if act is None:
            continue
        start = _with_lead(reading, sentence, act[0]) if reading.at("idle", act[0]) else act[0]
        found.append((start, table[index][0], ""))
    return found


def _idle(reading: Reading, sentence: Sentence, planned: bytearray) -> list[tuple[int, int, str]]:
    """Return measuring without saying how: ``we will monitor it``."""
    table = reading.marks.at.get("idle", {})
    found = []
    for index in range(sentence.start, sentence.end):
        if index not in table or planned[index]:
            continue
        if reading.until("idle.lead", index) is None and not _is_hung_on(reading, index):
            continue
        end = table[index][0]
        if reading.key(end) in _OBJECTS:
            end += 1
        found.append((_with_lead(reading, sentence, index), end, ""))
    return found


def _is_hung_on(reading: Reading, index: int) -> bool:
    """Whether nothing but the word is said of measuring: ``F1 of 0.8 on our set, monitored``."""
    alone = reading.key(index + 1) in _CLOSED and reading.key(index - 1) in _SIGNS
    return alone and reading.key(index) == "monitored"


def _with_lead(reading: Reading, sentence: Sentence, start: int) -> int:
    """Return where ``we will`` in front of a verb begins."""
    lead = reading.until("idle.lead", start)
    if lead is None or lead[0] < sentence.start:
        return start
    first = lead[0]
    return first - 1 if first > sentence.start and reading.key(first - 1) in _PRONOUNS else first
