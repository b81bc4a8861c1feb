"""Physics: the latencies and rates of a statement against what its hardware can do at its peak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trainer.claims.claim import Claim, Claims
from trainer.costmodel.problems import Contradiction, OutOfDomain, OutOfReach, UnderDetermined
from trainer.costmodel.solve import evaluate
from trainer.domain.assessment import Finding
from trainer.drills.budgets import upper
from trainer.units.quantity import show_quantity

_BOUNDS = frozenset({"le", "lt", "eq", "approx", "range"})
_MONEY = ("tokens_per_day", "requests_per_day", "monthly_budget", "annual_budget", "daily_budget")
_ONE_SEQUENCE = {"batch": 1.0, "prompt_tokens": 1.0}

_SLOW = "Promise the time to the first token instead, or a smaller model, fewer tokens, more GPUs."
_TIGHT = "Name more GPUs, a smaller model or lower precision."


def check_physics(
    claims: Claims, known: Mapping[str, float], places: Mapping[str, tuple[int, int]]
) -> Iterator[Finding]:
    """Yield what no hardware can keep, with ``known`` terms of the cost model in their units.

    ``places`` tells where in the text the system's parts are mentioned.
    """
    if "gpus" not in known and "memory_bandwidth" in known:
        return  # how many of them is not told: any number might be meant
    for claim in claims.of("latency"):
        if claim.unit == "s" and claim.comparator in _BOUNDS:
            yield from _floor(claim, known)
    for claim in claims.of("throughput"):
        if claim.unit == "token/s":
            yield from _ceiling(claim, known)
    yield from _memory(known, places.get("gpus", (0, len(claims.text))))


def _floor(claim: Claim, known: Mapping[str, float]) -> Iterator[Finding]:
    """Hold a latency against the time the hardware needs."""
    reading = _at_peak("weight_read_time", known)
    tokens = known.get("output_tokens")
    per_token = f"reading the weights once takes at least {_time(reading)} per token"
    if claim.subject == "TTFT":
        least = _prefill(known) if "prompt_tokens" in known else None
        said = "even at its peak the hardware needs {least} for the prompt"
    elif claim.subject == "TPOT":
        least, said = reading, per_token
    elif tokens is not None and tokens > 1:
        # The first token comes with the prompt; each further one is a pass over the weights.
        by_weights = reading * (tokens - 1) if reading is not None else None
        least = _at_peak("request_latency", known) or by_weights
        said = f"{per_token}, so {tokens:,.12g} tokens take at least {{least}}"
    else:
        return
    if least is None or least <= upper(claim):
        return
    message = f"{_time(upper(claim))} is out of reach: {said.format(least=_time(least))}."
    fix = _TIGHT if claim.subject in {"TTFT", "TPOT"} else _SLOW
    yield Finding("below-physics", message, fix, claim.start, claim.end)


def _prefill(known: Mapping[str, float]) -> float | None:
    """Return the time for the prompt; without the attention, where the shape is not known."""
    return _at_peak("ttft", known) or _at_peak("ttft", {**known, "attention_flops": 0.0})


def _ceiling(claim: Claim, known: Mapping[str, float]) -> Iterator[Finding]:
    most = _at_peak("compute_ceiling", known)
    if most is None or claim.value <= most:
        return
    message = (
        f"{show_quantity(claim.value, 'token/s')} is out of reach: the hardware's peak allows"
        f" {show_quantity(most, 'token/s')}."
    )
    yield Finding("above-ceiling", message, _TIGHT, claim.start, claim.end)


def _memory(known: Mapping[str, float], where: tuple[int, int]) -> Iterator[Finding]:
    """Hold the weights against the memory of the cards."""
    weights = _at_peak("weights", known)
    gpus, each = known.get("gpus"), known.get("gpu_memory")
    if weights is None or gpus is None or each is None or weights <= gpus * each:
        return
    message = (
        f"The weights take {show_quantity(weights, 'byte')}, and"
        f" {show_quantity(gpus * each, 'byte')} is all the memory there is."
    )
    yield Finding("does-not-fit", message, _TIGHT, *where)


def _time(seconds: float | None) -> str:
    return show_quantity(seconds, "s") if seconds is not None else "some time"


def _at_peak(term: str, known: Mapping[str, float]) -> float | None:
    """Return ``term`` at the roofline, for one sequence; None where too little is known."""
    givens = {**_ONE_SEQUENCE, **known, "mfu": 1.0, "mbu": 1.0}
    for name in _MONEY:
        givens.pop(name, None)
    try:
        return evaluate(term, givens)
    except (UnderDetermined, OutOfDomain, OutOfReach, Contradiction):
        return None
