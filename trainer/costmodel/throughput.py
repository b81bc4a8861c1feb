"""Tokens per second: per user, per replica, per accelerator, with and without prefill."""

from __future__ import annotations

from trainer.costmodel.algebra import whole_up
from trainer.costmodel.equation import Basis, Equation

_BOOK = "Austin et al. 2025, How to Scale Your Model"
_ORCA = "Yu et al. 2022, Orca"


def speed_per_user(tpot: float) -> float:
    """Return the tokens per second one user sees, in token/s."""
    return 1 / tpot


def throughput(batch: float, tpot: float) -> float:
    """Return the output tokens per second of one replica that decodes, in token/s."""
    return batch / tpot


def throughput_per_gpu(throughput: float, gpus: float) -> float:
    """Return the output tokens per second for each accelerator, in token/s."""
    return throughput / gpus


def compute_ceiling(gpus: float, peak_flops: float, active_parameters: float) -> float:
    """Return the tokens per second if only computing took time, in token/s."""
    return gpus * peak_flops / (2 * active_parameters)


def serving_throughput(
    batch: float, tpot: float, prefill_time: float, output_tokens: float
) -> float:
    """Return the output tokens per second when prefills interrupt decoding, in token/s.

    Each answer of ``output_tokens`` costs one prefill, so a step of the batch is lengthened by
    that share of a prefill for each of its sequences.
    """
    return batch / (tpot + batch * prefill_time / output_tokens)


def batch_prefill_time(
    batch: float, prefill_compute_time: float, prefill_read_time: float
) -> float:
    """Return the seconds of prefilling a whole batch at once: the weights are read once."""
    return max(batch * prefill_compute_time, prefill_read_time)


def static_batch_time(batch_prefill_time: float, decode_time: float) -> float:
    """Return the seconds of a batch that starts and ends together."""
    return batch_prefill_time + decode_time


def static_throughput(batch: float, output_tokens: float, static_batch_time: float) -> float:
    """Return the output tokens per second of one batch after the other, in token/s."""
    return batch * output_tokens / static_batch_time


def prefill_decode_ratio(
    prefill_time: float, batch: float, tpot: float, output_tokens: float
) -> float:
    """Return how many prefill replicas keep one decode replica busy."""
    return prefill_time * batch / (tpot * output_tokens)


def token_rate(arrival_rate: float, output_tokens: float) -> float:
    """Return the output tokens per second that arriving requests want, in token/s."""
    return arrival_rate * output_tokens


def gpus_for_load(token_rate: float, throughput_per_gpu: float, utilisation: float) -> float:
    """Return the fewest accelerators whose throughput suffices at that utilisation."""
    return whole_up(token_rate / (throughput_per_gpu * utilisation))


def replicas_for_load(token_rate: float, throughput: float, utilisation: float) -> float:
    """Return the fewest replicas whose throughput suffices at that utilisation."""
    return whole_up(token_rate / (throughput * utilisation))


def fleet_gpus(replicas: float, gpus: float) -> float:
    """Return the accelerators of all replicas."""
    return replicas * gpus


def fleet_throughput(replicas: float, throughput: float) -> float:
    """Return the output tokens per second of all replicas, in token/s."""
    return replicas * throughput


EQUATIONS = (
    Equation("speed_per_user", speed_per_user, "1 / tpot", "definition"),
    Equation(
        "throughput", throughput, "batch / tpot", "definition",
        note="output tokens while decoding; prefill is not in it",
    ),
    Equation("throughput_per_gpu", throughput_per_gpu, "throughput / gpus", "definition"),
    Equation(
        "compute_ceiling", compute_ceiling, "gpus * peak_flops / (2 * active_parameters)", _BOOK,
        basis=Basis.ROOFLINE,
    ),
    Equation(
        "serving_throughput", serving_throughput,
        "batch / (tpot + batch * prefill_time / output_tokens)", _ORCA,
        note="continuous batching in a steady state: every answer pays for its prefill",
    ),
    Equation(
        "batch_prefill_time", batch_prefill_time,
        "max(batch * prefill_compute_time, prefill_read_time)", _BOOK, basis=Basis.ROOFLINE,
    ),
    Equation(
        "static_batch_time", static_batch_time, "batch_prefill_time + decode_time", "definition",
    ),
    Equation(
        "static_throughput", static_throughput, "batch * output_tokens / static_batch_time",
        "definition",
    ),
    Equation(
        "prefill_decode_ratio", prefill_decode_ratio,
        "prefill_time * batch / (tpot * output_tokens)", _BOOK,
    ),
    Equation("token_rate", token_rate, "arrival_rate * output_tokens", "definition"),
    Equation(
        "gpus_for_load", gpus_for_load,
        "ceil(token_rate / (throughput_per_gpu * utilisation))", "definition",
        note="leave room for peaks: 0.7 to 0.8 is a usual utilisation",
    ),
    Equation(
        "replicas_for_load", replicas_for_load, "ceil(token_rate / (throughput * utilisation))",
        "definition", note="leave room for peaks: 0.7 to 0.8 is a usual utilisation",
    ),
    Equation("fleet_gpus", fleet_gpus, "replicas * gpus", "definition"),
    Equation("fleet_throughput", fleet_throughput, "replicas * throughput", "definition"),
)  # fmt: skip
