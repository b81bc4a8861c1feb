"""Focus and cram sessions, actions beside rating, and undo and redo of all of them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.study.learner import (
    AGAIN,
    EASY,
    GOOD,
    HEADER,
    answer,
    deck_text,
    install,
    progress,
    shown,
)
from trainer.clock import FrozenClock, study_day
from trainer.domain.ids import DrillId
from trainer.domain.memory import Rating, Seen, Unseen
from trainer.drills.estimate import EstimateAnswer
from trainer.drills.recall import RecallAnswer
from trainer.errors import BadInput
from trainer.formats.yaml_deck import read_deck_text
from trainer.scheduling.focus import Focus
from trainer.scheduling.fsrs import DEFAULT_PARAMETERS, Scheduler
from trainer.scheduling.marks import Mark, NotSeen
from trainer.settings import Settings
from trainer.store.errors import StoreLocked
from trainer.study.options import interview_day, scheduler_of
from trainer.study.session import Session
from trainer.study.sittings import Sittings
from trainer.study.study import Study

COST = """format: triad-deck/1
id: d
title: D
drills:
  - {kind: recall, id: a, front: A?, back: A, tags: [cost]}
  - {kind: recall, id: b, front: B?, back: B, tags: [cost]}
  - {kind: recall, id: c, front: C?, back: C, tags: [latency]}
