"""An interview under way: paused, killed, resumed, ended, kept in the history."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.study.interview.conftest import scenarios
from trainer.clock import FrozenClock
from trainer.errors import BadInput
from trainer.places import shipped
from trainer.study.interview.history import history
from trainer.study.interview.live import Live, begin, replayed, resume
from trainer.study.interview.looking import look
from trainer.study.study import Study

SAID = (
    (20, "It will be fast and cheap."),
    (30, "TTFT is 300 ms."),
    (90, "We pay $0.50 per million tokens."),
)


@pytest.fixture
def live(study: Study) -> Live:
    """Ten minutes on a search engine."""
    scenario = scenarios()["search-qa"]
    return begin(study.store, study.clock, study.rng, scenario, 3, 10, aloud=False)


def say(live: Live, clock: FrozenClock) -> None:
    for seconds, text in SAID:
        clock.advance(seconds=seconds)
        live.say(text)


def killed(study: Study, *, aloud: bool = False) -> Live:
    """Return what the next start finds."""
    record = study.store.interview_under_way()
    assert record is not None
    assert record.posed["aloud"] is aloud
    return resume(study.store, study.clock, record, replayed(record))


def test_a_pause_stops_the_clock(live: Live, clock: FrozenClock) -> None:
    clock.advance(seconds=30)
    assert live.elapsed_s == 30
    live.pause()
    clock.advance(hours=2)
    assert (live.elapsed_s, live.is_paused) == (30, True)
    live.go_on()
    live.go_on()
    clock.advance(seconds=5)
    assert live.elapsed_s == 35
    clock.advance(hours=-1)
    assert live.elapsed_s == 30  # a clock put back takes nothing away that was kept


def test_killed_at_any_moment_nothing_that_was_said_is_lost(
    live: Live, study: Study, clock: FrozenClock
) -> None:
    say(live, clock)
    live.mark("P")
    live.enter("design")
    again = killed(study)
    assert again.is_paused
    assert again.interview.heard == live.interview.heard
    assert again.interview.asked == live.interview.asked
    assert again.interview.phase == "design"
    assert again.exercise == live.exercise
    clock.advance(days=1)
    assert again.elapsed_s == live.interview.now_s
    again.go_on()
    clock.advance(seconds=30)
    assert again.tick() == live.interview.advance(again.elapsed_s)


def test_the_clock_itself_is_kept_every_few_seconds(
    live: Live, study: Study, clock: FrozenClock
) -> None:
    clock.advance(seconds=4)
    live.tick()
    assert killed(study).elapsed_s == 0
    clock.advance(seconds=7)
    live.tick()
    assert killed(study).elapsed_s == 11


def test_what_was_asked_is_kept_at_once(live: Live, study: Study, clock: FrozenClock) -> None:
    clock.advance(seconds=2)
    live.say("It will be cheap.")
    clock.advance(seconds=9)
    asked = live.tick() or (clock.advance(seconds=12), live.tick())[1]
    assert asked
    assert killed(study).interview.asked == list(asked)


def test_an_end_makes_it_history(live: Live, study: Study, clock: FrozenClock) -> None:
    say(live, clock)
    clock.advance(minutes=12)
    assert live.is_over
    found = live.finish()
    assert study.store.interview_under_way() is None
    (past,) = history(study.store)
    assert (past.day, past.minutes, past.verdict) == (study.day, 10, found.verdict)
    assert past.verdict_word.lower() == found.verdict
    assert not past.was_brief
    assert past.cost_s == 140
    assert past.said == sum(at is not None for at in found.first_said.values())


def test_a_held_one_is_looked_at_again_with_drills(
    live: Live, study: Study, clock: FrozenClock
) -> None:
    study.builtin_folder = shipped("decks")
    deck = study.read_deck(shipped("decks") / "money.yaml")
    study.install(study.plan(deck))
    say(live, clock)
    found = live.finish()
    hidden = study.store.entries()[0].id
    study.store.put_mark(hidden, replace(study.store.mark(hidden), suspended=True))
    looked = look(study.store.path, study.day, live.record, lambda: None)
    assert looked.debrief == found
    assert len(looked.drills) == 3
    assert all(each.text and each.id != hidden for each in looked.drills)


def test_a_new_one_takes_the_place_of_one_never_ended(
    live: Live, study: Study, clock: FrozenClock
) -> None:
    clock.advance(minutes=1)
    scenario = scenarios()["moderation"]
    second = begin(study.store, study.clock, study.rng, scenario, 4, 25, aloud=True)
    assert second.is_aloud
    assert killed(study, aloud=True).record.id == second.record.id
    second.finish()
    assert study.store.interview_under_way() is None


def test_what_this_version_does_not_understand_is_refused(live: Live) -> None:
    for broken in (
        live.record._replace(posed={}),
        live.record._replace(state={"format": "triad-interview/9"}),
    ):
        with pytest.raises(BadInput, match="interview"):
            replayed(broken)


def test_its_day_is_that_of_its_beginning(study: Study, clock: FrozenClock) -> None:
    clock.instant = dt.datetime(2026, 11, 25, 3, 50, tzinfo=dt.UTC)
    scenario = scenarios()["search-qa"]
    late = begin(study.store, clock, study.rng, scenario, 3, 45, aloud=False)
    clock.advance(minutes=45)
    late.finish()
    assert history(study.store)[0].day == dt.date(2026, 11, 24)


def test_a_spend_over_the_budget_is_worked_from_the_spend_itself(
    live: Live, clock: FrozenClock
) -> None:
    clock.advance(seconds=20)
    live.say("Cost is about $0.50 per million tokens, so $1500 per day.")
    found = live.finish()
    (over,) = found.fails
    assert over.kind == "over-envelope"
    assert "S_month / B_month = $45,000 per month" in over.working


def test_a_spend_over_the_budget_by_an_unpriced_volume(live: Live, clock: FrozenClock) -> None:
    clock.advance(seconds=20)
    live.say("We process the 300 M tokens/day at a cost of $5 per million tokens.")
    assert [each.kind for each in live.finish().fails] == ["over-envelope"]


def test_one_left_after_seconds_has_no_verdict_in_the_history(
    live: Live, study: Study, clock: FrozenClock
) -> None:
    clock.advance(seconds=30)
    found = live.finish()
    (past,) = history(study.store)
    assert (past.verdict, past.verdict_word) == (found.verdict, found.verdict_words)
    assert past.verdict_word == "Too short to judge"
