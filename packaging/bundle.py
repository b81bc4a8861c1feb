"""The bundle for Linux: one folder with Python, Qt and all that is used of them."""

from __future__ import annotations

import sys
import tarfile
from pathlib import Path

import guide
import icu
import licences
from numpy_small import small_numpy
from workshop import (
    DIST,
    NAME,
    ROOT,
    WORK,
    build_time,
    environment,
    lacking,
    run,
    say,
    size_mb,
    version,
)

_SPEC = ROOT / "packaging" / "pyinstaller" / "triad.spec"
_TARGET_MB = 120.0
_TARGET_PACKED_MB = 50.0


def folder(wheel: Path) -> Path:
    """Build the bundle from ``wheel`` and return its folder. Raises Failed."""
    bin_folder = environment("bundle", "pyinstaller")
    python = bin_folder / "python"
    constraints = ("--constraint", ROOT / "constraints.txt")
    numpy = small_numpy(python)
    run(python, "-m", "pip", "install", *constraints, *numpy, wheel)
    places = ("--distpath", WORK / "bundle", "--workpath", WORK / "pyinstaller")
    # Elsewhere than in the checkout, or the program would be found there instead of installed.
    options = ("--noconfirm", "--log-level", "WARN", *places)
    run(python, "-m", "PyInstaller", *options, _SPEC, cwd=WORK)
    made = WORK / "bundle" / NAME
    if sys.platform.startswith("linux"):
        _slim(made)
    licences.collect(python, made)
    guide.lay_out(made / "share" / "doc" / NAME)
    say(f"bundle: {run(made / 'triad', 'self-test').splitlines()[-1]}")
    _weigh("bundle", size_mb(made), _TARGET_MB)
    return made


def _slim(made: Path) -> None:
    """Take out what no program needs to run: symbols, and most of ICU's data."""
    missing = lacking("strip", "objcopy", "as", "ld")
    if missing:
        say(f"bundle: no {', '.join(missing)} here (binutils), so it stays larger than it must be")
        return
    # The libraries beside a wheel were laid out by a tool that strip does not get on with.
    libraries = [
        each
        for each in made.rglob("*.so*")
        if each.is_file() and not each.is_symlink() and not each.parent.name.endswith(".libs")
    ]
    run("strip", "--strip-unneeded", *libraries)
    for library in made.rglob("libicudata.so.*"):
        if not library.is_symlink():
            icu.slim(library)


def archive(made: Path) -> Path:
    """Pack the bundle into ``dist`` and return the file."""
    name = f"{NAME}-{version()}-linux-{_machine()}"
    path = DIST / f"{name}.tar.xz"
    stamp = build_time()

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = stamp
        member.mode = 0o755 if member.mode & 0o100 else 0o644
        return member

    extras = ROOT / "packaging" / "linux"
    with tarfile.open(path, "w:xz", preset=9) as packed:
        packed.add(made, name, filter=plain)
        beside = (extras / "README.txt", extras / "install.sh")
        for each in (ROOT / "LICENSE", ROOT / "CHANGELOG.md", *beside):
            packed.add(each, f"{name}/{each.name}", filter=plain)
    _weigh(path.name, size_mb(path), _TARGET_PACKED_MB)
    return path


def _machine() -> str:
    import platform

    return platform.machine()


def _weigh(what: str, found_mb: float, target_mb: float) -> None:
    verdict = "within" if found_mb <= target_mb else "OVER"
    say(f"{what}: {found_mb:.1f} MB, {verdict} the target of {target_mb:.0f} MB")
