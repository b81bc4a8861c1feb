"""How long a start takes beside a bare window, by turns, at growing collections.

    python -m tests.benchmarks.starts [--rounds 15] [--sizes 0,1000,10000,100000]

A start ends when the first drill can be answered. The bare window is PySide6's own: a label in a
main window, shown and painted. Runs alternate, so that what else the machine does meets both.
What is found is put into ``docs/benchmarks.json``, of which ``page`` makes the document.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks import page
from tests.benchmarks.collection import Size, cached
from trainer.app import open_study
from trainer.places import Places

REVIEWS_PER_DRILL = 10

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("bare"))
window.resize(1120, 760)
window.show()
app.processEvents()
for line in open("/proc/self/status"):
    if line.startswith("VmHWM"):  # not getrusage: that begins with the peak of who called
        print(int(line.split()[1]) / 1024, time.process_time() * 1000, flush=True)
"""


def started(command: list[str], environment: dict[str, str]) -> tuple[float, str]:
    """Return the milliseconds from the call to the first line ``command`` prints, and the line."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = (time.perf_counter() - began) * 1000
    if process.returncode:
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return took, line


def prepared(folder: Path, drills: int) -> Path:
    """Return a data folder with the built-in decks up to date and a collection of ``drills``."""
    places = Places(folder / str(drills))
    places.data_dir.mkdir()
    if drills:
        shutil.copyfile(cached(Size(drills, drills * REVIEWS_PER_DRILL)), places.database)
    with open_study(places) as study:
        study.install_builtin(study.read_builtin_decks(lambda _share, _what: None))
    return places.data_dir


def measured(folder: Path, rounds: int) -> dict[str, float]:
    """Return medians in milliseconds and megabytes of ``rounds`` pairs of starts."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # A program that is installed is compiled; a checkout under this variable never is.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ours = [sys.executable, "-m", "trainer", "--data-dir", str(folder), "--measure-startup"]
    pairs: list[tuple[float, ...]] = []
    marks: list[dict[str, float]] = []
    for turn in range(rounds + 1):
        bare_ms, told = started([sys.executable, "-c", BARE], environment)
        bare_mb, bare_cpu_ms = map(float, told.split())
        ours_ms, line = started(ours, environment)
        if turn:  # the first pair warms the caches
            timeline = json.loads(line)
            own_mb, own_cpu_ms = timeline.pop("peak_memory_mb"), timeline.pop("processor_ms")
            pairs.append((bare_ms, bare_mb, bare_cpu_ms, ours_ms, own_mb, own_cpu_ms))
            marks.append(timeline)
    bare, bare_mb, bare_cpu, own, own_mb, own_cpu = (
        median(each) for each in zip(*pairs, strict=True)
    )
    steps = {name: median(each[name] for each in marks) for name in marks[0]}
    return {
        **steps,
        "bare_ms": bare,
        "bare_mb": bare_mb,
        "ours_ms": own,
        "ours_mb": own_mb,
        "bare_cpu_ms": bare_cpu,
        "ours_cpu_ms": own_cpu,
        "over_ms": median(pair[3] - pair[0] for pair in pairs),
        "over_cpu_ms": median(pair[5] - pair[2] for pair in pairs),
    }


def main() -> None:
    """Measure, keep what was found and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sizes", default="0,1000,10000,100000")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for drills in map(int, given.sizes.split(",")):
            found = measured(prepared(Path(folder), drills), given.rounds)
            found["rounds"] = given.rounds
            page.keep("start", {str(drills): found}, dt.date.today())  # noqa: DTZ011 (of the reader)
            print(drills, {name: round(value, 1) for name, value in found.items()}, flush=True)  # noqa: T201
    page.write()


if __name__ == "__main__":
    main()
