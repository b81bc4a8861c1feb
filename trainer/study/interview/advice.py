"""What to do after an interview: three drills to drill next, and the mail with its gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.domain.aspect import Aspect
from trainer.domain.ids import DrillId
from trainer.drills.email import EmailExercise
from trainer.drills.interview import InterviewExercise
from trainer.study.interview.debrief import Debrief
from trainer.study.interview.heard import TOPICS

MANY = 3

_PRACTISED = ("estimate", "contrast", "rewrite", "spot", "email", "table", "recall")
"""Which kinds train a weak point best, the best first."""

_SPARE = ("triad", "cost", "latency", "quality", "budget")
"""Tags to fill up with where the weak points have too few drills."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An installed drill as far as choosing it needs."""

    id: DrillId
    kind: str
    tags: tuple[str, ...]


def drill_next(debrief: Debrief, installed: Iterable[Candidate]) -> tuple[DrillId, ...]:
    """Return up to three drills: one for each weak point first, then more of the weakest."""
    ranked = sorted(
        (each for each in installed if each.kind in _PRACTISED),
        key=lambda each: (_PRACTISED.index(each.kind), each.id),
    )
    chosen: list[DrillId] = []
    tags = (*debrief.weak_points, *_SPARE)
    for turn in range(MANY):
        for tag in tags:
            fitting = [each.id for each in ranked if tag in each.tags and each.id not in chosen]
            if len(chosen) < MANY and fitting and turn < MANY:
                chosen.append(fitting[0])
    return tuple(chosen)


def mail_skeleton(debrief: Debrief) -> str:
    """Return a draft of the follow-up with every number left out."""
    lines = ["Thank you for the discussion today.", *(_GAPS[each] for each in _missing(debrief))]
    lines.append("This stays inside the budget of ___ a month and bounds the risk at ___× growth.")
    return "\n".join(lines) + "\n"


def mail_exercise(debrief: Debrief, exercise: InterviewExercise) -> EmailExercise:
    """Return the follow-up as an exercise of the kind ``email``, with a model mail."""
    missing = _missing(debrief)
    named = ", ".join(TOPICS[topic].lower() for topic in missing)
    good = exercise.good
    model = (
        f"Thank you for the discussion today. Latency: {good['latency']}. Cost: {good['cost']},"
        f" {good['budget']}, which bounds the risk. Quality: {good['quality']};"
        f" {good['measurement']}. All of it holds for {good['volume']}."
    )
    wanted = [aspect for topic in missing for aspect in _ASPECTS[topic]]
    return EmailExercise(exercise.about, f"{named}.", model, tuple(wanted), exercise.why)


def _missing(debrief: Debrief) -> tuple[str, ...]:
    """Return what was not said firmly; cost and latency where everything was."""
    weak = [each.topic for each in debrief.said if each.firmness in {"silent", "bare", "marked"}]
    if debrief.verdict == "high-risk" and "cost" not in weak:
        weak.append("cost")
    return tuple(weak) or ("cost", "latency")


_GAPS = {
    "latency": "The first token comes within ___ ms at p__, at ___ requests per second.",
    "cost": "I put the cost at $___ per million tokens, which is $___ a month.",
    "quality": "Quality is ___ of at least ___, measured on ___ questions of our own.",
    "volume": "These numbers hold for ___ tokens a day.",
    "plan": "It is measured every ___ on ___ fresh cases, and we roll back below ___.",
}
_ASPECTS = {
    "latency": (Aspect.LATENCY, Aspect.PERCENTILE),
    "cost": (Aspect.COST, Aspect.BUDGET),
    "quality": (Aspect.QUALITY, Aspect.BENCHMARK),
    "volume": (Aspect.TRAFFIC,),
    "plan": (Aspect.PLAN,),
}
