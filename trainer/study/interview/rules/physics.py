"""Physics: what the hardware cannot do, whoever promises it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from trainer.claims.claim import Claim
from trainer.costmodel.footprint import bytes_per_weight
from trainer.costmodel.latency import weight_read_time
from trainer.domain.assessment import Finding
from trainer.study.interview.fairness import HYPOTHETICAL, sentence_of
from trainer.study.interview.faults import standing
from trainer.study.interview.heard import Heard
from trainer.study.interview.room import Doubt, Room
from trainer.study.interview.workings import joined, worked
from trainer.units.quantity import show_quantity

_CODES = {
    "below-physics": ("below-floor", 90, "Where do these seconds come from?"),
    "above-ceiling": ("above-ceiling", 86, "Where does this rate come from?"),
    "does-not-fit": ("does-not-fit", 88, "Where do the weights go?"),
}
_READ = ("parameters", "active_parameters", "weight_bits", "bytes_per_weight", "gpus",
         "memory_bandwidth")  # fmt: skip
_SMALLEST = {"parameters": 1e9, "weight_bits": 8.0, "gpus": 1.0, "memory_bandwidth": 8e12}
"""A model of 1 B weights in 8 bits on the fastest card of 2026: nothing useful is below it."""

_HALF_PRECISION_BITS = 16.0
_OUTPUT_TOKENS = 20.0
"""A short answer, where nobody says how long answers are."""

_LEAST_TTFT_S = 0.001
_BOUNDS = frozenset({"le", "lt", "eq", "approx", "range"})


def below_floor(room: Room) -> Iterator[Doubt]:
    """Ask about a latency, a rate or a fit that the named hardware cannot give."""
    for each, finding in standing(room.heard, tuple(_CODES)):
        kind, weight, question = _CODES[finding.code]
        yield Doubt(
            kind=kind,
            point=kind,
            text=f"{finding.message} {question}",
            working=partial(hardware_working, finding, each),
            weight=weight,
            due_s=each.at_s,
        )


def absurd(room: Room) -> Iterator[Doubt]:
    """Ask about a latency below what any hardware gives, where none was named."""
    for each in room.heard:
        if any(
            later.at_s > each.at_s and later.of("latency") and not absurd_claims(later)
            for later in room.heard
        ):
            continue
        for claim in absurd_claims(each)[:1]:
            yield Doubt(
                kind="below-floor",
                point="below-floor",
                text=f"{absurd_words(claim, each.facts)} Where do these seconds come from?",
                working=partial(any_hardware, each.facts),
                weight=90,
                due_s=each.at_s,
            )


def absurd_claims(each: Heard) -> tuple[Claim, ...]:
    """Return the latencies of a statement below the floor, where no card is named.

    Where model, card and their number are named, the envelope has judged them already.
    """
    if is_hardware_known(each.facts) and "peak_flops" in each.facts:
        return ()
    return tuple(
        claim
        for claim in each.of("latency")
        if claim.comparator in _BOUNDS
        and 0 < claim.value < _least(claim, each.facts)
        and not HYPOTHETICAL.search(sentence_of(each.text, claim.start, claim.end))
    )


def absurd_words(claim: Claim, facts: Mapping[str, float]) -> str:
    """Return in a sentence why a latency is below the floor."""
    shown = show_quantity(claim.value, "s")
    if not is_hardware_known(facts):
        return f"{shown} is below what any hardware of today gives even a small model."
    return (
        f"{shown} is out of reach: reading the weights takes"
        f" {show_quantity(_per_token(facts), 's')} per token before anything else."
    )


def is_hardware_known(facts: Mapping[str, float]) -> bool:
    """Tell whether model and cards are known, so that their own floor counts."""
    return all(facts.get(name, 0.0) > 0 for name in ("parameters", "gpus", "memory_bandwidth"))


def floor_working(facts: Mapping[str, float]) -> str:
    """Return the time to read the weights once, "" where the hardware is not known."""
    if not is_hardware_known(facts):
        return ""
    return worked("weight_read_time", {**_only(facts), "mbu": 1.0})


def _least(claim: Claim, facts: Mapping[str, float]) -> float:
    """Return what no hardware goes below: a token, an answer, or a message on its way."""
    per_token = _per_token(facts if is_hardware_known(facts) else _SMALLEST)
    if claim.subject == "TPOT":
        return per_token
    if claim.subject == "end to end":
        return (facts.get("output_tokens", _OUTPUT_TOKENS) - 1) * per_token
    return max(_LEAST_TTFT_S, per_token if is_hardware_known(facts) else 0.0)


def _per_token(facts: Mapping[str, float]) -> float:
    """Return the time of reading the weights in use once, in s."""
    active = facts.get("active_parameters", facts["parameters"])
    width = facts.get("bytes_per_weight", 0.0) or bytes_per_weight(
        facts.get("weight_bits", _HALF_PRECISION_BITS), 0.0
    )
    return weight_read_time(active * width, facts["gpus"], facts["memory_bandwidth"], 1.0)


def any_hardware(facts: Mapping[str, float]) -> str:
    """Return the floor; of a model smaller than any useful one where none is known."""
    if is_hardware_known(facts):
        return floor_working(facts)
    tokens = facts.get("output_tokens", _OUTPUT_TOKENS)
    return worked("decode_time", {**_SMALLEST, "mbu": 1.0, "output_tokens": tokens})


def hardware_working(finding: Finding, each: Heard) -> str:
    """Return the derivation of a bound: of reading, of the prompt, of memory, of the peak."""
    facts, code = each.facts, finding.code
    if code == "does-not-fit":
        return joined(
            worked("weights", {**_only(facts), "parameters": facts["parameters"]}),
            worked("memory_available", {**_some(facts, "gpus", "gpu_memory"), "usable_share": 1.0}),
        )
    if code == "above-ceiling":
        return worked("compute_ceiling", _some(facts, "gpus", "peak_flops", "active_parameters"))
    prompt = {**_only(facts), **_some(facts, "prompt_tokens", "peak_flops"), "mfu": 1.0}
    decode = {**_only(facts), **_some(facts, "output_tokens"), "mbu": 1.0}
    subject = next((one.subject for one in each.claims.claims if one.start == finding.start), None)
    if subject == "TTFT":
        return worked("prefill_time", prompt)
    if subject == "TPOT" or "output_tokens" not in facts:
        return floor_working(facts)
    before = worked("prefill_time", prompt) if "prompt_tokens" in facts else ""
    return joined(before, worked("decode_time", decode))


def _only(facts: Mapping[str, float]) -> dict[str, float]:
    """Return what the reading of the weights follows from, without what says the same twice."""
    some = _some(facts, *_READ)
    if "weight_bits" in some:
        some.pop("bytes_per_weight", None)
    elif "bytes_per_weight" not in some:
        some["weight_bits"] = _HALF_PRECISION_BITS
    # A lone sequence reads the experts that it visits.
    some["parameters"] = some.pop("active_parameters", some["parameters"])
    return some


def _some(facts: Mapping[str, float], *names: str) -> dict[str, float]:
    return {name: facts[name] for name in names if name in facts}
