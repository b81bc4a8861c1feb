"""What the workbench can be set to: language models, accelerators, prices, as terms."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.places import Places

if TYPE_CHECKING:
    from trainer.costmodel.catalogue import Catalogue, Entry

ARCHITECTURE = (
    "parameters",
    "active_parameters",
    "layers",
    "heads",
    "kv_heads",
    "head_dim",
    "kv_rank",
    "rope_dim",
    "kv_bytes_per_token",
    "experts",
    "experts_active",
)
"""The terms of a language model that serving depends on."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A language model by its terms, a subset of ``ARCHITECTURE``."""

    id: str
    name: str
    givens: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Accelerator:
    """An accelerator: dense peak FLOP/s by format of the maths, byte/s, byte."""

    id: str
    name: str
    peaks: Mapping[str, float]
    memory_bandwidth: float
    gpu_memory: float

    def peak(self, maths: str) -> tuple[str, float]:
        """Return the format that products run in and its FLOP/s: ``maths``, or 16 bits."""
        return (maths, self.peaks[maths]) if maths in self.peaks else ("bf16", self.peaks["bf16"])


@dataclass(frozen=True, slots=True)
class Rent:
    """What an accelerator is rented for: USD per GPU-hour, and where and when that was listed."""

    accelerator: str
    price: float
    origin: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An API's listed prices in USD per million tokens, and where and when they were listed."""

    id: str
    name: str
    input_price: float
    output_price: float
    origin: str


@dataclass(frozen=True)
class Choices:
    """Everything to choose from, in the order of the catalogue.

    ``rents`` holds the newest for each accelerator, ``listed`` the APIs by id. ``problems`` are
    sentences about entries of the user's own that could not be taken.
    """

    language_models: Mapping[str, LanguageModel]
    accelerators: Mapping[str, Accelerator]
    rents: Mapping[str, Rent]
    listed: Mapping[str, Listed]
    problems: tuple[str, ...] = ()


def load(data_dir: Path | None, today: dt.date) -> Choices:
    """Return the choices of the shipped catalogue and of the user's own in ``data_dir``, if any."""
    from trainer.costmodel.catalogue import load_catalogue

    own = Places(data_dir).catalogue if data_dir is not None else None
    return of_catalogue(load_catalogue(own), today)


def of_catalogue(catalogue: Catalogue, today: dt.date) -> Choices:
    """Return what of ``catalogue`` the workbench can count with."""
    called = _names(catalogue.models), _names(catalogue.accelerators)
    models = {name: _model(entry, called[0][name]) for name, entry in catalogue.models.items()}
    short = [catalogue.models[name].name for name, model in models.items() if model is None]
    problems = [str(problem) for problem in catalogue.problems if problem.severity == "error"]
    problems += [f"{name} lacks the layers and heads that serving depends on." for name in short]
    rents: dict[str, Rent] = {}
    for entry in sorted(catalogue.prices.values(), key=lambda each: (each.own, each.date)):
        price = entry.terms.get("price_per_gpu_hour")
        if price is not None and entry.accelerator:
            rents[entry.accelerator] = Rent(entry.accelerator, price, origin(entry, today))
    return Choices(
        language_models={name: model for name, model in models.items() if model is not None},
        accelerators={
            name: _machine(entry, called[1][name]) for name, entry in catalogue.accelerators.items()
        },
        rents=rents,
        listed={
            name: Listed(
                name,
                entry.name,
                entry.terms["input_price"],
                entry.terms["output_price"],
                origin(entry, today),
            )
            for name, entry in catalogue.prices.items()
            if {"input_price", "output_price"} <= entry.terms.keys()
        },
        problems=tuple(problems),
    )


def origin(entry: Entry, today: dt.date) -> str:
    """Return what an entry is, when it was listed, and how old it is if that matters."""
    text = f"{entry.name}, {entry.date}"
    if entry.is_old(today):
        text += f", {entry.age_in_months(today)} months old"
    return text


def _names(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return what to call each entry: its name, and its id as well where names are the same."""
    count = Counter(entry.name for entry in entries.values())
    return {
        name: f"{entry.name} ({name})" if count[entry.name] > 1 else entry.name
        for name, entry in entries.items()
    }


def _model(entry: Entry, name: str) -> LanguageModel | None:
    """Return the entry as a language model, None where it lacks what serving depends on."""
    terms = {name: entry.terms[name] for name in ARCHITECTURE if name in entry.terms}
    if "experts" not in terms:
        terms.setdefault("active_parameters", terms["parameters"])
    by_heads = "kv_heads" in terms
    by_latent = {"kv_rank", "rope_dim"} <= terms.keys()
    if by_heads or by_latent:
        terms.pop("kv_bytes_per_token", None)  # follows from them and the precision chosen
    needed = {"parameters", "active_parameters", "layers", "heads", "head_dim"}
    if not needed <= terms.keys() or not (by_heads or by_latent or "kv_bytes_per_token" in terms):
        return None
    return LanguageModel(entry.id, name, terms)


def _machine(entry: Entry, name: str) -> Accelerator:
    terms = entry.terms
    return Accelerator(
        entry.id, name, dict(entry.peaks), terms["memory_bandwidth"], terms["gpu_memory"]
    )
