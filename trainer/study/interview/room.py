"""What a rule of the challenger sees, and what it may say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from trainer.claims.claim import Claim
from trainer.drills.interview import InterviewExercise
from trainer.study.interview.heard import Heard
from trainer.study.interview.slot import Slot


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question that was asked. ``point`` is what it is about; ``working`` its derivation."""

    at_s: float
    kind: str
    point: str
    text: str
    working: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question that may be asked from ``due_s`` on, the heaviest first.

    ``working`` is called only when it is asked. ``near`` holds for questions that lead on from what
    is being said: they are not put to a silent room.
    """

    kind: str
    point: str
    text: str
    working: Callable[[], str]
    weight: int
    due_s: float
    near: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """The interview so far, as a rule sees it."""

    exercise: InterviewExercise
    slot: Slot
    heard: tuple[Heard, ...]
    asked: tuple[Challenge, ...]

    @property
    def facts(self) -> Mapping[str, float]:
        """Return the terms of the cost model that are known by now."""
        return self.heard[-1].facts if self.heard else self.exercise.about.facts

    def first(self, topic: str) -> Heard | None:
        """Return the statement that first said something of ``topic``."""
        return next((each for each in self.heard if each.says(topic)), None)

    def claims(self, topic: str) -> Iterator[tuple[Heard, Claim]]:
        """Yield the claims on ``topic`` in order, each with its statement."""
        for each in self.heard:
            for claim in each.of(topic):
                yield each, claim

    def last_asked(self, point: str) -> float | None:
        """Return when ``point`` was last asked about, None if never."""
        return next((each.at_s for each in reversed(self.asked) if each.point == point), None)

    def since(self, at_s: float) -> tuple[Heard, ...]:
        """Return what was heard after ``at_s``."""
        return tuple(each for each in self.heard if each.at_s > at_s)


Rule = Callable[[Room], Iterator[Doubt]]
