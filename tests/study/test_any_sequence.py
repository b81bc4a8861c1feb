"""Any sequence of study actions, undos, redos, restarts and days ends where a simple model does.

The model keeps what is known of each drill and its marks, a stack of what they were before, and
one of what was taken back.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.study.learner import deck_text, install
from trainer.app import open_study
from trainer.clock import FrozenClock, study_day
from trainer.domain.ids import DrillId
from trainer.domain.memory import Progress, Rating, Seen, Unseen
from trainer.drills.recall import RecallAnswer
from trainer.places import Places
from trainer.scheduling.focus import Focus
from trainer.scheduling.fsrs import Scheduler
from trainer.scheduling.marks import Mark
from trainer.study.study import Study

ACTIONS = (
    *("suspend", "bury", "flag", "reset", "move", "suspend other"),
    *("undo", "redo", "restart", "day", "skip", "cram", "rebuild"),
)
sequences = st.lists(st.sampled_from([*Rating, *Rating, *ACTIONS, "undo", "redo"]), max_size=30)


State = dict[DrillId, tuple[Progress, Mark]]


class Someone:
    """Does anything in any order, beside a simple model of what must come of it."""

    def __init__(self, folder: Path, chosen: dict[str, object]) -> None:
        self.folder = folder
        self.clock = FrozenClock(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))
        self.stack = ExitStack()
        self.opened = 0
        self.study = self.open()
        install(self.study, deck_text("a", "b", "c", "d"))
        for name, value in chosen.items():
            self.study.change_setting(name, value)
        self.begin()

    def open(self) -> Study:
        # Other chances each time: the same ones at the same instant would repeat identities.
        self.opened += 1
        return self.stack.enter_context(
            open_study(Places(self.folder), self.clock, random.Random(self.opened))
        )

    def begin(self) -> None:
        self.session = self.study.begin()
        self.session.next()
        self.past: list[State] = []
        self.future: list[State] = []
        self.now = self.look()

    def look(self) -> State:
        ids = [entry.id for entry in self.study.store.entries()]
        store = self.study.store
        return {each: (store.progress(each), store.mark(each)) for each in ids}

    def do(self, what: Rating | str) -> None:
        session = self.session
        if what == "restart":
            self.stack.close()
            self.study = self.open()
            self.begin()
        elif what == "day":
            self.clock.advance(days=1)
            self.begin()
        elif what == "undo":
            if session.can_undo:
                session.undo()
                self.future.append(self.now)
                self.now = self.past.pop()
        elif what == "redo":
            if session.can_redo:
                leaves = session.redo().leaves
                self.past.append(self.now)
                self.now = self.future.pop()
                if leaves:
                    session.next()
        elif what == "cram":
            self.cram()
        elif what == "rebuild":
            assert self.study.store.rebuild(self.study.scheduler) == 0
        elif session.question is not None:
            self.act(what)

    def cram(self) -> None:
        """Practise without a trace; the sitting that was on screen goes on afterwards."""
        cram = self.study.sittings.cram(Focus())
        for rating in Rating:
            if cram.next() is not None:
                cram.assess(RecallAnswer())
                cram.rate(rating)

    @property
    def due(self) -> int:
        """How many drills are due today: what the model says."""
        day = study_day(self.clock)
        return sum(
            isinstance(progress, Seen) and progress.due <= day and not mark.hides(day)
            for progress, mark in self.now.values()
        )

    def act(self, what: Rating | str) -> None:
        session = self.session
        assert session.question is not None
        drill, day = session.question.posed.drill.id, study_day(self.clock)
        before, mark = self.now[drill]
        after: tuple[Progress, Mark]
        leaves = True
        if isinstance(what, Rating):
            promised = session.assess(RecallAnswer()).intervals[what]
            session.rate(what)
            memory = Scheduler().next(before, what, day, seed=1).memory
            after = (promised._replace(memory=memory), mark)
        elif what == "suspend":
            session.suspend()
            after = (before, dataclasses.replace(mark, suspended=True))
        elif what == "suspend other":
            drill = min(self.now)
            leaves = session.suspend_other(drill).leaves
            before, mark = self.now[drill]
            after = (before, dataclasses.replace(mark, suspended=True))
        elif what == "bury":
            session.bury()
            until = day + dt.timedelta(days=1)
            after = (before, dataclasses.replace(mark, buried_until=until))
        elif what == "flag":
            flag = (mark.flag + 1) % 5
            leaves = session.flag(flag).leaves
            after = (before, dataclasses.replace(mark, flag=flag))
        elif what == "reset":
            session.reset()
            after = (Unseen(), mark)
        elif what == "move" and isinstance(before, Seen):
            due = day + dt.timedelta(days=3)
            session.set_due(due)
            after = (before._replace(due=due), mark)
        else:
            session.next()
            return
        self.past.append(self.now)
        self.future.clear()
        self.now = {**self.now, drill: after}
        if leaves:
            session.next()


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[Path]:
    return (tmp_path / str(number) for number in range(10_000))  # type: ignore[return-value]


choices = st.fixed_dictionaries(
    {
        "balance": st.booleans(),
        "learning_minutes": st.sampled_from([(), (1, 10)]),
        "relearning_minutes": st.sampled_from([(), (10,)]),
        "deck_retention": st.sampled_from([{}, {"d": 0.95}]),
    }
)


@settings(
    deadline=None,
    derandomize=True,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(choices, sequences)
def test_any_sequence_ends_where_a_simple_model_does(
    folders: Iterator[Path], chosen: dict[str, object], sequence: list[Rating | str]
) -> None:
    someone = Someone(next(folders), chosen)
    with someone.stack:
        for what in sequence:
            someone.do(what)
            assert someone.look() == someone.now
            assert someone.study.today().counts.due == someone.due
        store = someone.study.store
        assert store.rebuild(someone.study.scheduler) == 0
        assert store.check_integrity() == ()
        while someone.session.can_undo:
            someone.do("undo")
            assert someone.look() == someone.now
        while someone.session.can_redo:
            someone.do("redo")
            assert someone.look() == someone.now
        someone.stack.pop_all().close()
