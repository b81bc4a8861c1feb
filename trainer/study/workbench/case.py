"""A configuration with its choices resolved: the givens of the cost model's questions."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, replace

from trainer.costmodel.bands import Band, band_for
from trainer.study.workbench.choices import Accelerator, Choices, LanguageModel
from trainer.study.workbench.configuration import (
    DEFAULT,
    KV_PRECISIONS,
    WEIGHT_PRECISIONS,
    Basis,
    Configuration,
)

RENTED_MONTH = 365 / 12
"""Days: hardware is rented by the hour, and a month has 730 of them."""

Givens = dict[str, float]


@dataclass(frozen=True, slots=True)
class Efficiency:
    """Shares of the roofline that are counted with: of FLOP/s (MFU) and of bandwidth (MBU)."""

    mfu: float = 1.0
    mbu: float = 1.0


@dataclass(frozen=True)
class Case:
    """One configuration with its language model and accelerator, counted with an efficiency."""

    configuration: Configuration
    model: LanguageModel
    accelerator: Accelerator
    efficiency: Efficiency = Efficiency()

    @functools.cached_property
    def stated(self) -> Givens:
        """Return the terms that override the catalogue."""
        return dict(self.configuration.stated)

    @functools.cached_property
    def month(self) -> float:
        """Return the days of a month."""
        return self.stated.get("days_per_month", RENTED_MONTH)

    @functools.cached_property
    def maths(self) -> tuple[str, float]:
        """Return the format of the matrix products and the peak FLOP/s in it."""
        return self.accelerator.peak(WEIGHT_PRECISIONS[self.configuration.weights].maths)

    @functools.cached_property
    def request(self) -> Givens:
        """Return the tokens of one request."""
        set_to = self.configuration
        return {"prompt_tokens": set_to.prompt_tokens, "output_tokens": set_to.output_tokens}

    @functools.cached_property
    def footprint(self) -> Givens:
        """Return what decides on memory."""
        set_to = self.configuration
        weights, kv = WEIGHT_PRECISIONS[set_to.weights], KV_PRECISIONS[set_to.kv]
        givens = {
            **self._architecture(),
            **self.request,
            "weight_bits": weights.bits,
            "scale_bits": weights.scale_bits,
            "bytes_per_kv": kv.bits / 8,
            "batch": set_to.batch,
            "gpus": set_to.gpus,
            "gpu_memory": self.stated.get("gpu_memory", self.accelerator.gpu_memory),
        }
        kept = ("usable_share", "memory_reserve", "attention_gpus")
        givens.update({name: self.stated[name] for name in kept if name in self.stated})
        if "attention_gpus" in givens:  # no sequence is split over more than there are
            givens["attention_gpus"] = min(givens["attention_gpus"], set_to.gpus)
        return givens

    @functools.cached_property
    def serving(self) -> Givens:
        """Return what decides on time: the footprint, the machine, the efficiency."""
        machine = self.accelerator
        return {
            **self.footprint,
            "peak_flops": self.stated.get("peak_flops", self.maths[1]),
            "memory_bandwidth": self.stated.get("memory_bandwidth", machine.memory_bandwidth),
            "mfu": self.efficiency.mfu,
            "mbu": self.efficiency.mbu,
        }

    def _architecture(self) -> Givens:
        found = dict(self.model.givens)
        overridden = {name: self.stated[name] for name in found if name in self.stated}
        if "parameters" in overridden and "experts" not in found:
            found["active_parameters"] = overridden["parameters"]
        found.update(overridden)
        if "kv_bytes_per_token" in self.stated:
            for name in ("kv_heads", "kv_rank", "rope_dim"):
                found.pop(name, None)
            found["kv_bytes_per_token"] = self.stated["kv_bytes_per_token"]
        return found

    def at(self, efficiency: Efficiency) -> Case:
        """Return the same case counted with another efficiency."""
        return replace(self, efficiency=efficiency)

    def changed(self, **changes: object) -> Case:
        """Return the case with numbers of its configuration changed (not its choices)."""
        return replace(self, configuration=self.configuration.changed(**changes))


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of the roofline is counted with: the middle, and the measured ends around it.

    On the roofline all three are 1. ``prefill`` and ``decode`` are the bands behind them.
    """

    middle: Efficiency
    least: Efficiency
    most: Efficiency
    prefill: Band | None = None
    decode: Band | None = None


def reach(case: Case) -> Reach:
    """Return the efficiency that the configuration's basis means."""
    stated = case.stated
    if case.configuration.basis is Basis.ROOFLINE or {"mfu", "mbu"} & stated.keys():
        fixed = Efficiency(stated.get("mfu", 1.0), stated.get("mbu", 1.0))
        return Reach(fixed, fixed, fixed)
    known = {**case.request, "batch": case.configuration.batch, "gpus": case.configuration.gpus}
    known["bytes_per_weight"] = WEIGHT_PRECISIONS[case.configuration.weights].bits / 8
    prefill, decode = band_for("prefill_time", known), band_for("tpot", known)
    return Reach(
        middle=Efficiency(_middle(prefill), _middle(decode)),
        least=Efficiency(prefill.low, decode.low),
        most=Efficiency(prefill.high, decode.high),
        prefill=prefill,
        decode=decode,
    )


def _middle(band: Band) -> float:
    """Return the band's geometric middle: as far from the one end as from the other, as factors."""
    return math.sqrt(band.low * band.high)


def resolve(configuration: Configuration, choices: Choices) -> Case:
    """Return the case; what the catalogue does not hold (any more) becomes the default choice."""
    models, machines = choices.language_models, choices.accelerators
    model = models.get(configuration.language_model) or models.get(DEFAULT.language_model)
    machine = machines.get(configuration.accelerator) or machines.get(DEFAULT.accelerator)
    model = model or next(iter(models.values()))
    machine = machine or next(iter(machines.values()))
    settled = configuration.changed(language_model=model.id, accelerator=machine.id)
    case = Case(settled, model, machine)
    return case.at(reach(case).middle)
