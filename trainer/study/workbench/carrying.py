"""Taking a drill's numbers over into the workbench."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trainer.domain.derivation import Derivation
from trainer.study.workbench.case import RENTED_MONTH
from trainer.study.workbench.choices import ARCHITECTURE, Accelerator, Choices, LanguageModel
from trainer.study.workbench.configuration import (
    KV_PRECISIONS,
    WEIGHT_PRECISIONS,
    Basis,
    Configuration,
    Precision,
)
from trainer.study.workbench.fields import FIELDS

Known = Mapping[str, float]

_FIELD_OF = {
    "gpus": "gpus",
    "batch": "batch",
    "prompt_tokens": "prompt_tokens",
    "output_tokens": "output_tokens",
    "arrival_rate": "traffic",
    "tokens_per_day": "tokens_per_day",
    "price_per_gpu_hour": "gpu_price",
    "input_price": "input_price",
    "output_price": "output_price",
    "monthly_budget": "monthly_budget",
    "utilisation": "utilisation",
}
"""Terms that are a number of the configuration as they stand."""

_PRICES: Mapping[str, float] = {
    "cost_per_token": 1e6,
    "cost_per_thousand_tokens": 1e3,
    "cost_per_million_tokens": 1,
    "blended_price": 1,
}
"""Prices of any token, prompt or answer: what one unit of the term is in USD per million."""

_MACHINE = ("peak_flops", "memory_bandwidth", "gpu_memory")
_STATED = (
    *_MACHINE, "usable_share", "memory_reserve", "attention_gpus", "mfu", "mbu", "days_per_month",
)  # fmt: skip
_PER_WEIGHT = {"bytes_per_weight": 8.0, "weight_bits": 1.0}
_SAME = 1e-6


@dataclass(frozen=True, slots=True)
class Carried:
    """The configuration with a drill's numbers in it.

    ``understood`` and ``left_out`` are the labels of the drill's givens that are in it, or not.
    """

    configuration: Configuration
    understood: tuple[str, ...]
    left_out: tuple[str, ...]
    is_priced: bool = False
    """Whether a price per token is among it: it is set as the API's, own GPUs have theirs."""


def carry(
    derivation: Derivation, onto: Configuration, choices: Choices, basis: Basis | None = None
) -> Carried:
    """Return ``onto`` with what ``derivation`` starts from and leads to, as far as it fits in."""
    assumed = {number.term for number in derivation.assumptions} - {"days_per_month"}
    known = {name: value for name, value in derivation.known.items() if name not in assumed}
    fields, used = _fields(known, onto)
    formats, more = _formats(known)
    model, overriding, also = _model(known, choices, onto)
    machine, stated = _machine(known, choices, onto, formats)
    configuration = onto.changed(
        **fields,
        **formats,
        language_model=model,
        accelerator=machine,
        basis=basis or onto.basis,
        stated=(*overriding.items(), *stated.items()),
    )
    used |= more | also | {name for name in _STATED if name in known}
    givens = [(number.term in used, number.label) for number in derivation.givens]
    return Carried(
        configuration,
        understood=tuple(label for understood, label in givens if understood),
        left_out=tuple(label for understood, label in givens if not understood),
        is_priced=any(
            number.term in used & {"input_price", "output_price", *_PRICES}
            for number in derivation.givens
        ),
    )


