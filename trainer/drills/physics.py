"""Physics: the latencies and rates of a statement against what its hardware can do at its peak.

The cost model's equations are called directly, at full utilisation and for a single sequence, so
that what comes out is a bound which no system passes. Searching for a chain of equations would
take longer than a key stroke may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trainer.claims.claim import Claim, Claims
from trainer.costmodel import compute, footprint, latency, throughput
from trainer.domain.assessment import Finding
from trainer.drills.budgets import upper
from trainer.units.quantity import show_quantity

_BOUNDS = frozenset({"le", "lt", "eq", "approx", "range"})
_HALF_PRECISION_BITS = 16.0

_BEGINS = re.compile(r"\b(?:start|begin|first)(?:s|ning)?\b[^.;,]*$")
_BEFORE = 40
"""Characters before a latency in which a word can say that it ends with an answer's beginning."""

_SLOW = "Promise the time to the first token instead, or a smaller model, fewer tokens, more GPUs."
_TIGHT = "Name more GPUs, a smaller model or lower precision."


@dataclass(frozen=True, slots=True)
class _Peak:
    """A model on its hardware at full utilisation: weights in byte, rates per second."""

    weights: float
    active_parameters: float
    active_weights: float
    gpus: float
    memory_bandwidth: float
    peak_flops: float
    gpu_memory: float

    @property
    def reading(self) -> float:
        """Return the time to read the weights in use once, in s: no token comes faster."""
        return latency.weight_read_time(self.active_weights, self.gpus, self.memory_bandwidth, 1.0)

    def prompt(self, tokens: float) -> float:
        """Return the time that a prompt of ``tokens`` takes, in s, without its attention."""
        flops = compute.prefill_flops(self.active_parameters, tokens, 0.0, 0.5)
        computing = latency.prefill_compute_time(flops, self.gpus, self.peak_flops, 1.0)
        return latency.prefill_time(computing, self.reading)


def check_physics(
    claims: Claims, known: Mapping[str, float], places: Mapping[str, tuple[int, int]]
) -> Iterator[Finding]:
    """Yield what no hardware can keep, with ``known`` terms of the cost model in their units.

    ``places`` tells where in the text the system's parts are mentioned.
    """
    peak = _peak(known)
    if peak is None:
        return
    text = claims.text.lower()
    for claim in claims.of("latency"):
        if claim.unit == "s" and claim.comparator in _BOUNDS:
            subject = claim.subject or _begins(claims.text, claim)
            yield from _floor(claim, subject, peak, known, drafted="speculat" in text)
    for claim in claims.of("throughput"):
        if claim.unit == "token/s":
            yield from _ceiling(claim, peak)
    yield from _memory(peak, places.get("gpus", (0, len(claims.text))))


def _peak(known: Mapping[str, float]) -> _Peak | None:
    """Return the system, None where its model, its cards or how many there are is not told."""
    try:
        parameters, gpus = known["parameters"], known["gpus"]
        bandwidth, peak, memory = (
            known[name] for name in ("memory_bandwidth", "peak_flops", "gpu_memory")
        )
    except KeyError:
        return None
    if min(parameters, gpus, bandwidth, peak, memory) <= 0:
        return None
    bits = known.get("weight_bits", _HALF_PRECISION_BITS)
    width = known.get("bytes_per_weight") or footprint.bytes_per_weight(bits, 0.0)
    active = min(known.get("active_parameters", parameters), parameters)
    return _Peak(
        weights=footprint.weights(parameters, width),
        active_parameters=active,
        active_weights=footprint.weights(active, width),
        gpus=gpus,
        memory_bandwidth=bandwidth,
        # Narrower numbers are computed faster in proportion; the table holds 16 bits.
        peak_flops=peak * max(1.0, _HALF_PRECISION_BITS / 8 / width),
        gpu_memory=memory,
    )


def _begins(text: str, claim: Claim) -> str | None:
    """Return TTFT where a latency of nothing in particular is that until an answer begins."""
    before = text[max(0, claim.start - _BEFORE) : claim.start].lower()
    return "TTFT" if _BEGINS.search(before) else None


def _floor(
    claim: Claim, subject: str | None, peak: _Peak, known: Mapping[str, float], *, drafted: bool
) -> Iterator[Finding]:
    """Hold a latency of ``subject`` against the time the hardware needs."""
    prompt = peak.prompt(known["prompt_tokens"]) if "prompt_tokens" in known else None
    tokens = known.get("output_tokens", 1.0)
    per_token = f"reading the weights once takes at least {_time(peak.reading)} per token"
    if subject == "TTFT":
        least, fix = prompt, _TIGHT
        said = "even at its peak the hardware needs {least} for the prompt"
    elif drafted:
        return  # a drafted token need not cost a pass over the weights
    elif subject == "TPOT":
        least, fix, said = peak.reading, _TIGHT, per_token
    elif tokens > 1:
        # The first token comes with the prompt; each further one is a pass over the weights.
        least = (prompt or 0.0) + latency.decode_time(tokens, peak.reading)
        said, fix = f"{per_token}, so {tokens:,.12g} tokens take at least {{least}}", _SLOW
    else:
        return
    if least is None or least <= upper(claim):
        return
    message = f"{_time(upper(claim))} is out of reach: {said.format(least=_time(least))}."
    yield Finding("below-physics", message, fix, claim.start, claim.end)


def _ceiling(claim: Claim, peak: _Peak) -> Iterator[Finding]:
    most = throughput.compute_ceiling(peak.gpus, peak.peak_flops, peak.active_parameters)
    if claim.value <= most:
        return
    message = (
        f"{show_quantity(claim.value, 'token/s')} is out of reach: the hardware's peak allows"
        f" {show_quantity(most, 'token/s')}."
    )
    yield Finding("above-ceiling", message, _TIGHT, claim.start, claim.end)


def _memory(peak: _Peak, where: tuple[int, int]) -> Iterator[Finding]:
    """Hold the weights against the memory of the cards."""
    room = peak.gpus * peak.gpu_memory
    if peak.weights <= room:
        return
    message = (
        f"The weights take {show_quantity(peak.weights, 'byte')}, and"
        f" {show_quantity(room, 'byte')} is all the memory there is."
    )
    yield Finding("does-not-fit", message, _TIGHT, *where)


def _time(seconds: float) -> str:
    return show_quantity(seconds, "s")
