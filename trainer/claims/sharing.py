"""What claims of one sentence share: percentiles, subjects, conditions, benchmarks, words."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise

from trainer.claims.conditions import Condition
from trainer.claims.draft import Draft
from trainer.claims.heads import Heads
from trainer.claims.kinds import Kind
from trainer.claims.landmarks import Landmarks
from trainer.claims.quantity import Quantity
from trainer.claims.reading import Reading
from trainer.claims.sentences import Sentence
from trainer.claims.spans import Row

_METRIC = frozenset({Kind.TIME, Kind.MONEY, Kind.PERCENT})
_CLOSE = 2
_ALIKE = 50
_WORST = frozenset({"max", "max.", "maximum"})
_EVER = frozenset({"never", "nothing", "no", "none", "nobody"})
_TAIL = 4
_ASIDE = 16
_AMOUNTS = frozenset({"is", "comes", "makes", "gives", "means", "amounts", "are", "adds"})
_TOGETHER = frozenset({"both", "all", "each"})
_JOINTS = frozenset({"and", ",", "/", "&", "or"})


def inherit(reading: Reading, heads: Heads, drafts: list[Draft]) -> None:
    """Pass subject and percentile on to claims that follow without a head of their own."""
    for earlier, later in pairwise(drafts):
        if earlier.topic.dimension != later.topic.dimension or later.topic.named:
            continue
        if later.topic.dimension == "latency":
            extreme = earlier.statistic in {"max", "min"}
            own = later.statistic is not None or reading.key(later.bound.start) in _EVER
            own = own or not 1 / _ALIKE < (later.value or 1.0) / (earlier.value or 1.0) < _ALIKE
            if not (own or extreme):
                later.statistic = earlier.statistic
            later.subject = later.subject or earlier.subject
        _extreme(reading, later)
    _hold_for_all(reading, heads, drafts)


def _extreme(reading: Reading, draft: Draft) -> None:
    """Read the worst case told behind another: ``350 ms on average (max 900 ms)``."""
    if draft.topic.dimension == "latency" and reading.key(draft.bound.start) in _WORST:
        draft.statistic, draft.bound = "max", replace(draft.bound, comparator="eq")


def _hold_for_all(reading: Reading, heads: Heads, drafts: list[Draft]) -> None:
    """Give all claims what is said of all: ``…, both at p99``, ``…, both pass@1``."""
    start = drafts[-1].candidate.quantity.end if drafts else 0
    for index in range(start, start + _TAIL if drafts else start):
        if reading.key(index) not in _TOGETHER:
            continue
        found = reading.first("statistic", index, index + _CLOSE + 2)
        head = heads.begun.get(index + 1)
        for draft in drafts:
            dimension = draft.topic.dimension
            if found is not None and dimension == "latency":
                draft.statistic = draft.statistic or found[2]
            if head is not None and dimension == head.dimension == "quality":
                draft.subject = draft.subject or head.subject


def deal_out(reading: Reading, drafts: list[Draft]) -> None:
    """Give the numbers of a list the percentiles of a list: ``p50/p99 of 120/300 ms``."""
    for first, draft in enumerate(drafts):
        count = _list_length(reading, drafts[first : first + 6])
        if count < 2 or draft.topic.dimension != "latency":
            continue
        names: list[str] = []
        position = draft.candidate.quantity.start
        while len(names) < count:
            found = reading.last("statistic", draft.candidate.left, position)
            if found is None or (names and reading.key(found[1]) not in {"/", ",", "and"}):
                break
            names.insert(0, found[2])
            position = found[0]
        if len(names) == count:
            for number, name in enumerate(names):
                drafts[first + number].statistic = name


def _list_length(reading: Reading, drafts: list[Draft]) -> int:
    """Return how many claims from the first on are joined by slashes or as in a list."""
    count = 1
    for earlier, later in pairwise(drafts):
        end, start = earlier.candidate.quantity.end, later.candidate.quantity.start
        if not 0 < start - end <= _CLOSE or reading.key(end) not in {"/", ",", "and"}:
            break
        count += 1
    return count


def set_conditions(
    reading: Reading,
    sentence: Sentence,
    drafts: list[Draft],
    conditions: Row[Condition],
    raw: list[Quantity],
) -> None:
    """Give each claim the circumstances told in its part of the sentence.

    Not what stands behind a number that is no claim: ``$8 per million, with 50 % off for batch``.
    """
    claimed = {item.candidate.quantity.start for item in drafts}
    strangers = [item.start for item in raw if item.kind in _METRIC and item.start not in claimed]
    if not drafts:
        return
    opening = _opening(sentence, drafts[0], conditions)
    for draft in drafts:
        if draft.topic.dimension == "volume" and draft.candidate.quantity.unit.period:
            continue
        candidate, quantity = draft.candidate, draft.candidate.quantity
        behind = [
            item
            for item in conditions.between(quantity.end, candidate.far + 20)
            if item.start < candidate.far
            and not _behind_stranger(strangers, conditions, quantity.end, item.start)
            and (item.opener != "trailing" or item.end <= candidate.near)
        ]
        before = conditions.between(candidate.left, quantity.start)
        behind = [item for item in behind if _is_about(reading, draft, item)]
        before = [item for item in before if _is_about(reading, draft, item)]
        own = _run(behind) or [item for item in before if item.opener != "trailing"][-1:]
        still = opening is not None and _holds_still(reading, opening, draft)
        if own and not (still and reading.key(own[0].start) == "until"):
            draft.condition = reading.tokens.slice(own[0].start, own[-1].end)
            draft.trailing = bool(behind)
        elif opening is not None and still:
            draft.condition = reading.tokens.slice(opening.start, opening.end)
    for earlier, later in pairwise(drafts):
        _follow(reading, conditions, earlier, later)
    _hold_together(reading, drafts, conditions)
    for later, earlier in pairwise(reversed(drafts)):
        if _share_tail(reading, earlier, later) and later.trailing and earlier.condition is None:
            earlier.condition, earlier.trailing = later.condition, True


def _hold_together(reading: Reading, drafts: list[Draft], conditions: Row[Condition]) -> None:
    """Give all claims the circumstance that is told of all: ``…, both at 40 rps``."""
    start = drafts[-1].candidate.quantity.end
    for item in conditions.between(start, start + _ASIDE):
        if reading.key(item.start - 1) not in _TOGETHER or reading.key(item.start - 2) != ",":
            continue
        for draft in drafts:
            if draft.condition is None and _is_about(reading, draft, item):
                draft.condition = reading.tokens.slice(item.start, item.end)


def _follow(reading: Reading, conditions: Row[Condition], earlier: Draft, later: Draft) -> None:
    """Tell at which volume a spend holds: ``…, which at 90 M tokens a day comes to $1,900``."""
    start, end = earlier.candidate.quantity.start, later.candidate.quantity.start
    if later.topic.dimension != "budget" or later.condition or earlier.topic.dimension != "volume":
        return
    around = conditions.between(start - _ASIDE, end)
    told = [item for item in around if item.start < start < item.end]
    reading.steps.add(_ASIDE)
    gap = reading.tokens.keys[start:end]
    if told and end - start < _ASIDE and _AMOUNTS.intersection(gap) and "," not in gap:
        later.condition = reading.tokens.slice(told[0].start, told[0].end)


def _behind_stranger(
    strangers: list[int], conditions: Row[Condition], start: int, end: int
) -> bool:
    """Whether between two places stands a number that is neither claimed nor a condition."""
    inside = strangers[bisect_left(strangers, start) : bisect_left(strangers, end)]
    told = conditions.between(start, end)
    return any(not any(item.start <= other < item.end for item in told) for other in inside)


def _is_about(reading: Reading, draft: Draft, item: Condition) -> bool:
    """Whether a circumstance can be a claim's.

    A peak is none of a peak rate's, GPUs are bought, and a budget holds at a number or always.
    """
    if draft.topic.dimension == "throughput" and draft.statistic == "max":
        return reading.at("statistic", item.start) is None
    numbered = any(reading.tokens.numeric[item.start : item.end]) or item.opener == "open"
    if draft.topic.dimension == "budget" and not numbered:
        return False
    word = reading.at("circumstance", item.start + 1)
    bought = reading.key(item.start) == "for" and word is not None and word[1] != "sized"
    return not (bought and draft.topic.dimension in {"budget", "cost"})


def _run(conditions: list[Condition]) -> list[Condition]:
    """Return the first condition with those that follow without a gap."""
    run = conditions[:1]
    for item in conditions[1:]:
        if item.start not in {run[-1].end, run[-1].end + 1}:
            break
        run.append(item)
    return run


def _opening(sentence: Sentence, first: Draft, conditions: Row[Condition]) -> Condition | None:
    """Return the circumstance that opens the sentence, before its first claim or holding it."""
    found = conditions.between(sentence.start, min(sentence.end, sentence.start + 24))
    for item in found:
        trailing = item.opener == "trailing" and item.start > sentence.start
        if item.start - sentence.start > 2 or trailing:
            break
        if item.start <= first.candidate.quantity.start:
            return item
    return None


def _holds_still(reading: Reading, opening: Condition, draft: Draft) -> bool:
    """Whether the circumstance that opens a sentence holds for a claim.

    Not where the number is part of it, nor in an aside: ``…, which stays below our budget of``.
    """
    quantity = draft.candidate.quantity
    if not _is_about(reading, draft, opening):
        return False
    if opening.start <= quantity.start < opening.end:
        return False
    floor = max(opening.end, quantity.start - _ASIDE)
    reading.steps.add(quantity.start - floor)
    return "which" not in reading.tokens.keys[floor : quantity.start]


def _share_tail(reading: Reading, earlier: Draft, later: Draft) -> bool:
    """Whether two claims are joined so closely that what follows the second holds for both."""
    gap = later.bound.start - earlier.bound.end
    if earlier.topic.dimension != later.topic.dimension or gap > 5:
        return False
    words = range(earlier.bound.end, later.bound.start)
    if any(reading.key(index) == "for" and _is_noun(reading, index + 1) for index in words):
        return False
    if gap <= _CLOSE:
        return True
    return any(reading.key(index) in _JOINTS for index in words)


def _is_noun(reading: Reading, index: int) -> bool:
    """Whether something other than a metric is named: ``1 s for the first sentence and 6 s``."""
    index += reading.key(index) in {"the", "a", "an"}
    named = any(reading.at(role, index) is not None for role in ("metric", "statistic"))
    return not named and not reading.tokens.numeric[index]


def set_benchmarks(marks: Landmarks, sentence: Sentence, drafts: list[Draft]) -> None:
    """Name for each quality the set on which it is measured."""
    qualities = [draft for draft in drafts if draft.topic.dimension == "quality"]
    if not qualities:
        return
    named = marks.benchmarks.between(sentence.start, sentence.end)
    for draft in qualities:
        candidate, quantity = draft.candidate, draft.candidate.quantity
        behind = marks.benchmarks.between(quantity.end, candidate.far)
        before = marks.benchmarks.between(candidate.left, quantity.start)
        own = behind[:1] or before[-1:]
        draft.benchmark = own[0].name if own else None
    for later, earlier in pairwise(reversed(qualities)):
        if earlier.benchmark is None and later.benchmark is not None:
            earlier.benchmark = later.benchmark
    for earlier, later in pairwise(qualities):
        kin = (earlier.subject or "").partition("@")[0] == (later.subject or "").partition("@")[0]
        if later.benchmark is None and kin and "@" in (later.subject or ""):
            later.benchmark = earlier.benchmark
    opening = qualities[0].candidate.quantity.start
    if qualities[0].subject is None and qualities[0].benchmark is not None:
        return
    if len(named) == 1 and (named[0].end <= opening or len(qualities) == 1):
        for draft in qualities:
            draft.benchmark = draft.benchmark or named[0].name
