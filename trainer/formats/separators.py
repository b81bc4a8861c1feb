"""Which character separates the columns of a table: the one that gives all rows the same number."""

from __future__ import annotations

import csv
import io
from collections import Counter

from trainer.formats.bounds import MAX_COLUMNS

CANDIDATES = ("\t", ";", "|", ",", ":")
"""From the one that rarely stands in a text to those that often do."""

_SAMPLE_ROWS = 200
_GOOD_SHARE = 0.5


def separator_of(sample: str, suffix: str = "", known: frozenset[str] = frozenset()) -> str:
    """Return the separator of the table that begins with ``sample``, or "" for a single column.

    ``known`` are words a header may hold; a first row made of them decides. ``suffix`` is the
    file's and decides between equals.
    """
    best = ("", 0.0)
    for candidate in CANDIDATES:
        rows = sample_rows(sample, candidate)
        score = _score(rows, candidate, suffix, known)
        if score > best[1]:
            best = (candidate, score)
    return best[0]


def sample_rows(sample: str, separator: str, many: int = _SAMPLE_ROWS) -> list[list[str]]:
    """Return up to ``many`` rows that are no blank lines, as far as they can be read."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if any(cell.strip() for cell in row):
                rows.append(row[:MAX_COLUMNS])
            if len(rows) >= many:
                break
    except csv.Error:
        return rows
    return rows


def _score(rows: list[list[str]], candidate: str, suffix: str, known: frozenset[str]) -> float:
    if not rows:
        return 0.0
    counts = Counter(len(row) for row in rows)
    columns, many = max(counts.items(), key=lambda item: (item[1], item[0]))
    if columns < 2:
        return 0.0
    share = many / len(rows)
    header = [cell.strip().casefold() for cell in rows[0]]
    if len(header) > 1 and sum(cell in known for cell in header) >= 2:
        return 3.0 + share
    if share < _GOOD_SHARE or (candidate == ":" and share < 1.0):
        return 0.0
    usual = {".tsv": "\t", ".csv": ",", ".psv": "|"}.get(suffix.lower())
    # A comma or colon in running text is no separator: one that rows agree on less loses, and of
    # equals the rarer character wins unless the file's name says otherwise.
    bonus = 0.02 if candidate == usual and share == 1.0 and candidate != "," else 0.0
    filled = sum(bool(cell.strip()) for row in rows for cell in row) / sum(map(len, rows))
    return share * (0.8 + 0.2 * filled) + bonus - 0.01 * CANDIDATES.index(candidate)
