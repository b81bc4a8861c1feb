"""The icon in the forms of other systems, read back by Qt's own readers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtWidgets import QApplication

from tests.packaging.conftest import Tool
from trainer.places import shipped

DRAWING = shipped("resources") / "app" / "triad-trainer.svg"


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("a.ico", [16, 24, 32, 48, 64, 256]),
        ("a.icns", [32, 64, 128, 256, 256, 512, 512, 1024]),
        ("48:a.png", [48]),
    ],
)
def test_every_size_is_in_it_and_shows_something(
    qapp: QApplication,
    tool: Tool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    sizes: list[int],
) -> None:
    monkeypatch.chdir(tmp_path)
    icon_files = tool("icon_files")
    icon_files.write(icon_files.drawing(DRAWING), name)
    reader = QImageReader(name.rpartition(":")[2])
    found: list[QImage] = []
    for at in range(max(reader.imageCount(), 1)):
        reader.jumpToImage(at)
        found.append(reader.read())
    assert [each.width() for each in found] == sizes
    for image in found:
        size = image.width()
        corner, middle = image.pixelColor(0, 0), image.pixelColor(size // 2, size // 2)
        assert (corner.alpha(), middle.alpha()) == (0, 255)


@pytest.mark.qt_log_ignore("Cannot read file")
def test_what_is_no_drawing_is_refused(qapp: QApplication, tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text("no drawing")
    with pytest.raises(ValueError, match="this is no SVG drawing"):
        tool("icon_files").drawing(path)
