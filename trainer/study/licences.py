"""The libraries that the installed program runs on, their licences, and the texts of these.

Read from the metadata that came with each library, so that it is about the versions that run. The
window shows it, the bundle's file of licences and the bill of materials are made of it.
"""

from __future__ import annotations

import re
import sys
import sysconfig
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

PROGRAM = "triad-trainer"

_PAPERS = ("licen", "copying", "copyright", "notice", "authors")
_LONGEST = 160
_UNSTATED = {"fsrs-rs-python": "BSD-3-Clause (of fsrs-rs inside; the binding states none)"}
"""What a library's metadata leaves out, looked up where it is developed."""

_SPDX = {
    "BSD": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
}
"""What libraries call their licence, and its name in the SPDX list."""


@dataclass(frozen=True, slots=True)
class Library:
    """One library: ``licence`` is an SPDX expression where it states one, else its own words."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...] = ()
    """The keys (see ``key``) of the installed libraries it asks for."""

    @property
    def key(self) -> str:
        """The name as package indexes write it."""
        return key(self.name)


def key(name: str) -> str:
    """Return a library's ``name`` in the one form that all its spellings share."""
    return re.sub(r"[-_.]+", "-", name).lower()


def libraries() -> tuple[Library, ...]:
    """Return Python, and each installed library that running the program needs, by name.

    What is needed on other systems alone is not installed here, and so not among them. Where the
    program itself is not installed, only Python is.
    """
    found: dict[str, Library] = {}
    left = list(_needs(PROGRAM))
    while left:
        name = left.pop()
        if name not in found:
            found[name] = _library(name)
            left += found[name].needs
    return (python(), *sorted(found.values(), key=lambda each: each.key))


def python() -> Library:
    """Return what Python itself is."""
    return Library("Python", sys.version.split()[0], "PSF-2.0")


def texts(library: Library) -> tuple[str, ...]:
    """Return the texts of a licence that came with the library; some bring none."""
    if library == python():
        text = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
        return (text.read_text("utf-8"),) if text.is_file() else ()
    files = metadata.distribution(library.name).files or ()
    papers = [
        path
        for path in files
        if ".dist-info" in path.parts[0]
        and ("licenses" in path.parts or path.name.lower().startswith(_PAPERS))
    ]
    return tuple(path.read_text("utf-8") for path in papers)


def _library(name: str) -> Library:
    about = metadata.distribution(name).metadata
    own = str(about["Name"])
    return Library(own, str(about["Version"]), _licence(own, about), _needs(name))


def _licence(name: str, about: metadata.PackageMetadata) -> str:
    classified = [
        entry.rpartition(" :: ")[2]
        for entry in about.get_all("Classifier") or ()
        if entry.startswith("License ::")
    ]
    stated = [*(about.get_all("License-Expression") or ()), *(about.get_all("License") or ())]
    told = next(filter(None, stated), "; ".join(classified))
    said = " ".join(told.split())[:_LONGEST]
    return _UNSTATED.get(name) or _SPDX.get(said, said) or "not stated"


def _needs(name: str) -> tuple[str, ...]:
    """Return the keys of what ``name`` asks for outside of its extras and is installed."""
    try:
        asked = metadata.requires(name) or ()
    except metadata.PackageNotFoundError:
        return ()
    plain = (re.match(r"[\w.-]+", each) for each in asked if "extra ==" not in each)
    return tuple(sorted({key(each[0]) for each in plain if each and _is_installed(each[0])}))


def _is_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True
