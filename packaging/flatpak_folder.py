"""The manifest for a Flatpak, with all of its sources: what `flatpak-builder` needs, in a folder.

The libraries are those of constraints.txt, as wheels for the Python of the runtime, each with the
address and the sum that the package index states. A build fetches these and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

from workshop import DIST, ROOT, WORK, Failed, fresh, lacking, run, say

MANIFEST = ROOT / "packaging" / "flatpak" / "org.triadtrainer.TriadTrainer.yml"
SOURCES = "wheels.json"
_PYTHON = "3.13"
_PLATFORMS = tuple(f"manylinux{each}_x86_64" for each in ("_2_34", "_2_28", "_2_17", "2014"))


def build(wheel: Path, share: Path, python: Path) -> Path:
    """Lay the folder out around ``wheel`` and what a desktop wants in ``share``. Raises Failed."""
    folder = fresh(DIST / "flatpak")
    manifest = folder / MANIFEST.name
    shutil.copy(MANIFEST, manifest)
    shutil.copy(wheel, folder)
    shutil.copytree(share, folder / "share")
    chosen = [own(wheel), *declared(_chosen(wheel, python))]
    (folder / SOURCES).write_text(json.dumps(chosen, indent=2) + "\n", "utf-8")
    if lacking("flatpak-builder"):
        say("flatpak: the manifest was not checked, for want of flatpak-builder")
    else:
        run("flatpak-builder", "--show-manifest", manifest, cwd=WORK)
        say(f"flatpak: flatpak-builder reads the manifest and its {len(chosen)} sources")
    return folder


def _chosen(wheel: Path, python: Path) -> dict[str, Any]:
    """Return pip's report of what would be installed with ``wheel``, from the index alone."""
    target = ("--only-binary", ":all:", "--python-version", _PYTHON, "--target", DIST / "none")
    platforms = [word for each in _PLATFORMS for word in ("--platform", each)]
    quiet = ("--quiet", "--dry-run", "--ignore-installed", "--report", "-")
    constraints = ("--constraint", ROOT / "constraints.txt")
    # A copy that lies on this machine has no address for others.
    only_index = {"PIP_CONFIG_FILE": os.devnull, "PIP_FIND_LINKS": "", "PIP_EXTRA_INDEX_URL": ""}
    words = (*quiet, *target, *platforms, *constraints, wheel)
    told = run(python, "-m", "pip", "install", *words, **only_index)
    report: dict[str, Any] = json.loads(told[told.index("{") :])
    return report


def own(wheel: Path) -> dict[str, str]:
    """Return the source that is the program itself, beside the manifest."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return {"type": "file", "path": wheel.name, "sha256": digest, "dest": "wheels"}


def declared(report: dict[str, Any]) -> list[dict[str, str]]:
    """Return each library of pip's ``report`` as a source. Raises Failed if one has no address."""
    sources = []
    for each in report["install"]:
        info, name = each["download_info"], each["metadata"]["name"]
        if each.get("is_direct"):
            continue  # the program itself
        digest = info["archive_info"].get("hashes", {}).get("sha256")
        if not (info["url"].startswith("https://") and digest):
            raise Failed(f"flatpak: the index gives no address and sum of {name}")
        sources.append({"type": "file", "url": info["url"], "sha256": digest, "dest": "wheels"})
    return sorted(sources, key=lambda source: source["url"].rpartition("/")[2].lower())
