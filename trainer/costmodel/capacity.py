"""What fits: copies of the KV cache, memory needed and had, the largest batch and context."""

from __future__ import annotations

from trainer.costmodel.algebra import whole_down, whole_up
from trainer.costmodel.equation import Equation

_POPE = "Pope et al. 2022"
_DEEPSEEK = "Zhao et al. 2025, Insights into DeepSeek-V3"
_VLLM = "Kwon et al. 2023, PagedAttention"
_LATENTS = "assumes tensor parallelism: every head reads the whole latent, so every GPU holds it"
_HELD = ("weights", "kv_cache", "memory_reserve", "gpu_memory", "usable_share")
_OF_NEED = ("memory_needed", "kv_copies", "attention_gpus")
_PAGED = "counts the mean context in flight, as a paged cache fills; nothing is reserved"


def kv_copies(gpus: float, kv_heads: float) -> float:
    """Return how often the KV cache is held, a head being split over no two accelerators."""
    return max(1, gpus / kv_heads)


def kv_copies_of_group(attention_gpus: float, kv_heads: float) -> float:
    """Return how often the KV cache is held where so many accelerators share a sequence."""
    return max(1, attention_gpus / kv_heads)


def latent_kv_copies(gpus: float) -> float:
    """Return how often latents are held under tensor parallelism: every head reads all of them."""
    return gpus


def latent_kv_copies_of_group(attention_gpus: float) -> float:
    """Return how often latents are held where so many accelerators share a sequence."""
    return attention_gpus


def kv_cache_per_gpu(kv_cache: float, kv_copies: float, gpus: float) -> float:
    """Return the bytes of keys and values on each accelerator, copies included."""
    return kv_cache * kv_copies / gpus


def kv_cache_held(kv_cache: float, kv_copies: float) -> float:
    """Return the bytes of keys and values on all accelerators together, copies included."""
    return kv_cache * kv_copies


def memory_needed(
    weights: float, kv_cache: float, kv_copies: float, memory_reserve: float
) -> float:
    """Return the bytes that weights, KV cache and reserve take together."""
    return weights + kv_cache * kv_copies + memory_reserve


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


def gpus_for_heads(
    weights: float,
    kv_cache: float,
    memory_reserve: float,
    gpu_memory: float,
    usable_share: float,
    kv_heads: float,
) -> float:
    """Return the fewest accelerators whose memory suffices, copies of KV heads included.

    Up to ``kv_heads`` of them share one cache; beyond, each holds one head's part of it. Raises
    ValueError if that part fills an accelerator.
    """
    room = gpu_memory * usable_share
    shared = (weights + kv_cache + memory_reserve) / room
    return whole_up(max(shared, (weights + memory_reserve) / _left(room, kv_cache / kv_heads)))


def gpus_for_latents(
    weights: float, kv_cache: float, memory_reserve: float, gpu_memory: float, usable_share: float
) -> float:
    """Return the fewest accelerators whose memory suffices if each holds every latent.

    Raises ValueError if the latents fill an accelerator.
    """
    return whole_up((weights + memory_reserve) / _left(gpu_memory * usable_share, kv_cache))


def _left(room: float, cache: float) -> float:
    """Return what is left of an accelerator's ``room`` beside the cache it holds at the least."""
    if cache >= room:
        raise ValueError("the KV cache that each must hold fills it, however many there are")
    return room - cache


def tensor_parallel(gpus_for_memory: float) -> float:
    """Return the next power of two accelerators."""
    return power_of_two_up(gpus_for_memory)


def power_of_two_up(count: float) -> float:
    """Return the smallest power of two that is not below ``count``."""
    return 2.0 ** max(0, (int(whole_up(count)) - 1).bit_length())


def max_batch(
    memory_available: float,
    weights: float,
    memory_reserve: float,
    sequence_kv: float,
    kv_copies: float,
) -> float:
    """Return how many sequences fit beside the weights: none if the weights alone do not."""
    room = max(0, memory_available - weights - memory_reserve)
    return whole_down(room / (sequence_kv * kv_copies))


