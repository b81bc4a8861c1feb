"""Parameters, weights and KV cache: how many bytes a model takes."""

from __future__ import annotations

from trainer.costmodel.equation import Equation

_BOOK = "Austin et al. 2025, How to Scale Your Model"
_DEEPSEEK = "Zhao et al. 2025, Insights into DeepSeek-V3"
_POPE = "Pope et al. 2022"


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
        "2 * layers * kv_heads * head_dim * bytes_per_kv", _POPE,
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
)  # fmt: skip
