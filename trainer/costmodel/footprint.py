"""Parameters, weights and KV cache: how many bytes a model takes, and what fits."""

from __future__ import annotations

from trainer.costmodel.algebra import whole_down, whole_up
from trainer.costmodel.equation import Equation

_BOOK = "Austin et al. 2025, How to Scale Your Model"
_VLLM = "Kwon et al. 2023, PagedAttention"
_DEEPSEEK = "Zhao et al. 2025, Insights into DeepSeek-V3"
_PAGED = "counts the mean context in flight, as a paged cache fills; nothing is reserved"


def attention_parameters(d_model: float, head_dim: float, heads: float, kv_heads: float) -> float:
    """Return the weights of one layer's four attention projections."""
    return 2 * d_model * head_dim * (heads + kv_heads)


def mlp_parameters(mlp_matrices: float, d_model: float, d_ff: float) -> float:
    """Return the weights of one MLP: three matrices with a gate, two without."""
    return mlp_matrices * d_model * d_ff


def embedding_parameters(embedding_copies: float, d_model: float, vocabulary_size: float) -> float:
    """Return the weights of the input and output embeddings."""
    return embedding_copies * d_model * vocabulary_size


def parameters(
    layers: float, attention_parameters: float, mlp_parameters: float, embedding_parameters: float
) -> float:
    """Return the weights of a dense model; biases, norms and positions (0.1 %) are left out."""
    return layers * (attention_parameters + mlp_parameters) + embedding_parameters


def sparse_parameters(
    layers: float,
    attention_parameters: float,
    experts: float,
    mlp_parameters: float,
    embedding_parameters: float,
) -> float:
    """Return all weights of a mixture of experts; the router (L D E) is left out."""
    return layers * (attention_parameters + experts * mlp_parameters) + embedding_parameters


def active_parameters(parameters: float) -> float:
    """Return the weights one token meets in a dense model: all."""
    return parameters


def sparse_active_parameters(
    layers: float,
    attention_parameters: float,
    experts_active: float,
    mlp_parameters: float,
    embedding_parameters: float,
) -> float:
    """Return the weights one token meets in a mixture of experts."""
    return layers * (attention_parameters + experts_active * mlp_parameters) + embedding_parameters


def bytes_per_weight(weight_bits: float, scale_bits: float) -> float:
    """Return the bytes of one weight, in byte, from bits and the share of group scales in bits."""
    return (weight_bits + scale_bits) / 8


def weights(parameters: float, bytes_per_weight: float) -> float:
    """Return the bytes of all weights."""
    return parameters * bytes_per_weight


def weights_per_gpu(weights: float, gpus: float) -> float:
    """Return the bytes of weights on each of ``gpus`` accelerators, in byte."""
    return weights / gpus


def kv_bytes_per_token(
    layers: float, kv_heads: float, head_dim: float, bytes_per_kv: float
) -> float:
    """Return the bytes of keys and values that a token leaves, in byte/token."""
    return 2 * layers * kv_heads * head_dim * bytes_per_kv


def latent_kv_bytes_per_token(
    layers: float, kv_rank: float, rope_dim: float, bytes_per_kv: float
) -> float:
    """Return the bytes of latent and rotary key that a token leaves, in byte/token."""
    return layers * (kv_rank + rope_dim) * bytes_per_kv


def context_tokens(prompt_tokens: float, output_tokens: float) -> float:
    """Return the mean tokens in cache while a request is decoded."""
    return prompt_tokens + output_tokens / 2


def sequence_tokens(prompt_tokens: float, output_tokens: float) -> float:
    """Return the tokens of a request at its end."""
    return prompt_tokens + output_tokens


def sequence_kv(kv_bytes_per_token: float, context_tokens: float) -> float:
    """Return the bytes of one sequence's keys and values."""
    return kv_bytes_per_token * context_tokens


def kv_cache(sequence_kv: float, batch: float) -> float:
    """Return the bytes of keys and values of all sequences decoded together."""
    return sequence_kv * batch


def kv_cache_per_gpu(kv_cache: float, gpus: float, kv_heads: float) -> float:
    """Return the bytes of keys and values on each accelerator: a head is never split."""
    return kv_cache / min(gpus, kv_heads)


def memory_needed(weights: float, kv_cache: float, memory_reserve: float) -> float:
    """Return the bytes that weights, KV cache and reserve take together."""
    return weights + kv_cache + memory_reserve


def memory_available(gpus: float, gpu_memory: float, usable_share: float) -> float:
    """Return the bytes that the accelerators may fill."""
    return gpus * gpu_memory * usable_share


def memory_headroom(memory_available: float, memory_needed: float) -> float:
    """Return the bytes left over, negative when it does not fit."""
    return memory_available - memory_needed


def memory_share(memory_needed: float, memory_available: float) -> float:
    """Return the share of the available memory that is needed."""
    return memory_needed / memory_available


def gpus_for_memory(memory_needed: float, gpu_memory: float, usable_share: float) -> float:
    """Return the fewest accelerators whose memory suffices."""
    return whole_up(memory_needed / (gpu_memory * usable_share))


def tensor_parallel(gpus_for_memory: float) -> float:
    """Return the next power of two accelerators."""
    return power_of_two_up(gpus_for_memory)


def power_of_two_up(count: float) -> float:
    """Return the smallest power of two that is not below ``count``."""
    return 2.0 ** max(0, (int(whole_up(count)) - 1).bit_length())


