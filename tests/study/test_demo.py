"""The demo profile: months of history that hold together, the same whenever they are made."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pytest

from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.domain.memory import Rating
from trainer.domain.review import Review
from trainer.drills.base import GaveUp
from trainer.places import Places
from trainer.scheduling.fsrs import Scheduler
from trainer.study import demo
from trainer.study.learner import answer_for
from trainer.study.study import Study

KINDS = Path(__file__).parents[1] / "stories" / "kinds.yaml"


def lived(folder: Path, clock: FrozenClock, decks: Path, seed: int = 3) -> list[Review]:
    """Return the reviews of a demo profile made in ``folder``, checked against a replay."""
    chance = random.Random(seed)
    with open_study(Places(folder), clock, chance) as study:
        study.builtin_folder = decks
        many = demo.fill(study, chance)
        reviews = list(study.store.reviews_between(dt.date.min, dt.date.max))
        assert many == len(reviews)
        assert study.store.rebuild(study.scheduler) == 0
        _check(study, reviews)
        return reviews


def _check(study: Study, reviews: list[Review]) -> None:
    days = {review.study_day for review in reviews}
    assert max(days) < study.day
    assert (study.day - min(days)).days in range(110, demo.DAYS + 1)
    assert 30 < len(days) < demo.DAYS  # a few drills are not due each day
    interview = dt.date.fromisoformat(study.settings.interview)
    assert interview > study.day
    assert study.store.check_integrity() == ()


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    folder = tmp_path / "few"
    folder.mkdir()
    (folder / "kinds.yaml").write_bytes(KINDS.read_bytes())
    return folder


def test_months_of_every_kind_that_hold_together(
    tmp_path: Path, clock: FrozenClock, decks: Path
) -> None:
    reviews = lived(tmp_path / "one", clock, decks)
    kinds = Counter(review.kind for review in reviews)
    with open_study(Places(tmp_path / "one"), clock) as study:
        assert set(kinds) == {drill.kind for drill in study.store.drills()}
    assert set(Counter(review.rating for review in reviews)) == set(Rating)
    estimates = [review for review in reviews if review.log10_error is not None]
    assert any(review.interval_low is not None for review in estimates)


def test_the_same_seed_lives_the_same_months(
    tmp_path: Path, clock: FrozenClock, decks: Path
) -> None:
    first, again, other = (
        [(review.answer, review.rating, review.at) for review in lived(folder, clock, decks, seed)]
        for folder, seed in ((tmp_path / "a", 5), (tmp_path / "b", 5), (tmp_path / "c", 6))
    )
    assert first == again != other


def test_the_states_are_those_of_the_scheduler(
    tmp_path: Path, clock: FrozenClock, decks: Path
) -> None:
    reviews = lived(tmp_path / "one", clock, decks)
    one = [review for review in reviews if review.drill_id == reviews[0].drill_id]
    assert [review.before for review in one[1:]] == [
        Scheduler().replay(one[:count]) for count in range(1, len(one))
    ]


def test_a_kind_that_the_learner_was_not_taught_is_given_up() -> None:
    class Unheard:
        name = "unheard"

    class Question:
        kind, exercise = Unheard(), None

    assert isinstance(answer_for(Question(), random.Random(1)), GaveUp)  # type: ignore[arg-type]
