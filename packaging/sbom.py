"""Writes build/sbom.cdx.json: what the program runs on, as CycloneDX 1.6. `make sbom` calls it.

Reads the metadata of what is installed beside it (trainer.study.licences) and asks nobody. The
libraries in other languages that come inside are named with the version they tell of themselves.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import sys
import uuid
from pathlib import Path

import zstandard
from PySide6.QtCore import qVersion

from trainer import __version__
from trainer.study.licences import PROGRAM, Library, libraries

_SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"
_INSIDE = {
    "Qt": (qVersion(), "LGPL-3.0-only"),
    "SQLite": (sqlite3.sqlite_version, "blessing"),
    "Zstandard": (".".join(map(str, zstandard.ZSTD_VERSION)), "BSD-3-Clause"),
}
"""What is linked into libraries of Python, its version and licence (SPDX)."""


def _component(library: Library) -> dict[str, object]:
    known = {"name": library.name, "version": library.version, "type": "library"}
    if library.name == "Python":
        return {**known, "type": "platform", "bom-ref": "python", "licenses": _licence(library)}
    purl = f"pkg:pypi/{library.key}@{library.version}"
    return {**known, "bom-ref": purl, "purl": purl, "licenses": _licence(library)}


def _licence(library: Library) -> list[dict[str, object]]:
    said = library.licence
    if " OR " in said or " AND " in said:
        return [{"expression": said}]
    is_spdx = " " not in said and said != "not stated"
    return [{"license": {"id" if is_spdx else "name": said}}]


def bill() -> dict[str, object]:
    """Return the bill of materials of what is installed here."""
    found = libraries()
    ref = {each.key: _component(each)["bom-ref"] for each in found}
    inside = [
        {
            "type": "library",
            "bom-ref": f"{name.lower()}@{version}",
            "name": name,
            "version": version,
            "licenses": [{"license": {"id": licence}}],
        }
        for name, (version, licence) in _INSIDE.items()
    ]
    root = f"pkg:pypi/{PROGRAM}@{__version__}"
    depends = [
        {"ref": ref[each.key], "dependsOn": [ref[need] for need in each.needs]} for each in found
    ]
    return {
        "$schema": _SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid4()}",
        "version": 1,
        "metadata": {
            "timestamp": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": PROGRAM,
                "version": __version__,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": [*map(_component, found), *inside],
        "dependencies": [{"ref": root, "dependsOn": sorted(map(str, ref.values()))}, *depends],
    }


def main() -> int:
    """Write the bill to the path that is named, or into build/."""
    default = Path(__file__).resolve().parents[1] / "build" / "sbom.cdx.json"
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    path.parent.mkdir(parents=True, exist_ok=True)
    made = bill()
    path.write_text(json.dumps(made, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{path}: {len(made['components'])} components")
    return 0


if __name__ == "__main__":
    sys.exit(main())
