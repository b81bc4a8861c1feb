"""Days in a row, readiness per dimension, the weakest spot, and how estimates lie to the truth."""

from __future__ import annotations

import datetime as dt
import math
import random
import statistics
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.study.learner import AGAIN, GOOD, HEADER, answer, install
from trainer.clock import FrozenClock
from trainer.domain.aspect import Dimension
from trainer.domain.ids import DeckId, Seed
from trainer.domain.memory import Rating, Seen
from trainer.domain.review import Review
from trainer.scheduling.focus import Focus
from trainer.scheduling.fsrs import ImpossibleMemory
from trainer.store.estimates import Asked, EstimateSum
from trainer.store.identity import ReviewIds
from trainer.store.recalling import Recalled
from trainer.study.estimating import (
    Bias,
    Calibration,
    biases,
    calibration,
    calibration_by_block,
)
from trainer.study.standing import Readiness, readiness, streak
from trainer.study.study import Study

TODAY = dt.date(2026, 11, 24)

ESTIMATES = HEADER + "".join(
    f"  - {{kind: estimate, id: e{at}, question: 'And at {{cost_per_token}}?',"
    f" givens: {{cost_per_token: $0.001, tokens_per_day: 5000}}, asked: {asked}, tags: [cost]}}\n"
    for at, asked in enumerate(("daily_spend", "daily_spend", "monthly_spend"))
)


def log(study: Study, name: int, error: float | None, **more: object) -> Review:
    """Put an estimate into the log that missed by 10 to ``error``; by None: given up."""
    entry = next(each for each in study.store.drills() if each.id == f"d/e{name}")
    at = study.clock.now() - dt.timedelta(days=int(str(more.pop("back", 0))))
    review = Review(
        id=ReviewIds(random.Random(len(study.store.reviews_of(entry.id)))).next(at),
        device=study.store.device,
        drill_id=entry.id,
        kind=entry.kind,
        seed=Seed(1),
        content_hash=entry.content_hash,
        answer="",
        suggested=Rating.GOOD,
        rating=Rating.GOOD,
        duration_ms=1000,
        at=at,
        study_day=at.date(),
        before=study.store.progress(entry.id),
        value=None if error is None else 10.0**error,
        expected=None if error is None else 1.0,
        log10_error=error,
    )
    review = review._replace(**more)  # type: ignore[arg-type]
    after = study.scheduler.next(review.before, review.rating, review.study_day, seed=1)
    study.store.record(review, after)
    return review


def summed(errors: Iterable[float], weeks_back: int = 0, asked: str = "x") -> EstimateSum:
    found = list(errors)
    squares = sum(error * error for error in found)
    return EstimateSum(asked, weeks_back, len(found), sum(found), squares, 0, 0)


@pytest.mark.parametrize(
    ("back", "days"), [((), 0), ((0,), 1), ((1, 2), 2), ((0, 1, 3), 2), ((2, 3), 0)]
)
def test_a_streak_waits_for_today(back: tuple[int, ...], days: int) -> None:
    assert streak({TODAY - dt.timedelta(days=each) for each in back}, TODAY) == days


def test_nothing_is_known_of_nobody(study: Study) -> None:
    found = study.standing()
    assert (found.streak, found.weak_spot) == (0, None)
    assert [each.dimension for each in found.readiness] == list(Dimension)
    assert all(each.share is None and each.recall is None for each in found.readiness)
    assert calibration(study.estimate_sums()).verdict == ""


def test_readiness_is_told_for_the_interview_and_counts_what_was_never_seen(
    study: Study, clock: FrozenClock
) -> None:
    install(
        study,
        HEADER
        + "".join(
            f"  - {{kind: recall, id: c{at}, front: {at}?, back: A, tags: [cost, budget, t{at}]}}\n"
            for at in range(6)
        ),
    )
    session = study.begin()
    session.next()
    for _ in range(5):
        answer(session, AGAIN)
    study.change_setting("interview", (study.day + dt.timedelta(days=9)).isoformat())
    found = study.standing()
    cost = found.readiness[1]
    assert found.streak == 1
    assert (cost.day, cost.total) == (study.day + dt.timedelta(days=9), 6)
    assert cost.recall is not None
    assert cost.share == pytest.approx(cost.recall * cost.seen / 6)
    assert found.weak_spot is None
    clock.advance(days=30)
    spot = study.standing().weak_spot
    assert spot is not None
    assert spot.focus == Focus(tags=frozenset({"budget"}))
    assert "“budget” today; you asked for 90 %" in spot.sentence


def test_a_clear_bias_is_the_weak_spot_and_says_how_far(study: Study) -> None:
    install(study, ESTIMATES)
    for at in range(6):
        log(study, at % 2, math.log10(3), id=f"r{at}")
    spot = study.standing().weak_spot
    assert spot is not None
    assert "6 estimates" in spot.sentence
    assert "3 times too high" in spot.sentence
    assert spot.focus.drills == {"d/e0", "d/e1"}
    for at in range(6):
        log(study, 2, -math.log10(5), id=f"s{at}")
    spot = study.standing().weak_spot
    assert spot is not None
    assert "5 times too low" in spot.sentence


