"""What a configuration comes to: every number with its range, its caution and its working."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from trainer.costmodel.narrate import SEEK, symbol
from trainer.costmodel.problems import OutOfReach
from trainer.costmodel.solve import evaluate, solve
from trainer.costmodel.terms import TERMS
from trainer.domain.derivation import Derivation, Number, Step
from trainer.study.workbench.case import Case, Reach, reach, resolve
from trainer.study.workbench.choices import Choices
from trainer.study.workbench.configuration import Basis, Configuration
from trainer.study.workbench.questions import QUESTIONS, Question
from trainer.units.quantity import show_quantity

_LONGER = 4
_ABOUT_QUEUES = frozenset({"queue", "queue_tail", "ttft", "latency"})
_BRIEFEST = 1e-6
"""Seconds: what is shorter is a queue that is not there, not a time to state."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the workbench, in its term's unit.

    ``value`` is None where there is none, and ``problem`` says why. ``low`` and ``high`` are the
    ends of the measured band around it, equal to ``value`` on the roofline.
    """

    key: str
    label: str
    unit: str
    value: float | None
    low: float | None = None
    high: float | None = None
    problem: str = ""

    percent: bool = False

    @property
    def text(self) -> str:
        """Return the number as people write it, "–" where there is none."""
        return "–" if self.value is None else self.shown(self.value)

    @property
    def span(self) -> str:
        """Return the range as "1.2 – 2.4 s", "" where there is none."""
        if self.low is None or self.high is None:
            return ""
        low, high = self.shown(self.low), self.shown(self.high)
        if low == high:
            return ""
        number, _, unit = low.partition(" ")
        same_unit = unit and unit == high.partition(" ")[2]
        return f"{number if same_unit else low} – {high}"

    def shown(self, value: float) -> str:
        """Return ``value`` in this number's unit as people write it."""
        if self.percent:
            return f"{_figures(value * 100, '1')} %"
        if self.unit == "s" and 0 < value < _BRIEFEST:
            return "< 1 µs"
        return _figures(value, self.unit)


@dataclass(frozen=True)
class Outcome:
    """Everything a case comes to. ``values`` holds the numbers by key, where there are any."""

    case: Case
    reach: Reach
    values: Mapping[str, float]
    figures: Mapping[str, Figure]

    def __getitem__(self, key: str) -> Figure:
        """Return the number ``key``. Raises KeyError for one there is not."""
        return self.figures[key]

    @property
    def fits(self) -> bool:
        """Whether weights and KV cache fit into the memory there is."""
        return self.values["headroom"] >= 0

    @property
    def within_budget(self) -> bool:
        """Whether the monthly spend stays within the budget."""
        return self.values.get("budget_share", 0) <= 1

    @property
    def memory_bound(self) -> bool:
        """Whether decoding waits for memory rather than for arithmetic."""
        return self.values["intensity"] < self.values["ridge"]

    def derivation(self, key: str) -> Derivation:
        """Return how the number ``key`` came about, from the configuration on.

        Raises KeyError for an unknown key and OutOfReach where the number has no value.
        """
        return _joined(self.case, self.values, QUESTIONS[key])


def _figures(value: float, unit: str) -> str:
    """Return ``value`` with three figures, with four from a thousand on: $20,090, not $20,100."""
    text = show_quantity(value, unit)
    return show_quantity(value, unit, _LONGER) if "," in text else text


def outcome(configuration: Configuration, choices: Choices) -> Outcome:
    """Return everything ``configuration`` comes to. Raises OutOfReach, see ``of_case``."""
    return of_case(resolve(configuration, choices))


