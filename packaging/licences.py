"""The licences of everything that goes into the bundle, in one file of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from workshop import ROOT, Failed, lacking, run

FILE = "LICENCES.txt"
_HERE = ROOT / "packaging" / "licences"
_RULE = "=" * 78
_QT = ("LGPL-3.0.txt", "GPL-3.0.txt")
_ADDED = {
    "fsrs-rs-python": ("fsrs.txt",),
    "PySide6_Essentials": _QT,
    "shiboken6": ("LGPL-3.0.txt",),
}
"""The texts that libraries leave out of their metadata."""


def collect(python: Path, bundle: Path) -> Path:
    """Write what is known of the licences into ``bundle``. Raises Failed if one has none."""
    asked = run(python, ROOT / "packaging" / "licence_texts.py")
    parts = [_library(each) for each in json.loads(asked)]
    parts += _of_the_system(bundle)
    path = bundle / FILE
    path.write_text("\n\n".join(parts), "utf-8")
    return path


def _library(told: dict[str, Any]) -> str:
    name = str(told["name"])
    licence, added = str(told["licence"]), _ADDED.get(name, ())
    texts = [*told["texts"], *((_HERE / each).read_text("utf-8") for each in added)]
    if not texts:
        raise Failed(f"{name} {told['version']}: its metadata has not the text of its licence")
    return "\n\n".join([_heading(f"{name} {told['version']}: {licence}"), *texts])


def _of_the_system(bundle: Path) -> list[str]:
    """Return the terms of the libraries that came from the system, where dpkg knows them."""
    if lacking("dpkg-query"):
        return []
    packages = set()
    for library in (bundle / "_internal").glob("lib*.so*"):
        if library.is_symlink() or library.name.startswith(("libpython", "libpyside", "libshib")):
            continue
        packages.add(run("dpkg-query", "--search", f"*/{library.name}").partition(":")[0])
    return [
        f"{_heading(f'{package} (from the system)')}\n\n{text.read_text('utf-8')}"
        for package in sorted(packages)
        if (text := Path("/usr/share/doc", package, "copyright")).is_file()
    ]


def _heading(text: str) -> str:
    return f"{_RULE}\n{text}\n{_RULE}"
