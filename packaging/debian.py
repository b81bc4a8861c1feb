"""The Debian package: the bundle in /usr/lib, and what a desktop wants in /usr/share."""

from __future__ import annotations

import datetime as dt
import gzip
import platform
import shutil
from email.utils import format_datetime
from pathlib import Path

import desktop_files
import guide
from workshop import DIST, NAME, ROOT, WORK, build_time, fresh, lacking, run, say, version

_WHO = "The Triad Trainer authors <maintainers@triadtrainer.example>"
_TOOLS = ("dpkg-deb", "fakeroot")
_NEEDED = (
    *("libgcc-s1", "libstdc++6", "zlib1g", "libexpat1", "libuuid1"),
    *("libdbus-1-3", "libegl1", "libfontconfig1", "libfreetype6", "libgl1", "libgssapi-krb5-2"),
    *("libx11-6", "libx11-xcb1", "libxcb1"),
)
_EXTENDED = """\
 Triad Trainer drills latency, cost per token and quality until stating them
 is a reflex: flashcards, estimates, statements to mend and mock interviews,
 brought back when they are about to be forgotten. It judges what is written
 as an interviewer would, and works out every number with its sources.
 .
 It works offline and opens no connection. This package brings its own Python
 and Qt."""


def build(bundle: Path, python: Path) -> Path | None:
    """Build the package from the ``bundle`` and check it; None where the tools are missing."""
    missing = lacking(*_TOOLS)
    if missing:
        say(f"deb: not built, for want of {', '.join(missing)}")
        return None
    root = fresh(WORK / "deb")
    library = root / "usr" / "lib" / NAME
    # What the archive has beside the program goes into /usr/share here.
    shutil.copytree(bundle, library, symlinks=True, ignore=shutil.ignore_patterns("share"))
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / "triad").symlink_to(f"../lib/{NAME}/triad")
    desktop_files.lay_out(root / "usr" / "share", python)
    _documents(root / "usr" / "share" / "doc" / NAME)
    overrides = root / "usr" / "share" / "lintian" / "overrides" / NAME
    overrides.parent.mkdir(parents=True)
    shutil.copy(ROOT / "packaging" / "linux" / "lintian-overrides", overrides)
    _modes(root)
    architecture = run("dpkg", "--print-architecture").strip()
    _control(root, architecture)
    path = DIST / f"{NAME}_{version()}_{architecture}.deb"
    stamp = str(build_time())
    # xz, since older dpkgs do not know the newer default.
    run("fakeroot", "dpkg-deb", "-Zxz", "--build", root, path, SOURCE_DATE_EPOCH=stamp)
    _lint(path)
    return path


def _documents(folder: Path) -> None:
    folder.mkdir(parents=True)
    licence = (ROOT / "LICENSE").read_text("utf-8")
    (folder / "copyright").write_text(
        f"{licence}\nThe libraries that come with it, and their terms, are listed in\n"
        f"/usr/lib/{NAME}/LICENCES.txt. Qt is used under the LGPL, version 3, which on Debian\n"
        "systems is found in /usr/share/common-licenses/LGPL-3; its libraries may be replaced by\n"
        "others of the same version.\n",
        "utf-8",
    )
    when = format_datetime(dt.datetime.fromtimestamp(build_time(), dt.UTC))
    head = f"{NAME} ({version()}) unstable; urgency=low"
    news = f"{head}\n\n  * What is new stands in CHANGELOG.md.gz.\n\n -- {_WHO}  {when}\n"
    guide.lay_out(folder)
    _packed(folder / "changelog.gz", news)
    _packed(folder / "CHANGELOG.md.gz", (ROOT / "CHANGELOG.md").read_text("utf-8"))


def _packed(path: Path, text: str) -> None:
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))


def _modes(root: Path) -> None:
    for path in root.rglob("*"):
        if not path.is_symlink():
            is_program = path.is_dir() or path == root / "usr" / "lib" / NAME / "triad"
            path.chmod(0o755 if is_program else 0o644)
    root.chmod(0o755)


def _control(root: Path, architecture: str) -> None:
    size_kb = sum(each.lstat().st_size for each in root.rglob("*") if each.is_file()) // 1024
    fields = {
        "Package": NAME,
        "Version": version(),
        "Architecture": architecture,
        "Maintainer": _WHO,
        "Installed-Size": str(size_kb),
        "Depends": _dependencies(),
        "Recommends": "libwayland-client0, libwayland-cursor0",
        "Section": "education",
        "Priority": "optional",
        "Description": f"trainer for LLM system-design interviews\n{_EXTENDED}",
    }
    control = root / "DEBIAN"
    control.mkdir()
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (control / "control").write_text(text, "utf-8")


def _dependencies() -> str:
    """Return the packages of the libraries that are left to the system (trimming.py).

    dpkg-shlibdeps would have to find all of them on the machine that builds, Wayland's too.
    """
    glibc = platform.libc_ver()[1]
    return ", ".join([f"libc6 (>= {glibc})", *_NEEDED])


def _lint(path: Path) -> None:
    if lacking("lintian"):
        say("deb: not checked by lintian, which is not here")
        return
    run("lintian", "--fail-on", "error", "--tag-display-limit", "0", path)
    say("deb: lintian finds no error")
