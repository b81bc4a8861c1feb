"""Try one artefact as its user would: install, test, answer a drill, open a deck, remove.

    python packaging/try_artefact.py dist/triad-trainer_…_amd64.deb [--system]

A .deb is unpacked into a folder; with ``--system`` it is installed by dpkg, which takes root. Ends
with 1 if anything is not as it must be, and says which checks were left out for want of a tool.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

import driving
from workshop import ROOT, WORK, Failed, lacking, run, say

DECK = """\
format: triad-deck/1
id: opened
title: Opened
drills:
  - {kind: recall, front: Is this deck read?, back: It is.}
"""
FIRST_SCHEMA = ROOT / "tests" / "data" / "databases" / "schema-1.sqlite"


class Installed:
    """One artefact, installed: its command, and how to take it away again."""

    def __init__(self, artefact: Path, folder: Path, *, system: bool) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self._package = ""
        self._installer: Path | None = None
        self._prefix = folder / "pre fix & more"
        if artefact.name.endswith(".tar.xz"):
            self.command = self._unpack(artefact)
        elif artefact.suffix == ".deb" and system:
            self._package = run("dpkg-deb", "--field", artefact, "Package").strip()
            run("dpkg", "--install", artefact)
            self.command = Path("/usr/bin/triad")
        elif artefact.suffix == ".deb":
            run("dpkg-deb", "--extract", artefact, folder / "root")
            self.command = folder / "root" / "usr" / "bin" / "triad"
        else:
            self.command = artefact

    def _unpack(self, artefact: Path) -> Path:
        with tarfile.open(artefact) as packed:
            packed.extractall(self.folder, filter="data")
        [self._installer] = self.folder.glob("*/install.sh")
        run(self._installer, HOME=str(self.folder), PREFIX=str(self._prefix))
        # The unpacked folder is what people delete next.
        shutil.rmtree(self._installer.parent)
        self._installer = self._prefix / "lib" / "triad-trainer" / "install.sh"
        return self._prefix / "bin" / "triad"

    def remove(self) -> None:
        """Take it away. Raises Failed if the command is still there."""
        if self._package:
            run("dpkg", "--remove", self._package)
        elif self._installer is not None:
            run(self._installer, "--remove", HOME=str(self.folder))
        elif self.command.is_relative_to(self.folder):
            shutil.rmtree(self.folder / "root")
        if self._package or self._installer:
            of_ours = [self.command, *self._prefix.rglob("triad*")]
            left = [str(each) for each in of_ours if each.exists() or each.is_symlink()]
            if left:
                raise Failed(f"after it was removed there is still {', '.join(left)}")


def tried(artefact: Path, *, system: bool = False) -> None:
    """Try ``artefact``. Raises Failed."""
    with tempfile.TemporaryDirectory(prefix="triad-try-") as folder:
        home = Path(folder, "home")
        home.mkdir()
        # Nothing of the machine that builds may help: no Python of its own, no settings.
        surroundings = {
            "HOME": str(home),
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": "",
            "LANG": "C.UTF-8",
        }
        installed = Installed(artefact, Path(folder, "installed"), system=system)
        told = run(installed.command, "self-test", cwd=home, **surroundings)
        say(f"{artefact.name}: {told.splitlines()[-1]}")
        if list(home.rglob("*triad*")):
            raise Failed("the self-test wrote into the user's folders")
        upgrades(installed.command, Path(folder, "old"), surroundings)
        data = Path(folder, "data")
        if _works_in_its_window(artefact, installed.command, data, surroundings):
            installed.remove()
            if _answers(data) != 1:
                raise Failed("what was learnt went with the program")
            say(f"{artefact.name}: removed, and the answer is still there")
        else:
            installed.remove()


def upgrades(command: Path, data: Path, surroundings: dict[str, str]) -> None:
    """Open a database of the first schema, then a copy that pretends to be of a later version."""
    data.mkdir()
    database = data / "trainer.sqlite"
    shutil.copy(FIRST_SCHEMA, database)
    told = run(command, "--data-dir", data, "doctor", "--json", **surroundings)
    found = json.loads(told)
    if (found["answers"], found["problems"]) != (5, []):
        raise Failed(f"a database of the first schema: {told}")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " select migration_set, 'm900_later', applied_at from _sqlite_migrations limit 1"
        )
    done = subprocess.run(  # noqa: S603 (what was just installed)
        [command, "--data-dir", data, "doctor"],
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0 or "update Triad Trainer" not in done.stderr:
        raise Failed(f"a database of a later version was not refused: {done.stderr}")
    say("  a database of the first schema opens; one of a later version is refused with the reason")


def _works_in_its_window(
    artefact: Path, command: Path, data: Path, surroundings: dict[str, str]
) -> bool:
    missing = lacking("Xvfb", "xdotool")
    if missing:
        say(f"  the window was not tried, for want of {' and '.join(missing)}")
        return False
    pictures = WORK / "tried"
    pictures.mkdir(parents=True, exist_ok=True)
    answering, opening = (pictures / f"{artefact.name}{each}.png" for each in ("", "-open"))
    deck = data.with_name("opened.triad.yaml")
    deck.write_text(DECK, "utf-8")
    with driving.window([command, "--data-dir", data], surroundings) as screen:
        driving.press_until(screen, lambda: _answers(data), answering)
        around = {**surroundings, **driving.on(screen)}
        told = run(command, "--data-dir", data, "open", deck, **around)
        if "already open" not in told:
            raise Failed(f"a second start took a deck for itself: {told}")
        # While the deck is read, the key does nothing.
        driving.press_until(screen, lambda: _count(data, _OPENED), opening, wait_s=3)
    say(f"  a drill was answered in its window, the answer is stored ({answering.name})")
    say(f"  a deck that a second start brought was read in ({opening.name})")
    return True


_OPENED = "select count(*) from deck where id = 'opened'"


def _answers(data: Path) -> int:
    return _count(data, "select count(*) from review")


def _count(data: Path, query: str) -> int:
    database = data / "trainer.sqlite"
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute(query).fetchone()[0])


if __name__ == "__main__":
    WORK.mkdir(parents=True, exist_ok=True)
    try:
        tried(Path(sys.argv[1]).resolve(), system="--system" in sys.argv[2:])
    except Failed as error:
        say(f"FAILED: {error}")
        sys.exit(1)
