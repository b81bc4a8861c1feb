"""What a statement says of its system in passing, read as givens for the cost model."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.drills.entries import shipped_catalogue
from trainer.drills.mentions import MOST_WORDS, mentioned
from trainer.errors import BadInput

MACHINE = {"peak_flops", "gpu_memory", "memory_bandwidth", "link_bandwidth"}


def told(text: str) -> dict[str, float]:
    values = mentioned(text, shipped_catalogue()).values
    return {name: value for name, value in values.items() if name not in MACHINE}


def sized(billions: float) -> dict[str, float]:
    return {"parameters": billions * 1e9, "active_parameters": billions * 1e9}


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


def test_places_are_where_the_words_stand() -> None:
    text = "“(175B)” model, on 8×H100!"
    places = mentioned(text, shipped_catalogue()).places
    assert text[slice(*places["parameters"])] == "175B"
    assert text[slice(*places["gpus"])] == "H100"


def test_a_card_that_the_catalogue_lacks_has_no_numbers() -> None:
    class Empty:
        def givens(self, kind: str, name: str, /) -> Mapping[str, float]:
            raise BadInput(f"there is no {kind} called '{name}'")

    assert mentioned("on 8 A100", Empty()).values == {"gpus": 8}


def test_reading_stops_where_no_statement_goes_on() -> None:
    assert told("word " * MOST_WORDS + "175B model") == {}


@settings(deadline=None, derandomize=True)
@given(st.text(st.sampled_from("8xA100 H175B tokens-/.k,²4bit\n"), max_size=60))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    found = mentioned(text, shipped_catalogue())
    assert all(value >= 0 for value in found.values.values())
    assert all(0 <= start < end <= len(text) for start, end in found.places.values())
