"""A derivation as a tree: each number with the numbers it was made of below it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from trainer.costmodel.narrate import symbol
from trainer.costmodel.working import numbers_put_in
from trainer.domain.derivation import Derivation, Number, Step
from trainer.units.quantity import show_quantity

_DIGITS = 4
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Branch:
    """One number: what it is called, its value, where it comes from, what it was made of.

    ``formula`` and ``filled`` are the equation in symbols and with its numbers, "" for a number
    that was given. ``remark`` says what to know about it and its source.
    """

    term: str
    label: str
    value: str
    formula: str
    filled: str
    remark: str
    parts: tuple[Branch, ...] = ()

    @property
    def shape(self) -> tuple[object, ...]:
        """Return what stays the same while only the numbers change."""
        return (self.term, self.label, tuple(part.shape for part in self.parts))


def tree_of(derivation: Derivation, *, percent: bool = False) -> Branch:
    """Return the tree whose root is the derivation's result, in per cent if it is asked for."""
    steps = {_key(step.result): step for step in derivation.steps}
    assumed = frozenset(number.term for number in derivation.assumptions)
    root = _branch(derivation.result, steps, assumed, _DEEPEST)
    if percent:
        share = show_quantity(derivation.result.value * 100, "1", _DIGITS)
        return replace(root, value=f"{share} %")
    return root


def _key(number: Number) -> tuple[str, float]:
    """Return what tells numbers apart: one term may have two values on the way to a result.

    The latency of a request follows from a queue, and the queue from how long a request holds its
    place in the batch, which is a latency as well.
    """
    return number.term, number.value


def _branch(
    number: Number,
    steps: dict[tuple[str, float], Step],
    assumed: frozenset[str],
    room: int,
) -> Branch:
    step = steps.get(_key(number)) if room else None
    label = _capital(step.result.label if step else number.label)
    value = show_quantity(number.value, number.unit, _DIGITS)
    if step is None:
        origin = "assumed by the cost model" if number.term in assumed else "given"
        return Branch(number.term, label, value, symbol(number.term), "", origin)
    return Branch(
        term=number.term,
        label=label,
        value=value,
        formula=step.formula,
        filled=numbers_put_in(step),
        remark="; ".join(remark for remark in (step.note, step.source) if remark),
        parts=tuple(_branch(each, steps, assumed, room - 1) for each in step.inputs),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
