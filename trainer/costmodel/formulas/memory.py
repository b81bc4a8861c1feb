"""Published formulas of parameters, weights, KV cache and capacity."""

# Names, flags and lengths of signatures are those that files of published cases use.
# ruff: noqa: N803, FBT001, FBT002, PLR0913, PLR0917

from __future__ import annotations

from trainer.costmodel import capacity, footprint, throughput
from trainer.costmodel.footprint import attention_parameters, mlp_parameters

_BITS = 8


def params_dense(
    L: float, D: float, F: float, N: float, K: float, H: float, V: float,
    mlp_mats: float = 3, tied: bool = False, part: str = "total",
) -> float:  # fmt: skip
    """Return the parameters of a dense model, or the ``part`` of them that is named."""
    return params_moe(L, D, F, 1, 1, N, K, H, V, mlp_mats, tied, part)


def params_moe(
    L: float, D: float, F: float, E: float, k: float, N: float, K: float, H: float, V: float,
    mlp_mats: float = 3, tied: bool = False, part: str = "total",
) -> float:  # fmt: skip
    """Return the parameters of a mixture of experts, or the ``part`` of them that is named."""
    attention, expert = attention_parameters(D, H, N, K), mlp_parameters(mlp_mats, D, F)
    embeddings = footprint.embedding_parameters(1 if tied else 2, D, V)
    active = footprint.sparse_active_parameters(L, attention, k, expert, embeddings)
    return _part(
        part,
        {
            "total": footprint.sparse_parameters(L, attention, E, expert, embeddings),
            "active": active,
            "matmul": active - (0 if tied else D * V),
            "mlp": L * E * expert,
            "attn": L * attention,
            "embedding": embeddings,
        },
    )


def params_mla_moe(
    L: float, D: float, F_dense: float, F_moe: float, L_dense: float, E: float, shared: float,
    k: float, N: float, q_rank: float | None, kv_rank: float, nope: float, rope: float,
    v_dim: float, V: float, part: str = "total",
) -> float:  # fmt: skip
    """Return the parameters of a mixture of experts with latent attention, or a ``part``.

    The first ``L_dense`` layers have one MLP of width ``F_dense``; ``shared`` experts always run.
    Without ``q_rank`` (none or 0) queries are projected at once, as in DeepSeek-V2-Lite.
    """
    query = (D * q_rank if q_rank else 0) + (q_rank or D) * N * (nope + rope)
    key_and_value = D * (kv_rank + rope) + kv_rank * N * (nope + v_dim)
    attention = L * (query + key_and_value + N * v_dim * D)
    dense = L_dense * mlp_parameters(3, D, F_dense)
    experts = (L - L_dense) * mlp_parameters(3, D, F_moe)
    base = attention + dense + 2 * D * V
    active = base + experts * (k + shared)
    return _part(
        part,
        {
            "total": base + experts * (E + shared),
            "active": active,
            "matmul": active - D * V,
            "mlp": dense + experts * (E + shared),
            "attn": attention,
            "embedding": 2 * D * V,
        },
    )


def _part(name: str, parts: dict[str, float]) -> float:
    if name not in parts:
        raise ValueError(f"part is one of {', '.join(parts)}, not '{name}'")
    return parts[name]


def weight_bytes(P: float, bits: float = 16) -> float:
    """Return the bytes of P weights of so many bits."""
    return footprint.weights(P, footprint.bytes_per_weight(bits, 0))


def weights_cfg(
    L: float, D: float, F: float, N: float, K: float, H: float, V: float, mlp_mats: float = 3,
    bits: float = 16, emb_bits: float | None = None, vocab_mats: float = 2, tp: float = 1,
    emb_sharded: bool = True,
) -> float:  # fmt: skip
    """Return the bytes of weights on each of ``tp`` accelerators, embeddings at their own bits."""
    blocks = L * (attention_parameters(D, H, N, K) + mlp_parameters(mlp_mats, D, F))
    embeddings = footprint.embedding_parameters(vocab_mats, D, V)
    emb_bytes = weight_bytes(embeddings, bits if emb_bits is None else emb_bits)
    return weight_bytes(blocks, bits) / tp + emb_bytes / (tp if emb_sharded else 1)


def kv_bytes_per_token(L: float, K: float, H: float, bytes_el: float = 2) -> float:
    """Return the bytes of keys and values of one token."""
    return footprint.kv_bytes_per_token(L, K, H, bytes_el)


def kv_bytes_per_token_mla(L: float, kv_rank: float, rope: float, bytes_el: float = 2) -> float:
    """Return the bytes of the latent and rotary key of one token."""
    return footprint.latent_kv_bytes_per_token(L, kv_rank, rope, bytes_el)


def kv_bytes(kv_per_token: float, seq: float, batch: float = 1) -> float:
    """Return the bytes of keys and values of ``batch`` sequences."""
    return footprint.kv_cache(footprint.sequence_kv(kv_per_token, seq), batch)


def kv_cfg(
    L: float, K: float, H: float, bytes_el: float, seq: float, batch: float = 1, tp: float = 1
) -> float:
    """Return the bytes of keys and values on each accelerator: beyond K they are replicated."""
    held = kv_bytes(kv_bytes_per_token(L, K, H, bytes_el), seq, batch)
    return capacity.kv_cache_per_gpu(held, capacity.kv_copies(tp, K), tp)


def total_memory(
    weights: float, kv_per_token: float, seq: float, batch: float, overhead: float = 0.0
) -> float:
    """Return the bytes of weights, KV cache and overhead."""
    return capacity.memory_needed(weights, kv_bytes(kv_per_token, seq, batch), 1, overhead)


def max_batch(
    hbm: float, n: float, weights: float, kv_seq: float, usable: float = 1.0, reserve: float = 0.0
) -> float:
    """Return how many sequences fit beside the weights."""
    have = capacity.memory_available(n, hbm, usable)
    return capacity.max_batch(have, weights, reserve, kv_seq, 1)


def gpus_for_memory(nbytes: float, hbm: float, usable: float = 1.0, whole: bool = True) -> float:
    """Return the accelerators that hold so many bytes, whole or exact."""
    return capacity.gpus_for_memory(nbytes, hbm, usable) if whole else nbytes / (hbm * usable)


def gpus_for_load(
    tokens_per_s: float, tps_per_gpu: float, utilisation: float = 1.0, whole: bool = True
) -> float:
    """Return the accelerators that make so many tokens per second, whole or exact."""
    if whole:
        return throughput.gpus_for_load(tokens_per_s, tps_per_gpu, utilisation)
    return tokens_per_s / (tps_per_gpu * utilisation)


def evicted_tokens_per_step(batch: float, prompt: float, gen: float) -> float:
    """Return the tokens a step frees on average: finished sequences leave with all of theirs."""
    return batch * (prompt + gen) / gen


FORMULAS = (
    params_dense, params_moe, params_mla_moe, weight_bytes, weights_cfg, kv_bytes_per_token,
    kv_bytes_per_token_mla, kv_bytes, kv_cfg, total_memory, max_batch, gpus_for_memory,
    gpus_for_load, evicted_tokens_per_step,
)  # fmt: skip
