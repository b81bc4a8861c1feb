"""Silence: one of the triad, the volume or the plan that nobody has said for too long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from trainer.drills.amounts import short
from trainer.drills.spend import TYPICAL_USD_PER_MTOKEN
from trainer.study.interview.room import Doubt, Room
from trainer.study.interview.rules.physics import floor_working
from trainer.study.interview.workings import joined, money_of, sample_of, tail_of

COST_S, LATENCY_S, QUALITY_S, VOLUME_S = 600.0, 750.0, 900.0, 1200.0
"""After how long in the full slot the interviewer asks."""

VAGUE_S, PLAN_S = 30.0, 150.0
_TRIAD = ("cost", "latency", "quality")
_WEIGHTS = {"cost": 75, "latency": 65, "quality": 60}


def silence(room: Room) -> Iterator[Doubt]:
    """Ask for one of the triad that was never said with a number."""
    due = {"cost": COST_S, "latency": LATENCY_S, "quality": QUALITY_S}
    for topic in _TRIAD:
        if room.first(topic) is None:
            yield Doubt(
                kind=f"silence-on-{topic}",
                point=topic,
                text=_question(room, topic),
                working=_working(room, topic),
                weight=_WEIGHTS[topic],
                due_s=room.slot.scaled(due[topic]),
            )


def vague(room: Room) -> Iterator[Doubt]:
    """Ask for the number behind "fast", "cheap", "good"."""
    for topic in _TRIAD:
        if room.first(topic) is not None:
            continue
        for each in room.heard:
            wish = next((one for one in each.claims.vague if one.dimension == topic), None)
            if wish is not None:
                yield Doubt(
                    kind=f"vague-{topic}",
                    point=topic,
                    text=f"You say “{wish.text}”. {_question(room, topic)}",
                    working=_working(room, topic),
                    weight=_WEIGHTS[topic] - 5,
                    due_s=each.at_s + room.slot.scaled(VAGUE_S),
                )
                break


def missing_volume(room: Room) -> Iterator[Doubt]:
    """Ask for the volume that a price or a latency is promised for."""
    begun = room.first("cost") or room.first("latency")
    if begun is None or room.first("volume") is not None:
        return
    yield Doubt(
        kind="missing-volume",
        point="volume",
        text="For which volume do these numbers hold: how many requests or tokens a day?",
        working=partial(money_of, room.facts, TYPICAL_USD_PER_MTOKEN / 1e6),
        weight=45,
        due_s=max(begun.at_s, room.slot.scaled(VOLUME_S)),
    )


def missing_plan(room: Room) -> Iterator[Doubt]:
    """Ask how quality will be measured once it is time to speak of evaluation."""
    if room.first("plan") is not None:
        return
    told = next((claim.value for _, claim in room.claims("quality") if claim.unit == "1"), None)
    yield Doubt(
        kind="missing-plan",
        point="plan",
        text="How will you know that quality holds after the launch: what is measured, how often, "
        "against what, and when do you roll back?",
        working=partial(sample_of, told),
        weight=40,
        due_s=room.slot.start_of("evaluation") + room.slot.scaled(PLAN_S),
    )


def _question(room: Room, topic: str) -> str:
    if topic == "cost":
        budget = room.facts.get("monthly_budget")
        beside = f" The envelope is {short(budget)} dollars a month." if budget else ""
        return f"What does a token or a request cost, and what is that a month?{beside}"
    if topic == "latency":
        return "How long does a user wait, as a number, and at which percentile?"
    return "How good will it be, as a number, and measured on which data?"


def _working(room: Room, topic: str) -> Callable[[], str]:
    if topic == "cost":
        return partial(money_of, room.facts, TYPICAL_USD_PER_MTOKEN / 1e6)
    if topic == "latency":
        return partial(_floor, room)
    return partial(sample_of, None)


def _floor(room: Room) -> str:
    return joined(floor_working(room.facts) or tail_of(1.0))
