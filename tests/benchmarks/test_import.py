"""100,000 notes from a table and from a package, beside Anki's own importer on the same files.

Each import runs in a process of its own, so that its peak of memory is its own. Run with
``make bench ARGS=tests/benchmarks/test_import.py``; the figures stand in the report.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from trainer.formats.anki import schema
from trainer.formats.anki.database import create

NOTES = 100_000

OURS = """
import json, resource, sys, time
from pathlib import Path
from trainer.app import open_study
from trainer.formats.steps import silent
from trainer.places import Places
with open_study(Places(Path(sys.argv[2]))) as study:
    began, cpu = time.perf_counter(), time.process_time()
    offers = study.installer.offer([Path(sys.argv[1])], silent)
    done = study.installer.install(offers.offers, silent)
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    notes = sum(plan.counts["added"] for plan in done.plans)
"""
THEIRS = """
import json, resource, sys, time
from anki.collection import (
    Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest, ImportCsvRequest)
col = Collection(sys.argv[2] + "/collection.anki2")
began, cpu = time.perf_counter(), time.process_time()
if sys.argv[1].endswith(".csv"):
    metadata = col.get_csv_metadata(path=sys.argv[1], delimiter=None)
    metadata.global_notetype.id = col.models.by_name("Basic")["id"]
    col.import_csv(ImportCsvRequest(path=sys.argv[1], metadata=metadata))
else:
    col.import_anki_package(ImportAnkiPackageRequest(
        package_path=sys.argv[1], options=ImportAnkiPackageOptions()))
seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
notes = col.note_count()
"""
SAY = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "cpu_s": cpu, "peak_mib": peak, "notes": notes}))
"""


def written(path: Path, notes: int) -> Path:
    """Write a file of so many notes, by its ending: a question, an answer, in a package a tag."""
    rows = [
        (f"What is the latency of system number {number}?", (f"It is {number} ms at p95 and load"
         f" {number % 97}"))
        for number in range(notes)
    ]  # fmt: skip
    if path.suffix == ".csv":
        path.write_text("".join(f"{front},{back}\n" for front, back in rows), "utf-8")
        return path
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "collection.anki2"
        create(database, schema.STATEMENTS, _statements(rows))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(database, "collection.anki2")
            archive.writestr("media", "{}")
    return path


def _statements(rows: Sequence[tuple[str, str]]) -> list[tuple[str, Iterable[tuple[Any, ...]]]]:
    decks = schema.decks([(5, "Deck")], 1)
    facts = (1, 1, 1, schema.configuration(), schema.models(1), decks, schema.deck_options(1))
    notes = (
        (10**12 + number, f"g{number}", schema.BASIC, f"{front}\x1f{back}\x1f", front, number)
        for number, (front, back) in enumerate(rows)
    )
    cards = ((10**12 + number, 10**12 + number, number) for number in range(len(rows)))
    return [
        ("insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, '{}')", [facts]),
        ("insert into notes values (?, ?, ?, 1, -1, ' latency ', ?, ?, ?, 0, '')", notes),
        (
            "insert into cards values (?, ?, 5, 0, 1, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')",
            cards,
        ),
    ]


@pytest.fixture(scope="module", params=["csv", "apkg"])
def notes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with many notes."""
    return written(tmp_path_factory.mktemp("notes") / f"notes.{request.param}", NOTES)


@pytest.mark.parametrize("who", ["ours", "anki"])
def test_100_000_notes(who: str, notes: Path, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    rounds = iter(range(100))

    def once() -> dict[str, Any]:
        folder = tmp_path / str(next(rounds))
        folder.mkdir()
        script = (OURS if who == "ours" else THEIRS) + SAY
        words = [sys.executable, "-c", script, str(notes), str(folder)]
        found = subprocess.run(words, check=True, capture_output=True, text=True)
        told: dict[str, Any] = json.loads(found.stdout.splitlines()[-1])
        return told

    told = benchmark.pedantic(once, rounds=3, warmup_rounds=1)
    benchmark.extra_info.update(told)
    assert told["notes"] == NOTES
