"""The workbench against hand calculation and against ``triad solve``, over unlike systems."""

from __future__ import annotations

import json

import pytest

from tests.study.workbench.by_hand import Chip, Net, Plan, worked_out
from trainer.cli import run
from trainer.study.workbench.choices import Choices
from trainer.study.workbench.configuration import Configuration
from trainer.study.workbench.outcome import Outcome, outcome
from trainer.study.workbench.questions import QUESTIONS

LLAMA_8B = Net(8_029_995_008, 8_029_995_008, 32, 32, 128, kv_heads=8)
LLAMA_13B = Net(13_015_449_600, 13_015_449_600, 40, 40, 128, kv_heads=40)
LLAMA_70B = Net(70_552_387_584, 70_552_387_584, 80, 64, 128, kv_heads=8)
LLAMA_405B = Net(405_849_243_648, 405_849_243_648, 126, 128, 128, kv_heads=8)
MIXTRAL = Net(46_701_477_888, 12_878_610_432, 32, 32, 128, kv_heads=8, experts=8, visited=2)
DEEPSEEK = Net(
    671_025_397_760, 37_551_276_032, 61, 128, 128, latent=512 + 64, experts=256, visited=8
)
PALM = Net(540_354_281_472, 540_354_281_472, 118, 48, 256, kv_heads=1)

H100 = Chip({"bf16": 989e12, "fp8": 1979e12}, 3.35e12, 80e9)
H200 = Chip({"bf16": 989e12, "fp8": 1979e12}, 4.8e12, 141e9)
B200 = Chip({"bf16": 2250e12, "fp8": 4500e12, "fp4": 9000e12}, 8e12, 180e9)
A100 = Chip({"bf16": 312e12}, 2.039e12, 80e9)
MI300 = Chip({"bf16": 1307e12, "fp8": 2610e12}, 5.3e12, 192e9)
L4 = Chip({"bf16": 121e12, "fp8": 242e12}, 0.3e12, 24e9)

NAMES = {
    LLAMA_8B: "llama3.1-8b",
    LLAMA_13B: "llama2-13b",
    LLAMA_70B: "llama3.1-70b",
    LLAMA_405B: "llama3.1-405b",
    MIXTRAL: "mixtral-8x7b",
    DEEPSEEK: "deepseek-v3",
    PALM: "palm-540b",
}
CHIPS = {
    "h100-sxm": H100,
    "h200-sxm": H200,
    "b200-sxm": B200,
    "a100-80-sxm": A100,
    "mi300x": MI300,
    "l4": L4,
}

PLANS = {
    "dense": Plan(
        LLAMA_70B, H100, 4, "bf16", "bf16", 32, 1000, 300, 2, 100e6, 6.88, 2.5, 10, 30e3, 0.7
    ),
    "dense on one GPU": Plan(
        LLAMA_8B, H100, 1, "bf16", "bf16", 8, 500, 200, 3, 20e6, 2.5, 0.15, 0.6, 5e3, 0.8
    ),
    "fp8 throughout": Plan(
        LLAMA_70B, H200, 2, "fp8", "fp8", 64, 2000, 500, 5, 500e6, 4, 3, 15, 1e5, 0.6
    ),
    "fp8 where there is none": Plan(
        LLAMA_70B, A100, 4, "fp8", "bf16", 16, 800, 150, 1, 50e6, 1.8, 1, 4, 2e4, 0.7
    ),
    "int8, weights only": Plan(
        LLAMA_13B, A100, 1, "int8", "bf16", 24, 700, 256, 2, 90e6, 1.8, 0.5, 1.5, 9e3, 0.5
    ),
    "int4, weights only": Plan(
        LLAMA_70B, H100, 1, "int4", "fp8", 16, 1000, 300, 1, 40e6, 3, 2.5, 10, 1e4, 0.7
    ),
    "fp4": Plan(
        LLAMA_405B, B200, 2, "fp4", "fp8", 32, 4000, 800, 2, 300e6, 6, 3, 15, 9e4, 0.65
    ),
    "many heads, no grouping": Plan(
        LLAMA_13B, L4, 4, "bf16", "bf16", 10, 1200, 400, 0.2, 5e6, 0.8, 0.5, 1.5, 3e3, 0.7
    ),
    "experts": Plan(
        MIXTRAL, H100, 2, "bf16", "bf16", 16, 1500, 250, 4, 250e6, 3, 0.7, 0.7, 3e4, 0.7
    ),
    "one at a time through experts": Plan(
        MIXTRAL, MI300, 1, "bf16", "bf16", 1, 300, 100, 0.01, 1e6, 2, 0.7, 0.7, 1e3, 0.7
    ),
    "latent attention": Plan(
        DEEPSEEK, H200, 8, "fp8", "bf16", 128, 4000, 1000, 3, 800e6, 4, 0.27, 1.1, 2e5, 0.75
    ),
    "one KV head over 64 chips": Plan(
        PALM, A100, 64, "bf16", "bf16", 256, 2048, 64, 6, 2e9, 1.8, 5, 15, 1e6, 0.7
    ),
    "tensor parallel, compute bound": Plan(
        LLAMA_8B, H100, 8, "bf16", "bf16", 1024, 64, 512, 50, 2e9, 2.5, 0.2, 0.2, 5e5, 0.9
    ),
    "does not fit": Plan(
        LLAMA_405B, H100, 4, "bf16", "bf16", 8, 2000, 500, 0.5, 30e6, 3, 3, 15, 4e4, 0.7
    ),
    "the cache alone does not fit": Plan(
        LLAMA_70B, H100, 2, "fp8", "bf16", 256, 8000, 500, 1, 90e6, 3, 3, 15, 4e4, 0.7
    ),
    "over budget, near its limit": Plan(
        LLAMA_70B, H100, 4, "bf16", "bf16", 32, 1000, 300, 500, 9e9, 6.88, 2.5, 10, 3e4, 1.0
    ),
}  # fmt: skip


