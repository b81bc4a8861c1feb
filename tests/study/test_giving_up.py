"""A drill that was given up: asked again, with nothing in the log that looks like an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.domain.memory import Rating, Unseen
from trainer.drills.base import GaveUp
from trainer.drills.kinds import KINDS
from trainer.formats.yaml_deck import read_deck
from trainer.study.session import Session
from trainer.study.study import Study

SEVEN = Path(__file__).parents[1] / "stories" / "kinds.yaml"


@pytest.fixture
def session(study: Study) -> Session:
    """A sitting over one drill of each kind."""
    study.install(study.plan(read_deck(SEVEN)))
    return study.begin()


def to(session: Session, kind: str) -> None:
    """Pass what comes before the drill of ``kind``."""
    while (question := session.next()) is not None:
        if question.posed.kind.name == kind:
            return
        session.assess(GaveUp())
        session.rate(Rating.GOOD)
    raise AssertionError(f"no {kind} in the deck")


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_the_log_keeps_that_nothing_was_answered(session: Session, study: Study, kind: str) -> None:
    to(session, kind)
    judged = session.assess(GaveUp())
    assert judged.assessment.suggested is Rating.AGAIN
    change = session.rate(judged.assessment.suggested)
    (review,) = study.store.reviews_of(change.drill_id)
    assert (review.answer, review.suggested, review.rating) == ("", Rating.AGAIN, Rating.AGAIN)
    numbers = (review.value, review.expected, review.unit, review.log10_error)
    assert numbers == (None,) * 4
    assert (review.interval_low, review.interval_high) == (None, None)


def test_it_comes_back_in_the_sitting_and_can_be_taken_back_and_done_again(
    session: Session, study: Study
) -> None:
    to(session, "estimate")
    session.assess(GaveUp())
    drill = session.rate(Rating.AGAIN).drill_id
    assert drill in {entry.id for entry in session.queue}
    session.undo()
    assert session.question is not None
    assert session.question.posed.drill.id == drill
    assert isinstance(study.store.progress(drill), Unseen)
    session.redo()
    (review,) = study.store.reviews_of(drill)
    assert (review.answer, review.rating) == ("", Rating.AGAIN)


def test_the_user_has_the_last_word_on_the_rating(session: Session, study: Study) -> None:
    to(session, "spot")
    session.assess(GaveUp())
    change = session.rate(Rating.HARD)
    (review,) = study.store.reviews_of(change.drill_id)
    assert (review.suggested, review.rating) == (Rating.AGAIN, Rating.HARD)
