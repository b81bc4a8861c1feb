"""Every published formula, each argument and default, against arithmetic written out by hand."""

import math

import pytest

from trainer.costmodel.formulas.binding import BadCase, compute, formulas

L70 = {"L": 80, "D": 8192, "F": 28672, "N": 64, "K": 8, "H": 128, "V": 128256}
BLOCKS = 80 * (3 * 8192 * 28672 + 2 * 8192 * 128 * 72)
EMBEDDING = 8192 * 128256
MOE = {"L": 2, "D": 10, "F": 30, "E": 8, "k": 2, "N": 4, "K": 2, "H": 5, "V": 100}
MOE_ATTN, MOE_MLP = 2 * 2 * 10 * 5 * 6, 2 * 3 * 10 * 30
MLA = {
    "L": 3, "D": 10, "F_dense": 40, "F_moe": 7, "L_dense": 1, "E": 6, "shared": 1, "k": 2, "N": 2,
    "q_rank": 5, "kv_rank": 4, "nope": 3, "rope": 2, "v_dim": 3, "V": 50,
}  # fmt: skip
MLA_ATTN = 3 * (10 * 5 + 5 * 2 * 5 + 10 * 6 + 4 * 2 * 6 + 2 * 3 * 10)
MLA_BASE = MLA_ATTN + 3 * 10 * 40 + 2 * 10 * 50
V2_LITE = {
    "L": 27, "D": 2048, "F_dense": 10944, "F_moe": 1408, "L_dense": 1, "E": 64, "shared": 2, "k": 6,
    "N": 16, "kv_rank": 512, "nope": 128, "rope": 64, "v_dim": 128, "V": 102400,
}  # fmt: skip
V2_LITE_ATTN = 2048 * 16 * 192 + 2048 * 576 + 512 * 16 * 256 + 16 * 128 * 2048
V2_LITE_MLP = 3 * 2048 * (10944 + 26 * 66 * 1408)
V2_LITE_TOTAL = 27 * V2_LITE_ATTN + V2_LITE_MLP + 2 * 2048 * 102400
STEP = {"weights": 4e9, "kv_seq": 1e8, "batch": 10, "n": 2, "bw": 1e12}
STATIC = {
    "P": 1e9, "batch": 4, "s_in": 100, "s_out": 50, "n": 2, "peak": 1e14, "bw": 1e12,
    "weights": 2e9, "kv_tok": 1e5,
}  # fmt: skip
STATIC_S = max(2000000000.0 / 2000000000000.0, 4 * 2000000000.0 * 100 / 200000000000000.0)
STATIC_STEP = 4 * 1e5 * 125 / 2e12 + max(2e9 / 2e12, 2e9 * 4 / 2e14)
STATIC_RATE = 4 * 50 / (STATIC_S + 49 * STATIC_STEP)

