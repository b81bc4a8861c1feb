"""How far a claim stretches: over the metric's name and the percentile that touch its number."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.claims.draft import Draft
from trainer.claims.landmarks import Landmarks

_CONNECTORS = frozenset({"at", "for", "in", "on", "the", "of", "@", ","})
_MOST_LINKS = 3
_MOST_PARTS = 4


def widen(marks: Landmarks, drafts: list[Draft]) -> None:
    """Stretch each claim over the metric words and percentiles that belong to it."""
    floor = 0
    for number, draft in enumerate(drafts):
        last = number + 1 == len(drafts)
        ceiling = len(marks.reading.tokens) if last else drafts[number + 1].bound.start
        left, right = max(floor, draft.candidate.left), min(ceiling, draft.candidate.far)
        extent = _Extent(marks, left, right, draft.topic.dimension == "quality")
        draft.start = extent.leftwards(draft.start)
        draft.end = extent.rightwards(draft.end)
        floor = draft.end


@dataclass(frozen=True, slots=True)
class _Extent:
    """The words that one claim may take, between two tokens."""

    marks: Landmarks
    floor: int
    ceiling: int
    scored: bool
    """Whether a benchmark may be the claim's name: it is one of quality."""

    def leftwards(self, start: int) -> int:
        """Return where the name and the percentile in front of token ``start`` begin."""
        for _ in range(_MOST_PARTS):
            begun = self._begun(start)
            if begun is None or begun < self.floor:
                break
            start = begun
        return start

    def _begun(self, start: int) -> int | None:
        """Return where a name or a percentile that ends at ``start`` begins."""
        sets = self.marks.benchmarks.ended if self.scored else {}
        named = self.marks.heads.ended.get(start) or sets.get(start)
        if named is not None:
            return named.start
        mark = self.marks.reading.until("statistic", start)
        return mark[0] if mark is not None else None

    def rightwards(self, end: int) -> int:
        """Return where the name and the percentile behind token ``end`` end."""
        for _ in range(_MOST_PARTS):
            finish = self._finish(end)
            if finish is None or finish > self.ceiling:
                break
            end = finish
        return end

    def _finish(self, end: int) -> int | None:
        reading = self.marks.reading
        head = self.marks.heads.begun.get(end)
        if head is not None:
            return head.end
        if reading.key(end) == "(":
            mark = reading.at("statistic", end + 1)
            return mark[0] + 1 if mark is not None and reading.key(mark[0]) == ")" else None
        index = end
        while index < end + _MOST_LINKS and reading.key(index) in _CONNECTORS:
            index += 1
        mark = reading.at("statistic", index)
        return mark[0] if mark is not None else None
