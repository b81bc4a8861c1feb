"""Questions about serving, forwards and backwards."""

import math
import random

import pytest

from trainer.costmodel import missing, queueing
from trainer.costmodel.apply import apply
from trainer.costmodel.equation import Equation, Use, Way
from trainer.costmodel.missing import under_determined
from trainer.costmodel.narrate import SEEK
from trainer.costmodel.plan import plan
from trainer.costmodel.problems import Contradiction, OutOfReach, UnderDetermined, UnknownTerm
from trainer.costmodel.solve import evaluate, solve
from trainer.costmodel.terms import TERMS, nearest_terms
from trainer.costmodel.working import as_data


def without(givens, *names):
    return {name: value for name, value in givens.items() if name not in names}


@pytest.mark.parametrize(
    ("asked", "changes", "expected"),
    [
        # pitfalls 12, 16, 18, 20, 25, 31 and 33 of the research notes: the right numbers
        ("kv_cache", {"batch": 32, "context_tokens": 4096}, 42.95e9),
        ("max_batch", {"context_tokens": 4096}, 324),
        ("prefill_time", {"prompt_tokens": 4096}, 75.8e-3),
        ("tpot", {"batch": 1, "context_tokens": 1}, 5.2651e-3),
        ("throughput", {"context_tokens": 2048}, 9319),
        ("speed_per_user", {"context_tokens": 2048}, 145.6),
        ("prefill_flops", {"prompt_tokens": 128 * 1024}, 4.10e16),
        ("critical_batch", {}, 295.2),
        ("flops_per_token", {"context_tokens": 53_800}, 2.822e11),
    ],
)
def test_a_70b_model_on_eight_h100(serving, asked, changes, expected):
    assert evaluate(asked, {**serving, **changes}) == pytest.approx(expected, rel=2e-3)


def test_a_request_is_split_into_its_phases(serving):
    derivation = solve("request_latency", {**serving, "batch": 1, "mfu": 0.4, "mbu": 0.2})
    names = [step.result.term for step in derivation.steps]
    assert names[-1] == "request_latency"
    assert len(names) == len(set(names))
    assert derivation.known["ttft"] + derivation.known["decode_time"] == derivation.result.value
    assert "weights_per_gpu" not in names
    assert any("realistic: counts with MFU 0.4, MBU 0.2" in note for note in derivation.notes)


def test_the_roofline_is_named_with_what_was_measured(serving):
    derivation = solve("tpot", {**serving, "batch": 1})
    assert "roofline" in derivation.notes[0]
    assert "18 % to 21 %" in derivation.notes[0]
    assert derivation.steps[-1].note.startswith("roofline; additive")
    assert {item.term for item in derivation.assumptions} >= {"mfu", "mbu", "bytes_per_weight"}


def test_only_the_givens_used_are_listed(serving):
    derivation = solve("weights", serving)
    assert [item.term for item in derivation.givens] == ["parameters"]
    assert [step.equation for step in derivation.steps] == ["weights"]


def test_the_same_question_always_gets_the_same_steps(serving):
    turned = dict(reversed(serving.items()))
    first, second = solve("cost_per_million_tokens", PRICED | serving), None
    second = solve("cost_per_million_tokens", turned | PRICED)
    assert [step.formula for step in first.steps] == [step.formula for step in second.steps]
    assert first.result == second.result


PRICED = {"price_per_gpu_hour": 2.0}


@pytest.mark.parametrize(
    ("asked", "target", "goal"),
    [
        ("gpus", "request_latency", 2.0),
        ("batch", "tpot", 0.010),
        ("prompt_tokens", "ttft", 0.05),
        ("output_tokens", "request_latency", 1.0),
        ("batch", "cost_per_million_tokens", 0.5),
    ],
)
def test_a_target_is_met_by_the_last_count_that_does(serving, asked, target, goal):
    givens = {**without(serving, asked), **PRICED, target: goal}
    derivation = solve(asked, givens)
    count = derivation.result.value
    assert count.is_integer()
    world = {**without(givens, target), asked: count}
    assert evaluate(target, world) <= goal
    beyond = -1 if target.startswith("cost") or asked == "gpus" else 1
    assert evaluate(target, {**world, asked: count + beyond}) > goal


