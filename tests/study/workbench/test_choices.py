"""What the catalogue offers, a user's own entries among it, and what a choice brings along."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from trainer.places import Places
from trainer.study.workbench.choices import Choices, load
from trainer.study.workbench.choosing import (
    ALL_GPUS,
    OWN_PRICE,
    attention_name,
    choose,
    listed_name,
    origin_sentence,
    stated_sentence,
    unstated,
)
from trainer.study.workbench.configuration import DEFAULT, Basis
from trainer.study.workbench.outcome import outcome
from trainer.study.workbench.table import system_sentence

TODAY = dt.date(2026, 11, 24)

OWN = """\
format: triad-catalogue/1
models:
  - {id: our-7b, name: Our 7B, source: our training run, date: 2026-11-01,
     parameters: 7000000000, layers: 32, heads: 32, kv_heads: 8, head_dim: 128}
  - {id: black-box, name: Black Box, source: a rumour, date: 2026-11-01,
     parameters: 7000000000}
accelerators:
  - {id: our-h100, name: NVIDIA H100 80GB, source: our rack, date: 2026-11-01,
     peak_flops: 9.0e+14, memory_bandwidth: 3.0e+12, gpu_memory: 80000000000}
prices:
  - {id: our-contract, name: our contract, source: signed, date: 2026-10-01,
     accelerator: h100-sxm, price_per_gpu_hour: 1.95}
"""


@pytest.fixture
def own(tmp_path: Path) -> Choices:
    """The choices of a user with a model, a rack and a contract of his own."""
    folder = Places(tmp_path).catalogue
    folder.mkdir(parents=True)
    (folder / "ours.yaml").write_text(OWN, encoding="utf-8")
    return load(tmp_path, TODAY)


def test_everything_shipped_can_be_chosen(choices: Choices) -> None:
    assert len(choices.language_models) == 19
    assert len(choices.accelerators) == 20
    assert choices.problems == ()
    assert DEFAULT.language_model in choices.language_models
    assert DEFAULT.accelerator in choices.accelerators
    assert choices.rents["h100-sxm"].price > 0


def test_names_tell_everything_apart(choices: Choices) -> None:
    names = [each.name for each in choices.accelerators.values()]
    assert len(set(names)) == len(names)
    assert choices.accelerators["h100-sxm"].name == "NVIDIA H100 80GB (h100-sxm)"
    assert choices.accelerators["l4"].name == "NVIDIA L4"


def test_own_entries_are_choices_and_what_is_lacking_is_said(own: Choices) -> None:
    assert own.language_models["our-7b"].givens["active_parameters"] == 7e9
    assert "black-box" not in own.language_models
    assert own.problems == ("Black Box lacks the layers and heads that serving depends on.",)
    assert own.rents["h100-sxm"].price == 1.95
    assert "our contract" in own.rents["h100-sxm"].origin


def test_maths_that_hardware_lacks_runs_in_16_bits(choices: Choices, own: Choices) -> None:
    assert choices.accelerators["h100-sxm"].peak("fp8") == ("fp8", 1979e12)
    assert own.accelerators["our-h100"].peak("fp8") == ("bf16", 9e14)


def test_an_old_price_is_shown_with_its_age(choices: Choices) -> None:
    origins = {name: each.origin for name, each in choices.listed.items()}
    assert origins["gpt-3.5-turbo"].endswith("months old")
    assert not origins["gpt-4o"].endswith("months old")


def test_broken_entries_are_said(tmp_path: Path) -> None:
    folder = Places(tmp_path).catalogue
    folder.mkdir(parents=True)
    (folder / "broken.yaml").write_text(
        "format: triad-catalogue/1\nmodels: [{id: x}]\n", encoding="utf-8"
    )
    assert any("broken.yaml:2" in sentence for sentence in load(tmp_path, TODAY).problems)


def test_an_accelerator_brings_its_rent_and_drops_what_was_stated_of_another(
    choices: Choices,
) -> None:
    stated = DEFAULT.changed(stated=(("gpu_memory", 1e9), ("mfu", 0.4)), gpu_price=1.0)
    taken = choose(stated, "accelerator", "h100-sxm", choices)
    assert taken.stated == (("mfu", 0.4),)
    assert taken.gpu_price == choices.rents["h100-sxm"].price
    unpriced = next(name for name in choices.accelerators if name not in choices.rents)
    assert choose(stated, "accelerator", unpriced, choices).gpu_price == 1.0


def test_a_model_drops_what_was_stated_of_another(choices: Choices) -> None:
    stated = DEFAULT.changed(stated=(("parameters", 1e9), ("gpu_memory", 1e9)))
    taken = choose(stated, "language_model", "mixtral-8x7b", choices)
    assert (taken.language_model, taken.stated) == ("mixtral-8x7b", (("gpu_memory", 1e9),))


def test_a_basis_drops_stated_efficiencies(choices: Choices) -> None:
    stated = DEFAULT.changed(stated=(("mfu", 0.4), ("mbu", 0.5)))
    taken = choose(stated, "basis", "realistic", choices)
    assert (taken.basis, taken.stated) == (Basis.REALISTIC, ())


def test_a_price_list_sets_both_prices(choices: Choices) -> None:
    taken = choose(DEFAULT, "api", "gpt-4o", choices)
    listed = choices.listed["gpt-4o"]
    assert (taken.input_price, taken.output_price) == (listed.input_price, listed.output_price)
    assert listed_name(taken, choices) == "gpt-4o"
    assert choose(taken, "api", OWN_PRICE, choices) == taken
    assert listed_name(taken.changed(input_price=0.123), choices) == OWN_PRICE


def test_precisions_are_taken_as_they_are(choices: Choices) -> None:
    assert choose(DEFAULT, "weights", "fp8", choices).weights == "fp8"
    assert choose(DEFAULT, "kv", "fp8", choices).kv == "fp8"


def test_attention_is_split_over_as_many_gpus_as_is_chosen(choices: Choices) -> None:
    assert attention_name(DEFAULT) == ALL_GPUS
    latent = DEFAULT.changed(language_model="deepseek-v3", gpus=16.0)
    shared = outcome(latent, choices)
    chosen = choose(latent, "attention", "1", choices)
    assert attention_name(chosen) == "1"
    assert stated_sentence(chosen) == ""
    assert unstated(chosen) == chosen
    apart = outcome(chosen, choices)
    assert apart.values["needed"] < shared.values["needed"]
    assert " attention on 1 of them," in system_sentence(apart)
    assert "attention" not in system_sentence(shared)
    beyond = choose(chosen, "attention", "32", choices)
    assert outcome(beyond, choices).values["needed"] == shared.values["needed"]
    assert choose(chosen, "attention", ALL_GPUS, choices) == latent


def test_what_is_stated_is_said_and_can_be_dropped() -> None:
    stated = DEFAULT.changed(stated=(("gpu_memory", 96e9), ("mfu", 0.4)))
    assert stated_sentence(stated) == (
        "Stated instead of the catalogue's numbers: memory of one GPU 96 GB, MFU 0.4."
    )
    assert unstated(stated) == DEFAULT
    assert stated_sentence(DEFAULT) == ""


def test_prices_say_where_they_are_from(choices: Choices) -> None:
    taken = choose(choose(DEFAULT, "accelerator", "h100-sxm", choices), "api", "gpt-4o", choices)
    said = origin_sentence(taken, choices)
    assert choices.rents["h100-sxm"].origin in said
    assert "API: gpt-4o" in said
    own_price = origin_sentence(taken.changed(gpu_price=0.5, input_price=0.123), choices)
    assert own_price == "GPU-hour: your own price."
