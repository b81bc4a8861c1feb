"""What a text claims, as plain frozen values. Offsets count characters of the original text."""

from __future__ import annotations

from dataclasses import dataclass

DIMENSIONS = (
    "latency",
    "cost",
    "quality",
    "throughput",
    "scale",
    "availability",
    "volume",
    "budget",
)
COMPARATORS = ("le", "lt", "ge", "gt", "eq", "approx", "range")
STATISTICS = ("p50", "p90", "p95", "p99", "p99.9", "mean", "max", "min")


@dataclass(frozen=True, slots=True)
class Claim:
    """One metric claim: ``text[start:end]`` promises ``value`` in ``unit``.

    ``value_high`` is the upper end where ``comparator`` is ``range``. ``unit`` is canonical: ``s``
    for latency; ``USD/token``, ``EUR/request``, ``USD/user/month`` for cost; ``1`` for shares,
    availability and qualities told in per cent or between 0 and 1, else ``score``; ``token/s``,
    ``request/s`` for throughput; ``x`` for scale; ``token/day``, ``user/month`` for volume;
    ``USD/month`` for budgets. None where the text says nothing.
    """

    dimension: str
    comparator: str
    value: float
    start: int
    end: int
    value_high: float | None = None
    unit: str | None = None
    statistic: str | None = None
    subject: str | None = None
    condition: str | None = None
    benchmark: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A measurement plan: what is measured, how often, with what, against what.

    ``parts`` are those it tells of: ``often``, ``means``, ``against``, ``rollback``.
    """

    start: int
    end: int
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Vague:
    """A promise without a number. ``dimension`` is the one whose number would redeem it, or ""."""

    text: str
    start: int
    end: int
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class Claims:
    """All that ``extract`` finds in one text, each kind in order of place and without overlap."""

    text: str
    claims: tuple[Claim, ...] = ()
    plans: tuple[Plan, ...] = ()
    vague: tuple[Vague, ...] = ()

    def of(self, dimension: str) -> tuple[Claim, ...]:
        """Return the claims of one dimension."""
        return tuple(claim for claim in self.claims if claim.dimension == dimension)
