"""Published formulas of communication, throughput and whole requests."""

# Names, flags and lengths of signatures are those that files of published cases use.
# ruff: noqa: N803, FBT001, FBT002, PLR0913, PLR0917

from __future__ import annotations

import math

from trainer.costmodel import compute, footprint, latency, throughput
from trainer.costmodel.formulas.memory import max_batch
from trainer.costmodel.formulas.timing import decode_step, prefill_time

_BF16 = 2
_GATHERS = {"allgather": 1, "reducescatter": 1, "allreduce": 2}


def tp_limit(
    F: float,
    link_bw: float,
    peak: float | None = None,
    hbm_bw: float | None = None,
    batch: float | None = None,
    axes: float = 1,
) -> float:
    """Return the useful tensor-parallel degree: of prefill with ``peak``, else of decode."""
    if peak is not None:
        return axes * compute.tp_limit_prefill(F, link_bw, peak, _BF16)
    if hbm_bw is None or batch is None:
        raise ValueError("needs peak, or hbm_bw and batch")
    return axes * compute.tp_limit_decode(F, link_bw, batch, hbm_bw)


def comm_latency(messages_per_layer: float, L: float, t_msg: float) -> float:
    """Return the seconds of a step that messages' latency takes."""
    return latency.message_latency(messages_per_layer, L, t_msg)


def tp_comm_bytes_time(
    batch: float,
    L: float,
    D: float,
    link_bw: float,
    bytes_el: float = 2,
    vectors_per_layer: float = 4,
) -> float:
    """Return the seconds of a step that the bytes exchanged take."""
    return latency.message_transfer(batch, bytes_el, vectors_per_layer, L, D, link_bw)


def collective_time(
    nbytes: float, n: float, link_bw: float, kind: str = "allgather", exact: bool = True
) -> float:
    """Return the seconds of a collective over ``n`` accelerators; not exact leaves (n-1)/n out."""
    rounds = _GATHERS.get(kind.lower().replace("-", "").replace("_", ""))
    if rounds is None:
        raise ValueError(f"kind is one of {', '.join(_GATHERS)}, not '{kind}'")
    return rounds * nbytes / link_bw * ((n - 1) / n if exact else 1)


def ep_comm_time(
    tokens: float, experts: float, D: float, link_bw: float, dispatch: float = 1, combine: float = 2
) -> float:
    """Return the seconds of sending tokens to experts and back, at so many bytes per element."""
    return (dispatch + combine) * tokens * experts * D / link_bw


def ep_tpot(
    L: float,
    tokens: float,
    experts: float,
    D: float,
    link_bw: float,
    microbatches: float = 2,
    dispatch: float = 1,
    combine: float = 2,
) -> float:
    """Return the seconds of a step bound by expert-parallel exchanges."""
    return microbatches * L * ep_comm_time(tokens, experts, D, link_bw, dispatch, combine)


def latency_bound_bytes(n: float, link_bw: float, hop: float) -> float:
    """Return the bytes below which a collective is bound by the latency of its hops."""
    return n * link_bw * hop


def step_with_allreduce(
    weights: float, P: float, n: float, bw: float, peak: float, batch: float, L: float,
    reduces: float = 4, hop: float = 2e-6, base: float = 6e-6,
) -> float:  # fmt: skip
    """Return the seconds of a decode step with all-reduces over a square mesh, without KV."""
    exchanging = latency.message_latency(reduces, L, hop * (math.sqrt(n) - 1) + base)
    return decode_step(weights, 0, batch, n, bw, P, peak, extra=exchanging)


def transfer_time(nbytes: float, bw: float, links: float = 1, latency: float = 0.0) -> float:
    """Return the seconds of sending so many bytes over links used at once."""
    return latency + nbytes / (bw * links)


def per_step_throughput(batch: float, step_s: float) -> float:
    """Return the tokens per second of a batch with that step."""
    return throughput.throughput(batch, step_s)


per_step_throughput.__name__ = "throughput"


