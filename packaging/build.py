"""Build what is given to people, test each piece here, and sum up: ``make package``.

Without words everything that this machine can build; with words only wheel, bundle, deb, flatpak.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import bundle
import debian
import desktop_files
import flatpak_folder
import python_packages
import try_artefact
from workshop import DIST, NAME, ROOT, WORK, Failed, fresh, run, say, size_mb, version

_KINDS = ("wheel", "bundle", "deb", "flatpak")


def main(words: list[str]) -> int:
    """Build the kinds named in ``words``; return 1 and say why if one failed."""
    unknown = sorted(set(words) - set(_KINDS))
    if unknown:
        say(f"there is no {', '.join(unknown)}; the kinds are {', '.join(_KINDS)}")
        return 2
    try:
        made = _built(set(words or _KINDS))
    except Failed as error:
        say(f"FAILED: {error}")
        return 1
    _sum_up(made)
    return 0


def _built(wanted: set[str]) -> list[Path]:
    WORK.mkdir(parents=True, exist_ok=True)
    fresh(DIST)
    made = python_packages.build()
    if wanted == {"wheel"}:
        return made
    if not sys.platform.startswith("linux"):
        say("bundle: built here as packaging/README.md says; this script knows Linux alone")
        return made
    folder = bundle.folder(made[0])
    made.append(DIST / f"{NAME}-{version()}.cdx.json")
    python = WORK / "environments" / "bundle" / "bin" / "python"
    say(run(python, ROOT / "packaging" / "sbom.py", made[-1]).strip())
    desktop_files.lay_out(folder / "share", python)
    if "bundle" in wanted:
        path = bundle.archive(folder)
        try_artefact.tried(path)
        made.append(path)
    if "deb" in wanted and (package := debian.build(folder, python)):
        try_artefact.tried(package)
        made.append(package)
    if "flatpak" in wanted:
        flatpak_folder.build(made[0], folder / "share", python)
    return made


def _sum_up(made: list[Path]) -> None:
    lines = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}" for each in made]
    (DIST / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")
    say("")
    for each in made:
        say(f"{size_mb(each):8.1f} MB  {each.relative_to(DIST.parent)}")
    say(f"their sums are in {DIST.name}/SHA256SUMS")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
