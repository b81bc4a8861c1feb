"""What a statement about a system can have or lack: the article's triad and what makes it hold."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Dimension(enum.Enum):
    """The triad. Each has an accent colour that is used the same everywhere."""

    LATENCY = "latency"
    COST = "cost"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class AspectFacts:
    """How one aspect is shown: its words, its key on the keyboard, the triad member it serves."""

    label: str
    key: str
    meaning: str
    dimension: Dimension | None

    @property
    def noun(self) -> str:
        """Return the label as it stands in a sentence: "lacks a measurement plan"."""
        return _NOUNS.get(self.label, self.label.lower())


class Aspect(enum.Enum):
    """One thing an interviewer listens for."""

    LATENCY = "latency"
    COST = "cost"
    QUALITY = "quality"
    BENCHMARK = "benchmark"
    PLAN = "plan"
    PERCENTILE = "percentile"
    TRAFFIC = "traffic"
    BUDGET = "budget"

    @property
    def facts(self) -> AspectFacts:
        """Return how this aspect is shown."""
        return _FACTS[self]


_NOUNS = {
    "Measurement plan": "a measurement plan",
    "Benchmark": "a benchmark",
    "Percentile": "a percentile",
    "Budget fit": "a fit to the budget",
}

_FACTS = {
    Aspect.LATENCY: AspectFacts(
        "Latency", "L", "a time with a number and a unit", Dimension.LATENCY
    ),
    Aspect.COST: AspectFacts("Cost", "C", "money per token, request or month", Dimension.COST),
    Aspect.QUALITY: AspectFacts("Quality", "Q", "a score with a threshold", Dimension.QUALITY),
    Aspect.BENCHMARK: AspectFacts(
        "Benchmark", "B", "the data set the score is taken on, one that fits", Dimension.QUALITY
    ),
    Aspect.PLAN: AspectFacts(
        "Measurement plan", "M", "what is measured, how often, against what", None
    ),
    Aspect.PERCENTILE: AspectFacts(
        "Percentile", "P", "p50, p95, p99: whose latency it is", Dimension.LATENCY
    ),
    Aspect.TRAFFIC: AspectFacts("Traffic", "T", "the traffic or prompt length it holds for", None),
    Aspect.BUDGET: AspectFacts("Budget fit", "F", "how it sits in the envelope", Dimension.COST),
}
