"""The time of each phase: prefill, decode step, request."""

from __future__ import annotations

from trainer.costmodel.equation import Basis, Equation

_BOOK = "Austin et al. 2025, How to Scale Your Model"
_KIPPLY = "Chen 2022, Transformer Inference Arithmetic"
_LEVIATHAN = "Leviathan et al. 2023, Fast Inference via Speculative Decoding"
_IID = "assumes independent acceptance and a verifying step as cheap as a decode step"
_OF_COMPUTING = ("peak_flops", "decode_compute_time")
_OF_KV = (
    "kv_read_time", "kv_cache", "sequence_kv", "kv_bytes_per_token", "kv_heads", "kv_rank",
    "context_tokens", "prompt_tokens",
)  # fmt: skip
_NO_KV = "nothing of a KV cache is given: the floor, for few sequences of short context"
_CACHE = ("prefix_hit_rate", "cached_tokens")


def prefill_compute_time(prefill_flops: float, gpus: float, peak_flops: float, mfu: float) -> float:
    """Return the seconds of prefilling one prompt if only computing took time."""
    return prefill_flops / (gpus * peak_flops * mfu)


def prefill_read_time(weights: float, gpus: float, memory_bandwidth: float) -> float:
    """Return the seconds of reading all weights once, which no prefill undercuts."""
    return weights / (gpus * memory_bandwidth)


def prefill_time(prefill_compute_time: float, prefill_read_time: float) -> float:
    """Return the seconds of prefilling one prompt: the slower of computing and reading."""
    return max(prefill_compute_time, prefill_read_time)


def prefill_time_computing(prefill_compute_time: float) -> float:
    """Return the seconds of prefilling one prompt where reading is left out of account, in s."""
    return prefill_compute_time


def cached_prefill_time(prefix_hit_rate: float, prefill_time: float) -> float:
    """Return the seconds of prefilling what the prefix cache does not hold."""
    return (1 - prefix_hit_rate) * prefill_time


def ttft(queue_time: float, network_time: float, prefill_time: float) -> float:
    """Return the seconds until the first token is seen."""
    return queue_time + network_time + prefill_time


def cached_ttft(queue_time: float, network_time: float, cached_prefill_time: float) -> float:
    """Return the seconds until the first token is seen when part of the prompt is cached."""
    return queue_time + network_time + cached_prefill_time


def weight_read_time(
    weights_read: float, gpus: float, memory_bandwidth: float, mbu: float
) -> float:
    """Return the seconds that a decode step reads weights."""
    return weights_read / (gpus * memory_bandwidth * mbu)


def kv_read_time(
    kv_cache: float, kv_copies: float, gpus: float, memory_bandwidth: float, mbu: float
) -> float:
    """Return the seconds that a decode step reads the KV cache, each copy of it."""
    return kv_cache * kv_copies / (gpus * memory_bandwidth * mbu)


def decode_compute_time(
    active_parameters: float, batch: float, gpus: float, peak_flops: float, mfu: float
) -> float:
    """Return the seconds of a decode step's matrix products if only computing took time."""
    return 2 * active_parameters * batch / (gpus * peak_flops * mfu)


def tpot(
    kv_read_time: float,
    weight_read_time: float,
    decode_compute_time: float,
    communication_time: float,
) -> float:
    """Return the seconds of a decode step, attention and products one after the other."""
    return kv_read_time + max(weight_read_time, decode_compute_time) + communication_time


def memory_bound_tpot(
    kv_read_time: float, weight_read_time: float, communication_time: float
) -> float:
    """Return the seconds of a decode step that only reads, for a batch well below critical."""
    return kv_read_time + weight_read_time + communication_time


def tpot_of_weights(
    weight_read_time: float, decode_compute_time: float, communication_time: float
) -> float:
    """Return the seconds of a decode step, the KV cache left out."""
    return max(weight_read_time, decode_compute_time) + communication_time


def memory_bound_tpot_of_weights(weight_read_time: float, communication_time: float) -> float:
    """Return the seconds of a decode step that only reads weights."""
    return weight_read_time + communication_time


def tpot_overlap(
    kv_read_time: float,
    weight_read_time: float,
    decode_compute_time: float,
    communication_time: float,
) -> float:
    """Return the seconds of a decode step if reading and computing overlapped fully."""
    return max(kv_read_time + weight_read_time, decode_compute_time) + communication_time


def message_latency(messages_per_layer: float, layers: float, message_time: float) -> float:
    """Return the seconds of a step that the latency of messages takes."""
    return messages_per_layer * layers * message_time


def message_transfer(
    batch: float,
    bytes_per_activation: float,
    vectors_per_layer: float,
    layers: float,
    d_model: float,
    link_bandwidth: float,
) -> float:
    """Return the seconds of a step that the bytes exchanged take."""
    vectors = batch * vectors_per_layer * layers
    return vectors * d_model * bytes_per_activation / link_bandwidth


def communication_time(message_latency: float, message_transfer: float) -> float:
    """Return the seconds of a step that exchanges between accelerators take."""
    return message_latency + message_transfer


def decode_time(output_tokens: float, tpot: float) -> float:
    """Return the seconds from the first to the last token: prefill already gave the first."""
    return (output_tokens - 1) * tpot


def request_latency(ttft: float, decode_time: float) -> float:
    """Return the seconds from sending a request to its last token."""
    return ttft + decode_time


def tokens_per_verify(acceptance_rate: float, draft_tokens: float) -> float:
    """Return the tokens gained per verifying step, its own one included."""
    if acceptance_rate == 1:
        return draft_tokens + 1
    return (1 - float(acceptance_rate ** (draft_tokens + 1))) / (1 - acceptance_rate)