def test_one_is_enough_for_a_modest_target(serving):
    assert evaluate("gpus", {**without(serving, "gpus"), "request_latency": 100}) == 1


def test_what_no_count_meets_is_refused(serving):
    with pytest.raises(OutOfReach, match="no batch makes the TPOT 1 ms"):
        evaluate("batch", {**without(serving, "batch"), "tpot": 1e-3})
    with pytest.raises(OutOfReach):
        evaluate("batch", {**without(serving, "batch"), "tpot": 1e6})


def test_a_search_says_what_it_was_after(serving):
    step = solve("gpus", {**without(serving, "gpus"), "request_latency": 2.0}).steps[-1]
    assert (step.equation, step.formula) == (SEEK, "n such that t_req = 2 s")
    assert "request latency 1." in step.note


def test_the_largest_model_for_a_latency_is_found_by_search(serving):
    sizes = without(serving, "parameters", "active_parameters")
    found = solve("parameters", {**sizes, "request_latency": 2.0}).result.value
    assert evaluate("request_latency", {**sizes, "parameters": found}) == pytest.approx(2, rel=1e-9)


def test_what_follows_from_a_hidden_unknown_is_found_too(serving):
    sizes = without(serving, "parameters", "active_parameters")
    derivation = solve("gpus_for_memory", {**sizes, "tpot": 0.02})
    assert SEEK in [step.equation for step in derivation.steps]
    known = derivation.known["parameters"]
    world = {**sizes, "parameters": known}
    assert derivation.result.value == evaluate("gpus_for_memory", world)
    assert evaluate("tpot", world) == pytest.approx(0.02, rel=1e-9)


def test_the_largest_model_that_leaves_room_for_a_batch():
    givens = {
        "gpus": 8, "gpu_memory": 80e9, "max_batch": 64, "kv_bytes_per_token": 327_680,
        "context_tokens": 4096,
    }  # fmt: skip
    derivation = solve("parameters", givens)
    assert derivation.result.value == pytest.approx(245.05e9, rel=1e-4)
    assert any("limit up to which" in step.note for step in derivation.steps)


def test_counts_are_rounded_to_the_side_that_holds():
    tokens = solve("output_tokens", {"ttft": 0.02, "tpot": 0.0055, "request_latency": 0.15})
    assert tokens.result.value == math.floor(0.13 / 0.0055) + 1
    assert "whole number" in tokens.steps[-1].note
    load = {"token_rate": 13_000, "throughput_per_gpu": 2000}
    assert evaluate("gpus_for_load", load) == 7
    assert evaluate("tensor_parallel", {"memory_needed": 200e9, "gpu_memory": 80e9}) == 4


def test_nothing_fits_beside_weights_that_fill_the_memory(serving):
    assert evaluate("max_batch", {**serving, "gpus": 1, "context_tokens": 100}) == 0


def test_erlang_gives_the_fewest_servers_for_a_wait():
    load = {"arrival_rate": 10, "service_time": 3}
    servers = evaluate("servers", {**load, "wait_at_percentile": 0.5})
    assert evaluate("wait_at_percentile", {**load, "servers": servers}) <= 0.5
    assert evaluate("wait_at_percentile", {**load, "servers": servers - 1}) > 0.5


def test_an_overloaded_queue_has_no_wait():
    with pytest.raises(OutOfReach, match="cannot be"):
        solve("mean_wait", {"arrival_rate": 10, "service_time": 3, "servers": 20})


