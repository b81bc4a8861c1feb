"""Recorded interviews: the challenges and verdicts that a senior engineer expects.

The expectations were written before the rules first ran on them.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.study.interview.conftest import TRANSCRIPTS, scenarios
from trainer.study.interview.debrief import Debrief, debrief
from trainer.study.interview.report import as_data, as_markdown
from trainer.study.interview.session import Interview
from trainer.study.interview.slot import Slot
from trainer.study.interview.transcript import read_transcript, replay

EXPECTED: list[dict[str, Any]] = json.loads((TRANSCRIPTS / "expected.json").read_text("utf-8"))
AGREEMENT = 0.9


@pytest.fixture(scope="module")
def debriefs() -> dict[str, Debrief]:
    """Every recorded interview, replayed."""
    found = {}
    for each in EXPECTED:
        interview = Interview(scenarios()[each["scenario"]].pose(0), Slot(each["minutes"]))
        replay(interview, read_transcript(TRANSCRIPTS / each["file"]))
        found[each["file"]] = debrief(interview)
    return found


def disagreements(debriefs: dict[str, Debrief]) -> Iterator[str]:
    for each in EXPECTED:
        found = debriefs[each["file"]]
        asked = {one.kind for one in found.challenges}
        wanted, allowed = set(each["must"]), set(each["must"]) | set(each["may"])
        if not wanted <= asked <= allowed or found.verdict != each["verdict"]:
            yield f"{each['file']}: {sorted(asked)}, {found.verdict}"


def test_there_are_transcripts_of_every_sort() -> None:
    assert len(EXPECTED) >= 30
    sorts = {each["sort"] for each in EXPECTED}
    assert sorts == {
        "strong", "vague", "wrong", "contradictory", "silent", "hostile", "very long",
    }  # fmt: skip


def test_nine_in_ten_agree(debriefs: dict[str, Debrief]) -> None:
    wrong = list(disagreements(debriefs))
    assert len(wrong) <= (1 - AGREEMENT) * len(EXPECTED), wrong


def test_nobody_strong_is_challenged_on_what_holds(debriefs: dict[str, Debrief]) -> None:
    wrong = [each for each in disagreements(debriefs) if each.startswith("strong")]
    assert wrong == []
    strong = [debriefs[each["file"]] for each in EXPECTED if each["sort"] == "strong"]
    assert [each.fails for each in strong if each.fails] == []


def test_every_challenge_carries_its_derivation(debriefs: dict[str, Debrief]) -> None:
    for found in debriefs.values():
        assert all(each.text and each.working for each in found.challenges)
        assert all(each.working for each in (*found.holds, *found.fails))


def test_one_question_at_a_time_and_no_point_more_than_three_times(
    debriefs: dict[str, Debrief],
) -> None:
    for found in debriefs.values():
        times = [each.at_s for each in found.challenges]
        assert all(later - before >= 30 for before, later in itertools.pairwise(times))
        points = [each.point for each in found.challenges]
        assert all(points.count(point) <= 3 for point in points)


def test_what_is_printed_can_be_read(debriefs: dict[str, Debrief]) -> None:
    for found in debriefs.values():
        data = json.loads(json.dumps(as_data(found), allow_nan=False))
        assert list(data) == ["challenges", "first_said", "holds", "fails", "verdict"]
        assert list(data["first_said"]) == ["latency", "cost", "quality", "volume", "plan"]
        assert as_markdown(found, ("one drill",)).startswith("# Mock interview")
