"""Terms of a language model's build: its sizes, its parameters, the bytes they take."""

from __future__ import annotations

from trainer.costmodel.vocabulary.term import Term

TERMS = (
    Term(
        "layers", "layers", "1", "L",
        "transformer blocks", 1, 200, least=1, whole=True,
    ),
    Term(
        "d_model", "model width", "1", "D",
        "size of the vector that runs through the layers", 64, 65536, least=1, whole=True,
    ),
    Term(
        "d_ff", "MLP width", "1", "F",
        "inner size of one MLP, of one expert if there are several",
        64, 262144, least=1, whole=True,
    ),
    Term(
        "heads", "query heads", "1", "N",
        "attention heads that ask", 1, 256, least=1, whole=True,
    ),
    Term(
        "kv_heads", "KV heads", "1", "K",
        "attention heads that keep a key and a value: as many as query heads (MHA), fewer (GQA), "
        "or one (MQA)", 1, 256, least=1, whole=True,
    ),
    Term(
        "head_dim", "head size", "1", "H",
        "size of one attention head", 16, 512, least=1, whole=True,
    ),
    Term(
        "kv_rank", "latent KV size", "1", "r_kv",
        "size of the latent that multi-head latent attention keeps for key and value",
        32, 4096, least=1, whole=True,
    ),
    Term(
        "rope_dim", "rotary key size", "1", "d_rope",
        "size of the rotary key that is kept beside the latent", 16, 512, least=1, whole=True,
    ),
    Term(
        "vocabulary_size", "vocabulary", "1", "V",
        "tokens the model knows", 256, 1e6, least=1, whole=True,
    ),
    Term(
        "mlp_matrices", "matrices per MLP", "1", "m",
        "3 with a gate (SwiGLU), 2 without", 2, 3, least=1, whole=True, default=3,
    ),
    Term(
        "embedding_copies", "embedding matrices", "1", "c_V",
        "2 when input and output have one each, 1 when they share it",
        1, 2, least=0, whole=True, default=2,
    ),
    Term(
        "experts", "experts", "1", "E",
        "MLPs per layer among which a router chooses", 2, 512, least=1, whole=True,
    ),
    Term(
        "experts_active", "active experts", "1", "k_E",
        "experts that each token visits", 1, 64, least=1, whole=True,
    ),
    Term(
        "attention_parameters", "attention parameters per layer", "1", "P_attn",
        "weights of the query, key, value and output projections of a layer", 1e4, 1e10,
    ),
    Term(
        "mlp_parameters", "MLP parameters", "1", "P_mlp",
        "weights of one MLP of one layer", 1e4, 1e11,
    ),
    Term(
        "embedding_parameters", "embedding parameters", "1", "P_emb",
        "weights of the embedding matrices", 1e4, 1e11,
    ),
    Term(
        "parameters", "parameters", "1", "P",
        "weights of the model, all of them: they fill the memory", 1e7, 1e13, least=1,
    ),
    Term(
        "active_parameters", "active parameters", "1", "P_act",
        "weights that one token meets: they set the FLOPs", 1e7, 1e13, least=1,
    ),
    Term(
        "weight_bits", "bits per weight", "bit", "q_w",
        "16 for bf16, 8 for fp8 and int8, 4 for int4", 1, 32,
    ),
    Term(
        "scale_bits", "scale bits per weight", "bit", "q_s",
        "what group-wise scales add: one of 16 bits per 128 weights is 0.125", 0, 1, default=0,
    ),
    Term(
        "bytes_per_weight", "bytes per weight", "byte", "b_w",
        "2 for bf16, 1 for fp8 and int8, 0.5 for int4", 0.25, 4, default=2,
    ),
    Term(
        "bytes_per_kv", "bytes per KV element", "byte", "b_kv",
        "2 for bf16, 1 for fp8 and int8", 0.25, 4, default=2,
    ),
    Term(
        "bytes_per_activation", "bytes per activation", "byte", "b_a",
        "2 for bf16, 1 for fp8", 0.5, 4, default=2,
    ),
    Term(
        "weights", "weights", "byte", "M_w",
        "bytes of all weights", 1e7, 2e13, better="less",
    ),
    Term(
        "weights_per_gpu", "weights per GPU", "byte", "M_w1",
        "bytes of weights on each accelerator", 1e6, 1e12, better="less",
    ),
    Term(
        "kv_bytes_per_token", "KV cache per token", "byte/token", "m_kv",
        "bytes of keys and values that one token leaves behind", 1e3, 1e8, better="less",
    ),
)  # fmt: skip
