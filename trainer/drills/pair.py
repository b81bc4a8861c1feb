"""The two statements of a contrast as the reader takes them: what one has and the other lacks."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.reader import extract
from trainer.claims.rubric import Demands
from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Finding
from trainer.drills.entries import Supplies
from trainer.drills.mentions import mentioned
from trainer.drills.prose import LACKING, failing, in_order, lacking, lowered, words_lack
from trainer.drills.scenario import Setting
from trainer.drills.spend import stated_facts
from trainer.drills.statement import Statement, read_statement

MOST_REMARKS = 3
"""More than this is not read after a verdict."""

_NOBODY_WAITS_S = 300.0
"""From this latency on it is a batch, whose tail matters to nobody."""

_OVERLOOKED = frozenset(
    {
        "empty",
        "no-percentile",
        "average-latency",
        "benchmark-misfit",
        "too-good",
        "public-benchmark",
    }
)
"""What may be said even of the statement that holds."""

_COMPARED = {**LACKING, "public-benchmark": "benchmark", "thin-plan": "plan"}
"""What BAD lacks next to GOOD: a public benchmark counts for little where GOOD has its own."""


@dataclass(frozen=True, slots=True)
class Pair:
    """GOOD and BAD, read in the same situation."""

    good: Statement
    bad: Statement

    def bad_lacks(self, aspects: tuple[Aspect, ...]) -> frozenset[Aspect]:
        """Return which of ``aspects`` BAD has not, or has in a form that does not hold."""
        findings = words_lack(self.bad, aspects)
        weak = {_COMPARED.get(finding.code) for finding in findings}
        return lacking(self.bad, aspects) | {each for each in aspects if each.value in weak}

    def gaps(self) -> dict[Aspect, str]:
        """Return what GOOD has and BAD lacks, each with the phrase of GOOD that supplies it.

        A budget counts where GOOD speaks of it, not where its price just happens to fit.
        """
        has = dict(self.good.covered)
        if not self.good.claims.of("budget"):
            has.pop(Aspect.BUDGET, None)
        missing = lacking(self.bad, tuple(has))
        return {
            aspect: self.good.text[spans[0][0] : spans[0][1]]
            for aspect, spans in has.items()
            if aspect in missing
        }

    def wishes(self) -> tuple[tuple[int, int], ...]:
        """Return the places in BAD that promise without a number, or whose number does not hold."""
        whole = (0, len(self.bad.text))
        asked = (*self.bad.covered, Aspect.PERCENTILE)
        found = failing([*words_lack(self.bad, asked), *self.bad.holds.findings])
        places = {(wish.start, wish.end) for wish in self.bad.claims.vague}
        places |= {_place(each, whole) for each in found if each.code != "no-percentile"}
        return tuple(sorted(places - {whole}))

    def remarks(self) -> tuple[Finding, ...]:
        """Return what is to be said even of GOOD, worst first, as sentences that say so."""
        demands = Demands(dimensions=(), task=self.good.task, traffic=False, plan=False)
        words = words_lack(self.good, (), demands)
        found = [each for each in words if each.code in _OVERLOOKED and not self._is_patient(each)]
        return tuple(
            Finding(
                f"even-{each.code}",
                f"Even the better one: {lowered(each.message)}",
                each.fix,
                each.start,
                each.end,
            )
            for each in in_order([*found, *self.good.holds.findings])[:MOST_REMARKS]
        )

    def _is_patient(self, finding: Finding) -> bool:
        """Tell whether a percentile is missed where nobody waits, in a batch of hours."""
        latencies = self.good.claims.of("latency")
        slow = bool(latencies) and min(each.value for each in latencies) >= _NOBODY_WAITS_S
        return slow and finding.code in {"no-percentile", "average-latency"}


def read_pair(good: str, bad: str, situation: str, supplies: Supplies) -> Pair:
    """Return both statements read in ``situation``, whose numbers are facts to both."""
    told = extract(situation)
    facts = mentioned(situation, supplies).over(stated_facts(told))
    about = Setting(situation, "", facts, ())
    return Pair(read_statement(good, about, supplies), read_statement(bad, about, supplies))


def _place(finding: Finding, whole: tuple[int, int]) -> tuple[int, int]:
    start, end = finding.start, finding.end
    return whole if start is None or end is None else (start, end)
