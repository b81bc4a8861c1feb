"""What a statement says of its system in passing, read as givens for the cost model."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.drills.cards import gpus_said
from trainer.drills.entries import shipped_catalogue
from trainer.drills.mentions import mentioned
from trainer.drills.words import MOST_WORDS, words_of
from trainer.errors import BadInput

MACHINE = {"peak_flops", "gpu_memory", "memory_bandwidth", "link_bandwidth"}


def told(text: str) -> dict[str, float]:
    values = mentioned(text, shipped_catalogue()).values
    return {name: value for name, value in values.items() if name not in MACHINE}


def sized(billions: float) -> dict[str, float]:
    return {"parameters": billions * 1e9, "active_parameters": billions * 1e9}


def moe(billions: float, active: float) -> dict[str, float]:
    return {"parameters": billions * 1e9, "active_parameters": active * 1e9}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a 175B model", sized(175)),
        ("a 175 B parameter model", sized(175)),
        ("Llama 3.1 70b, tuned", sized(70)),
        ("671B with 37B active", {"parameters": 671e9, "active_parameters": 37e9}),
        ("175 B tokens", {}),
        ("5B requests and 2B users", {}),
        ("a $2B budget", {}),
        ("in FP16", {"weight_bits": 16}),
        ("4-bit weights", {"weight_bits": 4}),
        ("a 64-bit counter", {}),
        ("int8 and FP16", {"weight_bits": 8}),
        ("on 8 A100", {"gpus": 8}),
        ("on 8× NVIDIA H100", {"gpus": 8}),
        ("on 8xH100.", {"gpus": 8}),
        ("an H200", {"gpus": 1}),
        ("eight H100s", {"gpus": 8}),
        ("2 nodes of 8 H100", {"gpus": 16}),
        ("two servers with eight B200", {"gpus": 16}),
        ("nodes of 8 H100", {"gpus": 8}),
        ("on H100", {}),
        ("671B parameters, 37B activated per token", moe(671, 37)),
        ("47B parameters, of which 13B are active", moe(47, 13)),
        ("7B active of 47B parameters", moe(47, 7)),
        ("671B in all, it activates 37B", moe(671, 37)),
        ("671B in all, 37B per token", moe(671, 37)),
        ("Qwen3-235B-A22B", moe(235, 22)),
        ("an A22B", {}),
        ("A5B, 70B", sized(70)),
        ("a 1T-parameter model", sized(1000)),
        ("1T a year", {}),
        ("2B queries a month with a 70B model", sized(70)),
        ("3B page views a month; an 8B model", sized(8)),
        ("an 8B draft model beside 70B", sized(70)),
        ("1B things 2 a day", sized(1)),
        ("in BF16 with an FP8 KV cache", {"weight_bits": 16, "bytes_per_kv": 1}),
        ("KV cache in FP8, weights in INT4", {"bytes_per_kv": 1, "weight_bits": 4}),
        ("from FP16 to FP8", {"weight_bits": 8}),
        ("FP8 activations, BF16 weights", {"weight_bits": 16}),
        ("a 4bit model", {"weight_bits": 4}),
        ("on 2 H100 nodes", {"gpus": 16}),
        ("two 8xH100 nodes", {"gpus": 16}),
        ("2x 8xH100", {"gpus": 16}),
        ("one 8xH100 node", {"gpus": 8}),
        ("2 nodes, each with 8 H100", {"gpus": 16}),
        ("8 H100 per node, 4 nodes", {"gpus": 32}),
        ("8 NVIDIA H100 per node, 2 nodes", {"gpus": 16}),
        ("8 H100 per node", {}),
        ("8 H100 per node, some nodes", {}),
        ("2 L4 servers", {}),
        ("a DGX H100", {"gpus": 8}),
        ("2 DGX H200", {"gpus": 16}),
        ("H100 × 8", {"gpus": 8}),
        ("H100 x8", {"gpus": 8}),
        ("1,500 H100", {"gpus": 1500}),
        ("8 NVIDIA H100 80GB GPUs", {"gpus": 8}),
        ("eight 40GB A100s", {"gpus": 8}),
        ("4 RTX A10", {"gpus": 4}),
        ("TP8 on 4 H100 nodes", {"gpus": 8}),
        ("TP=4 on 32 H100", {"gpus": 4}),
        ("tensor parallelism of 2 on 16 H100", {"gpus": 2}),
        ("tensor parallel on 16 H100", {"gpus": 16}),
        ("tp", {}),
        ("some L4", {}),
        ("for 200 tokens", {"output_tokens": 200}),
        ("200 tokens come back within 2 s", {"output_tokens": 200}),
        ("200 tokens cost nothing", {}),
        ("2k-token prompts", {"prompt_tokens": 2000}),
        ("200 output tokens", {"output_tokens": 200}),
        ("4k prompt tokens", {"prompt_tokens": 4000}),
        ("answers of 300 tokens", {"output_tokens": 300}),
        ("prompts up to 8k tokens", {"prompt_tokens": 8000}),
        ("for 200 tokens per request", {}),
        ("5 M tokens a day", {}),
        ("tokens", {}),
        ("many tokens", {}),
        ("2b tokens", {}),
        ("1.2.3 tokens", {}),
        ("²³ tokens", {}),
        ("", {}),
        ("... — ()", {}),
    ],
)
def test_what_is_said_in_passing(text: str, values: Mapping[str, float]) -> None:
    assert told(text) == values


def test_the_first_mention_counts() -> None:
    assert told("7B now, 70B later, 100 output tokens, 900 output tokens") == {
        **sized(7),
        "output_tokens": 100,
    }


def test_a_card_brings_its_numbers() -> None:
    found = mentioned("on 8 A100", shipped_catalogue()).values
    assert found["memory_bandwidth"] == pytest.approx(2.039e12)
    assert set(found) == MACHINE | {"gpus"}


@pytest.mark.parametrize(
    ("text", "gigabytes"),
    [
        ("8 A100-40GB", 40),
        ("8 A100 40 GB", 40),
        ("40GB A100s", 40),
        ("8 A100 80GB", 80),
        ("2 H100 NVL 94GB", 94),
        ("2 H100 PCIe", 80),
        ("4 MI300X with 192 GB", 192),
    ],
)
def test_the_size_said_decides_which_card_is_meant(text: str, gigabytes: float) -> None:
    assert mentioned(text, shipped_catalogue()).values["gpu_memory"] == gigabytes * 1e9


def test_a_smaller_card_is_slower_as_well() -> None:
    found = mentioned("8 A100-40GB", shipped_catalogue()).values
    assert found["memory_bandwidth"] < 1.6e12


@pytest.mark.parametrize("text", ["two RTX 4090 cards", "8 V100", "8xV100", "a TPU", "2 GH200"])
def test_a_card_that_no_catalogue_holds_makes_the_machine_unknown(text: str) -> None:
    found = mentioned(text, shipped_catalogue())
    assert found.over({"gpu_memory": 80e9, "batch": 4}) == {"batch": 4, **found.values}


def test_a_card_that_is_known_takes_the_place_of_the_facts() -> None:
    found = mentioned("on 2 L4, not on V100", shipped_catalogue())
    assert not found.unknown
    assert found.over({"gpu_memory": 80e9})["gpu_memory"] == 24e9


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("on 8 GPUs", 8),
        ("on 1,500 GPUs", 1500),
        ("on 1500 accelerators", 1500),
        ("two RTX 4090 cards", 2),
        ("RTX 4090 cards", None),
        ("8x RTX 6000 Ada GPUs", 8),
        ("16 MI250 GPUs", 16),
        ("on eight cards", 8),
        ("a GPU costs $2", None),
        ("5,000 GPU hours", None),
        ("80 GB of GPU memory", None),
        ("100 users per GPU", None),
        ("2 GPU nodes", None),
        ("8 GPUs per node and 2 nodes", 16),
        ("8 GPUs per node", None),
        ("3 servers with 8 GPUs each", 24),
        ("8xL40 GPUs", 8),
        ("no cards", None),
    ],
)
def test_cards_without_a_name_are_counted(text: str, count: float | None) -> None:
    assert gpus_said([word.text for word in words_of(text)]) == count


def test_places_are_where_the_words_stand() -> None:
    text = "“(175B)” model, on 8×H100!"
    places = mentioned(text, shipped_catalogue()).places
    assert text[slice(*places["parameters"])] == "175B"
    assert text[slice(*places["gpus"])] == "H100"


def test_a_card_that_the_catalogue_lacks_has_no_numbers() -> None:
    class Empty:
        def givens(self, kind: str, name: str, /) -> Mapping[str, float]:
            raise BadInput(f"there is no {kind} called '{name}'")

    found = mentioned("on 8 A100", Empty())
    assert found.values == {"gpus": 8}
    assert "gpu_memory" in found.unknown


def test_reading_stops_where_no_statement_goes_on() -> None:
    assert told("word " * MOST_WORDS + "175B model") == {}


@settings(deadline=None, derandomize=True)
@given(st.text(st.sampled_from("8xA100 H175B tokens-/.k,²4bit\n"), max_size=60))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    found = mentioned(text, shipped_catalogue())
    assert all(value >= 0 for value in found.values.values())
    assert all(0 <= start < end <= len(text) for start, end in found.places.values())
