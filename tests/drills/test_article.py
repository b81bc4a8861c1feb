"""The article's examples are judged as the article judges them, and what it overlooks is added.

Quoted from Valenx Press, "Mistake: Ignoring Evaluation Metrics in LLM System Design Interviews".
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

import pytest

from trainer.domain.aspect import Aspect
from trainer.domain.assessment import Finding, Verdict
from trainer.domain.memory import Rating
from trainer.drills.contrast import Contrast, ContrastAnswer, ContrastKind
from trainer.drills.email import Email, EmailAnswer, EmailKind
from trainer.drills.entries import shipped_catalogue
from trainer.drills.pair import read_pair
from trainer.drills.prose import failing
from trainer.drills.rewrite import Rewrite, RewriteAnswer, RewriteKind
from trainer.drills.scenario import Scenario, Setting
from trainer.drills.statement import Statement, read_statement

TEAM = "A team with 5 M tokens a day and a budget of $250k a month."

OPTIMISE_LATER = "We will use a 175 B parameter model and optimize later."
START_WITH = (
    "We will start with a 175 B model, targeting ≤ 150 ms latency and $0.001 USD per token, and"
    " will benchmark against the SuperGLUE suite to ensure > 85 % accuracy."
)
SCALABLE = "Our system will be scalable."
LINEAR = (
    "Scalability will be measured by linear throughput growth up to 10× the baseline while keeping"
    " cost per token below $0.0012."
)
RAN_OUT = "I didn’t discuss metrics because the interview ran out of time."
SLIDE = (
    "I will include a brief metric slide at the top of the deck to guarantee coverage within the"
    " 45‑minute slot."
)
MAIL = (
    "Based on the architecture we discussed, I estimate 120 ms latency and $0.001 USD per token,"
    " which would keep the monthly compute spend under $300 k for a 7 M-token daily volume."
)
LATER = "I am sorry that the metrics were missing; I’ll think about it later."
TABLE = "Target 150 ms end-to-end latency, $0.0008 USD per token, 92 % BLEU on the QA benchmark."
CODE = "≤ 80 ms latency, $0.0012 USD per token, 85 % pass@1 on the HumanEval benchmark."


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def statement(text: str, facts: Mapping[str, float] | None = None, task: str = "") -> Statement:
    return read_statement(text, Setting("", task, facts or {}, ()), shipped_catalogue())


# -- the three BAD/GOOD pairs ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "good", "gaps", "wishes", "overlooked"),
    [
        (
            OPTIMISE_LATER,
            START_WITH,
            {Aspect.LATENCY, Aspect.COST, Aspect.QUALITY, Aspect.BENCHMARK, Aspect.PLAN},
            ["optimize later"],
            ["even-off-market", "even-no-percentile", "even-public-benchmark"],
        ),
        (
            SCALABLE,
            LINEAR,
            {Aspect.COST, Aspect.PLAN, Aspect.TRAFFIC},
            ["scalable"],
            ["even-growth-over-budget", "even-off-market"],
        ),
    ],
)
def test_the_reader_finds_what_the_article_finds_and_more(
    bad: str, good: str, gaps: set[Aspect], wishes: list[str], overlooked: list[str]
) -> None:
    kind = ContrastKind()
    exercise = kind.pose(Contrast(bad=bad, good=good, situation=TEAM), random.Random(1))
    assert set(exercise.lacks) == gaps
    assert [bad[start:end] for start, end in exercise.wishes] == wishes
    assert codes(exercise.remarks) == overlooked
    answer = ContrastAnswer(exercise.good_at, frozenset(gaps))
    assessment = kind.assess(exercise, answer)
    assert assessment.verdict is Verdict.CORRECT
    assert codes(assessment.findings) == overlooked


def test_the_slide_is_better_than_the_excuse_and_has_no_number_either() -> None:
    kind = ContrastKind()
    content = Contrast(RAN_OUT, SLIDE, {"latency": "", "cost": "", "quality": ""}, TEAM)
    assert list(kind.check(content)) == []
    exercise = kind.pose(content, random.Random(1))
    triad = frozenset({Aspect.LATENCY, Aspect.COST, Aspect.QUALITY})
    assessment = kind.assess(exercise, ContrastAnswer(exercise.good_at, triad))
    assert assessment.verdict is Verdict.CORRECT
    (added,) = assessment.findings
    assert added.message == (
        "Even the better one: there is no number here that anyone could be held to."
    )


def test_the_forty_five_minutes_are_no_latency() -> None:
    pair = read_pair(SLIDE, RAN_OUT, "", shipped_catalogue())
    assert pair.good.claims.claims == pair.bad.claims.claims == ()


def test_what_a_month_costs_is_said_with_the_market_beside_it() -> None:
    pair = read_pair(START_WITH, OPTIMISE_LATER, TEAM, shipped_catalogue())
    (finding,) = pair.good.holds.findings
    assert finding.message == (
        "USD 0.001 per token at 5 M tokens a day is USD 150k a month, inside the 250k budget, but"
        " about 1,000× the market price: USD 1,000 per million tokens."
    )
    assert START_WITH[finding.start : finding.end] == "$0.001 USD per token"


def test_the_whole_answer_is_out_of_reach_of_the_hardware() -> None:
    read = statement("175B in FP16 at 150 ms for 200 tokens on 8 A100")
    (finding,) = read.holds.findings
    assert finding.code == "below-physics"
    assert finding.message == (
        "150 ms is out of reach: reading the weights once takes at least 21.5 ms per token, so 200"
        " tokens take at least 4.27 s."
    )


# -- the same pairs, written -------------------------------------------------------------------


def test_a_rewrite_with_the_articles_price_is_close_and_with_the_markets_right() -> None:
    kind = RewriteKind()
    content = Rewrite(
        Scenario(TEAM, "qa", {"tokens_per_day": "5 M", "monthly_budget": "$250k"}),
        bad=OPTIMISE_LATER,
        good=START_WITH,
        requires=("latency", "cost", "quality", "plan", "budget"),
    )
    exercise = kind.pose(content, random.Random(1))
    bad = kind.assess(exercise, RewriteAnswer(OPTIMISE_LATER))
    assert (bad.verdict, bad.suggested) == (Verdict.WRONG, Rating.AGAIN)
    assert codes(bad.findings)[:2] == ["empty", "missing-cost"]
    good = kind.assess(exercise, RewriteAnswer(START_WITH))
    assert codes(failing(good.findings)) == ["off-market"], "all that the article asks is there"
    assert (good.verdict, good.suggested) == (Verdict.CLOSE, Rating.HARD)
    sound = START_WITH.replace("$0.001 USD per token", "$2 per million tokens")
    assert kind.assess(exercise, RewriteAnswer(sound)).suggested is Rating.GOOD


# -- the e-mail --------------------------------------------------------------------------------

FOLLOW_UP = Email(
    Scenario("The day after.", None, {"tokens_per_day": "7 M", "monthly_budget": "$300k"}),
    forgot="the numbers",
    good=MAIL,
    requires=("latency", "cost", "budget"),
)


def test_the_candidates_sentence_has_the_numbers_and_their_impact() -> None:
    kind = EmailKind()
    exercise = kind.pose(FOLLOW_UP, random.Random(1))
    found = kind.assess(exercise, EmailAnswer(MAIL)).findings
    assert not {"missing-latency", "missing-cost", "missing-budget"} & set(codes(found))
    assert not {"no-impact", "apology", "hedge", "deferral", "vague"} & set(codes(found))
    assert codes(failing(found)) == ["off-market", "too-short"], "what the article overlooks"
    assert "USD 210k a month, inside the 300k budget, but about 1,000×" in found[0].message


def test_the_vague_apology_is_what_the_article_says_it_is() -> None:
    kind = EmailKind()
    exercise = kind.pose(FOLLOW_UP, random.Random(1))
    assessment = kind.assess(exercise, EmailAnswer(LATER))
    assert assessment.suggested is Rating.AGAIN
    assert {"empty", "missing-latency", "missing-cost", "apology", "deferral", "no-impact"} <= set(
        codes(assessment.findings)
    )


# -- the tables of the debriefs ----------------------------------------------------------------


def test_bleu_does_not_measure_answers_to_questions() -> None:
    kind = RewriteKind()
    content = Rewrite(Scenario("Search.", "qa"), SCALABLE, TABLE, ("latency", "cost", "quality"))
    assessment = kind.assess(kind.pose(content, random.Random(1)), RewriteAnswer(TABLE))
    found = codes(assessment.findings)
    assert not any(code.startswith("missing") for code in found)
    assert {"off-market", "benchmark-misfit"} <= set(found)


def test_the_code_assistants_numbers_fit_the_budget_as_the_panel_noted() -> None:
    read = statement(CODE, {"tokens_per_day": 5e6, "monthly_budget": 250e3}, "code")
    assert {Aspect.LATENCY, Aspect.COST, Aspect.QUALITY, Aspect.BENCHMARK} <= set(read.covered)
    assert Aspect.BUDGET in read.covered
    assert read.holds.month is not None
    assert read.holds.month.share == pytest.approx(0.72)
    assert codes(read.holds.findings) == ["off-market"]


def test_low_latency_is_a_wish() -> None:
    read = statement("we aim for low latency")
    assert [wish.text for wish in read.claims.vague] == ["low latency"]
    assert Aspect.LATENCY not in read.covered
