"""Figures as they are written, bands, and numbers over everything that can be set."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.costmodel.problems import OutOfReach
from trainer.costmodel.solve import evaluate
from trainer.study.workbench.case import reach, resolve
from trainer.study.workbench.choices import Choices
from trainer.study.workbench.configuration import (
    DEFAULT,
    KV_PRECISIONS,
    WEIGHT_PRECISIONS,
    Basis,
    Configuration,
)
from trainer.study.workbench.curves import BATCHES, Curves
from trainer.study.workbench.fields import FIELDS
from trainer.study.workbench.fitting import changes
from trainer.study.workbench.outcome import Figure, answers, outcome
from trainer.study.workbench.questions import QUESTIONS
from trainer.study.workbench.table import metric_table
from trainer.study.workbench.tree import tree_of


def number(name: str) -> st.SearchStrategy[float]:
    field = FIELDS[name]
    if field.whole:
        return st.integers(int(field.least), int(field.most)).map(float)
    low, high = math.log(field.least), math.log(field.most)
    return st.floats(low, high).map(lambda log: min(max(math.exp(log), field.least), field.most))


def configurations(choices: Choices) -> st.SearchStrategy[Configuration]:
    return st.builds(
        Configuration,
        language_model=st.sampled_from(sorted(choices.language_models)),
        accelerator=st.sampled_from(sorted(choices.accelerators)),
        weights=st.sampled_from(sorted(WEIGHT_PRECISIONS)),
        kv=st.sampled_from(sorted(KV_PRECISIONS)),
        basis=st.sampled_from(list(Basis)),
        **{name: number(name) for name in FIELDS},
    )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_is_set_can_be_counted_drawn_and_written(
    choices: Choices, data: st.DataObject
) -> None:
    set_to = data.draw(configurations(choices))
    found = outcome(set_to, choices)
    for figure in found.figures.values():
        assert figure.value is not None
        assert figure.low is not None
        assert figure.high is not None
        slack = 1e-9 * abs(figure.value)
        assert figure.low - slack <= figure.value <= figure.high + slack
    assert found.fits == (found.values["needed"] <= found.values["available"])
    for change in changes(found.case):
        assert outcome(change.configuration, choices).fits, change.label
    lines = Curves(found)
    for point in (*lines.roofline.roof, lines.roofline.decode, lines.roofline.prefill):
        assert min(point) > 0
    assert len(lines.batch.latency.points) == len(lines.batch.batches)
    assert lines.spend.fleet == tuple(sorted(lines.spend.fleet))
    key = data.draw(st.sampled_from(sorted(QUESTIONS)))
    tree = tree_of(found.derivation(key), percent=QUESTIONS[key].percent)
    assert tree.value
    assert "nan" not in metric_table(found)


def test_a_dearer_gpu_hour_makes_nothing_cheaper(choices: Choices) -> None:
    cheap = outcome(DEFAULT.changed(gpu_price=2.0), choices).values
    dear = outcome(DEFAULT.changed(gpu_price=4.0), choices).values
    for key in ("cost", "spend", "served_cost", "budget_share"):
        assert dear[key] == pytest.approx(2 * cheap[key])
    assert dear["latency"] == cheap["latency"]


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("s", 0.03596, "36 ms"),
        ("s", 3.4541, "3.45 s"),
        ("s", 3921.7, "3,922 s"),
        ("s", 7e-10, "< 1 µs"),
        ("s", 0.0, "0 s"),
        ("USD/month", 20089.6, "$20,090 per month"),
        ("USD/Mtoken", 5.207, "$5.21 per million tokens"),
        ("token/s", 2096.4, "2,096 tokens/s"),
        ("byte", 141.104e9, "141 GB"),
        ("byte", -81.2e9, "-81.2 GB"),
    ],
)
def test_numbers_are_written_with_three_figures_and_four_from_a_thousand_on(
    unit: str, value: float, text: str
) -> None:
    assert Figure("k", "k", unit, value).text == text


def test_shares_are_written_in_per_cent() -> None:
    assert Figure("k", "k", "1", 0.66965, percent=True).text == "67 %"
    assert Figure("k", "k", "1", 599.2, percent=True).text == "59,920 %"


def test_a_number_that_is_not_there_says_so() -> None:
    missing = Figure("k", "k", "s", None, problem="there is no queue")
    assert (missing.text, missing.span) == ("–", "")


def test_a_span_names_a_shared_unit_once() -> None:
    assert Figure("k", "k", "s", 2, 1.2, 2.4).span == "1.2 – 2.4 s"
    assert Figure("k", "k", "s", 2, 0.5, 2.4).span == "500 ms – 2.4 s"
    assert Figure("k", "k", "1", 2, 1, 3).span == "1 – 3"
    assert Figure("k", "k", "s", 2, 2, 2).span == ""


def test_on_the_roofline_there_are_no_bands(choices: Choices) -> None:
    found = outcome(DEFAULT, choices)
    assert all(figure.span == "" for figure in found.figures.values())


def test_realistic_numbers_lie_in_the_middle_of_what_was_measured(choices: Choices) -> None:
    limit = outcome(DEFAULT, choices)
    found = outcome(DEFAULT.changed(basis=Basis.REALISTIC), choices)
    reached = found.reach
    assert reached.prefill is not None
    assert reached.decode is not None
    assert reached.middle.mbu == pytest.approx(math.sqrt(reached.decode.low * reached.decode.high))
    decoding = found["decode"]
    assert decoding.value == pytest.approx(limit.values["decode"] / reached.middle.mbu)
    assert decoding.low == pytest.approx(limit.values["decode"] / reached.decode.high)
    assert decoding.high == pytest.approx(limit.values["decode"] / reached.decode.low)
    for key, question in QUESTIONS.items():
        if not question.banded:
            assert found.values[key] == limit.values[key], key
            assert found[key].span == "", key


def test_stated_efficiencies_take_the_place_of_bands(choices: Choices) -> None:
    stated = DEFAULT.changed(basis=Basis.REALISTIC, stated=(("mfu", 0.5),))
    reached = reach(resolve(stated, choices))
    assert reached.prefill is None
    assert (reached.middle.mfu, reached.middle.mbu) == (0.5, 1.0)
    assert reached.least == reached.most == reached.middle


def test_what_the_catalogue_lost_becomes_the_default(choices: Choices) -> None:
    case = resolve(Configuration(language_model="gone", accelerator="gone"), choices)
    assert case.model.id == DEFAULT.language_model
    assert case.accelerator.id == DEFAULT.accelerator
    assert case.configuration.language_model == DEFAULT.language_model


def test_without_the_default_the_first_choice_serves(choices: Choices) -> None:
    few = Choices(
        {"qwen2.5-7b": choices.language_models["qwen2.5-7b"]},
        {"l4": choices.accelerators["l4"]},
        {},
        {},
    )
    case = resolve(DEFAULT, few)
    assert (case.model.id, case.accelerator.id) == ("qwen2.5-7b", "l4")


def test_stated_terms_override_the_catalogue(choices: Choices) -> None:
    stated = (
        ("parameters", 10e9),
        ("kv_bytes_per_token", 1e5),
        ("gpu_memory", 96e9),
        ("peak_flops", 1e15),
        ("memory_bandwidth", 1e12),
        ("usable_share", 0.8),
        ("memory_reserve", 2e9),
        ("days_per_month", 30.0),
    )
    found = outcome(DEFAULT.changed(stated=stated, gpus=1.0, batch=1.0), choices).values
    assert found["weights"] == 20e9
    assert found["kv_per_token"] == 1e5
    assert found["available"] == pytest.approx(96e9 * 0.8)
    assert found["needed"] == pytest.approx(20e9 + 1e5 * 1150 + 2e9)
    assert found["ridge"] == 1000
    assert found["tpot"] == pytest.approx((20e9 + 1e5 * 1150) / 1e12)
    assert found["spend"] == pytest.approx(found["replicas"] * 6.88 * 24 * 30)


def test_a_stated_size_of_a_sparse_model_leaves_what_a_token_visits(choices: Choices) -> None:
    sparse = DEFAULT.changed(language_model="mixtral-8x7b", stated=(("parameters", 50e9),))
    givens = resolve(sparse, choices).footprint
    assert givens["parameters"] == 50e9
    assert givens["active_parameters"] == pytest.approx(12.88e9, rel=1e-3)


def test_a_term_no_cost_model_counts_with_changes_nothing(choices: Choices) -> None:
    odd = DEFAULT.changed(stated=(("link_bandwidth", 1e9),))
    assert outcome(odd, choices).values == outcome(DEFAULT, choices).values


def test_within_budget_and_memory_bound(choices: Choices) -> None:
    found = outcome(DEFAULT, choices)
    assert found.within_budget
    assert found.memory_bound
    assert not outcome(DEFAULT.changed(monthly_budget=1000.0), choices).within_budget
    computing = DEFAULT.changed(batch=1024.0, prompt_tokens=16.0, output_tokens=16.0)
    assert not outcome(computing, choices).memory_bound


def test_what_cannot_be_counted_is_refused_with_the_reason(choices: Choices) -> None:
    no_room = DEFAULT.changed(stated=(("gpu_memory", 0.0),))
    with pytest.raises(OutOfReach, match="the memory filled has no value"):
        outcome(no_room, choices)


def test_what_follows_from_a_number_that_is_not_there_is_not_there_either(
    choices: Choices,
) -> None:
    frozen = DEFAULT.changed(stated=(("memory_bandwidth", 1e-300),))
    problems: dict[str, str] = {}
    values = answers(resolve(frozen, choices), problems)
    assert {"tpot", "throughput", "replicas", "queue", "spend", "break_even"} <= problems.keys()
    assert {"weights", "mean_traffic", "blended"} <= values.keys()
    assert len({problems["throughput"], problems["replicas"], problems["queue"]}) == 1
    settled = answers(resolve(frozen, choices), {}, values)
    assert settled["weights"] == values["weights"]
    assert "ridge" not in settled, "what was missing before is missing still"


def test_a_queue_without_end_leaves_the_rest_as_it_is(
    choices: Choices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(term: str, givens: dict[str, float]) -> float:
        if term in {"mean_wait", "wait_at_percentile"}:
            raise OutOfReach("the load is 1 or more")
        return evaluate(term, givens)

    monkeypatch.setattr("trainer.study.workbench.outcome.evaluate", refused)
    found = outcome(DEFAULT, choices)
    missing = {key for key, figure in found.figures.items() if figure.value is None}
    assert missing == {"queue", "queue_tail", "ttft", "latency"}
    assert found["latency"].problem == "the load is 1 or more."
    assert found["latency"].text == "–"
    assert "| TTFT | – |" in metric_table(found)
    lines = Curves(found)
    assert lines.latency_now == pytest.approx(lines.batch.latency.points[BATCHES.index(32)])
