"""Pictures of a deck are shown; nothing else is opened, whatever a text asks for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from trainer.drills.recall import RecallExercise
from trainer.ui.drills.recall import RecallView
from trainer.ui.widgets import rich_text
from trainer.ui.widgets.rich_text import PICTURE_WIDTH, RichText, read_image

IMAGE = QTextDocument.ResourceType.ImageResource.value


def picture(width: int = 40, height: int = 30, form: str = "PNG") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, form)
    return bytes(buffer.data().data())


class Watch:
    """Hears of every file, socket and process that Python opens while it is on."""

    def __init__(self) -> None:
        self.on = False
        self.heard: list[str] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        room = event.partition(".")[0]
        if self.on and room in {"open", "socket", "subprocess", "urllib"}:
            self.heard.append(f"{event} {arguments[0] if arguments else ''}")


_watch = Watch()
"""One for all tests: an audit hook cannot be taken off again."""


@pytest.fixture
def watch() -> Iterator[Watch]:
    _watch.heard.clear()
    _watch.on = True
    yield _watch
    _watch.on = False


HOSTILE = """\
![a](file:///etc/hostname) ![b](/etc/hostname) ![c](http://127.0.0.1:9/x.png) ![d](//host/x.png)
![e](../../secret.png) ![f](qrc:/x.png) ![g](data:image/png;base64,AAAA) ![h](\\\\\\\\host\\\\x.png)
![i](own.png) <img src="file:///etc/hostname"> <script>fetch("http://127.0.0.1")</script>
<link rel="stylesheet" href="file:///etc/hostname"> <style>@import url(file:///etc/hostname)</style>
[j](javascript:alert(1)) [k](file:///etc/hostname) <iframe src="http://127.0.0.1"></iframe>

[ref]: file:///etc/hostname
![l][ref] [m][ref]
"""


def opened_files() -> set[str]:
    """Return what the process has open, also what Qt opened past Python."""
    names = set()
    for each in Path("/proc/self/fd").iterdir():
        try:
            names.add(str(each.readlink()))
        except OSError:
            continue  # the one that was open for looking
    return names


def test_rendering_opens_no_socket_and_reads_no_file(
    qtbot: QtBot, qapp: QApplication, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    followed: list[str] = []
    monkeypatch.setattr(
        "PySide6.QtGui.QDesktopServices.openUrl", lambda url: followed.append(url.toString())
    )

    def pictures(name: str) -> bytes | None:
        asked.append(name)
        return picture() if name == "own.png" else None

    part = RichText()
    part.pictures = pictures
    qtbot.addWidget(part)
    part.resize(500, 400)
    part.show()
    watch.on = False
    before = opened_files()
    watch.on = True
    part.show_markdown(HOSTILE)
    part.grab()
    part.show_html(HOSTILE)
    part.grab()
    part.anchorClicked.emit(QUrl("javascript:alert(1)"))
    qapp.processEvents()
    watch.on = False
    assert watch.heard == []
    assert followed == []
    assert {
        name for name in opened_files() - before if "hostname" in name or "socket" in name
    } == set()
    assert "own.png" in asked
    assert not any(":" in name or name.startswith("//") for name in asked)


def test_a_file_outside_is_never_decoded_by_qt(qtbot: QtBot, tmp_path: Path) -> None:
    """Qt reads files past Python: what it would have read shows in the size of the document."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture(300, 300))
    part = RichText()
    qtbot.addWidget(part)
    part.resize(500, 100)
    for address in (secret.as_uri(), str(secret), f"//localhost{secret}", f"FILE://{secret}"):
        part.show_markdown(f"![x]({address})")
        part.grab()
        assert part.height() < 100, address
        image = part.document().resource(IMAGE, QUrl(address))
        assert (image.width(), image.height()) == (1, 1)


def test_the_decks_own_picture_is_shown(qtbot: QtBot) -> None:
    part = RichText()
    part.pictures = {"a/b c.png": picture(200, 150)}.get
    qtbot.addWidget(part)
    part.resize(500, 100)
    part.show()
    part.show_markdown("before ![x](<a/b c.png>) after")
    assert part.height() > 150
    part.show_markdown("before ![x](a/b%20c.png) after")
    assert part.height() > 150
    part.show_markdown("before ![x](gone.png) after")
    assert part.height() < 60


@pytest.mark.parametrize("form", ["PNG", "JPG", "BMP"])
def test_what_is_read_is_told_by_its_content(qtbot: QtBot, form: str) -> None:
    image = read_image(picture(form=form))
    assert image is not None
    assert (image.width(), image.height()) == (40, 30)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/x"/></svg>',
        b'/* XPM */ static char *x[] = {"1 1 1 1","a c red","a"};',
        picture()[:30],
        picture()[:50] + b"\0" * 9,
    ],
)
def test_what_is_no_picture_is_a_blank(qtbot: QtBot, data: bytes) -> None:
    assert read_image(data) is None


def test_large_pictures_are_read_smaller_and_enormous_ones_not_at_all(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = read_image(picture(2000, 1000))
    assert image is not None
    assert (image.width(), image.height()) == (PICTURE_WIDTH, PICTURE_WIDTH // 2)
    monkeypatch.setattr(rich_text, "MAX_PICTURE_PIXELS", 1000)
    assert read_image(picture(40, 30)) is None


def test_a_drill_shows_its_decks_pictures(qtbot: QtBot) -> None:
    view = RecallView()
    qtbot.addWidget(view)
    view.use_pictures({"p.png": picture(100, 200)}.get)
    view.resize(500, 400)
    view.show()
    view.show_exercise(RecallExercise("![x](p.png)", "B", ""))
    assert view.front.height() > 200
    view.use_pictures(rich_text.no_pictures)
    view.show_exercise(RecallExercise("![x](p.png)", "B", ""))
    assert view.front.height() < 60