def spec_speedup(tokens_per_verify: float, draft_tokens: float, draft_cost: float) -> float:
    """Return the speed with speculative decoding over the speed without."""
    return tokens_per_verify / (draft_tokens * draft_cost + 1)


def spec_tpot(tpot: float, spec_speedup: float) -> float:
    """Return the seconds per output token with speculative decoding."""
    return tpot / spec_speedup


EQUATIONS = (
    Equation(
        "prefill_compute_time", prefill_compute_time,
        "prefill_flops / (gpus * peak_flops * mfu)", _BOOK, basis=Basis.ROOFLINE,
    ),
    Equation(
        "prefill_read_time", prefill_read_time, "weights / (gpus * memory_bandwidth)", _BOOK,
        basis=Basis.ROOFLINE,
    ),
    Equation(
        "prefill_time", prefill_time, "max(prefill_compute_time, prefill_read_time)", _BOOK,
        note="computing decides, except for prompts of a few hundred tokens", basis=Basis.ROOFLINE,
    ),
    Equation(
        "prefill_time", prefill_time_computing, "prefill_compute_time", _BOOK,
        note="no memory bandwidth is given: holds for prompts above some hundred tokens",
        basis=Basis.ROOFLINE, unless=("memory_bandwidth", "prefill_read_time"), overridable=True,
        instead_of=("prefill_time",),
    ),
    Equation(
        "cached_prefill_time", cached_prefill_time, "(1 - prefix_hit_rate) * prefill_time",
        "definition", note="the linear part; cached tokens still cost attention and KV bytes",
    ),
    Equation(
        "ttft", ttft, "queue_time + network_time + prefill_time", "definition", unless=_CACHE,
    ),
    Equation(
        "ttft", cached_ttft, "queue_time + network_time + cached_prefill_time", "definition",
        only_with=_CACHE,
    ),
    Equation(
        "weight_read_time", weight_read_time,
        "weights_read / (gpus * memory_bandwidth * mbu)", _KIPPLY, basis=Basis.ROOFLINE,
    ),
    Equation(
        "kv_read_time", kv_read_time,
        "kv_cache * kv_copies / (gpus * memory_bandwidth * mbu)", _KIPPLY,
        basis=Basis.ROOFLINE,
    ),
    Equation(
        "decode_compute_time", decode_compute_time,
        "2 * active_parameters * batch / (gpus * peak_flops * mfu)", _KIPPLY, basis=Basis.ROOFLINE,
    ),
    Equation(
        "tpot", tpot,
        "kv_read_time + max(weight_read_time, decode_compute_time) + communication_time", _BOOK,
        note="additive: attention always reads, the products read or compute",
        basis=Basis.ROOFLINE,
    ),
    Equation(
        "tpot", memory_bound_tpot, "kv_read_time + weight_read_time + communication_time", _KIPPLY,
        note="no FLOP/s are given: memory bound, as below the critical batch",
        basis=Basis.ROOFLINE, unless=_OF_COMPUTING, overridable=True,
        instead_of=("tpot",),
    ),
    Equation(
        "tpot", tpot_of_weights, "max(weight_read_time, decode_compute_time) + communication_time",
        _BOOK, note=_NO_KV, basis=Basis.ROOFLINE, unless=_OF_KV, overridable=True,
        instead_of=("tpot", "memory_bound_tpot"),
    ),
    Equation(
        "tpot", memory_bound_tpot_of_weights, "weight_read_time + communication_time", _KIPPLY,
        note=_NO_KV, basis=Basis.ROOFLINE, unless=(*_OF_KV, *_OF_COMPUTING), overridable=True,
        instead_of=("tpot", "memory_bound_tpot", "tpot_of_weights"),
    ),
    Equation(
        "tpot_overlap", tpot_overlap,
        "max(kv_read_time + weight_read_time, decode_compute_time) + communication_time", _BOOK,
        note="overlap: the lowest a decode step can be", basis=Basis.ROOFLINE,
    ),
    Equation(
        "message_latency", message_latency, "messages_per_layer * layers * message_time", _KIPPLY,
        basis=Basis.ESTIMATE,
    ),
    Equation(
        "message_transfer", message_transfer,
        "batch * vectors_per_layer * layers * d_model * bytes_per_activation / link_bandwidth",
        _KIPPLY, basis=Basis.ROOFLINE,
    ),
    Equation(
        "communication_time", communication_time, "message_latency + message_transfer", _KIPPLY,
    ),
    Equation(
        "decode_time", decode_time, "(output_tokens - 1) * tpot", "definition",
        note="prefill already gave the first token",
    ),
    Equation("request_latency", request_latency, "ttft + decode_time", "definition"),
    Equation(
        "tokens_per_verify", tokens_per_verify,
        "(1 - acceptance_rate ** (draft_tokens + 1)) / (1 - acceptance_rate)", _LEVIATHAN,
        note=_IID, basis=Basis.ESTIMATE,
    ),
    Equation(
        "spec_speedup", spec_speedup, "tokens_per_verify / (draft_tokens * draft_cost + 1)",
        _LEVIATHAN, note="vanishes once batch times (drafted + 1) passes the critical batch",
        basis=Basis.ESTIMATE,
    ),
    Equation(
        "spec_tpot", spec_tpot, "tpot / spec_speedup", _LEVIATHAN, basis=Basis.ESTIMATE,
    ),
)  # fmt: skip
