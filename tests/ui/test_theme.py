"""Colours reach their contrast in every theme; the style sheet uses only roles there are."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from trainer.ui import theme

THEMES = ("light", "dark")

TEXT_ON = [
    (text, surface)
    for text in ("text", "muted", "accent", "good", "close", "wrong")
    for surface in ("window", "surface", "sunken")
] + [
    *((tone, f"{tone}_soft") for tone in ("good", "close", "wrong", "latency", "cost", "quality")),
    *(
        ("text", f"{tone}_soft")
        for tone in ("accent", "good", "close", "wrong", "latency", "cost", "quality")
    ),
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
def test_the_style_sheet_uses_only_roles_there_are(name: str) -> None:
    assert "@" not in theme.style_sheet(theme.load(name))


def test_both_themes_have_the_same_roles() -> None:
    light, dark = theme.load("light"), theme.load("dark")
    assert light.colours.keys() == dark.colours.keys()


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21.0)
