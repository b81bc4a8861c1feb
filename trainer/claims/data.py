"""Claims as plain data, in the shape that the command line prints."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.claims.claim import Claims
from trainer.claims.rubric import judge
from trainer.domain.assessment import Finding

_CLAIM = (
    "dimension",
    "comparator",
    "value",
    "value_high",
    "unit",
    "statistic",
    "subject",
    "condition",
    "benchmark",
    "start",
    "end",
)


def to_data(claims: Claims, findings: Iterable[Finding] | None = None) -> dict[str, object]:
    """Return ``claims`` as lists and mappings ready for JSON.

    The findings are those given, or what a generic interviewer would say.
    """
    told = judge(claims) if findings is None else findings
    return {
        "claims": [{name: getattr(claim, name) for name in _CLAIM} for claim in claims.claims],
        "plans": [{"start": plan.start, "end": plan.end} for plan in claims.plans],
        "vague": [
            {"text": vague.text, "start": vague.start, "end": vague.end} for vague in claims.vague
        ],
        "findings": [
            {
                "code": finding.code,
                "message": finding.message,
                "fix": finding.fix,
                "start": finding.start,
                "end": finding.end,
            }
            for finding in told
        ],
    }
