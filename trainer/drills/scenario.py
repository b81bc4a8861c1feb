"""The system a statement is about: what it does, and the numbers that are fixed beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from trainer.costmodel.terms import term
from trainer.drills.base import ContentProblem, Text
from trainer.drills.entries import ENTRY_KINDS, Supplies
from trainer.errors import BadInput
from trainer.units.quantity import read_quantity, show_quantity

TaskName = Literal[
    "qa",
    "code",
    "summarisation",
    "translation",
    "search",
    "chat",
    "classification",
    "agents",
    "extraction",
    "speech",
    "safety",
    "knowledge",
    "maths",
]
"""What the system is for: decides which quality metrics fit."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The fields of a drill's ``scenario``.

    ``facts`` maps terms of the cost model to values as people write them (``tokens_per_day: 5 M``),
    and ``model`` and ``accelerator`` to catalogue entries.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    text: Text
    task: TaskName | None = None
    facts: Mapping[str, str | int | float] | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """A scenario read: its words, its task, its facts as terms in their units, and as lines."""

    text: str
    task: str
    facts: Mapping[str, float]
    lines: tuple[tuple[str, str], ...]


def read_scenario(fields: object) -> Scenario:
    """Return the scenario of stored, already checked fields."""
    assert isinstance(fields, Mapping)  # noqa: S101 (narrowing checked content)
    return Scenario(**fields)


def problems_of(scenario: Scenario, supplies: Supplies, at: tuple[str | int, ...]) -> Iterator[
    ContentProblem
]:  # fmt: skip
    """Yield the facts that cannot be read, each at its place below ``at``."""
    for name in scenario.facts or {}:
        try:
            _fact(scenario, name, supplies)
        except BadInput as error:
            yield ContentProblem((*at, "facts", name), error.advice)


def setting(scenario: Scenario, supplies: Supplies) -> Setting:
    """Return ``scenario`` with its facts in the cost model's terms.

    A fact stated outright takes the place of a catalogue entry's own. Raises BadInput for facts
    that ``problems_of`` reports.
    """
    entries: dict[str, float] = {}
    stated: dict[str, float] = {}
    lines: list[tuple[str, str]] = []
    for name in scenario.facts or {}:
        values = _fact(scenario, name, supplies)
        (entries if name in ENTRY_KINDS else stated).update(values)
        lines.append(_line(name, scenario, values))
    return Setting(scenario.text, scenario.task or "", {**entries, **stated}, tuple(lines))


def _fact(scenario: Scenario, name: str, supplies: Supplies) -> Mapping[str, float]:
    given = (scenario.facts or {})[name]
    if name in ENTRY_KINDS:
        return supplies.givens(name, str(given))
    text = given if isinstance(given, str) else repr(given)
    return {name: read_quantity(text, term(name).unit).value}


def _line(name: str, scenario: Scenario, values: Mapping[str, float]) -> tuple[str, str]:
    if name in ENTRY_KINDS:
        label = {"model": "language model", "accelerator": "accelerator"}[name]
        return label, str((scenario.facts or {})[name])
    return term(name).label, show_quantity(values[name], term(name).unit)