CASES = [
    ("params_dense", L70, BLOCKS + 2 * EMBEDDING),
    ("params_dense", {**L70, "tied": True}, BLOCKS + EMBEDDING),
    ("params_dense", {**L70, "tied": 1, "part": "matmul"}, BLOCKS + EMBEDDING),
    ("params_dense", {**L70, "part": "matmul"}, BLOCKS + EMBEDDING),
    ("params_dense", {**L70, "part": "mlp", "mlp_mats": 2}, 80 * 2 * 8192 * 28672),
    ("params_dense", {**L70, "part": "attn"}, 80 * 2 * 8192 * 128 * 72),
    ("params_dense", {**L70, "part": "embedding"}, 2 * EMBEDDING),
    ("params_moe", MOE, MOE_ATTN + 8 * MOE_MLP + 2000),
    ("params_moe", {**MOE, "part": "active"}, MOE_ATTN + 2 * MOE_MLP + 2000),
    ("params_mla_moe", MLA, MLA_BASE + 2 * 3 * 10 * 7 * 7),
    ("params_mla_moe", {**MLA, "part": "active"}, MLA_BASE + 2 * 3 * 10 * 7 * 3),
    ("params_mla_moe", {**MLA, "part": "attn"}, MLA_ATTN),
    ("params_mla_moe", {**V2_LITE, "q_rank": None}, V2_LITE_TOTAL),
    ("params_mla_moe", {**V2_LITE, "q_rank": 0}, V2_LITE_TOTAL),
    ("weight_bytes", {"P": 1e9}, 2e9),
    ("weight_bytes", {"P": 70e9, "bits": 4}, 35e9),
    ("weights_cfg", L70, 2 * (BLOCKS + 2 * EMBEDDING)),
    (
        "weights_cfg",
        {**L70, "bits": 8, "emb_bits": 16, "vocab_mats": 1, "tp": 4},
        BLOCKS / 4 + EMBEDDING / 2,
    ),
    (
        "weights_cfg",
        {**L70, "vocab_mats": 1, "tp": 4, "emb_sharded": False},
        BLOCKS / 2 + 2 * EMBEDDING,
    ),
    ("kv_bytes_per_token", {"L": 80, "K": 8, "H": 128}, 327_680),
    ("kv_bytes_per_token", {"L": 80, "K": 8, "H": 128, "bytes_el": 1}, 163_840),
    ("kv_bytes_per_token_mla", {"L": 61, "kv_rank": 512, "rope": 64}, 70_272),
    ("kv_bytes", {"kv_per_token": 10, "seq": 7}, 70),
    ("kv_bytes", {"kv_per_token": 10, "seq": 7, "batch": 3}, 210),
    ("kv_cfg", {"L": 80, "K": 8, "H": 128, "bytes_el": 2, "seq": 4096, "batch": 32}, 42949672960),
    (
        "kv_cfg",
        {"L": 80, "K": 8, "H": 128, "bytes_el": 2, "seq": 4096, "batch": 32, "tp": 16},
        42949672960 / 8,
    ),
    ("total_memory", {"weights": 5, "kv_per_token": 2, "seq": 3, "batch": 4}, 29),
    ("total_memory", {"weights": 5, "kv_per_token": 2, "seq": 3, "batch": 4, "overhead": 1}, 30),
    ("flops_per_token", {"P": 7}, 14),
    ("flops_per_token", {"P": 7, "L": 2, "N": 3, "H": 4, "ctx": 5}, 14 + 4 * 24 * 5),
    ("decode_flops_step", {"P": 7, "batch": 3, "L": 2, "N": 3, "H": 4, "ctx": 5}, 3 * 494),
    ("prefill_flops", {"P": 7, "S": 10}, 140),
    ("prefill_flops", {"P": 7, "S": 10, "batch": 2, "L": 2, "N": 3, "H": 4}, 2 * (140 + 4800)),
    ("prefill_flops", {"P": 7, "S": 10, "L": 2, "N": 3, "H": 4, "causal": False}, 140 + 9600),
    ("compute_time", {"flops": 100, "n": 2, "peak": 5}, 10),
    ("compute_time", {"flops": 100, "n": 2, "peak": 5, "mfu": 0.5}, 20),
    ("prefill_time", {"P": 7, "S": 10, "n": 2, "peak": 7, "mfu": 0.5}, 20),
    ("prefill_time", {"P": 7, "S": 10, "n": 2, "peak": 7, "bytes_w": 600, "bw": 10}, 30),
    ("prefill_time", {"P": 7, "S": 10, "n": 2, "peak": 7, "bytes_w": 600, "bw": None}, 10),
    ("read_time", {"nbytes": 100, "n": 2, "bw": 5, "mbu": 0.5}, 20),
    ("decode_step", STEP, 2.5e-3),
    ("decode_step", {**STEP, "kv_passes": 2, "extra": 1e-3}, 4e-3),
    ("decode_step", {**STEP, "P": 1e9, "peak": 1e12}, 0.5e-3 + 10e-3),
    ("decode_step", {**STEP, "P": 1e9, "peak": 1e12, "mode": "overlap"}, 10e-3),
    ("decode_step", {**STEP, "P": 1e9, "peak": 1e12, "mfu": 0.5, "mbu": 0.5}, 1e-3 + 20e-3),
    ("decode_total", {**STEP, "steps": 20}, 50e-3),
    ("decode_throughput", STEP, 4000),
    (
        "decode_step_cfg",
        {**L70, "ctx": 1000, "batch": 4, "bw": 1e12},
        (2 * (BLOCKS + EMBEDDING) + 4 * 1000 * 327_680) / 1e12,
    ),
    (
        "decode_step_cfg",
        {**L70, "ctx": 1000, "batch": 4, "bw": 1e12, "tp": 2, "kv_el": 1, "extra": 1e-3},
        ((BLOCKS + EMBEDDING) + 4 * 1000 * 81_920) / 1e12 + 1e-3,
    ),
    ("critical_batch", {"peak": 989e12, "bw": 3.35e12}, 989 / 3.35),
    ("critical_batch", {"peak": 989e12, "bw": 3.35e12, "bytes_w": 1}, 989 / 6.7),
    ("critical_batch", {"peak": 4, "bw": 2, "experts": 8, "active": 2}, 8),
    (
        "critical_batch_exact",
        {"Din": 100, "Dout": 50, "peak": 1000, "bw": 100, "bytes_w": 1, "bytes_a": 0.01},
        50 / (10 - 0.015),
    ),
    ("matmul_time", {"B": 2, "Din": 10, "Dout": 5, "peak": 10, "bw": 1e9}, 20),
    ("matmul_time", {"B": 2, "Din": 10, "Dout": 5, "peak": 10, "bw": 1, "part": "memory"}, 160),
    ("matmul_time", {"B": 2, "Din": 10, "Dout": 5, "peak": 10, "bw": 1, "part": "compute"}, 20),
    ("tp_limit", {"F": 28000, "link_bw": 4e11, "peak": 9.9e14}, 28000 * 4e11 / 9.9e14),
    ("tp_limit", {"F": 16384, "link_bw": 1, "hbm_bw": 8, "batch": 32, "axes": 2}, 128),
    ("comm_latency", {"messages_per_layer": 4, "L": 80, "t_msg": 8e-6}, 2.56e-3),
    ("tp_comm_bytes_time", {"batch": 2, "L": 3, "D": 5, "link_bw": 10}, 24),
    (
        "tp_comm_bytes_time",
        {"batch": 2, "L": 3, "D": 5, "link_bw": 10, "bytes_el": 1, "vectors_per_layer": 2},
        6,
    ),
    ("collective_time", {"nbytes": 800, "n": 8, "link_bw": 10}, 70),
    ("collective_time", {"nbytes": 800, "n": 8, "link_bw": 10, "kind": "all-reduce"}, 140),
    ("collective_time", {"nbytes": 800, "n": 8, "link_bw": 10, "kind": "reducescatter"}, 70),
    ("collective_time", {"nbytes": 800, "n": 8, "link_bw": 10, "exact": False}, 80),
    ("ep_comm_time", {"tokens": 32, "experts": 9, "D": 7000, "link_bw": 5e10}, 120.96e-6),
    ("ep_comm_time", {"tokens": 1, "experts": 1, "D": 6, "link_bw": 1, "combine": 1}, 12),
    ("ep_tpot", {"L": 61, "tokens": 32, "experts": 9, "D": 7000, "link_bw": 5e10}, 14.75712e-3),
    (
        "ep_tpot",
        {"L": 1, "tokens": 1, "experts": 1, "D": 1, "link_bw": 1, "microbatches": 3, "dispatch": 2},
        12,
    ),
    ("latency_bound_bytes", {"n": 8, "link_bw": 10, "hop": 3}, 240),
    (
        "step_with_allreduce",
        {"weights": 4e9, "P": 1e9, "n": 4, "bw": 1e12, "peak": 1e15, "batch": 1, "L": 10},
        10 * 4 * (2e-6 + 6e-6) + 1e-3,
    ),
    ("throughput", {"batch": 32, "step_s": 0.016}, 2000),
    ("compute_ceiling", {"n": 8, "peak": 1e15, "P": 5e8}, 8e6),
    ("queries_per_s", {"batch": 32, "step_s": 0.016, "n_out": 100}, 20),
    ("queries_per_s", {"batch": 32, "step_s": 0.016, "n_out": 100, "chips": 4}, 5),
    ("static_batch_throughput", STATIC, STATIC_RATE / 2),
    ("static_batch_throughput", {**STATIC, "per": "total"}, STATIC_RATE),
    ("static_batch_throughput", {**STATIC, "per": "req"}, STATIC_RATE / 50),
    ("static_batch_throughput", {**STATIC, "P_decode": 1e9}, STATIC_RATE / 2),
    (
        "ceiling_throughput",
        {**{key: value for key, value in STATIC.items() if key != "batch"}, "hbm": 1.0251e9},
        STATIC_RATE,
    ),
    ("max_batch", {"hbm": 16e9, "n": 16, "weights": 18.4e9, "kv_seq": 33.5e9}, 7),
    ("max_batch", {"hbm": 10, "n": 2, "weights": 1, "kv_seq": 3, "usable": 0.5, "reserve": 2}, 2),
    ("request_latency", {"ttft": 1, "tpot": 0.1, "n_out": 11}, 2),
    ("request_latency", {"ttft": 1, "tpot": 0.1, "n_out": 11, "first": False}, 2.1),
    ("request_latency", {"ttft": 1, "tpot": 0.1, "n_out": 1, "queue": 2, "network": 3}, 6),
    ("gpus_for_memory", {"nbytes": 1370e9, "hbm": 16e9}, 86),
    ("gpus_for_memory", {"nbytes": 144e9, "hbm": 80e9, "usable": 0.9, "whole": False}, 2),
    ("gpus_for_load", {"tokens_per_s": 13000, "tps_per_gpu": 2000}, 7),
    (
        "gpus_for_load",
        {"tokens_per_s": 13000, "tps_per_gpu": 2000, "utilisation": 0.5, "whole": False},
        13,
    ),
    ("cost_per_token", {"gpu_hour": 2, "n": 8, "tokens_per_s": 22300}, 16 / 3600 / 22300),
    (
        "cost_per_token",
        {"gpu_hour": 2, "n": 8, "tokens_per_s": 22300, "utilisation": 0.5, "per": 1e6},
        32e6 / 3600 / 22300,
    ),
    ("cost_compute_bound", {"P": 1e9, "peak": 2e9, "gpu_hour": 3600, "mfu": 0.5}, 2),
    ("implied_gpu_hour", {"cost_per_million": 0.2, "tokens_per_s": 22300, "n": 8}, 2.007),
    ("api_cost", {"n_in": 2e9, "n_out": 5e8, "p_in": 2.5, "p_out": 10}, 10_000),
    (
        "api_cost",
        {"n_in": 1e6, "n_out": 1e6, "p_in": 2, "p_out": 5, "cached": 5e5, "p_cached": 1},
        6.5,
    ),
    ("api_cost", {"n_in": 1e6, "n_out": 0, "p_in": 2, "p_out": 5, "cached": 5e5}, 2),
    ("fleet_cost", {"gpu_hour": 2, "gpus": 1814, "hours": 24}, 87_072),
    ("spend", {"price_per_token": 0.0012, "tokens_per_day": 5e6}, 180_000),
    ("spend", {"price_per_token": 0.0012, "tokens_per_day": 5e6, "days": 31}, 186_000),
    ("budget_price", {"budget": 250_000, "tokens_per_day": 5e6}, 1 / 600),
    ("flops_per_dollar_hour", {"peak": 1e15, "price": 2}, 5e14),
    ("margin", {"revenue": 562_027, "cost": 87_072}, 5.4547),
    ("amortised_hour", {"capex": 50_000, "years": 3, "opex_factor": 1.2}, 60_000 / 3 / 8760),
    ("amortised_hour", {"capex": 1, "years": 1, "hours_year": 2}, 0.5),
    ("amdahl", {"n": 10, "serial": 0.05}, 1 / (0.05 + 0.095)),
    ("usl", {"n": 10, "sigma": 0.02, "kappa": 0.001}, 10 / (1 + 0.18 + 0.09)),
    ("littles_law", {"rate": 50, "time": 6.74}, 337),
    ("erlang_c", {"servers": 2, "load": 1}, 1 / 3),
    ("erlang_c", {"servers": 2, "load": 3}, 1),
    ("service_level", {"servers": 2, "load": 1, "wait": 2, "service": 1}, 1 - math.exp(-2) / 3),
    ("service_level", {"servers": 2, "load": 2, "wait": 2, "service": 1}, 0),
    ("mm1_percentile", {"service": 0.5, "rho": 0.5, "q": 0.99}, -math.log(0.01)),
    ("mm1_wait_percentile", {"service": 0.5, "rho": 0.5, "q": 0.99}, math.log(50)),
    ("mm1_wait_percentile", {"service": 0.5, "rho": 0.5, "q": 0.4}, 0),
    ("mg1_wait", {"service": 60, "rho": 0.8}, 240),
    ("mg1_wait", {"service": 60, "rho": 0.8, "scv": 0}, 120),
    ("pass_at_k", {"n": 10, "c": 3, "k": 5}, 1 - 21 / 252),
    ("pass_at_k", {"n": 10, "c": 0, "k": 5}, 0),
    ("pass_at_k", {"n": 10, "c": 8, "k": 5}, 1),
    ("spec_tokens", {"alpha": 0.8, "gamma": 4}, 3.3616),
    ("spec_tokens", {"alpha": 1, "gamma": 4}, 5),
    ("spec_speedup", {"alpha": 0.8, "gamma": 4, "c": 0.1}, 3.3616 / 1.4),
    ("spec_ops", {"alpha": 0.7, "gamma": 3}, 0.3 * 4 / (1 - 0.7**4)),
    ("spec_ops", {"alpha": 0.7, "gamma": 3, "c_hat": 0.1}, 0.3 * 4.3 / (1 - 0.7**4)),
    ("prefix_hit_rate", {"cached": 342, "total": 608}, 0.5625),
    ("prefix_prefill_time", {"full_time": 2, "hit": 0.25}, 1.5),
    ("mfu", {"P": 5, "tokens": 3, "seconds": 2, "n": 3, "peak": 10}, 0.5),
    ("mbu", {"nbytes": 30, "seconds": 2, "n": 3, "bw": 10}, 0.5),
    ("time_from_mfu", {"P": 5, "tokens": 3, "n": 3, "peak": 10, "mfu": 0.5}, 2),
    ("prefill_decode_ratio", {"t_prefill": 9, "batch": 4, "t_step": 3, "n_out": 6}, 2),
    (
        "nodes_prefill_decode",
        {"in_per_s": 10, "out_per_s": 6, "in_tps": 5, "out_tps": 2, "utilisation": 0.5},
        10,
    ),
    ("evicted_tokens_per_step", {"batch": 32, "prompt": 8192, "gen": 4096}, 96),
    ("transfer_time", {"nbytes": 100, "bw": 5, "links": 2, "latency": 1}, 11),
    (
        "bleu",
        {"matches": [14, 7, 5, 3], "totals": [17, 14, 11, 8], "hyp_len": 17, "ref_len": 18},
        48.53082700992988,
    ),
    ("token_f1", {"pred": "Beyoncé Knowles", "gold": "beyoncé giselle knowles carter"}, 2 / 3),
    ("token_f1", {"pred": ["a", "b"], "gold": ["b", "c"]}, 0.5),
    ("rouge_l", {"pred": "a b c", "gold": ["x y", "a c"]}, 0.8),
    ("train_flops", {"P": 70e9, "tokens": 15e12}, 6.3e24),
    ("train_mfu", {"P": 1e9, "tokens": 6e9, "gpu_hours": 10, "peak": 2e15}, 0.5),
    ("flops_per_token_cfg", {"L": 2, "D": 3, "F": 5, "N": 2, "K": 1, "H": 2}, 4 * (30 + 36)),
    ("kv_projection_flops", {"L": 64, "D": 8192, "KH": 8192}, 17_179_869_184),
    ("aggregate", {"per_chip": 2e14, "n": 256}, 5.12e16),
    ("product", {"x": 2, "y": 3, "z": 4}, 24),
    ("ratio", {"a": 6, "b": 3}, 2),
    ("ratio", {"b": 3, "a": 6}, 2),
    ("ratio", {"per": 8, "of": 4}, 2),
]  # fmt: skip


