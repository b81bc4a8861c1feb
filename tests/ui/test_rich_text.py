"""Texts from strangers: shown, never obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from trainer.ui.widgets.rich_text import RichText

HOSTILE = [
    "![x](file:///etc/hostname)",
    "![x](http://127.0.0.1:9/x.png)",
    "![x](/dev/zero)",
    "<img src='file:///etc/hostname'>",
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_loaded(qtbot: QtBot, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "PySide6.QtGui.QDesktopServices.openUrl", lambda url: opened.append(url.toString())
    )
    part = RichText()
    qtbot.addWidget(part)
    part.show_markdown(text)
    part.show()
    part.grab()
    assert opened == []


def test_a_picture_from_disk_stays_out(qtbot: QtBot, tmp_path: Path) -> None:
    picture = tmp_path / "red.png"
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    assert image.save(str(picture))
    part = RichText()
    qtbot.addWidget(part)
    part.resize(500, 100)
    part.show_markdown(f"before ![x]({picture.as_uri()}) after")
    part.show()
    assert part.height() < 300
    resource = part.document().resource(
        QTextDocument.ResourceType.ImageResource.value, QUrl(picture.as_uri())
    )
    assert isinstance(resource, QImage)
    assert (resource.width(), resource.height()) == (1, 1)
    part.hide()


def test_html_is_shown_as_text(qtbot: QtBot) -> None:
    part = RichText()
    qtbot.addWidget(part)
    part.show_markdown("a <b>bold</b> claim")
    assert "<b>" in part.toPlainText()


def test_the_part_is_as_tall_as_its_text(qtbot: QtBot) -> None:
    part = RichText()
    qtbot.addWidget(part)
    part.resize(300, 50)
    part.show()
    part.show_markdown("short")
    low = part.height()
    part.show_markdown("a much longer text " * 40)
    assert part.height() > 5 * low
    part.show_markdown("short")
    assert part.height() == low
