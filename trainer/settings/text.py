"""A setting's value as people read and write it: shares are shown per cent."""

from __future__ import annotations

from trainer.errors import BadInput
from trainer.settings import Settings, checked, declared

PER_CENT = "%"


def show(name: str, value: object) -> str:
    """Return ``value`` of setting ``name`` without its unit."""
    if isinstance(value, tuple):
        return " ".join(str(each) for each in value)
    if isinstance(value, float):
        scale = 100 if declared(name).unit == PER_CENT else 1
        return f"{value * scale:.10g}"
    return str(value)


def range_words(name: str) -> str:
    """Return between what setting ``name`` may lie, with its unit; "" where it is no number."""
    rule = declared(name)
    if rule.low is None or rule.high is None:
        return rule.unit
    scale = 100 if rule.unit == PER_CENT else 1
    return f"{rule.low * scale:,.10g} to {rule.high * scale:,.10g} {rule.unit}".strip()


def read(name: str, text: str) -> object:
    """Return what ``text`` says setting ``name`` is. Raises BadInput with what is allowed."""
    default = getattr(Settings(), name)
    rule = declared(name)
    plain = text.strip().removesuffix(rule.unit).strip()
    if isinstance(default, tuple):
        return checked(name, [_number(name, each, int) for each in plain.replace(",", " ").split()])
    if isinstance(default, int):
        return checked(name, _number(name, plain, int))
    if isinstance(default, float):
        return _in_range(name, _number(name, plain, float))
    return checked(name, plain)


def _number(name: str, text: str, kind: type[int] | type[float]) -> float:
    try:
        return kind(text)
    except ValueError as error:
        raise BadInput(
            f"'{declared(name).label}' cannot be '{text}'", remedy=f"write {_wanted(name)}"
        ) from error


def _in_range(name: str, number: float) -> object:
    rule = declared(name)
    scale = 100 if rule.unit == PER_CENT else 1
    try:
        return checked(name, round(number / scale, 12))
    except BadInput as error:
        raise BadInput(
            f"'{rule.label}' cannot be {number:g}", remedy=f"write {_wanted(name)}"
        ) from error


def _wanted(name: str) -> str:
    kind = "numbers" if isinstance(getattr(Settings(), name), tuple) else "a number"
    return f"{kind} from {range_words(name)}"
