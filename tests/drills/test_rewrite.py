"""Rewrite: what was written is held against what the drill requires, and against the envelope."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.claims import rubric
from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Assessment, Finding, Verdict
from trainer.domain.memory import Rating
from trainer.drills.prose import FATAL, NOTES, ORDER, failing, in_order, lacking, lowered
from trainer.drills.rewrite import Rewrite, RewriteAnswer, RewriteExercise, RewriteKind
from trainer.drills.scenario import Scenario
from trainer.drills.statement import LONGEST_STATEMENT, Statement
from trainer.errors import BadInput

KIND = RewriteKind()
GOOD = (
    "TTFT ≤ 400 ms at p95 with 20 requests/s, ≤ $0.60 per million tokens, which is $3,600 a month"
    " of the $10k a month budget, and F1 ≥ 0.85 on our 500-question QA set, measured weekly with a"
    " rollback below 0.82."
)
CONTENT = Rewrite(
    Scenario(
        "An assistant answers questions over the handbook.",
        "qa",
        {"tokens_per_day": "200 M", "monthly_budget": "$10k"},
    ),
    bad="It will answer fast and cheaply, and we will monitor the quality.",
    good=GOOD,
    requires=(
        "latency",
        "percentile",
        "traffic",
        "cost",
        "budget",
        "quality",
        "benchmark",
        "plan",
    ),
    why="Every promise was a wish.",
)
EXERCISE = KIND.pose(CONTENT, random.Random(1))


def assessed(text: str, exercise: RewriteExercise = EXERCISE) -> Assessment:
    return KIND.assess(exercise, RewriteAnswer(text))


def read(text: str) -> Statement:
    return KIND.read_statement(EXERCISE, text)


def codes(assessment: Assessment) -> list[str]:
    return [finding.code for finding in assessment.findings]


def faults(assessment: Assessment) -> list[str]:
    return [finding.code for finding in failing(assessment.findings)]


def test_a_statement_without_a_fault_is_good() -> None:
    assessment = assessed(GOOD)
    assert faults(assessment) == []
    assert (assessment.verdict, assessment.suggested) == (Verdict.CORRECT, Rating.GOOD)
    assert assessment.headline == "An interviewer would nod"
    assert assessment.explanation == "Every promise was a wish."
    assert "inside-budget" in codes(assessment)


@pytest.mark.parametrize(
    ("old", "new", "code", "headline"),
    [
        ("at p95 ", "", "no-percentile", "A latency without a percentile"),
        ("at p95", "on average", "average-latency", "An average where the tail counts"),
        ("F1 ≥ 0.85", "BLEU ≥ 0.35", "benchmark-misfit", "A metric that does not fit the task"),
        (" on our 500-question QA set", "", "no-benchmark", "A score without a benchmark"),
        (" with 20 requests/s", "", "no-traffic", "No word of the traffic it holds for"),
        (
            ", measured weekly with a rollback below 0.82",
            "",
            "no-plan",
            "No measurement plan",
        ),
        ("$3,600", "$36", "spend-mismatch", "The month's spend does not follow"),
        ("measured weekly", "and it will be scalable, measured weekly", "vague", "A wish is left"),
    ],
)
def test_one_fault_makes_it_hard(old: str, new: str, code: str, headline: str) -> None:
    assessment = assessed(GOOD.replace(old, new))
    assert faults(assessment) == [code]
    assert (assessment.verdict, assessment.suggested) == (Verdict.CLOSE, Rating.HARD)
    assert assessment.headline.startswith(headline)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (CONTENT.bad, "empty"),
        ("TTFT ≤ 400 ms at p95 with 20 requests/s.", "missing-cost"),
        ("≤ $0.60 per million tokens and F1 ≥ 0.85 on our QA set.", "missing-latency"),
        ("TTFT ≤ 400 ms at p95 and ≤ $0.60 per million tokens.", "missing-quality"),
    ],
)
def test_without_one_of_the_triad_it_is_again(text: str, first: str) -> None:
    assessment = assessed(text)
    assert (assessment.verdict, assessment.suggested) == (Verdict.WRONG, Rating.AGAIN)
    assert faults(assessment)[0] == first
    assert " more" in assessment.headline


def test_more_faults_than_half_the_requirements_are_again_as_well() -> None:
    text = "TTFT ≤ 400 ms, ≤ $16 per million tokens, BLEU ≥ 0.85."
    assessment = assessed(text)
    assert not FATAL & set(faults(assessment))
    assert assessment.suggested is Rating.AGAIN
    assert assessment.headline.startswith("Over the budget; ")


def test_over_the_budget_is_said_once_and_the_budget_is_not_called_missing() -> None:
    text = GOOD.replace("$0.60", "$6").replace(", which is $3,600 a month of the $10k a month", "")
    text = text.replace(" budget", "")
    assert faults(assessed(text)) == ["beyond-envelope"]


def test_silence_on_the_budget_is_named_where_it_is_required() -> None:
    content = dataclasses.replace(CONTENT, scenario=Scenario("A."), requires=("cost", "budget"))
    exercise = KIND.pose(content, random.Random(1))
    assessment = assessed("It costs $0.60 per million tokens.", exercise)
    assert faults(assessment) == ["missing-budget"]


def test_a_rate_of_tokens_is_no_traffic() -> None:
    content = dataclasses.replace(CONTENT, requires=("traffic", "plan", "budget", "cost"))
    exercise = KIND.pose(content, random.Random(1))
    text = "A node delivers 24,000 tokens per second at $0.60 per million tokens, measured weekly."
    (finding,) = failing(assessed(text, exercise).findings)
    assert finding.code == "no-traffic"
    assert "what the machines deliver" in finding.message


@pytest.mark.parametrize("text", ["", "  \n ", "one two three"])
def test_next_to_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no statement yet"):
        assessed(text)


def test_more_than_anybody_reads_is_refused() -> None:
    with pytest.raises(BadInput, match="this statement has 14,000 characters; at most 4,000"):
        assessed("p95 ≤ 200 ms. " * 1000)


def test_only_so_much_is_read() -> None:
    assert len(read("p95 ≤ 200 ms. " * 1000).text) == LONGEST_STATEMENT


def test_what_is_read_along_is_what_is_read_for_the_verdict() -> None:
    assert KIND.read_along(EXERCISE, GOOD) == read(GOOD)


def test_an_amount_that_is_the_months_spend_need_not_say_what_it_pays() -> None:
    spent = GOOD.replace("which is $3,600 a month of the $10k a month budget", "it costs {}")
    assert faults(assessed(spent.format("$3,600"))) == []
    assert faults(assessed(spent.format("$360"))) == ["no-cost-unit"]
    unpriced = spent.format("$3,600").replace("$0.60 per million tokens", "little")
    assert "no-cost-unit" in faults(assessed(unpriced))


def test_an_amount_of_a_monthly_budget_is_the_months_spend() -> None:
    spent = GOOD.replace("which is $3,600 a month of", "it costs {} of")
    assert faults(assessed(spent.format("$3,600"))) == []
    assert faults(assessed(spent.format("$360"))) == ["spend-mismatch"]
    unpriced = spent.format("$3,600").replace("$0.60 per million tokens", "little")
    assert faults(assessed(unpriced)) == ["missing-cost"]


# -- the checklist ------------------------------------------------------------------------------


def test_what_is_there_but_does_not_hold_is_not_ticked() -> None:
    required = EXERCISE.requires
    assert lacking(read(GOOD), required) == frozenset()
    assert lacking(read(GOOD.replace("F1 ≥ 0.85", "BLEU ≥ 0.35")), required) == {Aspect.BENCHMARK}
    assert lacking(read(GOOD.replace("$0.60", "$6")), required) == {Aspect.BUDGET}
    assert lacking(read(f"{GOOD} It is for 2 M tokens a day."), required) == {Aspect.TRAFFIC}
    assert lacking(read(f"A 175B model on 8 A100, 200 tokens in all: {GOOD}"), required) == set()
    slow = GOOD.replace("TTFT ≤ 400 ms", "A 175B model on 8 A100 answers in 400 ms for 200 tokens")
    assert lacking(read(slow), required) == {Aspect.LATENCY}
    assert lacking(read(""), required) == set(required)


PIECES = (
    "TTFT ≤ 400 ms", "at p95", "on average", "with 20 requests/s", "24,000 tokens per second",
    "≤ $0.60 per million tokens", "$15 per million tokens", "$0.001 per token", "costs $5",
    "F1 ≥ 0.85", "92 % BLEU", "on our 500-question QA set", "on HumanEval", "it is fast",
    "measured weekly with a rollback below 0.82", "$10k a month", "up to 10× the baseline",
    "200 M tokens a day", "we will monitor it", "a 175B model on 8 A100", "for 200 tokens",
)  # fmt: skip


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    st.lists(st.sampled_from(PIECES), min_size=2, max_size=8),
    st.lists(st.sampled_from(Aspect), min_size=1, max_size=8, unique=True),
)
def test_checklist_and_verdict_agree(pieces: list[str], required: list[Aspect]) -> None:
    exercise = dataclasses.replace(EXERCISE, requires=tuple(required))
    text = ", ".join(pieces) + ", and so on."
    assessment = assessed(text, exercise)
    open_points = lacking(KIND.read_statement(exercise, text), required)
    if assessment.verdict is Verdict.CORRECT:
        assert not open_points
    if open_points:
        assert failing(assessment.findings)
    for finding in assessment.findings:
        assert finding.start is not None
        assert finding.end is not None
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message.endswith(".")
        assert finding.fix or finding.code in NOTES


# -- order and words ----------------------------------------------------------------------------


def test_findings_stand_in_the_order_in_which_they_fail_an_interview() -> None:
    mixed = [Finding("vague", "v", start=9), Finding("new", "n"), Finding("missing-cost", "c")]
    mixed.append(Finding("vague", "w", start=2))
    mixed.append(Finding("vague", "w", start=20))
    assert [(each.message, each.start) for each in in_order(mixed)] == [
        ("c", None),
        ("w", 2),
        ("v", 9),
        ("n", None),
    ]
    assert len(set(ORDER)) == len(ORDER)
    assert [code for code in ORDER if code in rubric.ORDER] == [
        code for code in rubric.ORDER if code in ORDER
    ]


@pytest.mark.parametrize(
    ("sentence", "inside"),
    [
        ("The price does.", "the price does."),
        ("USD 5 is.", "USD 5 is."),
        ("A mean hides.", "a mean hides."),
        ("“Fast” promises.", "“Fast” promises."),
        ("BLEU does not.", "BLEU does not."),
    ],
)
def test_a_sentence_inside_another_keeps_its_abbreviations(sentence: str, inside: str) -> None:
    assert lowered(sentence) == inside


# -- the deck -----------------------------------------------------------------------------------


def test_sound_content_has_no_problems_and_survives_the_round_trip() -> None:
    assert list(KIND.check(CONTENT)) == []
    assert KIND.read(KIND.write(CONTENT)) == CONTENT
    assert KIND.summary(CONTENT) == CONTENT.bad
    assert KIND.describe_answer(RewriteAnswer("x")) == "x"


@pytest.mark.parametrize(
    ("change", "path", "severity", "words"),
    [
        (
            {"scenario": Scenario("A.", None, {"tokens_per_day": "many"})},
            ("scenario", "facts", "tokens_per_day"),
            "error",
            "many",
        ),
        ({"good": "Fast."}, ("good",), "error", "GOOD is no answer: there is no statement yet"),
        (
            {"good": GOOD.replace(" at p95", "")},
            ("good",),
            "warning",
            "GOOD fails its own drill: the latency has no percentile",
        ),
        ({"bad": GOOD}, ("bad",), "warning", "BAD lacks nothing of what the drill requires"),
    ],
)
def test_what_an_author_can_get_wrong(
    change: dict[str, object], path: tuple[str, ...], severity: str, words: str
) -> None:
    (problem,) = KIND.check(dataclasses.replace(CONTENT, **change))  # type: ignore[arg-type]
    assert (problem.path, problem.severity) == (path, severity)
    assert words in problem.message
