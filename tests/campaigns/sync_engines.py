"""Keeps devices in step by the engines that people use: Syncthing, and git over a bare repository.

Not part of the test command (it starts other programs and takes some minutes). By hand:

    make test-sync            # needs Debian's packages syncthing and git

Each device is a data folder of its own: it answers through the application below the window and
syncs by ``triad sync`` in a process of its own. One is cut off, all go on, it is connected again;
at the end every device holds the same, to the byte, and no answer is missing. Exits 1 otherwise.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.campaigns.engines import Engine, Git, Syncthing, missing
from tests.study.learner import deck_text, install
from trainer.app import open_study
from trainer.clock import FrozenClock
from trainer.domain.memory import Rating
from trainer.places import Places
from trainer.study.learner import answer_for

ROOT = Path(__file__).resolve().parents[2]
DRILLS = tuple(f"drill-{number}" for number in range(80))
SKEWS = (dt.timedelta(), dt.timedelta(days=2), dt.timedelta(days=-1))
"""By so much the devices' clocks are wrong while they answer."""
MOST_ROUNDS = 6


def say(line: str) -> None:
    """Print one line of the report."""
    print(line, flush=True)  # noqa: T201


class Device:
    """One of a user's machines, with its window closed."""

    def __init__(self, data_dir: Path, folder: Path, skew: dt.timedelta, seed: int) -> None:
        self.data_dir = data_dir
        self.folder = folder
        self.chance = random.Random(seed)
        self.clock = FrozenClock(dt.datetime.now(dt.UTC) - dt.timedelta(days=30) + skew)
        self.answers: set[str] = set()
        self.undone: set[str] = set()
        self.passphrase: Path | None = None
        self.runs = 0
        self.problems: Counter[str] = Counter()
        with open_study(Places(data_dir), self.clock, self.chance) as study:
            install(study, deck_text(*DRILLS))

    def answer(self, many: int) -> None:
        """Answer some drills, take one answer back, mark one drill."""
        self.clock.advance(days=1)
        with open_study(Places(self.data_dir), self.clock, self.chance) as study:
            session = study.begin()
            session.next()
            for _ in range(many):
                if session.question is None:
                    break
                session.assess(answer_for(session.question.posed, self.chance))
                session.rate(self.chance.choice(list(Rating)))
                last = study.store.last_review()
                assert last is not None
                self.answers.add(last.id)
                if self.chance.random() < 0.1:
                    session.undo()
                    self.undone.add(last.id)
                    continue
                session.next()

    def sync(self) -> int:
        """Run ``triad sync`` in a process of its own; return how much came and went."""
        words = ["--data-dir", str(self.data_dir), "sync", "--json"]
        if not self.runs:
            words += ["--folder", str(self.folder)]
        if self.passphrase is not None:
            words += ["--passphrase-file", str(self.passphrase)]
        done = subprocess.run(
            [sys.executable, "-m", "trainer", *words], cwd=ROOT, capture_output=True, check=False
        )
        if done.returncode not in {0, 1} or not done.stdout:
            raise RuntimeError(done.stderr.decode())
        self.runs += 1
        report = json.loads(done.stdout)
        self.problems.update(each["kind"] for each in report["problems"])
        return int(report["sent"] + report["received"])

    def canon(self) -> bytes:
        """Return everything that devices have in common, to the byte."""
        with open_study(Places(self.data_dir), self.clock, self.chance) as study:
            return study.store.canon()

    def there(self) -> set[str]:
        """Return the answers that are there and were not taken back."""
        with open_study(Places(self.data_dir), self.clock, self.chance) as study:
            return {each.review.id for each in study.store.log() if each.retracted_at is None}


def settle(devices: list[Device], engine: Engine) -> int:
    """Sync and carry until nothing moves; return how many rounds that took."""
    for rounds in range(1, MOST_ROUNDS + 1):
        moved = sum(device.sync() for device in devices)
        engine.carry()
        if not moved and rounds > 1:
            return rounds
    return MOST_ROUNDS


