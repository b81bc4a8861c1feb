"""Calling a formula by its published name with the inputs of a case, checked one by one."""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable, Mapping

from trainer.costmodel.formulas import behaviour, economics, memory, serving, timing
from trainer.errors import BadInput, did_you_mean, nearest

Formula = Callable[..., float]


class BadCase(BadInput):
    """A published case that cannot be computed: the fault is in the case."""


@functools.cache
def formulas() -> Mapping[str, Formula]:
    """Return every formula with a signature of its own, by its published name."""
    subjects = (memory, timing, serving, economics, behaviour)
    return {formula.__name__: formula for subject in subjects for formula in subject.FORMULAS}


def compute(name: str, inputs: Mapping[str, object]) -> float:
    """Return the value of the formula ``name`` in SI units.

    Besides those of :func:`formulas` there are ``product`` and ``ratio`` over inputs of any name.
    Raises :class:`BadCase`: no such formula, a missing, unknown or unusable input, no finite value.
    """
    try:
        value = float(_call(name, inputs))
    except (ArithmeticError, ValueError, TypeError) as fault:
        raise BadCase(f"{name} cannot be computed from these inputs ({fault})") from fault
    if not math.isfinite(value):
        raise BadCase(f"{name} has no finite value with these inputs")
    return value


def _call(name: str, inputs: Mapping[str, object]) -> float:
    if name == "product":
        return math.prod(_number(name, key, value) for key, value in inputs.items())
    if name == "ratio":
        return _ratio({key: _number(name, key, value) for key, value in inputs.items()})
    formula = formulas().get(name)
    if formula is None:
        meant = did_you_mean(nearest(name, (*formulas(), "product", "ratio")))
        raise BadCase(f"there is no formula '{name}'{f'; {meant}' if meant else ''}")
    return formula(**_bound(name, formula, inputs))


def _ratio(values: Mapping[str, float]) -> float:
    if len(values) != 2:
        raise BadCase(f"ratio takes two inputs, not {len(values)}")
    if set(values) == {"a", "b"}:
        return values["a"] / values["b"]
    dividend, divisor = values.values()
    return dividend / divisor


def _bound(name: str, formula: Formula, inputs: Mapping[str, object]) -> dict[str, object]:
    parameters = _parameters(formula)
    unknown = [key for key in inputs if key not in parameters]
    if unknown:
        raise BadCase(f"{name} does not take {', '.join(unknown)}")
    missing = [
        key
        for key, parameter in parameters.items()
        if parameter.default is inspect.Parameter.empty and key not in inputs
    ]
    if missing:
        raise BadCase(f"{name} needs {', '.join(missing)}")
    return {key: _accepted(name, parameters[key], value) for key, value in inputs.items()}


@functools.cache
def _parameters(formula: Formula) -> Mapping[str, inspect.Parameter]:
    return inspect.signature(formula).parameters


def _accepted(name: str, parameter: inspect.Parameter, value: object) -> object:
    """Return the input as the formula takes it, judged by the parameter's declared type."""
    kind = parameter.annotation
    if value is None and kind.endswith("| None"):
        return None
    if kind.startswith("float"):
        return _number(name, parameter.name, value)
    if kind == "bool":
        if value in (0, 1):
            return bool(value)
        raise BadCase(f"{name}: {parameter.name} is true or false, not {value!r:.40}")
    if kind == "Sequence[float]":
        return [_number(name, parameter.name, item) for item in _list(name, parameter.name, value)]
    if kind == "Text" and not isinstance(value, str):
        return [_text(name, parameter.name, item) for item in _list(name, parameter.name, value)]
    return _text(name, parameter.name, value)


def _number(name: str, key: str, value: object) -> float:
    number = finite(value)
    if number is None:
        raise BadCase(f"{name}: {key} is a finite number, not {value!r:.40}")
    return number


def finite(value: object) -> float | None:
    """Return ``value`` if it is a finite number, else None. True and false are no numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _text(name: str, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadCase(f"{name}: {key} is text, not {value!r:.40}")
    return value


def _list(name: str, key: str, value: object) -> list[object]:
    if not isinstance(value, list):
        raise BadCase(f"{name}: {key} is a list, not {value!r:.40}")
    return value
