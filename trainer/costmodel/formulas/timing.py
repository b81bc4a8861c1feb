"""Published formulas of FLOPs and of the time they take."""

# Names, flags and lengths of signatures are those that files of published cases use.
# ruff: noqa: N803, FBT001, FBT002, PLR0913, PLR0917

from __future__ import annotations

import math

from trainer.costmodel import compute, latency
from trainer.costmodel.formulas.memory import kv_cfg, weights_cfg


def flops_per_token(P: float, L: float = 0, N: float = 0, H: float = 0, ctx: float = 0) -> float:
    """Return the FLOPs of one token with ``ctx`` tokens in cache."""
    return compute.flops_per_token(P, compute.attention_flops(L, N, H), ctx)


def decode_flops_step(
    P: float, batch: float, L: float = 0, N: float = 0, H: float = 0, ctx: float = 0
) -> float:
    """Return the FLOPs of one decode step of a batch."""
    return compute.decode_flops(flops_per_token(P, L, N, H, ctx), batch)


def prefill_flops(
    P: float,
    S: float,
    batch: float = 1,
    L: float = 0,
    N: float = 0,
    H: float = 0,
    causal: bool = True,
) -> float:
    """Return the FLOPs of prefilling ``batch`` prompts."""
    pairs = compute.attention_flops(L, N, H)
    return batch * compute.prefill_flops(P, S, pairs, 0.5 if causal else 1.0)


def compute_time(flops: float, n: float, peak: float, mfu: float = 1.0) -> float:
    """Return the seconds that so many FLOPs take."""
    return latency.prefill_compute_time(flops, n, peak, mfu)


def read_time(nbytes: float, n: float, bw: float, mbu: float = 1.0) -> float:
    """Return the seconds that reading so many bytes takes."""
    return latency.weight_read_time(nbytes, n, bw, mbu)


def prefill_time(
    P: float, S: float, n: float, peak: float, batch: float = 1, mfu: float = 1.0, L: float = 0,
    N: float = 0, H: float = 0, causal: bool = True, bytes_w: float | None = None,
    bw: float | None = None,
) -> float:  # fmt: skip
    """Return the seconds of prefilling ``batch`` prompts; reading counts where bytes are told."""
    computing = compute_time(prefill_flops(P, S, batch, L, N, H, causal), n, peak, mfu)
    if bytes_w is None or bw is None:
        return computing
    return latency.prefill_time(computing, latency.prefill_read_time(bytes_w, n, bw))


def decode_step(
    weights: float, kv_seq: float, batch: float, n: float, bw: float, P: float = 0,
    peak: float | None = None, mode: str = "additive", extra: float = 0.0, kv_passes: float = 1,
    mfu: float = 1.0, mbu: float = 1.0,
) -> float:  # fmt: skip
    """Return the seconds of a decode step: ``mode`` is additive or overlap, ``extra`` in s."""
    reading = read_time(weights, n, bw, mbu)
    caching = read_time(batch * kv_seq * kv_passes, n, bw, mbu)
    computing = 0.0 if peak is None else latency.decode_compute_time(P, batch, n, peak, mfu)
    modes = {"additive": latency.tpot, "overlap": latency.tpot_overlap}
    if mode not in modes:
        raise ValueError(f"mode is additive or overlap, not '{mode}'")
    return modes[mode](caching, reading, computing, extra)


def decode_total(
    steps: float, weights: float, kv_seq: float, batch: float, n: float, bw: float, P: float = 0,
    peak: float | None = None, mode: str = "additive", extra: float = 0.0, kv_passes: float = 1,
    mfu: float = 1.0, mbu: float = 1.0,
) -> float:  # fmt: skip
    """Return the seconds of so many decode steps."""
    return steps * decode_step(
        weights, kv_seq, batch, n, bw, P, peak, mode, extra, kv_passes, mfu, mbu
    )


