"""Writes ``docs/benchmarks.md`` from what was measured: ``python -m tests.benchmarks.page``."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

DOCS = Path(__file__).parents[2] / "docs"
FOUND = DOCS / "benchmarks.json"
BUDGET_MS = 200
"""So much later than a bare window the first drill may be answerable."""

Times = dict[str, tuple[list[float], list[float]]]


def keep(part: str, found: dict[str, Any], day: dt.date) -> None:
    """Put what was ``found`` of one ``part`` beside what is known, with the day and the machine."""
    known = json.loads(FOUND.read_text("utf-8")) if FOUND.is_file() else {}
    known.setdefault(part, {}).update(found)
    known.setdefault("made", {})[part] = {"day": day.isoformat(), "with": _machine()}
    FOUND.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")


def medians(times: Times) -> dict[str, dict[str, float]]:
    """Return what the page tells of single times: the middle, and of answers the tail as well."""
    found = {}
    for name, (ours, theirs) in times.items():
        for label, share in (("", 0.5), *((", p99", 0.99),) * ("answer" in name)):
            a, b = (sorted(each)[int(share * (len(each) - 1))] for each in (ours, theirs))
            middle = (median(ours), median(theirs)) if not label else (a, b)
            found[name + label] = {"ours_ms": middle[0], "anki_ms": middle[1]}
    return found


def _machine() -> str:
    parts = [f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"]
    parts.append(f"Python {platform.python_version()}")
    for package in ("PySide6-Essentials", "anki"):
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join(parts)


def write() -> None:
    """Write the page."""
    found = json.loads(FOUND.read_text("utf-8"))
    (DOCS / "benchmarks.md").write_text("\n".join(_lines(found)) + "\n", "utf-8")


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield "# How fast it is"
    yield ""
    yield "Made by `make bench-start` and `make bench-peers`, which run both sides by turns on one"
    yield "machine and keep what they found in `benchmarks.json`; do not edit this page by hand."
    yield "Times are medians. Your machine is another: trust the ratios more than the times, and"
    yield "those of small differences not at all."
    if "start" in found:
        yield from _start(found)
    if "peers" in found:
        yield from _peers(found)


def _made(found: dict[str, Any], part: str) -> Iterator[str]:
    made = found["made"][part]
    yield ""
    yield f"Measured on {made['day']}: {made['with']}."


def _start(found: dict[str, Any]) -> Iterator[str]:
    rows = sorted((int(drills), each) for drills, each in found["start"].items())
    yield from ("", "## From the call to the first drill that can be answered", "")
    yield "A warm start, off screen, with the built-in decks and a collection of so many drills and"
    yield "ten reviews for each. Beside it the limit: PySide6 alone, with one label in a window."
    yield f"The budget is that window and {BUDGET_MS} ms."
    yield ""
    yield "| drills | bare window | first drill | above it | of the budget | memory (bare) |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for drills, each in rows:
        cells = (
            f"{drills:,}",
            f"{each['bare_ms']:.0f} ms",
            f"{each['ours_ms']:.0f} ms",
            f"{each['over_ms']:.0f} ms",
            f"{each['over_ms'] / BUDGET_MS:.2f}",
            f"{each['ours_mb']:.0f} MB ({each['bare_mb']:.0f})",
        )
        yield f"| {' | '.join(cells)} |"
    (least, first), (most, last) = rows[0], rows[-1]
    yield ""
    if most > least:
        yield f"From {least:,} to {most:,} drills a start takes {_ratio(last, first):.2f} times as"
        yield "long."
    missed = [f"{drills:,}" for drills, each in rows if each["over_ms"] > BUDGET_MS]
    if missed:
        yield f"**The budget is not kept** with {', '.join(missed)} drills."
    yield from _made(found, "start")


def _ratio(last: dict[str, float], first: dict[str, float]) -> float:
    return last["ours_ms"] / first["ours_ms"]


def _peers(found: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## The store beside Anki's", "")
    yield "Mnemosyne was not measured, nor Anki's window. The same texts, states and reviews"
    yield "are in both, read and written through each program's own code without a window."
    yield "Below 1 this program is the faster one. What is compared is not always the same"
    yield "work: our answer to the next exercise assesses and poses as well, and its tail is of"
    yield "few turns; our search returns a page and the number of all, Anki's all numbers; our"
    yield "export is a copy of the file, Anki's a package."
    for drills in sorted(found["peers"], key=int):
        yield from ("", f"### {int(drills):,} drills", "")
        yield from ("| work | ours | Anki | ratio | |", "|---|---:|---:|---:|---|")
        for name, each in found["peers"][drills].items():
            ours, anki = each["ours_ms"], each["anki_ms"]
            word = "slower" if ours > anki else ""
            yield f"| {name} | {ours:.2f} ms | {anki:.2f} ms | {ours / anki:.2f} | {word} |"
    yield from _made(found, "peers")


if __name__ == "__main__":
    write()
