"""What was said and does not hold, until it is put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from trainer.domain.assessment import Finding
from trainer.study.interview.heard import Heard

TOPIC_OF = {
    "below-physics": "latency",
    "above-ceiling": "throughput",
    "does-not-fit": "",
    "beyond-envelope": "cost",
    "spend-mismatch": "cost",
    "growth-over-budget": "cost",
    "other-volume": "volume",
    "short-of-volume": "volume",
    "other-budget": "budget",
    "other-length": "length",
    "benchmark-misfit": "quality",
    "too-good": "quality",
}
"""What a finding is about: a later claim on it that holds puts it right."""


def standing(heard: Sequence[Heard], codes: Iterable[str]) -> Iterator[tuple[Heard, Finding]]:
    """Yield the latest finding of each of ``codes``, unless something later puts it right."""
    for code in codes:
        for place in range(len(heard) - 1, -1, -1):
            found = next((one for one in heard[place].findings if one.code == code), None)
            if found is not None:
                if mended_at(heard[place + 1 :], code) is None:
                    yield heard[place], found
                break


def mended_at(later: Iterable[Heard], code: str) -> float | None:
    """Return when a later statement says something else that holds, None if none does."""
    topic = TOPIC_OF[code]
    for each in later:
        again = any(TOPIC_OF.get(finding.code) == topic for finding in each.findings)
        if not again and _speaks_of(each, topic):
            return each.at_s
    return None


def _speaks_of(each: Heard, topic: str) -> bool:
    if topic == "cost":
        return bool(each.of("cost")) or bool(each.claims.of("scale"))
    if topic == "length":
        return "prompt_tokens" in each.told
    if topic == "":
        return bool(each.told & {"gpus", "parameters", "weight_bits"})
    return bool(each.claims.of(topic))
