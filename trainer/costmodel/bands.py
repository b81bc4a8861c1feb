"""How much of a roofline hardware has been measured to reach, by situation.

The shares come from the published measurements in ``resources/catalogue/published.json``; further
ones lie within a factor of 1.3 of these bands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.costmodel.terms import term


@dataclass(frozen=True, slots=True)
class Band:
    """A range of measured efficiencies: achieved over roofline.

    ``evidence`` names the published cases (by the beginning of their ids) or the table behind it.
    """

    name: str
    situation: str
    low: float
    high: float
    evidence: str

    @property
    def shown(self) -> str:
        """Return the band in words: ``18 % to 21 %``, or one figure where it is one."""
        ends = dict.fromkeys(f"{100 * end:.0f} %" for end in (self.low, self.high))
        return " to ".join(ends)


GENERAL = Band("general", "serving systems", 0.15, 0.8, "most of the measurements below")

BANDS: Mapping[str, Band] = {
    band.name: band
    for band in (
        GENERAL,
        Band("stream", "a pure stream from memory", 0.94, 0.94, "sbg-vecadd"),
        Band("matmul", "the best single matrix product", 0.51, 0.87, "ml-engineering, MAMF table"),
        Band("prefill-16", "TTFT at 16 bits, prompt of 2k tokens", 0.61, 0.69, "trt-ttft-a100"),
        Band("prefill-8", "TTFT at 8 bits, prompt of 2k tokens", 0.33, 0.40, "trt-ttft-h100"),
        Band("prefill-short", "TTFT of a prompt of 128-512 tokens", 0.25, 0.48, "db-ttft"),
        Band("decode-1", "decoding one sequence on one GPU", 0.76, 0.76, "kp-13b"),
        Band("decode-2", "decoding one sequence on two GPUs", 0.62, 0.62, "kp-13b"),
        Band("decode-4", "decoding one sequence on three or four GPUs", 0.21, 0.62, "kp, sw-tbt"),
        Band("decode-8", "decoding one sequence on eight GPUs", 0.18, 0.21, "sw-tbt"),
        Band("decode-pod", "decoding on a pod of 64 TPUs", 0.24, 0.45, "po"),
        Band("static", "static batches, prefill included", 0.26, 0.68, "trt, db-thr"),
        Band("serving", "serving at the highest load", 0.30, 0.62, "tr1"),
        Band("ceiling", "output tokens against the compute ceiling", 0.15, 0.28, "mp"),
        Band("sparse-decode", "wide expert parallelism, decode", 0.07, 0.08, "ds, vl-dsr1"),
        Band("sparse-prefill", "wide expert parallelism, prefill", 0.15, 0.15, "ds, vl-dsr1"),
        Band("link", "copies and collectives over NVLink", 0.80, 0.88, "ml-engineering, network"),
    )
}

_PREFILL = {"prefill_time", "cached_prefill_time", "prefill_compute_time", "ttft"}
_DECODE = {"tpot", "tpot_overlap", "decode_time", "speed_per_user", "spec_tpot"}
_RATES = {"throughput", "throughput_per_gpu", "serving_throughput", "fleet_throughput"}
_STATIC = {"static_batch_time", "static_throughput", "batch_prefill_time"}


def band_for(asked: str, known: Mapping[str, float]) -> Band:
    """Return the band measured in the situation nearest to the one ``known`` describes.

    Raises :class:`UnknownTerm` for a word that is no term.
    """
    name = term(asked).name
    if name in _PREFILL:
        return BANDS[_prefill_band(known)]
    if name in _STATIC:
        return BANDS["static"]
    if name == "compute_ceiling":
        return BANDS["ceiling"]
    if name not in _DECODE | _RATES:
        return GENERAL
    alone = known.get("batch", 1) <= 1
    return BANDS[_decode_band(known.get("gpus", 1)) if alone else "serving"]


def realistic(asked: str, roofline: float, band: Band = GENERAL) -> tuple[float, float]:
    """Return between which values hardware lands that reaches ``band`` of the roofline.

    A time or a cost gets longer by the efficiency, a rate smaller.
    """
    if term(asked).better == "more":
        return roofline * band.low, roofline * band.high
    return roofline / band.high, roofline / band.low


def _prefill_band(known: Mapping[str, float]) -> str:
    if known.get("prompt_tokens", 2048) <= 512:
        return "prefill-short"
    return "prefill-8" if known.get("bytes_per_weight", 2) <= 1 else "prefill-16"


def _decode_band(gpus: float) -> str:
    if gpus > 8:
        return "decode-pod"
    steps = (("decode-1", 1), ("decode-2", 2), ("decode-4", 4), ("decode-8", 8))
    return next(name for name, most in steps if gpus <= most)
