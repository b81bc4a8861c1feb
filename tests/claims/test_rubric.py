"""A statement judged from its words: what is missing, bare, unqualified, unfit, vague."""

from __future__ import annotations

from itertools import pairwise

import pytest

from trainer.claims.claim import Claim, Claims
from trainer.claims.data import to_data
from trainer.claims.fit import fit, is_too_good, misfit, task_of, tasks
from trainer.claims.reader import extract
from trainer.claims.rubric import ADVICE, LACKS, ORDER, TRIAD, Demands, failing, judge, order
from trainer.domain.assessment import Finding

GOOD = (
    "At 200 requests/s TTFT stays under 300 ms at p95, a request costs at most $0.002, and answers "
    "reach 90 % exact match on our 500-question QA set, measured weekly against the current model; "
    "we roll back if it drops by 2 points."
)


def codes(text: str, demands: Demands | None = None) -> list[str]:
    """Return the codes of what is found, in order."""
    return [finding.code for finding in judge(extract(text), demands)]


def the(text: str, code: str, demands: Demands | None = None) -> Finding:
    """Return the one finding of ``code``."""
    (finding,) = [each for each in judge(extract(text), demands) if each.code == code]
    return finding


def test_a_good_statement_has_no_findings() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize("text", ["", "  \n"])
def test_of_a_text_without_a_word_nothing_is_said(text: str) -> None:
    assert codes(text) == []
    extra = Finding("empty", "Nothing is written.", "Write.")
    assert judge(extract(text), extra=[extra]) == (extra,)


def test_silence_fails_first_and_on_cost_before_all() -> None:
    assert codes("Hello.") == [
        "missing-cost",
        "missing-latency",
        "missing-quality",
        "no-plan",
        "no-traffic",
    ]


@pytest.mark.parametrize(
    "dimension",
    ["latency", "cost", "quality", "throughput", "scale", "availability", "volume", "budget"],
)
def test_each_demanded_dimension_is_missed(dimension: str) -> None:
    finding = the("Hello.", f"missing-{dimension}", Demands(dimensions=(dimension,)))
    assert (finding.start, finding.end) == (0, 6)
    assert finding.message.startswith("There is no ")
    assert finding.fix


def test_a_vague_word_is_the_place_of_what_is_missing() -> None:
    text = "It will be cheap."
    finding = the(text, "missing-cost")
    assert text[finding.start : finding.end] == "cheap"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("latency under 200", "no-unit", "latency under 200"),
        ("It costs $0.002.", "no-cost-unit", "costs $0.002"),
        ("latency of about 200 ms", "soft-number", "about 200 ms"),
        ("TTFT ≤ 200 ms", "no-percentile", "TTFT ≤ 200 ms"),
        ("mean TTFT of 200 ms", "average-latency", "200 ms"),
        ("p95 ≤ 200 ms", "latency-of-what", "p95 ≤ 200 ms"),
        ("F1 ≥ 0.9", "no-benchmark", "F1 ≥ 0.9"),
        ("F1 ≥ 0.9 on SQuAD", "public-benchmark", "F1 ≥ 0.9"),
        ("80 % of the answers must pass", "quality-of-what", "80 %"),
        ("35 BLEU on SQuAD", "benchmark-misfit", "35 BLEU"),
        ("85 % pass@1 on our QA set", "benchmark-misfit", "85 % pass@1"),
        ("92 % BLEU on WMT14", "too-good", "92 % BLEU"),
        ("80 BLEU on WMT14", "too-good", "80 BLEU"),
        ("We measure F1 daily on the golden set.", "thin-plan", None),
        ("It scales well.", "vague", "scales well"),
    ],
)
def test_each_lack_has_its_place_its_sentence_and_its_fix(
    text: str, code: str, words: str | None
) -> None:
    finding = the(text, code)
    assert finding.start is not None
    assert finding.end is not None
    if words is not None:
        assert text[finding.start : finding.end] == words
    assert finding.message.endswith(".")
    assert finding.message.count(". ") == 0
    assert finding.fix.endswith(".")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("200 ms under load", "no-traffic"),
        ("We serve 500 QPS.", "no-traffic"),
        ("p95 and a max of 2 s", "no-percentile"),
        ("F1 ≥ 0.9 on SQuAD and on our FAQ set: accuracy 90 %", "public-benchmark"),
        ("EM 80 % on SQuAD", "benchmark-misfit"),
        ("WER 5 % on LibriSpeech", "benchmark-misfit"),
        ("helpfulness 4.5/5 on MT-Bench", "benchmark-misfit"),
    ],
)
def test_what_is_there_is_not_missed(text: str, code: str) -> None:
    assert code not in codes(text)