def test_a_sparse_model_reads_more_experts_the_larger_the_batch(serving):
    mixtral = {
        **without(serving, "parameters", "active_parameters", "d_model"),
        "parameters": 46.7e9, "active_parameters": 12.9e9, "experts": 8, "experts_active": 2,
    }  # fmt: skip
    read = [evaluate("weights_read", {**mixtral, "batch": batch}) for batch in (1, 4, 400)]
    assert read[0] == pytest.approx(2 * 12.9e9)
    assert read[0] < read[1] < read[2] == pytest.approx(2 * 46.7e9)
    note = " ".join(solve("tpot", mixtral).notes)
    assert "an estimate" in note


def test_a_given_cache_hit_rate_shortens_the_prefill(serving):
    cold, warm = (
        evaluate("ttft", {**serving, **extra}) for extra in ({}, {"prefix_hit_rate": 0.5})
    )
    assert warm == pytest.approx(cold / 2)


def test_a_stated_context_overrides_the_mean_of_the_request(serving):
    assert evaluate("kv_cache", {**serving, "context_tokens": 10}) == 327_680 * 10 * 64


def test_what_the_givens_settle_is_not_assumed(serving):
    measured = evaluate("ttft", {**serving, "mfu": 0.5})
    found = solve("mfu", {**serving, "ttft": measured})
    assert found.result.value == pytest.approx(0.5)
    assert "mfu" not in {item.term for item in found.assumptions}


def test_faster_than_the_roofline_is_refused(serving):
    with pytest.raises(OutOfReach):
        solve("mfu", {**serving, "ttft": evaluate("ttft", serving) / 2})


def test_the_idle_fleet_makes_tokens_dear():
    givens = {"price_per_gpu_hour": 6.88, "gpus": 8, "tokens_per_day": 5e6}
    assert evaluate("served_cost_per_million_tokens", givens) == pytest.approx(264.2, rel=1e-3)


def test_85_and_83_per_cent_on_200_items_are_the_same():
    scores = {"score": 0.85, "other_score": 0.83}
    assert evaluate("difference_z", {**scores, "sample_size": 200}) == pytest.approx(
        0.546, rel=1e-3
    )
    assert evaluate("difference_margin", {**scores, "sample_size": 200}) > 0.02
    needed = evaluate("difference_sample_size", scores)
    assert 2500 < needed < 2600
    assert evaluate("difference_z", {**scores, "sample_size": needed}) >= 1.96 - 1e-4


