"""Whatever a user does, in whatever order, the study holds what a very simple model says.

The model keeps a stack of what each rating led to; undo takes the top off. Days pass, the program
is closed and opened, sittings are left in the middle.
"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from contextlib import ExitStack
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.study.learner import deck_text, install, local
from trainer.app import open_study
from trainer.clock import FrozenClock, study_day
from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating, Seen, Unseen
from trainer.drills.recall import RecallAnswer
from trainer.places import Places
from trainer.study.session import Session

NAMES = ("a", "b", "c", "d", "e")
LIMIT = 3


class User(RuleBasedStateMachine):
    """Does things at random and remembers what should have come of them."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.clock = FrozenClock(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))
        self.states: dict[str, list[Seen]] = {name: [] for name in NAMES}
        self.given: list[tuple[str, Rating]] = []
        self.retracted = 0
        self.session: Session | None = None
        self.sitting: list[tuple[str, Rating]] = []
        self.planned = 0
        self.opened = 0

    @initialize()
    def start(self) -> None:
        self.open()
        install(self.study, deck_text(*NAMES))
        self.study.change_setting("new_per_day", LIMIT)

    def open(self) -> None:
        self.opened += 1
        self.running = ExitStack()
        self.study = self.running.enter_context(
            open_study(Places(self.folder), self.clock, random.Random(self.opened))
        )

    def teardown(self) -> None:
        if self.opened:
            self.running.close()
        self.stack.close()

    # -- what a user does ----------------------------------------------------------------------

    def begin(self) -> None:
        self.session = self.study.begin()
        self.sitting = []
        self.planned = len(self.session.queue)
        assert self.planned == self.expected_due() + self.expected_new()
        self.session.next()

    @rule(ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=8))
    def practise(self, ratings: list[Rating]) -> None:
        if self.session is None:
            self.begin()
        for rating in ratings:
            if self.session is not None and self.session.question is not None:
                self.answer(rating)

    def answer(self, rating: Rating) -> None:
        assert self.session is not None
        assert self.session.question is not None
        name = str(local(self.session.question.posed.drill.id))
        self.clock.advance(seconds=20)
        judged = self.session.assess(RecallAnswer())
        self.session.rate(rating)
        self.states[name].append(judged.intervals[rating])
        self.given.append((name, rating))
        self.sitting.append((name, rating))
        self.session.next()

    @precondition(lambda self: self.session is not None and self.session.can_undo)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        assert self.session is not None
        for _ in range(min(times, len(self.sitting))):
            self.session.undo()
            name, _ = self.sitting.pop()
            self.states[name].pop()
            self.retracted += 1
            assert self.session.question is not None
            assert local(self.session.question.posed.drill.id) == name

    @precondition(lambda self: self.session is not None)
    @rule()
    def leave(self) -> None:
        self.session = None

    @rule(hours=st.sampled_from((1, 7, 19, 24, 24 * 9)))
    def wait(self, hours: int) -> None:
        self.clock.advance(hours=hours)

    @rule()
    def restart(self) -> None:
        self.running.close()
        self.session = None
        self.open()

    @rule()
    def import_the_same_deck_again(self) -> None:
        assert install(self.study, deck_text(*NAMES))["unchanged"] == len(NAMES)

    # -- what must hold ------------------------------------------------------------------------

    @property
    def day(self) -> dt.date:
        return study_day(self.clock)

    def expected_due(self) -> int:
        return sum(bool(states) and states[-1].due <= self.day for states in self.states.values())

    def expected_new(self) -> int:
        unseen = sum(not states for states in self.states.values())
        introduced = sum(
            bool(states) and states[0].last_day == self.day for states in self.states.values()
        )
        return min(unseen, max(0, LIMIT - introduced))

    @invariant()
    def each_memory_is_what_the_last_rating_led_to(self) -> None:
        if not self.opened:
            return
        for name, states in self.states.items():
            found = self.study.store.progress(DrillId(f"d/{name}"))
            assert found == (states[-1] if states else Unseen())
            if states:
                assert states[-1].reviews == len(states)

    @invariant()
    def the_log_keeps_everything_that_was_ever_given(self) -> None:
        if not self.opened:
            return
        log = [each.review for each in self.study.store.log()]
        assert [(local(review.drill_id), review.rating) for review in log] == self.given
        counted = sum(len(states) for states in self.states.values())
        assert counted == len(self.given) - self.retracted

    @invariant()
    def today_says_what_is_left(self) -> None:
        if not self.opened:
            return
        today = self.study.today()
        assert today.counts.due == self.expected_due()
        assert today.counts.new == self.expected_new()
        assert today.waiting == today.counts.due + today.counts.new
        assert today.counts.total == len(NAMES)
        assert today.counts.unseen == sum(not states for states in self.states.values())

    @invariant()
    def the_sitting_knows_where_it_stands(self) -> None:
        if self.session is None:
            return
        known = dict(self.sitting)
        done = sum(rating is not Rating.AGAIN for rating in known.values())
        question = self.session.question
        assert (question is None) == (done == self.planned)
        if question is not None:
            assert (question.done, question.total) == (done, self.planned)
        assert self.session.summary().answered == len(self.sitting)
        assert self.session.can_undo == bool(self.sitting)


User.TestCase.settings = settings(
    deadline=None, derandomize=True, max_examples=50, stateful_step_count=20
)
TestAnyUser = User.TestCase