def max_batch(
    memory_available: float, weights: float, memory_reserve: float, sequence_kv: float
) -> float:
    """Return how many sequences fit beside the weights: none if the weights alone do not."""
    return whole_down(max(0, memory_available - weights - memory_reserve) / sequence_kv)


def max_batch_reserved(
    memory_available: float,
    weights: float,
    memory_reserve: float,
    kv_bytes_per_token: float,
    sequence_tokens: float,
) -> float:
    """Return how many sequences fit if each reserves room for its longest length."""
    room = max(0, memory_available - weights - memory_reserve)
    return whole_down(room / (kv_bytes_per_token * sequence_tokens))


def max_context(
    memory_available: float,
    weights: float,
    memory_reserve: float,
    kv_bytes_per_token: float,
    batch: float,
) -> float:
    """Return how many tokens each of ``batch`` sequences can hold."""
    room = max(0, memory_available - weights - memory_reserve)
    return whole_down(room / (kv_bytes_per_token * batch))


_ROOM = "max(0, memory_available - weights - memory_reserve)"

EQUATIONS = (
    Equation(
        "attention_parameters", attention_parameters,
        "2 * d_model * head_dim * (heads + kv_heads)", _BOOK,
    ),
    Equation("mlp_parameters", mlp_parameters, "mlp_matrices * d_model * d_ff", _BOOK),
    Equation(
        "embedding_parameters", embedding_parameters,
        "embedding_copies * d_model * vocabulary_size", _BOOK,
    ),
    Equation(
        "parameters", parameters,
        "layers * (attention_parameters + mlp_parameters) + embedding_parameters", _BOOK,
        note="biases and norms, 0.1 %, left out", unless=("experts",),
    ),
    Equation(
        "parameters", sparse_parameters,
        "layers * (attention_parameters + experts * mlp_parameters) + embedding_parameters", _BOOK,
        note="memory holds every expert", only_with=("experts",),
    ),
    Equation(
        "active_parameters", active_parameters, "parameters", "definition",
        note="a dense model: every token meets every weight",
        unless=("experts",), overridable=True,
    ),
    Equation(
        "active_parameters", sparse_active_parameters,
        "layers * (attention_parameters + experts_active * mlp_parameters) + embedding_parameters",
        _BOOK, note="FLOPs count the experts a token visits", only_with=("experts",),
    ),
    Equation(
        "bytes_per_weight", bytes_per_weight, "(weight_bits + scale_bits) / 8", "definition",
    ),
    Equation("weights", weights, "parameters * bytes_per_weight", "definition"),
    Equation(
        "weights_per_gpu", weights_per_gpu, "weights / gpus", "definition",
        note="if every matrix is split evenly",
    ),
    Equation(
        "kv_bytes_per_token", kv_bytes_per_token,
        "2 * layers * kv_heads * head_dim * bytes_per_kv", "Pope et al. 2022",
        note="the 2 is key and value; KV heads count, not query heads", unless=("kv_rank",),
    ),
    Equation(
        "kv_bytes_per_token", latent_kv_bytes_per_token,
        "layers * (kv_rank + rope_dim) * bytes_per_kv", _DEEPSEEK,
        note="no factor 2: key and value share one latent", only_with=("kv_rank",),
    ),
    Equation(
        "context_tokens", context_tokens, "prompt_tokens + output_tokens / 2", "definition",
        note="the mean while the answer grows", overridable=True,
    ),
    Equation("sequence_tokens", sequence_tokens, "prompt_tokens + output_tokens", "definition"),
    Equation("sequence_kv", sequence_kv, "kv_bytes_per_token * context_tokens", "definition"),
    Equation("kv_cache", kv_cache, "sequence_kv * batch", "definition"),
    Equation(
        "kv_cache_per_gpu", kv_cache_per_gpu, "kv_cache / min(gpus, kv_heads)", "Pope et al. 2022",
        note="beyond one KV head per GPU the cache is replicated, not split",
    ),
    Equation(
        "memory_needed", memory_needed, "weights + kv_cache + memory_reserve", "definition",
        note="activations and fragmentation are in the reserve, which is an assumption",
    ),
    Equation(
        "memory_available", memory_available, "gpus * gpu_memory * usable_share", _VLLM,
        note="vLLM fills 0.9 of a card by default",
    ),
    Equation("memory_headroom", memory_headroom, "memory_available - memory_needed", "definition"),
    Equation("memory_share", memory_share, "memory_needed / memory_available", "definition"),
    Equation(
        "gpus_for_memory", gpus_for_memory,
        "ceil(memory_needed / (gpu_memory * usable_share))", "definition",
    ),
    Equation(
        "tensor_parallel", tensor_parallel, "power_of_two_up(gpus_for_memory)", "convention",
        note="the degree must divide the query heads as well", fixed=("gpus_for_memory",),
    ),
    Equation(
        "max_batch", max_batch, f"floor({_ROOM} / sequence_kv)", _VLLM, note=_PAGED,
    ),
    Equation(
        "max_batch_reserved", max_batch_reserved,
        f"floor({_ROOM} / (kv_bytes_per_token * sequence_tokens))", _VLLM,
        note="reserves the longest length, as engines did before paging",
    ),
    Equation(
        "max_context", max_context, f"floor({_ROOM} / (kv_bytes_per_token * batch))", _VLLM,
    ),
)  # fmt: skip
