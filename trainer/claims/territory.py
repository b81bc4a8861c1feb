"""Which words of a sentence belong to which quantity."""

from __future__ import annotations

from trainer.claims.candidates import Candidate
from trainer.claims.comparators import behind
from trainer.claims.heads import Heads
from trainer.claims.kinds import Kind
from trainer.claims.reading import Reading
from trainer.claims.sentences import Sentence

_WINDOW = 40
"""How many tokens away from its number a word can still belong to it."""
_RANKS = {
    "|": 3,
    "\n": 3,
    ",": 2,
    "—": 2,
    "–": 2,
    "(": 2,
    ")": 2,
    "[": 2,
    "]": 2,
    "→": 2,
    "and": 1,
    "while": 1,
    "but": 1,
    "plus": 1,
    "or": 1,
    "whereas": 1,
    "then": 1,
    "yet": 1,
    "with": 1,
    "+": 1,
    "&": 1,
    "which": 1,
    "leaving": 1,
}
_NONE: frozenset[str] = frozenset()
_FITTING = {
    Kind.TIME: frozenset({"latency"}),
    Kind.MONEY: frozenset({"cost", "budget"}),
    Kind.PERCENT: frozenset({"quality", "availability"}),
    Kind.RATING: frozenset({"quality"}),
}
_INTRODUCING = frozenset({"–", "—", "(", "|", "["})
_BINDERS = frozenset({":", "=", "is", "are", "of", "stays"})


def share_out(
    reading: Reading, heads: Heads, sentence: Sentence, candidates: list[Candidate]
) -> None:
    """Divide the words of ``sentence`` among its ``candidates``.

    The gap between two quantities is cut at its strongest sign: before the last one the words
    belong to the first quantity, after it to the second.
    """
    for number, candidate in enumerate(candidates):
        quantity = candidate.quantity
        bound = behind(reading, quantity)
        candidate.behind = bound.end if bound is not None else quantity.end + quantity.least
        candidate.bounded = (
            quantity.least
            or bound is not None
            or reading.until("before", quantity.start) is not None
            or _is_label(reading, quantity.start)
        )
        if number == 0:
            candidate.floor = sentence.start
            candidate.left = max(sentence.start, quantity.start - _WINDOW)
        if number + 1 == len(candidates):
            separators = _separators(
                reading, candidate.behind, min(sentence.end, quantity.end + _WINDOW)
            )
            candidate.far = min(sentence.end, quantity.end + _WINDOW)
            candidate.near = separators[0][0] if separators else candidate.far
            continue
        following = candidates[number + 1]
        near, far = _cut(reading, heads, candidate, following)
        candidate.near, candidate.far = near, min(far, quantity.end + _WINDOW)
        following.floor = quantity.end
        following.left = max(far, following.quantity.start - _WINDOW)


def _is_label(reading: Reading, start: int) -> bool:
    """Whether a comparator names a number with a colon: ``Cap: 2 s``."""
    signed = reading.key(start - 1) in {":", "="}
    roles = ("before", "remote")
    return signed and any(reading.until(role, start - 1) is not None for role in roles)


def _cut(reading: Reading, heads: Heads, first: Candidate, second: Candidate) -> tuple[int, int]:
    """Return where the words right behind ``first`` end, and where those of ``second`` begin."""
    start, end = first.behind, second.quantity.start
    separators = _separators(reading, start, min(end, start + 2 * _WINDOW))
    introduced = separators and separators[-1][0] >= _bound_start(reading, end) - 1
    if introduced and reading.key(separators[-1][0]) in _INTRODUCING:
        del separators[-1]
    if not separators:
        return _unseparated(reading, heads, first, second)
    best = max(rank for _, rank in separators)
    return separators[0][0], max(index for index, rank in separators if rank == best) + 1


def _bound_start(reading: Reading, start: int) -> int:
    """Return where the comparator in front of a quantity begins."""
    found = reading.until("before", start)
    return found[0] if found is not None else start


def _separators(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """Return (position, rank) of the separating signs; a closed bracket separates nothing."""
    found: list[tuple[int, int]] = []
    opened = -1
    for index in range(start, end):
        key = reading.key(index)
        rank = _RANKS.get(key)
        if rank is None or (key == "which" and reading.key(index - 1) == "of"):
            continue
        if key == "(":
            opened = len(found)
        elif key == ")" and opened >= 0:
            del found[opened:]
            opened = -1
            continue
        found.append((index, rank))
    reading.steps.add(end - start)
    return found


def _unseparated(
    reading: Reading, heads: Heads, first: Candidate, second: Candidate
) -> tuple[int, int]:
    """Cut a gap without signs: ``p50 80 ms p99 200 ms`` against ``80 ms p50 200 ms p99``."""
    start, end = first.quantity.end, second.quantity.start
    limit = min(end, start + _WINDOW)
    told = reading.last("statistic", first.left, first.quantity.start) is not None
    here = reading.first("statistic", start, limit)
    if here is not None and second.quantity.kind is Kind.TIME:
        ahead = told or first.quantity.kind is not Kind.TIME or reading.key(here[1]) in _BINDERS
        return (here[0], here[0]) if ahead else (here[1], here[1])
    inside = heads.between(start, limit)
    if inside and inside[0].dimension in _FITTING.get(second.quantity.kind, _NONE):
        ours = inside[0].dimension in _FITTING.get(first.quantity.kind, _NONE)
        if not ours or heads.between(first.left, first.quantity.start):
            return inside[0].start, inside[0].start
        return inside[0].end, inside[0].end
    for index in range(start, limit):
        if reading.key(index) in _BINDERS:
            return index, start
    return end, end
