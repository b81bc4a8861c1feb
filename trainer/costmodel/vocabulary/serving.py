"""Terms of serving: tokens in and out, the time of each phase, the rates that follow."""

from __future__ import annotations

from trainer.costmodel.vocabulary.term import Term

TERMS = (
    Term(
        "prompt_tokens", "prompt tokens", "token", "S",
        "tokens of a request's prompt", 1, 1e7, whole=True,
    ),
    Term(
        "output_tokens", "output tokens", "token", "T_out",
        "tokens of a request's answer", 1, 1e6, whole=True,
    ),
    Term(
        "context_tokens", "tokens in cache", "token", "T_ctx",
        "tokens of one sequence in the KV cache, on average over its decode steps", 1, 1e7,
    ),
    Term(
        "sequence_tokens", "longest sequence", "token", "T_seq",
        "prompt and full answer of a request", 1, 1e7, whole=True,
    ),
    Term(
        "batch", "batch", "1", "B",
        "sequences decoded together", 1, 1e4, whole=True,
    ),
    Term(
        "causal_share", "share of attention computed", "1", "c_S",
        "1/2 where the kernel skips what lies after a token, 1 where it does not",
        0.5, 1, most=1, default=0.5,
    ),
    Term(
        "attention_flops", "attention FLOPs per pair", "FLOP", "a",
        "FLOPs for one token looking at one token of its context, over all layers",
        1e3, 1e9,
    ),
    Term(
        "flops_per_token", "FLOPs per token", "FLOP", "F_token",
        "FLOPs for one generated token", 1e8, 1e14, better="less",
    ),
    Term(
        "prefill_flops", "prefill FLOPs", "FLOP", "F_pre",
        "FLOPs for one prompt", 1e8, 1e19, better="less",
    ),
    Term(
        "decode_flops", "decode FLOPs per step", "FLOP", "F_step",
        "FLOPs for one step of the whole batch", 1e8, 1e18, better="less",
    ),
    Term(
        "decode_bytes", "decode bytes per step", "byte", "M_step",
        "bytes read in one step of the whole batch", 1e7, 1e14, better="less",
    ),
    Term(
        "decode_intensity", "decode intensity", "FLOP/byte", "I_dec",
        "FLOPs per byte read in a decode step", 0.1, 2000,
    ),
    Term(
        "prefill_intensity", "prefill intensity", "FLOP/byte", "I_pre",
        "FLOPs per byte of weights read in prefilling one prompt", 1, 1e7,
    ),
    Term(
        "weights_read", "weights read per step", "byte", "M_read",
        "bytes of weights that a decode step reads: of a sparse model those of the experts met",
        1e7, 2e13, better="less",
    ),
    Term(
        "prefill_compute_time", "prefill computing", "s", "t_Fpre",
        "time of prefilling one prompt if only computing took time", 1e-5, 1e4, better="less",
    ),
    Term(
        "prefill_read_time", "prefill weight reading", "s", "t_Wpre",
        "time of reading all weights once", 1e-5, 100, better="less",
    ),
    Term(
        "prefill_time", "prefill time", "s", "t_pre",
        "time of prefilling one prompt: TTFT without waiting", 1e-4, 1e4, better="less",
    ),
    Term(
        "prefix_hit_rate", "prefix-cache hit rate", "1", "h",
        "share of prompt tokens whose keys and values are cached already", 0, 1, most=1,
    ),
    Term(
        "cached_prefill_time", "prefill time with cached prefix", "s", "t'_pre",
        "prefill time of what the prefix cache does not hold", 0, 1e4, better="less",
    ),
    Term(
        "queue_time", "queueing time", "s", "t_q",
        "time a request waits for its turn", 0, 3600, better="less", default=0,
    ),
    Term(
        "network_time", "network time", "s", "t_net",
        "time on the way to and from the server", 0, 10, better="less", default=0,
    ),
    Term(
        "ttft", "TTFT", "s", "TTFT",
        "time until the first token reaches the user", 1e-3, 1e4, better="less",
    ),
    Term(
        "weight_read_time", "weight reading per step", "s", "t_W",
        "time of reading the weights in a decode step", 1e-5, 10, better="less",
    ),
    Term(
        "kv_read_time", "KV reading per step", "s", "t_KV",
        "time of reading the KV cache in a decode step", 1e-8, 10, better="less",
    ),
    Term(
        "decode_compute_time", "computing per step", "s", "t_F",
        "time of a decode step's matrix products if only computing took time", 1e-7, 10,
        better="less",
    ),
    Term(
        "communication_time", "communication per step", "s", "t_comm",
        "time of a decode step for exchanges between accelerators", 0, 1, better="less", default=0,
    ),
    Term(
        "tpot", "TPOT", "s", "TPOT",
        "time per output token after the first: one decode step", 1e-4, 5, better="less",
    ),
    Term(
        "tpot_overlap", "TPOT, all overlapped", "s", "TPOT_o",
        "decode step if reading and computing overlapped fully: the lowest ceiling", 1e-4, 5,
        better="less",
    ),
    Term(
        "decode_time", "decode time", "s", "t_dec",
        "time from the first to the last token", 0, 1e5, better="less",
    ),
    Term(
        "request_latency", "request latency", "s", "t_req",
        "time from sending a request to its last token", 1e-3, 1e5, better="less",
    ),
    Term(
        "speed_per_user", "speed per user", "token/s", "v_user",
        "tokens per second that one user sees", 0.2, 5000, better="more",
    ),
    Term(
        "throughput", "throughput", "token/s", "v",
        "output tokens per second of one replica while decoding", 0.1, 1e7, better="more",
    ),
    Term(
        "throughput_per_gpu", "throughput per GPU", "token/s", "v_1",
        "output tokens per second for each accelerator", 0.1, 1e6, better="more",
    ),
    Term(
        "serving_throughput", "throughput with prefill", "token/s", "v_serve",
        "output tokens per second of one replica that also prefills every request it decodes",
        0.1, 1e7, better="more",
    ),
    Term(
        "batch_prefill_time", "prefill time of a batch", "s", "t_preB",
        "time of prefilling a whole batch of prompts at once", 1e-4, 1e5, better="less",
    ),
    Term(
        "static_batch_time", "time of a static batch", "s", "t_static",
        "prefill and decoding of a batch that starts and ends together", 1e-3, 1e6, better="less",
    ),
    Term(
        "static_throughput", "throughput of static batches", "token/s", "v_static",
        "output tokens per second of one replica that runs one batch after the other",
        0.1, 1e7, better="more",
    ),
    Term(
        "compute_ceiling", "compute ceiling", "token/s", "v_max",
        "tokens per second if only computing took time", 1, 1e8, better="more",
    ),
    Term(
        "prefill_decode_ratio", "prefill replicas per decode replica", "1", "r_pd",
        "prefill replicas that keep one decode replica busy", 1e-3, 1000,
    ),
    Term(
        "acceptance_rate", "acceptance rate", "1", "α",
        "chance that a drafted token is accepted", 0.3, 0.95, most=1,
    ),
    Term(
        "draft_tokens", "drafted tokens", "1", "γ",
        "tokens drafted per verifying step", 1, 16, whole=True,
    ),
    Term(
        "draft_cost", "cost of drafting", "1", "c_d",
        "time of drafting one token over time of a decode step", 0, 0.5, default=0,
    ),
    Term(
        "tokens_per_verify", "tokens per verifying step", "1", "τ",
        "tokens gained per step of the large model, its own one included", 1, 17, better="more",
    ),
    Term(
        "spec_speedup", "speed-up by speculation", "1", "s_spec",
        "speed with speculative decoding over speed without", 0.5, 10, better="more",
    ),
    Term(
        "spec_tpot", "TPOT with speculation", "s", "TPOT_s",
        "time per output token with speculative decoding", 1e-4, 5, better="less",
    ),
)  # fmt: skip
