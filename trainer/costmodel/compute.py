"""FLOPs, bytes and their ratio: what each phase computes, and where it is bound."""

from __future__ import annotations

from trainer.costmodel.equation import Basis, Equation

_BOOK = "Austin et al. 2025, How to Scale Your Model"
_POPE = "Pope et al. 2022, Efficiently Scaling Transformer Inference"
_KIPPLY = "Chen 2022, Transformer Inference Arithmetic"


def attention_flops(layers: float, heads: float, head_dim: float) -> float:
    """Return the FLOPs of one token looking at one other: QK and AV, two each per element."""
    return 4 * layers * heads * head_dim


def flops_per_token(
    active_parameters: float, attention_flops: float, context_tokens: float
) -> float:
    """Return the FLOPs of generating one token with ``context_tokens`` in cache."""
    return 2 * active_parameters + attention_flops * context_tokens


def prefill_flops(
    active_parameters: float, prompt_tokens: float, attention_flops: float, causal_share: float
) -> float:
    """Return the FLOPs of prefilling one prompt."""
    products = 2 * active_parameters * prompt_tokens
    return products + attention_flops * causal_share * prompt_tokens**2


def flops_per_token_of_weights(active_parameters: float) -> float:
    """Return the FLOPs of generating one token, attention over the context left out."""
    return 2 * active_parameters


def prefill_flops_of_weights(active_parameters: float, prompt_tokens: float) -> float:
    """Return the FLOPs of prefilling one prompt, attention left out."""
    return 2 * active_parameters * prompt_tokens


def decode_flops(flops_per_token: float, batch: float) -> float:
    """Return the FLOPs of one decode step of the whole batch."""
    return flops_per_token * batch


def weights_read(weights: float) -> float:
    """Return the bytes of weights one decode step reads in a dense model: all, in byte."""
    return weights


def sparse_weights_read(
    bytes_per_weight: float,
    parameters: float,
    active_parameters: float,
    experts: float,
    experts_active: float,
    batch: float,
) -> float:
    """Return the bytes of weights one decode step of a mixture of experts reads.

    ``E (1 - (1 - k/E)^B)`` experts are met by ``batch`` tokens that choose evenly, which comes to
    ``P - (P - P_act) (1 - k/E)^(B-1)`` weights: the active ones at batch 1, all at a large batch.
    """
    missed = float((1 - experts_active / experts) ** (batch - 1))
    return bytes_per_weight * (parameters - (parameters - active_parameters) * missed)


def decode_bytes(weights_read: float, kv_cache: float, kv_copies: float) -> float:
    """Return the bytes one decode step of the whole batch reads."""
    return weights_read + kv_cache * kv_copies


def decode_intensity(decode_flops: float, decode_bytes: float) -> float:
    """Return the FLOPs per byte of a decode step, in FLOP/byte."""
    return decode_flops / decode_bytes


def prefill_intensity(prefill_flops: float, weights: float) -> float:
    """Return the FLOPs of prefilling one prompt per byte of weights, in FLOP/byte."""
    return prefill_flops / weights


def ridge_intensity(peak_flops: float, memory_bandwidth: float) -> float:
    """Return the intensity at which computing and reading take equally long, in FLOP/byte."""
    return peak_flops / memory_bandwidth


def critical_batch(peak_flops: float, memory_bandwidth: float, bytes_per_weight: float) -> float:
    """Return the batch at which a dense model's products turn compute bound."""
    return peak_flops / memory_bandwidth * bytes_per_weight / 2


def sparse_critical_batch(
    peak_flops: float,
    memory_bandwidth: float,
    bytes_per_weight: float,
    experts: float,
    experts_active: float,
) -> float:
    """Return the batch at which the experts' products turn compute bound."""
    return peak_flops / memory_bandwidth * bytes_per_weight / 2 * experts / experts_active


def tp_limit_prefill(
    d_ff: float, link_bandwidth: float, peak_flops: float, bytes_per_activation: float
) -> float:
    """Return the tensor-parallel degree at which compute-bound products wait for the link.

    Two FLOPs are done for each of ``d_ff`` elements while one activation crosses the link.
    """
    return 2 * d_ff * link_bandwidth / (peak_flops * bytes_per_activation)


