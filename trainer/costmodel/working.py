"""A derivation as a worked solution to read, and as data."""

from __future__ import annotations

import math
from collections.abc import Iterator

from trainer.costmodel.narrate import SEEK, symbol
from trainer.costmodel.notation import render
from trainer.costmodel.registry import solved, use
from trainer.costmodel.terms import TERMS
from trainer.domain.derivation import Derivation, Number, Step
from trainer.units.quantity import show_quantity

_DIGITS = 4
_RESULT_DIGITS = 3
_COUNT_DIGITS = 9
"""The answer is said in three figures, a count in full; steps have four, to be checked by hand."""


def as_markdown(derivation: Derivation) -> str:
    """Return the worked solution as Markdown: what is given, each step, the result."""
    result = derivation.result
    digits = _COUNT_DIGITS if TERMS[result.term].whole else _RESULT_DIGITS
    shown = show_quantity(result.value, result.unit, digits)
    parts = [f"**{_capital(result.label)}: {shown}**"]
    parts.extend(_listed("Given", derivation.givens))
    parts.extend(_listed("Assumed", derivation.assumptions))
    steps = [_step_text(place, step) for place, step in enumerate(derivation.steps, start=1)]
    parts.append("\n".join(steps))
    parts.extend(f"*{_capital(note)}.*" for note in derivation.notes)
    return "\n\n".join(part for part in parts if part) + "\n"


def as_data(derivation: Derivation) -> dict[str, object]:
    """Return the derivation as plain data for JSON. Infinite numbers cannot occur in one."""
    return {
        **_number_data(derivation.result),
        "givens": [_number_data(number) for number in derivation.givens],
        "assumptions": [_number_data(number) for number in derivation.assumptions],
        "steps": [_step_data(step) for step in derivation.steps],
        "notes": list(derivation.notes),
    }


def numbers_put_in(step: Step) -> str:
    """Return the right-hand side of the step's formula with its numbers, or "" for a search."""
    if step.equation == SEEK:
        return ""
    tree = solved(use(step.equation, step.result.term))
    if tree is None:
        return ""
    shown = {number.term: _shown(number) for number in step.inputs}
    return render(tree, lambda name: shown[name])


def _listed(heading: str, numbers: tuple[Number, ...]) -> Iterator[str]:
    if numbers:
        lines = [f"- {_named(number)} = {_shown(number)}" for number in numbers]
        yield f"{heading}:\n" + "\n".join(lines)


def _named(number: Number) -> str:
    """Return label and symbol, once where they are the same word."""
    mark = f"`{symbol(number.term)}`"
    return mark if number.label == symbol(number.term) else f"{number.label} {mark}"


def _step_text(place: int, step: Step) -> str:
    filled, result = numbers_put_in(step), _shown(step.result)
    middle = f" = {filled}" if filled not in ("", result) else ""
    line = f"{place}. {_capital(step.result.label)}: `{step.formula}`{middle} = **{result}**"
    remarks = [remark for remark in (step.note, step.source) if remark]
    return f"{line} ({'; '.join(remarks)})" if remarks else line


def _shown(number: Number) -> str:
    return show_quantity(number.value, number.unit, _DIGITS)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _number_data(number: Number) -> dict[str, object]:
    # Fifteen figures are what a float holds for sure: 180000, and not 179999.99999999997.
    value = float(f"{number.value:.15g}")
    return {
        "term": number.term,
        "label": number.label,
        "value": int(value) if _is_whole(value) else value,
        "unit": number.unit,
    }


def _is_whole(value: float) -> bool:
    return math.isfinite(value) and value.is_integer() and abs(value) < 2**53


def _step_data(step: Step) -> dict[str, object]:
    return {
        **_number_data(step.result),
        "equation": step.equation,
        "formula": step.formula,
        "filled": numbers_put_in(step),
        "inputs": [_number_data(number) for number in step.inputs],
        "source": step.source,
        "note": step.note,
    }
