"""An interview under way: its clock, which can be paused, and all of it kept after each input."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass

from trainer.clock import Clock, study_day
from trainer.domain.interview import InterviewRecord
from trainer.drills.interview import InterviewExercise, InterviewKind
from trainer.errors import BadInput
from trainer.store.database import Store
from trainer.store.identity import ReviewIds
from trainer.study.interview.debrief import Debrief, debrief
from trainer.study.interview.room import Challenge
from trainer.study.interview.scenarios import Scenario
from trainer.study.interview.session import Interview, resumed
from trainer.study.interview.slot import Slot

KEEP_EVERY_S = 10.0
"""So much of the clock is lost at most when the program is killed; of what was said, nothing."""

_KIND = InterviewKind()


@dataclass
class Live:
    """One interview being held. Every input is in the store before anything else happens.

    The methods may raise the store's errors; what was said is then heard all the same, and kept
    with the next input.
    """

    interview: Interview
    record: InterviewRecord
    store: Store
    clock: Clock
    _before_s: float = 0.0
    """What the clock showed when it was last set going."""
    _since: dt.datetime | None = None
    """When it was set going; None in a pause."""
    _kept_s: float = 0.0

    @property
    def exercise(self) -> InterviewExercise:
        """The scenario with its drawn numbers."""
        return self.interview.exercise

    @property
    def is_aloud(self) -> bool:
        """Whether the candidate speaks and marks instead of writing."""
        return bool(self.record.posed["aloud"])

    @property
    def is_paused(self) -> bool:
        """Whether the clock stands."""
        return self._since is None

    @property
    def elapsed_s(self) -> float:
        """What the clock shows, in seconds; a system clock that goes back stops it."""
        ran = 0.0 if self._since is None else (self.clock.now() - self._since).total_seconds()
        return self._before_s + max(0.0, ran)

    @property
    def is_over(self) -> bool:
        """Whether time is up."""
        return self.elapsed_s >= self.interview.slot.end_s

    def go_on(self) -> None:
        """Set the clock going."""
        if self._since is None:
            self._since = self.clock.now()

    def pause(self) -> None:
        """Stop the clock."""
        self._before_s, self._since = self.elapsed_s, None
        self.interview.advance(self._before_s)
        self.keep()

    def say(self, text: str) -> tuple[Challenge, ...]:
        """Hear ``text``; what was asked meanwhile and at once is returned."""
        return self._put_in(lambda at_s: self.interview.feed(at_s, text))

    def mark(self, key: str) -> tuple[Challenge, ...]:
        """Note what was just said aloud. Raises BadInput for a key that is no mark."""
        return self._put_in(lambda at_s: self.interview.mark(at_s, key))

    def enter(self, phase: str) -> tuple[Challenge, ...]:
        """Go to ``phase`` by choice. Raises BadInput for none."""
        return self._put_in(lambda at_s: self.interview.enter(at_s, phase))

    def tick(self) -> tuple[Challenge, ...]:
        """Let the interviewer hear the clock."""
        asked = self.interview.advance(self.elapsed_s)
        if asked or self.interview.now_s - self._kept_s >= KEEP_EVERY_S:
            self.keep()
        return asked

    def finish(self) -> Debrief:
        """End it now and keep what it came to."""
        self._before_s, self._since = self.elapsed_s, None
        self.interview.advance(self._before_s)
        found = debrief(self.interview)
        self.record = self.record._replace(outcome=outcome(found, self._day, self._before_s))
        self.keep()
        return found

    def keep(self) -> None:
        """Write it down as it stands."""
        self.record = self.record._replace(state=self.interview.state())
        self._kept_s = self.interview.now_s
        self.store.put_interview(self.record)

    @property
    def _day(self) -> dt.date:
        return study_day(self.clock, self.record.started_at)

    def _put_in(self, hear: Callable[[float], tuple[Challenge, ...]]) -> tuple[Challenge, ...]:
        asked = hear(self.elapsed_s)
        self.keep()
        return asked


def begin(
    store: Store,
    clock: Clock,
    rng: random.Random,
    scenario: Scenario,
    seed: int,
    minutes: int,
    *,
    aloud: bool,
) -> Live:
    """Begin an interview, its clock going. An earlier one that never ended is dropped."""
    left = store.interview_under_way()
    if left is not None:
        store.drop_interview(left.id)
    interview = Interview(scenario.pose(seed), Slot(minutes))
    posed = {
        "deck": scenario.deck,
        "id": scenario.id,
        "content": _KIND.write(scenario.content),
        "seed": seed,
        "aloud": aloud,
    }
    now = clock.now()
    record = InterviewRecord(ReviewIds(rng).next(now), now, posed, interview.state())
    live = Live(interview, record, store, clock)
    live.keep()
    live.go_on()
    return live


def replayed(record: InterviewRecord) -> Interview:
    """Return the interview as it stood when ``record`` was kept.

    Made for a worker: all that was said is heard again. The scenario is kept with it, so a deck
    that was changed since changes nothing. Raises BadInput for what this version cannot go on with.
    """
    try:
        content = _KIND.read(record.posed["content"])
        exercise = _KIND.pose(content, random.Random(record.posed["seed"]))  # noqa: S311
    except (KeyError, TypeError) as error:
        raise BadInput(
            "this interview was kept by a version that this one does not understand",
            remedy="begin a new one",
        ) from error
    return resumed(record.state, exercise)


def resume(store: Store, clock: Clock, record: InterviewRecord, interview: Interview) -> Live:
    """Return ``interview``, replayed from ``record``, its clock standing where it stood."""
    at_s = interview.now_s
    return Live(interview, record, store, clock, _before_s=at_s, _kept_s=at_s)


def outcome(found: Debrief, day: dt.date, ended_s: float) -> dict[str, object]:
    """Return what is told of a held interview in the history, as plain data."""
    return {
        "day": day.isoformat(),
        "minutes": found.minutes,
        "ended_s": ended_s,
        "system": found.system,
        "verdict": found.verdict,
        "first_said": dict(found.first_said),
        "holds": len(found.holds),
        "fails": sum(each.mended_at_s is None for each in found.fails),
        "asked": len(found.challenges),
    }
