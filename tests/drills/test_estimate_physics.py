"""Estimates of the physics: the slips that published material makes, and realistic answers.

The numbers are those of the research notes' list of mistakes, with their set-ups.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from trainer.domain.assessment import Assessment, Verdict
from trainer.drills.estimate import BasisName, Estimate, EstimateAnswer, EstimateKind

KIND = EstimateKind()
KV = {"layers": 80, "heads": 64, "kv_heads": 8, "head_dim": 128, "bytes_per_kv": 2}
KV_70B = {**KV, "context_tokens": 4096, "batch": 32}
INT4 = {"parameters": "70 B", "bytes_per_weight": 0.5}
NODE = {"price_per_gpu_hour": 6.88, "gpus": 8, "throughput": 24_087, "utilisation": 0.4}
PREFILL = {
    "parameters": "70.6e9", "layers": 80, "heads": 64, "head_dim": 128, "prompt_tokens": 4096,
    "gpus": 8, "peak_flops": "989 TFLOP/s", "memory_bandwidth": "3.35 TB/s",
}  # fmt: skip
DECODE = {
    "parameters": "70.6e9", "gpus": 8, "peak_flops": "989 TFLOP/s",
    "memory_bandwidth": "3.35 TB/s", "batch": 1, "kv_bytes_per_token": 327_680,
    "context_tokens": 512,
}  # fmt: skip


def assess(
    asked: str, givens: Mapping[str, object], text: str, basis: BasisName = "exact"
) -> Assessment:
    content = Estimate(question="?", givens=givens, asked=asked, basis=basis)
    return KIND.assess(KIND.pose(content, random.Random(1)), EstimateAnswer(text))


@pytest.mark.parametrize(
    ("asked", "givens", "wrong", "code"),
    [
        ("kv_cache", KV_70B, "21.5 GB", "value-left-out"),
        ("kv_cache", KV_70B, "343.6 GB", "heads-for-kv-heads"),
        ("cost_per_million_tokens", NODE, "$0.198", "without-gpus"),
        ("cost_per_million_tokens", NODE, "$5712", "hour-seconds"),
        ("cost_per_million_tokens", NODE, "$0.635", "without-utilisation"),
        ("cost_per_million_tokens", NODE, "$1.59e-6", "per-million"),
        ("weights", INT4, "280 GB", "bits"),
        ("weights", INT4, "32.6 GB", "binary"),
        ("prefill_time", PREFILL, "37.9 ms", "sparse"),
    ],
)
def test_a_known_mistake_is_named(
    asked: str, givens: Mapping[str, object], wrong: str, code: str
) -> None:
    codes = [finding.code for finding in assess(asked, givens, wrong).findings]

    assert codes == [f"slip-{code}"]


def test_the_right_numbers_are_right() -> None:
    assert assess("kv_cache", KV_70B, "42.9 GB").verdict is Verdict.CORRECT
    assert assess("cost_per_million_tokens", NODE, "$1.59").verdict is Verdict.CORRECT
    assert assess("prefill_time", PREFILL, "75.8 ms", "roofline").verdict is Verdict.CORRECT


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("6.6 ms", Verdict.CORRECT),
        ("28 ms", Verdict.CORRECT),  # measured: Splitwise, 8 H100
        ("35 ms", Verdict.CORRECT),
        ("5.3 ms", Verdict.CLOSE),
        ("60 ms", Verdict.CLOSE),
        ("0.018 ms", Verdict.WRONG),
        ("80 ms", Verdict.WRONG),
    ],
)
def test_a_realistic_answer_lies_in_the_measured_band(text: str, verdict: Verdict) -> None:
    assert assess("tpot", DECODE, text, "realistic").verdict is verdict


def test_a_realistic_verdict_shows_its_band() -> None:
    assessment = assess("tpot", DECODE, "28 ms", "realistic")

    assert assessment.headline == "Right: 28 ms"
    assert [finding.code for finding in assessment.findings] == ["band", "band-nearest"]
    assert "15 % to 80 %" in assessment.findings[0].message
    assert "6.6 ms to 35 ms" in assessment.findings[0].message
    assert "eight GPUs, 18 % to 21 %" in assessment.findings[1].message


def test_a_promised_roofline_is_called_one() -> None:
    assessment = assess("tpot", DECODE, "5.3 ms", "realistic")

    assert assessment.headline == "1.2× too low: 5.3 ms, expected 6.6 ms to 35 ms"
    assert assessment.findings[-1].code == "roofline-promised"


def test_a_rate_falls_short_instead_of_growing() -> None:
    assert assess("speed_per_user", DECODE, "36 tok/s", "realistic").verdict is Verdict.CORRECT
    assert assess("speed_per_user", DECODE, "800 tok/s", "realistic").verdict is Verdict.WRONG


def test_the_general_band_has_no_nearer_one() -> None:
    training = {"training_flops": 1e24, "peak_flops": "989 TFLOP/s"}

    assessment = assess("training_gpu_hours", training, "560,000", "realistic")

    assert [finding.code for finding in assessment.findings] == ["band"]


@pytest.mark.parametrize(
    ("basis", "tolerance", "wanted"),
    [
        ("exact", "5%", "Right within 5 %."),
        ("exact", "factor 2", "Right within a factor of 2."),
        ("roofline", "10%", "The roofline is asked: right within 10 % of it."),
        (
            "realistic", "5%",
            "What real systems reach is asked: 15 % to 80 % of the roofline.",
        ),
    ],
)  # fmt: skip
def test_the_question_says_what_is_wanted(basis: str, tolerance: str, wanted: str) -> None:
    content = Estimate("?", {"tpot": 0.02}, "speed_per_user", tolerance=tolerance, basis=basis)  # type: ignore[arg-type]
    assert KIND.pose(content, random.Random(1)).wanted == wanted
