"""Our window beside Anki's and Mnemosyne's, each driven from its call through some answers.

    python -m tests.benchmarks.windows [--rounds 5] [--sizes 1000,10000,100000] [--answers 15]
        [--anki .venv/anki/bin/python] [--mnemosyne /usr/bin/mnemosyne]

By turns: a bare window of PySide6, ours, Anki's, Mnemosyne's, off screen, each on the same texts.
A program that is not there is said to be missing. What is found is put into
``docs/benchmarks.json``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from statistics import median

from tests.benchmarks import anki_twin, held, page
from tests.benchmarks.collection import Size, cached
from tests.benchmarks.starts import BARE, REVIEWS_PER_DRILL, prepared, started

ROOT = Path(__file__).parents[2]
DEBIAN_PYTHON = "/usr/bin/python3"
_PATIENCE_S = 120


def environment(**more: str) -> dict[str, str]:
    """Return the surroundings of a driven program: no screen, and our drivers to be found."""
    off = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false", "PYTHONPATH": str(ROOT)}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **off, **more}


def driven(command: list[str]) -> dict[str, float]:
    """Return what a driven window told in its last line."""
    began = environment(**{held.BEGAN: str(held.clock_s())})
    done = subprocess.run(
        command,
        check=False,  # a program may end as it likes once it has told
        env=began,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        cwd=ROOT,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr[-400:]}")
    found: dict[str, float] = json.loads(lines[-1])
    return found


def fresh(made: Path, folder: Path) -> Path:
    """Return a copy of what was ``made``, to be changed by one run."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made, folder)
    return folder


class Programs:
    """The programs that are there, and their collections of one size."""

    def __init__(self, folder: Path, drills: int, anki: Path, mnemosyne: Path) -> None:
        self._run = folder / "run"
        self._anki, self._mnemosyne = anki, mnemosyne
        source = cached(Size(drills, drills * REVIEWS_PER_DRILL))
        self.made = {"ours": prepared(folder, drills)}
        if anki.is_file():
            profile = folder / f"anki-{drills}" / "User 1"
            profile.mkdir(parents=True)
            shutil.copyfile(anki_twin.twin(source), profile / "collection.anki2")
            self.made["anki"] = profile.parent
        if mnemosyne.is_file():
            self.made["mnemosyne"] = folder / f"mnemosyne-{drills}"
            _make_mnemosyne(self.made["mnemosyne"], anki_twin.twin(source))

    def turn(self, name: str, answers: int) -> dict[str, float]:
        """Run one program once."""
        where, many = str(fresh(self.made[name], self._run)), str(answers)
        module = ["-m", f"tests.benchmarks.drive_{name}"]
        if name == "ours":
            return driven([sys.executable, *module, where, many])
        if name == "anki":
            return driven([str(self._anki), *module, where, many])
        return driven([DEBIAN_PYTHON, *module, str(self._mnemosyne), where, many])


def _make_mnemosyne(folder: Path, collection: Path) -> None:
    """Make Mnemosyne's collection of the texts of Anki's."""
    texts = folder.with_suffix(".txt")
    with closing(sqlite3.connect(collection)) as source, texts.open("w", encoding="utf-8") as file:
        for (fields,) in source.execute("select flds from notes"):
            front, back = (" ".join(side.split()) for side in fields.split("\x1f")[:2])
            file.write(f"{front}\t{back}\n")
    words = [DEBIAN_PYTHON, "-m", "tests.benchmarks.make_mnemosyne", str(folder), str(texts)]
    subprocess.run(words, env=environment(), check=True, capture_output=True, cwd=ROOT)


def measured(programs: Programs, rounds: int, answers: int) -> dict[str, Mapping[str, float]]:
    """Return each program's medians over ``rounds`` of all of them; the first warms the caches."""
    found: dict[str, list[dict[str, float]]] = {"bare": []}
    for turn in range(rounds + 1):
        bare_ms, told = started([sys.executable, "-c", BARE], environment())
        runs = {"bare": {"first_ms": bare_ms, "first_mb": float(told.split()[0])}}
        runs |= {name: programs.turn(name, answers) for name in programs.made}
        for name, run in runs.items():
            found.setdefault(name, [])
            found[name] += [run] if turn else []
    return {
        name: {key: median(run[key] for run in runs) for key in runs[0]}
        for name, runs in found.items()
    }


def versions(anki: Path, mnemosyne: Path) -> list[str]:
    """Return the programs beside ours, each with its version or that it was missing."""
    asked = "from importlib.metadata import version; print('aqt', version('aqt'))"
    return [
        _said([str(anki), "-c", asked]) if anki.is_file() else "Anki's window was missing",
        _said([str(mnemosyne), "--version"]) if mnemosyne.is_file() else "Mnemosyne was missing",
    ]


def _said(command: list[str]) -> str:
    done = subprocess.run(command, check=True, env=environment(), capture_output=True, text=True)
    return done.stdout.splitlines()[-1]


def main() -> None:
    """Measure, keep what was found and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--answers", type=int, default=15)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--anki", type=Path, default=ROOT / ".venv" / "anki" / "bin" / "python")
    parser.add_argument("--mnemosyne", type=Path, default=Path("/usr/bin/mnemosyne"))
    given = parser.parse_args()
    for drills in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            programs = Programs(Path(folder), drills, given.anki, given.mnemosyne)
            found = measured(programs, given.rounds, given.answers)
        page.keep(
            "windows",
            {str(drills): found},
            dt.date.today(),  # noqa: DTZ011 (of the reader)
            versions(given.anki, given.mnemosyne),
        )
        print(drills, json.dumps(found), flush=True)  # noqa: T201
    page.write()


if __name__ == "__main__":
    main()