def _fields(known: Known, onto: Configuration) -> tuple[dict[str, float], set[str]]:
    """Return the configuration's numbers that ``known`` says, and the terms they came from."""
    month = known.get("days_per_month", RENTED_MONTH)
    found: dict[str, float] = {}
    used: set[str] = set()

    def take(field: str, term: str, convert: Callable[[float], float]) -> None:
        if term in known and FIELDS[field].admits(value := convert(known[term])):
            used.add(term)
            found.setdefault(field, value)

    for term, field in _FIELD_OF.items():
        take(field, term, float)
    take("tokens_per_day", "tokens_per_month", lambda value: value / month)
    take("tokens_per_day", "tokens_per_year", lambda value: value / 365)
    take("monthly_budget", "daily_budget", lambda value: value * month)
    take("monthly_budget", "annual_budget", lambda value: value / 365 * month)
    take("traffic", "requests_per_day", lambda value: value / 86400)
    half = found.get("output_tokens", onto.output_tokens) / 2
    take("prompt_tokens", "context_tokens", lambda value: max(1, math.floor(value - half)))
    for term, factor in _PRICES.items():
        for field in ("input_price", "output_price"):
            take(field, term, lambda value, factor=factor: value * factor)  # type: ignore[misc]
    return found, used


def _formats(known: Known) -> tuple[dict[str, str], set[str]]:
    """Return the number formats whose bits are stated, and the terms that state them."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for term, bits in _PER_WEIGHT.items():
        if term in known and (name := _format(WEIGHT_PRECISIONS, known[term] * bits)):
            found["weights"] = name
            used.add(term)
    if name := _format(KV_PRECISIONS, known.get("bytes_per_kv", 0) * 8):
        found["kv"] = name
        used.add("bytes_per_kv")
    return found, used


def _format(among: Mapping[str, Precision], bits: float) -> str:
    for precision in among.values():
        if bits and bits in {precision.bits, precision.stored_bits}:
            return precision.name
    return ""


def _model(
    known: Known, choices: Choices, onto: Configuration
) -> tuple[str, dict[str, float], set[str]]:
    """Return the language model nearest to the stated terms, what differs, and those terms."""
    stated = {name: known[name] for name in ARCHITECTURE if name in known}
    if not stated:
        return onto.language_model, {}, set()

    def distance(model: LanguageModel) -> float:
        return sum(_apart(value, model.givens.get(name)) for name, value in stated.items())

    sparse = _is_sparse(stated)
    alike = [each for each in choices.language_models.values() if _is_sparse(each.givens) == sparse]
    nearest = min(alike or choices.language_models.values(), key=distance)
    differing = {
        name: value
        for name, value in stated.items()
        if name in nearest.givens and _apart(value, nearest.givens[name]) > _SAME
    }
    return nearest.id, differing, {name for name in stated if name in nearest.givens}


def _is_sparse(terms: Known) -> bool:
    """Return whether a token visits only a part of the weights."""
    return "experts" in terms or terms.get("active_parameters", math.inf) < terms.get(
        "parameters", 0.0
    )


def _machine(
    known: Known, choices: Choices, onto: Configuration, formats: Mapping[str, str]
) -> tuple[str, dict[str, float]]:
    """Return the accelerator nearest to the stated terms, and which terms then differ."""
    stated = {name: known[name] for name in _STATED if name in known}
    maths = WEIGHT_PRECISIONS[formats.get("weights", onto.weights)].maths
    chosen = onto.accelerator
    machine = choices.accelerators.get(chosen)
    if any(name in stated for name in _MACHINE):
        machine = min(
            choices.accelerators.values(),
            key=lambda each: _machine_distance(stated, each, maths),
        )
        chosen = machine.id
    has = _terms(machine, maths) if machine else {}
    differing = {
        name: value for name, value in stated.items() if _apart(value, has.get(name)) > _SAME
    }
    return chosen, differing


def _machine_distance(stated: Known, machine: Accelerator, maths: str) -> float:
    has = _terms(machine, maths)
    return sum(_apart(stated[name], has[name]) for name in _MACHINE if name in stated)


def _terms(machine: Accelerator, maths: str) -> dict[str, float]:
    return {
        "peak_flops": machine.peak(maths)[1],
        "memory_bandwidth": machine.memory_bandwidth,
        "gpu_memory": machine.gpu_memory,
    }


def _apart(value: float, other: float | None) -> float:
    """Return how far apart two numbers are: the log of their ratio, 1 if one is missing."""
    if other is None or value <= 0 or other <= 0:
        return 1.0
    return abs(math.log(value / other))
