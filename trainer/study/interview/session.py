"""An interview under way: statements, marks and the clock in, challenges out.

Everything follows from what was put in, in order: the same inputs give the same interview, and what
is kept of one is its inputs (``state``), so that a killed one goes on where it was (``resumed``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trainer.claims.claim import Claims
from trainer.drills.entries import Supplies, shipped_catalogue
from trainer.drills.interview import InterviewExercise
from trainer.errors import BadInput
from trainer.study.interview.heard import MARKS, Heard, listen
from trainer.study.interview.room import Challenge, Doubt, Room
from trainer.study.interview.rules.all import RULES
from trainer.study.interview.slot import PHASES, Slot

FORMAT = "triad-interview/1"

PAUSE_S = 12.0
"""An interviewer speaks when nothing was said for so long."""

PATIENCE_S = 60.0
"""Somebody who never pauses is interrupted when a question has waited for so long."""

COOL_S, LEAST_COOL_S = 75.0, 30.0
"""Between two questions, in the full slot and at least."""

COMPANY_S = 180.0
"""What leads on from the talk is asked so long after a statement at most."""

MOST_ASKED = 3
"""A point is asked about once and followed up at most twice."""

_FOLLOW_UPS = ("", "I ask again. ", "A last time, then we move on. ")


@dataclass
class Interview:
    """One interview. ``now_s`` is its clock, which the caller stops in a pause."""

    exercise: InterviewExercise
    slot: Slot = field(default_factory=Slot)
    supplies: Supplies = field(default_factory=shipped_catalogue)
    heard: list[Heard] = field(default_factory=list)
    asked: list[Challenge] = field(default_factory=list)
    entered: list[tuple[float, str]] = field(default_factory=list)
    inputs: list[dict[str, Any]] = field(default_factory=list)
    now_s: float = 0.0
    _doubts: list[Doubt] | None = field(default=None, repr=False)
    _stated: dict[str, float] = field(default_factory=dict, repr=False)
    _priced: str = field(default="", repr=False)

    def feed(self, at_s: float, text: str) -> tuple[Challenge, ...]:
        """Hear ``text`` at ``at_s`` and return what was asked up to then, and at once.

        A time before the clock counts as now; blank text is not heard. Raises ValueError for a time
        that is no number.
        """
        asked = self.advance(at_s)
        if not text.strip():
            return asked
        self.inputs.append({"at_s": self.now_s, "text": text})
        facts = {**self._stated, **self.exercise.about.facts}
        task = self.exercise.about.task
        heard = listen(
            self.now_s, text, self.phase, facts, task, self.supplies, self._priced,
            self.exercise.about.facts,
        )  # fmt: skip
        for name in heard.told:
            self._stated.setdefault(name, heard.facts[name])
        self._priced = heard.text if heard.claims.of("cost") else self._priced
        return asked + self._take(heard)

    def mark(self, at_s: float, key: str) -> tuple[Challenge, ...]:
        """Note that what ``key`` stands for (one of ``MARKS``) was just said aloud.

        Raises BadInput for another key.
        """
        if key.upper() not in MARKS:
            keys = ", ".join(MARKS)
            raise BadInput(f"there is no mark '{key}'", remedy=f"the marks are {keys}")
        asked = self.advance(at_s)
        self.inputs.append({"at_s": self.now_s, "mark": key.upper()})
        facts = {**self._stated, **self.exercise.about.facts}
        heard = Heard(self.now_s, "", self.phase, Claims(""), facts=facts, mark=MARKS[key.upper()])
        return asked + self._take(heard)

    def enter(self, at_s: float, phase: str) -> tuple[Challenge, ...]:
        """Go to ``phase`` by choice, before or after its suggested time. Raises BadInput."""
        if phase not in PHASES:
            phases = ", ".join(PHASES)
            raise BadInput(f"there is no phase '{phase}'", remedy=f"the phases are {phases}")
        asked = self.advance(at_s)
        self.inputs.append({"at_s": self.now_s, "phase": phase})
        self.entered.append((self.now_s, phase))
        return asked

    def advance(self, at_s: float) -> tuple[Challenge, ...]:
        """Let the clock run to ``at_s`` and return what was asked meanwhile.

        How often this is called changes nothing. Raises ValueError for a time that is no number.
        """
        if not math.isfinite(at_s):
            raise ValueError("a time of the interview is a finite number of seconds")
        until = max(self.now_s, at_s)
        before = len(self.asked)
        while (due := self._next()) is not None and due[0] <= until:
            self._ask(*due)
        self.now_s = until
        return tuple(self.asked[before:])

    def finish(self) -> tuple[Challenge, ...]:
        """Let the slot run out and return what was asked meanwhile."""
        return self.advance(max(self.slot.end_s, self.now_s))

    @property
    def phase(self) -> str:
        """Return the phase that it is in: the one entered last, else that of the plan."""
        return self.entered[-1][1] if self.entered else self.slot.phase_at(self.now_s)

    @property
    def room(self) -> Room:
        """Return the interview as the rules see it."""
        return Room(self.exercise, self.slot, tuple(self.heard), tuple(self.asked))

    def state(self) -> dict[str, Any]:
        """Return what is to be kept of this interview, as plain data for JSON."""
        return {
            "format": FORMAT,
            "minutes": self.slot.minutes,
            "now_s": self.now_s,
            "inputs": [dict(each) for each in self.inputs],
        }

    def _take(self, heard: Heard) -> tuple[Challenge, ...]:
        self.heard.append(heard)
        if heard.is_telling:
            self._doubts = None
        return self.advance(self.now_s)

    def _ask(self, at_s: float, doubt: Doubt) -> None:
        times = sum(each.point == doubt.point for each in self.asked)
        said = _FOLLOW_UPS[times] + doubt.text
        working = doubt.working() or doubt.text
        self.asked.append(Challenge(at_s, doubt.kind, doubt.point, said, working))
        self._doubts = None

    def _next(self) -> tuple[float, Doubt] | None:
        """Return the next question and when it comes if nothing else is said before."""
        if self._doubts is None:
            room = self.room
            self._doubts = [each for rule in RULES for each in rule(room)]
        timed = [(self._moment(each), each) for each in self._doubts if self._open(each)]
        possible = [each for each in timed if each[0] < self.slot.end_s]
        if not possible:
            return None
        first = min(moment for moment, _ in possible)
        ready = [each for each in possible if each[0] <= first]
        return max(ready, key=lambda each: each[1].weight)

    def _open(self, doubt: Doubt) -> bool:
        """Tell whether the point may be asked about (again).

        Not too often, and not twice without a word in between.
        """
        times = [each.at_s for each in self.asked if each.point == doubt.point]
        if not times:
            return True
        spoken = bool(self.heard) and self.heard[-1].at_s > times[-1]
        return len(times) < MOST_ASKED and spoken

    def _moment(self, doubt: Doubt) -> float:
        """Return when ``doubt`` would be asked: due, the room quiet, the last question cooled down.

        Infinite for what needs company in a room gone quiet.
        """
        last = self.heard[-1].at_s if self.heard else -PAUSE_S
        cool = max(LEAST_COOL_S, self.slot.scaled(COOL_S))
        cooled = self.asked[-1].at_s + cool if self.asked else 0.0
        quiet = last + PAUSE_S
        ready = max(doubt.due_s, cooled)
        moment = max(ready, min(quiet, max(ready + PATIENCE_S, last)))
        return math.inf if doubt.near and moment > last + COMPANY_S else moment


def resumed(state: Mapping[str, Any], exercise: InterviewExercise) -> Interview:
    """Return the interview that ``state`` was taken from. Raises BadInput for something else."""
    if state.get("format") != FORMAT:
        raise BadInput("this is not the state of an interview", remedy="begin a new one")
    try:
        interview = Interview(exercise, Slot(int(state["minutes"])))
        _replay(interview, state["inputs"])
        interview.advance(float(state["now_s"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise BadInput("the state of this interview is damaged", remedy="begin a new one") from (
            error
        )
    return interview


def _replay(interview: Interview, inputs: Sequence[Mapping[str, Any]]) -> None:
    for each in inputs:
        at_s = float(each["at_s"])
        if "mark" in each:
            interview.mark(at_s, str(each["mark"]))
        elif "phase" in each:
            interview.enter(at_s, str(each["phase"]))
        else:
            interview.feed(at_s, str(each["text"]))
