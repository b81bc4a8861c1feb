"""Measurement plans: something is measured, with what, how often, against what, and what then."""

from __future__ import annotations

from trainer.claims.benchmarks import Benchmarks
from trainer.claims.draft import Draft
from trainer.claims.reading import Reading
from trainer.claims.sentences import Sentence
from trainer.claims.spans import Row

_PARTICULARS = ("often", "means", "against")
_PARTS = ("often", "means", "against", "rollback")
_MARKS = ("act", "often", "means", "against", "rollback")
_TRIMMED = frozenset(
    {",", ";", "and", ":", "-", "—", "–", "(", ")", "then", "|", '"', "“", "”", "."}
)
_CLAUSE_SIGNS = frozenset({",", "and", ";", "—", "–", "|", "(", "while"})
_ARTICLES = frozenset(
    {"a", "an", "the", "our", "my", "this", "that", "of", "on", "its", "their", "per", "public"}
)
_TRIGGERS = frozenset(
    {
        "if",
        "when",
        "on",
        "at",
        "once",
        "unless",
        "automatically",
        "whenever",
        "as",
        "rule",
        "automatic",
        "above",
        "below",
        "triggers",
        "trigger",
        "triggered",
        "causes",
        "means",
    }
)
_HUNG_ON = frozenset(
    {"which", "that", "we", "i", "is", "are", "will", "be", "gets", "get", "closely"}
)
_OPENING = 3
"""A set within so many tokens of a sentence's head opens it: ``On our test set, we measure``."""
_NEARBY = 4
_REACH = 60
"""How far from what is done its particulars may stand."""


def find_plans(
    reading: Reading, sentences: list[Sentence], benchmarks: Benchmarks, unsaid: bytearray
) -> list[tuple[int, int]]:
    """Return the plans of a text as token spans, each to the end of its sentence."""
    found: list[tuple[int, int]] = []
    before: Sentence | None = None
    for sentence in sentences:
        start = _plan(reading, sentence, benchmarks, unsaid)
        if start is not None:
            goes_on = before is not None and before.close == ";"
            if goes_on and before is not None and found and found[-1][1] == before.end:
                found[-1] = (found[-1][0], sentence.end)
            else:
                weak = _weakly(reading, before, benchmarks, unsaid) if goes_on else None
                found.append((start if weak is None else weak, sentence.end))
        before = sentence
    return found


def _weakly(
    reading: Reading, sentence: Sentence | None, benchmarks: Benchmarks, unsaid: bytearray
) -> int | None:
    """Return where a plan begins that is one only with its rule: ``checked daily; if it drops``."""
    acts = _acts(reading, sentence, benchmarks, unsaid) if sentence is not None else []
    if sentence is None or not acts or not _particulars(reading, sentence, acts[0][0], benchmarks):
        return None
    return _from_frequency(reading, sentence, acts[0][0])


def _plan(
    reading: Reading, sentence: Sentence, benchmarks: Benchmarks, unsaid: bytearray
) -> int | None:
    """Return where the plan in ``sentence`` begins, None if it makes none."""
    acts = _acts(reading, sentence, benchmarks, unsaid)
    rollback = reading.first("rollback", sentence.start, sentence.end)
    for start, weak in acts:
        kinds = _particulars(reading, sentence, start, benchmarks)
        if kinds >= (2 if weak else 1):
            return _from_frequency(reading, sentence, start)
    if rollback is not None and not unsaid[rollback[0]] and _is_rule(reading, sentence, rollback):
        start = _rule_start(reading, sentence, rollback[0])
        return min(start, acts[0][0]) if acts else start
    return None


def _acts(
    reading: Reading, sentence: Sentence, benchmarks: Benchmarks, unsaid: bytearray
) -> list[tuple[int, bool]]:
    """Return where something is measured, and whether the word alone is too weak to say so."""
    table = reading.marks.at.get("act", {})
    found = []
    for index in range(sentence.start, sentence.end):
        if index not in table or unsaid[index] or _is_denied(reading, sentence, index):
            continue
        named = benchmarks.between(max(sentence.start, index - 8), table[index][0] + 8)
        if any(item.start <= index < item.end for item in named):
            continue
        if reading.at("act.noun", index) is not None and reading.key(index - 1) in _ARTICLES:
            continue
        if any(item.end == index for item in named):
            continue
        tool = reading.at("means", index)
        if tool is not None and tool[0] > table[index][0] and reading.key(tool[0] - 1) != "by":
            continue
        found.append((index, reading.at("act.weak", index) is not None))
        if len(found) == _NEARBY:
            break
    reading.steps.add(sentence.end - sentence.start)
    return found


