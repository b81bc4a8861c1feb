"""Contrast: the pick and the named gaps are both judged."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Verdict
from trainer.domain.memory import Rating
from trainer.drills.contrast import Contrast, ContrastAnswer, ContrastExercise, ContrastKind

KIND = ContrastKind()
GOOD = "p95 latency stays below 150 ms at 200 requests/s."
CONTENT = Contrast(
    bad="It will be fast.",
    good=GOOD,
    lacks={"latency": "below 150 ms", "percentile": "p95", "traffic": None},
    situation="A chat assistant",
    why="Fast for whom?",
)
LATENCY, PERCENTILE, TRAFFIC = Aspect.LATENCY, Aspect.PERCENTILE, Aspect.TRAFFIC


def exercise(good_at: int = 0) -> ContrastExercise:
    for seed in range(20):
        posed = KIND.pose(CONTENT, random.Random(seed))
        if posed.good_at == good_at:
            return posed
    raise AssertionError("a fair coin fell the same way twenty times")


def answer(*gaps: Aspect, picked: int = 0) -> ContrastAnswer:
    return ContrastAnswer(picked, frozenset(gaps))


@pytest.mark.parametrize("good_at", [0, 1])
def test_the_two_statements_stand_in_drawn_order(good_at: int) -> None:
    posed = exercise(good_at)
    assert posed.statements[good_at] == posed.good == GOOD
    assert posed.statements[1 - good_at] == posed.bad == "It will be fast."
    assert posed.situation == "A chat assistant"
    assert posed.lacks == {LATENCY: "below 150 ms", PERCENTILE: "p95", TRAFFIC: ""}


def test_both_orders_come_up_about_as_often() -> None:
    firsts = sum(KIND.pose(CONTENT, random.Random(seed)).good_at for seed in range(400))
    assert 160 < firsts < 240


@pytest.mark.parametrize(
    ("given_answer", "verdict", "rating", "headline"),
    [
        (
            answer(LATENCY, PERCENTILE, TRAFFIC),
            Verdict.CORRECT,
            Rating.GOOD,
            "Right, and for every reason",
        ),
        # F1 of 4/5 and 6/7: close. Of 2/4: just close.
        (answer(LATENCY, PERCENTILE), Verdict.CLOSE, Rating.HARD, "Right pick; 2 of 3 gaps named"),
        (
            answer(LATENCY, PERCENTILE, TRAFFIC, Aspect.COST),
            Verdict.CLOSE,
            Rating.HARD,
            "Right pick; 3 of 3 gaps named, 1 too many",
        ),
        (answer(LATENCY), Verdict.CLOSE, Rating.HARD, "Right pick; 1 of 3 gaps named"),
        (
            answer(LATENCY, Aspect.COST, Aspect.BUDGET),
            Verdict.WRONG,
            Rating.AGAIN,
            "Right pick, but only 1 of 3 gaps named, 2 too many",
        ),
        (answer(), Verdict.WRONG, Rating.AGAIN, "Right pick, but no gap named"),
        (
            answer(LATENCY, PERCENTILE, TRAFFIC, picked=1),
            Verdict.WRONG,
            Rating.AGAIN,
            "That is the weak one",
        ),
    ],
)
def test_pick_and_gaps_make_the_verdict(
    given_answer: ContrastAnswer, verdict: Verdict, rating: Rating, headline: str
) -> None:
    assessment = KIND.assess(exercise(), given_answer)
    assert (assessment.verdict, assessment.suggested) == (verdict, rating)
    assert assessment.headline == headline
    assert assessment.explanation == "Fast for whom?"


def test_a_missed_gap_is_shown_where_the_good_statement_fills_it() -> None:
    posed = exercise()
    (finding,) = KIND.assess(posed, answer(PERCENTILE, TRAFFIC)).findings
    assert finding.code == "missed-latency"
    assert finding.message == "It lacks latency: the other says “below 150 ms”."
    assert finding.fix == "Say a time with a number and a unit."
    assert posed.good[finding.start : finding.end] == "below 150 ms"


def test_a_missed_gap_without_a_phrase_is_shown_where_the_reader_finds_it() -> None:
    posed = exercise()
    (finding,) = KIND.assess(posed, answer(LATENCY, PERCENTILE)).findings
    assert finding.code == "missed-traffic"
    assert finding.message == "It lacks traffic."
    assert posed.good[finding.start : finding.end] == "at 200 requests/s"


def test_a_gap_that_nobody_can_point_at_is_shown_nowhere() -> None:
    content = Contrast("It is fast.", "It is watched.", {"plan": ""})
    posed = KIND.pose(content, random.Random(1))
    finding, remark = KIND.assess(posed, answer(picked=posed.good_at)).findings
    assert (finding.code, finding.start, finding.end) == ("missed-plan", None, None)
    assert remark.code == "even-empty"


def test_a_needless_gap_is_named_too() -> None:
    everything = answer(LATENCY, PERCENTILE, TRAFFIC, Aspect.COST, Aspect.BENCHMARK)
    findings = KIND.assess(exercise(), everything).findings
    assert [(each.code, each.message) for each in findings] == [
        ("needless-benchmark", "Benchmark is not what tells the two apart."),
        ("needless-cost", "Cost is not what tells the two apart."),
    ]


def test_who_picked_the_weak_one_reads_what_it_lacks_all_the_same() -> None:
    findings = KIND.assess(exercise(), answer(picked=1)).findings
    assert [each.code for each in findings] == [
        "missed-latency",
        "missed-percentile",
        "missed-traffic",
    ]


@pytest.mark.parametrize(
    ("given_answer", "text"),
    [
        (answer(PERCENTILE, LATENCY), "1: latency, percentile"),
        (answer(picked=1), "2"),
    ],
)
def test_what_the_log_keeps(given_answer: ContrastAnswer, text: str) -> None:
    assert KIND.describe_answer(given_answer) == text


@settings(deadline=None, derandomize=True)
@given(
    st.integers(0, 1),
    st.frozensets(st.sampled_from(Aspect)),
    st.frozensets(st.sampled_from(Aspect), min_size=1),
    st.integers(0, 2**53),
)
def test_the_order_drawn_does_not_change_the_verdict(
    right: int, named: frozenset[Aspect], lacking: frozenset[Aspect], seed: int
) -> None:
    content = Contrast("B", "G", {gap.value: "" for gap in lacking})  # type: ignore[misc]
    posed = KIND.pose(content, random.Random(seed))
    picked = posed.good_at if right else 1 - posed.good_at
    assessment = KIND.assess(posed, ContrastAnswer(picked, named))
    perfect = right and named == lacking
    assert (assessment.verdict is Verdict.CORRECT) == perfect
    assert (assessment.suggested is Rating.GOOD) == perfect
    of_the_answer = [each for each in assessment.findings if not each.code.startswith("even-")]
    assert len(of_the_answer) == len(named ^ lacking)


@pytest.mark.parametrize(
    ("content", "paths"),
    [
        (CONTENT, []),
        (Contrast("Same ", " Same", {"cost": ""}), [("good",)]),
        (Contrast("B", "G", {"cost": "g", "plan": "G"}), [("lacks", "cost")]),
        (Contrast("B", "G", {"cost": "x", "plan": "y"}), [("lacks", "cost"), ("lacks", "plan")]),
    ],
)
def test_a_pair_must_be_one_and_its_phrases_verbatim(
    content: Contrast, paths: list[tuple[str, ...]]
) -> None:
    found = list(KIND.check(content))
    assert [each.path for each in found] == paths
    assert {each.severity for each in found} <= {"error"}


def test_a_phrase_left_out_is_an_empty_one() -> None:
    assert CONTENT.lacks is not None
    assert CONTENT.lacks["traffic"] == ""
    assert KIND.read(KIND.write(CONTENT)) == CONTENT
    assert KIND.write(CONTENT)["lacks"] == {
        "latency": "below 150 ms",
        "percentile": "p95",
        "traffic": "",
    }


def test_the_summary_is_the_weak_statement() -> None:
    assert KIND.summary(CONTENT) == "It will be fast."


def test_without_the_authors_word_the_reader_names_the_gaps() -> None:
    content = Contrast(
        bad="It will be fast and scalable.",
        good="p95 latency stays below 150 ms at 200 requests/s.",
    )
    exercise = KIND.pose(content, random.Random(1))
    assert set(exercise.lacks) == {LATENCY, PERCENTILE, TRAFFIC}
    assert all(phrase in content.good for phrase in exercise.lacks.values())
    assert [content.bad[start:end] for start, end in exercise.wishes] == ["fast", "scalable"]
    assert list(KIND.check(content)) == []
    assert KIND.read(KIND.write(content)) == content


def test_a_pair_without_a_gap_is_refused() -> None:
    (problem,) = KIND.check(Contrast(bad="It is fast.", good="It is cheap."))
    assert problem.path == ("good",)
    assert "nothing is found that GOOD has" in problem.message