def tp_limit_decode(
    d_ff: float, link_bandwidth: float, batch: float, memory_bandwidth: float
) -> float:
    """Return the tensor-parallel degree at which memory-bound products wait for the link."""
    return d_ff * link_bandwidth / (batch * memory_bandwidth)


def training_flops(active_parameters: float, training_tokens: float) -> float:
    """Return the FLOPs of training: two forward and four backward per weight and token."""
    return 6 * active_parameters * training_tokens


def training_gpu_hours(training_flops: float, peak_flops: float, mfu: float) -> float:
    """Return the accelerator-hours of a training run, in GPU*hour."""
    return training_flops / (peak_flops * mfu * 3600)


_SIZES = ("attention_flops", "heads")
_SHORT = "no attention is given: right to 10 % up to some 5,000 tokens of context"

EQUATIONS = (
    Equation("attention_flops", attention_flops, "4 * layers * heads * head_dim", _BOOK),
    Equation(
        "flops_per_token", flops_per_token,
        "2 * active_parameters + attention_flops * context_tokens", _BOOK,
        note="two FLOPs per weight met, and the attention over the context",
    ),
    Equation(
        "prefill_flops", prefill_flops,
        "2 * active_parameters * prompt_tokens"
        " + attention_flops * causal_share * prompt_tokens ** 2", _BOOK,
        note="attention counts half where the kernel skips masked blocks",
    ),
    Equation(
        "flops_per_token", flops_per_token_of_weights, "2 * active_parameters", _BOOK, note=_SHORT,
        unless=_SIZES, overridable=True, instead_of=("flops_per_token",),
    ),
    Equation(
        "prefill_flops", prefill_flops_of_weights, "2 * active_parameters * prompt_tokens", _BOOK,
        note=_SHORT, unless=_SIZES, overridable=True, instead_of=("prefill_flops",),
    ),
    Equation("decode_flops", decode_flops, "flops_per_token * batch", _BOOK),
    Equation(
        "weights_read", weights_read, "weights", _KIPPLY,
        note="every step reads every weight", unless=("experts",), overridable=True,
    ),
    Equation(
        "weights_read", sparse_weights_read,
        "bytes_per_weight * (parameters - (parameters - active_parameters)"
        " * (1 - experts_active / experts) ** (batch - 1))",
        "expected number of distinct experts under even routing", basis=Basis.ESTIMATE,
        note="assumes tokens choose experts evenly and independently", only_with=("experts",),
    ),
    Equation("decode_bytes", decode_bytes, "weights_read + kv_cache * kv_copies", _KIPPLY),
    Equation(
        "decode_intensity", decode_intensity, "decode_flops / decode_bytes", _BOOK,
    ),
    Equation(
        "prefill_intensity", prefill_intensity, "prefill_flops / weights", _BOOK,
    ),
    Equation("ridge_intensity", ridge_intensity, "peak_flops / memory_bandwidth", _BOOK),
    Equation(
        "critical_batch", critical_batch,
        "peak_flops / memory_bandwidth * bytes_per_weight / 2", _BOOK,
        note="bounds the matrix products; attention stays memory bound at any batch",
        unless=("experts",),
    ),
    Equation(
        "critical_batch", sparse_critical_batch,
        "peak_flops / memory_bandwidth * bytes_per_weight / 2 * experts / experts_active", _BOOK,
        note="each expert sees only its share of the batch", only_with=("experts",),
    ),
    Equation(
        "tp_limit_prefill", tp_limit_prefill,
        "2 * d_ff * link_bandwidth / (peak_flops * bytes_per_activation)", _BOOK,
    ),
    Equation(
        "tp_limit_decode", tp_limit_decode,
        "d_ff * link_bandwidth / (batch * memory_bandwidth)", _BOOK,
    ),
    Equation(
        "training_flops", training_flops, "6 * active_parameters * training_tokens", _BOOK,
    ),
    Equation(
        "training_gpu_hours", training_gpu_hours,
        "training_flops / (peak_flops * mfu * 3600)", _POPE, basis=Basis.ROOFLINE,
    ),
)  # fmt: skip
