"""What to do when a configuration does not fit into memory: the smallest change that helps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trainer.costmodel.problems import OutOfReach
from trainer.costmodel.solve import evaluate
from trainer.study.workbench.case import Case
from trainer.study.workbench.configuration import (
    KV_PRECISIONS,
    WEIGHT_PRECISIONS,
    Configuration,
    Precision,
)
from trainer.study.workbench.fields import FIELDS
from trainer.study.workbench.questions import cost_of

_MEASURE = "measure quality again"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one number that makes a configuration fit.

    ``factor`` (above 1) is how far the number moves, ``cost`` what a million output tokens cost
    afterwards. ``caution`` says what the change gives up.
    """

    name: str
    label: str
    configuration: Configuration
    factor: float
    cost: float
    caution: str = ""


def changes(case: Case) -> tuple[Change, ...]:
    """Return the changes of a single number that make ``case`` fit, the smallest first.

    The smallest is the one that moves its number by the smallest factor; of equal ones the one
    that leaves tokens cheapest. Empty where it fits already or no single change is enough.
    """
    if _headroom(case) >= 0:
        return ()
    found = [change for change in _candidates(case) if change is not None]
    # factors that differ by rounding alone count as equal
    return tuple(sorted(found, key=lambda each: (round(math.log2(each.factor), 6), each.cost)))


def _candidates(case: Case) -> Iterator[Change | None]:
    yield _fewer_weight_bits(case)
    yield _fewer_kv_bits(case)
    yield _more_gpus(case)
    yield _smaller_batch(case)
    yield _shorter_prompt(case)


def _headroom(case: Case) -> float:
    return evaluate("memory_headroom", case.footprint)


def _fewer_weight_bits(case: Case) -> Change | None:
    now = WEIGHT_PRECISIONS[case.configuration.weights]
    for found in _coarser(WEIGHT_PRECISIONS, now, case):
        changed = case.changed(weights=found.name)
        if _headroom(changed) >= 0:
            factor = now.stored_bits / found.stored_bits
            return _change("weights", f"{found.name} weights", changed, factor, _MEASURE)
    return None


def _fewer_kv_bits(case: Case) -> Change | None:
    now = KV_PRECISIONS[case.configuration.kv]
    for found in _coarser(KV_PRECISIONS, now, case):
        changed = case.changed(kv=found.name)
        if _headroom(changed) >= 0:
            factor = now.stored_bits / found.stored_bits
            return _change("kv", f"{found.name} KV cache", changed, factor, _MEASURE)
    return None


def _coarser(among: Mapping[str, Precision], now: Precision, case: Case) -> list[Precision]:
    """Return the formats with fewer bits that the accelerator can use, the finest first."""
    usable = [
        found
        for found in among.values()
        if found.stored_bits < now.stored_bits and found.maths in case.accelerator.peaks
    ]
    return sorted(usable, key=lambda each: -each.stored_bits)


def _more_gpus(case: Case) -> Change | None:
    given = {name: value for name, value in case.footprint.items() if name != "gpus"}
    try:
        count = evaluate("tensor_parallel", given)
    except OutOfReach:
        return None  # each GPU must hold a part of the cache that fills it
    now = case.configuration.gpus
    if not now < count <= FIELDS["gpus"].most:
        return None
    return _change("gpus", f"{count:,.0f} GPUs", case.changed(gpus=count), count / now, "")


def _smaller_batch(case: Case) -> Change | None:
    now = case.configuration.batch
    most = evaluate("max_batch", case.footprint)  # 0 where the weights alone do not fit
    if not 1 <= most < now:
        return None
    changed = case.changed(batch=most)
    return _change("batch", f"batch {most:,.0f}", changed, now / most, "fewer users at once")


def _shorter_prompt(case: Case) -> Change | None:
    set_to = case.configuration
    given = {name: value for name, value in case.footprint.items() if name not in case.request}
    context = evaluate("max_context", given)
    # a sequence in flight holds its prompt and, on average, half of its answer
    prompt = math.floor(context - set_to.output_tokens / 2)
    if not 1 <= prompt < set_to.prompt_tokens:
        return None
    changed = case.changed(prompt_tokens=float(prompt))
    factor = set_to.prompt_tokens / prompt
    return _change("prompt_tokens", f"prompt of {prompt:,} tokens", changed, factor, "another task")


def _change(name: str, label: str, changed: Case, factor: float, caution: str) -> Change:
    return Change(name, label, changed.configuration, factor, cost_of(changed), caution)