def _is_denied(reading: Reading, sentence: Sentence, index: int) -> bool:
    floor = max(sentence.start, index - 3)
    return reading.last("negator", floor, index) is not None


def _particulars(reading: Reading, sentence: Sentence, act: int, benchmarks: Benchmarks) -> int:
    """Return how many of: how often, with what, against what, what then, are told."""
    start, end = max(sentence.start, act - _REACH // 4), min(sentence.end, act + _REACH)
    floor = _past_set(reading, sentence, act, benchmarks)
    told = sum(
        reading.first(role, max(start, floor) if role == "means" else start, end) is not None
        for role in _PARTICULARS
    )
    told += reading.first("means", start, end) is None and bool(benchmarks.between(act, end))
    return told + (reading.first("rollback", start, end) is not None)


def _past_set(reading: Reading, sentence: Sentence, act: int, benchmarks: Benchmarks) -> int:
    """Return where the set ends that a claim names in front of an act merely hung on to it.

    ``pass@1 of 60 % on our test set, monitored`` does not say what it is monitored with.
    """
    index = act
    while index > sentence.start and reading.key(index - 1) in _HUNG_ON:
        index -= 1
    named = benchmarks.between(max(sentence.start + _OPENING, index - _REACH // 4), index)
    hung = reading.key(index - 1) in _CLAUSE_SIGNS
    return named[-1].end if hung and named else sentence.start


def _from_frequency(reading: Reading, sentence: Sentence, start: int) -> int:
    """Begin a plan at the frequency that opens its sentence: ``Every night we replay …``."""
    opening = reading.at("often", sentence.start)
    return sentence.start if opening is not None else start


def _is_rule(reading: Reading, sentence: Sentence, rollback: tuple[int, int, str]) -> bool:
    """Whether a rollback says when: behind it or in an if-clause in front."""
    start, end, _ = rollback
    words = reading.tokens.keys
    around = words[max(sentence.start, start - 3) : min(sentence.end, end + _NEARBY)]
    bounded = reading.first("before", sentence.start, start) is not None
    if _TRIGGERS.intersection(around) or bounded or reading.key(start - 1) == "row":
        return True
    return reading.first("hypothetical.clause", max(sentence.start, start - 25), start) is not None


def _rule_start(reading: Reading, sentence: Sentence, rollback: int) -> int:
    """Begin a rule whose occasion stands in front at that: ``A drop … triggers a rollback``."""
    words = reading.tokens.keys[max(sentence.start, rollback - 3) : rollback]
    return (
        sentence.start
        if {"triggers", "trigger", "causes", "means"}.intersection(words)
        else rollback
    )


def trim_plan(reading: Reading, plan: tuple[int, int], claimed: Row[Draft]) -> tuple[int, int]:
    """Return ``plan`` without closing clauses that only make claims, and without loose signs."""
    start, end = plan
    end = min(end, start + 4 * _REACH)
    cut = end
    for index in range(end - 1, start, -1):
        if reading.key(index) not in _CLAUSE_SIGNS:
            continue
        if not claimed.between(index, cut) or _speaks_of_measuring(reading, index, cut):
            break
        cut = index
    while cut > start + 1 and reading.key(cut - 1) in _TRIMMED:
        cut -= 1
    reading.steps.add(end - start)
    return start, cut


def plan_parts(reading: Reading, plan: tuple[int, int], benchmarks: Benchmarks) -> frozenset[str]:
    """Return which of often, means, against and rollback a plan tells."""
    told = {role for role in _PARTS if reading.first(role, *plan) is not None}
    if benchmarks.between(*plan):
        told.add("means")
    return frozenset(told)


def _speaks_of_measuring(reading: Reading, start: int, end: int) -> bool:
    return any(reading.first(role, start, end) is not None for role in _MARKS)