def test_demands_can_be_waived() -> None:
    lax = Demands(dimensions=(), percentile=False, benchmark=False, traffic=False, plan=False)
    assert codes("TTFT 200 ms, F1 0.9", lax) == []


def test_the_task_of_a_drill_counts_before_that_of_the_benchmark() -> None:
    demands = Demands(task="summarisation")
    finding = the("35 BLEU on WMT14", "benchmark-misfit", demands)
    assert finding.message == "BLEU does not measure summarisation."
    assert "ROUGE-L" in finding.fix
    assert "benchmark-misfit" not in codes("35 BLEU on WMT14", Demands(task="translation"))
    assert "question answering" in the("35 BLEU on SQuAD", "benchmark-misfit").message


def test_findings_are_ordered_by_what_fails_first_then_by_place() -> None:
    ranks = {code: rank for rank, code in enumerate(ORDER)}
    for text in ("It will be fast and cheap.", "latency ~ 200, cost ~ $0.1, F1 ~ 0.9", GOOD):
        found = [(ranks[each.code], each.start) for each in judge(extract(text))]
        assert all(before <= after for before, after in pairwise(found))


def test_a_code_of_others_comes_before_vague_and_doubles_are_dropped() -> None:
    extra = Finding("odd", "Odd.", "Even it.")
    vague = Finding("vague", "Vague.", "Mend it.")
    advice = Finding(ADVICE[0], "Better.", "Do.")
    assert order([advice, vague, extra, extra]) == (extra, vague, advice)
    assert failing([advice, vague]) == (vague,)


def test_every_code_is_known() -> None:
    assert set(LACKS) <= set(ORDER)
    assert set(ADVICE) <= set(ORDER)
    assert TRIAD == ("latency", "cost", "quality")


def _quality(**fields: object) -> Claim:
    return Claim("quality", "eq", 0.9, 0, 1, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("named", "task"),
    [
        (None, ""),
        ("HumanEval", "code"),
        ("SQuAD dev", "qa"),
        ("our coding set", "code"),
        ("our 500-question QA set", "qa"),
        ("our golden set", ""),
    ],
)
def test_the_task_of_a_benchmark(named: str | None, task: str) -> None:
    assert task_of(_quality(benchmark=named)) == task


def test_metrics_fit_their_tasks() -> None:
    assert misfit(_quality(subject="BLEU"), "translation") == ""
    assert misfit(_quality(subject="BLEU"), "qa")
    assert misfit(_quality(subject="accuracy"), "qa") == ""
    assert misfit(_quality(), "qa") == ""
    assert misfit(_quality(subject="pass@1"), "") == ""
    assert is_too_good(_quality(subject="BLEU", unit="1"))
    assert not is_too_good(_quality(subject="accuracy", unit="1"))
    assert set(tasks()) == set(fit().fitting)
    assert {task for made in fit().metrics.values() for task in made} <= set(tasks())


def test_claims_become_plain_data() -> None:
    found = extract("p95 ≤ 200 ms at 20 rps. It is fast. We check F1 daily with Ragas.")
    data = to_data(found)
    assert set(data) == {"claims", "plans", "vague", "findings"}
    assert to_data(Claims("")) == {"claims": [], "plans": [], "vague": [], "findings": []}
    assert to_data(found, [])["findings"] == []
