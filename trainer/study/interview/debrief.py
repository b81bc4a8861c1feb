"""The debrief: what was said when and how firmly, what holds, the verdict, what to drill next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.claims.claim import Claim
from trainer.drills.table import ROWS
from trainer.study.interview.heard import TOPICS, Heard, has_percentile
from trainer.study.interview.history import TOO_SHORT, VERDICTS
from trainer.study.interview.judged import Failed, Held, failed, held
from trainer.study.interview.room import Challenge, Room
from trainer.study.interview.session import Interview
from trainer.study.interview.slot import PHASES
from trainer.study.interview.verdict import Opinion, judge

_SOFT = frozenset({"approx", "range"})


@dataclass(frozen=True, slots=True)
class Said:
    """When a topic was first said with a number (None: never), in which words and how firmly.

    ``firmness`` is firm, soft (about, between), bare (a latency without percentile, a score without
    data), marked (by key, no words), or silent.
    """

    topic: str
    at_s: float | None
    quote: str
    firmness: str


@dataclass(frozen=True, slots=True)
class PhaseTime:
    """A phase: the time planned for it and the time it had, in seconds."""

    name: str
    planned_s: float
    had_s: float


@dataclass(frozen=True, slots=True)
class Debrief:
    """All there is to say about an interview."""

    system: str
    minutes: int
    said: tuple[Said, ...]
    phases: tuple[PhaseTime, ...]
    table: Mapping[str, str]
    model_table: Mapping[str, str]
    rubric: tuple[str, ...]
    holds: tuple[Held, ...]
    fails: tuple[Failed, ...]
    challenges: tuple[Challenge, ...]
    opinion: Opinion
    weak_points: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Return advance, mixed or high-risk."""
        return self.opinion.verdict

    @property
    def verdict_words(self) -> str:
        """Return the verdict as people read it."""
        return TOO_SHORT if self.opinion.is_brief else VERDICTS[self.verdict]

    @property
    def first_said(self) -> dict[str, float | None]:
        """Return when each topic was first said, in seconds."""
        return {each.topic: each.at_s for each in self.said}


def debrief(interview: Interview) -> Debrief:
    """Return the debrief of ``interview`` as it stands. Pure."""
    room = interview.room
    fails = failed(room)
    said = tuple(_said(room, topic) for topic in TOPICS)
    return Debrief(
        system=interview.exercise.about.text,
        minutes=interview.slot.minutes,
        said=said,
        phases=_phase_times(interview),
        table=_table(room),
        model_table=interview.exercise.good,
        rubric=interview.exercise.rubric,
        holds=held(room),
        fails=fails,
        challenges=room.asked,
        opinion=judge(room, fails, interview.now_s),
        weak_points=_weak_points(said, fails),
    )


def _said(room: Room, topic: str) -> Said:
    each = room.first(topic)
    if each is None:
        return Said(topic, None, "", "silent")
    if each.mark:
        return Said(topic, each.at_s, "", "marked")
    start, end = each.place_of(topic) or (0, 0)
    claims = each.of(topic)
    quote = each.quote(claims[0]) if claims else each.text[start:end]
    return Said(topic, each.at_s, quote, _firmness(topic, each))


def _firmness(topic: str, each: Heard) -> str:
    if topic == "plan":
        return "firm" if len(each.claims.plans[0].parts) > 1 else "soft"
    claims = each.of(topic)
    if not claims:
        return "soft"  # a lot without a period
    claim = claims[0]
    if topic == "latency" and not has_percentile(claim):
        return "bare"
    if topic == "quality" and not claim.benchmark:
        return "bare"
    return "soft" if claim.comparator in _SOFT else "firm"


def _phase_times(interview: Interview) -> tuple[PhaseTime, ...]:
    """Return how long each phase was, by choice where one was entered, else by the plan."""
    plan = interview.slot.plan
    begins = [(each.start_s, each.name) for each in plan]
    if interview.entered:
        first = interview.entered[0][0]
        begins = [each for each in begins if each[0] < first] + interview.entered
    ends = [at for at, _ in begins[1:]] + [max(interview.now_s, begins[-1][0])]
    had = dict.fromkeys(PHASES, 0.0)
    for (start, name), end in zip(begins, ends, strict=True):
        had[name] += max(0.0, min(end, interview.now_s) - start)
    return tuple(PhaseTime(each.name, each.end_s - each.start_s, had[each.name]) for each in plan)


def _table(room: Room) -> dict[str, str]:
    """Return the metric table as the words give it: what was said last, row by row."""
    cells = {}
    for row in ROWS:
        if row == "measurement":
            found = [
                each.text[plan.start : plan.end]
                for each in room.heard
                for plan in each.claims.plans
            ]
        else:
            found = [_cell(each, claim) for each in room.heard for claim in _of(each, row)]
            if row == "cost":  # a price says more than what it comes to
                priced = [each for each in room.heard if each.claims.of("cost")]
                found = [_cell(each, one) for each in priced for one in _of(each, row)] or found
            if row == "volume":  # what is assumed says more than the load that a latency holds at
                found = _volumes(room) or found
        cells[row] = found[-1] if found else ""
    return cells


def _volumes(room: Room) -> list[str]:
    """Return the volumes themselves, the last one of each unit, as one cell."""
    told = {
        claim.unit: each.quote(claim)
        for each in room.heard
        for claim in each.claims.claims
        if claim.dimension == "volume" or claim.unit == "request/s"
    }
    return [", ".join(told.values())] if told else []


def _of(each: Heard, row: str) -> tuple[Claim, ...]:
    if row in {"budget", "cost"} and each.claims.of(row):
        return each.claims.of(row)
    return each.of(row)


def _cell(each: Heard, claim: Claim) -> str:
    """Return a claim with what qualifies it, where that stands elsewhere in the statement."""
    quote = each.quote(claim)
    parts = [claim.statistic, quote, claim.condition, claim.benchmark and f"on {claim.benchmark}"]
    return " ".join(part for part in parts if part and (part is quote or part not in quote))


def _weak_points(said: tuple[Said, ...], fails: tuple[Failed, ...]) -> tuple[str, ...]:
    """Return the tags of what to drill, the weakest first, each once."""
    tags = [_TAGS[each.kind] for each in fails if each.mended_at_s is None and each.kind in _TAGS]
    silent = [each.topic for each in said if each.firmness == "silent"]
    tags += [_TAGS[topic] for topic in sorted(silent, key=_ORDER.index)]
    tags += [_BARE[each.topic] for each in said if each.firmness == "bare"]
    tags += [_TAGS[each.kind] for each in fails if each.kind in _TAGS]
    return tuple(dict.fromkeys(tags)) or ("scale", "hardware", "triad")


_ORDER = ("cost", "latency", "quality", "plan", "volume")
_BARE = {"latency": "percentile", "quality": "benchmark"}
_TAGS = {
    "cost": "cost",
    "latency": "latency",
    "quality": "quality",
    "volume": "traffic",
    "plan": "plan",
    "price-off-market": "sanity",
    "over-envelope": "budget",
    "growth-over-budget": "scale",
    "other-volume": "traffic",
    "short-of-volume": "traffic",
    "other-budget": "budget",
    "other-length": "traffic",
    "spend-mismatch": "budget",
    "below-floor": "hardware",
    "above-ceiling": "hardware",
    "does-not-fit": "hardware",
    "benchmark-misfit": "benchmark",
    "too-good": "quality",
    "contradiction": "triad",
}
"""The tag of the drills that train a weak point."""
