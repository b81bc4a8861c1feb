"""What a Linux desktop wants beside the program: menu entry, icons, file type, manual page."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

from workshop import ROOT, build_time, lacking, run, say, version

_LINUX = ROOT / "packaging" / "linux"
_DRAWING = ROOT / "resources" / "app" / "triad-trainer.svg"
_SIZES = (16, 24, 32, 48, 64, 128, 256)
METAINFO = "org.triadtrainer.TriadTrainer.metainfo.xml"


def lay_out(share: Path, python: Path) -> None:
    """Write everything into ``share``, as it is below /usr; ``python`` has Qt. Raises Failed."""
    date = dt.datetime.fromtimestamp(build_time(), dt.UTC).date().isoformat()
    _put(share / "applications" / "triad-trainer.desktop", _text("triad-trainer.desktop"))
    _put(share / "mime" / "packages" / "triad-trainer.xml", _text("triad-trainer.xml"))
    metainfo = _text(METAINFO).replace("@VERSION@", version()).replace("@DATE@", date)
    _put(share / "metainfo" / METAINFO, metainfo)
    icons = share / "icons" / "hicolor"
    _put(icons / "scalable" / "apps" / "triad-trainer.svg", _DRAWING.read_text("utf-8"))
    targets = []
    for size in _SIZES:
        path = icons / f"{size}x{size}" / "apps" / "triad-trainer.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        targets.append(f"{size}:{path}")
    drawing = (ROOT / "packaging" / "icon_files.py", _DRAWING)
    run(python, *drawing, *targets, QT_QPA_PLATFORM="offscreen")
    page = run(python, ROOT / "packaging" / "manual.py", date)
    manual = share / "man" / "man1" / "triad.1.gz"
    manual.parent.mkdir(parents=True, exist_ok=True)
    manual.write_bytes(gzip.compress(page.encode("utf-8"), 9, mtime=0))
    check(share)


def check(share: Path) -> None:
    """Let the desktop's own tools judge; say which are not here. Raises Failed."""
    checks = {
        "desktop-file-validate": [share / "applications" / "triad-trainer.desktop"],
        "appstreamcli": ["validate", "--no-net", share / "metainfo" / METAINFO],
        "xmllint": ["--noout", share / "mime" / "packages" / "triad-trainer.xml"],
        "mandoc": ["-Tlint", "-Wwarning", share / "man" / "man1" / "triad.1.gz"],
    }
    for tool, words in checks.items():
        if lacking(tool):
            say(f"desktop files: not checked by {tool}, which is not here")
        else:
            run(tool, *words)
            say(f"desktop files: {tool} has nothing to say against them")


def _text(name: str) -> str:
    return (_LINUX / name).read_text("utf-8")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
