"""Kills a process in the middle of its work and looks at what it left behind."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import victim
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.places import Places
from trainer.store import migrations
from trainer.study.importing import ImportPlan
from trainer.study.study import Study

HERE = Path(__file__).parent
KINDS = tuple(victim.WORK)
FILE = "trainer.sqlite"
WRITES = "pwrite64,pwritev,write,fdatasync,fsync,ftruncate,unlink,rename"


@dataclass
class Outcome:
    """What a campaign counted. ``losses`` are sentences; there must be none."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)


@dataclass
class Death:
    """What one victim had acknowledged when it died, as pairs of its words."""

    said: list[list[str]]
    was_killed: bool


def opened(folder: Path, day: int = 40) -> contextlib.AbstractContextManager[Study]:
    clock = FrozenClock(victim.BEGAN + dt.timedelta(days=day))
    return open_study(Places(folder), clock, random.Random(0))


def prepare(folder: Path) -> None:
    """Lay down a store with three decks and a few weeks of answers."""
    with opened(folder, day=0) as study:
        for number in range(victim.DECKS):
            study.install(ImportPlan(Path("deck.yaml"), victim.revision(number, 0)))
        clock, chance = study.clock, random.Random(3)
        assert isinstance(clock, FrozenClock)
        for _ in range(20):
            session = study.begin()
            while session.next() is not None:
                session.assess(victim.RecallAnswer())
                session.rate(victim.Rating(chance.choice((1, 3, 3, 4))))
            clock.advance(days=1)


def run_and_kill(kind: str, folder: Path, seed: int, chance: random.Random, way: str) -> Death:
    """Let a victim work in ``folder`` and die in one of three ways; return what it had said.

    ``time``: killed from outside, some microseconds after one of its acknowledgements. ``steps``:
    after so many steps of SQLite. ``call``: at the n-th system call that writes (needs strace).
    """
    command = [sys.executable, str(HERE / "victim.py"), kind, str(folder), str(seed)]
    if way == "steps":
        command.append(str(round(10 ** chance.uniform(1.5, 5.5))))
    elif way == "call":
        when = round(10 ** chance.uniform(0, 2.2)) + (20 if kind in {"answer", "import"} else 0)
        command = [
            *("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={WRITES}"),
            *("-e", f"inject={WRITES}:signal=KILL:when={when}", *command),
        ]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(HERE.parents[1]), "PATH": "/usr/bin:/bin"},
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    with process, process.stdout as lines:
        said = _until(lines, _patience(kind, way, chance))
        _spin(10 ** chance.uniform(-5, -1.7))
        # The whole group: strace lets go of what it traces when it is killed itself.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        said += list(lines)
    killed = process.returncode in {-signal.SIGKILL, 128 + signal.SIGKILL}
    # A line without its end was not heard: nobody could rely on it.
    return Death([line.split() for line in said if line.endswith("\n")], killed)


def _patience(kind: str, way: str, chance: random.Random) -> int:
    """Return how many lines to hear before killing; most of those that kill themselves say less."""
    if way != "time":
        return 2 if kind in {"migrate", "create"} else 60
    return 1 if kind in {"migrate", "create"} else chance.randint(1, 25)


def _until(lines: object, many: int) -> list[str]:
    said: list[str] = []
    for line in lines:  # type: ignore[attr-defined]
        said.append(line)
        if len(said) >= many:
            break
    return said


def _spin(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def losses(kind: str, folder: Path, death: Death, before: frozenset[str]) -> list[str]:
    """Return what is wrong in ``folder`` after ``death``: lost, torn or half done.

    ``before`` holds the identities of the reviews that were there before the victim began.
    """
    if kind == "migrate":
        migrations.STEPS = (*migrations.STEPS, victim.m999_heavy)
    try:
        with opened(folder) as study:
            return [*_sound(study), *_LOOK[kind](study, folder, death, before)]
    finally:
        migrations.STEPS = tuple(s for s in migrations.STEPS if s is not victim.m999_heavy)


def logged(study: Study) -> dict[str, dt.datetime | None]:
    return {str(item.review.id): item.retracted_at for item in study.store.log()}


def _sound(study: Study) -> list[str]:
    problems = list(study.store.check_integrity())
    if study.store.rebuild(study.scheduler):
        problems.append("the stored states were not what the log gives")
    return problems


def _answers(study: Study, folder: Path, death: Death, before: frozenset[str]) -> list[str]:
    log = logged(study)
    answered = [words[1] for words in death.said if words[0] == "answered"]
    undone = {words[1] for words in death.said if words[0] == "undone"}
    found = [f"answer {each} is lost" for each in {*answered, *before} if each not in log]
    found += [f"taking back {each} is lost" for each in undone if log.get(each) is None]
    extra = [
        each
        for each, retracted in log.items()
        if each not in before and retracted is not None and each not in undone
    ]
    if len(extra) > 1 or len(log) > len(before | set(answered)) + 1:
        found.append("more was written than one unacknowledged step")
    return found


def _imports(study: Study, folder: Path, death: Death, before: frozenset[str]) -> list[str]:
    found = [] if before <= logged(study).keys() else ["an import lost answers"]
    for deck in study.store.decks():
        number, turn = deck.id.removeprefix("deck"), int(deck.title.split()[1])
        drills = study.store.drills(deck.id)
        expected = victim.DRILLS if turn == 0 else victim.DRILLS // 2
        if {drill.content_hash for drill in drills} != {f"revision {turn}"}:
            found.append(f"deck {number} mixes revisions")
        if len(drills) != expected:
            found.append(f"deck {number} has {len(drills)} drills, not {expected}")
        said = [int(w[2]) for w in death.said if w[0] == "imported" and w[1] == number]
        if said and turn not in {said[-1], said[-1] + 1}:
            found.append(f"deck {number} is at {turn}, but {said[-1]} was acknowledged")
    return found


def _migration(study: Study, folder: Path, death: Death, before: frozenset[str]) -> list[str]:
    found = [] if before == logged(study).keys() else ["the migration changed the log"]
    return found + _copies(folder, before)


def _creation(study: Study, folder: Path, death: Death, before: frozenset[str]) -> list[str]:
    return [] if study.store.entries() == [] else ["a new file is not empty"]


def _backups(study: Study, folder: Path, death: Death, before: frozenset[str]) -> list[str]:
    found = [] if before == logged(study).keys() else ["a backup changed the log"]
    made = {words[1] for words in death.said if words[0] == "copied"}
    copies = {number: folder / "backups" / f"copy-{number}.sqlite" for number in made}
    found += [f"copy {number} is lost" for number, copy in copies.items() if not copy.exists()]
    return found + _copies(folder, before)


def _copies(folder: Path, before: frozenset[str]) -> list[str]:
    """Look into every finished copy: each must be sound and hold all reviews."""
    found = []
    for path in (folder / "backups").glob("*.sqlite"):
        with contextlib.closing(sqlite3.connect(path)) as copy:
            if copy.execute("pragma integrity_check").fetchone() != ("ok",):
                found.append(f"{path.name} is not sound")
            elif {each for (each,) in copy.execute("select id from review")} != before:
                found.append(f"{path.name} does not hold the log")
    return found


_LOOK = {
    "answer": _answers,
    "import": _imports,
    "migrate": _migration,
    "create": _creation,
    "backup": _backups,
}
