"""Writes ``docs/benchmarks.md`` from what was measured: ``python -m tests.benchmarks.page``.

With the file that pytest-benchmark wrote it takes over what is in there first (``make bench``).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks import sections

DOCS = Path(__file__).parents[2] / "docs"
FOUND = DOCS / "benchmarks.json"

Times = dict[str, tuple[list[float], ...]]
"""For each work the times of ours, of Anki's and, where there is such a thing, of the least."""


def keep(part: str, found: dict[str, Any], day: dt.date, beside: Sequence[str] = ()) -> None:
    """Put what was ``found`` of one ``part`` with what is known, with the day and the machine."""
    known = json.loads(FOUND.read_text("utf-8")) if FOUND.is_file() else {}
    known.setdefault(part, {}).update(found)
    made = {"day": day.isoformat(), "with": ", ".join([_machine(), *beside]), "load": _load()}
    known.setdefault("made", {})[part] = made
    FOUND.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")


def medians(times: Times) -> dict[str, dict[str, float]]:
    """Return what the page tells of single times: the middle, and of answers the tail as well."""
    found = {}
    for name, noted in times.items():
        sides = dict(zip(("ours_ms", "anki_ms", "bare_ms"), noted, strict=False))
        found[name] = {side: median(each) for side, each in sides.items()}
        if "answer" in name:
            found[f"{name}, p99"] = {side: _late(each) for side, each in sides.items()}
        found[name]["turns"] = len(noted[0])
    return found


def _late(times: list[float]) -> float:
    return sorted(times)[int(0.99 * (len(times) - 1))]


def take_over(report: Path) -> None:
    """Keep the medians of pytest-benchmark's ``report``."""
    report_of_all = json.loads(report.read_text("utf-8"))
    found: dict[str, dict[str, float]] = {}
    for each in report_of_all["benchmarks"]:
        room = Path(each["fullname"].split("::")[0]).stem.removeprefix("test_")
        name = each["name"].removeprefix("test_").replace("_", " ")
        # What a test noted of its own says more than how long the whole of it took.
        noted = {f"{name}, {what}": value for what, value in each.get("extra_info", {}).items()}
        told = {what: value for what, value in noted.items() if what.endswith(sections.UNITS)}
        found.setdefault(room, {}).update(told or {name: each["stats"]["median"] * 1000})
    keep("bench", found, dt.date.today())  # noqa: DTZ011 (of the reader)


def _machine() -> str:
    parts = [
        f"{os.cpu_count()} cores ({_processor()})",
        f"{platform.system()} {platform.machine()}",
    ]
    parts.append(f"Python {platform.python_version()}")
    for package in ("PySide6-Essentials", "anki"):
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join(parts)


def _load() -> float:
    """Return how many processes wanted a core in the last quarter of an hour, this one among them.

    More than there are cores, and all times are longer than they need be; ratios are less so.
    """
    return round(os.getloadavg()[2], 1) if hasattr(os, "getloadavg") else 0.0


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "processor unknown"
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "processor unknown")


def write() -> None:
    """Write the page."""
    found = json.loads(FOUND.read_text("utf-8"))
    (DOCS / "benchmarks.md").write_text("\n".join(_lines(found)) + "\n", "utf-8")


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield from sections.HEAD
    yield from sections.slower(found)
    for part, section in sections.SECTIONS.items():
        if part in found:
            yield from section(found[part])
            made = found["made"][part]
            load = (
                f"; on average {made['load']} processes wanted a core" if made.get("load") else ""
            )
            yield from ("", f"Measured on {made['day']}: {made['with']}{load}.")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        take_over(Path(sys.argv[1]))
    write()
