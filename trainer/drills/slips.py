"""Slips that an estimate's error gives away: each leaves its own factor between answer and truth.

A slip is named only where it could have been made (a year cannot be forgotten where none occurs)
and where its factor fits closely. The catalogue of slips: the cost-model research notes, part A.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from trainer.domain.assessment import Finding
from trainer.drills.chain_slips import of_forgetting, of_stopping
from trainer.drills.situation import Resolve, Situation, Slip
from trainer.drills.term_slips import of_the_term
from trainer.units.quantity import base_units, show_quantity

__all__ = ["Resolve", "Situation", "Slip", "recognised"]

_BINARY_FIT = 0.001
_ALIKE = 0.004
_AT_16_BITS = 2.0


def recognised(ratio: float, situation: Situation) -> Finding | None:
    """Return the slip that explains an answer ``ratio`` times the right one, if one does."""
    fitting = [
        slip
        for slip in _possible(situation)
        if slip.misfit(ratio) <= slip.fit and abs(math.log10(slip.factor)) > slip.fit
    ]
    if not fitting:
        return None
    best = min(fitting, key=lambda slip: slip.misfit(ratio) // _ALIKE)
    return Finding(f"slip-{best.code}", best.message, best.fix)


def _possible(situation: Situation) -> Iterator[Slip]:
    """Yield the slips that can be made here; of two that fit alike the first is named."""
    yield from of_the_term(situation)
    yield from _of_swapping(situation)
    yield from _of_the_model(situation)
    yield from of_forgetting(situation)
    yield from _of_leaving_out(situation)
    yield from of_stopping(situation)
    yield from _of_price(situation)
    yield from _of_calendar(situation)
    yield from _of_bytes(situation)
    yield from _of_writing(situation)


def _both_ways(code: str, factor: float, high: str, low: str, fix: str = "") -> Iterable[Slip]:
    return Slip(code, factor, high, fix), Slip(code, 1 / factor, low, fix)


def _of_price(situation: Situation) -> Iterator[Slip]:
    if not any({"USD", "token"} <= unit for unit in situation.bases()):
        return
    for code, factor, many in (
        ("per-million", 1e6, "a million tokens"),
        ("per-thousand", 1e3, "a thousand tokens"),
    ):
        yield from _both_ways(
            code, factor,
            f"You took the price of {many} for the price of one token.",
            f"You took the price of one token for the price of {many}.",
            f"$1 per {many[2:]} is {show_quantity(1 / factor, 'USD/token')}.",
        )  # fmt: skip


def _of_calendar(situation: Situation) -> Iterator[Slip]:
    days = {name: number.value for name, number in situation.leaves.items() if "days_per" in name}
    month, year = days.get("days_per_month"), days.get("days_per_year", 365.0)
    for name, value in days.items():
        period = name.removeprefix("days_per_")
        yield from _forgotten(f"{period}-days", value, f"the {value:.4g} days of the {period}")
    if base_units(situation.unit) & {"month", "year"} or situation.touches("month", "year"):
        yield from _forgotten("months", 12.0, "the 12 months of the year")
    if situation.touches("hour", "s"):
        yield from _forgotten("hour-seconds", 3600.0, "the 3,600 seconds of an hour")
    if situation.touches("day", "s"):
        yield from _forgotten("day-seconds", 86_400.0, "the 86,400 seconds of a day")
    if situation.touches("day", "hour"):
        yield from _forgotten("day-hours", 24.0, "the 24 hours of a day")
    if situation.touches("month", "hour") and month:
        hours = 24 * month
        yield from _forgotten("month-hours", hours, f"the {hours:.0f} hours of a month")
    if situation.touches("year", "hour"):
        yield from _forgotten("year-hours", 24 * year, f"the {24 * year:,.0f} hours of a year")


def _forgotten(code: str, factor: float, what: str) -> Iterable[Slip]:
    return _both_ways(
        code, factor, f"You are too high by {what}.", f"You are too low by {what}.",
        "Write the unit behind every number and cancel them.",
    )  # fmt: skip


def _of_bytes(situation: Situation) -> Iterator[Slip]:
    if not (situation.touches("byte") or situation.touches("bit")):
        return
    yield from _both_ways(
        "bits", 8.0, "You took bits for bytes.", "You took bytes for bits.", "A byte is 8 bits."
    )
    for step, pair in enumerate(("kB and KiB", "MB and MiB", "GB and GiB", "TB and TiB"), start=1):
        for factor in (1.024**step, 1.024**-step):
            yield Slip(
                "binary", factor, f"You mixed up {pair}.",
                "GB is 10^9 bytes, GiB is 2^30 bytes: 7 % more.", _BINARY_FIT,
            )  # fmt: skip


def _of_the_model(situation: Situation) -> Iterator[Slip]:
    terms = situation.terms
    if terms & {"kv_rank", "rope_dim"}:
        yield Slip(
            "latent-doubled", 2.0, "You counted K and V, but latent attention keeps one vector.",
            "MLA has no factor 2: one latent serves as key and value.",
        )  # fmt: skip
    elif "kv_bytes_per_token" in terms:
        yield Slip(
            "value-left-out", 0.5, "You counted K but not V.",
            "Each layer keeps a key and a value: a factor of 2.",
        )  # fmt: skip
    if "FLOP" in base_units(situation.unit):
        yield Slip(
            "multiply-only", 0.5, "You counted multiplications but not additions.",
            "A multiply-add is 2 FLOPs: 2 per parameter and token.",
        )  # fmt: skip
    elif "peak_flops" in terms and situation.better:
        yield Slip(
            "sparse", 2.0 if situation.better == "more" else 0.5,
            "That is the figure with structured sparsity, which real weights do not have.",
            "Take the dense FLOP/s: half of what the data sheet prints in large type.",
        )  # fmt: skip


_CONFUSED = (
    ("kv_heads", "heads", "You counted query heads instead of KV heads."),
    ("active_parameters", "parameters", "You took all parameters; FLOPs need the active ones."),
    ("parameters", "active_parameters", "You took the active parameters; memory needs all."),
    ("input_price", "output_price", "You charged input tokens at the price of output."),
    ("output_price", "input_price", "You charged output tokens at the price of input."),
)


def _of_swapping(situation: Situation) -> Iterator[Slip]:
    """Yield what comes out with one term's value in the place of another's."""
    known = situation.derivation.known
    for right, wrong, message in _CONFUSED:
        if right not in known or wrong not in known or right not in situation.terms:
            continue
        yield from situation.instead({right: known[wrong]}, f"{wrong}-for-{right}", message)


def _of_leaving_out(situation: Situation) -> Iterator[Slip]:
    """Yield what comes out with a count, a share or a factor taken as 1, bytes as 2."""
    for name, number in situation.leaves.items():
        if name.startswith("bytes_per_") and number.value != _AT_16_BITS:
            message = f"You counted 2 {number.label}, as at 16 bits."
            yield from situation.instead({name: _AT_16_BITS}, f"usual-{name}", message)
        neutral = number.unit in ("1", "GPU") or name.startswith("bytes_per_")
        if not neutral or number.value == 1:
            continue
        shown = show_quantity(number.value, number.unit)
        message = f"You left out the {number.label} ({shown})."
        yield from situation.instead({name: 1.0}, f"without-{name}", message)


def _of_writing(situation: Situation) -> Iterator[Slip]:
    """Yield slips of the pen, which can be made with any number."""
    right = situation.derivation.result.value
    if situation.unit == "1":
        yield Slip("percent", 100.0, "That is the per cent figure without its sign.",
                   "Write 85 % or 0.85.")  # fmt: skip
        yield Slip("upside-down", right**-2, "Your quotient is upside down.",
                   "Ask first whether the result must be above or below 1.")  # fmt: skip
    for power in range(1, 13):
        zeros = "one zero" if power == 1 else f"{power} zeros"
        yield from _both_ways(
            "zeros", 10.0**power, f"You have {zeros} too many.", f"You have {zeros} too few."
        )
