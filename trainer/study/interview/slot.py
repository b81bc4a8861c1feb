"""The slot: 45, 25 or 10 minutes in six phases, each with a suggested time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.errors import BadInput

FULL_MINUTES = 45

PHASES: Mapping[str, str] = {
    "table": "Metric table",
    "requirements": "Requirements",
    "design": "Design",
    "deep-dive": "Deep dive",
    "evaluation": "Evaluation and rollout",
    "questions": "Questions",
}
"""Each phase, in order, and what people call it."""

_PLANS: Mapping[int, tuple[float, ...]] = {
    45: (5, 6, 14, 9, 7, 4),
    25: (3, 3, 8, 5, 4, 2),
    10: (1.5, 1.5, 3, 2, 1.5, 0.5),
}
"""The minutes of each phase, by the length of the slot."""

LENGTHS = tuple(_PLANS)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase as planned, in seconds from the beginning."""

    name: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of so many minutes: one of ``LENGTHS``."""

    minutes: int = FULL_MINUTES

    def __post_init__(self) -> None:
        if self.minutes not in _PLANS:
            lengths = ", ".join(map(str, LENGTHS))
            raise BadInput(
                f"there is no slot of {self.minutes} minutes", remedy=f"choose one of {lengths}"
            )

    @property
    def end_s(self) -> float:
        """Return when time is up, in seconds."""
        return self.minutes * 60.0

    @property
    def plan(self) -> tuple[Phase, ...]:
        """Return the phases with their suggested times."""
        phases: list[Phase] = []
        start = 0.0
        for name, minutes in zip(PHASES, _PLANS[self.minutes], strict=True):
            phases.append(Phase(name, start, start + minutes * 60))
            start += minutes * 60
        return tuple(phases)

    def start_of(self, phase: str) -> float:
        """Return when ``phase`` should begin, in seconds. Raises KeyError for none."""
        return {each.name: each.start_s for each in self.plan}[phase]

    def phase_at(self, at_s: float) -> str:
        """Return which phase it should be; the last one also after the slot's end."""
        return next((each.name for each in self.plan if at_s < each.end_s), self.plan[-1].name)

    def scaled(self, seconds: float) -> float:
        """Return a time of the full slot as it is in this one."""
        return seconds * self.minutes / FULL_MINUTES


def clock(at_s: float) -> str:
    """Return a time of the interview as minutes and seconds."""
    return f"{int(at_s // 60)}:{int(at_s % 60):02d}"
