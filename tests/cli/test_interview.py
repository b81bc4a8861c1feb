"""``triad interview``: a transcript in, the debrief out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Triad
from trainer.places import shipped

RECORDED = Path(__file__).parents[1] / "data" / "interviews"


def test_a_transcript_is_replayed(triad: Triad) -> None:
    told = triad(
        "interview", "search-qa", "--transcript", RECORDED / "wrong-price-article.jsonl", "--json"
    )
    assert (told.code, told.err) == (0, "")
    assert list(told.data) == ["challenges", "first_said", "holds", "fails", "verdict"]
    assert told.data["first_said"] == {
        "latency": 60, "cost": 100, "quality": 200, "volume": 60, "plan": 200,
    }  # fmt: skip
    first = told.data["challenges"][0]
    assert list(first) == ["at_s", "kind", "text", "working"]
    assert (first["at_s"], first["kind"]) == (112, "price-off-market")
    assert told.data["verdict"] == "high-risk"


def test_it_is_read_as_well(triad: Triad) -> None:
    told = triad("interview", "mock-interviews/voice", "--minutes", "10", "--transcript",
                 RECORDED / "strong-voice-ten.jsonl")  # fmt: skip
    assert "## Verdict: Advance" in told.out


def test_what_there_is_and_what_is_asked(triad: Triad) -> None:
    listed = triad("interview", "--list", "--json").data
    assert len(listed) >= 20
    assert "search-qa" in triad("interview", "--list").out
    shown = triad("interview", "voice", "--seed", "3", "--json").data
    assert shown["facts"]["language model"] == "Llama 3 / 3.1 8B"
    assert "monthly budget" in triad("interview", "voice").out


def test_a_deck_file_and_one_of_several(triad: Triad, tmp_path: Path) -> None:
    deck = shipped("decks") / "mock-interviews.yaml"
    assert "shop" in triad("interview", f"{deck}#batch-enrichment").out
    assert "this deck has 22 interviews" in triad("interview", deck).sentence
    assert "there is no interview 'x'" in triad("interview", f"{deck}#x").sentence
    starter = tmp_path / "mine.yaml"
    triad("new", starter)
    assert "handbook" in triad("interview", starter).out
    none = tmp_path / "none.yaml"
    head = "format: triad-deck/1\nid: d\ntitle: D\ndrills:\n  - {kind: recall, front: q, back: a}\n"
    none.write_text(head, "utf-8")
    assert "there is no interview in this deck" in triad("interview", none).sentence
    none.write_text("{", "utf-8")
    assert triad("interview", none).code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no interview is named"),
        (("search-qx",), "did you mean 'search-qa'"),
        (("zzzz",), "'triad interview --list' names them"),
    ],
)
def test_no_such_interview(triad: Triad, words: tuple[str, ...], said: str) -> None:
    assert said in triad("interview", *words).sentence


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"no", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1]", "no JSON object"),
        (b'{"at_s": "x", "text": "a"}', "no number of seconds"),
        (b'{"at_s": true, "text": "a"}', "no number of seconds"),
        (b'{"at_s": -1, "text": "a"}', "no time"),
        (b'{"at_s": NaN, "text": "a"}', "no time"),
        (b'{"at_s": 1' + b"0" * 400 + b', "text": "a"}', "no time"),
        (b'{"at_s": 1}', "'text' is missing"),
        (b'{"at_s": 1, "text": 5}', "'text' is missing"),
        (b'{"at_s": 1, "mark": "Z"}', "this mark is unknown"),
        (b'{"at_s": 1, "phase": "lunch"}', "this phase is unknown"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_a_bad_line_is_named(triad: Triad, tmp_path: Path, line: bytes, said: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_bytes(b'{"at_s": 5, "text": "ok"}\n\n' + line + b"\n")
    told = triad("interview", "voice", "--transcript", path, "--json")
    assert told.code == 2
    assert f"{path}:3: " in told.sentence
    assert said in told.sentence


def test_transcripts_without_end_or_place(triad: Triad, tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    assert triad("interview", "voice", "--transcript", path).code == 2
    path.write_text('{"at_s": 1, "text": "a"}\n' * 20_001, "utf-8")
    assert "more than 20,000 lines" in triad("interview", "voice", "--transcript", path).sentence
    path.write_bytes(b" " * (8 * 1024 * 1024 + 1))
    assert "longer than 8 MiB" in triad("interview", "voice", "--transcript", path).sentence


def test_marks_and_phases_in_a_transcript_in_any_order(triad: Triad, tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    lines = [{"at_s": 90, "mark": "c"}, {"at_s": 30, "phase": "design", "text": "$1 per request"}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    data = triad("interview", "voice", "--transcript", path, "--json").data
    assert data["first_said"]["cost"] == 30
