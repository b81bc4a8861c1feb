"""What the reader tells of a text, in a line per claim, for tests that compare."""

from __future__ import annotations

from trainer.claims.reader import extract


def told(text: str) -> list[str]:
    """Return each claim as ``dimension comparator value unit [statistic] [subject]``."""
    lines = []
    for claim in extract(text).claims:
        value = f"{claim.value:.6g}"
        if claim.value_high is not None:
            value += f"..{claim.value_high:.6g}"
        parts = [claim.dimension, claim.comparator, value, claim.unit or "-"]
        parts += [part for part in (claim.statistic, claim.subject) if part is not None]
        lines.append(" ".join(parts))
    return lines


def words(text: str) -> list[str]:
    """Return the words of each claim."""
    return [text[claim.start : claim.end] for claim in extract(text).claims]


def conditions(text: str) -> list[str | None]:
    """Return the circumstance of each claim."""
    return [claim.condition for claim in extract(text).claims]


def benchmarks(text: str) -> list[str | None]:
    """Return the benchmark of each claim."""
    return [claim.benchmark for claim in extract(text).claims]


def plans(text: str) -> list[str]:
    """Return the words of each measurement plan."""
    return [text[plan.start : plan.end] for plan in extract(text).plans]


def vague(text: str) -> list[str]:
    """Return the vague promises."""
    return [each.text for each in extract(text).vague]
