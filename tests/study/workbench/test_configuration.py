"""A configuration is remembered as text and read back, whatever was made of the text."""

from __future__ import annotations

import json

import pytest

from trainer.study.workbench.configuration import (
    DEFAULT,
    KV_PRECISIONS,
    WEIGHT_PRECISIONS,
    Basis,
    Configuration,
    from_text,
)


def test_what_is_written_is_read_back() -> None:
    changed = Configuration(
        language_model="mixtral-8x7b",
        accelerator="b200-sxm",
        gpus=8,
        weights="fp4",
        kv="fp8",
        batch=12,
        prompt_tokens=77,
        output_tokens=33,
        traffic=0.3,
        tokens_per_day=12345.0,
        gpu_price=3.1,
        input_price=0.1,
        output_price=0.2,
        monthly_budget=99.0,
        utilisation=0.55,
        basis=Basis.REALISTIC,
        stated=(("parameters", 7e9), ("mfu", 0.4)),
    )
    assert from_text(changed.to_text()) == changed
    assert from_text(DEFAULT.to_text()) == DEFAULT


@pytest.mark.parametrize("text", [None, 7, "", "{", "[1]", '"x"', "null"])
def test_what_is_no_configuration_is_the_default(text: object) -> None:
    assert from_text(text) == DEFAULT


def test_what_is_understood_counts_and_the_rest_does_not() -> None:
    text = json.dumps(
        {
            "gpus": 2,
            "batch": 0,
            "prompt_tokens": "many",
            "language_model": 3,
            "accelerator": "l4",
            "weights": "bf17",
            "kv": "fp8",
            "basis": "hopeful",
            "utilisation": True,
            "colour": "red",
            "stated": [["mfu", 0.4], ["mbu"], [1, 2], ["x", "y"], "no"],
        }
    )
    expected = DEFAULT.changed(gpus=2, accelerator="l4", kv="fp8", stated=(("mfu", 0.4),))
    assert from_text(text) == expected


@pytest.mark.parametrize("stated", [None, 3, {"mfu": 1}])
def test_stated_terms_that_are_no_list_are_none(stated: object) -> None:
    assert from_text(json.dumps({"stated": stated})) == DEFAULT


def test_a_wrong_precision_of_the_cache_is_the_default() -> None:
    assert from_text('{"kv": "int2", "weights": "fp8"}') == DEFAULT.changed(weights="fp8")


def test_scales_count_as_bits() -> None:
    assert WEIGHT_PRECISIONS["int4"].stored_bits == 4.125
    assert WEIGHT_PRECISIONS["fp4"].stored_bits == 4.5
    assert KV_PRECISIONS["fp8"].stored_bits == 8
