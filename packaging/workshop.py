"""What every step of packaging stands on: where things are, and how a tool is run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "packages"
"""What may be thrown away: trees, caches, environments."""
DIST = ROOT / "dist"
"""What is given to people."""
NAME = "triad-trainer"


class Failed(Exception):
    """A step of packaging failed; the text is the whole story for whoever called it."""


def version() -> str:
    """Return the program's version, as its source says."""
    source = (ROOT / "trainer" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', source, re.MULTILINE)
    if found is None:
        raise Failed("trainer/__init__.py: there is no __version__")
    return found[1]


def say(text: str) -> None:
    """Tell the user what happens."""
    print(text, flush=True)


def run(*command: str | Path, cwd: Path | None = None, **environment: str) -> str:
    """Run ``command`` and return what it printed. Raises Failed with that if it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(  # noqa: S603 (tools that the steps name themselves)
        words,
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(f"{shlex.join(words)[:400]} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def lacking(*tools: str) -> list[str]:
    """Return which of ``tools`` this machine does not have."""
    return [tool for tool in tools if shutil.which(tool) is None]


def fresh(folder: Path) -> Path:
    """Return ``folder``, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def environment(name: str, *wanted: str | Path) -> Path:
    """Return the ``bin`` folder of a new virtual environment with ``wanted`` installed.

    Versions are those of constraints.txt.
    """
    folder = WORK / "environments" / name
    run(sys.executable, "-m", "venv", "--clear", folder)
    folder_bin = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if wanted:
        constraints = ROOT / "constraints.txt"
        run(folder_bin / "python", "-m", "pip", "install", "--constraint", constraints, *wanted)
    return folder_bin


def build_time() -> int:
    """Return the instant that goes into files, so that two builds of one commit are alike."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    if (ROOT / ".git").exists() and not lacking("git"):
        return int(run("git", "log", "-1", "--format=%ct", cwd=ROOT))
    return int(time.time())


def size_mb(path: Path) -> float:
    """Return the size of a file, or of all files of a folder, in megabytes."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(each.stat().st_size for each in files if not each.is_symlink()) / 1e6