@pytest.mark.parametrize(
    ("asked", "givens", "complaint"),
    [
        ("speed_per_user", {"tpot": 0}, "no value with these givens: something would be divided"),
        ("prefill_compute_time", {"prefill_time": 1e-3, "prefill_read_time": 5e-3}, "1 ms"),
        ("memory_needed", {"gpus_for_memory": 3.5, "gpu_memory": 80e9}, "no memory needed"),
        (
            "batch",
            {"batch_prefill_time": 1e-3, "prefill_compute_time": 1e-4, "prefill_read_time": 5e-3},
            "no batch makes the prefill time of a batch 1 ms",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(asked, givens, complaint):
    with pytest.raises(OutOfReach, match=complaint):
        solve(asked, givens)


def test_a_search_steps_around_where_an_equation_has_no_value():
    def shaky(batch):
        if batch > 8:
            raise ValueError
        return batch / 100

    entry = Equation("tpot", shaky, "shaky(batch)", "nowhere")
    use = Use(entry, "batch", ("tpot",), Way.SEARCH, sharp=False, cost=1, index=0)
    assert apply(use, {"tpot": 0.065}) == 6


def test_an_answer_out_of_the_usual_range_is_worth_a_second_look():
    derivation = solve("cost_per_million_tokens", {"cost_per_token": 0.5})
    assert "second look" in derivation.notes[0]


def test_a_group_of_givens_is_named_where_one_would_not_do():
    with pytest.raises(UnderDetermined) as caught:
        solve("kv_bytes_per_token", {"layers": 80})
    assert ("kv_heads", "head_dim") in caught.value.settled_by


def test_a_convention_is_never_missing():
    with pytest.raises(UnderDetermined) as caught:
        solve("days_per_month", {})
    assert caught.value.settled_by


def test_three_way_contradictions_name_who_else_takes_part():
    givens = {"cost_per_token": 0.0012, "tokens_per_day": 5e6, "monthly_spend": 200_000}
    with pytest.raises(Contradiction, match=r"monthly spend \(with tokens per day\)") as caught:
        solve("daily_spend", givens)
    assert caught.value.factor == pytest.approx(1.11, rel=1e-2)


def test_a_contradiction_with_nothing_is_infinite():
    with pytest.raises(Contradiction) as caught:
        solve("daily_spend", {"cost_per_token": 0, "cost_per_million_tokens": 2})
    assert caught.value.factor == math.inf


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("monthly spend", "monthly_spend"), ("Time-per-token", None), ("TPOT", "tpot")],
)
def test_words_are_matched_with_terms(typed, meant):
    found = nearest_terms(typed)
    assert (found[0] if found else None) == meant or meant is None


def test_errors_can_be_told_again_with_another_place():
    for kind in (UnknownTerm, UnderDetermined, Contradiction):
        assert str(kind("it fails", where="here", remedy="mend it")) == "here: it fails; mend it."


H100 = {"peak_flops": 989e12, "memory_bandwidth": 3.35e12}


def test_a_default_that_a_given_settles_is_not_assumed():
    four_bits = solve("weights", {"parameters": 70e9, "weight_bits": 4})
    assert four_bits.result.value == 35e9
    assert [item.term for item in four_bits.assumptions] == ["scale_bits"]


def test_a_given_message_time_counts_with_the_usual_messages(serving):
    sizes = {"link_bandwidth": 450e9, "batch": 1}
    free = evaluate("tpot", {**serving, **sizes})
    exchanged = evaluate("tpot", {**serving, **sizes, "message_time": 8e-6})
    moved = 4 * 80 * 8192 * 2 / 450e9
    assert exchanged - free == pytest.approx(4 * 80 * 8e-6 + moved)


@pytest.mark.parametrize(
    ("asked", "given", "value"),
    [
        ("cost_per_token", {"monthly_budget": 250e3, "tokens_per_day": 5e6}, 1 / 600),
        ("cost_per_million_tokens", {"annual_budget": 2e6, "tokens_per_day": 5e6}, 1095.89),
        ("tokens_per_day", {"monthly_budget": 10e3, "cost_per_million_tokens": 0.6}, 5.5556e8),
        ("monthly_budget", {"monthly_spend": 10e3}, 10e3),
    ],
)
def test_a_budget_is_supposed_to_be_spent_where_nothing_else_answers(asked, given, value):
    derivation = solve(asked, given)
    assert derivation.result.value == pytest.approx(value, rel=1e-4)
    assert any("whole budget is spent" in step.note for step in derivation.steps)


def test_a_budget_answers_only_for_want_of_a_better_way(serving):
    priced = {**serving, "price_per_gpu_hour": 2.5, "monthly_budget": 250e3, "tokens_per_day": 5e6}
    without_budget = {name: priced[name] for name in priced if name != "monthly_budget"}
    assert evaluate("cost_per_token", priced) == evaluate("cost_per_token", without_budget)
    with pytest.raises(UnderDetermined):
        solve("budget_share", {"monthly_budget": 250e3})


def test_the_largest_model_for_a_ttft_needs_no_sizes():
    given = {**H100, "gpus": 8, "ttft": 0.15, "prompt_tokens": 2000}
    largest = evaluate("parameters", given)
    assert largest == pytest.approx(0.15 * 8 * 989e12 / (2 * 2000))
    back = {**H100, "gpus": 8, "parameters": largest, "prompt_tokens": 2000}
    assert evaluate("ttft", back) == pytest.approx(0.15)
    assert evaluate("flops_per_token", {"parameters": 70e9}) == 140e9


def test_the_floor_of_a_decode_step_needs_no_cache():
    given = {"weights": 140e9, "memory_bandwidth": 3.35e12, "gpus": 8}
    assert evaluate("tpot", given) == pytest.approx(140 / (8 * 3350))
    computing = {"parameters": 70e9, **H100, "gpus": 8, "batch": 512}
    assert evaluate("tpot", computing) == pytest.approx(2 * 70e9 * 512 / (8 * 989e12))
    largest = {**H100, "gpus": 8, "tpot": 0.02, "batch": 1}
    assert evaluate("parameters", largest) == pytest.approx(0.02 * 8 * 3.35e12 / 2)
    with pytest.raises(UnderDetermined):
        solve("tpot", {**given, "prompt_tokens": 2000})


def test_what_one_knows_before_computing_is_named_as_well():
    with pytest.raises(UnderDetermined) as caught:
        solve("request_latency", {"active_parameters": 7e9, "weights": 14e9, **H100, "gpus": 1})
    assert caught.value.settled_by == (
        ("output_tokens", "ttft", "tpot"),
        ("prompt_tokens", "output_tokens", "batch", "layers", "kv_heads", "head_dim"),
    )


@pytest.mark.no_cover
def test_what_is_named_as_missing_settles_the_question():
    rng = random.Random(7)
    for _ in range(60):
        asked = rng.choice(list(TERMS))
        given = frozenset(rng.sample(list(TERMS), rng.randint(0, 10))) - {asked}
        if plan(asked, given) is None:
            for group in under_determined(asked, given).settled_by:
                assert plan(asked, given | {*group}) is not None, (asked, given, group)


def test_an_assumed_value_may_be_what_is_missing():
    with pytest.raises(UnderDetermined, match="bytes per weight"):
        solve("weight_bits", {})


def test_the_mean_context_of_an_odd_answer_is_no_whole_number():
    given = {"kv_bytes_per_token": 1000, "prompt_tokens": 73, "output_tokens": 33}
    assert evaluate("context_tokens", given) == 89.5
    room = evaluate("sequence_kv", given)
    back = {"kv_bytes_per_token": 1000, "output_tokens": 33, "sequence_kv": room}
    assert evaluate("prompt_tokens", back) == 73


def test_what_is_asked_tells_which_case_it_is():
    given = {
        "prompt_tokens": 2000, "output_tokens": 500, "input_price": 2.5, "cached_price": 1.25,
        "output_price": 10, "requests_per_day": 1e6,
    }  # fmt: skip
    spend = evaluate("api_daily_spend", {**given, "cached_tokens": 800})
    assert evaluate("cached_tokens", {**given, "api_daily_spend": spend}) == pytest.approx(800)


def test_an_unknown_behind_a_default_is_found(serving):
    known = {**serving, "link_bandwidth": 450e9}
    slow = evaluate("tpot", {**known, "message_time": 8e-6})
    assert evaluate("message_time", {**known, "tpot": slow}) == pytest.approx(8e-6, rel=1e-9)


def test_the_fewest_servers_with_no_wait_at_all():
    load = {"arrival_rate": 10, "service_time": 3, "percentile": 0.5}
    servers = evaluate("servers", {**load, "wait_at_percentile": 0})
    assert evaluate("wait_at_percentile", {**load, "servers": servers}) == 0
    assert evaluate("wait_at_percentile", {**load, "servers": servers - 1}) > 0


def test_what_would_take_too_much_is_not_named(monkeypatch):
    monkeypatch.setattr(missing, "_LARGEST", 0)
    given = {"output_tokens": 100, "weights": 14e9, "active_parameters": 7e9, **H100, "gpus": 1}
    with pytest.raises(UnderDetermined) as caught:
        solve("request_latency", {**given, "batch": 8})
    assert ("prompt_tokens",) not in caught.value.settled_by


def test_a_count_at_the_peak_of_a_curve_is_found():
    given = {"acceptance_rate": 0.75, "draft_cost": 0.06}
    speeds = {
        many: evaluate("spec_speedup", {**given, "draft_tokens": many}) for many in range(3, 9)
    }
    best = max(speeds, key=speeds.get)
    assert evaluate("draft_tokens", {**given, "spec_speedup": speeds[best]}) == best
    near = (speeds[best] + max(speeds[best - 1], speeds[best + 1])) / 2
    assert evaluate("draft_tokens", {**given, "spec_speedup": near}) == best


def test_what_to_count_on_is_told_of_times_rates_and_costs_alone(serving):
    assert "count on" in solve("speed_per_user", serving).notes[0]
    trained = {"active_parameters": 7e9, "training_tokens": 1e12, "peak_flops": 989e12}
    (note,) = solve("training_gpu_hours", trained).notes
    assert note.startswith("roofline: hardware never beats it")
    assert "count on" not in note


def test_the_least_a_count_can_be_is_a_number_like_others():
    sizes = {"d_model": 8192, "head_dim": 128, "heads": 64}
    short = 2 * 8192 * 128 * 65 * (1 - 1e-12)
    derivation = solve("kv_heads", {**sizes, "attention_parameters": short})
    assert type(derivation.result.value) is float
    assert as_data(derivation)["value"] == 1


def test_a_queue_with_servers_without_number_never_waits():
    assert queueing.erlang_c(9e6, 10) == 0
    assert queueing.erlang_c(400, 10) < 1e-300


def test_what_cancels_is_no_contradiction():
    """Memory needed less weights and cache leaves noise, or what rounding may explain."""
    held = {"weights": 141.1e9, "kv_cache": 45.6e9, "kv_copies": 1, "memory_reserve": 0}
    assert evaluate("weights_per_gpu", {**held, "gpus": 2, "memory_needed": 186.7e9 * (1 + 1e-15)})
    assert evaluate("weights_per_gpu", {**held, "gpus": 2, "memory_needed": 187e9})
    with pytest.raises(Contradiction):
        solve("weights_per_gpu", {**held, "gpus": 2, "memory_needed": 200e9})


def test_a_given_that_others_cannot_tell_is_not_held_against_them():
    """Without a wait nobody can work back to its limit: the latency is answered all the same."""
    queue = {"servers": 40.0, "offered_load": 1.0, "service_time": 2.0, "wait_limit": 5.0}
    sure = {**queue, "service_level": evaluate("service_level", queue)}
    assert evaluate("decode_time", {**sure, "output_tokens": 101, "tpot": 0.02}) == 2


def test_what_cannot_be_going_forwards_is_said():
    given = {"servers": 20, "offered_load": 30, "service_time": 3, "mean_wait": 1}
    with pytest.raises(OutOfReach, match="mean wait"):
        solve("decode_time", {**given, "output_tokens": 101, "tpot": 0.02})


@pytest.mark.parametrize(
    ("gpus", "model", "copies"),
    [
        (8, {"kv_heads": 8, "head_dim": 128}, 1),
        (16, {"kv_heads": 8, "head_dim": 128}, 2),
        (16, {"kv_heads": 8, "head_dim": 128, "attention_gpus": 4}, 1),
        (16, {"kv_rank": 512, "rope_dim": 64}, 16),
        (16, {"kv_rank": 512, "rope_dim": 64, "attention_gpus": 2}, 2),
    ],
)
def test_heads_are_never_split_and_latents_are_on_every_gpu(gpus, model, copies):
    """What does not fit on one GPU does not fit on all: each number counts the copies."""
    system = {
        **model, "gpu_memory": 80e9, "memory_bandwidth": 3.35e12, "gpus": gpus, "layers": 80,
        "parameters": 70e9, "batch": 128, "context_tokens": 8000,
    }  # fmt: skip
    each = evaluate("weights_per_gpu", system) + evaluate("kv_cache_per_gpu", system)
    assert evaluate("kv_copies", system) == copies
    assert evaluate("memory_needed", system) == pytest.approx(each * gpus)
    assert (evaluate("memory_headroom", system) >= 0) == (each <= 72e9)
    cache = {**system, "batch": evaluate("max_batch", system)}
    filled = evaluate("weights_per_gpu", cache) + evaluate("kv_cache_per_gpu", cache)
    assert 71e9 < filled <= 72e9
    assert evaluate("kv_read_time", system) == pytest.approx(
        evaluate("kv_cache_per_gpu", system) / 3.35e12
    )


def test_the_fewest_gpus_hold_the_copies_they_make_necessary():
    """More cards than KV heads bring more copies: the count is the first at which all fits."""
    model = {"kv_heads": 4, "head_dim": 128, "layers": 80, "parameters": 235e9, "gpu_memory": 80e9}
    held = {**model, "bytes_per_weight": 1, "batch": 20, "context_tokens": 32768}
    fewest = evaluate("gpus_for_memory", held)
    assert fewest > 4
    assert evaluate("memory_headroom", {**held, "gpus": fewest}) >= 0
    assert evaluate("memory_headroom", {**held, "gpus": fewest - 1}) < 0
    with pytest.raises(OutOfReach, match="fills it, however many"):
        evaluate("gpus_for_memory", {**held, "batch": 60})
    latent = {"kv_rank": 512, "rope_dim": 64, "layers": 61, "parameters": 671e9}
    shared = {**latent, "gpu_memory": 80e9, "bytes_per_weight": 1, "kv_cache": 20e9}
    assert evaluate("gpus_for_memory", shared) == 13
    assert evaluate("gpus_for_memory", {**shared, "attention_gpus": 1}) == 10


def test_gpus_are_sought_with_the_copies_they_bring():
    """Asked for GPUs, no single copy is assumed: they are sought until the batch fits."""
    model = {"kv_heads": 4, "head_dim": 128, "layers": 94, "parameters": 235e9, "gpu_memory": 80e9}
    held = {**model, "bytes_per_weight": 1, "context_tokens": 32768, "memory_reserve": 0}
    found = evaluate("gpus", {**held, "max_batch": 40, "usable_share": 0.9})
    assert evaluate("max_batch", {**held, "gpus": found}) >= 40
    assert evaluate("max_batch", {**held, "gpus": found - 1}) < 40


def test_prompt_tokens_are_not_charged_at_the_cost_of_output():
    """10,000 calls of 2,000 + 100 tokens: the GPUs are busy for 1 M output tokens, not for 21 M."""
    own = {
        "price_per_gpu_hour": 2, "gpus": 8, "throughput": 2000, "utilisation": 1,
        "prompt_tokens": 2000, "output_tokens": 100, "requests_per_day": 10_000,
    }  # fmt: skip
    listed = {**own, "input_price": 0.2, "output_price": 0.8}
    spend = 1e6 / 2000 / 3600 * 16
    assert evaluate("daily_spend", own) == pytest.approx(spend)
    assert evaluate("cost_per_request", own) == pytest.approx(spend / 10_000)
    assert evaluate("api_daily_spend", listed) == pytest.approx(4.80)
    assert evaluate("api_ratio", listed) == pytest.approx(4.80 / spend)
    assert evaluate("cost_per_million_tokens", own) == pytest.approx(spend), "of output tokens"
    assert any("prompt and output" in step.note for step in solve("daily_spend", own).steps)
    share = evaluate("served_share", {**own, "fleet_throughput": 2000})
    assert share == pytest.approx(1e6 / 86400 / 2000)
