"""The lines of the charts run through the operating point and obey the physics."""

from __future__ import annotations

import itertools

import pytest

from trainer.study.workbench.choices import Choices
from trainer.study.workbench.configuration import DEFAULT, Basis
from trainer.study.workbench.curves import BATCHES, Curves
from trainer.study.workbench.outcome import outcome


def curves(choices: Choices, **changes: object) -> Curves:
    return Curves(outcome(DEFAULT.changed(**changes), choices))


def test_batches_double_in_two_steps() -> None:
    assert BATCHES[:5] == (1, 2, 3, 4, 6)
    assert BATCHES[-1] == 1024


def test_the_roof_rises_to_the_ridge_and_stays(choices: Choices) -> None:
    left, ridge, right = curves(choices).roofline.roof
    assert left[1] / left[0] == pytest.approx(3.35e12)
    assert ridge == (pytest.approx(989e12 / 3.35e12), 989e12)
    assert right[1] == ridge[1]


def test_nothing_beats_the_roof(choices: Choices) -> None:
    for basis in Basis:
        line = curves(choices, basis=basis).roofline
        bandwidth, peak = 3.35e12, 989e12
        for intensity, rate in (*line.over_batch, line.decode, line.prefill):
            assert rate <= min(peak, intensity * bandwidth) * (1 + 1e-9)


def test_lines_pass_through_the_operating_point(choices: Choices) -> None:
    for basis in Basis:
        lines = curves(choices, basis=basis)
        place = lines.batch.batches.index(32)
        assert lines.batch.latency.points[place] == pytest.approx(lines.latency_now)
        assert lines.batch.cost.points[place] == pytest.approx(lines.cost_now)
        assert lines.roofline.over_batch[place] == pytest.approx(lines.roofline.decode)
        assert lines.cost_now == (32, lines.outcome.values["cost"])
        assert lines.spend_now == (100e6, lines.outcome.values["spend"])


def test_a_larger_batch_serves_more_and_takes_longer(choices: Choices) -> None:
    points = curves(choices).batch.latency.points
    for (rate, seconds), (more, longer) in itertools.pairwise(points):
        assert more >= rate * (1 - 1e-12), "once compute bound, more does not serve more"
        assert longer > seconds


def test_bands_surround_the_line_when_realistic(choices: Choices) -> None:
    batch = curves(choices, basis=Basis.REALISTIC).batch
    for low, (at, cost), high in zip(
        batch.cost.low, batch.cost.points, batch.cost.high, strict=True
    ):
        assert low[0] == at == high[0]
        assert min(low[1], high[1]) < cost < max(low[1], high[1])
    assert curves(choices).batch.cost.low == ()


def test_the_fleet_grows_in_steps_of_a_replica(choices: Choices) -> None:
    spend = curves(choices).spend
    one = 4 * 6.88 * 730
    for volume, cost in spend.fleet:
        assert cost / one == pytest.approx(round(cost / one))
        assert spend.api[0][0] <= volume <= spend.api[1][0]
    assert spend.budget == 30_000
    costs = [cost for _, cost in spend.fleet]
    assert costs == sorted(costs)


def test_the_operating_point_is_on_the_stairs(choices: Choices) -> None:
    for volume in (1e7, 1e8, 7.3e8, 5e9):
        lines = curves(choices, tokens_per_day=volume)
        stairs = lines.spend.fleet
        before = max(each for each in stairs if each[0] <= volume)
        assert before[1] == pytest.approx(lines.spend_now[1])
        assert lines.spend.carried >= volume * (1 - 1e-9)


def test_from_fifty_replicas_on_the_stairs_are_a_line(choices: Choices) -> None:
    stairs = curves(choices, tokens_per_day=1e13).spend.fleet
    assert len(stairs) < 200


def test_each_group_is_counted_once(choices: Choices) -> None:
    lines = curves(choices)
    assert lines.batch is lines.batch
    assert lines.roofline is lines.roofline
    assert lines.spend is lines.spend
