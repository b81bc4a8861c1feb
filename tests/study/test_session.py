"""One sitting: what comes next, what counts, and that everything can be taken back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tests.study.learner import (
    AGAIN,
    EASY,
    GOOD,
    HARD,
    HEADER,
    answer,
    deck_text,
    entry,
    install,
    progress,
    seen,
    shown,
    stored,
)
from trainer.clock import FrozenClock
from trainer.domain.assessment import Assessment, Verdict
from trainer.domain.deck import DeckChange
from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating, Unseen
from trainer.drills.estimate import EstimateAnswer
from trainer.drills.recall import RecallAnswer
from trainer.errors import BadInput
from trainer.scheduling.fsrs import DEFAULT_PARAMETERS, Scheduler
from trainer.store.database import Store
from trainer.store.errors import NotLatestReview, StaleAnswer, StoreLocked
from trainer.study.session import Session
from trainer.study.study import Study
from trainer.study.terms import Terms


@pytest.fixture
def session(study: Study) -> Session:
    """A sitting over four new drills, the first of them on screen."""
    install(study, deck_text("a", "b", "c", "d"))
    begun = study.begin()
    begun.next()
    return begun


def counts(session: Session) -> tuple[int, int] | None:
    question = session.question
    return (question.done, question.total) if question else None


# -- forwards ----------------------------------------------------------------------------------


def test_new_drills_come_in_the_authors_order_and_then_it_is_over(session: Session) -> None:
    assert [answer(session, GOOD) for _ in range(4)] == ["a", "b", "c", "d"]
    assert session.question is None
    assert session.next() is None


def test_done_and_total_count_drills(session: Session) -> None:
    found = []
    for _ in range(4):
        found.append(counts(session))
        answer(session, GOOD)
    assert found == [(0, 4), (1, 4), (2, 4), (3, 4)]


def test_a_question_says_whether_it_was_asked_before_in_this_sitting(session: Session) -> None:
    assert session.question is not None
    assert not session.question.is_repeat
    for rating in (AGAIN, GOOD, GOOD, GOOD):
        answer(session, rating)
    assert shown(session) == "a"
    assert session.question.is_repeat


def test_again_comes_back_later_and_is_not_done_until_it_is_known(session: Session) -> None:
    asked = [answer(session, AGAIN)]
    assert counts(session) == (0, 4)
    asked += [answer(session, GOOD) for _ in range(3)]
    assert asked == ["a", "b", "c", "d"]
    assert shown(session) == "a"
    assert counts(session) == (3, 4)
    answer(session, AGAIN)
    assert shown(session) == "a"
    assert counts(session) == (3, 4)
    answer(session, HARD)
    assert session.question is None


def test_each_rating_is_stored_before_the_next_question(session: Session, study: Study) -> None:
    session.assess(RecallAnswer())
    assert isinstance(progress(study, "a"), Unseen)
    change = session.rate(EASY)
    assert (change.drill_id, change.rating) == ("d/a", EASY)
    assert seen(study, "a").reviews == 1
    (review,) = study.store.reviews_of(change.drill_id)
    assert review.rating is EASY
    assert review.suggested is GOOD


def test_what_each_rating_leads_to_is_said_before_and_holds_after(
    session: Session, study: Study
) -> None:
    judged = session.assess(RecallAnswer())
    assert set(judged.intervals) == set(Rating)
    assert judged.intervals[AGAIN].due == judged.day
    assert judged.intervals[EASY].due >= judged.intervals[GOOD].due > judged.day
    session.rate(HARD)
    assert progress(study, "a") == judged.intervals[HARD]


def test_the_time_from_question_to_answer_is_logged(
    session: Session, study: Study, clock: FrozenClock
) -> None:
    clock.advance(seconds=12.5)
    judged = session.assess(RecallAnswer())
    clock.advance(seconds=100)  # reading the solution is not answering
    change = session.rate(GOOD)
    (review,) = study.store.reviews_of(change.drill_id)
    assert review.duration_ms == judged.duration_ms == 12_500
    assert review.at == clock.now()


def test_a_clock_set_back_takes_no_time(session: Session, clock: FrozenClock) -> None:
    clock.advance(hours=-1)
    assert session.assess(RecallAnswer()).duration_ms == 0


def test_four_in_the_morning_may_pass_between_answer_and_rating(
    study: Study, clock: FrozenClock
) -> None:
    clock.instant = dt.datetime(2026, 11, 25, 3, 59, tzinfo=dt.UTC)
    install(study, deck_text("a", "b"))
    session = study.begin()
    session.next()
    judged = session.assess(RecallAnswer())
    clock.advance(minutes=2)
    change = session.rate(GOOD)
    (review,) = study.store.reviews_of(change.drill_id)
    assert review.study_day == dt.date(2026, 11, 24)
    assert seen(study, "a") == judged.intervals[GOOD]
    assert seen(study, "a").last_day == dt.date(2026, 11, 24)
    # The next one is answered on the new day.
    session.next()
    session.assess(RecallAnswer())
    session.rate(GOOD)
    assert seen(study, "b").last_day == dt.date(2026, 11, 25)


def test_a_refused_answer_leaves_the_question_open(study: Study) -> None:
    install(
        study,
        HEADER + "  - {kind: estimate, id: e, question: 'At {tokens_per_day}?', asked: daily_spend,"
        " givens: {tokens_per_day: {one_of: [1 M, 2 M]}, cost_per_token: $0.001}}\n",
    )
    session = study.begin()
    question = session.next()
    for text in ("", "hello", "5 GB"):
        with pytest.raises(BadInput):
            session.assess(EstimateAnswer(text))
        assert session.question is question
        assert session.judged is None
        with pytest.raises(RuntimeError, match="not answered yet"):
            session.rate(GOOD)
    assert session.assess(EstimateAnswer("$1")).assessment.verdict is Verdict.WRONG


def test_an_estimates_numbers_are_logged(study: Study) -> None:
    install(
        study,
        HEADER + "  - {kind: estimate, id: e, question: Q, asked: daily_spend,"
        " givens: {tokens_per_day: 1 M, cost_per_token: $0.001}}\n",
    )
    session = study.begin()
    session.next()
    session.assess(EstimateAnswer("$10k"))
    change = session.rate(AGAIN)
    (review,) = study.store.reviews_of(change.drill_id)
    assert (review.value, review.expected, review.unit) == (10_000, 1000, "USD/day")
    assert review.log10_error == pytest.approx(1)
    assert review.answer == "$10k"


def test_an_answer_can_be_given_anew_until_it_is_rated(session: Session) -> None:
    first = session.assess(RecallAnswer())
    assert session.assess(RecallAnswer()) == first
    assert session.judged is not None


# -- what is refused ---------------------------------------------------------------------------


def test_nothing_can_be_answered_rated_or_taken_back_before_it_is_there(study: Study) -> None:
    session = study.begin()
    assert session.next() is None
    with pytest.raises(RuntimeError, match="no question to answer"):
        session.assess(RecallAnswer())
    with pytest.raises(RuntimeError, match="no question to answer"):
        session.rate(GOOD)
    with pytest.raises(RuntimeError, match="nothing to take back"):
        session.undo()
    assert not session.can_undo


def test_an_answer_is_rated_once(session: Session, study: Study) -> None:
    session.assess(RecallAnswer())
    change = session.rate(GOOD)
    with pytest.raises(RuntimeError, match="not answered yet"):
        session.rate(GOOD)
    assert len(study.store.reviews_of(change.drill_id)) == 1


def test_a_drill_that_changed_meanwhile_is_refused_and_nothing_is_written(
    session: Session, study: Study
) -> None:
    session.assess(RecallAnswer())
    install(study, HEADER + entry("a", "Another question?") + entry("b"))
    with pytest.raises(StaleAnswer):
        session.rate(GOOD)
    assert isinstance(progress(study, "a"), Unseen)
    assert not session.can_undo
    # The same drill can be asked again as it is now.
    session = study.begin()
    question = session.next()
    assert question is not None
    assert question.posed.exercise.front == "Another question?"


def test_a_state_computed_anew_while_the_drill_is_on_screen_takes_the_answer_all_the_same(
    session: Session, study: Study, clock: FrozenClock
) -> None:
    answer(session, GOOD)
    clock.advance(days=30)
    session = study.begin()
    assert session.next() is not None
    session.assess(RecallAnswer())
    fitted = dataclasses.replace(
        Scheduler(),
        parameters=(*(2 * each for each in DEFAULT_PARAMETERS[:4]), *DEFAULT_PARAMETERS[4:]),
    )
    assert study.store.rebuild(fitted) == 1
    now = progress(study, "a")
    session.rate(GOOD)
    assert study.store.reviews_of(DrillId("d/a"))[-1].before == now
    assert seen(study, "a").reviews == 2
    session.undo()
    assert progress(study, "a") == now


def test_a_drill_answered_edited_or_removed_meanwhile_is_put_as_it_is_now(
    session: Session, study: Study
) -> None:
    session.assess(RecallAnswer())
    other = study.begin()
    other.next()
    assert answer(other, GOOD) == "a"
    with pytest.raises(StaleAnswer, match="answered elsewhere"):
        session.rate(GOOD)
    assert session.renew() is session.question
    assert session.judged is None
    session.assess(RecallAnswer())
    install(study, HEADER + entry("a", "Another question?") + entry("b"))
    with pytest.raises(StaleAnswer, match="edited"):
        session.rate(GOOD)
    question = session.renew()
    assert question is not None
    assert question.posed.exercise.front == "Another question?"
    session.assess(RecallAnswer())
    install(study, HEADER + entry("b"))
    with pytest.raises(StaleAnswer, match="removed"):
        session.rate(GOOD)
    session.renew()
    assert shown(session) == "b"
    assert answer(session, GOOD) == "b"


def test_a_rating_that_could_not_be_stored_can_be_given_again(
    session: Session, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.assess(RecallAnswer())

    def locked(*_: Any) -> None:
        raise StoreLocked(Path("trainer.sqlite"))

    with monkeypatch.context() as patch:
        patch.setattr(Store, "record", locked)
        with pytest.raises(StoreLocked):
            session.rate(GOOD)
    assert not session.can_undo
    session.rate(GOOD)
    assert seen(study, "a").reviews == 1


def test_a_question_that_could_not_be_read_comes_when_asked_for_again(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: Any) -> None:
        raise StoreLocked(Path("trainer.sqlite"))

    answer(session, GOOD)
    session.assess(RecallAnswer())
    session.rate(GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "drill", locked)
        with pytest.raises(StoreLocked):
            session.next()
    session.next()
    assert shown(session) == "c"


def test_a_drill_of_a_kind_that_came_later_is_left_out(
    session: Session, study: Study, clock: FrozenClock
) -> None:
    """An older version opens what a newer one imported."""
    newer = stored(study)["b"]._replace(kind="hologram")
    study.store.apply(DeckChange(study.store.decks()[0], changed=(newer,)), clock.now())
    session.assess(RecallAnswer())
    session.rate(GOOD)
    with pytest.raises(BadInput, match="no kind of drill called 'hologram'"):
        session.next()
    session.next()
    assert [answer(session, GOOD) for _ in range(2)] == ["c", "d"]


# -- backwards ---------------------------------------------------------------------------------


def test_undo_puts_the_last_question_back_as_it_was(session: Session, study: Study) -> None:
    first = session.question
    assert first is not None
    answer(session, GOOD)
    change = session.undo()
    assert (change.drill_id, change.rating) == ("d/a", None)
    assert session.question is not None
    assert session.question.posed == first.posed
    assert (shown(session), counts(session)) == ("a", (0, 4))
    assert isinstance(progress(study, "a"), Unseen)
    assert study.store.reviews_of(change.drill_id) == ()
    # It is answered anew, and the rest follows.
    assert session.judged is None
    assert [answer(session, GOOD) for _ in range(4)] == ["a", "b", "c", "d"]


def test_undo_to_any_depth_and_forwards_again(session: Session, study: Study) -> None:
    asked = [answer(session, rating) for rating in (GOOD, AGAIN, GOOD, HARD, EASY)]
    assert asked == ["a", "b", "c", "d", "b"]
    assert session.question is None
    states = {name: progress(study, name) for name in "abcd"}
    for name, count in (("b", (3, 4)), ("d", (2, 4)), ("c", (1, 4)), ("b", (1, 4)), ("a", (0, 4))):
        session.undo()
        assert (shown(session), counts(session)) == (name, count)
    assert not session.can_undo
    assert all(isinstance(progress(study, name), Unseen) for name in "abcd")
    assert [answer(session, rating) for rating in (GOOD, AGAIN, GOOD, HARD, EASY)] == asked
    assert {name: progress(study, name) for name in "abcd"} == states


def test_undo_of_again_takes_the_repetition_out_of_the_queue(session: Session) -> None:
    answer(session, AGAIN)
    session.undo()
    assert [answer(session, GOOD) for _ in range(4)] == ["a", "b", "c", "d"]
    assert session.question is None


def test_undo_before_the_next_question_is_shown(session: Session, study: Study) -> None:
    session.assess(RecallAnswer())
    session.rate(GOOD)
    session.undo()
    assert shown(session) == "a"
    assert isinstance(progress(study, "a"), Unseen)


def test_undo_with_the_next_question_answered_but_not_rated(session: Session) -> None:
    answer(session, GOOD)
    session.assess(RecallAnswer())
    session.undo()
    assert session.judged is None
    assert [answer(session, GOOD) for _ in range(4)] == ["a", "b", "c", "d"]


def test_undo_after_the_end(session: Session) -> None:
    for _ in range(4):
        answer(session, GOOD)
    assert session.question is None
    session.undo()
    assert (shown(session), counts(session)) == ("d", (3, 4))


def test_undo_of_a_repeated_drill_says_that_it_is_one(session: Session) -> None:
    for rating in (AGAIN, GOOD, GOOD, GOOD, GOOD):
        answer(session, rating)
    session.undo()
    assert session.question is not None
    assert session.question.is_repeat
    for _ in range(4):
        session.undo()
    assert not session.question.is_repeat


def test_what_another_window_took_back_cannot_be_taken_back_twice(
    session: Session, study: Study, clock: FrozenClock
) -> None:
    answer(session, GOOD)
    last = study.store.last_review()
    assert last is not None
    study.store.retract(last.id, clock.now())
    with pytest.raises(NotLatestReview):
        session.undo()
    assert session.can_undo
    assert shown(session) == "b"


# -- the summary -------------------------------------------------------------------------------


def test_a_sitting_without_an_answer_comes_to_nothing(session: Session) -> None:
    summary = session.summary()
    assert (summary.answered, summary.new, summary.seen_before, summary.minutes) == (0, 0, 0, 0)
    assert set(summary.ratings.values()) == {0}
    assert summary.weakest == ()


def test_the_summary_counts_answers_and_drills(
    session: Session, study: Study, clock: FrozenClock
) -> None:
    for rating in (AGAIN, GOOD, GOOD, EASY, AGAIN, HARD):
        clock.advance(seconds=30)
        answer(session, rating)
    summary = session.summary()
    assert summary.answered == 6
    assert summary.ratings == {AGAIN: 2, HARD: 1, GOOD: 2, EASY: 1}
    assert (summary.new, summary.seen_before, summary.remembered) == (4, 0, 0)
    assert summary.minutes == 3
    assert summary.weakest == ("d/a",)
    session.undo()
    assert session.summary().answered == 5


def test_remembered_are_those_seen_before_that_did_not_fail_at_once(
    session: Session, study: Study, clock: FrozenClock
) -> None:
    for _ in range(4):
        answer(session, GOOD)
    clock.advance(days=60)
    later = study.begin()
    later.next()
    for rating in (AGAIN, GOOD, GOOD, GOOD):
        answer(later, rating)
    answer(later, GOOD)  # the one that failed
    summary = later.summary()
    assert (summary.new, summary.seen_before, summary.remembered) == (0, 4, 3)
    assert later.question is None


def test_the_summary_says_what_moved(study: Study) -> None:
    install(study, deck_text("a", "b"))
    session = study.begin()
    session.next()
    assert session.summary().moved == ()
    answer(session, GOOD)
    answer(session, AGAIN)
    moved = {each.drill_id[-1]: each for each in session.summary().moved}
    assert {each.before_days for each in moved.values()} == {None}
    assert moved["a"].change > moved["b"].change > 0
    session.undo()
    assert [each.drill_id[-1] for each in session.summary().moved] == ["a"]


def test_a_cram_moves_nothing(study: Study) -> None:
    install(study, deck_text("a"))
    session = study.sittings.over(study.store.entries(), recorded=False)
    session.next()
    answer(session, GOOD)
    assert session.summary().answered == 1
    assert session.summary().moved == ()


def test_what_was_met_today_is_good_at_most() -> None:
    right = Assessment(Verdict.CORRECT, Rating.EASY, "Right")
    assert Terms().suggesting(right, 3.0).suggested is Rating.EASY
    assert Terms().suggesting(right, 3.0, met_today=True).suggested is Rating.GOOD
    wrong = Assessment(Verdict.WRONG, Rating.AGAIN, "Wrong")
    assert Terms().suggesting(wrong, 3.0, met_today=True).suggested is Rating.AGAIN
