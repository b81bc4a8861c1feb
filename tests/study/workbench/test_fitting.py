"""What is offered when a configuration does not fit."""

from __future__ import annotations

import math

import pytest

from trainer.study.workbench.case import resolve
from trainer.study.workbench.choices import Choices
from trainer.study.workbench.configuration import DEFAULT, Configuration
from trainer.study.workbench.fitting import Change, changes
from trainer.study.workbench.outcome import outcome
from trainer.study.workbench.questions import cost_of


def offered(configuration: Configuration, choices: Choices) -> tuple[Change, ...]:
    return changes(resolve(configuration, choices))


def test_nothing_is_offered_where_it_fits(choices: Choices) -> None:
    assert offered(DEFAULT, choices) == ()


def test_weights_that_do_not_fit(choices: Choices) -> None:
    small = DEFAULT.changed(gpus=1.0)
    first, second = offered(small, choices)
    assert (first.name, first.label) == ("weights", "int4 weights")
    assert first.factor == pytest.approx(16 / 4.125)
    assert first.caution == "measure quality again"
    assert (second.name, second.label, second.factor) == ("gpus", "4 GPUs", 4)
    assert second.caution == ""


def test_a_batch_too_large_by_a_little_is_made_smaller(choices: Choices) -> None:
    full = outcome(DEFAULT, choices).values["max_batch"]
    first = offered(DEFAULT.changed(batch=full + 10), choices)[0]
    assert (first.name, first.configuration.batch) == ("batch", full)
    assert first.caution == "fewer users at once"
    assert outcome(first.configuration, choices).fits
    one_more = first.configuration.changed(batch=full + 1)
    assert not outcome(one_more, choices).fits, "the change is the smallest that fits"


def test_a_prompt_too_long_by_a_little_is_cut(choices: Choices) -> None:
    single = DEFAULT.changed(batch=1.0)
    longest = math.floor(
        outcome(single.changed(prompt_tokens=1.0), choices).values["headroom"] / 327680
    )
    full = single.changed(prompt_tokens=float(longest + 5000))
    cut = next(each for each in offered(full, choices) if each.name == "prompt_tokens")
    assert outcome(cut.configuration, choices).fits
    longer = cut.configuration.changed(prompt_tokens=cut.configuration.prompt_tokens + 1)
    assert not outcome(longer, choices).fits
    assert cut.caution == "another task"
    assert cut == offered(full, choices)[0], "a few per cent are the smallest change there is"


def test_a_cache_in_fewer_bits(choices: Choices) -> None:
    full = outcome(DEFAULT, choices).values["max_batch"]
    names = [each.name for each in offered(DEFAULT.changed(batch=full * 1.9), choices)]
    assert "kv" in names
    coarse = offered(DEFAULT.changed(batch=full * 1.9, kv="fp8"), choices)
    assert "kv" not in [each.name for each in coarse]


def test_more_gpus_than_there_may_be_are_not_offered(choices: Choices) -> None:
    # So little room is left beside each card's part of the cache that 32,768 would be needed.
    vast = DEFAULT.changed(language_model="llama3.1-405b", batch=970.0, gpus=1.0)
    assert "gpus" not in [each.name for each in offered(vast, choices)]


def test_formats_without_hardware_are_not_offered(choices: Choices) -> None:
    tight = DEFAULT.changed(gpus=1.0, accelerator="b200-sxm", language_model="llama3.1-405b")
    assert [each.label for each in offered(tight, choices)] == ["8 GPUs"]
    two = tight.changed(gpus=2.0)
    assert offered(two.changed(batch=1.0), choices)[0].label == "fp4 weights"
    older = two.changed(accelerator="h200-sxm", batch=1.0)
    assert [each.label for each in offered(older, choices)] == ["int4 weights", "8 GPUs"]


def test_the_smaller_factor_comes_first_and_of_equal_ones_the_cheaper(choices: Choices) -> None:
    for gpus, batch in ((1.0, 32.0), (2.0, 64.0), (2.0, 300.0), (4.0, 800.0)):
        found = offered(DEFAULT.changed(gpus=gpus, batch=batch), choices)
        order = [(round(math.log2(each.factor), 6), each.cost) for each in found]
        assert order == sorted(order)
        for each in found:
            case = resolve(each.configuration, choices)
            assert each.cost == pytest.approx(cost_of(case))
            assert each.cost == pytest.approx(outcome(each.configuration, choices).values["cost"])


def test_beyond_what_any_one_number_can_mend(choices: Choices) -> None:
    hopeless = DEFAULT.changed(
        gpus=1.0,
        accelerator="t4",
        language_model="palm-540b",
        batch=10_000.0,
        prompt_tokens=10_000_000.0,
    )
    assert not outcome(hopeless, choices).fits
    assert offered(hopeless, choices) == ()


def test_a_cache_that_fills_every_gpu_is_not_helped_by_more_of_them(choices: Choices) -> None:
    """One KV head's part of 900 long sequences is more than a GPU has, and none holds less."""
    case = resolve(DEFAULT.changed(gpus=8, batch=900, prompt_tokens=8000), choices)
    assert "gpus" not in {change.name for change in changes(case)}
