"""Answers given in Anki: they enter the log once, FSRS goes on from them, undo takes them out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.formats.packages import collection, package
from tests.study.learner import GOOD, answer
from trainer.clock import FrozenClock
from trainer.domain.memory import Rating, Seen, Unseen
from trainer.formats.reading import Options
from trainer.formats.steps import silent
from trainer.scheduling.fsrs import Scheduler
from trainer.study.installing import Installed
from trainer.study.study import Study

DAY_MS = 86_400_000
FIRST = 1_760_000_000_000  # 2025-10-09

Log = list[tuple[int, int]]
"""Day and rating of each answer to the first card."""


@pytest.fixture
def brought(study: Study, tmp_path: Path) -> Callable[[Log], Installed]:
    """Import a package with two cards, the first answered as the log says."""

    def bring(log: Log, *, scheduling: bool = True) -> Installed:
        rows = [(FIRST + day * DAY_MS, 1, rating, 2500, 1) for day, rating in log]
        raw = collection([("a", "b"), ("c", "d")], revlog=rows)
        path = package(tmp_path / "x.apkg", raw)
        offers = study.installer.offer([path], silent, Options(scheduling=scheduling))
        return study.installer.install(offers.offers, silent)

    return bring


def first(study: Study) -> Seen | Unseen:
    return study.store.progress(study.store.drills()[0].id)


def ratings(study: Study) -> list[int]:
    return [int(review.rating) for review in study.store.reviews_of(study.store.drills()[0].id)]


LOG = [(0, 3), (3, 3), (12, 1), (13, 3)]


def test_fsrs_starts_from_the_history(study: Study, brought: Callable[[Log], Installed]) -> None:
    done = brought(LOG)
    assert len(done.answers) == 4
    seen = first(study)
    assert isinstance(seen, Seen)
    assert (seen.reviews, seen.lapses) == (4, 1)
    assert seen.last_day == dt.date(2025, 10, 22)
    assert seen.due > seen.last_day
    assert study.store.progress(study.store.drills()[1].id) == Unseen()
    logged = [item.review for item in study.store.log()]
    assert {review.device for review in logged} == {"anki"}
    assert [review.rating for review in logged] == [Rating.GOOD, Rating.GOOD, Rating.AGAIN, GOOD]
    replayed = study.scheduler.replay(logged)
    assert isinstance(replayed, Seen)
    assert replayed.memory == seen.memory


def test_the_states_can_be_rebuilt_from_the_log(
    study: Study, brought: Callable[[Log], Installed]
) -> None:
    brought(LOG)
    assert study.store.rebuild(study.scheduler) == 0
    assert study.store.check_integrity() == ()


def test_the_same_file_twice_adds_nothing(
    study: Study, brought: Callable[[Log], Installed]
) -> None:
    brought(LOG)
    before = first(study)
    assert brought(LOG).answers == ()
    assert first(study) == before
    assert ratings(study) == [3, 3, 1, 3]


def test_a_newer_file_adds_what_is_new(study: Study, brought: Callable[[Log], Installed]) -> None:
    brought(LOG)
    assert len(brought([*LOG, (30, 4)]).answers) == 1
    assert ratings(study) == [3, 3, 1, 3, 4]


def test_what_was_answered_here_since_stays(
    study: Study, brought: Callable[[Log], Installed]
) -> None:
    brought(LOG)
    session = study.begin()
    session.next()
    answer(session, GOOD)
    before = ratings(study)
    brought([*LOG, (30, 4)])
    assert ratings(study) == before


def test_answers_of_the_future_and_of_long_ago_are_none(
    study: Study, brought: Callable[[Log], Installed]
) -> None:
    assert brought([(-9000, 3), (0, 3), (9000, 3)]).answers
    assert ratings(study) == [3]


def test_a_lapse_and_the_day_after(study: Study, brought: Callable[[Log], Installed]) -> None:
    brought([(0, 1), (1, 3)])
    assert ratings(study) == [1, 3]


def test_undo_takes_drills_and_answers_out(
    study: Study, brought: Callable[[Log], Installed]
) -> None:
    done = brought(LOG)
    study.installer.take_back(done)
    assert study.store.drills() == ()
    assert study.store.last_review() is None
    assert study.store.rebuild(study.scheduler) == 0
    assert len(brought(LOG).answers) == 4
    assert ratings(study) == [3, 3, 1, 3]
    assert study.store.rebuild(study.scheduler) == 0


def test_undo_after_the_last_answer_was_taken_back(
    study: Study, brought: Callable[[Log], Installed]
) -> None:
    done = brought(LOG)
    study.store.retract(done.answers[-1], study.clock.now())
    study.installer.take_back(done)
    assert study.store.last_review() is None
    assert study.store.rebuild(study.scheduler) == 0


def test_undo_leaves_what_was_answered_since(
    study: Study, brought: Callable[[Log], Installed]
) -> None:
    done = brought(LOG)
    session = study.begin()
    session.next()
    answer(session, GOOD)
    study.installer.take_back(done)
    assert len([item for item in study.store.log() if item.retracted_at is None]) >= 1


def test_the_same_ids_on_every_machine(study: Study, brought: Callable[[Log], Installed]) -> None:
    done = brought(LOG)
    assert done.answers == tuple(sorted(done.answers))
    assert done.answers[0] == "0199c82c-c000-" + done.answers[0][14:]


def test_two_answers_in_one_day_wait_for_nothing() -> None:
    from trainer.domain.ids import DrillId
    from trainer.formats.base import FileDrill, PastAnswer
    from trainer.store.foreign import Answered
    from trainer.study.taking_over import TakeOver

    clock = FrozenClock(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))
    history = (
        PastAnswer(FIRST, 1, 5),
        PastAnswer(FIRST + 60_000, 3, 5),
        PastAnswer(FIRST + DAY_MS, 3, 5),
    )
    entry = FileDrill("a", "recall", {"front": "f", "back": "b"}, "h", 0, history=history)
    scheduler = Scheduler(learning_minutes=(1, 10))
    found = list(
        TakeOver(scheduler, clock).reviews([(DrillId("d/a"), entry)], Answered({}, frozenset()))
    )
    assert [after.reviews for _, after in found] == [1, 2, 3]
    assert found[1][0].before == found[0][1]


def test_an_import_stopped_while_it_is_written_writes_nothing(study: Study, tmp_path: Path) -> None:
    rows = [(FIRST, 1, 3, 2500, 1)]
    path = package(tmp_path / "x.apkg", collection([("a", "b")] * 1, revlog=rows))
    offers = study.installer.offer([path], silent, Options(scheduling=True))

    def step(share: float, what: str) -> None:
        if "writing, " in what:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        study.installer.install(offers.offers, step)
    assert study.store.decks() == ()
    assert study.store.drills() == ()
    assert list(study.store.log()) == []
