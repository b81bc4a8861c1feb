"""States computed anew from the log, while others go on writing to it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.store.learner import NOON, Learner
from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating, Seen, Unseen
from trainer.scheduling.fsrs import Scheduler
from trainer.store import rebuild as rebuilding
from trainer.store.database import Store
from trainer.store.identity import ReviewIds

STRICT = Scheduler(parameters=(*Scheduler().parameters[:-1], 0.3))


@pytest.fixture
def meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[Callable[[], object]], None]:
    """Let something happen between the reading of the log and the writing of the states."""
    replayed = rebuilding.replayed

    def arrange(happening: Callable[[], object]) -> None:
        def then(*words: Any, **named: Any) -> Iterator[Any]:
            yield from replayed(*words, **named)
            if named.get("drill_id") is None:
                happening()

        monkeypatch.setattr(rebuilding, "replayed", then)

    return arrange


def _elsewhere(store: Store) -> Learner:
    learner = Learner(store)
    learner.ids = ReviewIds(random.Random(6))
    return learner


def test_what_is_answered_meanwhile_counts(
    learner: Learner,
    open_store: Callable[..., Store],
    meanwhile: Callable[[Callable[[], object]], None],
) -> None:
    learner.answer(0)
    learner.answer(1)
    taken_back = learner.answer(2)
    other = _elsewhere(open_store())

    def happening() -> None:
        other.answer(0, Rating.HARD, days=3)
        other.answer(4, Rating.EASY)
        other.store.retract(taken_back.id, NOON)

    meanwhile(happening)
    # A first answer leads to the same state under both parameters.
    assert learner.store.rebuild(STRICT, states_only=True) == 1
    for number in (0, 1, 4):
        reviews = learner.store.reviews_of(DrillId(f"metrics/d{number}"))
        expected, found = STRICT.replay(reviews), learner.progress(number)
        assert isinstance(expected, Seen)
        assert isinstance(found, Seen)
        assert found.memory == expected.memory
    assert learner.progress(2) == Unseen()


def test_others_may_write_while_the_log_isreplayed(
    learner: Learner,
    open_store: Callable[..., Store],
    meanwhile: Callable[[Callable[[], object]], None],
) -> None:
    learner.answer(0)
    other = _elsewhere(open_store(wait_ms=0))
    meanwhile(lambda: other.answer(5))
    learner.store.rebuild(learner.scheduler)
    assert other.progress(5) == learner.progress(5) != Unseen()


def test_a_state_without_an_answer_goes(learner: Learner) -> None:
    learner.answer(0)
    execute = learner.store._connection.execute
    execute(
        "insert into drill_state select 4, stability_days, difficulty, due_day, last_day, reviews,"
        " lapses from drill_state"
    )
    assert learner.progress(3) != Unseen()
    assert learner.store.rebuild(learner.scheduler) == 1
    assert learner.progress(3) == Unseen()
