"""Hold each room of the program to its floor of branch coverage; run after pytest by ``make test``.

The rooms that know no Qt are held at 100 %: what they promise is checked to the last branch. The
window's floor is lower, since what a painter draws is looked at and not asserted.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parent.parent
WHOLE = 100.0
FLOORS = {"ui": 95.0, "app.py": 90.0, "__main__.py": 0.0}
"""Rooms that are not held at 100 %: the window, and what only runs in a process of its own."""


def measured(data: Path) -> dict[str, tuple[int, int, list[str]]]:
    """Return per room: lines and branches there are, how many were missed, and where."""
    coverage = Coverage(data_file=str(data), config_file=str(ROOT / "pyproject.toml"))
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(report))
        files = json.loads(report.read_text("utf-8"))["files"]
    rooms: dict[str, tuple[int, int, list[str]]] = defaultdict(lambda: (0, 0, []))
    for name, found in files.items():
        summary = found["summary"]
        there = summary["num_statements"] + summary["num_branches"]
        missed = summary["missing_lines"] + summary["missing_branches"]
        before, before_missed, places = rooms[Path(name).parts[1]]
        gaps = [f"{name} ({missed})"] if missed else []
        rooms[Path(name).parts[1]] = (before + there, before_missed + missed, [*places, *gaps])
    return rooms


def main() -> int:
    """Print each room below its floor; return 1 if there is one."""
    low = 0
    for room, (there, missed, places) in sorted(measured(ROOT / ".coverage").items()):
        share = 100.0 * (there - missed) / there if there else 100.0
        floor = FLOORS.get(room, WHOLE)
        if share < floor:
            low += 1
            sys.stderr.write(
                f"trainer/{room}: {share:.2f} % of lines and branches are tested, the floor is"
                f" {floor:g} %; missing in {', '.join(places)}\n"
            )
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
