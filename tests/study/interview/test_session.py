"""An interview under way: any text at any time, the same again, killed and resumed."""

from __future__ import annotations

import json
import math
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.study.interview.conftest import Begin, scenarios
from trainer.drills.entries import shipped_catalogue
from trainer.errors import BadInput
from trainer.study.interview.debrief import debrief
from trainer.study.interview.heard import MARKS, listen
from trainer.study.interview.report import as_data, as_markdown
from trainer.study.interview.rules.physics import floor_working
from trainer.study.interview.session import Interview, resumed
from trainer.study.interview.slot import PHASES, Slot
from trainer.study.interview.workings import money_of, worked

SAID = st.sampled_from(
    [
        "p95 TTFT of 450 ms at 60 requests per second",
        "It costs $0.60 per million tokens.",
        "It costs $0.0006 per token, $5 a month.",
        "fast, cheap and good",
        "F1 of 0.8 on our 600 questions, measured weekly on 200, rollback below 0.77",
        "At ten times the volume we would be over the budget.",
        "BLEU of 45",
        "a 175B model in fp16 on 8 GPUs with 2 TB/s, 5 ms per token",
        "a 405B model on one A100",
        "The p99 is 2 s.",
        "average latency of 300 ms",
        "It scales.",
    ]
)
PUT_IN = st.tuples(
    st.sampled_from(["say", "say", "say", "mark", "enter", "wait"]),
    st.floats(-10, 3000, allow_nan=False),
    SAID | st.text(max_size=60),
    st.sampled_from(list(MARKS)),
    st.sampled_from(list(PHASES)),
)
NAMES = st.sampled_from(["search-qa", "support-chat", "tool-agent", "phone-keyboard"])


def put(interview: Interview, one: tuple[str, float, str, str, str]) -> None:
    what, at_s, text, mark, phase = one
    if what == "say":
        interview.feed(at_s, text)
    elif what == "mark":
        interview.mark(at_s, mark)
    elif what == "enter":
        interview.enter(at_s, phase)
    else:
        interview.advance(at_s)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    name=NAMES,
    minutes=st.sampled_from([45, 25, 10]),
    inputs=st.lists(PUT_IN, max_size=12),
    cut=st.integers(0, 12),
)
def test_any_text_at_any_time_and_killed_at_any_point(
    name: str, minutes: int, inputs: list[Any], cut: int
) -> None:
    exercise = scenarios()[name].pose(1)
    whole = Interview(exercise, Slot(minutes))
    broken = Interview(exercise, Slot(minutes))
    for place, one in enumerate(inputs):
        put(whole, one)
        if place == cut:
            broken = resumed(json.loads(json.dumps(broken.state())), exercise)
        put(broken, one)
    for each in (whole, broken):
        each.finish()
    assert broken.asked == whole.asked
    assert as_data(debrief(broken)) == as_data(debrief(whole))
    times = [each.at_s for each in whole.asked]
    assert times == sorted(times)
    assert all(0 <= each < whole.slot.end_s for each in times)
    found = debrief(whole)
    assert sum(each.had_s for each in found.phases) == pytest.approx(whole.now_s)
    json.dumps(as_data(found), allow_nan=False)
    assert as_markdown(found)


def test_how_often_the_clock_ticks_changes_nothing(begin: Begin) -> None:
    ticking, leaping = begin(), begin()
    for second in range(0, 2700, 7):
        ticking.advance(second)
    for each in (ticking, leaping):
        each.finish()
    assert ticking.asked == leaping.asked
    assert [each.kind for each in leaping.asked][:1] == ["silence-on-cost"]
    assert leaping.asked[0].at_s == 600


def test_who_marks_what_is_said_aloud_is_not_asked_for_it(begin: Begin) -> None:
    interview = begin(minutes=10)
    for at_s, key in enumerate(MARKS):
        interview.mark(10 + at_s, key.lower())
    assert interview.finish() == ()
    assert {each.firmness for each in debrief(interview).said} == {"marked"}


