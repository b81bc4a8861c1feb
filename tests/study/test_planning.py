"""Looking ahead from a real database: the plan, the fit, the workload, and the states after it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.study.learner import AGAIN, EASY, GOOD, answer, deck_text, install, progress, seen
from trainer.clock import FrozenClock
from trainer.domain.ids import DrillId
from trainer.domain.memory import Seen
from trainer.scheduling.fsrs import DEFAULT_PARAMETERS
from trainer.scheduling.marks import Mark
from trainer.scheduling.optimise import TooFewAnswers
from trainer.study.planning import interview_plan, optimise_log, rebuild_states, workload_chart
from trainer.study.study import Study

NAMES = [f"n{at}" for at in range(12)]


def quiet(*_: object) -> None:
    pass


def test_a_plan_over_what_is_not_suspended(study: Study) -> None:
    install(study, deck_text(*NAMES))
    study.store.put_mark(DrillId("d/n0"), Mark(suspended=True))
    study.store.put_mark(DrillId("d/n1"), Mark(flag=1))
    session = study.begin()
    session.next()
    answer(session, GOOD)
    interview = study.day + dt.timedelta(days=13)
    found = interview_plan(study.store.path, study.day, study.settings, interview, quiet)
    assert (found.drills, found.unseen, found.days_left) == (11, 10, 13)
    assert found.new_per_day == 2  # One was new today; eleven within ten days.
    assert found.most_per_day == 45
    assert found.can_be_met


def test_fitting_needs_answers(study: Study) -> None:
    install(study, deck_text("a"))
    with pytest.raises(TooFewAnswers):
        optimise_log(study.store.path, DEFAULT_PARAMETERS, quiet)


def test_a_year_at_the_users_own_pace(study: Study, clock: FrozenClock) -> None:
    install(study, deck_text(*NAMES))
    said: list[str] = []
    guessed = workload_chart(
        study.store.path, study.day, study.settings, lambda _, what: said.append(what)
    )
    assert said[0] == "70 %"
    session = study.begin()
    session.next()
    for _ in range(5):
        clock.advance(seconds=5)
        answer(session, EASY)
    quick = workload_chart(study.store.path, study.day, study.settings, quiet)
    assert quick[-1].minutes_per_day < guessed[-1].minutes_per_day / 5
    assert quick[-1].remembered == pytest.approx(guessed[-1].remembered)


def test_states_are_computed_anew_and_days_stay(study: Study, clock: FrozenClock) -> None:
    install(study, deck_text("a", "b"))
    session = study.begin()
    session.next()
    answer(session, GOOD)
    answer(session, AGAIN)
    before = seen(study, "a")
    weights = (*DEFAULT_PARAMETERS[:2], 7.0, *DEFAULT_PARAMETERS[3:])
    study.change_setting("fsrs_parameters", weights)
    assert rebuild_states(study.store.path, study.settings, quiet) == 1
    after = progress(study, "a")
    assert isinstance(after, Seen)
    assert after.memory.stability_days == pytest.approx(7.0)
    assert (after.due, after.reviews) == (before.due, before.reviews)
