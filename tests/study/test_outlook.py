"""What the start page shows below what is due."""

from __future__ import annotations

import datetime as dt

from tests.study.learner import GOOD, answer, deck_text, install
from trainer.scheduling.focus import Focus
from trainer.study.outlook import drills_in_five_minutes, outlook, weeks_to
from trainer.study.study import Study

TUESDAY = dt.date(2026, 11, 24)


def test_whole_weeks_end_with_the_one_of_today() -> None:
    days = weeks_to(TUESDAY)
    assert (days[0].weekday(), days[-1].weekday(), len(days)) == (0, 6, 35)
    assert days[-7] <= TUESDAY <= days[-1]


def test_before_the_first_answer_there_is_nothing_to_look_back_on(study: Study) -> None:
    found = outlook(study.store.path, study.day, study.settings, lambda *_: None)
    assert not found.has_begun
    assert found.interview_in is None


def test_the_days_with_an_answer_and_the_interview(study: Study) -> None:
    install(study, deck_text("a", "b"))
    session = study.begin()
    session.next()
    answer(session, GOOD)
    study.change_setting("interview", (study.day + dt.timedelta(days=3)).isoformat())
    found = outlook(study.store.path, study.day, study.settings, lambda *_: None)
    assert found.practised == {study.day}
    assert found.interview_in == 3
    assert found.standing.streak == 1


def test_five_minutes_hold_fewer_estimates_than_other_drills() -> None:
    single = drills_in_five_minutes(Focus(drills=frozenset({"d/e"})))
    assert 0 < single < drills_in_five_minutes(Focus(tags=frozenset({"cost"})))
