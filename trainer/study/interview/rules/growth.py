"""What if: ten times the volume, three times the traffic, twice the context."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import partial

from trainer.drills.amounts import money, short, times
from trainer.drills.budgets import DAYS_PER_MONTH
from trainer.study.interview.fairness import HINT
from trainer.study.interview.heard import Heard
from trainer.study.interview.room import Doubt, Room
from trainer.study.interview.rules.money import last_price
from trainer.study.interview.workings import joined, money_of, worked
from trainer.units.quantity import show_quantity
from trainer.units.writing import percent

GROWTH, SURGE = 10.0, 3.0
_BUSY = 0.7
"""Replicas are sized to be busy for this share of the time."""

_AFTER_S, _STAGGER_S = 20.0, 240.0
_GROWN = re.compile(
    r"\b(?:10|ten|100|hundred|5|five)[ -]?(?:x|×|times|fold)|tenfold|order of magnitude|at scale",
    re.IGNORECASE,
)
_SURGED = re.compile(
    r"\b(?:[2-9]|10|two|three|ten)[ -]?(?:x|×|times|fold)|\b(?:tripl|doubl|burst|surge|spike|peak"
    r"|autoscal|shed|rate.?limit|backpressure|overload|queue|headroom)",
    re.IGNORECASE,
)
_LONGER = re.compile(
    r"\b(?:longer|doubl\w*|twice|larger|max\w*|long)\b[^.]{0,300}\b(?:context|prompt|window)"
    r"|\bkv[ -]?cache|\bcontext\b[^.]{0,300}\b(?:doubl|twice|longer)",
    re.IGNORECASE,
)
_MODEL = ("parameters", "layers", "kv_heads", "head_dim", "kv_rank", "rope_dim", "bytes_per_weight")
_CARDS = ("gpus", "gpu_memory")


def cost_at_ten_times(room: Room) -> Iterator[Doubt]:
    """Ask what ten times the volume costs where that passes the envelope and nobody said so."""
    told, facts = last_price(room.heard), room.facts
    volume, budget = facts.get("tokens_per_day", 0.0), facts.get("monthly_budget", 0.0)
    if told is None or volume <= 0 or budget <= 0 or _was_met(room, _GROWN, "growth"):
        return
    each, price = told
    month = price * volume * DAYS_PER_MONTH
    if not month <= budget < month * GROWTH:
        return
    said = (
        f"At ten times the volume that is {money(month * GROWTH)} a month,"
        f" {times(month * GROWTH / budget)} the {short(budget)} envelope. What bounds the cost?"
    )
    working = partial(money_of, facts, price, GROWTH)
    due = _due(room, each, 0.0)
    yield Doubt("cost-at-10x", "growth", said, working, 30, due, near=True)


def traffic_triples(room: Room) -> Iterator[Doubt]:
    """Ask what the p99 becomes when the traffic triples: the queue decides, not the model."""
    rate, latency = room.facts.get("arrival_rate", 0.0), _latency(room)
    if rate <= 0 or latency is None or _was_met(room, _SURGED, "surge"):
        return
    each, seconds = latency
    servers = float(math.ceil(rate * seconds / _BUSY))
    load = SURGE * rate * seconds / servers
    if load < 1:
        return
    said = (
        f"What does the p99 become at {show_quantity(SURGE * rate, 'request/s')}, three times the"
        f" traffic? Sized for today at 70 %, each replica would be {percent(load)} busy and the"
        " queue grows without end."
    )
    working = partial(_surge, rate, seconds, servers)
    due = _due(room, each, _STAGGER_S)
    yield Doubt("traffic-triples", "surge", said, working, 28, due, near=True)


def context_doubles(room: Room) -> Iterator[Doubt]:
    """Ask what a doubled context does to KV cache and batch."""
    facts = room.facts
    context = facts.get("prompt_tokens", 0.0) + facts.get("output_tokens", 0.0) / 2
    known = {name: facts[name] for name in (*_MODEL, *_CARDS) if name in facts}
    lacking = not {"layers", *_CARDS} <= set(known) or context <= 0
    if lacking or not room.heard or _was_met(room, _LONGER, "context"):
        return
    said = (
        f"Prompts grow to twice the length, {short(2 * context)} tokens in cache for each request."
        " What happens to the KV cache, the batch and the price?"
    )
    working = partial(_context, known, context)
    due = _due(room, room.heard[0], 2 * _STAGGER_S, hinted=False)
    yield Doubt("context-doubles", "context", said, working, 26, due, near=True)


def _due(room: Room, told: Heard, after_s: float, *, hinted: bool = True) -> float:
    """Return when to ask: in the deep dive, or soon after somebody says that it scales."""
    planned = room.slot.start_of("deep-dive") + room.slot.scaled(after_s)
    hints = (each.at_s for each in room.heard if hinted and _is_hint(each))
    hint = next(hints, math.inf) + room.slot.scaled(_AFTER_S + after_s)
    return max(told.at_s, min(planned, hint))


def _is_hint(each: Heard) -> bool:
    return bool(HINT.search(each.text)) and not each.claims.of("scale")


def _was_met(room: Room, words: re.Pattern[str], point: str) -> bool:
    """Tell whether it was spoken of with a number, or answered with one after the question."""
    if any(words.search(each.text) and each.claims.claims for each in room.heard):
        return True
    asked = room.last_asked(point)
    if asked is None:
        return False
    return any(each.claims.claims or each.told for each in room.since(asked))


def _latency(room: Room) -> tuple[Heard, float] | None:
    told = [
        (each, claim.value)
        for each, claim in room.claims("latency")
        if claim.subject != "TPOT" and 0 < claim.value < 600
    ]
    return told[-1] if told else None


def _surge(rate: float, seconds: float, servers: float) -> str:
    today = {"arrival_rate": rate, "service_time": seconds, "servers": servers}
    then = {**today, "arrival_rate": SURGE * rate}
    enough = {**then, "servers": float(math.ceil(SURGE * rate * seconds / _BUSY))}
    return joined(
        "Today, with replicas for one request each:",
        worked("wait_at_percentile", {**today, "percentile": 0.99}),
        "At three times the traffic with the same replicas:",
        worked("server_load", then),
        "With three times the replicas:",
        worked("wait_at_percentile", {**enough, "percentile": 0.99}),
    )


def _context(known: Mapping[str, float], context: float) -> str:
    return joined(
        "Today:",
        worked("max_batch", {**known, "context_tokens": context}),
        "With twice the context:",
        worked("max_batch", {**known, "context_tokens": 2 * context}),
    )
