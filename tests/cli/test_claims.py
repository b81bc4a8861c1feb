"""``triad claims``: from an argument, a file and standard input, in words and as JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Triad
from trainer.claims.claim import COMPARATORS, DIMENSIONS, STATISTICS

TEXT = (
    "We keep p95 ≤ 150 ms at 200 requests/s, $0.60/M tokens, 85 % pass@1 on HumanEval. It is fast."
)
KEYS = {
    "dimension",
    "comparator",
    "value",
    "value_high",
    "unit",
    "statistic",
    "subject",
    "condition",
    "benchmark",
    "start",
    "end",
}


class _Input:
    """Standard input that holds these bytes."""

    def __init__(self, raw: bytes) -> None:
        self.buffer = io.BytesIO(raw)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> object:
    """Say what stands on standard input."""
    return lambda raw: monkeypatch.setattr("sys.stdin", _Input(raw))


def test_json_has_the_promised_keys_and_values(triad: Triad) -> None:
    told = triad("claims", TEXT, "--json")
    assert (told.code, told.err) == (0, "")
    data = told.data
    assert set(data) == {"claims", "plans", "vague", "findings"}
    latency, cost, quality = data["claims"]
    for claim in data["claims"]:
        assert set(claim) == KEYS
        assert claim["dimension"] in DIMENSIONS
        assert claim["comparator"] in COMPARATORS
        assert claim["statistic"] in {None, *STATISTICS}
    assert latency == {
        "dimension": "latency",
        "comparator": "le",
        "value": 0.15,
        "value_high": None,
        "unit": "s",
        "statistic": "p95",
        "subject": None,
        "condition": "at 200 requests/s",
        "benchmark": None,
        "start": TEXT.index("p95"),
        "end": TEXT.index(" at 200"),
    }
    assert (cost["value"], cost["unit"]) == (6e-7, "USD/token")
    assert (quality["value"], quality["unit"], quality["subject"], quality["benchmark"]) == (
        0.85,
        "1",
        "pass@1",
        "HumanEval",
    )
    (vague,) = data["vague"]
    assert vague == {"text": "fast", "start": TEXT.index("fast"), "end": TEXT.index("fast") + 4}
    for finding in data["findings"]:
        assert set(finding) == {"code", "message", "fix", "start", "end"}


def test_a_range_and_a_plan(triad: Triad) -> None:
    text = "Latency is 100–150 ms. We measure it daily with Grafana and roll back if it rises."
    data = triad("claims", text, "--json").data
    (claim,) = data["claims"]
    assert (claim["comparator"], claim["value"], claim["value_high"]) == ("range", 0.1, 0.15)
    (plan,) = data["plans"]
    assert set(plan) == {"start", "end"}
    assert text[plan["start"] : plan["end"]].startswith("measure it daily")


@pytest.mark.parametrize("text", ["", "   ", "Hello.", "\n"])
def test_without_claims_the_lists_are_empty(triad: Triad, text: str) -> None:
    told = triad("claims", text, "--json")
    assert told.code == 0
    assert (told.data["claims"], told.data["plans"], told.data["vague"]) == ([], [], [])


def test_a_text_without_a_word_has_no_findings(triad: Triad) -> None:
    assert triad("claims", " ", "--json").data["findings"] == []
    assert triad("claims", " ").out == "No metric claim.\n"


def test_offsets_count_characters_of_the_text_as_given(triad: Triad) -> None:
    text = "😀 Ü  p95\u00a0≤ 200\u202fms"
    (claim,) = triad("claims", text, "--json").data["claims"]
    assert text[claim["start"] : claim["end"]] == "p95\u00a0≤ 200\u202fms"


def test_a_text_may_begin_with_a_dash(triad: Triad) -> None:
    told = triad("claims", "- p95: 90 ms", "--json")
    assert told.code == 0
    assert told.data["claims"][0]["value"] == 0.09
    assert triad("claims", "--json", "-p95: 90 ms").code == 0


def test_a_file_and_standard_input_are_read(triad: Triad, tmp_path: Path, typed) -> None:
    path = tmp_path / "statement.txt"
    path.write_text(TEXT, "utf-8")
    expected = triad("claims", TEXT, "--json").data
    assert triad("claims", "--file", path, "--json").data == expected
    for words in (("-",), ("--file", "-")):
        typed(TEXT.encode())
        assert triad("claims", *words, "--json").data == expected


def test_a_byte_order_mark_is_no_character(triad: Triad, tmp_path: Path) -> None:
    path = tmp_path / "statement.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert triad("claims", "--file", path, "--json").data["claims"][0]["start"] == 8


@pytest.mark.parametrize("words", [(), ("a text", "--file", "b")])
def test_either_a_text_or_a_file(triad: Triad, words: tuple[str, ...]) -> None:
    told = triad("claims", *words)
    assert told.code == 1
    assert told.sentence == "give either a text or --file; a text stands in quotes."


def test_files_that_cannot_be_read_are_named(triad: Triad, tmp_path: Path, typed) -> None:
    missing = triad("claims", "--file", tmp_path / "none.txt")
    assert missing.code == 1
    assert "none.txt: this file cannot be read: no such file" in missing.sentence
    assert triad("claims", "--file", tmp_path).code == 1
    garbled = tmp_path / "garbled.txt"
    garbled.write_bytes(b"p95 \xff")
    assert "this is not UTF-8 text" in triad("claims", "--file", garbled).sentence
    long = tmp_path / "long.txt"
    long.write_bytes(b"a" * (1024 * 1024 + 1))
    assert "longer than 1 MiB" in triad("claims", "--file", long).sentence
    typed(b"\xff")
    assert "standard input: this is not UTF-8 text" in triad("claims", "-").sentence


def test_huge_numbers_stay_json(triad: Triad) -> None:
    told = triad("claims", "9e300 trillion tokens per day, p95 ≤ 1e300 hours", "--json")
    assert told.code == 0
    json.loads(told.out, parse_constant=pytest.fail)


def test_people_read_claims_plans_wishes_and_findings(triad: Triad) -> None:
    told = triad(
        "claims",
        "TTFT is 100–150 ms at p95. latency under 200. It is fast. We check F1 daily with Ragas.",
    )
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0].startswith("latency: 0.1 s to 0.15 s  “")
    assert "    p95, TTFT" in lines
    assert any("(no unit)" in line for line in lines)
    assert "plan: “check F1 daily with Ragas”" in lines
    assert any(line.startswith("- There is no cost.") for line in lines)


def test_the_articles_overlooked_flaws_are_told(triad: Triad) -> None:
    text = (
        "Target 150 ms end-to-end latency, $0.001 USD per token at 5 M tokens a day, "
        "92 % BLEU on the QA benchmark."
    )
    findings = triad("claims", text, "--json").data["findings"]
    told = " ".join(finding["message"] for finding in findings)
    codes = [finding["code"] for finding in findings]
    assert "off-market" in codes
    assert "benchmark-misfit" in codes
    assert "1,000" in told
