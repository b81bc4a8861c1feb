"""What the progress page is given."""

from __future__ import annotations

from tests.study.learner import AGAIN, EASY, GOOD, answer, deck_text, install
from trainer.clock import FrozenClock
from trainer.scheduling.focus import Focus
from trainer.study.overview import overview
from trainer.study.study import REPORT_DAYS, Study


def quiet() -> None:
    pass


def test_all_of_it_is_the_report_and_more(study: Study, clock: FrozenClock) -> None:
    install(study, deck_text("a", "b", "c"))
    session = study.begin()
    session.next()
    for rating in (GOOD, AGAIN, EASY, GOOD):
        clock.advance(seconds=15)
        answer(session, rating)
    path, day, settings = study.store.path, study.day, study.settings
    found = overview(path, day, settings, REPORT_DAYS, Focus(), quiet)
    assert found.report == study.report()
    assert found.readiness == study.standing().readiness
    assert found.minutes_by_day[day] == 1
    assert sum(found.stabilities.values()) == sum(found.difficulties.values()) == 3
    assert (found.blocks, found.biases, found.calibration.given) == ((), (), 0)
    assert (found.choices.decks, found.choices.kinds) == ({"d": "D"}, ("recall",))
    assert overview(path, day, settings, 84, Focus(decks=frozenset({"d"})), quiet) == found
    none = overview(path, day, settings, 84, Focus(kinds=frozenset({"email"})), quiet)
    assert (none.report.answered, none.stabilities) == (0, {})
