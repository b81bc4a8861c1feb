"""What a setting may be: its words, its range, and the check of a value against them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeVar, cast

from trainer.errors import BadInput

META = "setting"

Default = TypeVar("Default")


class Declared(NamedTuple):
    """How one setting is called and what it may be.

    ``low`` and ``high`` bound numbers (each one of a list or of a mapping), ``choices`` lists the
    words a text may be, ``each`` is the type of what a list holds and ``lengths`` how much that may
    be, ``unit`` is shown behind the value. ``section`` is the heading it stands under; "" where a
    screen of its own sets it. ``is_date`` says that a text is empty or a date.
    """

    label: str
    help: str
    section: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    each: type = str
    lengths: tuple[int, ...] = ()
    unit: str = ""
    is_date: bool = False


def setting(default: Default, rule: Declared) -> Default:
    """Return the field of a setting with its default and its rule."""
    # A factory for all: dataclasses refuse a mapping as a default. The type is that of the value.
    made: Any = dataclasses.field(default_factory=lambda: default, metadata={META: rule})
    return cast("Default", made)


def checked_value(rule: Declared, default: object, value: object) -> object:
    """Return ``value`` as a setting like ``default`` may hold it.

    Raises BadInput with the allowed range.
    """
    if isinstance(default, tuple):
        return _checked_list(rule, value)
    if isinstance(default, Mapping):
        return _checked_mapping(rule, value)
    return _checked_one(rule, type(default), value)


_WORDS = {bool: "yes or no", int: "a whole number", float: "a number", str: "a word"}


def _checked_one(rule: Declared, kind: type, value: object) -> object:
    if kind is float and type(value) is int:
        value = _as_float(value)
    # Asked for the very type: True is an int to Python and no number to a user.
    if type(value) is not kind:
        raise BadInput(f"'{rule.label}' cannot be {value!r}", remedy=f"it is {_WORDS[kind]}")
    if rule.choices and value not in rule.choices:
        raise BadInput(
            f"'{rule.label}' cannot be '{value}'", remedy=f"choose {', '.join(rule.choices)}"
        )
    if rule.is_date:
        _check_date(rule, str(value))
    if rule.low is not None and rule.high is not None:
        _check_range(rule, value, rule.low, rule.high)
    return value


def _as_float(value: int) -> float:
    # Beyond a float's range anything is out of any setting's.
    return float(value) if abs(value) < 2**53 else math.inf * (1 if value > 0 else -1)


def _checked_list(rule: Declared, value: object) -> object:
    if not isinstance(value, list | tuple):
        raise BadInput(f"'{rule.label}' cannot be {value!r}", remedy="it is a list")
    if rule.lengths and len(value) not in rule.lengths:
        raise BadInput(
            f"'{rule.label}' cannot hold {len(value)} numbers",
            remedy=f"it holds {', '.join(map(str, rule.lengths))}",
        )
    return tuple(_checked_one(rule, rule.each, each) for each in value)


def _checked_mapping(rule: Declared, value: object) -> object:
    if not isinstance(value, Mapping):
        raise BadInput(f"'{rule.label}' cannot be {value!r}", remedy="it names each by its id")
    return {str(name): _checked_one(rule, float, each) for name, each in value.items()}


def _check_date(rule: Declared, value: str) -> None:
    try:
        if value:
            dt.date.fromisoformat(value)
    except ValueError as error:
        raise BadInput(
            f"'{rule.label}' cannot be '{value}'", remedy="write a date as 2026-12-24"
        ) from error


def _check_range(rule: Declared, value: Any, low: float, high: float) -> None:
    # Written so that nan fails, too.
    if not low <= value <= high:
        raise BadInput(
            f"'{rule.label}' cannot be {value}", remedy=f"it lies between {low:g} and {high:g}"
        )
