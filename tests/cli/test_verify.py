"""``triad verify``: published cases through the cost model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Triad
from trainer.places import shipped

PUBLISHED = json.loads((shipped("resources") / "catalogue" / "published.json").read_text("utf-8"))
CASES = PUBLISHED["cases"]


def test_every_shipped_case_passes(triad: Triad) -> None:
    told = triad("verify")
    assert (told.code, told.err) == (0, "")
    assert told.out.endswith(f"{len(CASES)} of {len(CASES)} cases pass\n")


def test_the_counts_as_json(triad: Triad) -> None:
    told = triad("verify", "--json")
    assert told.code == 0
    assert set(told.data) == {"cases", "passed", "failed", "by_kind"}
    assert (told.data["cases"], told.data["failed"]) == (len(CASES), [])
    assert sum(kind["cases"] for kind in told.data["by_kind"].values()) == len(CASES)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A file of one case that says ten times what is true."""
    path = tmp_path / "cases.json"
    case = {**CASES[0], "id": "ten-times", "value": 10 * CASES[0]["value"]}
    path.write_text(json.dumps({**PUBLISHED, "cases": [case]}), "utf-8")
    return path


def test_a_case_that_fails_is_named_and_the_exit_says_so(triad: Triad, wrong: Path) -> None:
    told = triad("verify", wrong)
    assert told.code == 1
    assert "0 of 1 cases pass" in told.out
    told = triad("verify", wrong, "--json")
    assert (told.code, told.data["failed"]) == (1, ["ten-times"])


def test_a_file_that_is_none_is_one_sentence(triad: Triad, tmp_path: Path) -> None:
    told = triad("verify", tmp_path / "nowhere.json")
    assert told.code in {1, 2}
    assert "nowhere.json" in told.sentence