def test_a_bias_of_drills_that_are_gone_is_no_spot_to_practise(study: Study) -> None:
    install(study, ESTIMATES)
    for at in range(6):
        log(study, 2, 1.0, id=f"r{at}")
        log(study, 0, 0.01, id=f"t{at}")
    assert study.standing().weak_spot is not None
    study.store.remove_deck(DeckId("d"), study.clock.now())
    assert study.standing().weak_spot is None


def test_calibration_says_what_chance_allows() -> None:
    assert Calibration(0, 0).interval is None
    assert Calibration(3, 10).verdict == "too narrow"
    assert Calibration(40, 40).verdict == "too wide"
    assert Calibration(8, 10).verdict == "calibrated"
    sums = [EstimateSum("x", back, 1, 0, 0, 1, back % 2) for back in (0, 1, 3, 4, 9)]
    sums.append(EstimateSum("x", 30, 1, 0, 0, 0, 0))
    assert calibration_by_block(sums) == (
        (8, Calibration(1, 1)),
        (4, Calibration(0, 1)),
        (0, Calibration(2, 3)),
    )


def test_a_bias_says_direction_factor_and_trend() -> None:
    (over,) = biases([summed([0.5, 0.6, 0.4], 6), summed([0.2, 0.3, 0.25])])
    assert over.direction == "over"
    assert over.trend == "nearer"
    assert over.factor == pytest.approx(10**0.375)
    assert over.interval[0] < over.factor < over.interval[1]
    (once,) = biases([summed([-0.5])])
    assert (once.direction, once.trend, once.interval) == ("even", "", (once.factor, once.factor))
    assert biases([summed([0.1], asked="")]) == ()
    assert Bias("x", 9, -0.3, 0.1, -0.6, 0.1).direction == "under"
    assert Bias("x", 9, -0.3, 0.1, -0.6, 0.1).trend == "farther"
    assert Bias("x", 9, -0.3, 0.1, 0.1, -0.1).trend == "steady"
    assert Bias("daily_spend", 9, 400, 0.1, None, None).factor == 1e300
    assert Bias("daily_spend", 9, 0, 0, None, None).label != "daily_spend"
    assert Bias("not_a_term", 9, 0, 0, None, None).label == "not a term"


def of_term(reviews: list[Review], terms: tuple[str, ...], term: str) -> list[Review]:
    return [each for each in reviews if terms[int(each.drill_id[-1])] == term]


STEPS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.none() | st.floats(-2, 2),
        st.integers(0, 60),
        st.none() | st.tuples(st.floats(0.1, 1), st.floats(0.5, 3)),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(STEPS)
def test_sums_equal_a_plain_recomputation_from_the_log(steps: list[tuple]) -> None:  # type: ignore[type-arg]
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from tests.store.learner import DAY, DECK, NOON, Learner, make_drill
    from trainer.domain.deck import DeckChange
    from trainer.store.database import Store

    terms = ("a", "b", "a")
    drills = tuple(
        make_drill(at, fields={"asked": asked}, kind="estimate") for at, asked in enumerate(terms)
    )
    with (
        TemporaryDirectory() as folder,
        Store.open(Path(folder) / "t.sqlite", device="x", at=NOON) as store,
    ):
        store.apply(DeckChange(DECK, added=drills), NOON)
        learner = Learner(store)
        for number, error, days, interval, taken_back in sorted(steps, key=lambda step: step[2]):
            low, high = interval or (None, None)
            changes = {"expected": 1.0, "log10_error": error}
            bounds = {"interval_low": low, "interval_high": high}
            review = learner.answer(
                number, days=days, **(changes | bounds if error is not None else {})
            )
            if taken_back:
                store.retract(review.id, NOON)
        last = DAY + dt.timedelta(days=60)
        plain = store.reviews_between(DAY, last)
        for focus, numbers in ((Focus(), {0, 1, 2}), (Focus(tags=frozenset({"t0"})), {0, 2})):
            found = store.estimate_sums(DAY, last, focus)
            mine = [each for each in plain if int(each.drill_id[-1]) in numbers]
            counted = [each for each in mine if each.log10_error is not None]
            assert sum(each.answers for each in found) == len(counted)
            for bias in biases(found):
                errors = [each.log10_error or 0.0 for each in of_term(counted, terms, bias.term)]
                assert bias.answers == len(errors)
                assert bias.log10_mean == pytest.approx(sum(errors) / len(errors), abs=1e-9)
                if len(errors) > 1:
                    half = 1.959964 * statistics.stdev(errors) / math.sqrt(len(errors))
                    assert bias.log10_half == pytest.approx(half, abs=1e-6)
                late = last - dt.timedelta(days=28)
                split = [
                    [each.log10_error or 0.0 for each in some]
                    for some in (
                        [e for e in of_term(counted, terms, bias.term) if e.study_day > late],
                        [e for e in of_term(counted, terms, bias.term) if e.study_day <= late],
                    )
                ]
                for mine_, theirs in zip(split, (bias.recent, bias.before), strict=True):
                    assert (theirs is None) == (not mine_)
                    assert theirs is None or theirs == pytest.approx(
                        statistics.fmean(mine_), abs=1e-9
                    )
            given_ = [each for each in counted if each.interval_low is not None]
            held = [e for e in given_ if (e.interval_low or 0) <= 1 <= (e.interval_high or 0)]
            assert calibration(found) == Calibration(len(held), len(given_))
            days_found = store.counts_in(DAY, last, focus)
            assert sum(each.reviews for each in days_found.values()) == len(mine)
            assert store.total(focus) == len(numbers)
        assert store.counts_in(DAY, last, Focus()) == store.daily_counts(DAY, last)
        estimates, kinds = Focus(kinds=frozenset({"estimate"})), Focus(kinds=frozenset({"recall"}))
        assert store.counts_in(DAY, last, estimates) == store.daily_counts(DAY, last)
        assert store.counts_in(DAY, last, kinds) == {}
        stabilities, difficulties, due = store.spread(Focus(decks=frozenset({DECK.id})))
        seen = len({each.drill_id for each in plain})
        assert sum(stabilities.values()) == sum(difficulties.values()) == seen
        assert due == store.due_by_day()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(st.none() | st.floats(0, 1), max_size=20))