def history(devices: list[Device], engine: Engine, many: int) -> None:
    """Answer everywhere, cut one off, go on, connect it again."""
    for device in devices:
        device.answer(many)
    settle(devices, engine)
    for at in range(len(devices)):
        engine.cut(at)
        for device in devices:
            device.answer(many)
            device.sync()
        others = [device for other, device in enumerate(devices) if other != at]
        engine.carry()
        for device in (*others, devices[at]):
            device.answer(many // 2)
            device.sync()
        engine.join(at)
        settle(devices, engine)


def check(name: str, devices: list[Device], began: float) -> bool:
    """Report how it ended; return whether all is well."""
    canons = {device.canon() for device in devices}
    answers = set().union(*(device.answers - device.undone for device in devices))
    undone = set().union(*(device.undone for device in devices))
    lost = [answers - device.there() for device in devices]
    back = [undone & device.there() for device in devices]
    problems: Counter[str] = sum((device.problems for device in devices), Counter())
    is_well = len(canons) == 1 and not any(lost) and not any(back)
    say(
        f"{name}: {len(devices)} devices, {len(answers)} answers, {len(undone)} taken back,"
        f" {sum(device.runs for device in devices)} runs of triad sync,"
        f" {'equal to the byte' if len(canons) == 1 else f'{len(canons)} DIFFERENT'}"
        f" ({len(next(iter(canons))):,} bytes), {sum(map(len, lost))} lost,"
        f" {sum(map(len, back))} come back, problems named on the way: {dict(problems) or 'none'},"
        f" {time.monotonic() - began:.0f} s"
    )
    return is_well


def _devices(root: Path, engine: Engine, seed: int) -> list[Device]:
    return [
        Device(root / f"device{at}", folder, SKEWS[at], seed + at)
        for at, folder in enumerate(engine.folders)
    ]


def by_syncthing(root: Path, many: int, answers: int, seed: int, *, apart: bool) -> bool:
    """Run the history over ``many`` instances; ``apart``: each began in a folder of its own."""
    began = time.monotonic()
    engine = Syncthing(root / "engine", many)
    devices = _devices(root, engine, seed)
    if apart:
        for device in devices:
            device.answer(answers)
            device.sync()
    try:
        engine.start()
        history(devices, engine, answers)
    finally:
        engine.stop()
    how = ", each begun apart" if apart else ""
    return check(f"Syncthing{how}", devices, began)


def by_git(root: Path, many: int, answers: int, seed: int, *, sealed: bool) -> bool:
    """Run the history over clones of one bare repository, ``sealed`` with a passphrase or not."""
    began = time.monotonic()
    engine = Git(root / "engine", many)
    devices = _devices(root, engine, seed)
    if sealed:
        passphrase = root / "passphrase"
        passphrase.write_text("nine blue doors\n", "utf-8")
        for device in devices:
            device.passphrase = passphrase
    devices[0].sync()
    engine.begin()
    history(devices, engine, answers)
    return check(f"git{', sealed' if sealed else ''}", devices, began)


def main() -> int:
    """Run all; return 1 if anything was lost or differs."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--answers", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", choices=("syncthing", "git"))
    wanted = options.parse_args()
    if absent := [name for name in missing() if wanted.only in {None, name}]:
        say(f"Not installed here: {', '.join(absent)}; on Debian: apt install {' '.join(absent)}")
        return 2
    good = []
    with tempfile.TemporaryDirectory(prefix="triad-sync-") as folder:
        root = Path(folder)
        for many in (2, 3):
            if wanted.only != "git":
                for apart in (False, True):
                    place = root / f"syncthing{many}{apart}"
                    good.append(by_syncthing(place, many, wanted.answers, wanted.seed, apart=apart))
            if wanted.only != "syncthing":
                for sealed in (False, True):
                    place = root / f"git{many}{sealed}"
                    good.append(by_git(place, many, wanted.answers, wanted.seed, sealed=sealed))
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
