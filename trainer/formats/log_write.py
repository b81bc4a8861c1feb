"""The review log as a table or as JSON Lines, for whatever else can be done with it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

Row = Mapping[str, object]
"""Plain data by column: text, numbers, None."""


def as_json_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a line of JSON for each row."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"


def as_table(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a table, a header with ``columns`` first; None is an empty cell."""
    line = io.StringIO()
    writer = csv.DictWriter(line, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()
