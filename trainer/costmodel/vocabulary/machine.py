"""Terms of the hardware: one accelerator, how many there are, what links them, what they hold."""

from __future__ import annotations

from trainer.costmodel.vocabulary.term import Term

TERMS = (
    Term(
        "peak_flops", "peak FLOP/s", "FLOP/s", "C",
        "dense FLOP/s of one accelerator at the precision used", 1e12, 1e17,
    ),
    Term(
        "memory_bandwidth", "memory bandwidth", "byte/s", "W",
        "bytes per second between one accelerator and its memory", 1e10, 1e14,
    ),
    Term(
        "gpu_memory", "memory of one GPU", "byte", "M_1",
        "bytes one accelerator holds", 1e9, 2e12,
    ),
    Term(
        "link_bandwidth", "link bandwidth", "byte/s", "W_l",
        "bytes per second between accelerators, in one direction", 1e8, 1e13,
    ),
    Term(
        "gpus", "GPUs", "GPU", "n",
        "accelerators that hold one copy of the model and work together on each token",
        1, 1024, whole=True,
    ),
    Term(
        "attention_gpus", "GPUs that share a sequence", "GPU", "n_a",
        "accelerators over which one sequence's attention is split: all under tensor parallelism, "
        "1 under data-parallel attention", 1, 1024, least=1, whole=True,
    ),
    Term(
        "mfu", "MFU", "1", "MFU",
        "share of peak FLOP/s achieved; 1 is the roofline", 0.05, 1, most=1, default=1,
    ),
    Term(
        "mbu", "MBU", "1", "MBU",
        "share of memory bandwidth achieved; 1 is the roofline", 0.05, 1, most=1, default=1,
    ),
    Term(
        "usable_share", "usable share of memory", "1", "u_M",
        "share of an accelerator's memory that the server may fill", 0.5, 1, most=1, default=0.9,
    ),
    Term(
        "memory_reserve", "memory reserve", "byte", "M_r",
        "bytes kept for activations, graphs and fragmentation", 0, 1e12, default=0,
    ),
    Term(
        "sequence_kv", "KV cache per sequence", "byte", "M_kv1",
        "bytes of keys and values of one sequence", 1e5, 1e12, better="less",
    ),
    Term(
        "kv_cache", "KV cache", "byte", "M_kv",
        "bytes of keys and values of all sequences decoded together", 1e5, 1e14, better="less",
    ),
    Term(
        "kv_copies", "copies of the KV cache", "1", "c_kv",
        "how often the accelerators together hold the KV cache: 1 up to one KV head each",
        1, 1024, least=1, default=1,
    ),
    Term(
        "kv_cache_held", "KV cache held", "byte", "M_kvh",
        "bytes of keys and values on all accelerators, each copy counted", 1e5, 1e14, better="less",
    ),
    Term(
        "kv_cache_per_gpu", "KV cache per GPU", "byte", "M_kvg",
        "bytes of keys and values on each accelerator", 1e5, 1e13, better="less",
    ),
    Term(
        "memory_needed", "memory needed", "byte", "M_need",
        "weights, KV cache and reserve together", 1e7, 1e14, better="less",
    ),
    Term(
        "memory_available", "memory available", "byte", "M_have",
        "what the accelerators may fill together", 1e9, 1e15, better="more",
    ),
    Term(
        "memory_headroom", "memory headroom", "byte", "M_left",
        "memory available less memory needed: negative when it does not fit",
        -1e13, 1e14, least=float("-inf"), better="more",
    ),
    Term(
        "memory_share", "memory filled", "1", "u_fill",
        "memory needed over memory available: above 1 it does not fit", 1e-3, 10, better="less",
    ),
    Term(
        "gpus_for_memory", "GPUs that hold it", "GPU", "n_mem",
        "fewest accelerators whose memory suffices", 1, 1024, whole=True, better="less",
    ),
    Term(
        "tensor_parallel", "tensor-parallel GPUs", "GPU", "n_tp",
        "the next power of two accelerators, as tensor parallelism wants them",
        1, 1024, whole=True, better="less",
    ),
    Term(
        "max_batch", "largest batch", "1", "B_max",
        "sequences of this length whose KV cache fits beside the weights",
        1, 1e5, whole=True, better="more",
    ),
    Term(
        "max_batch_reserved", "largest batch, full length reserved", "1", "B_max'",
        "sequences that fit when each reserves room for its longest length",
        1, 1e5, whole=True, better="more",
    ),
    Term(
        "max_context", "longest context", "token", "T_max",
        "tokens per sequence that fit at this batch", 1, 1e8, whole=True, better="more",
    ),
    Term(
        "critical_batch", "critical batch", "1", "B_crit",
        "batch at which decoding's matrix products turn from memory bound to compute bound",
        1, 1e4,
    ),
    Term(
        "ridge_intensity", "ridge point", "FLOP/byte", "I_ridge",
        "FLOPs per byte at which an accelerator turns from memory bound to compute bound", 1, 2000,
    ),
    Term(
        "message_time", "time per message", "s", "t_msg",
        "latency of one exchange between accelerators", 1e-7, 1e-3,
    ),
    Term(
        "messages_per_layer", "messages per layer", "1", "n_msg",
        "exchanges that tensor parallelism makes in a layer", 1, 16, default=4,
    ),
    Term(
        "vectors_per_layer", "vectors per layer", "1", "n_vec",
        "activation vectors that tensor parallelism exchanges per token in a layer", 1, 16,
        default=4,
    ),
    Term(
        "message_latency", "communication latency", "s", "t_lat",
        "time of a step lost to the latency of messages", 1e-6, 1, better="less",
    ),
    Term(
        "message_transfer", "communication transfer", "s", "t_trans",
        "time of a step for the bytes exchanged between accelerators", 1e-7, 10, better="less",
    ),
    Term(
        "tp_limit_prefill", "useful tensor parallelism, prefill", "1", "n_tp,pre",
        "degree above which a compute-bound product waits for the link", 1, 1000,
    ),
    Term(
        "tp_limit_decode", "useful tensor parallelism, decode", "1", "n_tp,dec",
        "degree above which a memory-bound product waits for the link", 1, 10000,
    ),
)  # fmt: skip
