"""Precision and recall of the reader on labelled statements.

``python -m tests.claims.scoring`` prints the tables; ``test_accuracy.py`` holds the floors.
Each line of a file in ``tests/data/claims`` is a statement with its expected claims, plans and
vague promises; a span is given as the words themselves, and found where it shares at least half of
what label and reader cover together.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer.claims.claim import Claims
from trainer.claims.reader import extract

FOLDER = Path(__file__).parent.parent / "data" / "claims"
ATTRIBUTES = (
    "dimension",
    "comparator",
    "value",
    "value_high",
    "unit",
    "statistic",
    "subject",
    "condition",
    "benchmark",
)


@dataclass
class Count:
    """Right ones, false alarms and misses of one field."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right."""
        found = self.right + self.false
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what is there that was found."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


Table = dict[str, Count]


def statements(name: str = "statements") -> list[dict]:
    """Return the labelled statements of one file."""
    lines = (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def is_held_out(statement: dict) -> bool:
    """Return whether a statement belongs to the half that was not looked at: odd check sum."""
    return zlib.crc32(statement["text"].encode()) % 2 == 1


def score(labelled: Iterable[dict]) -> Table:
    """Return the counts per field over ``labelled``."""
    table: Table = defaultdict(Count)
    for statement in labelled:
        _score_one(statement, extract(statement["text"]), table)
    return table


def _score_one(statement: dict, found: Claims, table: Table) -> None:
    text = statement["text"]
    expected = list(_spans(text, [claim["span"] for claim in statement["claims"]]))
    got = [(claim.start, claim.end) for claim in found.claims]
    pairs = _pair(expected, got)
    _count(table["claims"], len(pairs), len(got), len(expected))
    alike = sum(_are_alike(expected[i], got[j]) for i, j in pairs)
    _count(table["span"], alike, len(got), len(expected))
    matched = dict(pairs)
    for name in ATTRIBUTES:
        wanted = [_plain(claim[name]) for claim in statement["claims"]]
        told = [_plain(getattr(claim, name)) for claim in found.claims]
        right = sum(wanted[i] == told[j] and wanted[i] is not None for i, j in matched.items())
        filled = sum(value is not None for value in told)
        _count(table[name], right, filled, sum(value is not None for value in wanted))
    for name, parts in (("plans", found.plans), ("vague", found.vague)):
        wanted_spans = list(_spans(text, statement[name]))
        told_spans = [(part.start, part.end) for part in parts]
        right = len(_pair(wanted_spans, told_spans))
        _count(table[name], right, len(told_spans), len(wanted_spans))


def _count(count: Count, right: int, found: int, there: int) -> None:
    count.right += right
    count.false += found - right
    count.missed += there - right


def _spans(text: str, words: list[str]) -> Iterator[tuple[int, int]]:
    position = 0
    for word in words:
        start = text.index(word, position)
        position = start + len(word)
        yield start, position


def _pair(expected: list[tuple[int, int]], got: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return which expected span is which found one: the one it overlaps most, each once."""
    pairs: list[tuple[int, int]] = []
    used: set[int] = set()
    for number, (start, end) in enumerate(expected):
        overlaps = [
            (min(end, other[1]) - max(start, other[0]), -place)
            for place, other in enumerate(got)
            if place not in used
        ]
        best = max(overlaps, default=(0, 0))
        if best[0] > 0:
            used.add(-best[1])
            pairs.append((number, -best[1]))
    return pairs


def _are_alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether two spans share at least half of what they cover together."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * common >= max(one[1], other[1]) - min(one[0], other[0])


def _plain(value: object) -> object:
    """Return a value for comparing: numbers to six digits, words without case and hyphens."""
    if isinstance(value, int | float):
        return float(f"{value:.6g}")
    if isinstance(value, str):
        return " ".join(value.lower().replace("-", " ").replace("\u2011", " ").split())
    return value


def as_text(title: str, table: Table) -> str:
    """Return a table for people."""
    lines = [title, f"  {'field':12} {'P':>6} {'R':>6} {'F1':>6}   right false missed"]
    for name, count in table.items():
        lines.append(
            f"  {name:12} {count.precision:6.3f} {count.recall:6.3f} {count.f1:6.3f}"
            f"   {count.right:5} {count.false:5} {count.missed:6}"
        )
    return "\n".join(lines)


def main() -> None:
    """Print the table of each half and each later round."""
    first = statements()
    halves = (
        ("developed on", [item for item in first if not is_held_out(item)]),
        ("held out", [item for item in first if is_held_out(item)]),
    )
    rounds = sorted(path.stem for path in FOLDER.glob("*_round.jsonl"))
    for title, labelled in (*halves, *((name, statements(name)) for name in rounds)):
        print(as_text(f"{title}: {len(labelled)} statements", score(labelled)))  # noqa: T201


if __name__ == "__main__":
    main()