"""


@pytest.fixture
def sittings(study: Study) -> Sittings:
    install(study, COST)
    return Sittings(study.store, study.clock, study.settings, study.rng)


def names(session: Session) -> list[str]:
    return [entry.id.removeprefix("d/") for entry in session.queue]


def day_of(study: Study) -> dt.date:
    return study_day(study.clock)


# -- kinds of sitting --------------------------------------------------------------------------


def test_a_daily_sitting_is_what_study_begins(sittings: Sittings) -> None:
    assert names(sittings.daily()) == ["a", "b", "c"]


def test_a_focus_session_asks_for_its_part_and_goes_on_with_what_is_not_due(
    sittings: Sittings, study: Study
) -> None:
    cost = Focus(tags=frozenset({"cost"}))
    session = sittings.focused(cost)
    assert names(session) == ["a", "b"]
    session.next()
    answer(session, EASY)
    assert names(sittings.focused(cost)) == ["b", "a"]
    assert names(sittings.focused(cost, many=1)) == ["b"]
    study.store.put_mark(DrillId("d/b"), Mark(suspended=True))
    study.store.put_mark(DrillId("d/a"), Mark(flag=1))
    assert names(sittings.focused(cost)) == ["a"]


def test_a_focus_session_asks_no_more_than_was_wanted(sittings: Sittings, study: Study) -> None:
    assert len(sittings.focused(Focus(), many=2).queue) == 2
    session = sittings.daily()
    session.next()
    answer(session, EASY)
    assert names(sittings.cram(Focus(), many=3)) == ["b", "c", "a"]
    assert names(sittings.cram(Focus(), many=2)) == ["b", "c"]


def test_cramming_leaves_no_trace_unless_asked(sittings: Sittings, study: Study) -> None:
    session = sittings.cram(Focus())
    assert names(session) == ["a", "b", "c"]
    session.next()
    answer(session, AGAIN)
    assert session.can_undo
    session.undo()
    session.redo()
    session.next()
    assert [answer(session, GOOD) for _ in range(3)] == ["b", "c", "a"]
    assert session.next() is None
    assert session.summary().answered == 4
    assert study.store.last_review() is None
    assert all(isinstance(progress(study, name), Unseen) for name in "abc")
    recorded = sittings.cram(Focus(tags=frozenset({"latency"})), recorded=True)
    recorded.next()
    assert answer(recorded, GOOD) == "c"
    assert isinstance(progress(study, "c"), Seen)
    assert names(sittings.cram(Focus(), 2)) == ["a", "b"]


def test_steps_are_counted_while_cramming_too(study: Study) -> None:
    install(study, COST)
    study.change_setting("learning_minutes", (1, 10))
    sittings = study.sittings
    session = sittings.daily()
    session.next()
    assert answer(session, GOOD) == "a"
    cram = sittings.cram(Focus())
    while (cram.next() and shown(cram)) != "a":
        continue
    assert cram.assess(RecallAnswer()).intervals[GOOD].due > day_of(study)


def test_marks_set_while_cramming_stay(sittings: Sittings, study: Study) -> None:
    session = sittings.cram(Focus())
    session.next()
    session.flag(2)
    session.suspend()
    session.next()
    session.reset()
    session.undo()
    assert study.store.marks() == {DrillId("d/a"): Mark(suspended=True, flag=2)}


def test_the_weakest_tag(sittings: Sittings) -> None:
    assert sittings.weakest_tag(("cost", "latency")) is None


# -- what the settings change ------------------------------------------------------------------


def test_parameters_fsrs_cannot_use_give_way_to_the_usual_ones() -> None:
    assert scheduler_of(Settings(fsrs_parameters=(1.0, 2.0))) == Scheduler()
    weights = (*DEFAULT_PARAMETERS[:-1], 0.3)
    assert scheduler_of(Settings(fsrs_parameters=weights)).parameters[20] == pytest.approx(0.3)


def test_the_day_of_the_interview() -> None:
    assert interview_day(Settings()) is None
    assert interview_day(Settings(interview="2026-12-24")) == dt.date(2026, 12, 24)


def test_a_decks_own_retention_and_balanced_days(study: Study) -> None:
    install(study, COST)
    study.change_setting("deck_retention", {"d": 0.8})
    session = study.begin()
    session.next()
    judged = session.assess(RecallAnswer())
    usual = Scheduler().preview(Unseen(), day_of(study), seed=1)
    assert judged.intervals[EASY].due > usual[EASY].due
    assert session.terms.load == {}
    session.rate(EASY)
    due = judged.intervals[EASY].due
    assert session.terms.load == {due: 1}
    session.undo()
    assert session.terms.load == {due: 0}
    study.change_setting("balance", value=False)
    plain = study.begin()
    assert plain.terms.load is None
    plain.next()
    promised = plain.assess(RecallAnswer()).intervals[EASY]
    plain.rate(EASY)
    assert progress(study, "a") == promised
    plain.undo()


def test_easy_days_get_less(study: Study) -> None:
    install(study, deck_text(*"abcdefghij"))
    study.change_setting("easy_days", ["Wed"])
    study.change_setting("easy_share", 0.0)
    session = study.begin()
    session.next()
    for _ in range(10):
        answer(session, EASY)
    dues = [state.due for state in _states(study).values()]
    # Eight days on from Tuesday is a Wednesday; the fuzz allows a day or two more or less.
    assert len(dues) == 10
    assert not [due for due in dues if due.strftime("%a") == "Wed"]
    assert len(set(dues)) > 1


def test_the_limit_of_reviews_is_the_days_not_the_sittings(
    study: Study, clock: FrozenClock
) -> None:
    install(study, deck_text(*"abcdef"))
    session = study.begin()
    session.next()
    for _ in range(6):
        answer(session, GOOD)
    clock.advance(days=9)
    study.change_setting("reviews_per_day", 4)
    assert study.today().counts.due == len(study.begin().queue) == 4
    session = study.begin()
    session.next()
    answer(session, GOOD)
    answer(session, AGAIN)
    today = study.today()
    assert (today.counts.due, today.counts.again) == (3, 1)
    assert len(study.begin().queue) == 3


GROUPED = HEADER + "".join(
    f"  - {{kind: recall, id: {name}, front: {name}?, back: A, tags: ['group:{group}']}}\n"
    for name, group in zip("abcdef", "xxxyyz", strict=True)
)


def test_siblings_are_asked_on_different_days(study: Study, clock: FrozenClock) -> None:
    install(study, GROUPED)
    assert names(study.begin()) == ["a", "d", "f"]
    assert study.today().counts.new == 3
    session = study.begin()
    session.next()
    answer(session, AGAIN)
    assert names(study.begin()) == ["a", "d", "f"]
    assert names(study.sittings.focused(Focus())) == ["a", "d", "f"]
    study.change_setting("new_per_day", 2)
    assert names(study.begin()) == ["a", "d"]
    clock.advance(days=1)
    study.change_setting("bury_siblings", value=False)
    assert names(study.begin()) == ["a", "b", "c"]


def test_siblings_do_not_use_up_the_limit_of_new_drills(study: Study) -> None:
    install(study, GROUPED)
    study.change_setting("new_per_day", 3)
    assert names(study.begin()) == ["a", "d", "f"]


def test_an_answer_whose_deck_has_not_come_does_not_keep_the_day_from_beginning(
    study: Study,
) -> None:
    install(study, GROUPED)
    session = study.begin()
    session.next()
    answer(session, AGAIN)
    # As after a sync: the log has it, the deck is still on its way.
    study.store._connection.execute("pragma foreign_keys = off")
    study.store._connection.execute("delete from drill where id like '%/a'")
    assert names(study.begin()) == ["b", "d", "f"]


ESTIMATE = HEADER + (
    "  - {kind: estimate, id: e, question: 'Costs {cost_per_token} {tokens_per_day}?', "
    "givens: {cost_per_token: '$0.001', tokens_per_day: 1 M}, asked: daily_spend}\n"
)


@pytest.mark.parametrize(
    ("typed", "seconds", "factor", "rating"),
    [
        ("1000", 5, 2.0, Rating.EASY),
        ("1000", 30, 2.0, Rating.GOOD),
        ("1900", 5, 2.0, Rating.HARD),
        ("1900", 5, 1.5, Rating.AGAIN),
        ("1900", 5, 1.0, Rating.AGAIN),
        ("4000", 5, 2.0, Rating.AGAIN),
        ("4000", 5, 5.0, Rating.HARD),
        ("250", 5, 5.0, Rating.HARD),
    ],
)
def test_the_users_factor_decides_what_an_estimate_is_worth(
    study: Study, clock: FrozenClock, typed: str, seconds: int, factor: float, rating: Rating
) -> None:
    install(study, ESTIMATE)
    study.change_setting("estimate_hard_factor", factor)
    session = study.begin()
    session.next()
    clock.advance(seconds=seconds)
    assert session.assess(EstimateAnswer(typed)).assessment.suggested is rating


def test_an_interview_ahead_sets_the_new_drills_of_each_day(
    study: Study, clock: FrozenClock
) -> None:
    install(study, deck_text(*(f"n{at}" for at in range(60))))
    study.change_setting("interview", "2026-12-07")  # In 13 days: 10 to learn on, 3 to consolidate.
    assert study.today().counts.new == len(study.begin().queue) == 6
    session = study.begin()
    session.next()
    for _ in range(6):
        answer(session, GOOD)
    assert study.today().counts.new == 0
    clock.advance(days=5)
    assert study.today().counts.new == 11  # Days were missed: 54 are left for 5.
    assert len(names(study.sittings.focused(Focus(), many=60))) == 11 + study.today().counts.due
    clock.advance(days=8)
    assert study.today().counts.new == 15  # The day has come: as usual again.
    study.change_setting("new_per_day", 3)
    study.change_setting("interview", "2026-12-12")
    assert study.today().counts.new == 9  # No more than three times what is usual.


def test_steps_bring_a_drill_back_within_the_sitting(study: Study, clock: FrozenClock) -> None:
    install(study, COST)
    study.change_setting("learning_minutes", (1, 10))
    study.change_setting("relearning_minutes", (10,))
    session = study.begin()
    session.next()
    assert answer(session, GOOD) == "a"  # Back in ten minutes.
    assert answer(session, AGAIN) == "b"  # Back in one.
    assert answer(session, EASY) == "c"
    # Nothing else is left, and nobody is kept waiting: what is ready soonest comes.
    assert answer(session, GOOD) == "b"
    clock.advance(minutes=30)
    assert [answer(session, GOOD) for _ in range(2)] == ["a", "b"]
    assert session.next() is None
    assert study.store.rebuild(study.scheduler) == 0
    assert all(seen.due > day_of(study) for seen in _states(study).values())


def _states(study: Study) -> dict[str, Seen]:
    entries = study.store.entries()
    return {each.id: each.progress for each in entries if isinstance(each.progress, Seen)}


def test_steps_keep_their_minutes_in_the_next_sitting(study: Study, clock: FrozenClock) -> None:
    install(study, COST)
    study.change_setting("learning_minutes", (1, 10))
    session = study.begin()
    session.next()
    assert answer(session, GOOD) == "a"  # Back in ten minutes.
    clock.advance(minutes=2)
    again = study.begin()
    again.next()
    assert shown(again) == "b", "a is not ready yet, though what is being learnt comes first"
    clock.advance(minutes=9)
    again = study.begin()
    again.next()
    assert shown(again) == "a"


def test_steps_of_a_drill_without_reviews_are_over(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(study, COST)
    study.change_setting("learning_minutes", (1, 10))
    session = study.begin()
    session.next()
    assert answer(session, GOOD) == "a"
    monkeypatch.setattr(study.store, "reviews_of", lambda _: ())
    assert study.begin().not_before == {}


def test_a_reset_drill_begins_its_steps_anew(study: Study, clock: FrozenClock) -> None:
    install(study, deck_text("a", "b"))
    study.change_setting("learning_minutes", (1, 10))
    session = study.begin()
    session.next()
    assert answer(session, GOOD) == "a"
    clock.advance(minutes=11)
    again = study.begin()
    again.next()
    assert shown(again) == "a"
    again.reset()
    again.next()
    fresh = study.begin()
    while fresh.next() is not None and shown(fresh) != "a":
        fresh.bury()
    judged = fresh.assess(RecallAnswer())
    assert judged.intervals[GOOD].due == day_of(study)


def test_steps_go_on_after_a_restart(study: Study) -> None:
    install(study, COST)
    study.change_setting("learning_minutes", (1, 10))
    sittings = study.sittings
    session = sittings.daily()
    session.next()
    assert answer(session, GOOD) == "a"
    again = sittings.daily()
    assert again.next() is not None
    while shown(again) != "a":
        answer(again, EASY)
    session.assess(RecallAnswer())
    assert again.assess(RecallAnswer()).intervals[GOOD].due > day_of(study)


# -- actions beside rating ---------------------------------------------------------------------


@pytest.fixture
def session(study: Study) -> Session:
    install(study, deck_text("a", "b", "c"))
    begun = study.begin()
    begun.next()
    return begun


def test_suspending_and_burying_take_the_drill_out_of_the_sitting(
    session: Session, study: Study
) -> None:
    change = session.suspend()
    assert (change.drill_id, change.what, change.leaves) == ("d/a", "suspended", True)
    session.next()
    assert session.bury().what == "buried"
    session.next()
    assert shown(session) == "c"
    tomorrow = day_of(study) + dt.timedelta(days=1)
    assert study.store.marks() == {
        DrillId("d/a"): Mark(suspended=True),
        DrillId("d/b"): Mark(buried_until=tomorrow),
    }
    assert names(study.begin()) == ["c"]
    session.undo()
    assert shown(session) == "b"
    session.undo()
    assert shown(session) == "a"
    assert study.store.marks() == {}


def test_a_failed_drill_that_is_buried_does_not_come_back(session: Session) -> None:
    answer(session, AGAIN)
    answer(session, GOOD)
    answer(session, GOOD)
    assert shown(session) == "a"
    session.undo()
    session.undo()
    session.undo()
    session.assess(RecallAnswer())
    session.rate(AGAIN)
    session.undo()
    session.bury()
    assert [session.next() and shown(session), answer(session, GOOD)] == ["b", "b"]


def test_flagging_keeps_the_question_and_its_answer(session: Session, study: Study) -> None:
    judged = session.assess(RecallAnswer())
    change = session.flag(3)
    assert not change.leaves
    assert (shown(session), session.judged) == ("a", judged)
    session.undo()
    assert (shown(session), session.judged) == ("a", judged)
    assert study.store.marks() == {}
    session.redo()
    assert study.store.mark(DrillId("d/a")) == Mark(flag=3)
    session.rate(GOOD)
    session.next()
    session.undo()
    session.undo()
    assert shown(session) == "a"
    with pytest.raises(BadInput, match="flag"):
        session.flag(9)


def test_resetting_and_moving(session: Session, study: Study) -> None:
    with pytest.raises(NotSeen):
        session.set_due(day_of(study))
    answer(session, GOOD)
    session.undo()
    session.redo()
    study.clock.advance(days=9)  # type: ignore[attr-defined]
    later = study.begin()
    later.next()
    assert shown(later) == "a"
    far = day_of(study) + dt.timedelta(days=50)
    before = progress(study, "a")
    assert later.set_due(far).what == "moved"
    assert progress(study, "a") == before._replace(due=far)  # type: ignore[union-attr]
    later.undo()
    assert later.reset().what == "reset"
    assert progress(study, "a") == Unseen()
    later.undo()
    assert progress(study, "a") == before


def test_a_drill_that_is_not_on_screen_can_be_suspended(session: Session, study: Study) -> None:
    answer(session, AGAIN)
    assert shown(session) == "b"
    assert len(session.queue) == 2
    change = session.suspend_other(DrillId("d/a"))
    assert (change.drill_id, change.what, change.leaves) == ("d/a", "suspended", False)
    assert (shown(session), names(session)) == ("b", ["c"])
    session.undo()
    assert (shown(session), names(session)) == ("b", ["c", "a"])
    assert not session.mark.suspended
    session.redo()
    assert study.store.mark(DrillId("d/a")).suspended
    assert [answer(session, GOOD), answer(session, GOOD)] == ["b", "c"]
    assert session.question is None


def test_the_drill_on_screen_is_suspended_as_ever(session: Session) -> None:
    assert session.suspend_other(DrillId("d/a")).leaves
    session.next()
    assert shown(session) == "b"


def test_days_from_today_set_the_due_day(session: Session, study: Study) -> None:
    answer(session, AGAIN)
    answer(session, GOOD)
    answer(session, GOOD)
    session.set_due_in(40)
    state = progress(study, "a")
    assert isinstance(state, Seen)
    assert state.due == day_of(study) + dt.timedelta(days=40)


def test_a_leech_is_pointed_out(session: Session, study: Study) -> None:
    pointed_out = []
    for _ in range(13):
        begun = study.begin()
        while begun.next() is not None and shown(begun) != "a":
            begun.bury()
        begun.assess(RecallAnswer())
        pointed_out.append(begun.rate(AGAIN).leech_lapses)
        study.clock.advance(days=1)  # type: ignore[attr-defined]
    assert pointed_out == [0] * 8 + [8] + [0] * 3 + [12]


# -- backwards and forwards --------------------------------------------------------------------


def test_redo_gives_the_answers_again_to_any_depth(session: Session, study: Study) -> None:
    asked = [answer(session, rating) for rating in (GOOD, AGAIN, GOOD, EASY)]
    assert asked == ["a", "b", "c", "b"]
    states = {name: progress(study, name) for name in "abc"}
    seeds = [item.review.seed for item in study.store.log()]
    for _ in asked:
        session.undo()
    assert not session.can_undo
    for _ in asked:
        assert session.can_redo
        assert session.redo().rating is not None
        session.next()
    assert not session.can_redo
    assert session.question is None
    assert {name: progress(study, name) for name in "abc"} == states
    log = list(study.store.log())
    assert [item.review.seed for item in log] == seeds * 2
    assert [item.retracted_at is None for item in log] == [False] * 4 + [True] * 4
    assert session.summary().answered == 4


def test_what_comes_after_undo_poses_the_same_numbers(session: Session) -> None:
    answer(session, GOOD)
    second = session.question
    assert second is not None
    answer(session, GOOD)
    session.undo()
    session.undo()
    session.redo()
    session.next()
    assert session.question is not None
    assert session.question.posed.seed == second.posed.seed


def test_a_new_action_ends_what_could_be_done_again(session: Session) -> None:
    answer(session, GOOD)
    session.undo()
    session.flag(1)
    assert not session.can_redo
    with pytest.raises(RuntimeError, match="nothing to do again"):
        session.redo()


def test_a_redo_that_could_not_be_stored_can_be_tried_again(
    session: Session, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(session, GOOD)
    session.undo()

    def busy(*_: object) -> None:
        raise StoreLocked(study.store.path)

    with monkeypatch.context() as patch:
        patch.setattr(study.store, "record", busy)
        with pytest.raises(StoreLocked):
            session.redo()
    assert session.can_redo
    assert session.redo().rating is GOOD


def test_the_deck_text_is_read_as_meant() -> None:
    assert not read_deck_text(COST, Path("d.yaml")).problems
