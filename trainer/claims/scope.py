"""What is not meant as a statement: quotations, suppositions, questions, denials."""

from __future__ import annotations

from trainer.claims.quantity import Quantity
from trainer.claims.reading import Reading
from trainer.claims.sentences import Sentence, quoted

_STOPS = frozenset({",", ":", "(", ")", "—", "–", "and", "|"})
_NEARBY = 3
_REACH = 14
_NOT_ONLY = frozenset({"only", "just", "merely", "simply", "sure"})
_CLAUSE = 2
_SUBJECTS = frozenset({"the", "we", "our", "it", "its", "i", "they", "this", "ttft", "tpot"})
_ONCE_A = frozenset({"a", "per", "every", "each", "daily"})
_PAST = frozenset({"had", "were", "was", "could", "did", "ran", "got", "went", "gave", "cut"})


def unsaid(reading: Reading, sentences: list[Sentence]) -> bytearray:
    """Return for each token whether it is quoted, supposed, asked, or in an if-clause."""
    flags = quoted(reading)
    for sentence in sentences:
        _suppose(reading, sentence, flags)
        if sentence.close == "?" and not _is_tag(reading, sentence):
            _flag(flags, sentence.start, sentence.end)
        reading.steps.add(sentence.end - sentence.start)
    return flags


def _flag(flags: bytearray, start: int, end: int) -> None:
    flags[start:end] = b"\1" * max(0, end - start)


def _is_tag(reading: Reading, sentence: Sentence) -> bool:
    """Whether a question only asks for consent: ``we target 200 ms, right?``."""
    tag = reading.until("question.tag", sentence.end)
    return tag is not None and reading.key(tag[0] - 1) in {",", "—", "–", "-"}


def _suppose(reading: Reading, sentence: Sentence, flags: bytearray) -> None:
    start = sentence.start
    pieces = [*_resets(reading, sentence), sentence.end]
    for end in pieces:
        supposed = reading.first("hypothetical", start, end)
        forced = supposed is not None and reading.key(supposed[1] - 1) == "had"
        if supposed is not None and not (forced and reading.key(supposed[1]) == "to"):
            _flag(flags, _after_comma(reading, start, supposed[0]), end)
        could = reading.first("hypothetical.could", start, end)
        if could is not None:
            _flag(flags, could[0], end)
        start = end
    clauses = _if_clauses(reading, sentence)
    for clause in clauses:
        _flag(flags, *clause)
    inverted = reading.at("hypothetical.head", sentence.start) is not None
    unreal = reading.first("hypothetical.unreal", sentence.start, sentence.end)
    if inverted and clauses and unreal is not None and reading.key(sentence.start) != "should":
        _flag(flags, sentence.start, sentence.end)
    absent = reading.first("hypothetical.absent", sentence.start, sentence.end)
    if _is_unreal(reading, sentence, clauses) or (absent and _woulds(reading, sentence)):
        _flag(flags, sentence.start, sentence.end)


def _after_comma(reading: Reading, start: int, index: int) -> int:
    """Return where the clause of ``index`` begins: behind the last comma, if any."""
    for position in range(index, start, -1):
        if reading.key(position - 1) == ",":
            return position
    return start


def _resets(reading: Reading, sentence: Sentence) -> list[int]:
    table = reading.marks.at.get("negator.reset", {})
    return [index for index in range(sentence.start + 1, sentence.end) if index in table]


def _if_clauses(reading: Reading, sentence: Sentence) -> list[tuple[int, int]]:
    """Return where clauses with if, unless or when begin, and their commas."""
    found: list[tuple[int, int]] = []
    opened = -1
    table = reading.marks.at.get("hypothetical.clause", {})
    for index in range(sentence.start, sentence.end):
        may_open = opened < 0 and (index in table or index == sentence.start)
        if may_open and _opens_clause(reading, sentence, index):
            opened = index
        elif opened >= 0 and reading.key(index) in {",", "then", "—", "–", ")", ":"}:
            found.append((opened, index))
            opened = -1
    if opened >= 0:
        found.append((opened, _unmarked_end(reading, sentence, opened)))
    return found


