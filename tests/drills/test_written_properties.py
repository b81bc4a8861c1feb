"""Whatever is typed into a written kind is judged or refused in a sentence, never a crash."""

from __future__ import annotations

import contextlib
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.domain.assessment import Assessment, Verdict
from trainer.domain.memory import Rating
from trainer.drills.contrast import Contrast, ContrastAnswer, ContrastKind
from trainer.drills.email import Email, EmailAnswer, EmailKind
from trainer.drills.prose import failing
from trainer.drills.rewrite import Rewrite, RewriteAnswer, RewriteKind
from trainer.drills.scenario import Scenario
from trainer.drills.spot import Flaw, Spot, SpotAnswer, SpotKind
from trainer.drills.table import ROWS, Table, TableAnswer, TableKind
from trainer.errors import BadInput

SCENARIO = Scenario(
    "A 70B model on 8 H100.",
    "qa",
    {"tokens_per_day": "200 M", "monthly_budget": "$60k", "model": "llama3.1-70b", "gpus": 8}
    | {"accelerator": "h100-sxm"},
)
REQUIRES = ("latency", "percentile", "traffic", "cost", "budget", "quality", "benchmark", "plan")
GOOD = "TTFT ≤ 400 ms at p95 for 2k-token prompts, and it costs $8 per million tokens."
WORDS = (
    "p95", "p99", "TTFT", "TPOT", "≤", "under", "400 ms", "1 ms", "0 s", "$0", "$0.001", "$8", "€5",
    "per token", "per million tokens", "per request", "a month", "a day", "5 M tokens", "budget",
    "10×", "0×", "F1", "BLEU", "92 %", "on our QA set", "on HumanEval", "175B", "FP16", "on 8 A100",
    "0 A100", "for 200 tokens", "0 tokens", "measured weekly", "roll back", "scalable", "sorry",
    "1e999", "-3", "NaN", "\n", ".", "“", "🙂",
)  # fmt: skip
texts = st.one_of(
    st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
)


def sound(assessment: Assessment, length: int) -> None:
    faults = failing(assessment.findings)
    assert (assessment.verdict is Verdict.CORRECT) == (not faults)
    assert (assessment.suggested is Rating.GOOD) == (not faults)
    for finding in assessment.findings:
        assert finding.message.strip().endswith(".")
        assert "\n" not in finding.message
        assert finding.start is not None
        assert finding.end is not None
        assert 0 <= finding.start <= finding.end <= length


@pytest.mark.parametrize(
    ("kind", "content", "answer"),
    [
        (RewriteKind(), Rewrite(SCENARIO, "Fast.", GOOD, REQUIRES), RewriteAnswer),  # type: ignore[arg-type]
        (EmailKind(), Email(SCENARIO, "cost", GOOD, REQUIRES), EmailAnswer),  # type: ignore[arg-type]
    ],
    ids=["rewrite", "email"],
)
@settings(deadline=None, derandomize=True, max_examples=150)
@given(text=texts)
def test_prose_is_judged_or_refused(kind: Any, content: Any, answer: Any, text: str) -> None:
    exercise = kind.pose(content, random.Random(1))
    kind.read_along(exercise, text)
    with contextlib.suppress(BadInput):
        sound(kind.assess(exercise, answer(text)), len(text))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(cells=st.dictionaries(st.sampled_from(list(ROWS)), texts))
def test_a_table_is_judged_or_refused(cells: dict[str, str]) -> None:
    kind = TableKind()
    exercise = kind.pose(Table(SCENARIO, dict.fromkeys(ROWS, "x")), random.Random(1))  # type: ignore[arg-type]
    reading = kind.read_table(exercise, cells)
    with contextlib.suppress(BadInput):
        assessment = kind.assess(exercise, TableAnswer(cells))
        sound(assessment, len(reading.statement.text))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(
    corrections=st.dictionaries(
        st.integers(0, 2), st.one_of(texts, st.sampled_from(["$180k", "F1", "use F1", "-5", "0"]))
    )
)
def test_a_correction_is_judged_or_refused(corrections: dict[int, str]) -> None:
    kind = SpotKind()
    content = Spot(
        "It costs $18k a month, and BLEU is 0.3 on our set.",
        (Flaw("$18k a month", "$180k", unit="USD/month"), Flaw("BLEU", "F1")),
        ("0.3",),
    )
    exercise = kind.pose(content, random.Random(1))
    with contextlib.suppress(BadInput):
        assessment = kind.assess(exercise, SpotAnswer(corrections))
        assert len(assessment.findings) >= 2


@settings(deadline=None, derandomize=True, max_examples=100)
@given(bad=texts, good=texts, situation=texts)
def test_any_pair_is_posed_and_judged(bad: str, good: str, situation: str) -> None:
    kind = ContrastKind()
    content = Contrast(bad, good, None, situation)
    list(kind.check(content))
    exercise = kind.pose(content, random.Random(1))
    for spans, text in (
        (exercise.wishes, bad),
        *((each, good) for each in exercise.supplied.values()),
    ):
        assert all(0 <= start < end <= len(text) for start, end in spans)
    answer = ContrastAnswer(exercise.good_at, frozenset(exercise.lacks))
    if exercise.lacks:
        assert kind.assess(exercise, answer).verdict is Verdict.CORRECT