def of_case(case: Case) -> Outcome:
    """Return everything ``case`` comes to, counted with the efficiency its basis means.

    Raises OutOfReach where a number has no value, unless it is about a queue: one that grows
    without end leaves the rest as it is.
    """
    reached = reach(case)
    case = case.at(reached.middle)
    problems: dict[str, str] = {}
    values = answers(case, problems)
    for key, problem in problems.items():
        if key not in _ABOUT_QUEUES:
            raise OutOfReach(f"the {QUESTIONS[key].label} has no value: {problem}")
    ends = [values]
    if case.configuration.basis is Basis.REALISTIC:
        around = (reached.least, reached.most)
        ends += [answers(case.at(end), {}, values) for end in around]
    figures = {}
    for key, question in QUESTIONS.items():
        found = [end[key] for end in ends if key in end]
        figures[key] = Figure(
            key=key,
            label=question.label,
            unit=TERMS[question.term].unit,
            value=values.get(key),
            low=min(found, default=None),
            high=max(found, default=None),
            problem=problems.get(key, ""),
            percent=question.percent,
        )
    return Outcome(case, reached, values, figures)


def answers(
    case: Case, problems: dict[str, str], settled: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Return the value of every question that has one.

    Why the others have none goes to ``problems``.
    ``settled`` are answers at another efficiency: what does not depend on it is taken from there.
    """
    values: dict[str, float] = {}
    for key, question in QUESTIONS.items():
        if settled is not None and not question.banded:
            if key in settled:
                values[key] = settled[key]
            continue
        missing = next((each for each in _needed(question) if each not in values), None)
        if missing is not None:
            problems[key] = problems.get(missing, "")
            continue
        try:
            values[key] = evaluate(question.term, givens(case, values, question))
        except OutOfReach as refusal:
            problems[key] = str(refusal)
    return values


def givens(case: Case, values: Mapping[str, float], question: Question) -> dict[str, float]:
    """Return what the cost model is given for ``question``."""
    found = question.group(case, values)
    if question.links:
        return {**found, **{term: values[key] for term, key in question.links}}
    return found


@functools.cache
def _needed(question: Question) -> tuple[str, ...]:
    return (*(key for _, key in question.links), *question.needs)


def _joined(case: Case, values: Mapping[str, float], question: Question) -> Derivation:
    """Return the working of ``question`` with that of every answer it starts from before it."""
    own = solve(question.term, givens(case, values, question))
    own = _called(own, question)
    linked = dict(question.links)
    parts = [
        (term, _joined(case, values, QUESTIONS[key]))
        for term, key in question.links
        if any(number.term == term for number in own.givens)
    ]
    steps: list[Step] = []
    for term, part in parts:
        steps.extend(part.steps)
        steps.append(_bridge(part.result, term, own))
    before = [part for _, part in parts]
    return replace(
        own,
        givens=_once(
            *(part.givens for part in before),
            tuple(number for number in own.givens if number.term not in linked),
        ),
        assumptions=_once(*(part.assumptions for part in before), own.assumptions),
        steps=tuple(dict.fromkeys((*steps, *own.steps))),
        notes=tuple(dict.fromkeys(note for part in (own, *before) for note in part.notes)),
    )


def _bridge(found: Number, term: str, onward: Derivation) -> Step:
    """Return the step that takes ``found`` as the value of another term."""
    taken = next(number for number in onward.givens if number.term == term)
    # The renderer looks equations up by name; a step called SEEK is one it takes as it stands.
    return Step(
        equation=SEEK,
        formula=f"{symbol(term)} = {symbol(found.term)}",
        inputs=(found,),
        result=taken,
        note=f"the {taken.label} is the {found.label}" if taken.label != found.label else "",
    )


def _called(own: Derivation, question: Question) -> Derivation:
    """Return the derivation with its result called as the workbench calls it."""
    result = replace(own.result, label=question.label)
    steps = (*own.steps[:-1], replace(own.steps[-1], result=result))
    notes = (question.note, *own.notes) if question.note else own.notes
    return replace(own, result=result, steps=steps, notes=notes)


def _once(*groups: tuple[Number, ...]) -> tuple[Number, ...]:
    return tuple({number.term: number for group in groups for number in group}.values())