def _unmarked_end(reading: Reading, sentence: Sentence, opened: int) -> int:
    """Return where a clause without a comma ends: ``When traffic is under 300 QPS the p99 …``.

    Only one that opens the sentence, and behind a number: there the main clause names its subject.
    """
    numbered = False
    reading.steps.add(sentence.end - opened)
    for index in range(opened, sentence.end if opened == sentence.start else opened):
        named = reading.key(index) in _SUBJECTS or reading.at("statistic", index) is not None
        we = reading.key(index) in {"we", "i"} and index > opened + _CLAUSE
        if (numbered and named) or we:
            return index
        numbered = numbered or reading.tokens.numeric[index]
    return sentence.end


def _opens_clause(reading: Reading, sentence: Sentence, index: int) -> bool:
    mark = reading.at("hypothetical.clause", index)
    if mark is not None and reading.key(index) == "once":
        opens = index == sentence.start or reading.key(index - 1) in {",", "and", "but"}
        return opens and reading.key(mark[0]) not in _ONCE_A
    if mark is not None:
        return True
    return index == sentence.start and reading.at("hypothetical.head", index) is not None


def _is_unreal(reading: Reading, sentence: Sentence, clauses: list[tuple[int, int]]) -> bool:
    """Whether an if-clause supposes what is not: it is in the past, or leads to a would."""
    woulds = _woulds(reading, sentence)
    if not woulds or not clauses:
        return False
    if woulds[-1] >= clauses[0][1]:
        return True
    past = (clause for clause in clauses if _is_past(reading, clause))
    return any(woulds[0] < start or woulds[-1] >= end for start, end in past)


def _is_past(reading: Reading, clause: tuple[int, int]) -> bool:
    keys = reading.tokens.keys[clause[0] : clause[1]]
    return any(key in _PAST or (key.endswith("ed") and len(key) > 4) for key in keys)


def _woulds(reading: Reading, sentence: Sentence) -> list[int]:
    """Return where would or could stands, other than in a polite "I would say"."""
    unreal = reading.marks.at.get("hypothetical.unreal", {})
    polite = reading.marks.at.get("hypothetical.polite", {})
    found = []
    index = sentence.start
    while index < sentence.end:
        if index in unreal and index not in polite:
            found.append(index)
        index = polite[index][0] if index in polite else index + 1
    return found


def denied(reading: Reading, sentence: Sentence, quantity: Quantity, bound: int) -> bool:
    """Return whether a negator reaches ``quantity``, whose comparator begins at ``bound``.

    A negator inside the comparator itself (no more than) does not count.
    """
    after = reading.at("negator.after", quantity.end)
    if after is not None and reading.at("negator.harmless", quantity.end) is not None:
        after = None
    baseline = reading.at("portion.baseline", quantity.end)
    if after is not None or (baseline is not None and quantity.unit.name != "x"):
        return True
    astride = reading.until("negator", quantity.start)
    if astride is not None and astride[0] < bound < quantity.start:
        return True
    if reading.until("portion.baseline", bound) is not None:
        return True
    return _negated(reading, max(sentence.start, bound - _REACH), bound)


def _is_noun(reading: Reading, index: int) -> bool:
    """Whether the word before ``index`` is what something is said of: ``misses take 1.1 s``."""
    return reading.key(index - 1) == "misses" and reading.at("verb", index) is not None


def _negated(reading: Reading, floor: int, bound: int) -> bool:
    """Walk left from ``bound`` to a negator of the same clause that reaches so far."""
    index = bound
    while index > floor:
        reading.steps.add(1)
        found = reading.until("negator", index)
        if found is not None and found[0] >= floor and not _is_noun(reading, index):
            near = reading.until("negator.near", index) is not None
            return reading.key(index) not in _NOT_ONLY and (not near or bound - index <= _NEARBY)
        index -= 1
        if reading.key(index) in _STOPS or reading.at("negator.reset", index) is not None:
            break
    return False
