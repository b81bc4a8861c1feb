"""Help → About: the version, where the data lies, and every library with its licence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import trainer
from trainer.study.licences import Library
from trainer.ui.screens.about import AboutSheet

LIBRARIES = (
    (Library("Python", "3.11", "PSF-2.0"), ("The PSF licence.",)),
    (Library("numpy", "2.4", "BSD-3-Clause"), ("One. \n", "Two.")),
    (Library("shiboken6", "6.11", "LGPL-3.0-only"), ()),
)


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[AboutSheet]:
    parent = QWidget()
    parent.resize(900, 700)
    qtbot.addWidget(parent)
    made = AboutSheet(parent, Path("/home/me/triad"))
    made.show()
    yield made
    made.close()


def in_sight(sheet: AboutSheet) -> list[str]:
    items = (sheet.list.topLevelItem(at) for at in range(sheet.list.topLevelItemCount()))
    return [item.text(0) for item in items if not item.isHidden()]


def test_a_word_of_a_name_or_licence_finds_libraries(sheet: AboutSheet) -> None:
    sheet.edit.setText("bsd")
    assert sheet.line.text() == "Reading the licences …"
    sheet.show_libraries(LIBRARIES)
    assert in_sight(sheet) == ["numpy"]
    assert sheet.line.text() == "1 of 3 libraries"
    sheet.edit.setText("6 LGPL")
    assert in_sight(sheet) == ["shiboken6"]
    sheet.edit.setText("")
    assert in_sight(sheet) == ["Python", "numpy", "shiboken6"]


def test_the_text_of_the_chosen_licence_is_shown(sheet: AboutSheet) -> None:
    sheet.show_libraries(LIBRARIES)
    assert sheet.text.toPlainText() == "The PSF licence."
    sheet.list.setCurrentItem(sheet.list.topLevelItem(1))
    assert sheet.text.toPlainText() == "One.\n\nTwo."
    sheet.list.setCurrentItem(sheet.list.topLevelItem(2))
    assert "brings no text of its licence; LGPL-3.0-only" in sheet.text.toPlainText()


def test_it_says_what_it_is(sheet: AboutSheet) -> None:
    said = [each.text() for each in sheet.findChildren(type(sheet.line))]
    assert f"Triad Trainer {trainer.__version__}" in said
    assert "Your data: /home/me/triad" in said
    assert any("opens no connection" in each for each in said)
    sheet.close_button.click()
    assert not sheet.isVisible()