def test_readiness_counts_what_was_never_seen_as_not_known(recalls: list[float | None]) -> None:
    seen = [each for each in recalls if each is not None]
    found = readiness({"cost": Recalled(len(recalls), len(seen), sum(seen))}, TODAY)
    assert found[0] == Readiness(Dimension.LATENCY, TODAY, 0, 0, None)
    assert (found[1].seen, found[1].total) == (len(seen), len(recalls))
    if recalls:
        assert found[1].share == pytest.approx(sum(seen) / len(recalls))


TAGGED = HEADER + "".join(
    f"  - {{kind: recall, id: t{at}, front: {at}?, back: A, tags: {tags}}}\n"
    for at, tags in enumerate(("[cost]", "[latency]", "[cost, latency]", "[cost]", "[cost]"))
)


@pytest.mark.parametrize("has_power", [True, False], ids=["pow", "no pow"])
def test_what_is_remembered_is_what_the_scheduler_says(study: Study, *, has_power: bool) -> None:
    install(study, TAGGED)
    session = study.begin()
    session.next()
    for rating in (Rating.HARD, Rating.GOOD, Rating.EASY):
        answer(session, rating)
    if not has_power:  # as where SQLite was built without mathematics
        study.store._connection.create_function("pow", 2, None)
    later, scheduler = study.day + dt.timedelta(days=9), study.scheduler
    entries = study.store.entries()
    for tag, focus in (("cost", Focus()), ("cost", Focus(tags=frozenset({"latency"})))):
        found = study.store.recalled([tag, "unheard"], later, scheduler.curve, focus)
        mine = [each.progress for each in entries if tag in each.tags and focus.matches(each)]
        seen = [each for each in mine if isinstance(each, Seen)]
        recall = sum(scheduler.retrievability(each, later) for each in seen)
        assert found == {tag: Recalled(len(mine), len(seen), pytest.approx(recall))}
        assert found[tag].mean == pytest.approx(recall / len(seen))


def test_a_state_to_which_no_ratings_lead_is_said(study: Study) -> None:
    install(study, TAGGED)
    session = study.begin()
    session.next()
    answer(session, GOOD)
    study.store._connection.execute("update drill_state set stability_days = 0")
    with pytest.raises(ImpossibleMemory, match="1 or more memory states are none"):
        study.standing()


def test_the_last_written_answers_come_oldest_first(study: Study) -> None:
    install(study, ESTIMATES)
    for at, suggested in enumerate((Rating.GOOD, Rating.HARD, Rating.GOOD)):
        log(study, at, 0.0, id=f"r{at}", answer=f"{at}" if at else "", suggested=suggested)
    first = study.day - dt.timedelta(days=1)

    def found(asked: Asked, **focus: frozenset[str]) -> list[str]:
        rows = study.store.last_written(first, study.day, asked, Focus(**focus))  # type: ignore[arg-type]
        return [each.answer for each in rows]

    both = Asked(("email", "estimate"), 9)
    assert found(both) == ["1", "2"]
    assert found(both, drills=frozenset({"d/e2"})) == ["2"]
    assert found(Asked(("estimate",), 1)) == ["2"]
    assert found(Asked(("estimate",), 9, missed=True)) == ["1"]
    assert found(Asked(("email",), 9)) == []
    assert study.store.last_written(first, first, both) == ()


def test_what_was_given_up_has_no_error(study: Study) -> None:
    install(study, ESTIMATES)
    log(study, 0, None, id="r", rating=GOOD)
    assert study.estimate_sums() == []