def max_batch_reserved(
    memory_available: float,
    weights: float,
    memory_reserve: float,
    kv_bytes_per_token: float,
    sequence_tokens: float,
    kv_copies: float,
) -> float:
    """Return how many sequences fit if each reserves room for its longest length."""
    room = max(0, memory_available - weights - memory_reserve)
    return whole_down(room / (kv_bytes_per_token * sequence_tokens * kv_copies))


def max_context(
    memory_available: float,
    weights: float,
    memory_reserve: float,
    kv_bytes_per_token: float,
    batch: float,
    kv_copies: float,
) -> float:
    """Return how many tokens each of ``batch`` sequences can hold."""
    room = max(0, memory_available - weights - memory_reserve)
    return whole_down(room / (kv_bytes_per_token * batch * kv_copies))


_ROOM = "max(0, memory_available - weights - memory_reserve)"

EQUATIONS = (
    Equation(
        "kv_copies", kv_copies, "max(1, gpus / kv_heads)", _POPE,
        note="assumes tensor parallelism: beyond one KV head per GPU the cache is replicated",
        unless=("kv_rank", "attention_gpus"), fixed=("gpus", "kv_heads"),
    ),
    Equation(
        "kv_copies", kv_copies_of_group, "max(1, attention_gpus / kv_heads)", _POPE,
        note="beyond one KV head per GPU the cache is replicated, not split",
        unless=("kv_rank",), fixed=("attention_gpus", "kv_heads"),
    ),
    Equation(
        "kv_copies", latent_kv_copies, "gpus", _DEEPSEEK, note=_LATENTS,
        only_with=("kv_rank",), unless=("attention_gpus",), fixed=("gpus",),
    ),
    Equation(
        "kv_copies", latent_kv_copies_of_group, "attention_gpus", _DEEPSEEK,
        note="every head reads the whole latent, so no GPU of the group can do without it",
        only_with=("kv_rank",), fixed=("attention_gpus",),
    ),
    Equation(
        "kv_cache_per_gpu", kv_cache_per_gpu, "kv_cache * kv_copies / gpus", "definition",
    ),
    Equation("kv_cache_held", kv_cache_held, "kv_cache * kv_copies", "definition"),
    Equation(
        "memory_needed", memory_needed, "weights + kv_cache * kv_copies + memory_reserve",
        "definition",
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
        "ceil(memory_needed / (gpu_memory * usable_share))", "definition", overridable=True,
    ),
    Equation(
        "gpus_for_memory", gpus_for_heads,
        "ceil(max((weights + kv_cache + memory_reserve) / (gpu_memory * usable_share),"
        " (weights + memory_reserve) / (gpu_memory * usable_share - kv_cache / kv_heads)))", _POPE,
        note="beyond one KV head per GPU, each further GPU holds another copy of one head's cache",
        only_with=("kv_heads",), unless=(*_OF_NEED, "kv_rank"), instead_of=("gpus_for_memory",),
        overridable=True, fixed=(*_HELD, "kv_heads"),
    ),
    Equation(
        "gpus_for_memory", gpus_for_latents,
        "ceil((weights + memory_reserve) / (gpu_memory * usable_share - kv_cache))", _DEEPSEEK,
        note=_LATENTS, only_with=("kv_rank",), unless=_OF_NEED, instead_of=("gpus_for_memory",),
        overridable=True, fixed=_HELD,
    ),
    Equation(
        "tensor_parallel", tensor_parallel, "power_of_two_up(gpus_for_memory)", "convention",
        note="the degree must divide the query heads as well", fixed=("gpus_for_memory",),
    ),
    Equation(
        "max_batch", max_batch, f"floor({_ROOM} / (sequence_kv * kv_copies))", _VLLM,
        note=_PAGED,
    ),
    Equation(
        "max_batch_reserved", max_batch_reserved,
        f"floor({_ROOM} / (kv_bytes_per_token * sequence_tokens * kv_copies))", _VLLM,
        note="reserves the longest length, as engines did before paging",
    ),
    Equation(
        "max_context", max_context,
        f"floor({_ROOM} / (kv_bytes_per_token * batch * kv_copies))", _VLLM,
    ),
)  # fmt: skip
