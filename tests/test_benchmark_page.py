"""The page of benchmarks is what its generator makes of what was found, whoever was there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks import page, sections


def test_the_page_is_made_of_what_was_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = (page.DOCS / "benchmarks.md").read_text("utf-8")
    monkeypatch.setattr(page, "DOCS", tmp_path)
    page.write()
    assert (tmp_path / "benchmarks.md").read_text("utf-8") == written


def test_a_program_that_was_not_there_is_said_to_be_missing() -> None:
    drawn = {"first_ms": 400.0, "first_mb": 60.0}
    lines = list(sections.windows({"1000": {"bare": drawn, "ours": drawn, "anki": drawn}}))
    assert "Missing on that machine: Mnemosyne." in lines
    assert "| call to first question | 400 ms | 400 ms | 400 ms (1.00) |" in lines


def test_what_is_slower_is_named() -> None:
    slow, quick = {"ours_ms": 2.0, "anki_ms": 1.0}, {"ours_ms": 1.0, "anki_ms": 2.0}
    found = {"answer": {**slow, "turns": 99}, "answer, p99": slow, "open": quick}
    peers = {"10": found, "1000": {**found, "answer": {**slow, "turns": 100}}}
    lines = list(sections.peers(peers))
    assert "| open | 1.00 ms (0.50) | 1.00 ms (0.50) | 1.0 |" in lines
    assert "| answer, p99 |  | 2.00 ms (2.00) |  |" in lines, "of few turns no tail is told"
    drawn = {"ours": {"first_ms": 9.0, "turn_mb": 9.0}, "anki": {"first_ms": 10.0}}
    windows = {"10": {**drawn, "mnemosyne": {"first_ms": 6.0, "turn_mb": 9.0}}}
    told = sections.slower({"peers": peers, "windows": windows, "packages": {"10": slow}})
    assert list(told)[3:] == [
        "- call to first question, 10 drills: 1.50 of Mnemosyne's",
        "- answer, 10: 2.00 of Anki's",
        "- answer, 1,000: 2.00 of Anki's",
        "- answer, p99, 1,000: 2.00 of Anki's",
        "- importing a package, 10: 2.00 of Anki's",
    ]
    assert list(sections.slower({}))[3:] == ["- nothing that was measured"]


def test_a_missed_budget_is_said() -> None:
    each = dict.fromkeys(("bare_ms", "ours_ms", "over_ms", "ours_mb", "bare_mb"), 100.0)
    kept = {**each, "bare_cpu_ms": 100.0, "ours_cpu_ms": 300.0, "over_cpu_ms": 200.0}
    assert "The budget is kept, by processor time." in list(sections.start({"0": kept}))
    missed = {"0": kept, "1000": {**kept, "over_cpu_ms": 201.0}}
    said = "**The budget is not kept** with 1,000 drills, by processor time."
    assert said in list(sections.start(missed))


def test_a_report_of_pytest_benchmark_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "FOUND", tmp_path / "found.json")
    each = {
        "fullname": "tests/benchmarks/test_store.py::test_reads[tags]",
        "name": "test_reads[tags]",
        "stats": {"median": 0.002},
    }
    apart = {
        **each,
        "name": "test_walk[dark]",
        "extra_info": {"longest_ms": 48.0, "peak_mb": 140.0, "steps": 7},
    }
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"benchmarks": [each, apart]}), "utf-8")
    page.take_over(report)
    found = json.loads(page.FOUND.read_text("utf-8"))
    noted = {"walk[dark], longest_ms": 48.0, "walk[dark], peak_mb": 140.0}
    assert found["bench"] == {"store": {"reads[tags]": 2.0, **noted}}
    lines = list(sections.bench(found["bench"]))
    assert "| reads: tags | 2.00 ms |" in lines
    assert "| walk: dark, longest | 48.00 ms |" in lines
    assert "| walk: dark, peak | 140.0 MB |" in lines
