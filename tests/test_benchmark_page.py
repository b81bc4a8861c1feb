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
    found = {"answer": {"ours_ms": 2.0, "anki_ms": 1.0}, "open": {"ours_ms": 1.0, "anki_ms": 2.0}}
    lines = list(sections.peers({"10": found, "1000": found}))
    assert lines[-1] == "**Slower than Anki:** answer (2.00 with 10); answer (2.00 with 1,000)."
    assert "| open | 1.00 ms (0.50) | 1.00 ms (0.50) | 1.0 |" in lines


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
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"benchmarks": [each]}), "utf-8")
    page.take_over(report)
    found = json.loads(page.FOUND.read_text("utf-8"))
    assert found["bench"] == {"store": {"reads[tags]": 2.0}}
    assert "| reads: tags | 2.00 ms |" in list(sections.bench(found["bench"]))
