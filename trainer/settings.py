"""The settings: each declared once with its default, range, words and unit.

The settings screen, the command line and the checks are derived from these declarations.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainer.errors import BadInput

_META = "setting"


@dataclass(frozen=True, slots=True)
class Declared:
    """How one setting is called and what it may be.

    ``low`` and ``high`` bound numbers, ``choices`` lists the words a text may be, ``unit`` is
    shown behind the value.
    """

    label: str
    help: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""


def _declare(default: object, declared: Declared) -> object:
    return dataclasses.field(default=default, metadata={_META: declared})


@dataclass(frozen=True)
class Settings:
    """Everything a user may choose. Immutable: a change makes a new value."""

    new_per_day: int = _declare(  # type: ignore[assignment]
        15,
        Declared(
            "New drills per day",
            "How many drills you have not seen before are brought in each day.",
            low=0,
            high=9999,
            unit="drills",
        ),
    )
    desired_retention: float = _declare(  # type: ignore[assignment]
        0.9,
        Declared(
            "Desired retention",
            "The share of reviews you want to get right. Higher means more reviews.",
            low=0.7,
            high=0.97,
        ),
    )
    maximum_interval_days: int = _declare(  # type: ignore[assignment]
        365,
        Declared(
            "Longest interval",
            "No drill stays away for longer than this.",
            low=1,
            high=36500,
            unit="days",
        ),
    )
    theme: str = _declare(  # type: ignore[assignment]
        "system",
        Declared(
            "Theme",
            "Light, dark, or whatever the system uses.",
            choices=("system", "light", "dark"),
        ),
    )


def declared(name: str) -> Declared:
    """Return the declaration of setting ``name``. Raises BadInput for a name there is not."""
    for field in dataclasses.fields(Settings):
        if field.name == name:
            found: Declared = field.metadata[_META]
            return found
    raise BadInput(
        f"there is no setting '{name}'",
        remedy=f"the settings are {', '.join(f.name for f in dataclasses.fields(Settings))}",
    )


_WORDS = {int: "a whole number", float: "a number", str: "a word"}


def checked(name: str, value: object) -> object:
    """Return ``value`` as setting ``name`` may hold it. Raises BadInput with the allowed range."""
    rule = declared(name)
    kind = type(getattr(Settings(), name))
    # Asked for the very type: True is an int to Python and no number to a user.
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise BadInput(f"'{rule.label}' cannot be {value!r}", remedy=f"it is {_WORDS[kind]}")
    if rule.choices and value not in rule.choices:
        raise BadInput(
            f"'{rule.label}' cannot be '{value}'", remedy=f"choose {', '.join(rule.choices)}"
        )
    if rule.low is not None and rule.high is not None:
        _check_range(rule, value, rule.low, rule.high)
    return kind(value)


def _check_range(rule: Declared, value: Any, low: float, high: float) -> None:
    # Written so that nan fails, too.
    if not low <= value <= high:
        raise BadInput(
            f"'{rule.label}' cannot be {value}", remedy=f"it lies between {low:g} and {high:g}"
        )


def with_stored(stored: Mapping[str, object]) -> Settings:
    """Return the settings with ``stored`` values put in.

    Names this version does not know and values it does not allow are left alone: a newer version
    wrote them, and the window must open for the user to choose others.
    """
    known = {field.name for field in dataclasses.fields(Settings)}
    values: dict[str, Any] = {}
    for name in known & stored.keys():
        try:
            values[name] = checked(name, stored[name])
        except BadInput:
            continue
    return Settings(**values)
