"""Importing so many cards, beside Anki: ``python -m tests.benchmarks.imports``.

From a table and from a package, by turns, each import in a process and on a store of its own, from
reading the file to the last commit. What is found is put into ``docs/benchmarks.json``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.benchmarks import page
from tests.benchmarks.test_import import OURS, SAY, THEIRS, written


def once(script: str, file: Path) -> dict[str, float]:
    """Import ``file`` into a new store and return what that told."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-c", script + SAY, str(file), folder]
        done = subprocess.run(words, check=True, capture_output=True, text=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def measured(file: Path, rounds: int) -> dict[str, float]:
    """Return medians: milliseconds and the peak of memory, of both."""
    pairs = [(once(OURS, file), once(THEIRS, file)) for _ in range(rounds)]
    found = {}
    for place, name in enumerate(("ours", "anki")):
        found[f"{name}_ms"] = median(pair[place]["seconds"] for pair in pairs) * 1000
        found[f"{name}_mb"] = median(pair[place]["peak_mib"] for pair in pairs)
    return found


def main() -> None:
    """Measure, keep what was found and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", default="1000,10000,100000")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for notes in map(int, given.sizes.split(",")):
            for part, name in (("imports", "notes.csv"), ("packages", "notes.apkg")):
                found = measured(written(Path(folder) / name, notes), given.rounds)
                page.keep(part, {str(notes): found}, dt.date.today())  # noqa: DTZ011 (reader's)
                print(part, notes, found, flush=True)  # noqa: T201
    page.write()


if __name__ == "__main__":
    main()
