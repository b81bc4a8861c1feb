"""``triad solve``: forwards, backwards, and every way of asking wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Triad

FORWARDS = ("solve", "monthly_spend", "cost_per_token=$0.0012", "tokens_per_day=5M")
BACKWARDS = ("solve", "cost_per_token", "monthly_spend=$250k", "tokens_per_day=5M")


def test_a_months_spend(triad: Triad) -> None:
    told = triad(*FORWARDS)
    assert (told.code, told.err) == (0, "")
    first, *rest = told.out.splitlines()
    assert first == "Monthly spend: $180,000 per month"
    assert any("days per month" in line and "30 days/month" in line for line in rest)
    assert any(line.startswith("1. ") and "$6,000 per day" in line for line in rest)
    assert any(line.startswith("2. ") and "$180,000 per month" in line for line in rest)
    assert "**" not in told.out
    assert "`" not in told.out


def test_the_cost_per_token_behind_a_months_spend(triad: Triad) -> None:
    told = triad(*BACKWARDS)
    assert told.code == 0
    assert told.out.splitlines()[0] == "Cost per token: $0.00167 per token"


def test_the_numbers_as_json(triad: Triad) -> None:
    data = triad(*FORWARDS, "--json").data
    assert {"term", "value", "unit", "label", "givens", "assumptions", "steps", "notes"} <= set(
        data
    )
    assert (data["term"], data["value"], data["unit"]) == (
        "monthly_spend",
        pytest.approx(180_000),
        "USD/month",
    )
    assert [each["term"] for each in data["givens"]] == ["cost_per_token", "tokens_per_day"]
    assert [(each["term"], each["value"]) for each in data["assumptions"]] == [
        ("days_per_month", 30)
    ]
    assert [step["term"] for step in data["steps"]] == ["daily_spend", "monthly_spend"]
    for step in data["steps"]:
        assert {"equation", "formula", "inputs", "term", "value", "unit", "source", "note"} <= set(
            step
        )
    for number in (*data["givens"], *data["assumptions"], *data["steps"][0]["inputs"]):
        assert set(number) == {"term", "label", "value", "unit"}


def test_the_inverse_as_json(triad: Triad) -> None:
    data = triad(*BACKWARDS, "--json").data
    assert data["value"] == pytest.approx(250_000 / 30 / 5e6)
    assert data["unit"] == "USD/token"


def test_a_given_length_of_the_month_is_no_assumption(triad: Triad) -> None:
    data = triad(*FORWARDS, "days_per_month=31", "--json").data
    assert data["value"] == pytest.approx(186_000)
    assert data["assumptions"] == []


def test_spaces_round_the_name_and_a_unit_of_ones_own(triad: Triad) -> None:
    data = triad(
        "solve",
        "daily_spend",
        " cost_per_token =$1.2/ktoken",
        "tokens_per_day=5 Mtoken/day",
        "--json",
    ).data
    assert data["value"] == pytest.approx(6000)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("zebra", "tokens_per_day=1M"), "there is no term 'zebra'"),
        (("monthly_spent", "tokens_per_day=1M"), "did you mean 'monthly_spend'"),
        (("monthly_spend", "cost_per_tokn=1"), "cost_per_tokn: there is no term 'cost_per_tokn'"),
        (("monthly_spend", "5M"), "'5M' is no given; write NAME=VALUE, such as tokens_per_day=5M."),
        (("monthly_spend", "=5M"), "'=5M' is no given"),
        (("monthly_spend", " =5M"), "' =5M' is no given"),
        (
            ("monthly_spend", "tokens_per_day=1", "tokens_per_day=2"),
            "'tokens_per_day' is given twice; keep one of the two.",
        ),
        (("monthly_spend", "tokens_per_day=many"), "tokens_per_day: “many” cannot be read"),
        (("monthly_spend", "tokens_per_day="), "tokens_per_day: “” cannot be read"),
        (("monthly_spend", "tokens_per_day=5=6"), "tokens_per_day: “5=6” cannot be read"),
        (("monthly_spend", "tokens_per_day=5 GB"), "a quantity in token/day is wanted"),
        (("monthly_spend", "tokens_per_day=nan"), "cannot be read"),
        (("monthly_spend", "tokens_per_day=1e999"), "cannot be read"),
        (("monthly_spend", "tokens_per_day=-5"), "cannot be"),
        (("monthly_spend", "tokens_per_day=5M"), "do not settle monthly spend; also give"),
        (("monthly_spend",), "do not settle monthly spend"),
        (
            ("monthly_spend", "daily_spend=1", "cost_per_token=1", "tokens_per_day=5"),
            "leave one of them out or mend it",
        ),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_question_that_is_wrong_is_refused_in_one_sentence(
    triad: Triad, words: tuple[str, ...], said: str, form: tuple[str, ...]
) -> None:
    told = triad("solve", *words, *form)
    assert told.code == 1
    assert said in told.sentence


def test_no_question_at_all(triad: Triad) -> None:
    told = triad("solve")
    assert told.code == 2
    assert told.sentence == "Missing argument 'TERM'. See 'triad solve --help'."


def test_what_is_asked_may_be_given(triad: Triad) -> None:
    told = triad("solve", "monthly_spend", "monthly_spend=$5k", "--json")
    assert (told.data["value"], told.data["steps"]) == (5000, [])


SERVED = ("model=llama-3.1-70b", "accelerator=h100-sxm", "gpus=8×H100", "prompt_tokens=2k")


def test_a_model_and_an_accelerator_give_all_their_numbers(triad: Triad) -> None:
    data = triad("solve", "TTFT", *SERVED, "--json").data
    assert (data["term"], data["unit"]) == ("ttft", "s")
    flops = 2 * 70552387584 * 2000 + 4 * 80 * 64 * 128 * 0.5 * 2000**2
    assert data["value"] == pytest.approx(flops / (8 * 989e12))
    assert any("litgpt" in note for note in data["notes"])


def test_a_precision_chooses_the_peak_and_the_bytes_of_a_weight(triad: Triad) -> None:
    def known(*more: str) -> dict[str, float]:
        data = triad("solve", "TTFT", *SERVED, "precision=fp8", *more, "--json").data
        return {each["term"]: each["value"] for each in data["givens"]}

    assert known()["peak_flops"] == 1.979e15
    assert known()["bytes_per_weight"] == 1
    assert known("bytes_per_weight=2")["bytes_per_weight"] == 2
    assert "bytes_per_weight" not in known("weights=70 GB")


@pytest.mark.parametrize(
    ("asked", "words", "value"),
    [
        ("weights", ("parameters=175B", "precision=bf16"), 350e9),
        ("weights", ("parameters=70B", "precision=FP32"), 280e9),
        ("weights", ("parameters=70B", "precision=int4"), 35e9),
        ("weights", ("model=llama-3.1-70b", "precision=fp8"), 70552387584),
        ("weights", ("parameters=70B", "precision=fp8", "weight_bits=4"), 35e9),
        ("weights", ("parameters=70B", "precision=fp8", "bytes_per_weight=2"), 140e9),
        ("weight_bits", ("precision=fp16",), 16),
        ("bytes_per_weight", ("precision=int8",), 1),
        ("parameters", ("weights=140 GB", "precision=bf16"), 70e9),
        ("bytes_per_weight", ("weights=70 GB", "parameters=140B", "precision=bf16"), 0.5),
        (
            "bytes_per_weight",
            ("weights=70552387584 bytes", "model=llama-3.1-70b", "precision=bf16"),
            1,
        ),
    ],
)
def test_a_precision_needs_no_accelerator(
    triad: Triad, asked: str, words: tuple[str, ...], value: float
) -> None:
    assert triad("solve", asked, *words, "--json").data["value"] == pytest.approx(value)


def test_a_precision_that_does_not_enter_the_answer_is_said(triad: Triad) -> None:
    assert "Not needed for the answer: bytes per weight." in triad(*FORWARDS, "precision=fp8").out


def test_what_is_stated_outright_beats_an_entry(triad: Triad) -> None:
    data = triad("solve", "peak_flops", *SERVED, "peak_flops=500 TFLOP/s", "--json").data
    assert data["value"] == 5e14


def test_an_old_price_is_shown_with_its_age(triad: Triad) -> None:
    words = ("cost_per_token", "price=h100-sxm-aws-2024", "gpus=8", "throughput=24087 tok/s")
    told = triad("solve", *words)
    assert told.code == 0
    assert "months old" in told.out
    price = triad("solve", *words, "--json").data["givens"][0]
    assert price["term"] == "price_per_gpu_hour"


def test_own_entries_count_and_wrong_ones_are_told(triad: Triad, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "catalogue"
    folder.mkdir(parents=True)
    card = (
        "{id: our-card, name: Ours, peak_flops: 1 PFLOP/s, gpu_memory: 90 GB,"
        " memory_bandwidth: 3 TB/s, source: us, date: 2026}"
    )
    (folder / "ours.yaml").write_text(
        f"format: triad-catalogue/1\naccelerators:\n- {card}\n- {{id: bad}}\n", "utf-8"
    )
    told = triad("solve", "critical_batch", "accelerator=our-card")
    assert told.code == 0
    assert told.out.startswith("Critical batch: 333")
    assert told.err.startswith(f"{folder / 'ours.yaml'}:4:3: the accelerator lacks")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("model=llama-99",), "model: there is no model called 'llama-99'; did you mean"),
        (("accelerator=h100",), "accelerator: there is no accelerator called 'h100'; did you mean"),
        (
            ("accelerator=h100-sxm", "precision=fp7"),
            "precision: NVIDIA H100 80GB has no fp7; it has",
        ),
        (("accelerator=a100-80", "precision=fp8"), "precision: NVIDIA A100 80GB has no fp8"),
        (("precision=fp7",), "precision: there is no number format 'fp7'; there are fp32, bf16,"),
        (("model=mixtral", "MODEL=mixtral"), "'model' is given twice"),
        (("TTFT=1", "ttft=2"), "'ttft' is given twice"),
    ],
)
def test_an_entry_that_is_not_there(triad: Triad, words: tuple[str, ...], said: str) -> None:
    told = triad("solve", "ttft", *words)
    assert told.code == 1
    assert said in told.sentence


def test_what_does_not_enter_the_answer_is_said(triad: Triad) -> None:
    told = triad(*FORWARDS, "growth_factor=10")
    assert told.out.rstrip().endswith("Not needed for the answer: growth factor.")


def test_precision_as_a_number_is_the_term(triad: Triad) -> None:
    data = triad("solve", "f1", "precision=0.8", "recall=60 %", "--json").data
    assert data["value"] == pytest.approx(0.96 / 1.4)


def test_half_precision_goes_by_all_its_names(triad: Triad) -> None:
    for name in ("bf16", "FP16", "float16"):
        data = triad("solve", "peak_flops", *SERVED, f"precision={name}", "--json").data
        assert data["value"] == 989e12
