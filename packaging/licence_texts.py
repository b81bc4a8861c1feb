"""Asked of the Python that the bundle is made with: its libraries and their licences, as JSON."""

from __future__ import annotations

import json
import re
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

_WORDS = ("licen", "copying", "copyright", "notice", "authors")


def told(name: str) -> dict[str, object]:
    """Return the name, the version, the licence and its texts of one installed library."""
    each = metadata.distribution(name)
    classified = [
        entry.rpartition(" :: ")[2]
        for entry in each.metadata.get_all("Classifier", [])
        if entry.startswith("License ::")
    ]
    stated = each.metadata["License-Expression"] or each.metadata["License"]
    papers = [path for path in each.files or () if ".dist-info" in path.parts[0]]
    texts = [
        path.read_text("utf-8")
        for path in papers
        if "licenses" in path.parts or path.name.lower().startswith(_WORDS)
    ]
    return {
        "name": each.metadata["Name"],
        "version": each.version,
        "licence": " ".join((stated or "; ".join(classified)).split())[:160],
        "texts": texts,
    }


def needed_by(root: str) -> list[str]:
    """Return the names of the installed libraries that ``root`` needs in the end, and its own."""
    found: list[str] = []
    left = [root]
    while left:
        name = left.pop()
        if name in found:
            continue
        try:
            requirements = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # needed on another system or by another Python
        found.append(name)
        required = (re.match(r"[\w.-]+", each) for each in requirements if "extra ==" not in each)
        left += [re.sub(r"[-_.]+", "-", each[0]).lower() for each in required if each]
    return sorted(found)


def python() -> dict[str, object]:
    """Return the same of Python itself."""
    text = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    return {
        "name": "Python",
        "version": sys.version.split()[0],
        "licence": "PSF-2.0",
        "texts": [text.read_text("utf-8")] if text.is_file() else [],
    }


if __name__ == "__main__":
    json.dump([python(), *map(told, needed_by(sys.argv[1]))], sys.stdout)
