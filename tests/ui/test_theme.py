"""Colours reach their contrast in every theme; the style sheet uses only roles there are."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton

from trainer.places import shipped
from trainer.ui import icons, restyle, theme

THEMES = theme.NAMES
TONES = ("good", "close", "wrong", "latency", "cost", "quality")

TEXT_ON = [
    (text, surface)
    for text in ("text", "muted", "accent", "good", "close", "wrong")
    for surface in ("window", "surface", "sunken")
] + [
    *((tone, f"{tone}_soft") for tone in ("muted", *TONES)),
    *(("text", f"{tone}_soft") for tone in ("accent", "muted", *TONES)),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
]

MARKS_ON = [
    (mark, surface)
    for mark in ("control", "accent", "good", "close", "wrong", "latency", "cost", "quality")
    for surface in ("window", "surface")
]


def luminance(colour: QColor) -> float:
    """Relative luminance after WCAG 2.2."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(each) for each in colour.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "surface"), TEXT_ON)
def test_text_is_readable(name: str, text: str, surface: str) -> None:
    worn = theme.load(name)
    assert contrast(worn.colour(text), worn.colour(surface)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("mark", "surface"), MARKS_ON)
def test_controls_and_marks_stand_out(name: str, mark: str, surface: str) -> None:
    worn = theme.load(name)
    assert contrast(worn.colour(mark), worn.colour(surface)) >= 3.0


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("tone", ["muted", *TONES])
def test_a_badge_is_seen_on_what_it_lies_on(name: str, tone: str) -> None:
    worn = theme.load(name)
    for ground in ("window", "surface"):
        assert contrast(worn.colour(f"{tone}_soft"), worn.colour(ground)) >= 1.05


@pytest.mark.parametrize("name", THEMES)
def test_the_style_sheet_uses_only_roles_there_are(name: str) -> None:
    assert "@" not in theme.style_sheet(theme.load(name))


def test_all_themes_have_the_same_roles() -> None:
    roles = {frozenset(theme.load(name).colours) for name in THEMES}
    assert len(roles) == 1


@pytest.mark.parametrize(("text", "surface"), TEXT_ON)
def test_high_contrast_is_higher_still(text: str, surface: str) -> None:
    worn = theme.load("high contrast")
    assert contrast(worn.colour(text), worn.colour(surface)) >= 7.0


@pytest.mark.parametrize("name", THEMES)
def test_the_tick_stands_out_in_its_box(name: str) -> None:
    worn = theme.load(name)
    (drawing,) = (
        path
        for path in (shipped("resources") / "icons").glob("tick-*.svg")
        if path.as_posix() in theme.style_sheet(worn)
    )
    assert f'stroke="{worn.colours["on_accent"]}"' in drawing.read_text("utf-8")


def test_no_corner_is_rounded_off_the_scale() -> None:
    sheet = (shipped("resources") / "theme" / "style.qss").read_text("utf-8")
    round_marks = {"2px", "3px", "4px", "8px"}  # sliders, bars, boxes: half of their height
    found = set(re.findall(r"border-radius: ([^;]+);", sheet))
    assert {each for each in found if not each.startswith("@radius_")} <= round_marks


def test_pictures_are_drawn_in_the_colours_of_the_theme(qapp: QApplication) -> None:
    worn = theme.load("dark")
    for path in (shipped("resources") / "icons").glob("*.svg"):
        if path.stem.startswith("tick-"):
            continue  # drawn in one colour: a style sheet cannot tint
        for role in ("muted", "accent"):
            image = icons.icon(path.stem, worn.colour(role)).pixmap(20).toImage()
            inked = {
                image.pixelColor(x, y).name()
                for x in range(image.width())
                for y in range(image.height())
                if image.pixelColor(x, y).alpha() == 255
            }
            assert worn.colours[role] in inked, path.stem


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21.0)


@pytest.mark.parametrize("name", THEMES)
def test_a_checked_box_shows_a_tick_that_stands_out(qapp: QApplication, name: str) -> None:
    worn = theme.load(name)
    theme.put_on(qapp, worn)
    box = QCheckBox("Remember")
    box.setChecked(True)
    picture = box.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(24) for y in range(picture.height())}
    assert worn.colours["accent"] in seen
    assert worn.colours["on_accent"] in seen


def test_boxes_and_buttons_to_tick_grow_with_the_text(qapp: QApplication) -> None:
    box, radio = QCheckBox(), QRadioButton()
    radio.setChecked(True)
    sides = []
    for enlarged in (1.0, 2.0):
        theme.put_on(qapp, theme.load("light"), enlarged)
        restyle.settle(qapp)
        for each in (box, radio):
            each.ensurePolished()
            each.adjustSize()
        sides.append((box.sizeHint().height(), radio.sizeHint().height()))
    theme.put_on(qapp, theme.load("light"))
    (small, dot), (large, large_dot) = sides
    assert (large - small, large_dot - dot) == (16, 16)
