"""What there is to say about a written answer that was never begun."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Finding, Verdict
from trainer.domain.memory import Rating


def given_up(required: Sequence[Aspect], why: str) -> Assessment:
    """Return what an answer must have, for somebody who has none and reads the model instead."""
    asked = (
        Finding(f"asked-{aspect.value}", f"{aspect.facts.label}: {aspect.facts.meaning}.")
        for aspect in required
    )
    return Assessment(
        verdict=Verdict.GIVEN_UP,
        suggested=Rating.AGAIN,
        headline="An answer that holds stands above",
        findings=tuple(asked),
        explanation=why,
    )