@pytest.mark.parametrize(("name", "inputs", "expected"), CASES)
def test_a_formula_gives_what_arithmetic_gives(name, inputs, expected):
    assert compute(name, inputs) == pytest.approx(
        expected, rel=2e-4 if expected in ROUNDED else 1e-9
    )


ROUNDED = {2.007, 5.4547}
"""Written down to four digits."""


def test_every_formula_is_tried():
    tried = {name for name, _, _ in CASES}
    assert {*formulas(), "product", "ratio"} == tried


@pytest.mark.parametrize(
    ("name", "inputs", "complaint"),
    [
        ("teleport_time", {}, "there is no formula 'teleport_time'"),
        ("amdahl", {"n": 2}, "amdahl needs serial"),
        ("amdahl", {"n": 2, "serial": 0.1, "speed": 3}, "amdahl does not take speed"),
        ("amdahl", {"n": "two", "serial": 0.1}, "n is a finite number, not 'two'"),
        ("amdahl", {"n": True, "serial": 0.1}, "n is a finite number"),
        ("amdahl", {"n": None, "serial": 0.1}, "n is a finite number"),
        ("amdahl", {"n": 10**400, "serial": 0.1}, "n is a finite number"),
        ("amdahl", {"n": 0, "serial": 0}, "cannot be computed"),
        ("max_batch", {"hbm": 1, "n": 1, "weights": 0, "kv_seq": 0}, "cannot be computed"),
        ("erlang_c", {"servers": 1e9, "load": 1e8}, "ten million"),
        ("pass_at_k", {"n": 3, "c": 1, "k": 5}, "can exceed"),
        ("prefill_flops", {"P": 1, "S": 1, "causal": "yes"}, "true or false"),
        ("params_dense", {**L70, "part": "head"}, "part is one of total"),
        ("matmul_time", {"B": 1, "Din": 1, "Dout": 1, "peak": 1, "bw": 1, "part": 3}, "is text"),
        ("matmul_time", {"B": 1, "Din": 1, "Dout": 1, "peak": 1, "bw": 1, "part": "sum"}, "one of"),
        ("decode_step", {**STEP, "mode": "magic"}, "additive or overlap"),
        ("static_batch_throughput", {**STATIC, "per": "rack"}, "per is one of"),
        ("collective_time", {"nbytes": 1, "n": 1, "link_bw": 1, "kind": "gossip"}, "kind is one"),
        ("tp_limit", {"F": 1, "link_bw": 1, "hbm_bw": 1}, "needs peak"),
        ("critical_batch_exact", {"Din": 1, "Dout": 1, "peak": 1e9, "bw": 1}, "no finite value"),
        ("mg1_wait", {"service": 1, "rho": 1}, "no finite value"),
        ("bleu", {"matches": 3, "totals": [1], "hyp_len": 1, "ref_len": 1}, "is a list"),
        ("bleu", {"matches": [2], "totals": [1], "hyp_len": 1, "ref_len": 1}, "more matches"),
        ("bleu", {"matches": [2], "totals": [2, 1], "hyp_len": 1, "ref_len": 1}, "as many match"),
        ("token_f1", {"pred": "a", "gold": 3}, "gold is a list"),
        ("token_f1", {"pred": "a", "gold": [3]}, "gold is text"),
        ("ratio", {"a": 1}, "two inputs, not 1"),
        ("ratio", {"a": 1, "b": 0}, "cannot be computed"),
        ("product", {"a": "x"}, "finite number"),
    ],
)
def test_a_case_that_cannot_be_computed_says_why(name, inputs, complaint):
    with pytest.raises(BadCase) as caught:
        compute(name, inputs)
    assert complaint in str(caught.value)