def test_a_follow_up_waits_for_a_word_and_comes_twice_at_most(begin: Begin) -> None:
    interview = begin()
    interview.advance(700)
    assert len(interview.asked) == 1, "nothing was said, so nothing is asked again"
    for at_s in range(700, 2000, 60):
        interview.feed(at_s, "That is for the architects.")
    cost = [each for each in interview.asked if each.point == "cost"]
    assert len(cost) == 3
    assert cost[1].text.startswith("I ask again.")


def test_somebody_who_never_pauses_is_interrupted(begin: Begin) -> None:
    interview = begin()
    for at_s in range(0, 900, 5):
        interview.feed(at_s, "Parallelism comes in many forms.")
    assert interview.asked[0].kind == "silence-on-cost"
    assert 600 < interview.asked[0].at_s <= 665


def test_phases_are_entered_by_choice_or_pass_by_the_plan(begin: Begin) -> None:
    interview = begin()
    assert interview.phase == "table"
    interview.enter(60, "design")
    interview.feed(1700, "Twelve shards.")
    assert interview.heard[0].phase == "design"
    times = {each.name: each.had_s for each in debrief(interview).phases}
    assert (times["table"], times["design"], times["deep-dive"]) == (60, 1640, 0)
    assert interview.slot.phase_at(9999) == "questions"


def test_what_is_no_input_is_refused(begin: Begin) -> None:
    interview = begin()
    for call in (lambda: interview.mark(1, "Z"), lambda: interview.enter(1, "lunch")):
        with pytest.raises(BadInput):
            call()
    with pytest.raises(ValueError, match="finite"):
        interview.feed(math.nan, "x")
    with pytest.raises(BadInput, match="no slot of 7 minutes"):
        Slot(7)
    assert interview.inputs == []


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"format": "triad-interview/1"},
        {"format": "triad-interview/1", "minutes": 45, "now_s": "x", "inputs": []},
        {"format": "triad-interview/1", "minutes": 45, "now_s": 1, "inputs": [{"at_s": 1}]},
    ],
)
def test_a_damaged_state_is_refused(begin: Begin, state: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        resumed(state, begin().exercise)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("private-documents", "A 175B model in fp16 on 8 GPUs with 2 TB/s each, 10 ms per token",
         "below-floor"),
        ("search-qa", "A 405B model in fp16 on 2 H100.", "does-not-fit"),
        ("support-chat", "Throughput of 90 million tokens per second.", "above-ceiling"),
        ("search-qa", "Cost is $0.0008 per token.", "price-off-market"),
        ("search-qa", "Cost is $0.00001 per million tokens.", "price-off-market"),
        ("search-qa", "It costs $4 per million tokens.", "over-envelope"),
        ("search-qa", "BLEU of 45 on our 600 questions.", "benchmark-misfit"),
        ("search-qa", "The average latency is 300 ms.", "missing-percentile"),
        ("search-qa", "F1 is 0.82.", "missing-benchmark"),
        ("live-captions", "p95 of 2 microseconds end to end", "below-floor"),
    ],
)  # fmt: skip
def test_each_rule_is_heard(begin: Begin, name: str, text: str, kind: str) -> None:
    interview = begin(name)
    interview.feed(60, text)
    interview.advance(400)
    found = {each.kind: each for each in interview.asked}
    assert kind in found
    assert any(sign.isdigit() for sign in found[kind].working)


@pytest.mark.parametrize(
    "text",
    [
        "If we used a 405B model on two H100 it would not fit.",
        "A human agent costs 3 dollars per call.",
        "With a flagship we would pay $90 per million tokens, which is why we don't.",
        "It costs $500 per million tokens, sorry, 50 cents per million tokens.",
        "Retrieval takes 40 ms and the network 0.5 ms.",
    ],
)
def test_what_is_not_promised_is_not_challenged(begin: Begin, text: str) -> None:
    interview = begin("voice")
    interview.feed(60, text)
    interview.advance(90)
    assert [each.kind for each in interview.asked] == []