def decode_throughput(
    weights: float, kv_seq: float, batch: float, n: float, bw: float, P: float = 0,
    peak: float | None = None, mode: str = "additive", extra: float = 0.0, kv_passes: float = 1,
    mfu: float = 1.0, mbu: float = 1.0,
) -> float:  # fmt: skip
    """Return the tokens per second while decoding."""
    step = decode_step(weights, kv_seq, batch, n, bw, P, peak, mode, extra, kv_passes, mfu, mbu)
    return throughput.throughput(batch, step)


def compute_ceiling(n: float, peak: float, P: float) -> float:
    """Return the tokens per second if only computing took time."""
    return throughput.compute_ceiling(n, peak, P)


def queries_per_s(batch: float, step_s: float, n_out: float, chips: float = 1) -> float:
    """Return the requests per second for each accelerator."""
    return throughput.throughput(batch, step_s) / (n_out * chips)


def static_batch_throughput(
    P: float, batch: float, s_in: float, s_out: float, n: float, peak: float, bw: float,
    weights: float, kv_tok: float, L: float = 0, N: float = 0, H: float = 0,
    P_decode: float | None = None, per: str = "gpu",
) -> float:  # fmt: skip
    """Return the rate of static batches, prefill included.

    ``per`` is gpu (output tokens per second for each), total (of all) or req (requests per second).
    """
    prefill = prefill_time(P, s_in, n, peak, batch, L=L, N=N, H=H, bytes_w=weights, bw=bw)
    cached = footprint.sequence_kv(kv_tok, footprint.context_tokens(s_in, s_out))
    step = decode_step(weights, cached, batch, n, bw, P if P_decode is None else P_decode, peak)
    seconds = latency.request_latency(prefill, latency.decode_time(s_out, step))
    rate = throughput.static_throughput(batch, s_out, seconds)
    rates = {"gpu": rate / n, "total": rate, "req": rate / s_out}
    if per not in rates:
        raise ValueError(f"per is one of {', '.join(rates)}, not '{per}'")
    return rates[per]


def ceiling_throughput(
    P: float, s_in: float, s_out: float, n: float, peak: float, bw: float, weights: float,
    kv_tok: float, hbm: float, L: float = 0, N: float = 0, H: float = 0,
) -> float:  # fmt: skip
    """Return the output tokens per second at the largest batch that fits, prefill included."""
    cached = footprint.sequence_kv(kv_tok, footprint.context_tokens(s_in, s_out))
    batch = max_batch(hbm, n, weights, cached)
    return static_batch_throughput(
        P, batch, s_in, s_out, n, peak, bw, weights, kv_tok, L, N, H, per="total"
    )


def request_latency(
    ttft: float,
    tpot: float,
    n_out: float,
    queue: float = 0.0,
    network: float = 0.0,
    first: bool = True,
) -> float:
    """Return the seconds of a request; ``first`` tells whether TTFT already gives a token."""
    decoding = latency.decode_time(n_out + (0 if first else 1), tpot)
    return latency.request_latency(latency.ttft(queue, network, ttft), decoding)


def prefill_decode_ratio(t_prefill: float, batch: float, t_step: float, n_out: float) -> float:
    """Return how many prefill replicas keep one decode replica busy."""
    return throughput.prefill_decode_ratio(t_prefill, batch, t_step, n_out)


def nodes_prefill_decode(
    in_per_s: float, out_per_s: float, in_tps: float, out_tps: float, utilisation: float = 1.0
) -> float:
    """Return the nodes for prefill and for decode together, not rounded."""
    return (in_per_s / in_tps + out_per_s / out_tps) / utilisation


def aggregate(per_chip: float, n: float) -> float:
    """Return ``n`` times what one accelerator does."""
    return per_chip * n


FORMULAS = (
    tp_limit, comm_latency, tp_comm_bytes_time, collective_time, ep_comm_time, ep_tpot,
    latency_bound_bytes, step_with_allreduce, transfer_time, per_step_throughput,
    decode_throughput, compute_ceiling, queries_per_s, static_batch_throughput,
    ceiling_throughput, request_latency, prefill_decode_ratio, nodes_prefill_decode, aggregate,
)  # fmt: skip
