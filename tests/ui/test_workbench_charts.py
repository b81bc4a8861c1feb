"""Charts over logarithmic axes, bars and columns: what they draw, and that it can be read."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from trainer.study.workbench.choices import load
from trainer.study.workbench.configuration import DEFAULT, Basis
from trainer.study.workbench.curves import Curves
from trainer.study.workbench.outcome import outcome
from trainer.ui import theme
from trainer.ui.screens.workbench_charts import LineSample, PictureCard, picture_cards
from trainer.ui.screens.workbench_pictures import PICTURES, Picture, picture
from trainer.ui.widgets.chart_data import Chart, Curve, Mark, span_of
from trainer.ui.widgets.columns import Columns
from trainer.ui.widgets.plots import DecadeAxis, LogChart, short_number
from trainer.ui.widgets.sheet import unbroken
from trainer.ui.widgets.stacked_bar import HATCHED, OVER, SOLID, StackedBar, Swatch

CHOICES = load(Path("/nobody"), dt.date(2026, 11, 24))


def drawn(name: str, **changes: object) -> Picture:
    return picture(name, Curves(outcome(DEFAULT.changed(**changes), CHOICES)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.02, "0.02"),
        (0.5, "0.5"),
        (1, "1"),
        (20, "20"),
        (999.9999, "1k"),
        (5000, "5k"),
        (1e8, "100M"),
        (3e9, "3B"),
        (2e12, "2T"),
        (1e15, "1P"),
    ],
)
def test_ticks_are_short(value: float, text: str) -> None:
    assert short_number(value) == text


@pytest.mark.parametrize("side", ["bottom", "left"])
@pytest.mark.parametrize(("low", "high"), [(0.0, 0.7), (-1.0, 3.0), (5.0, 11.0), (-3.0, 15.0)])
@pytest.mark.parametrize("size", [120, 250, 700])
def test_axes_have_room_for_their_ticks(
    qapp: QApplication, side: str, low: float, high: float, size: int
) -> None:
    axis = DecadeAxis(side)
    ((_, ticks),) = axis.tickValues(low, high, size)
    room = 46 if side == "bottom" else 32
    assert 1 <= len(ticks) <= max(2, size // room)
    assert all(low <= tick <= high for tick in ticks)
    strings = axis.tickStrings(ticks, 1.0, 1.0)
    assert len(set(strings)) == len(ticks)


def test_ticks_are_at_one_two_five_where_there_is_room(qapp: QApplication) -> None:
    axis = DecadeAxis("bottom")
    ((_, ticks),) = axis.tickValues(0.0, 1.0, 400)
    assert axis.tickStrings(ticks, 1.0, 1.0) == ["1", "2", "5", "10"]


@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_has_its_operating_point_within_its_frame(name: str, basis: Basis) -> None:
    for gpus in (1.0, 4.0):
        shown = drawn(name, basis=basis, gpus=gpus)
        (left, right), (bottom, top) = shown.chart.spans
        strong = [mark for mark in shown.chart.marks if mark.strong]
        assert strong, "the operating point"
        for mark in shown.chart.marks:
            assert left <= mark.at[0] <= right
            assert bottom <= mark.at[1] <= top
        for curve in shown.chart.curves:
            for x, y in curve.points:
                assert left * (1 - 1e-9) <= x <= right * (1 + 1e-9)
                assert bottom * (1 - 1e-9) <= y <= top * (1 + 1e-9)
        assert shown.sentence
        assert shown.chart.said.startswith(shown.sentence)


def test_the_sentences_say_what_the_pictures_show() -> None:
    assert drawn("roofline").sentence == (
        "Decoding is memory bound: 30.1 FLOP/byte, with the ridge at 295 FLOP/byte."
    )
    computing = drawn("roofline", batch=1024.0, prompt_tokens=16.0, output_tokens=16.0)
    assert "compute bound" in computing.sentence
    assert drawn("latency").sentence == (
        "3.45 s a request at 2,096 tokens/s, without queue. Memory is full at batch 389."
    )
    assert drawn("cost").sentence == (
        "$5.21 per million tokens of output at 70 % utilisation. Memory is full at batch 389."
    )
    roomy = drawn("cost", accelerator="mi325x", gpus=8.0, prompt_tokens=100.0)
    assert "Memory is full" not in roomy.sentence
    assert "No batch fits into memory." in drawn("cost", gpus=1.0).sentence


def test_a_break_even_beyond_what_the_fleet_carries_is_not_promised() -> None:
    assert drawn("spend").sentence.endswith("Break-even at 156 M tokens/day.")
    realistic = drawn("spend", basis=Basis.REALISTIC).sentence
    assert realistic.endswith(
        "Break-even at 156 M tokens/day, but this fleet carries 115 M tokens/day."
    )


def test_what_lies_beyond_memory_is_dashed() -> None:
    within, beyond = drawn("cost").chart.curves
    assert within.points[-1] == beyond.points[0], "the line is unbroken"
    assert (within.style, beyond.style) == ("solid", "dashed")
    assert within.points[-1][0] <= 389 < beyond.points[1][0]


def test_batches_near_the_operating_point_are_not_written_over_it() -> None:
    texts = [mark.text for mark in drawn("latency").chart.marks]
    assert texts == ["1", "8", "64", "512", "batch 32"]
    assert [mark.text for mark in drawn("latency", batch=60.0).chart.marks] == [
        "1", "8", "512", "batch 60",
    ]  # fmt: skip


def test_span_of_leaves_out_what_is_not_positive() -> None:
    assert span_of([(1, 2), (0, 5), (3, -1), (4, 8)]) == ((1, 4), (2, 8))


@pytest.fixture
def chart(qtbot: QtBot) -> LogChart:
    made = LogChart("Cost", "batch", "USD")
    qtbot.addWidget(made)
    made.resize(360, 220)
    made.show()
    return made


def some(count: int) -> Chart:
    points = ((1.0, 1.0), (10.0, 5.0), (100.0, 30.0))
    curves = tuple(
        Curve(f"line {place}", points, "accent", "solid", points, points) for place in range(count)
    )
    marks = tuple(Mark(point, "here", strong=True) for point in points[:count])
    return Chart(curves, marks, span_of(points), "three points")


def test_parts_are_kept_and_only_moved(chart: LogChart) -> None:
    chart.show_chart(some(3))
    items = len(chart.plot.box.addedItems)
    chart.show_chart(some(1))
    assert len(chart.plot.box.addedItems) == items
    visible = [line for line in chart._lines if line.isVisible()]
    assert len(visible) == 1
    assert chart.accessibleDescription() == "three points"


def test_a_chart_wears_the_theme(chart: LogChart, qapp: QApplication) -> None:
    chart.show_chart(some(2))
    theme.put_on(qapp, theme.load("dark"))
    qapp.processEvents()
    image = chart.grab().toImage()
    assert image.pixelColor(2, 2).name() == theme.load("dark").colours["surface"]


def test_an_axis_stands_still_for_small_changes(chart: LogChart) -> None:
    chart.show_chart(some(1))
    before = chart.plot.box.viewRange()
    points = ((1.0, 1.1), (100.0, 28.0))
    chart.show_chart(Chart((Curve("x", points),), (), span_of(points), ""))
    assert chart.plot.box.viewRange()[0] == before[0]


def test_a_card_makes_its_chart_when_first_drawn(qtbot: QtBot) -> None:
    card = PictureCard("Cost", "batch", "USD")
    qtbot.addWidget(card)
    card.resize(360, 320)
    card.show()
    assert card.chart is None
    card.show_picture(drawn("cost"))
    first = card.chart
    card.show_picture(drawn("cost", batch=4.0))
    assert card.chart is first
    legend = [
        label.text() for label in card.findChildren(QLabel) if label.property("role") == "small"
    ]
    assert legend == ["cost", "beyond memory"]


def test_every_title_has_a_picture() -> None:
    assert list(picture_cards()) == list(PICTURES)


def test_samples_and_swatches_follow_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    for made in (LineSample(Curve("x", (), "accent", "dashed")), Swatch(HATCHED)):
        qtbot.addWidget(made)
        made.show()
        light = made.grab().toImage()
        theme.put_on(qapp, theme.load("dark"))
        qapp.processEvents()
        assert made.grab().toImage() != light
        theme.put_on(qapp, theme.load("light"))


@pytest.fixture
def bar(qtbot: QtBot) -> StackedBar:
    made = StackedBar("memory")
    qtbot.addWidget(made)
    made.resize(200, 22)
    made.show()
    return made


def at(bar: StackedBar, x: int) -> QColor:
    return bar.grab().toImage().pixelColor(x, 11)


def test_a_bar_is_as_long_as_its_shares(bar: StackedBar) -> None:
    worn = theme.current()
    bar.show_parts([(50, SOLID)], 100, said="half")
    assert at(bar, 40).name() == worn.colours["accent"]
    assert at(bar, 150).name() == worn.colours["sunken"]
    assert bar.accessibleDescription() == "half"
    assert bar.sizeHint().height() == bar.height()


def test_a_limit_is_marked(bar: StackedBar) -> None:
    bar.show_parts([(100, OVER)], 100, limit=30)
    assert at(bar, 60).name() == theme.current().colours["text"]


def test_a_bar_of_nothing_is_empty(bar: StackedBar) -> None:
    bar.show_parts([], 0)
    assert at(bar, 100).name() == theme.current().colours["sunken"]


def test_a_bar_follows_the_theme(bar: StackedBar, qapp: QApplication) -> None:
    bar.show_parts([(50, SOLID)], 100)
    theme.put_on(qapp, theme.load("dark"))
    qapp.processEvents()
    assert at(bar, 40).name() == theme.load("dark").colours["accent"]


def test_parts_told_apart_by_colour_are_told_apart_by_pattern_too() -> None:
    assert {SOLID.pattern, HATCHED.pattern, OVER.pattern} == {
        look.pattern for look in (SOLID, HATCHED, OVER)
    }
    assert len({SOLID.pattern, HATCHED.pattern, OVER.pattern}) == 3


@pytest.mark.parametrize(
    ("width", "places"),
    [(100, 1), (330, 2), (460, 3), (620, 3), (1000, 6)],
)
def test_columns_are_filled_evenly(qtbot: QtBot, width: int, places: int) -> None:
    parts = [QWidget() for _ in range(6)]
    made = Columns(parts, least_width=150, most=6, space=1)
    qtbot.addWidget(made)
    made.resize(width, 400)
    made.show()
    qtbot.waitUntil(lambda: len({part.x() for part in parts}) == places)
    rows: dict[int, int] = {}
    for part in parts:
        rows[part.y()] = rows.get(part.y(), 0) + 1
    assert max(rows.values()) == places
    assert len(rows) == math.ceil(6 / places)
    assert made.minimumSizeHint().width() <= 150
    widths = {part.width() for part in parts}
    assert max(widths) - min(widths) <= 1


def test_per_cent_signs_stay_with_their_numbers() -> None:
    assert unbroken("≤ 120 ms") == "≤\N{NO-BREAK SPACE}120 ms"
    assert unbroken("(> 85 %)") == "(>\N{NO-BREAK SPACE}85\N{NO-BREAK SPACE}%)"
    assert unbroken("> 85 words") == "> 85 words", "a quotation in Markdown"
    assert unbroken("at 70 % of it") == "at 70\N{NO-BREAK SPACE}% of it"