@pytest.mark.parametrize(
    "text",
    [
        "0 H100 with a 0B model, TPOT of 0 ms",
        "It costs $" + "9" * 300 + " per token, p95 of 1e-300 s, F1 of 0",
        "a 999999999999B model on 99999 GPUs with 99999 TB/s",
        "A TTFT of 0.0001 ms and -1 tokens, 0 requests per second",
        "ten million x the traffic, budget of $0 a month, $0 per token",
    ],
)
def test_numbers_beyond_every_bound(begin: Begin, text: str) -> None:
    for name in ("search-qa", "support-chat"):
        interview = begin(name)
        interview.feed(60, text)
        interview.feed(1600, text)
        interview.finish()
        assert as_markdown(debrief(interview))


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("TTFT of 200 ms at p95", "TTFT of 900 ms at p95", "contradiction"),
        ("p95 of 900 ms", "p99 of 1200 ms", ""),
        ("p95 of 900 ms", "latency of 200 ms", ""),
        ("p95 of 900 ms on the draft tier", "p95 of 200 ms", ""),
        ("F1 of 0.9 on our 500 questions", "F1 of 0.7 on our 500 questions", "contradiction"),
        ("$0.40 per million tokens", "Sorry, $0.60 per million tokens", ""),
    ],
)
def test_two_numbers_for_one_thing(begin: Begin, first: str, second: str, kind: str) -> None:
    interview = begin("live-captions")
    interview.feed(60, first)
    interview.feed(120, second)
    interview.advance(140)
    asked = {each.kind for each in interview.asked} & {"contradiction"}
    assert asked == ({kind} if kind else set())
    interview.feed(200, first)
    assert all(each.mended_at_s == 200 for each in debrief(interview).fails)


def test_a_lot_without_a_period_and_a_price_without_a_volume(begin: Begin) -> None:
    interview = begin("support-chat")
    interview.feed(60, "The TTFT is 1 ms at p95. All 300 million tokens are done by six.")
    interview.feed(90, "It costs 3 cents per request, and TPOT is 1 ms.")
    found = debrief(interview)
    assert {each.topic: each.firmness for each in found.said}["volume"] == "soft"
    assert {each.kind for each in found.fails} >= {"below-floor"}
    assert found.holds


def test_a_derivation_that_does_not_follow_is_left_out(begin: Begin) -> None:
    assert worked("tpot", {}) == ""
    assert worked("weights", {"parameters": -1.0}) == ""
    assert "Cost per million" in money_of({}, 1e-6)
    half = {"parameters": 1e9, "active_parameters": 5e8, "gpus": 1.0, "memory_bandwidth": 1e12}
    assert "500 µs" in floor_working({**half, "bytes_per_weight": 1.0})
    interview = begin()
    interview.feed(60, "We spend $90k a month.")
    interview.finish()
    found = {each.kind: each.working for each in interview.asked}
    assert "Share of the budget" in found["over-envelope"]


def test_what_leads_on_from_the_talk(begin: Begin) -> None:
    interview = begin("support-chat")
    interview.feed(60, "p95 TTFT of 500 ms at 25 rps, $2 per million tokens, F1 of 0.8.")
    for at_s in range(1500, 2500, 100):
        interview.feed(at_s, "Paged attention.")
    asked = {each.kind: each.working for each in interview.asked}
    assert {"cost-at-10x", "traffic-triples", "context-doubles"} <= set(asked)
    assert "growth factor" in asked["cost-at-10x"]
    assert "Load of a server" in asked["traffic-triples"]
    assert "Largest batch" in asked["context-doubles"]


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "shape", ["1,", "1, ", "1.", "12 m ", "8 gpus ", "h100 ", "2 nodes of ", "a gpu h100 x8 "]
)
def test_hearing_grows_with_the_text_and_no_faster(shape: str) -> None:
    """The work is counted by the calls it makes: four times the text makes four times as many."""

    def calls(length: int) -> int:
        made = 0

        def note(_frame: FrameType, _event: str, _argument: object) -> None:
            nonlocal made
            made += 1

        text = (shape * length)[:length]
        before = sys.getprofile()
        sys.setprofile(note)
        try:
            listen(1.0, text, "design", {"tokens_per_day": 1e6}, "qa", shipped_catalogue())
        finally:
            sys.setprofile(before)
        return made

    calls(10)
    assert calls(4000) <= 4.6 * calls(1000) + 500