def chip_name(chip: Chip) -> str:
    return next(name for name, each in CHIPS.items() if each is chip)


def configured(plan: Plan) -> Configuration:
    return Configuration(
        language_model=NAMES[plan.net],
        accelerator=chip_name(plan.chip),
        gpus=plan.gpus,
        weights=plan.weights,
        kv=plan.kv,
        batch=plan.batch,
        prompt_tokens=plan.prompt,
        output_tokens=plan.output,
        traffic=plan.peak,
        tokens_per_day=plan.per_day,
        gpu_price=plan.hour,
        input_price=plan.api_in,
        output_price=plan.api_out,
        monthly_budget=plan.budget,
        utilisation=plan.planned,
    )


@pytest.mark.parametrize("name", PLANS)
def test_every_number_is_what_the_formulas_give(name: str, choices: Choices) -> None:
    plan = PLANS[name]
    found = outcome(configured(plan), choices)
    expected = worked_out(plan)
    assert set(expected) == set(QUESTIONS), "every number is held against a hand calculation"
    for key, value in expected.items():
        assert found.values[key] == pytest.approx(value, rel=1e-9, abs=1e-30), key


@pytest.mark.parametrize("name", PLANS)
def test_every_derivation_leads_to_the_number_on_screen(name: str, choices: Choices) -> None:
    found = outcome(configured(PLANS[name]), choices)
    for key, value in found.values.items():
        derivation = found.derivation(key)
        assert derivation.result.value == pytest.approx(value, rel=1e-12, abs=1e-30), key
        assert derivation.result.label == found[key].label
        assert derivation.result.unit == found[key].unit
        started = {number.term for number in (*derivation.givens, *derivation.assumptions)}
        for step in derivation.steps:
            assert {number.term for number in step.inputs} <= started, (key, step.formula)
            started.add(step.result.term)


ASKED = (
    "memory_needed",
    "memory_available",
    "max_batch",
    "tpot",
    "prefill_time",
    "serving_throughput",
    "kv_bytes_per_token",
)


def solved(plan: Plan, term: str, capsys: pytest.CaptureFixture[str]) -> float:
    """Return what the command line says, told the same system in its own words."""
    told = (
        f"model={NAMES[plan.net]}",
        f"accelerator={chip_name(plan.chip)}",
        f"precision={plan.weights}",
        f"gpus={plan.gpus}",
        f"batch={plan.batch}",
        f"prompt_tokens={plan.prompt}",
        f"output_tokens={plan.output}",
        f"bytes_per_kv={2 if plan.kv == 'bf16' else 1}",
    )
    capsys.readouterr()
    assert run(["solve", term, "--json", *told]) == 0
    return float(json.loads(capsys.readouterr().out)["value"])


def by_term(found: Outcome, term: str) -> float:
    return next(found.values[key] for key, each in QUESTIONS.items() if each.term == term)


SPOKEN = [
    name for name, plan in PLANS.items() if plan.weights in {"bf16", "fp8"} & set(plan.chip.peaks)
]
"""What the command line can be told: it refuses formats that the accelerator cannot compute in."""


@pytest.mark.parametrize("name", SPOKEN)
def test_the_command_line_says_the_same(
    name: str, choices: Choices, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = PLANS[name]
    found = outcome(configured(plan), choices)
    for term in ASKED:
        assert by_term(found, term) == pytest.approx(solved(plan, term, capsys), rel=1e-12), term


def test_what_is_split_adds_up(choices: Choices) -> None:
    for plan in PLANS.values():
        values = outcome(configured(plan), choices).values
        split = values["queue"] + values["prefill"] + values["decode"]
        assert split == pytest.approx(values["latency"], rel=1e-12)
        assert values["queue"] + values["prefill"] == pytest.approx(values["ttft"], rel=1e-12)
        assert values["weights"] + values["kv_cache"] == pytest.approx(values["needed"], rel=1e-12)
