"""Fitting to the log: better for who differs from most, kept from harm for who does not."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from tests.scheduling import simulated
from trainer.domain.memory import Rating
from trainer.scheduling import optimise as module
from trainer.scheduling.fitting import Score, fit, judge, simulate
from trainer.scheduling.fsrs import DEFAULT_PARAMETERS, BadSchedule, Scheduler
from trainer.scheduling.optimise import FEWEST, TooFewAnswers, judgeable, optimise, split
from trainer.scheduling.workload import RETENTIONS, workloads

DAY = dt.date(2026, 3, 2)
GOOD, AGAIN = Rating.GOOD, Rating.AGAIN


class Cancelled(Exception):
    pass


def test_somebody_who_forgets_fast_gets_better_predictions() -> None:
    answers = simulated.answers(simulated.forgetful(), drills=300, days=120, seed=4)
    said: list[str] = []
    found = optimise(answers, DEFAULT_PARAMETERS, lambda _, what: said.append(what))
    assert found.is_better
    assert found.after.log_loss < found.before.log_loss - 0.01
    assert found.after.rmse < found.before.rmse
    assert found.fitted_to == 4 * found.judged_on or found.fitted_to > found.judged_on
    assert found.parameters != DEFAULT_PARAMETERS
    assert found.sentence.endswith("the new ones are used.")
    assert said[0] == "reading the answers"
    assert said[-1] == "done"
    assert optimise(answers, DEFAULT_PARAMETERS).parameters == found.parameters
    # The fitted parameters themselves cannot be bettered by fitting the same again.
    again = optimise(answers, found.parameters)
    assert again.before.log_loss == again.after.log_loss == found.after.log_loss
    assert not again.is_better
    assert again.parameters == found.parameters
    assert again.sentence.endswith("the ones in use stay.")


def test_the_right_parameters_are_kept() -> None:
    truth = simulated.forgetful()
    answers = simulated.answers(truth, drills=600, days=180, seed=3)
    found = optimise(answers, truth)
    assert found.after.log_loss == pytest.approx(found.before.log_loss, abs=0.005)
    assert found.parameters == truth
    assert not found.is_better


def test_worse_parameters_are_never_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = simulated.answers(DEFAULT_PARAMETERS, drills=150, days=90, seed=4)
    monkeypatch.setattr(module, "fit", lambda _: simulated.forgetful())
    found = optimise(answers, DEFAULT_PARAMETERS)
    assert found.after.log_loss > found.before.log_loss
    assert (found.parameters, found.is_better) == (DEFAULT_PARAMETERS, False)


def test_what_cannot_be_judged_is_no_improvement(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = simulated.answers(DEFAULT_PARAMETERS, drills=150, days=90, seed=4)
    monkeypatch.setattr(module, "judge", lambda *_: Score(math.nan, math.nan))
    assert not optimise(answers, DEFAULT_PARAMETERS).is_better


def test_it_can_be_stopped() -> None:
    answers = simulated.answers(DEFAULT_PARAMETERS, drills=150, days=90, seed=4)

    def stop(share: float, _: str) -> None:
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        optimise(answers, DEFAULT_PARAMETERS, stop)


def test_too_few_answers() -> None:
    with pytest.raises(TooFewAnswers, match="only 9 answers") as caught:
        optimise(
            [[(DAY + dt.timedelta(days=each), GOOD) for each in range(10)]], DEFAULT_PARAMETERS
        )
    assert caught.value.there == 9
    assert str(FEWEST) in str(caught.value)


def test_histories_end_with_an_answer_of_a_later_day() -> None:
    later = DAY + dt.timedelta(days=3)
    back = DAY - dt.timedelta(days=9)
    drills = [
        [(DAY, AGAIN), (DAY, GOOD), (later, GOOD), (later, GOOD), (back, GOOD)],
        [(DAY - dt.timedelta(days=5), GOOD), (DAY, AGAIN)],
        [(DAY, GOOD)],
    ]
    assert judgeable(drills) == [
        ((3, 0), (1, 5)),
        ((1, 0), (3, 0), (3, 3)),
    ]


def test_what_is_judged_on_is_newer_than_what_is_fitted_to() -> None:
    histories = [((3, 0), (3, days)) for days in range(1, FEWEST + 1)]
    older, newer = split(histories)
    assert (len(older), len(newer)) == (320, 80)
    assert older[-1][-1][1] < newer[0][-1][1]


def test_a_higher_retention_costs_more_and_remembers_more() -> None:
    said: list[float] = []
    found = workloads(
        Scheduler(), drills=300, new_per_day=10, days=120, step=lambda share, _: said.append(share)
    )
    assert [each.desired_retention for each in found] == list(RETENTIONS)
    assert found[-1].minutes_per_day > 1.5 * found[3].minutes_per_day
    assert found[-1].remembered > found[0].remembered
    assert len(said) == len(RETENTIONS)
    slower = workloads(
        Scheduler(),
        drills=300,
        new_per_day=10,
        days=120,
        seconds_share=2.0,
        retentions=RETENTIONS[:1],
    )
    assert slower[0].minutes_per_day == pytest.approx(2 * found[0].minutes_per_day)


@pytest.mark.parametrize(
    "histories",
    [
        [((3, 0),) + ((3, 5),) * (n % 8 + 1) for n in range(60)],
        [((1, 0),) + ((1, 1),) * (n % 8 + 1) for n in range(60)],
        [((4, 0), (4, 1_000_000))] * 60,
        [((n % 4 + 1, 0), (n * 7 % 4 + 1, n % 30 + 1)) for n in range(60)],
        [((3, 0), *(((3, 3),) * 300))],
    ],
    ids=["never fails", "always fails", "after millennia", "random", "one long history"],
)
def test_odd_histories_give_usable_parameters(histories: list[tuple[tuple[int, int], ...]]) -> None:
    parameters = Scheduler(parameters=fit(histories)).parameters
    assert math.isfinite(judge(parameters, histories).log_loss)


def test_what_the_library_would_panic_on_is_refused() -> None:
    with pytest.raises(BadSchedule, match="no answers"):
        judge(DEFAULT_PARAMETERS, [])
    for drills, days in ((0, 10), (10, 0)):
        with pytest.raises(BadSchedule, match="cannot be simulated"):
            simulate(Scheduler(), drills, 1, days, 1)
    assert len(fit([])) == 21
