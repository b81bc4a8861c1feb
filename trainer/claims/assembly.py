"""From the quantities of one sentence to its claims."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from trainer.claims.bare import promote
from trainer.claims.candidates import Candidate, counted_volume, is_metric
from trainer.claims.comparators import Bound, find_bound
from trainer.claims.conditions import Condition, find_conditions
from trainer.claims.dimensions import topic
from trainer.claims.draft import Draft
from trainer.claims.extent import widen
from trainer.claims.kinds import Kind
from trainer.claims.landmarks import Landmarks
from trainer.claims.percentiles import mark_portions, statistic
from trainer.claims.quantity import Quantity, neat
from trainer.claims.reading import Reading
from trainer.claims.scope import denied
from trainer.claims.sentences import Sentence
from trainer.claims.sharing import deal_out, inherit, set_benchmarks, set_conditions
from trainer.claims.spans import Row
from trainer.claims.territory import share_out
from trainer.claims.topic import Topic

_LOADS = frozenset({Kind.RATE, Kind.MULTIPLE})
_ALARM = 10
_SET = 8
_GIVEN = frozenset({"given", "assuming"})
_ALARMS = frozenset(
    {"alert", "alerts", "alerting", "page", "pages", "paging", "paged", "alarm", "alarms"}
)
_TESTED_AT = frozenset({"at", "to", "with", "under", "@"})
_COUNTING = frozenset({",", "and", "/", "|"})
_NEUTRAL = frozenset({"volume", "throughput", "scale"})


def assemble(
    marks: Landmarks, sentence: Sentence, quantities: list[Quantity], before: Draft | None = None
) -> list[Draft]:
    """Return the claims of one sentence in order; ``before`` is the last one up to a semicolon."""
    if not quantities:
        return []
    reading = marks.reading
    raw = {quantity.start: quantity for quantity in quantities}
    conditions = find_conditions(reading, marks.heads, marks.benchmarks, sentence, raw)
    candidates = _candidates(marks, sentence, quantities, conditions)
    drafts: list[Draft] = []
    previous: Topic | None = None
    ongoing = before.topic if before is not None else None
    for candidate in candidates:
        goes_on = candidate.quantity.kind in {Kind.TIME, Kind.MONEY}
        found = topic(marks, candidate, previous or (ongoing if goes_on else None))
        if found is None and _is_list(marks, candidates, candidate):
            found = topic(marks, candidate, Topic("latency", "s"))
        draft = _draft(marks, sentence, candidate, found) if found is not None else None
        if draft is not None:
            drafts.append(draft)
            previous = found
        elif found is not None and found.dimension == "cost":
            previous = replace(found, denied=True)
    inherit(reading, marks.heads, drafts if before is None else [before, *drafts])
    deal_out(reading, drafts)
    set_conditions(reading, sentence, drafts, conditions, quantities)
    set_benchmarks(marks, sentence, drafts)
    widen(marks, drafts)
    return drafts


def _is_list(marks: Landmarks, candidates: list[Candidate], candidate: Candidate) -> bool:
    """Whether the next number is surely a latency: ``1.2 s for long prompts, 300 ms for short``."""
    index = next(i for i, other in enumerate(candidates) if other is candidate)
    if candidate.quantity.unit.name != "s" or index + 1 >= len(candidates):
        return False
    following = candidates[index + 1]
    sure = following.quantity.kind is Kind.TIME and topic(marks, following, None) is not None
    gap = marks.reading.tokens.keys[candidate.quantity.end : following.quantity.start]
    return sure and bool(_COUNTING.intersection(gap))


def _candidates(
    marks: Landmarks, sentence: Sentence, quantities: list[Quantity], conditions: Row[Condition]
) -> list[Candidate]:
    reading = marks.reading
    heard = [quantity for quantity in quantities if not marks.silent[quantity.start]]
    heard = promote(reading, marks.heads, mark_portions(reading, heard))
    kept: list[Quantity] = []
    refused: Quantity | None = None
    for number, heard_one in enumerate(heard):
        quantity: Quantity | None = heard_one
        if heard_one.kind is Kind.COUNT:
            quantity = counted_volume(reading, sentence, heard_one, heard[number + 1 : number + 2])
        if quantity is None:
            continue
        if refused is not None and _goes_on(reading, refused, quantity):
            refused = quantity
            continue
        if is_metric(reading, sentence, quantity):
            kept.append(quantity)
        refused = quantity if quantity.kind is Kind.TIME and quantity not in kept[-1:] else None
    kept = [
        quantity
        for quantity in kept
        if not _is_planned(marks, quantity) and not _is_sample(marks, quantity)
    ]
    loads = [quantity for quantity in kept if _is_load(marks, quantity, conditions)]
    if len(loads) < len(kept) or (loads and marks.planned[loads[0].start]):
        dropped = {id(quantity) for quantity in loads}
        kept = [quantity for quantity in kept if id(quantity) not in dropped]
    candidates = [Candidate(quantity) for quantity in kept]
    share_out(reading, marks.heads, sentence, candidates)
    return candidates


def _goes_on(reading: Reading, refused: Quantity, quantity: Quantity) -> bool:
    """Whether a list of times that are no latencies goes on: ``retries after 100 ms, 200 ms``."""
    near = quantity.start - refused.end == 1 and quantity.kind is Kind.TIME
    return near and reading.key(refused.end) in {",", "and", "or", "/"}


def _is_planned(marks: Landmarks, quantity: Quantity) -> bool:
    """Whether a number only serves a plan: a sample, the load of a test, the edge of an alarm."""
    reading, start = marks.reading, quantity.start
    if not marks.planned[start]:
        return False
    if quantity.kind is Kind.RATE and reading.key(start - 1) in _TESTED_AT:
        return True
    if quantity.kind is Kind.VOLUME and quantity.unit.things[0] not in {"token", "request", "user"}:
        return True
    reading.steps.add(2 * _ALARM)
    then = reading.first("rollback", quantity.end, quantity.end + _ALARM)
    if then is not None and "," not in reading.tokens.keys[quantity.end : then[0]]:
        return True
    alarm = max(0, start - _ALARM)
    rollback = reading.last("rollback", alarm, start)
    alarmed = rollback[1] if rollback is not None else 0
    for index in range(alarm, start):
        if reading.key(index) in _ALARMS:
            alarmed = index + 1
    return alarmed > 0 and "," not in reading.tokens.keys[alarmed:start]


def _is_sample(marks: Landmarks, quantity: Quantity) -> bool:
    """Whether a number tells the size of a set: ``on a sample of 500 answers per week``."""
    around = marks.benchmarks.between(quantity.start - _SET, quantity.end)
    told = quantity.kind is Kind.VOLUME and marks.reading.key(quantity.start - 1) == "of"
    return told and any(item.end > quantity.start for item in around)


def _is_load(marks: Landmarks, quantity: Quantity, conditions: Row[Condition]) -> bool:
    """Whether a quantity only tells the load at which another claim holds."""
    crowd = quantity.kind is Kind.VOLUME and not quantity.unit.period
    may_be = quantity.kind in _LOADS or quantity.kind in {Kind.TIME, Kind.VOLUME}
    if not may_be:
        return False
    inside = [
        item
        for item in conditions.between(quantity.start - 20, quantity.end + 20)
        if item.start <= quantity.start and quantity.end <= item.end
    ]
    daily = quantity.kind is Kind.VOLUME and not crowd
    if not inside:
        return False
    given = marks.reading.key(inside[0].start) in _GIVEN
    if daily and (given or inside[0].opener != "clause"):
        return False
    comma = marks.reading.key(inside[0].start - 1) == ","
    return not (comma and quantity.unit.name == "token/s")


def _draft(
    marks: Landmarks, sentence: Sentence, candidate: Candidate, found: Topic
) -> Draft | None:
    reading, quantity = marks.reading, candidate.quantity
    neutral = found.dimension in _NEUTRAL
    bound = find_bound(reading, quantity, candidate.floor, low=found.low, neutral=neutral)
    if bound.denied or denied(reading, sentence, quantity, bound.start):
        return None
    value, high = quantity.value, quantity.high
    if not isfinite(value * found.scale) or not isfinite((high or 0.0) * found.scale):
        return None
    if high is not None and quantity.moved and _is_change(reading, sentence, quantity):
        value, high, bound = high, None, Bound("eq", quantity.second, bound.end)
    elif high is not None:
        value, high = min(value, high), max(value, high)
    return Draft(
        candidate,
        found,
        bound,
        neat(value * found.scale),
        neat(high * found.scale) if high is not None else None,
        bound.start,
        bound.end,
        found.subject,
        statistic(reading, candidate, found.dimension),
    )


def _is_change(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether "from a to b" tells a change: downwards, or after a verb of changing."""
    if quantity.high is not None and quantity.high < quantity.value:
        return True
    left = max(sentence.start, quantity.start - 8)
    return reading.last("change", left, quantity.start) is not None
