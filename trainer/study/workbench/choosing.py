"""What follows from a choice: another model, another accelerator, another price list."""

from __future__ import annotations

from trainer.costmodel.terms import TERMS
from trainer.study.workbench.choices import ARCHITECTURE, Choices
from trainer.study.workbench.configuration import Basis, Configuration
from trainer.units.quantity import show_quantity

OWN_PRICE = ""
"""The choice of an API price that is on no list."""

ALL_GPUS = ""
"""The choice of attention that is split over all GPUs of a replica, as tensor parallelism does."""

_ATTENTION = "attention_gpus"

_MACHINE = frozenset({"peak_flops", "memory_bandwidth", "gpu_memory"})
_EFFICIENCY = frozenset({"mfu", "mbu"})


def choose(configuration: Configuration, what: str, name: str, choices: Choices) -> Configuration:
    """Return the configuration with ``name`` chosen for ``what``.

    ``what`` is language_model, accelerator, weights, kv, attention, api or basis. A choice from the
    catalogue takes the place of what was stated instead of it, and brings its listed price with it.
    """
    if what == "api":
        listed = choices.listed.get(name)
        keys = () if listed is None else ("input_price", "output_price")
        return configuration.changed(**{key: getattr(listed, key) for key in keys})
    if what == "attention":
        apart = _without(configuration, frozenset({_ATTENTION}))
        pair = () if name == ALL_GPUS else ((_ATTENTION, float(name)),)
        return apart.changed(stated=(*apart.stated, *pair))
    if what == "basis":
        return _without(configuration, _EFFICIENCY).changed(basis=Basis(name))
    if what == "accelerator":
        rent = choices.rents.get(name)
        price = rent.price if rent else configuration.gpu_price
        return _without(configuration, _MACHINE).changed(accelerator=name, gpu_price=price)
    if what == "language_model":
        return _without(configuration, frozenset(ARCHITECTURE)).changed(language_model=name)
    return configuration.changed(**{what: name})


def unstated(configuration: Configuration) -> Configuration:
    """Return the configuration with the catalogue's own numbers throughout."""
    return configuration.changed(
        stated=tuple(pair for pair in configuration.stated if pair[0] == _ATTENTION)
    )


def attention_name(configuration: Configuration) -> str:
    """Return over how many GPUs attention is split, or ``ALL_GPUS``."""
    found = dict(configuration.stated).get(_ATTENTION)
    return ALL_GPUS if found is None else f"{found:.0f}"


def stated_sentence(configuration: Configuration) -> str:
    """Return what is counted with instead of the catalogue's numbers, "" if nothing is."""
    shown = ", ".join(
        f"{TERMS[name].label} {show_quantity(value, TERMS[name].unit)}"
        for name, value in configuration.stated
        if name != _ATTENTION
    )
    return shown and f"Stated instead of the catalogue's numbers: {shown}."


def listed_name(configuration: Configuration, choices: Choices) -> str:
    """Return the id of the price list that the API prices are from, or ``OWN_PRICE``."""
    prices = (configuration.input_price, configuration.output_price)
    return next(
        (
            name
            for name, each in choices.listed.items()
            if (each.input_price, each.output_price) == prices
        ),
        OWN_PRICE,
    )


def origin_sentence(configuration: Configuration, choices: Choices) -> str:
    """Return where the prices in force were listed, and when; "" for prices of the user's own."""
    rent = choices.rents.get(configuration.accelerator)
    listed = choices.listed.get(listed_name(configuration, choices))
    origins = [
        f"GPU-hour: {rent.origin}."
        if rent and rent.price == configuration.gpu_price
        else "GPU-hour: your own price."
    ]
    if listed:
        origins.append(f"API: {listed.origin}.")
    return " ".join(origins)


def _without(configuration: Configuration, terms: frozenset[str]) -> Configuration:
    kept = tuple(pair for pair in configuration.stated if pair[0] not in terms)
    return configuration.changed(stated=kept)