def decode_step_cfg(
    L: float, D: float, F: float, N: float, K: float, H: float, V: float, ctx: float,
    batch: float, bw: float, mlp_mats: float = 3, bits: float = 16, kv_el: float = 2,
    tp: float = 1, emb_bits: float | None = None, emb_sharded: bool = True, kv_passes: float = 1,
    extra: float = 0.0,
) -> float:  # fmt: skip
    """Return the seconds of a memory-bound decode step on each of ``tp`` accelerators.

    Of the embeddings only the output matrix is read.
    """
    weights = weights_cfg(L, D, F, N, K, H, V, mlp_mats, bits, emb_bits, 1, tp, emb_sharded)
    return decode_step(
        weights, kv_cfg(L, K, H, kv_el, ctx, 1, tp), batch, 1, bw, extra=extra, kv_passes=kv_passes
    )


def critical_batch(
    peak: float, bw: float, bytes_w: float = 2.0, experts: float = 1, active: float = 1
) -> float:
    """Return the batch at which matrix products turn compute bound."""
    return compute.sparse_critical_batch(peak, bw, bytes_w, experts, active)


def critical_batch_exact(
    Din: float, Dout: float, peak: float, bw: float, bytes_w: float = 2.0, bytes_a: float = 2.0
) -> float:
    """Return the batch at which one product turns compute bound, activations counted.

    Infinite where reading activations alone takes longer than computing.
    """
    weight_reading = bytes_w * Din * Dout / bw
    gain = 2 * Din * Dout / peak - bytes_a * (Din + Dout) / bw
    return weight_reading / gain if gain > 0 else math.inf


def matmul_time(
    B: float,
    Din: float,
    Dout: float,
    peak: float,
    bw: float,
    bytes_w: float = 2.0,
    bytes_a: float = 2.0,
    part: str = "max",
) -> float:
    """Return the seconds of one matrix product, or the ``part`` for computing or for memory."""
    computing = 2 * B * Din * Dout / peak
    reading = (bytes_w * Din * Dout + bytes_a * B * (Din + Dout)) / bw
    parts = {"max": max(computing, reading), "compute": computing, "memory": reading}
    if part not in parts:
        raise ValueError(f"part is one of {', '.join(parts)}, not '{part}'")
    return parts[part]


def mfu(P: float, tokens: float, seconds: float, n: float, peak: float) -> float:
    """Return the share of peak FLOP/s that so many tokens in so many seconds used."""
    return 2 * P * tokens / (seconds * n * peak)


def mbu(nbytes: float, seconds: float, n: float, bw: float) -> float:
    """Return the share of memory bandwidth that so many bytes in so many seconds used."""
    return nbytes / (seconds * n * bw)


def time_from_mfu(P: float, tokens: float, n: float, peak: float, mfu: float) -> float:
    """Return the seconds of so many tokens at that share of peak FLOP/s."""
    return compute_time(2 * P * tokens, n, peak, mfu)


def train_flops(P: float, tokens: float) -> float:
    """Return the FLOPs of training on so many tokens."""
    return compute.training_flops(P, tokens)


def train_mfu(P: float, tokens: float, gpu_hours: float, peak: float) -> float:
    """Return the share of peak FLOP/s that a training run used."""
    return compute.training_gpu_hours(train_flops(P, tokens), peak, 1) / gpu_hours


def flops_per_token_cfg(
    L: float, D: float, F: float, N: float, K: float, H: float, mlp_mats: float = 2
) -> float:
    """Return the FLOPs of one token in the blocks alone, without embeddings and attention."""
    blocks = weights_cfg(L, D, F, N, K, H, 0, mlp_mats, bits=8)
    return compute.flops_per_token(blocks, 0, 0)


def kv_projection_flops(L: float, D: float, KH: float) -> float:
    """Return the FLOPs of making one token's keys and values; KH is KV heads times head size."""
    return 2 * 2 * L * D * KH


FORMULAS = (
    flops_per_token, decode_flops_step, prefill_flops, compute_time, read_time, prefill_time,
    decode_step, decode_total, decode_step_cfg, critical_batch, critical_batch_exact, matmul_time,
    mfu, mbu, time_from_mfu, train_flops, train_mfu, flops_per_token_cfg, kv_projection_flops,
)  # fmt: skip
