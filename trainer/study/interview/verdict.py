"""The verdict as a panel would give it: advance, mixed, or the risk of unbounded cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trainer.study.interview.heard import TOPICS, has_percentile
from trainer.study.interview.history import is_brief
from trainer.study.interview.judged import Failed
from trainer.study.interview.room import Room

ADVANCE, MIXED, HIGH_RISK = "advance", "mixed", "high-risk"

_OF_COST = frozenset({"over-envelope", "price-off-market", "growth-over-budget"})
"""What leaves the cost unbounded unless it is put right."""

_LATE = 0.5
"""Who says the cost only after this share of the slot is not believed to think of it."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The verdict and its reasons, the weightiest first."""

    verdict: str
    reasons: tuple[str, ...]
    is_brief: bool = False
    """Whether next to nothing of the slot was used: then no verdict is worth its word."""


_ENOUGH = 0.5
"""Who leaves before this share of the slot was not asked enough to advance."""


def judge(room: Room, fails: tuple[Failed, ...], ended_s: float) -> Opinion:
    """Return what the panel would say of an interview that ended at ``ended_s``."""
    risks, doubts = tuple(_risks(room, fails)), tuple(_doubts(room, fails))
    if ended_s < _ENOUGH * room.slot.end_s:
        short = f"It ended after {ended_s / 60:.0f} of {room.slot.minutes} minutes:"
        doubts += (f"{short} too little was put to the test.",)
    was_brief = is_brief(ended_s, room.slot.end_s)
    if risks:
        return Opinion(HIGH_RISK, risks + doubts, was_brief)
    if doubts:
        return Opinion(MIXED, doubts, was_brief)
    holds = "Latency, cost, quality, volume and plan were said, and the numbers hold."
    return Opinion(ADVANCE, (holds,))


def _risks(room: Room, fails: tuple[Failed, ...]) -> Iterator[str]:
    if room.first("cost") is None:
        yield "Risk of unbounded cost: nobody heard what a token or a request costs."
    for each in _open(fails):
        if each.kind in _OF_COST:
            yield f"Risk of unbounded cost: {each.text}"
    silent = [TOPICS[topic].lower() for topic in ("latency", "quality") if not room.first(topic)]
    if len(silent) == 2:
        yield "Neither latency nor quality has a number."


def _doubts(room: Room, fails: tuple[Failed, ...]) -> Iterator[str]:
    silent = [topic for topic in ("latency", "quality", "volume") if room.first(topic) is None]
    is_risk = {"latency", "quality"} <= set(silent)  # said among those, once
    for topic in silent:
        if topic == "volume" or not is_risk:
            yield f"{TOPICS[topic]} was never said with a number."
    if room.first("plan") is None:
        yield "There is no plan for measuring quality."
    latencies = list(room.claims("latency"))
    if latencies and not any(has_percentile(claim) for _, claim in latencies):
        yield "No latency has a percentile."
    cost = room.first("cost")
    if cost is not None and cost.at_s > _LATE * room.slot.end_s:
        yield "Cost came in the second half only."
    for each in _open(fails):
        if each.kind not in _OF_COST:
            yield each.text


def _open(fails: tuple[Failed, ...]) -> Iterator[Failed]:
    return (each for each in fails if each.mended_at_s is None)
